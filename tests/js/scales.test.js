'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');
const geomap = require('./load.js')('scales');

test('few numbers have a class each', () => {
  assert.deepEqual(geomap.classLows(0), []);
  assert.deepEqual(geomap.classLows(1), [1]);
  assert.deepEqual(geomap.classLows(4), [1, 2, 3, 4]);
});

test('classes of many numbers grow, begin at 1 and hold the greatest', () => {
  for (const most of [6, 9, 12, 37, 100, 999, 12345, 1000000]) {
    const lows = geomap.classLows(most);
    assert.equal(lows[0], 1);
    assert.ok(lows.length >= 2 && lows.length <= 5, String(lows));
    assert.ok(lows.every((low, i) => i === 0 || low > lows[i - 1]), String(lows));
    assert.ok(lows[lows.length - 1] <= most, `${most}: ${lows}`);
  }
  assert.deepEqual(geomap.classLows(1000), [1, 4, 15, 60, 250]);
});

test('ranges of classes meet without a gap, and every number is in one', () => {
  const most = 1000;
  const lows = geomap.classLows(most);
  const ranges = lows.map((_, i) => geomap.classRange(lows, i, most));
  assert.deepEqual(ranges, [[1, 3], [4, 14], [15, 59], [60, 249], [250, 1000]]);
  assert.equal(geomap.classOf(lows, 0), -1);
  ranges.forEach(([low, high], i) => assert.deepEqual([geomap.classOf(lows, low), geomap.classOf(lows, high)], [i, i]));
});

test('shades of few classes are far apart', () => {
  assert.deepEqual([0, 1].map((i) => geomap.shadeOf([1, 2], i)), [1, 5]);
  assert.deepEqual([0, 1, 2].map((i) => geomap.shadeOf([1, 2, 3], i)), [1, 3, 5]);
  assert.equal(geomap.shadeOf([1], 0), 3);
});

test('shares run from nothing to the most', () => {
  assert.equal(geomap.shareOf(0, 50), 0);
  assert.equal(geomap.shareOf(50, 50), 1);
  assert.equal(geomap.shareOf(80, 50), 1);
  assert.ok(geomap.shareOf(5, 50) > 0.4);
});
