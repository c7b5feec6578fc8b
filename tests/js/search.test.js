'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');
const geomap = require('./load.js')('columns', 'payload', 'search');

const SIZE = 9000; // several pieces

// Columns as the page of a large table holds them.
function columnsOf(titles) {
  const encoder = new TextEncoder();
  const bytes = titles.map((title) => encoder.encode(title ?? ''));
  const whole = new Uint8Array(bytes.reduce((sum, { length }) => sum + length, 0));
  bytes.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  const values = ['Reuters', 'Al Jazeera'];
  const header = {
    size: titles.length, placeSize: titles.length, incidents: {}, places: { incident: { kind: 'range' } },
  };
  const parts = [];
  let at = 0;
  const add = (array, type) => {
    const raw = new Uint8Array(array.buffer.slice(array.byteOffset, array.byteOffset + array.byteLength));
    const spec = { type, at, length: array.length };
    const room = Math.ceil(raw.length / 8) * 8;
    parts.push([at, raw]);
    at += room;
    return spec;
  };
  header.incidents.title = { kind: 'text', isJson: false, ...add(Uint16Array.from(bytes, ({ length }) => length), 'u16'), bytes: add(whole, 'u8') };
  const codes = Uint8Array.from({ length: titles.length }, (_, i) => (i % 2) + 1);
  header.incidents.sources = {
    kind: 'rows', ...add(Uint8Array.from(titles, (_, i) => (i === 5 ? 0 : 1)), 'u8'),
    parts: [{ kind: 'codes', values, ...add(codes.slice(0, titles.length - 1), 'u8') }, ...Array.from({ length: 4 }, () => ({ kind: 'numbers', ...add(Int8Array.from(titles.slice(1), () => -128), 'i8') }))],
  };
  const text = encoder.encode(JSON.stringify(header));
  const start = 8 + Math.ceil(text.length / 8) * 8;
  const block = new Uint8Array(start + at).fill(32, 8, start);
  new DataView(block.buffer).setUint32(0, start - 8, true);
  block.set(text, 8);
  for (const [where, raw] of parts) block.set(raw, start + where);
  return geomap.binaryColumns(block);
}

function storeOf(columns) {
  return { ...columns, incidentOf: Uint32Array.from({ length: columns.placeSize }, (_, i) => i), textsReady: Promise.resolve() };
}

async function find(store, query) {
  const search = store.searching ?? (store.searching = new geomap.Search(store));
  assert.equal(await search.run(query), true);
  const passes = search.test();
  return Array.from({ length: store.size }, (_, i) => i).filter((i) => passes === null || passes(i));
}

const ascii = Array.from({ length: SIZE }, (_, i) => `Incident ${i} of many`);
const mixed = ascii.map((title, i) => (i % 3 === 0 ? `${title} – غارة é` : title));

for (const [kind, titles] of Object.entries({ ascii, mixed })) {
  test(`every title of ${kind} texts is found by its words, whatever their case`, async () => {
    const store = storeOf(columnsOf(titles));
    assert.deepEqual(await find(store, 'incident 77 OF'), [77]);
    assert.deepEqual(await find(store, ' 8999 '), [8999]);
    assert.deepEqual(await find(store, 'nothing like it'), []);
    assert.equal((await find(store, 'many')).length, SIZE);
    assert.equal((await find(store, '')).length, SIZE);
  });

  test(`words of one row do not go on in the next, in ${kind} texts`, async () => {
    const store = storeOf(columnsOf(titles.map((_, i) => ['ab', 'cd', 'é', null][i % (kind === 'ascii' ? 2 : 4)])));
    assert.deepEqual(await find(store, 'bc'), []);
    assert.equal((await find(store, 'cd')).length, kind === 'ascii' ? SIZE / 2 : SIZE / 4);
  });
}

test('letters of more than one byte are found where they stand', async () => {
  const store = storeOf(columnsOf(mixed));
  assert.deepEqual((await find(store, 'غارة')).slice(0, 3), [0, 3, 6]);
  assert.equal((await find(store, 'É')).length, SIZE / 3);
});

test('the publisher of a source is found, and an incident without sources is not', async () => {
  const store = storeOf(columnsOf(ascii));
  const found = await find(store, 'jazeera');
  assert.equal(found.length, (SIZE - 1) / 2 | 0);
  assert.equal(found.includes(5), false);
});

test('plain lists are searched like columns, and the names of fields are not looked through', async () => {
  const cells = {
    title: ['One', 'Two'], evidence: [[['place', 'near the bridge', 'rule']], null], reports: [null, [{ title: 'Other', evidence: [['killed', 'three dead', 'verb']] }]],
  };
  const store = storeOf(geomap.plainColumns({ size: 2, incidents: cells, places: { incident: [0, 1], country: ['Iraq', null] } }));
  assert.deepEqual(await find(store, 'bridge'), [0]);
  assert.deepEqual(await find(store, 'three dead'), [1]);
  assert.deepEqual(await find(store, 'iraq'), [0]);
  assert.deepEqual(await find(store, 'rule'), []);
});

test('a later search takes over', async () => {
  const store = storeOf(columnsOf(ascii));
  const search = new geomap.Search(store);
  const first = search.run('incident 1');
  const second = search.run('incident 2');
  assert.deepEqual([await first, await second], [false, true]);
  assert.equal(search.test()(2), true);
  assert.equal(search.test()(1), false);
});
