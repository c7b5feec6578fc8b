'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');
const geomap = require('./load.js')('heat');

const [WIDTH, HEIGHT, REACH] = [60, 40, 3];

function spread(...points) {
  const counts = new Float32Array(WIDTH * HEIGHT);
  points.forEach(([x, y]) => (counts[y * WIDTH + x] += 1));
  const found = geomap.spread(counts, WIDTH, HEIGHT, REACH);
  return (x, y) => found[y * WIDTH + x];
}

test('a single incident is 1 where it stands, less around, and nothing far away', () => {
  const at = spread([30, 20]);
  assert.ok(Math.abs(at(30, 20) - 1) < 1e-4);
  assert.ok(at(33, 20) < at(31, 20) && at(31, 20) < 1);
  assert.equal(at(33, 20).toFixed(4), at(30, 23).toFixed(4));
  assert.ok(at(50, 20) < 1e-4);
});

test('incidents on one spot add up', () => {
  const at = spread([30, 20], [30, 20], [30, 20]);
  assert.ok(Math.abs(at(30, 20) - 3) < 1e-3);
});

test('what stands at the edge stays in its row', () => {
  const at = spread([0, 5]);
  assert.ok(at(0, 5) > 0.2);
  assert.ok(Math.abs(at(WIDTH - 1, 4)) < 1e-6);
});
