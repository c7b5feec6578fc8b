'use strict';

const assert = require('node:assert/strict');
const test = require('node:test');
const geomap = require('./load.js')('words', 'words_ar', 'format');

function shape(table, prefix = '') {
  return Object.entries(table).flatMap(([key, value]) =>
    typeof value === 'object' ? shape(value, `${prefix}${key}.`) : [`${prefix}${key}:${typeof value}`]);
}

const OPEN = /^(subTypes|fields)\./; // words for what data hold; what is not there stays as it is

test('Arabic has every word that English has, and no other', () => {
  geomap.useLanguage('en');
  const english = shape(geomap.words).filter((key) => !OPEN.test(key)).sort();
  geomap.useLanguage('ar');
  assert.deepEqual(shape(geomap.words).filter((key) => !OPEN.test(key)).sort(), english);
});

test('Arabic counts in its own forms', () => {
  geomap.useLanguage('ar');
  assert.equal(geomap.words.counts('1', '1'), 'حادث واحد على الخريطة');
  assert.equal(geomap.words.counts('2', '2'), 'حادثان على الخريطة');
  assert.equal(geomap.words.counts('3', '7'), '3 من 7 حوادث على الخريطة');
  assert.match(geomap.words.counts('1,448', '1,500'), /1,448 من 1,500 حادث/);
});

test('dates and numbers follow the language', () => {
  geomap.useLanguage('ar');
  assert.match(geomap.dateSpan('2024-01-29', '2024-02-04', 'week', 'long'), /يناير.*فبراير/);
  assert.equal(geomap.countWords(12, null, null, geomap.words.kinds.wounded), 'جرحى: 12 على الأقل');
  geomap.useLanguage('en');
  assert.equal(geomap.countWords(12, null, null, geomap.words.kinds.wounded), 'at least 12 wounded');
  assert.equal(geomap.countWords(0, 0, 0, 'killed'), 'none killed');
  assert.equal(geomap.countWords(null, null, null, 'killed'), null);
});

test('a language that is not there is English', () => {
  geomap.useLanguage('xx');
  assert.equal(geomap.words.close, 'Close');
});
