// Reads the data blocks of the page: plain JSON, or gzip as text in pieces, so that no frame waits for them.
(function (geomap) {
  'use strict';

  const PIECE = 5 << 16; // characters that are read without a breath
  const block = (id) => document.getElementById(id);

  geomap.readBlock = function (id) {
    const node = block(id);
    return node === null ? null : JSON.parse(node.textContent);
  };

  const encoder = new TextEncoder();
  const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => (code > 59 ? code - 41 : code - 40));

  // Five characters are four bytes: see base85 in geomap.rendering.markup.
  geomap.fromBase85 = function (text) {
    const codes = encoder.encode(text);
    const bytes = new Uint8Array((codes.length / 5) * 4);
    for (let at = 0, to = 0; at < codes.length; at += 5, to += 4) {
      let number = 0;
      for (let place = at; place < at + 5; place += 1) number = Math.imul(number, 85) + DIGITS[codes[place]];
      bytes[to] = number >>> 24;
      bytes[to + 1] = number >>> 16;
      bytes[to + 2] = number >>> 8;
      bytes[to + 3] = number;
    }
    return bytes;
  };

  async function feed(writer, text, size) {
    for (let at = 0; at < text.length; at += PIECE) {
      await writer.write(geomap.fromBase85(text.slice(at, at + PIECE)).subarray(0, size - (at / 5) * 4));
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
    const fed = feed(writable.getWriter(), text, Number(node.dataset.size));
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
    return geomap.binaryColumns(await unpack(node));
  };

  // The columns of texts, one block after the other; take is told of each.
  geomap.readTexts = async function (take) {
    for (let number = 1; block(`geomap-data-${number}`) !== null; number += 1) {
      take(geomap.binaryColumns(await unpack(block(`geomap-data-${number}`))));
    }
  };
})((globalThis.geomap = globalThis.geomap || {}));
