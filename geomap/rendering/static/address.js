// What the reader sees, kept in the address where that is allowed, and otherwise nowhere.
(function (geomap) {
  'use strict';

  const WAIT = 200;

  class Address {
    // actions: {selectIncident(i), selected() gives the position of the open incident or null}
    // overlays: {state(), apply(names)}, what is drawn on the map; panel: {sort, sortBy(name)}, the order of the list
    constructor(map, store, actions, { overlays, panel }) {
      this.map = map;
      this.store = store;
      this.actions = actions;
      this.overlays = overlays;
      this.panel = panel;
      this.written = null;
      this.isAllowed = window.parent === window;
      this.update = geomap.debounce(WAIT, () => this.write());
      this.facets = Object.keys(geomap.facets);
    }

    // Show what the address tells; resolves when the data are filtered so.
    async open() {
      await this.read();
      this.map.on('moveend', this.update);
      this.store.subscribe(this.update);
      this.actions.onSelect = this.update;
      this.overlays.onChange = this.update;
      this.panel.onSort = this.update;
      window.addEventListener('hashchange', () => location.hash.slice(1) !== this.written && this.read());
    }

    async read() {
      const state = geomap.readHash(location.hash, this.facets);
      if (location.hash.length > 1) await this.show(state);
    }

    async show(state) {
      const { store, map } = this;
      await store.reset();
      this.overlays.apply(state.layers ?? ['dots']);
      this.panel.sortBy(state.sort ?? geomap.orders[0]);
      const day = (iso) => (iso === undefined || geomap.dayOf(iso) === geomap.UNDATED ? null : geomap.dayOf(iso));
      const hidden = this.hidden(state);
      if (state.zoom !== undefined) map.setView([state.lat, state.lon], state.zoom, { animate: false });
      const view = map.getBounds();
      const box = state.inView ? [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()] : null;
      await store.set({ from: day(state.from), to: day(state.to), undated: state.undated !== false, killed: state.killed ?? null, box, hidden });
      if (state.q) await store.set({ query: state.q });
      if (state.id === undefined) return;
      await store.textsReady;
      this.openIncident(state.id);
    }

    hidden(state) {
      const found = {};
      for (const [facet, values] of Object.entries(state.hide)) found[facet] = new Set(values.map((value) => this.valueOf(facet, value)));
      for (const [facet, values] of Object.entries(state.only)) {
        const kept = new Set(values);
        found[facet] = new Set(this.store.facet(facet).map(({ value }) => value).filter((value) => !kept.has(value === null ? null : String(value))));
      }
      return found;
    }

    // An address holds texts; values may be numbers.
    valueOf(facet, words) {
      return this.store.facet(facet).map(({ value }) => value).find((value) => (value === null ? words === null : String(value) === words)) ?? words;
    }

    openIncident(id) {
      for (let i = 0; i < this.store.size; i += 1) {
        if (this.store.cell('id', i) !== id) continue;
        if (this.store.isShown(i)) this.actions.selectIncident(i);
        return;
      }
    }

    state() {
      const { filters } = this.store;
      const { lat, lng } = this.map.getCenter();
      const open = this.actions.selected();
      const state = { zoom: this.map.getZoom(), lat, lon: lng, q: filters.query, undated: filters.undated, killed: filters.killed, inView: filters.box !== null, layers: this.overlays.state(), sort: this.panel.sort, hide: {}, only: {} };
      if (open !== null) state.id = this.store.cell('id', open);
      if (filters.from !== null) state.from = geomap.isoOf(filters.from);
      if (filters.to !== null) state.to = geomap.isoOf(filters.to);
      for (const [facet, hidden] of Object.entries(filters.hidden)) {
        if (hidden.size === 0) continue;
        const kept = this.store.facet(facet).filter(({ isHidden }) => !isHidden).map(({ value }) => value);
        if (kept.length < hidden.size) state.only[facet] = kept;
        else state.hide[facet] = [...hidden];
      }
      return state;
    }

    write() {
      if (!this.isAllowed) return;
      this.written = geomap.writeHash(this.state());
      try {
        history.replaceState(history.state, '', `#${this.written}`);
      } catch {
        this.isAllowed = false;
      }
    }

    // The address of what is shown now, or null where the page has none of its own.
    link() {
      this.write();
      return this.isAllowed ? location.href : null;
    }
  }

  geomap.Address = Address;
})((globalThis.geomap = globalThis.geomap || {}));
