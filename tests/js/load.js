// The front end's scripts, loaded as a page loads them: each adds to the one global.
'use strict';

const path = require('node:path');

const STATIC = path.join(__dirname, '..', '..', 'geomap', 'rendering', 'static');

module.exports = function load(...names) {
  for (const name of names) require(path.join(STATIC, `${name}.js`));
  return globalThis.geomap;
};
