// What incidents can be told apart by. Each facet gives {values, codes}: its values, and for every incident
// the position of its value, in one array or in several where an incident may have several values.
(function (geomap) {
  'use strict';

  const BANDS = [0.9, 0.5, 0];

  // The codes of one column; read gives a cell or null.
  function coded(sizes, reads) {
    const values = [null];
    const positions = new Map([[null, 0]]);
    const codes = reads.map((read) => {
      const found = new Uint32Array(sizes);
      let [before, code] = [null, 0];
      for (let i = 0; i < sizes; i += 1) {
        const value = read(i);
        if (value !== before) {
          if (!positions.has(value)) positions.set(value, values.push(value) - 1);
          [before, code] = [value, positions.get(value)];
        }
        found[i] = code;
      }
      return found;
    });
    return { values, codes };
  }

  // A column that is not there says nothing of any incident; a column of codes is a facet as it stands.
  const nothing = (size) => ({ values: [null], codes: [new Uint8Array(size)] });
  const ofIncident = (name) => function (store) {
    const column = store.incidents[name];
    if (column === undefined) return nothing(store.size);
    return column.codes ? { values: column.values, codes: [column.codes] } : coded(store.size, [(i) => column.at(i)]);
  };

  // Of the first place; an incident without any place has no value.
  const ofPlace = (name) => function (store) {
    const column = store.places[name];
    if (column === undefined) return nothing(store.size);
    const { starts, byIncident, size } = store;
    if (!column.codes) return coded(size, [(i) => (starts[i] < starts[i + 1] ? column.at(byIncident[starts[i]]) : null)]);
    const found = new Uint32Array(size);
    for (let i = 0; i < size; i += 1) if (starts[i] < starts[i + 1]) found[i] = column.codes[byIncident[starts[i]]];
    return { values: column.values, codes: [found] };
  };

  function type(store) {
    return { values: [...geomap.eventTypes], codes: [store.types] };
  }

  // A side that is not stated counts only where neither is.
  function side(store) {
    if (store.incidents.side_a === undefined && store.incidents.side_b === undefined) return nothing(store.size);
    const a = (i) => store.cell('side_a', i) ?? store.cell('side_b', i);
    return coded(store.size, [a, (i) => store.cell('side_b', i) ?? a(i)]);
  }

  // The lower bound of the band that the confidence falls into: 0.9, 0.5 or 0.
  function confidence(store) {
    const { codes, values } = ofPlace('confidence')(store);
    const bands = values.map((value) => (value === null ? null : BANDS.find((band) => value >= band)));
    return coded(store.size, [(i) => bands[codes[0][i]]]);
  }

  // The worst that is stated of people: killed, wounded, missing, abducted, or null.
  function people(store) {
    const kinds = ['killed', 'wounded', 'missing', 'abducted'];
    const stated = kinds.filter((kind) => store.incidents[kind] !== undefined);
    const states = (cell) => cell !== null && (cell[0] > 0 || cell[1] > 0 || cell[2] > 0);
    return coded(store.size, [(i) => stated.find((kind) => states(store.cell(kind, i))) ?? null]);
  }

  geomap.facets = {
    type,
    side,
    people,
    confidence,
    precision: ofPlace('place_precision'),
    country: ofPlace('country'),
    admin1: ofPlace('admin1'),
    source: ofIncident('publisher'),
    review: ofIncident('review_status'),
    background: ofIncident('is_background'),
  };
})((globalThis.geomap = globalThis.geomap || {}));
