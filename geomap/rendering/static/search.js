// Full-text search over everything that the page holds in words. Words are folded once, while nothing else is to do,
// and kept as a few long texts, so that a search is a look through those.
(function (geomap) {
  'use strict';

  const PIECE = 4000; // rows whose words are one text
  const SLICE_MS = 12;
  const TEXTS = ['title', 'description', 'sub_type', 'side_a', 'side_b', 'weapon', 'target', 'evidence', 'sources', 'reports'];
  const PLACES = ['place_text', 'place_name', 'admin1', 'admin2', 'country'];
  const fold = (words) => words.toLocaleLowerCase();

  // The words of readers in cells that are lists; the names of fields and rules are not looked through. Parts are
  // the columns of such a list, where it comes as columns.
  const PARTS = { evidence: [1], sources: [0, 2] };
  const WORDS = {
    evidence: (rows) => rows.map(([, quote]) => quote),
    sources: (rows) => rows.flatMap(([publisher, , title]) => [publisher, title]),
    reports: (rows) => rows.flatMap(({ title, evidence, sources }) => [title, ...WORDS.evidence(evidence || []), ...WORDS.sources(sources || [])]),
  };
  const wordsOf = (name) => WORDS[name] || ((cell) => [cell]);
  const joined = (words) => fold(words.filter(Boolean).join('\n'));

  // Repeated values: each is looked at once.
  class Values {
    constructor(column, rows, owner) {
      this.values = column.values.map((value) => (value === null ? '' : fold(value)));
      this.codes = column.codes;
      this.owner = owner;
    }

    *look(wanted, found) {
      const hits = this.values.map((value) => value.includes(wanted));
      if (!hits.includes(true)) return;
      const { codes, owner } = this;
      for (let row = 0; row < codes.length; row += 1) if (hits[codes[row]]) found[owner(row)] = 1;
      yield;
    }
  }

  // The words of rows, as pieces {first, text, ends}: ends are where the words of each row end in the text.
  class Texts {
    constructor(column, rows, owner, words) {
      this.column = column;
      this.size = rows;
      this.owner = owner;
      this.words = words;
      this.pieces = [];
    }

    *fold() {
      for (let first = 0; first < this.size; first += PIECE) {
        this.pieces.push(this.piece(first, Math.min(this.size, first + PIECE)));
        yield;
      }
    }

    piece(first, last) {
      const plain = this.column.plain?.(first, last) ?? null; // texts of one byte a letter lie one after the other
      if (plain !== null) return { first, text: fold(plain), ends: this.column.ends.slice(first + 1, last + 1).map((end) => end - this.column.ends[first]) };
      const ends = new Uint32Array(last - first);
      let text = '';
      for (let row = first; row < last; row += 1) {
        const cell = this.column.at(row);
        if (cell !== null) text += `${joined(this.words(cell))}\n`;
        ends[row - first] = text.length;
      }
      return { first, text, ends };
    }

    *look(wanted, found) {
      for (const { first, text, ends } of this.pieces) {
        let row = 0;
        for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at)) {
          while (ends[row] <= at) row += 1;
          const isWithin = at + wanted.length <= ends[row];
          if (isWithin) found[this.owner(first + row)] = 1;
          at = isWithin ? ends[row] : at + 1;
        }
        yield;
      }
    }
  }

  class Search {
    constructor(store) {
      this.store = store;
      this.found = null;
      this.turn = 0;
      this.index = store.textsReady.then(() => this.prepare());
    }

    test() {
      const { found } = this;
      return found === null ? null : (i) => found[i] === 1;
    }

    async prepare() {
      const { store } = this;
      const entries = [
        ...TEXTS.flatMap((name) => this.entries(name, store.incidents[name], store.size, (row) => row)),
        ...PLACES.flatMap((name) => this.entries(name, store.places[name], store.placeSize, (row) => store.incidentOf[row])),
      ];
      for (const entry of entries) if (entry.fold) await inSlices(entry.fold());
      return entries;
    }

    entries(name, column, rows, owner) {
      if (column === undefined) return [];
      if (column.values) return [new Values(column, rows, owner)];
      if (!column.parts) return [new Texts(column, rows, owner, wordsOf(name))];
      const owners = column.owners();
      return PARTS[name].flatMap((part) => this.entries(null, column.parts[part], owners.length, (row) => owner(owners[row])));
    }

    // Resolves to false when a later search took over.
    async run(query) {
      const wanted = fold(query.trim());
      this.turn += 1;
      const { turn } = this;
      const found = wanted === '' ? null : new Uint8Array(this.store.size);
      const isLatest = () => turn === this.turn;
      if (found !== null) for (const entry of await this.index) if (!isLatest() || !(await inSlices(entry.look(wanted, found), isLatest))) return false;
      this.found = found;
      return true;
    }
  }

  // Work step by step, with a breath now and then; false when it is no longer wanted.
  async function inSlices(steps, isWanted = () => true) {
    let since = performance.now();
    while (!steps.next().done) {
      if (performance.now() - since < SLICE_MS) continue;
      await geomap.breathe();
      if (!isWanted()) return false;
      since = performance.now();
    }
    return true;
  }

  geomap.Search = Search;
})((globalThis.geomap = globalThis.geomap || {}));
