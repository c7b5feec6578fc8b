'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');
const geomap = require('./load.js')('hash');

const FACETS = ['type', 'source', 'country'];

test('a state comes back as it was', () => {
  const state = {
    zoom: 5, lat: 33.3, lon: -44.4, id: 'a/b&c=d', q: 'غارة 100%', from: '2024-01-01', to: '2024-02-29', undated: false, killed: 3, inView: true, layers: ['heat', 'countries'], sort: 'newest',
    hide: { type: ['riot', null], source: ['A, B', 'tilde ~', '~', 'x&y=z'] }, only: { country: ['Sudan'] },
  };
  assert.deepEqual(geomap.readHash(`#${geomap.writeHash(state)}`, FACETS), state);
});

test('a filter that hides everything is not lost', () => {
  assert.deepEqual(geomap.readHash(geomap.writeHash({ hide: {}, only: { type: [] } }), FACETS), { hide: {}, only: { type: [] } });
});

test('what is not set is not written', () => {
  assert.equal(geomap.writeHash({ undated: true, q: '', killed: null, inView: false, hide: {}, only: {} }), '');
});

test('an address that was broken or made to do harm is read as far as it makes sense', () => {
  const empty = { hide: {}, only: {} };
  for (const hash of ['#', '#%', '#v=a/b/c', '#v=5/91/0', '#v=5', '#from=yesterday', '#killed=-1', '#killed=', '#q=%E0%A4%A', '#hide.constructor=x', '#__proto__.x=1', '#hide.__proto__=x', '#undated=1', '#nonsense']) {
    assert.deepEqual(geomap.readHash(hash, FACETS), empty, hash);
  }
  assert.equal({}.x, undefined);
  assert.equal(geomap.readHash('#q=%3Cimg%20src=x%3E&hide.type=riot', FACETS).q, '<img src=x>');
});
