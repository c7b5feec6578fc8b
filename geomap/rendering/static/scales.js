// Numbers in classes for colouring. Pure arithmetic.
(function (geomap) {
  'use strict';

  const CLASSES = 5;
  const NICE = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

  // The nearest number that reads well: 1, 2, 3, ... 15, 20, 25, ...
  function nice(value) {
    const power = 10 ** Math.floor(Math.log10(value));
    const distance = (step) => Math.abs(Math.log(value / (step * power)));
    return Math.round(NICE.reduce((best, step) => (distance(step) < distance(best) ? step : best)) * power);
  }

  // The least number of each class, from 1 to the greatest number; at most five classes that grow evenly in ratio.
  geomap.classLows = function (most) {
    if (most < 1) return [];
    if (most <= CLASSES) return Array.from({ length: most }, (_, i) => i + 1);
    const lows = Array.from({ length: CLASSES }, (_, i) => nice(most ** (i / CLASSES)));
    return lows.filter((low, i) => i === 0 || low > lows[i - 1]);
  };

  // The class of a number, or -1 below the first.
  geomap.classOf = (lows, value) => lows.reduce((found, low, i) => (value >= low ? i : found), -1);

  // The colour of a class, out of five from little to much: as far apart as their number allows.
  geomap.shadeOf = (lows, position) => (lows.length === 1 ? 3 : 1 + Math.round((position * (CLASSES - 1)) / (lows.length - 1)));

  // What stands beside a class: [first, last number].
  geomap.classRange = (lows, position, most) => [lows[position], position === lows.length - 1 ? most : lows[position + 1] - 1];

  // How much of the scale a number is, where equal steps are equal ratios: 0 for nothing, 1 for the most.
  geomap.shareOf = (value, most) => Math.min(1, Math.log1p(value) / Math.log1p(most));
})((globalThis.geomap = globalThis.geomap || {}));
