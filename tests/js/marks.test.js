'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');

globalThis.L = { Renderer: { extend: (methods) => methods } };
const geomap = require('./load.js')('dom', 'marks');

const mark = (x, y, size) => ({ center: { x, y }, size });

test('the mark under the point is found, and of several the highest', () => {
  const marks = [mark(0, 0, 50), mark(10, 0, 20), mark(100, 0, 20)];
  assert.equal(geomap.markAt(marks, { x: 12, y: 0 }, 0), marks[1]);
  assert.equal(geomap.markAt(marks, { x: -20, y: 0 }, 0), marks[0]);
  assert.equal(geomap.markAt(marks, { x: 60, y: 0 }, 0), null);
});

test('beside all marks, the nearest within reach is found', () => {
  const marks = [mark(0, 0, 20), mark(40, 0, 20)];
  assert.equal(geomap.markAt(marks, { x: 21, y: 0 }, 14), marks[1]);
  assert.equal(geomap.markAt(marks, { x: 0, y: 24 }, 14), marks[0]);
  assert.equal(geomap.markAt(marks, { x: 0, y: 25 }, 14), null);
  assert.equal(geomap.markAt(marks, { x: 900, y: 0 }, Infinity), marks[1]);
  assert.equal(geomap.markAt([], { x: 0, y: 0 }, Infinity), null);
});
