// What the reader sees as the part of the address after "#", and back. Only what differs from the whole map is told.
(function (geomap) {
  'use strict';

  const NONE = '~'; // a value that is not stated
  const encode = (value) => (value === null ? NONE : encodeURIComponent(value).replaceAll('~', '%7E'));
  const decode = (part) => (part === NONE ? null : decodeURIComponent(part));
  const ISO = /^-?\d{4,6}-\d\d-\d\d$/;

  function number(value, low, high) {
    const found = Number(value);
    return value !== '' && Number.isFinite(found) && found >= low && found <= high ? found : null;
  }

  // state: {zoom, lat, lon, id, q, from, to, undated, killed, inView, layers, sort, hide: {facet: values}, only: {facet: values}}
  geomap.writeHash = function (state) {
    const parts = [];
    const add = (key, value) => parts.push(`${key}=${value}`);
    if (state.zoom !== undefined) add('v', [state.zoom, state.lat.toFixed(4), state.lon.toFixed(4)].join('/'));
    for (const key of ['id', 'q', 'from', 'to']) if (state[key]) add(key, encode(state[key]));
    if (state.undated === false) add('undated', 0);
    if (state.killed) add('killed', state.killed);
    if (state.inView) add('view', 1);
    if (state.layers && state.layers.join() !== 'dots') add('layers', state.layers.join());
    if (state.sort && state.sort !== 'oldest') add('sort', encode(state.sort));
    for (const kind of ['hide', 'only']) {
      for (const [facet, values] of Object.entries(state[kind] || {})) add(`${kind}.${facet}`, values.map(encode).join(','));
    }
    return parts.join('&');
  };

  // The state that an address tells; what cannot be read is left out.
  geomap.readHash = function (hash, facets) {
    const state = { hide: {}, only: {} };
    for (const part of hash.replace(/^#/, '').split('&')) {
      const at = part.indexOf('=');
      if (at < 0) continue;
      try {
        readPart(state, part.slice(0, at), part.slice(at + 1), facets);
      } catch (error) {
        if (!(error instanceof URIError)) throw error;
      }
    }
    return state;
  };

  function readPart(state, key, value, facets) {
    if (key === 'v') readView(state, value);
    else if (key === 'id' || key === 'q') state[key] = decode(value);
    else if ((key === 'from' || key === 'to') && ISO.test(decode(value))) state[key] = decode(value);
    else if (key === 'undated' && value === '0') state.undated = false;
    else if (key === 'killed') readKilled(state, value);
    else if (key === 'view' && value === '1') state.inView = true;
    else if (key === 'sort') state.sort = decode(value);
    else if (key === 'layers') state.layers = value.split(',').filter((name) => name !== '');
    else {
      const [kind, facet] = key.split('.');
      if (['hide', 'only'].includes(kind) && facets.includes(facet)) state[kind][facet] = value === '' ? [] : value.split(',').map(decode);
    }
  }

  function readKilled(state, value) {
    const least = number(value, 1, 1e9);
    if (least !== null) state.killed = Math.floor(least);
  }

  function readView(state, value) {
    const [zoom, lat, lon] = value.split('/');
    const view = { zoom: number(zoom, 0, 20), lat: number(lat, -90, 90), lon: number(lon, -1080, 1080) };
    if (Object.values(view).every((part) => part !== null)) Object.assign(state, view);
  }
})((globalThis.geomap = globalThis.geomap || {}));
