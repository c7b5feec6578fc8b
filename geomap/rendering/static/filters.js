// What passes each kind of filter: a function of an incident's position, or null where all pass.
(function (geomap) {
  'use strict';

  const { UNDATED } = geomap;

  function date({ filters, first, last }) {
    const { from, to, undated } = filters;
    if (from === null && to === null) return null;
    const [low, high] = [from ?? -Infinity, to ?? Infinity];
    return (i) => (first[i] === UNDATED ? undated : first[i] <= high && last[i] >= low);
  }

  // At least so many killed, by the best figure or, without one, the highest that is stated.
  function killed(store) {
    const least = store.filters.killed;
    if (least === null) return null;
    return (i) => {
      const [low, best, high] = store.cell('killed', i) || [null, null, null];
      return (best ?? high ?? low ?? 0) >= least;
    };
  }

  function box({ filters, lat, lon, starts, byIncident }) {
    if (filters.box === null) return null;
    const [west, south, east, north] = filters.box;
    const width = east - west;
    const isIn = (place) => lat[place] >= south && lat[place] <= north && (((lon[place] - west) % 360) + 360) % 360 <= width;
    return (i) => {
      for (let at = starts[i]; at < starts[i + 1]; at += 1) if (isIn(byIncident[at])) return true;
      return false;
    };
  }

  // An incident with several values passes with any that is not hidden.
  function facet(store, name) {
    const hidden = store.filters.hidden[name] || new Set();
    if (hidden.size === 0) return null;
    const { values, codes } = store.facetCodes(name);
    const isHidden = values.map((value) => hidden.has(value));
    return (i) => codes.some((array) => !isHidden[array[i]]);
  }

  geomap.filterTests = { date, killed, box, facet };
})((globalThis.geomap = globalThis.geomap || {}));
