// The data of the page and what is filtered. Everything else asks here and listens here.
//
// Cells        store.size, store.placeSize           how many incidents, how many places (an incident has any number)
//              store.cell(column, i)                 a cell of incident i, or null; texts are null until they are unpacked
//              store.placeCell(column, p)            a cell of place p, or null
//              store.incident(i), store.place(p)     all cells as one record, with `index`
//              store.placesOf(i), store.placedPlaces(i)   positions of an incident's places; of those that have a point
//              await store.text(i)                   the record of incident i once its texts are there
//              await store.textsReady                resolves when all texts are unpacked; store.hasTexts says whether
// Arrays       store.types[i]                        position in geomap.eventTypes
//              store.first[i], store.last[i]         days since 1970 (geomap.dayOf, geomap.isoOf), geomap.UNDATED where not stated
//              store.lat[p], store.lon[p]            degrees, NaN without a point; store.incidentOf[p] the incident of a place
// Filters      store.filters                         {query, from, to, undated, box, killed, hidden}; read only
//              store.set({query: 'x', from: 19000})  change some of them; from and to are days or null, box is
//                                                    [west, south, east, north] or null, killed the least number or null, undated false leaves out the undated
//                                                    while a range is set, hidden is {facet: Set of values left out}
//              store.reset()                         show everything
//              store.facet(name)                     [{value, count, isHidden}], counts follow all other filters; value null is
//                                                    "not stated"; names are the keys of geomap.facets
// What passes  store.shown, store.shownPlaced, store.shownUnplaced   positions of incidents that pass, in order; of those with a point, and without
//              store.isShown(i)                      whether an incident passes
//              store.testExcept('date')              function (i) => whether it passes all filters but one: 'date', 'query', 'box', a facet
//              store.subscribe(listener)             called after each change; returns the function that ends it
(function (geomap) {
  'use strict';

  const { UNDATED } = geomap;
  const OPEN = { query: '', from: null, to: null, undated: true, box: null, killed: null, hidden: {} };
  const PARTS = ['query', 'date', 'box', 'killed'];

  class Store {
    constructor(columns) {
      this.size = columns.size;
      this.placeSize = columns.placeSize;
      this.incidents = columns.incidents;
      this.places = columns.places;
      this.listeners = new Set();
      this.codes = new Map();
      this.textsReady = new Promise((resolve) => {
        this.finish = resolve;
      });
      this.hasTexts = Boolean(columns.isWhole);
      if (this.hasTexts) this.finish();
      this.isLight = this.incidents.title_hash !== undefined; // too many incidents for their texts: those are in another file
      this.index();
      this.filters = OPEN;
      this.failed = new Uint32Array(this.size);
      this.search = new geomap.Search(this);
      this.count();
    }

    // Columns that came later.
    add(columns) {
      Object.assign(this.incidents, columns.incidents);
      Object.assign(this.places, columns.places);
    }

    // All columns are there.
    complete() {
      this.hasTexts = true;
      this.finish();
    }

    index() {
      const { size, placeSize } = this;
      this.incidentOf = new Uint32Array(placeSize);
      for (let place = 0; place < placeSize; place += 1) this.incidentOf[place] = this.places.incident.at(place);
      this.starts = new Uint32Array(size + 1);
      for (const incident of this.incidentOf) this.starts[incident + 1] += 1;
      for (let i = 0; i < size; i += 1) this.starts[i + 1] += this.starts[i];
      this.byIncident = new Uint32Array(placeSize);
      const next = this.starts.slice();
      for (let place = 0; place < placeSize; place += 1) {
        this.byIncident[next[this.incidentOf[place]]] = place;
        next[this.incidentOf[place]] += 1;
      }
      [this.lat, this.lon] = ['lat', 'lon'].map((name) => this.degrees(name));
      this.isPointed = new Uint8Array(size);
      for (let place = 0; place < placeSize; place += 1) if (this.isPlaced(place)) this.isPointed[this.incidentOf[place]] = 1;
      this.first = this.days('date_start', 'date_end');
      this.last = this.days('date_end', 'date_start');
      this.types = this.typeCodes();
    }

    degrees(name) {
      const column = this.places[name];
      const found = new Float64Array(this.placeSize).fill(NaN);
      for (let place = 0; column !== undefined && place < this.placeSize; place += 1) {
        const value = column.at(place);
        if (value !== null) found[place] = value;
      }
      return found;
    }

    days(name, other) {
      const read = (column) => column && (column.days || Int32Array.from({ length: this.size }, (_, i) => geomap.dayOf(column.at(i))));
      const [days, instead] = [read(this.incidents[name]), read(this.incidents[other])];
      if (days === undefined) return instead || new Int32Array(this.size).fill(UNDATED);
      return instead === undefined ? days : days.map((day, i) => (day === UNDATED ? instead[i] : day));
    }

    typeCodes() {
      const column = this.incidents.event_type;
      const found = new Uint8Array(this.size);
      const codes = new Map(geomap.eventTypes.map((type, code) => [type, code]));
      const other = codes.get('other');
      for (let i = 0; i < this.size; i += 1) found[i] = codes.get(column ? column.at(i) : null) ?? other;
      return found;
    }

    cell(column, index) {
      const cells = this.incidents[column];
      return cells === undefined ? null : cells.at(index);
    }

    placeCell(column, index) {
      const cells = this.places[column];
      return cells === undefined ? null : cells.at(index);
    }

    typeOf(index) {
      return geomap.eventTypes[this.types[index]];
    }

    incident(index) {
      const record = { index };
      for (const [name, column] of Object.entries(this.incidents)) record[name] = column.at(index);
      if (record.reports) {
        record.sources = record.reports.flatMap((report) => report.sources || []);
        record.evidence = record.reports.flatMap((report) => report.evidence || []);
      }
      return record;
    }

    place(index) {
      const record = { index };
      for (const [name, column] of Object.entries(this.places)) record[name] = column.at(index);
      return record;
    }

    async text(index) {
      await this.textsReady;
      return this.incident(index);
    }

    placesOf(incident) {
      return Array.from(this.byIncident.subarray(this.starts[incident], this.starts[incident + 1]));
    }

    isPlaced(place) {
      return !Number.isNaN(this.lat[place]) && !Number.isNaN(this.lon[place]);
    }

    placedPlaces(incident) {
      return this.placesOf(incident).filter((place) => this.isPlaced(place));
    }

    hasPoint(incident) {
      return this.isPointed[incident] === 1;
    }

    // Resolves when what is shown is right again: at once, except for a search.
    async set(change) {
      const hidden = { ...this.filters.hidden, ...change.hidden };
      this.filters = { ...this.filters, ...change, hidden };
      if (change.query !== undefined && !(await this.search.run(change.query))) return;
      if (change.query !== undefined) this.mark('query', this.search.test());
      if (['from', 'to', 'undated'].some((name) => name in change)) this.mark('date', geomap.filterTests.date(this));
      if ('box' in change) this.mark('box', geomap.filterTests.box(this));
      if ('killed' in change) this.mark('killed', geomap.filterTests.killed(this));
      for (const name of Object.keys(change.hidden || {})) this.mark(name, geomap.filterTests.facet(this, name));
      this.count();
      this.tell();
    }

    reset() {
      const hidden = Object.fromEntries(Object.keys(this.filters.hidden).map((name) => [name, new Set()]));
      return this.set({ ...OPEN, hidden });
    }

    // test gives whether an incident passes; null when all do.
    mark(part, test) {
      const bit = this.bit(part);
      const { failed } = this;
      for (let i = 0; i < this.size; i += 1) failed[i] = test === null || test(i) ? failed[i] & ~bit : failed[i] | bit;
    }

    bit(part) {
      const at = PARTS.indexOf(part);
      return 1 << (at >= 0 ? at : PARTS.length + Object.keys(geomap.facets).indexOf(part));
    }

    facetCodes(name) {
      if (!this.codes.has(name)) this.codes.set(name, geomap.facets[name](this));
      return this.codes.get(name);
    }

    facet(name) {
      if (!this.counted.has(name)) this.counted.set(name, this.countFacet(name));
      return this.counted.get(name);
    }

    countFacet(name) {
      const { values, codes } = this.facetCodes(name);
      const counts = new Uint32Array(values.length);
      const others = ~this.bit(name);
      const { failed, size } = this;
      const [first, ...rest] = codes;
      for (let i = 0; i < size; i += 1) if ((failed[i] & others) === 0) counts[first[i]] += 1;
      for (const array of rest) {
        // a value that an incident has twice counts once
        for (let i = 0; i < size; i += 1) if ((failed[i] & others) === 0 && array[i] !== first[i]) counts[array[i]] += 1;
      }
      const hidden = this.filters.hidden[name] || new Set();
      return values.map((value, code) => ({ value, count: counts[code], isHidden: hidden.has(value) }));
    }

    count() {
      const { failed, isPointed, size } = this;
      this.counted = new Map();
      const shown = new Uint32Array(size);
      const placed = new Uint32Array(size);
      const unplaced = new Uint32Array(size);
      let [all, points] = [0, 0];
      for (let i = 0; i < size; i += 1) {
        if (failed[i] !== 0) continue;
        if (isPointed[i] === 1) {
          placed[points] = i;
          points += 1;
        } else unplaced[all - points] = i;
        shown[all] = i;
        all += 1;
      }
      this.shown = shown.subarray(0, all);
      this.shownPlaced = placed.subarray(0, points);
      this.shownUnplaced = unplaced.subarray(0, all - points);
    }

    isShown(index) {
      return this.failed[index] === 0;
    }

    testExcept(part) {
      const { failed } = this;
      const others = ~this.bit(part);
      return (i) => (failed[i] & others) === 0;
    }

    subscribe(listener) {
      this.listeners.add(listener);
      return () => this.listeners.delete(listener);
    }

    tell() {
      for (const listener of this.listeners) listener();
    }

    // Earliest and latest date of all incidents, as [start, end] in ISO form or null.
    dateRange() {
      let [low, high] = [Infinity, -Infinity];
      for (let i = 0; i < this.size; i += 1) {
        if (this.first[i] !== UNDATED && this.first[i] < low) low = this.first[i];
        if (this.last[i] > high) high = this.last[i];
      }
      return low === Infinity ? null : [geomap.isoOf(low), geomap.isoOf(high)];
    }
  }

  geomap.Store = Store;
})((globalThis.geomap = globalThis.geomap || {}));
