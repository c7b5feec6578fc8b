// Reads the data blocks of the page: plain JSON, or gzip as base64 in pieces, so that no frame waits for them.
(function (geomap) {
  'use strict';

  const PIECE = 1 << 20;
  const block = (id) => document.getElementById(id);

  geomap.readBlock = function (id) {
    const node = block(id);
    return node === null ? null : JSON.parse(node.textContent);
  };

  function fromBase64(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const raw = atob(text);
    const bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i += 1) bytes[i] = raw.charCodeAt(i);
    return bytes;
  }

  async function feed(writer, text) {
    for (let at = 0; at < text.length; at += PIECE) {
      await writer.write(fromBase64(text.slice(at, at + PIECE)));
      await geomap.breathe();
    }
    await writer.close();
  }

  // The bytes of a packed block; the block leaves the page.
  async function unpack(node) {
    if (typeof DecompressionStream === 'undefined') throw new Error(geomap.words.cannotUnpack);
    const text = node.textContent;
    node.remove();
    const { readable, writable } = new DecompressionStream('gzip');
    const fed = feed(writable.getWriter(), text);
    const bytes = new Uint8Array(await new Response(readable).arrayBuffer());
    await fed;
    return bytes;
  }

  // Lets the page draw and react before more work is done.
  geomap.breathe = () => new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });

  // The columns that the map needs first.
  geomap.readPayload = async function () {
    const node = block('geomap-data');
    if (node.type === 'application/json') return geomap.plainColumns(JSON.parse(node.textContent));
    return geomap.plainColumns(JSON.parse(new TextDecoder().decode(await unpack(node))));
  };

  // The columns of texts, one block after the other; take is told of each.
  geomap.readTexts = async function (take) {
    for (let number = 1; block(`geomap-data-${number}`) !== null; number += 1) {
      take(geomap.binaryColumns(await unpack(block(`geomap-data-${number}`))));
    }
  };
})((globalThis.geomap = globalThis.geomap || {}));
