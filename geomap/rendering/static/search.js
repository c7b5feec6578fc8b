// Full-text search over everything that the page holds in words. Texts are searched in pieces, as they are
// unpacked for it, so that they need not be kept twice and no frame waits.
(function (geomap) {
  'use strict';

  const STEP = 4000;
  const SLICE_MS = 24;
  const TEXTS = ['title', 'description', 'sub_type', 'side_a', 'side_b', 'weapon', 'target', 'evidence', 'sources', 'reports'];
  const PLACES = ['place_text', 'place_name', 'admin1', 'admin2', 'country'];
  const fold = (words) => words.toLocaleLowerCase();

  // The words of readers in a cell that is a list; the names of fields and rules are not looked through.
  const WORDS = {
    evidence: (rows) => rows.map(([, quote]) => quote),
    sources: (rows) => rows.flatMap(([publisher, , title]) => [publisher, title]),
    reports: (rows) => rows.flatMap(({ title, evidence, sources }) => [title, ...WORDS.evidence(evidence || []), ...WORDS.sources(sources || [])]),
  };

  class Search {
    constructor(store) {
      this.store = store;
      this.query = '';
      this.found = null;
      this.turn = 0;
    }

    test() {
      const { found } = this;
      return found === null ? null : (i) => found[i] === 1;
    }

    // Resolves to false when a later search took over.
    async run(query) {
      const wanted = fold(query.trim());
      this.turn += 1;
      const { turn } = this;
      if (wanted === '') {
        this.found = null;
        this.query = '';
        return true;
      }
      if (!this.store.hasTexts) await this.store.textsReady;
      const within = this.found !== null && this.query !== '' && wanted.includes(this.query) ? this.found : null;
      const found = new Uint8Array(this.store.size);
      let since = performance.now();
      for (const work of this.work(wanted, found, within)) {
        work();
        if (performance.now() - since < SLICE_MS) continue;
        await geomap.breathe();
        if (turn !== this.turn) return false;
        since = performance.now();
      }
      if (turn !== this.turn) return false;
      this.found = found;
      this.query = wanted;
      return true;
    }

    *work(wanted, found, within) {
      const { store } = this;
      const columns = [
        ...TEXTS.map((name) => [name, store.incidents[name], null]),
        ...PLACES.map((name) => [name, store.places[name], store.incidentOf]),
      ];
      for (const [name, column, owners] of columns) {
        if (column === undefined) continue;
        const size = owners === null ? store.size : store.placeSize;
        const words = WORDS[name] || ((text) => [text]);
        const isIn = (cell) => cell !== null && words(cell).some((text) => text && fold(text).includes(wanted));
        const look = this.looker(column, { wanted, found, within, owners, isIn });
        for (let start = 0; start < size; start += STEP) yield () => look(start, Math.min(size, start + STEP));
      }
    }

    looker(column, { wanted, found, within, owners, isIn }) {
      const owner = (row) => (owners === null ? row : owners[row]);
      const keep = (row) => {
        if (within === null || within[owner(row)] === 1) found[owner(row)] = 1;
      };
      if (column.values) {
        const hits = column.values.map(isIn);
        return (first, last) => {
          for (let row = first; row < last; row += 1) if (hits[column.codes[row]]) keep(row);
        };
      }
      const each = (first, last) => {
        for (let row = first; row < last; row += 1) if (found[owner(row)] === 0 && isIn(column.at(row))) keep(row);
      };
      const isFound = (row) => found[owner(row)] === 1;
      return column.bytes ? (first, last) => this.scan(column, { wanted, first, last, isIn, keep, isFound }) : each;
    }

    // One look at the bytes of many rows tells which rows are worth reading.
    scan(column, { wanted, first, last, isIn, keep, isFound }) {
      const words = fold(column.between(first, last));
      const needle = column.isJson ? JSON.stringify(wanted).slice(1, -1) : wanted;
      if (!words.includes(needle)) return;
      if (words.length !== column.ends[last] - column.ends[first]) {
        for (let row = first; row < last; row += 1) if (isIn(column.at(row))) keep(row);
        return;
      }
      let row = first;
      for (let at = words.indexOf(needle); at >= 0; at = words.indexOf(needle, at + 1)) {
        const offset = at + column.ends[first];
        while (column.ends[row + 1] <= offset) row += 1;
        if (offset + needle.length > column.ends[row + 1]) continue;
        const [start, end] = [column.ends[row] - column.ends[first], column.ends[row + 1] - column.ends[first]];
        if (isFound(row) || !column.isJson || isIn(JSON.parse(words.slice(start, end)))) keep(row);
        at = end - 1;
      }
    }
  }

  geomap.Search = Search;
})((globalThis.geomap = globalThis.geomap || {}));
