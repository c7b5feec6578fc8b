// Filters by what incidents are told apart by: ticks with live counts, the least number of killed, what is in view.
(function (geomap) {
  'use strict';

  const { el, text, button } = geomap;
  const FEW = 8;
  const PLACES = ['country', 'admin1'];
  const OTHERS = ['precision', 'confidence', 'source', 'side', 'review'];
  const ORDERED = {
    confidence: [0.9, 0.5, 0],
    precision: ['site', 'neighbourhood', 'settlement', 'near', 'adm2', 'adm1', 'feature', 'country', 'sea_air', 'unresolved'],
    review: ['auto', 'confirmed', 'edited', 'rejected'],
  };

  function wordsOf(facet, value) {
    const { words } = geomap;
    if (facet === 'confidence') return words.confidence[{ 0.9: 'sure', 0.5: 'likely', 0: 'doubtful' }[value]] || words.confidence.unknown;
    if (value === null || value === '') return words.notStated;
    if (facet === 'precision') return words.precision[value] || value;
    if (facet === 'review') return words.review[value] || value;
    return value;
  }

  // One facet: a list of ticks, the most frequent first, with a bar for each share.
  class FacetList {
    constructor(store, facet) {
      this.store = store;
      this.facet = facet;
      this.isOpen = false;
      this.rows = new Map();
      this.order = this.inOrder(store.facet(facet));
      this.list = el('ul', 'gm-values');
      this.list.setAttribute('role', 'list');
      this.more = button('gm-textbutton', '', () => this.toggle());
      this.node = el('fieldset', 'gm-facet', el('legend', '', geomap.words.facets[facet]), this.list, this.order.length > FEW ? this.more : null);
      this.build();
    }

    inOrder(values) {
      const known = ORDERED[this.facet];
      const held = values.filter(({ count }) => count > 0);
      const rank = known ? ({ value }) => (known.indexOf(value) + 1 || known.length + 1) : ({ value, count }) => (value === null ? 1 : -count);
      return held.sort((a, b) => rank(a) - rank(b)).map(({ value }) => value);
    }

    get isUseful() {
      return this.order.length > 1;
    }

    toggle() {
      this.isOpen = !this.isOpen;
      this.build();
      this.refresh();
    }

    build() {
      this.rows.clear();
      const shown = this.isOpen ? this.order : this.order.slice(0, FEW);
      this.list.replaceChildren(...shown.map((value) => this.row(value)));
      this.more.textContent = this.isOpen ? geomap.words.fewerValues : geomap.words.allValues(geomap.number(this.order.length));
      this.more.setAttribute('aria-expanded', String(this.isOpen));
    }

    row(value) {
      const label = wordsOf(this.facet, value);
      const box = el('input');
      box.type = 'checkbox';
      box.addEventListener('change', () => this.hide(box.checked ? [] : [value], box.checked ? [value] : []));
      const count = el('span', 'gm-number');
      const bar = el('span', 'gm-share');
      const name = text('span', 'gm-tick-name', label);
      const only = button('gm-textbutton gm-only', geomap.words.only, () => this.only(value));
      only.setAttribute('aria-label', geomap.words.onlyThis(label));
      this.rows.set(value, { box, count, bar });
      return el('li', 'gm-value', bar, el('label', 'gm-tick', box, name, count), only);
    }

    hide(add, remove) {
      const hidden = new Set(this.store.filters.hidden[this.facet]);
      add.forEach((value) => hidden.add(value));
      remove.forEach((value) => hidden.delete(value));
      this.store.set({ hidden: { [this.facet]: hidden } });
    }

    only(value) {
      const others = this.store.facet(this.facet).map((entry) => entry.value).filter((other) => other !== value);
      this.store.set({ hidden: { [this.facet]: new Set(others) } });
    }

    refresh() {
      const values = this.store.facet(this.facet);
      const most = values.reduce((best, { count }) => Math.max(best, count), 1);
      for (const { value, count, isHidden } of values) {
        const row = this.rows.get(value);
        if (row === undefined) continue;
        row.box.checked = !isHidden;
        row.count.textContent = geomap.number(count);
        row.bar.style.width = `${((isHidden ? 0 : count) / most) * 100}%`;
      }
    }
  }

  class Picks {
    constructor(map, store) {
      this.map = map;
      this.store = store;
      const { words } = geomap;
      const lists = [...PLACES, ...OTHERS].map((facet) => new FacetList(store, facet)).filter((list) => list.isUseful);
      this.places = this.group(words.places, lists.filter(({ facet }) => PLACES.includes(facet)), []);
      this.others = this.group(words.moreFilters, lists.filter(({ facet }) => OTHERS.includes(facet)), [this.killedField()].filter(Boolean));
      this.state = el('span', 'gm-filters-on');
      this.resetButton = button('gm-textbutton', words.resetFilters, () => this.reset());
      this.bar = el('div', 'gm-reset', this.state, this.resetButton);
      this.groups = [this.inViewTick(), this.places, this.others].filter(Boolean);
      map.on('moveend', geomap.debounce(150, () => this.follow()));
      store.subscribe(() => this.refresh());
      this.refresh();
    }

    // A group that opens; counted only while it is open.
    group(label, lists, nodes) {
      if (lists.length + nodes.length === 0) return null;
      const node = el('details', 'gm-group', el('summary', '', label), ...lists.map((list) => list.node), ...nodes);
      node.addEventListener('toggle', () => node.open && lists.forEach((list) => list.refresh()));
      node.lists = lists;
      return node;
    }

    killedField() {
      const { store } = this;
      const { words } = geomap;
      if (store.incidents.killed === undefined) return null;
      this.killed = el('input', 'gm-killed');
      this.killed.type = 'number';
      this.killed.min = '0';
      this.killed.inputMode = 'numeric';
      this.killed.addEventListener('input', geomap.debounce(150, () => {
        const least = Math.floor(Number(this.killed.value));
        store.set({ killed: least > 0 ? least : null });
      }));
      return el('label', 'gm-choice gm-choice-killed', el('span', '', words.atLeastKilled), this.killed);
    }

    inViewTick() {
      if (!this.store.lat.some((degrees) => !Number.isNaN(degrees))) return null;
      this.inView = el('input');
      this.inView.type = 'checkbox';
      this.inView.addEventListener('change', () => this.setBox());
      return el('label', 'gm-tick', this.inView, el('span', 'gm-tick-name', geomap.words.inView));
    }

    setBox() {
      const view = this.map.getBounds();
      const box = [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()];
      this.store.set({ box: this.inView.checked ? box : null });
    }

    follow() {
      if (this.store.filters.box !== null) this.setBox();
    }

    reset() {
      this.store.reset();
      this.onReset?.();
    }

    refresh() {
      const { filters } = this.store;
      for (const node of [this.places, this.others]) if (node?.open) node.lists.forEach((list) => list.refresh());
      if (this.inView) this.inView.checked = filters.box !== null;
      if (this.killed && document.activeElement !== this.killed) this.killed.value = filters.killed ?? '';
      const on = geomap.filtersOn(filters);
      this.state.textContent = geomap.words.filtersOn(on);
      this.bar.hidden = on === 0;
    }
  }

  // How many filters leave something out.
  geomap.filtersOn = function (filters) {
    const hidden = Object.values(filters.hidden).filter((values) => values.size > 0).length;
    const isRange = filters.from !== null || filters.to !== null;
    return hidden + [filters.query !== '', isRange, isRange && !filters.undated, filters.box !== null, filters.killed !== null].filter(Boolean).length;
  };

  geomap.Picks = Picks;
})((globalThis.geomap = globalThis.geomap || {}));
