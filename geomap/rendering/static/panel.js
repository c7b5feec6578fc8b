// The panel beside the map: counts, search, event types with live counts, and the list, which is the accessible view.
(function (geomap) {
  'use strict';

  const { el, text, svg } = geomap;
  const byId = (id) => document.getElementById(id);

  class Panel {
    constructor(store, settings, actions) {
      this.store = store;
      this.settings = settings;
      this.actions = actions;
      this.sort = geomap.orders[0];
      this.sorted = null;
      this.note = el('p', 'gm-note');
      byId('gm-list').append(...(store.size > 1 ? [this.sorter()] : []), this.note);
      this.list = new geomap.List(store, byId('gm-body'), byId('gm-list'), actions);
      if (!store.hasTexts) store.textsReady.then(() => this.list.redraw());
      this.buildHead();
      this.buildFilters();
      this.buildFoot();
      this.buildSheet();
      store.subscribe(() => this.refresh());
      this.refresh();
    }

    buildHead() {
      byId('gm-title').textContent = this.settings.title;
      const range = this.store.dateRange();
      const span = range === null ? '' : geomap.dateSpan(range[0], range[1], 'day', 'long');
      byId('gm-range').textContent = span;
    }

    buildFilters() {
      const { words } = geomap;
      if (this.store.size === 0) return;
      const search = el('input', 'gm-search');
      search.type = 'search';
      search.placeholder = words.search;
      search.dir = 'auto';
      search.autocomplete = 'off';
      search.setAttribute('aria-label', words.search);
      search.addEventListener('input', geomap.debounce(20, () => {
        this.store.set({ query: search.value });
      }));
      this.search = search;
      const types = this.store.facet('type').filter(({ count }) => count > 0).map(({ value }) => value);
      this.ticks = types.map((type) => this.typeTick(type));
      const rows = this.ticks.map(({ row }) => row);
      if (this.countOf('background', 1) > 0) rows.push(this.backgroundTick());
      const set = el('fieldset', 'gm-types', el('legend', '', words.eventTypes), ...rows);
      byId('gm-filters').append(search, set, this.key());
    }

    countOf(facet, wanted) {
      return this.store.facet(facet).find(({ value }) => value === wanted)?.count ?? 0;
    }

    typeTick(type) {
      const box = el('input');
      box.type = 'checkbox';
      box.checked = true;
      box.addEventListener('change', () => {
        const hidden = new Set(this.store.filters.hidden.type);
        if (box.checked) hidden.delete(type);
        else hidden.add(type);
        this.store.set({ hidden: { type: hidden } });
      });
      const count = el('span', 'gm-number');
      const row = el('label', 'gm-tick', box, geomap.symbol(type, { size: 20 }), el('span', 'gm-tick-name', geomap.typeWords(type)), count);
      return { type, row, count, box };
    }

    backgroundTick() {
      const box = el('input');
      box.type = 'checkbox';
      box.checked = true;
      box.addEventListener('change', () => {
        this.store.set({ hidden: { background: new Set(box.checked ? [] : [1]) } });
      });
      this.backgroundBox = box;
      this.backgroundNumber = el('span', 'gm-number');
      const symbol = el('span', 'gm-muted', geomap.symbol('other', { size: 20 }));
      return el('label', 'gm-tick gm-tick-background', box, symbol, el('span', 'gm-tick-name', geomap.words.showBackground), this.backgroundNumber);
    }

    sorter() {
      const { words } = geomap;
      const options = geomap.orders.map((name) => {
        const option = el('option', '', words.orders[name]);
        option.value = name;
        return option;
      });
      this.sortBox = el('select', 'gm-select gm-sort', ...options);
      this.sortBox.addEventListener('change', () => this.sortBy(this.sortBox.value));
      return el('label', 'gm-choice gm-sorter', el('span', '', words.sort), this.sortBox);
    }

    sortBy(name) {
      if (name === this.sort || !geomap.orders.includes(name)) return;
      this.sort = name;
      this.sorted = geomap.orderOf(this.store, name);
      if (this.sortBox) this.sortBox.value = name;
      this.refresh();
      this.onSort?.();
    }

    // What is shown, in order: with a point, and without.
    inOrder() {
      const { store, sorted } = this;
      if (sorted === null) return [store.shownPlaced, store.shownUnplaced];
      const shown = sorted.filter((index) => store.isShown(index));
      return [shown.filter((index) => store.hasPoint(index)), shown.filter((index) => !store.hasPoint(index))];
    }

    // How to read symbols, badges and rings.
    key() {
      const { words } = geomap;
      const ring = svg('svg', { class: 'gm-symbol', viewBox: '0 0 28 28', width: 20, height: 20, 'aria-hidden': 'true' },
        svg('circle', { cx: 14, cy: 14, r: 12, class: 'gm-key-ring' }));
      const muted = el('span', 'gm-muted', geomap.symbol('explosion_remote', { size: 20 }));
      const cluster = el('span', 'gm-key-cluster', geomap.donut({ battle: 2, explosion_remote: 1, strategic: 1 }, 22));
      const lines = [
        [geomap.symbol('explosion_remote', { size: 20 }), words.keyExact],
        [geomap.symbol('explosion_remote', { hollow: true, size: 20 }), words.keyCoarse],
        [el('span', 'gm-area gm-area-small', '2'), words.keyArea],
        [ring, words.keyRing],
        [muted, words.keyMuted],
        [cluster, words.keyCluster],
      ];
      const items = lines.map(([mark, meaning]) => el('li', '', el('span', 'gm-key-mark', mark), el('span', '', meaning)));
      return el('details', 'gm-key', el('summary', '', words.key), el('ul', '', ...items));
    }

    buildFoot() {
      const lines = this.settings.credits.map((line) => text('p', '', line));
      byId('gm-foot').append(...lines, el('p', '', geomap.madeWith(this.settings)));
    }

    // On a phone the panel is a sheet at the bottom that slides away.
    buildSheet() {
      byId('gm-handle').addEventListener('click', () => this.setSheet(byId('gm-panel').dataset.sheet === 'peek' ? 'half' : 'peek'));
      this.setSheet('half');
    }

    setSheet(state) {
      byId('gm-panel').dataset.sheet = state;
      const handle = byId('gm-handle');
      handle.setAttribute('aria-expanded', String(state !== 'peek'));
      handle.setAttribute('aria-label', state === 'peek' ? geomap.words.expand : geomap.words.collapse);
      this.actions.resized();
    }

    refresh() {
      const { store } = this;
      const { words, number } = geomap;
      const placed = store.shownPlaced.length;
      const isFiltered = store.shown.length < store.size;
      byId('gm-counts').textContent = isFiltered
        ? `${words.shown(number(store.shown.length), number(store.size))} · ${words.onMap(number(placed))}`
        : words.counts(number(placed), number(store.size));
      const counts = new Map(store.facet('type').map(({ value, count }) => [value, count]));
      for (const { type, count } of this.ticks || []) count.textContent = number(counts.get(type) || 0);
      if (this.backgroundNumber) this.backgroundNumber.textContent = number(this.countOf('background', 1));
      const [first, rest] = this.inOrder();
      const order = new Uint32Array(placed + rest.length);
      order.set(first);
      order.set(rest, placed);
      const note = this.message();
      this.note.hidden = note === null;
      this.note.textContent = note;
      byId('gm-body').scrollTop = Math.min(byId('gm-body').scrollTop, byId('gm-list').offsetTop);
      this.list.show(order, placed);
    }

    message() {
      const { store } = this;
      const { words } = geomap;
      if (store.size === 0) return words.empty;
      if (store.shown.length === 0) return words.nothingFound;
      return store.shownPlaced.length === 0 && store.shown.length === store.size ? words.allUnplaced : null;
    }

    buttonOf(index) {
      return this.list.buttonOf(index);
    }

    select(index) {
      this.list.select(index);
    }

    point(incidents) {
      this.list.point(incidents);
    }
  }

  geomap.Panel = Panel;
})((globalThis.geomap = globalThis.geomap || {}));
