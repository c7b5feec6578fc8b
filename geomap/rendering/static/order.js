// In which order the list stands. Each order is worked out once for all incidents; filters then pick from it.
(function (geomap) {
  'use strict';

  const { UNDATED } = geomap;

  const place = (store, i) => (store.starts[i] < store.starts[i + 1] ? store.byIncident[store.starts[i]] : null);
  const ofPlace = (store, i, name) => (place(store, i) === null ? null : store.placeCell(name, place(store, i)));

  function killed(store, i) {
    const [low, best, high] = store.cell('killed', i) || [null, null, null];
    return best ?? high ?? low;
  }

  // What incidents are sorted by: a number or a text, null for last; and whether the greatest comes first.
  const KEYS = {
    newest: [(store, i) => (store.first[i] === UNDATED ? null : store.first[i]), true],
    killed: [killed, true],
    type: [(store, i) => store.types[i], false],
    place: [(store, i) => ofPlace(store, i, 'country') && [ofPlace(store, i, 'country'), ofPlace(store, i, 'admin1'), ofPlace(store, i, 'place_name')].filter(Boolean).join(', '), false],
    unsure: [(store, i) => ofPlace(store, i, 'confidence'), false],
  };

  geomap.orders = ['oldest', ...Object.keys(KEYS)];

  // The positions of all incidents in an order; null for the order of the table, which is by date.
  geomap.orderOf = function (store, name) {
    if (KEYS[name] === undefined) return null;
    const [key, isDown] = KEYS[name];
    const keys = Array.from({ length: store.size }, (_, i) => key(store, i));
    const { compare } = new Intl.Collator(geomap.words.locale);
    const sign = isDown ? -1 : 1;
    const differ = (a, b) => (typeof a === 'string' ? compare(a, b) : a - b);
    return Uint32Array.from({ length: store.size }, (_, i) => i).sort((a, b) => {
      if (keys[a] === null || keys[b] === null) return (keys[a] === null) - (keys[b] === null) || a - b;
      return sign * differ(keys[a], keys[b]) || a - b;
    });
  };
})((globalThis.geomap = globalThis.geomap || {}));
