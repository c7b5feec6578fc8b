'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');
const geomap = require('./load.js')('takeaway');

const incidents = [
  { id: 'a', title: '=HYPERLINK("http://x")', date_start: '2024-01-01', is_background: 1, killed: [1, 2, 3, 'two'], sources: [['P', '2024-01-01', 'T', 'https://e.org', null], ['Q', null, null, null, 'javascript:alert(1)']], evidence: [['place', 'in “X”, y', 'rule']] },
  { id: 'b', title: "'-3 degrees", killed: [0, 0, 0, null] },
];
const places = [
  { place_name: 'X', lat: 1.23456789, lon: -2.5, radius_km: 5 },
  { place_name: '@Y\r\n"quoted"', lat: 0, lon: 0 },
  { place_name: 'Z', lat: null, lon: null },
];
const store = { incident: (i) => incidents[i], placesOf: (i) => [[0, 1], [2]][i], place: (p) => places[p] };
const rows = geomap.tableRows(store, [0, 1]);

function parse(csv) {
  const table = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    table.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') table.push([]);
  }
  const [head, ...lines] = table.filter((line) => line.length > 0);
  return lines.map((line) => Object.fromEntries(head.map((name, at) => [name, line[at]])));
}

test('one row for each place, with the counts on the first', () => {
  assert.deepEqual(rows.map((row) => [row.incident_id, row.place_index, row.killed_best]), [['a', 0, 2], ['a', 1, null], ['b', 0, 0]]);
  assert.equal(rows[0].sources[1].url, 'javascript:alert(1)');
  assert.deepEqual(rows[0].evidence, [{ field: 'place', quote: 'in “X”, y', rule: 'rule', cue: null }]);
});

test('GeoJSON has longitude first, six digits and a null geometry without a point', () => {
  const content = JSON.parse(geomap.toGeojson(rows, ['Places: GeoNames']));
  assert.deepEqual(content.features.map(({ geometry }) => geometry && geometry.coordinates), [[-2.5, 1.234568], [0, 0], null]);
  assert.deepEqual(content.attribution, ['Places: GeoNames']);
  assert.equal(content.features[0].properties.title, incidents[0].title);
  assert.equal('crs' in content, false);
});

test('CSV keeps every cell, guards formulas and leaves numbers alone', () => {
  const [first, second, third] = parse(geomap.toCsv(rows, ['A', 'B']));
  assert.equal(first.title, `'${incidents[0].title}`);
  assert.equal(second.place_name, `'${places[1].place_name}`);
  assert.equal(third.title, "''-3 degrees");
  assert.equal(first.lon, '-2.5');
  assert.equal(third.killed_low, '0');
  assert.equal(third.lat, '');
  assert.equal(first.is_background, 'true');
  assert.equal(first.provenance, 'A | B');
  assert.equal(JSON.parse(first.sources)[0].url, 'https://e.org');
});
