'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');
const geomap = require('./load.js')('symbols', 'columns', 'payload', 'facets', 'search', 'filters', 'store', 'grid', 'sites');

const VIEW = { scale: 256 * 2 ** 6, middle: 0.5, left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };

function random(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function open(count) {
  const next = random(7);
  const rows = Array.from({ length: count }, (_, i) => i);
  const towns = Array.from({ length: 30 }, () => [Math.round(next() * 4000) / 100, Math.round(next() * 4000) / 100]);
  const at = rows.map(() => towns[Math.floor(next() * towns.length)]);
  const day = rows.map((i) => geomap.isoOf(19000 + (i % 300)));
  const incidents = { title: rows.map((i) => `t${i}`), event_type: rows.map((i) => ['battle', 'protest', 'riot'][i % 3]), date_start: day, date_end: day };
  const places = {
    incident: rows, lat: at.map(([lat], i) => (i % 50 === 49 ? null : lat)), lon: at.map(([, lon], i) => (i % 50 === 49 ? null : lon)),
    place_precision: rows.map((i) => (i % 10 === 0 ? 'country' : 'settlement')), country: rows.map((i) => ['X', 'Y', null][i % 3]),
  };
  const store = new geomap.Store(geomap.plainColumns({ size: count, incidents, places }));
  return { store, sites: new geomap.Sites(store) };
}

function view(sites) {
  const { left, right, top, bottom } = { left: 0, right: VIEW.scale, top: 0, bottom: VIEW.scale };
  return { ...VIEW, left, right, top, bottom, middle: sites.x.reduce((a, b) => a + b, 0) / sites.x.length };
}

const sum = (values) => Array.from(values).reduce((a, b) => a + b, 0);

test('every place with a point belongs to the site of its coordinates, areas apart', () => {
  const { store, sites } = open(3000);
  for (let place = 0; place < store.placeSize; place += 1) {
    const site = sites.ofPlace[place];
    if (!store.isPlaced(place)) {
      assert.equal(site, -1);
      continue;
    }
    assert.deepEqual([sites.lat[site], sites.lon[site]], [store.lat[place], store.lon[place]]);
    assert.equal(sites.isArea[site] === 1, store.placeCell('place_precision', place) === 'country');
  }
  assert.equal(new Set(Array.from(sites.lat, (lat, i) => `${lat}/${sites.lon[i]}/${sites.isArea[i]}`)).size, sites.lat.length);
});

test('counts of sites and clusters follow the filters and add up', async () => {
  const { store, sites } = open(3000);
  for (const change of [{}, { hidden: { type: new Set(['riot']) } }, { from: 19100, to: 19120 }, { query: 't77' }, { query: '', from: null, to: null, hidden: { type: new Set() } }]) {
    await store.set(change);
    sites.refresh();
    assert.equal(sum(sites.counts), store.shownPlaced.length);
    assert.equal(store.shown.length, store.shownPlaced.length + store.shownUnplaced.length);
    for (const [used, isArea] of [[sites.points, 0], [sites.areas, 1]]) {
      assert.ok(used.every((site) => sites.counts[site] > 0 && sites.isArea[site] === isArea));
      const { clusters } = geomap.clusterSites(used, sites, view(sites), 44, sites.bin);
      assert.equal(sum(clusters.map(({ count }) => count)), sum(Array.from(used, (site) => sites.counts[site])));
      assert.equal(sum(clusters.map(({ sites: size }) => size)), used.length);
      sites.countTypes(clusters, isArea === 1);
      for (const cluster of clusters) {
        assert.equal(sum(Object.values(cluster.types)), cluster.count);
        assert.equal(sum(sites.sitesOf(cluster).map((site) => sites.counts[site])), cluster.count);
      }
    }
  }
});

test('clusters are farther apart than their radius', () => {
  const { sites } = open(3000);
  const { clusters } = geomap.clusterSites(sites.points, sites, view(sites), 44, sites.bin);
  assert.ok(clusters.length > 3);
  const near = clusters.filter((a, i) => clusters.some((b, j) => j > i && Math.hypot(a.x - b.x, a.y - b.y) < 22));
  assert.deepEqual(near, []);
});

test('a facet counts what passes all other filters', async () => {
  const { store } = open(300);
  await store.set({ hidden: { type: new Set(['riot']) } });
  const count = (name) => Object.fromEntries(store.facet(name).map(({ value, count: number }) => [value, number]));
  const types = count('type');
  assert.deepEqual([types.battle, types.protest, types.riot], [100, 100, 100]);
  assert.deepEqual(count('country'), { null: 0, X: 100, Y: 100 });
  assert.equal(store.testExcept('type')(2), true);
  assert.equal(store.isShown(2), false);
});

test('what is shown at a site is one spot, hollow unless a place is precise', () => {
  const { store, sites } = open(300);
  const spot = sites.spotOf(1);
  assert.ok(spot.places.includes(1));
  assert.equal(spot.drawing, 'solid');
  assert.equal(sum(Object.values(spot.types)), spot.places.length);
  assert.equal(sites.spotOf(0).drawing, 'area');
  assert.equal(store.isPlaced(49), false);
  assert.equal(sites.spotOf(49), undefined);
});

test('the box around points across the date line is the short one', () => {
  const lons = [178, -172, -175];
  const store = new geomap.Store(geomap.plainColumns({ size: 3, incidents: {}, places: { incident: [0, 1, 2], lat: [-17, -14, -21], lon: lons } }));
  assert.deepEqual(new geomap.Sites(store).box(), [178, -21, 188, -14]);
});
