// Time in equal steps: which bin a day falls into, and how many incidents each bin holds. Days count from 1970.
(function (geomap) {
  'use strict';

  const DAY = 86400000;
  const MOST = 72;
  const LIMIT = 1500;
  const NO_BIN = 65535;
  const MONTHS = { month: 1, quarter: 3, year: 12, decade: 120, century: 1200 };
  const MONDAY = 4; // 5 January 1970

  geomap.timeSteps = ['day', 'week', 'month', 'quarter', 'year', 'decade', 'century'];

  function monthOf(day) {
    const date = new Date(day * DAY);
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
  }

  function dayOfMonth(month) {
    const date = new Date(0);
    date.setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
    return Math.round(date.getTime() / DAY);
  }

  // The number of the bin that a day falls into; neighbours differ by 1.
  geomap.binOf = function (day, step) {
    if (step === 'day') return day;
    if (step === 'week') return Math.floor((day - MONDAY) / 7);
    return Math.floor(monthOf(day) / MONTHS[step]);
  };

  // The first day of a bin.
  geomap.binStart = function (bin, step) {
    if (step === 'day') return bin;
    if (step === 'week') return bin * 7 + MONDAY;
    return dayOfMonth(bin * MONTHS[step]);
  };

  const binCount = (first, last, step) => geomap.binOf(last, step) - geomap.binOf(first, step) + 1;

  // Steps that make between 2 and 1,500 bins of a span; the coarsest that keeps it in one bin where no other does.
  geomap.stepsFor = function (first, last) {
    const fitting = geomap.timeSteps.filter((step) => {
      const count = binCount(first, last, step);
      return count >= 2 && count <= LIMIT;
    });
    return fitting.length > 0 ? fitting : [first === last ? 'day' : 'century'];
  };

  // The finest step with no more bars than can be told apart.
  geomap.stepFor = function (first, last) {
    const steps = geomap.stepsFor(first, last);
    return steps.find((step) => binCount(first, last, step) <= MOST) || steps[steps.length - 1];
  };

  // {step, count, edges}: edges[i] is the first day of bin i, edges[count] the day after the last bin.
  geomap.timeBins = function (first, last, step) {
    const start = geomap.binOf(first, step);
    const count = geomap.binOf(last, step) - start + 1;
    const edges = Int32Array.from({ length: count + 1 }, (_, i) => geomap.binStart(start + i, step));
    return { step, count, edges };
  };

  // The position of the bin that holds a day; days outside belong to the first or last bin.
  geomap.binAt = function ({ count, edges }, day) {
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (edges[middle] <= day) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  // The bins of the first and the last day of every incident; where there is no day, the first is NO_BIN.
  geomap.binSpans = function (bins, { firsts, lasts, undated }) {
    const start = bins.edges[0];
    const ofDay = new Uint16Array(bins.edges[bins.count] - start);
    for (let bin = 0; bin < bins.count; bin += 1) ofDay.fill(bin, bins.edges[bin] - start, bins.edges[bin + 1] - start);
    const spans = { first: new Uint16Array(firsts.length), last: new Uint16Array(firsts.length) };
    for (let i = 0; i < firsts.length; i += 1) {
      spans.first[i] = firsts[i] === undated ? NO_BIN : ofDay[firsts[i] - start];
      spans.last[i] = ofDay[lasts[i] - start];
    }
    return spans;
  };

  // Incidents in every bin that their dates touch; passes says which incidents count.
  geomap.countBins = function (bins, { first, last }, passes) {
    const steps = new Int32Array(bins.count + 1);
    for (let i = 0; i < first.length; i += 1) {
      if (first[i] === NO_BIN || !passes(i)) continue;
      steps[first[i]] += 1;
      steps[last[i] + 1] -= 1;
    }
    for (let i = 1; i < bins.count; i += 1) steps[i] += steps[i - 1];
    return steps.subarray(0, bins.count);
  };

  // The next range of bins while playing, or null at the end. A moving window keeps its width; else the start stays.
  geomap.nextRange = function ([low, high], count, mode) {
    if (high >= count - 1) return null;
    return mode === 'cumulative' ? [low, high + 1] : [low + 1, high + 1];
  };

  // Where playing begins: what is chosen, or a twelfth of everything from the start.
  geomap.firstRange = function ([low, high], count, mode) {
    if (low === 0 && high === count - 1) return [0, mode === 'cumulative' ? 0 : Math.max(0, Math.round(count / 12) - 1)];
    if (high < count - 1) return [low, high];
    return mode === 'cumulative' ? [low, low] : [0, high - low];
  };
})((globalThis.geomap = globalThis.geomap || {}));
