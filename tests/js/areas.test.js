'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');
const geomap = require('./load.js')('grid', 'symbols', 'areas');

const MOST = 1000;

function ring(...corners) {
  const points = Float64Array.from(corners.flatMap(([lon, lat]) => [geomap.worldX(lon), geomap.worldY(lat)]));
  const [xs, ys] = [points.filter((_, i) => i % 2 === 0), points.filter((_, i) => i % 2 === 1)];
  return { points, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] };
}

const square = (west, south, size) => ring([west, south], [west, south + size], [west + size, south + size], [west + size, south]);
const area = (name, code, lon, lat, ...rings) => ({ name, code, lon, lat, rings });

// places: [incident, lat, lon, {country, precision, radius}]
function storeOf(places) {
  const size = Math.max(...places.map(([incident]) => incident)) + 1;
  const starts = new Uint32Array(size + 1);
  places.forEach(([incident]) => (starts[incident + 1] += 1));
  for (let i = 0; i < size; i += 1) starts[i + 1] += starts[i];
  const cell = (name, place) => places[place][3][{ country: 'country', place_precision: 'precision', radius_km: 'radius' }[name]] ?? null;
  return {
    size, starts, placeSize: places.length, byIncident: Uint32Array.from(places.keys()),
    lat: places.map((place) => place[1]), lon: places.map((place) => place[2]),
    placeCell: cell, isPlaced: (place) => !Number.isNaN(places[place][1]),
  };
}

const all = (store) => Uint32Array.from({ length: Math.min(MOST, store.size) }, (_, i) => i);

test('a point is found in its area, not in a hole, and on the other side of the date line', () => {
  const areas = new geomap.Areas('own', 'own', [area('A', '', 5, 5, square(0, 0, 10), square(4, 4, 2)), area('B', '', 15, 5, square(10, 0, 10))], null);
  assert.deepEqual([[1, 1], [5, 5], [5, 15], [30, 30]].map(([lat, lon]) => areas.at(lat, lon)), [0, -1, 1, -1]);
  assert.equal(areas.at(1, 361), 0);
});

test('countries are told by code, whatever their point; without a country the point tells', () => {
  const land = [area('Tiny', 'AA', 0, 0, square(0, 0, 1)), area('A', 'AA', 5, 5, square(2, 2, 8)), area('B', 'BB', 15, 5, square(10, 0, 10))];
  const areas = new geomap.Areas('countries', 'x', land, { Aland: 'AA', Bland: 'BB', Nowhere: 'ZZ' });
  const store = storeOf([
    [0, 5, 15, { country: 'Aland', precision: 'country' }],
    [1, 5, 5, { country: 'Bland' }],
    [1, 6, 5, { country: 'Bland' }],
    [2, 5, 15, {}],
    [3, NaN, NaN, {}],
    [4, 5, 5, { country: 'Nowhere' }],
  ]);
  const { counts, rest } = areas.count(store, all(store));
  assert.deepEqual(Array.from(counts), [0, 1, 2]);
  assert.equal(rest, 2);
});

test('areas of a file hold only what is known finely enough', () => {
  const areas = new geomap.Areas('own', 'x', [area('A', '', 0.5, 0.5, square(0, 0, 1))], null);
  const store = storeOf([
    [0, 0.5, 0.5, { precision: 'settlement', radius: 5 }],
    [1, 0.5, 0.5, { precision: 'adm1', radius: 5 }],
    [2, 0.5, 0.5, { precision: 'feature', radius: 400 }],
    [3, 0.5, 0.5, { precision: 'site' }],
  ]);
  const { counts, rest } = areas.count(store, all(store));
  assert.equal(counts[0], 2);
  assert.equal(rest, 2);
});
