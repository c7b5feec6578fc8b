'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');
const geomap = require('./load.js')('columns', 'payload');

test('five characters are four bytes', () => {
  assert.deepEqual([...geomap.fromBase85('(((((')], [0, 0, 0, 0]);
  assert.deepEqual([...geomap.fromBase85('((((>')], [0, 0, 0, 21]); // the character 60 is left out
  const most = 0xffffffff;
  let [text, rest] = ['', most];
  for (let place = 0; place < 5; place += 1) {
    const digit = rest % 85;
    text = String.fromCharCode(digit + 40 + (digit > 19 ? 1 : 0)) + text;
    rest = (rest - digit) / 85;
  }
  assert.deepEqual([...geomap.fromBase85(text)], [255, 255, 255, 255]);
});

test('lists of rows come back as they were, without rows as null', () => {
  const header = JSON.stringify({
    size: 3, placeSize: 3, places: { incident: { kind: 'range' } },
    incidents: {
      evidence: {
        kind: 'rows', type: 'u8', at: 0, length: 3,
        parts: [{ kind: 'codes', values: ['place', 'killed'], type: 'u8', at: 8, length: 3 }, { kind: 'numbers', scale: 10, type: 'i8', at: 16, length: 3 }],
      },
    },
  });
  const text = header.padEnd(Math.ceil(header.length / 8) * 8);
  const bytes = new Uint8Array(8 + text.length + 24);
  bytes[0] = text.length & 255;
  bytes[1] = text.length >> 8;
  bytes.set(new TextEncoder().encode(text), 8);
  bytes.set([2, 0, 1], 8 + text.length);
  bytes.set([1, 2, 0], 16 + text.length);
  bytes.set([15, 128, 20], 24 + text.length);
  const { incidents, places } = geomap.binaryColumns(bytes);
  const cells = [0, 1, 2].map((index) => incidents.evidence.at(index));
  assert.deepEqual(cells, [[['place', 1.5], ['killed', null]], null, [[null, 2]]]);
  assert.deepEqual([...incidents.evidence.owners()], [0, 0, 2]);
  assert.equal(places.incident.at(2), 2);
});
