'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');
const geomap = require('./load.js')('columns', 'bins');

const day = (iso) => geomap.dayOf(iso);
const iso = (number) => geomap.isoOf(number);

function count(rows, step) {
  const dated = rows.filter(([start]) => start !== null);
  const first = Math.min(...dated.map(([start]) => day(start)));
  const last = Math.max(...dated.map(([, end]) => day(end)));
  const bins = geomap.timeBins(first, last, step);
  const firsts = rows.map(([start]) => (start === null ? geomap.UNDATED : day(start)));
  const lasts = rows.map(([, end]) => (end === null ? geomap.UNDATED : day(end)));
  return { bins, counts: [...geomap.countBins(bins, geomap.binSpans(bins, { firsts, lasts, undated: geomap.UNDATED }), () => true)] };
}

test('a range counts in every bin that it touches', () => {
  const { counts } = count([['2024-01-30', '2024-03-02'], ['2024-02-10', '2024-02-10'], ['2024-04-01', '2024-04-01']], 'month');
  assert.deepEqual(counts, [1, 2, 1, 1]);
});

test('undated rows and rows that do not pass are in no bin', () => {
  const { bins, counts } = count([['2024-01-01', '2024-01-01'], [null, null], ['2024-01-03', '2024-01-03']], 'day');
  assert.deepEqual(counts, [1, 0, 1]);
  const days = [day('2024-01-01'), day('2024-01-03')];
  assert.deepEqual([...geomap.countBins(bins, geomap.binSpans(bins, { firsts: days, lasts: days, undated: geomap.UNDATED }), (i) => i === 1)], [0, 0, 1]);
});

test('bins begin on Mondays, firsts of months, quarters, years, decades and centuries', () => {
  const begin = (step, date) => iso(geomap.binStart(geomap.binOf(day(date), step), step));
  assert.equal(begin('day', '2024-02-29'), '2024-02-29');
  assert.equal(begin('week', '2024-02-29'), '2024-02-26');
  assert.equal(begin('week', '1969-12-31'), '1969-12-29');
  assert.equal(begin('month', '2024-02-29'), '2024-02-01');
  assert.equal(begin('quarter', '2024-06-30'), '2024-04-01');
  assert.equal(begin('year', '1999-12-31'), '1999-01-01');
  assert.equal(begin('decade', '1999-12-31'), '1990-01-01');
  assert.equal(begin('century', '1870-07-19'), '1800-01-01');
  assert.equal(begin('year', '0043-05-01'), '0043-01-01');
});

test('every day of two centuries lies between the edges of its bin', () => {
  for (const step of geomap.timeSteps) {
    for (let at = day('1899-06-01'); at < day('2101-01-01'); at += 37) {
      const bin = geomap.binOf(at, step);
      assert.ok(geomap.binStart(bin, step) <= at && at < geomap.binStart(bin + 1, step), `${step} ${iso(at)}`);
    }
  }
});

test('the step follows the span, from days to centuries', () => {
  const step = (from, to) => geomap.stepFor(day(from), day(to));
  assert.equal(step('2024-01-01', '2024-02-20'), 'day');
  assert.equal(step('2024-01-01', '2024-12-31'), 'week');
  assert.equal(step('2022-01-01', '2024-12-31'), 'month');
  assert.equal(step('2010-01-01', '2024-12-31'), 'quarter');
  assert.equal(step('1970-01-01', '2024-12-31'), 'year');
  assert.equal(step('1400-01-01', '2024-12-31'), 'decade');
  assert.equal(step('0010-01-01', '2024-12-31'), 'century');
});

test('steps offered never make one bar only, nor more than a screen can hold', () => {
  assert.deepEqual(geomap.stepsFor(day('2024-03-04'), day('2024-03-06')), ['day']);
  assert.ok(!geomap.stepsFor(day('1400-01-01'), day('2024-01-01')).includes('day'));
  assert.deepEqual(geomap.stepsFor(day('2024-03-04'), day('2024-03-04')), ['day']);
});

test('days before and after belong to the first and the last bin', () => {
  const bins = geomap.timeBins(day('2024-01-01'), day('2024-12-31'), 'month');
  assert.equal(geomap.binAt(bins, day('2023-05-05')), 0);
  assert.equal(geomap.binAt(bins, day('2025-05-05')), 11);
  assert.equal(geomap.binAt(bins, day('2024-02-29')), 1);
});

test('playing moves a window of one width, or lets the end run, and stops at the end', () => {
  assert.deepEqual(geomap.firstRange([0, 23], 24, 'window'), [0, 1]);
  assert.deepEqual(geomap.firstRange([0, 23], 24, 'cumulative'), [0, 0]);
  assert.deepEqual(geomap.firstRange([4, 8], 24, 'window'), [4, 8]);
  assert.deepEqual(geomap.firstRange([20, 23], 24, 'window'), [0, 3]);
  assert.deepEqual(geomap.nextRange([4, 8], 24, 'window'), [5, 9]);
  assert.deepEqual(geomap.nextRange([4, 8], 24, 'cumulative'), [4, 9]);
  assert.equal(geomap.nextRange([20, 23], 24, 'window'), null);
});
