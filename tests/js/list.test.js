'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');
const geomap = require('./load.js')('dom', 'list');

// The blocks that a list of equal blocks draws when it is scrolled so far.
function drawn(blocks, height, scrolled, clientHeight = 500) {
  const heights = new Float64Array(blocks).fill(height);
  return geomap.List.prototype.wanted.call({ heights, scroller: { clientHeight }, top: () => -scrolled });
}

test('only blocks near the view are drawn, and all that touch it', () => {
  assert.deepEqual(drawn(0, 1000, 0), []);
  assert.deepEqual(drawn(1, 1000, 0), [0]);
  const blocks = drawn(50_000, 1000, 30_000_250);
  assert.ok(blocks.includes(30_000));
  assert.ok(blocks.length <= 4);
  assert.deepEqual(drawn(10, 1000, 0)[0], 0);
  assert.equal(drawn(10, 1000, 9_800).at(-1), 9);
});

test('blocks of different heights are found where they stand', () => {
  const heights = Float64Array.from([5000, 100, 100, 5000, 5000]);
  const wanted = geomap.List.prototype.wanted.call({ heights, scroller: { clientHeight: 200 }, top: () => -5050 });
  assert.deepEqual(wanted, [0, 1, 2, 3]);
});
