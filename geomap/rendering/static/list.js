// The list of incidents: only the rows near the view are in the page, with room for all others above and below.
(function (geomap) {
  'use strict';

  const { el, text, button } = geomap;
  const STEP = 20; // rows that come and go together
  const GUESS = 84;
  const MARGIN = 600;
  const MOST = 20000000; // pixels; browsers stop at little more

  class List {
    constructor(store, scroller, room, actions) {
      this.store = store;
      this.scroller = scroller;
      this.actions = actions;
      this.above = el('div', 'gm-room');
      this.below = el('div', 'gm-room');
      this.items = el('ol', 'gm-rows');
      room.append(this.above, this.items, this.below);
      this.room = room;
      this.blocks = new Map();
      this.opened = new Set();
      this.selected = null;
      this.pointed = new Set();
      scroller.addEventListener('scroll', () => this.later(), { passive: true });
      new ResizeObserver(() => this.later()).observe(scroller);
    }

    // order: positions of incidents; the first `placed` of them have a point.
    show(order, placed) {
      this.order = order;
      this.placed = placed;
      this.heights = new Float64Array(Math.ceil(order.length / STEP)).fill(STEP * GUESS);
      this.clear();
      this.draw();
    }

    // The cells of rows changed, but not which rows there are.
    redraw() {
      this.clear();
      this.draw();
    }

    clear() {
      this.blocks.forEach((nodes) => nodes.forEach((node) => node.remove()));
      this.blocks.clear();
    }

    later() {
      this.frame = this.frame || requestAnimationFrame(() => {
        this.frame = 0;
        this.draw();
      });
    }

    top() {
      return this.room.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
    }

    // The blocks in view and a little more.
    wanted() {
      const start = -this.top() - MARGIN;
      const end = start + this.scroller.clientHeight + 2 * MARGIN;
      let [first, last, at] = [-1, 0, 0];
      for (let block = 0; block < this.heights.length && at < end; block += 1) {
        at += this.heights[block];
        if (at >= start && first < 0) first = block;
        last = block;
      }
      return this.heights.length === 0 ? [] : Array.from({ length: last - Math.max(0, first) + 1 }, (_, n) => Math.max(0, first) + n);
    }

    draw() {
      const wanted = this.wanted();
      for (const [block, nodes] of this.blocks) {
        if (wanted.includes(block) || nodes.some((node) => node.contains(document.activeElement))) continue;
        this.heights[block] = heightOf(nodes);
        nodes.forEach((node) => node.remove());
        this.blocks.delete(block);
      }
      for (const block of wanted) if (!this.blocks.has(block)) this.add(block);
      const drawn = [...this.blocks.keys()];
      const sum = (from, to) => this.heights.subarray(from, Math.max(from, to)).reduce((total, height) => total + height, 0);
      this.above.style.height = `${Math.min(MOST, sum(0, Math.min(...drawn, this.heights.length)))}px`;
      this.below.style.height = `${Math.min(MOST, sum(Math.max(-1, ...drawn) + 1, this.heights.length))}px`;
      this.mark();
    }

    add(block) {
      const nodes = [];
      const end = Math.min(this.order.length, (block + 1) * STEP);
      for (let at = block * STEP; at < end; at += 1) {
        if (at === this.placed) nodes.push(this.divider());
        nodes.push(this.row(this.order[at], at));
      }
      const after = [...this.blocks.keys()].filter((other) => other > block).sort((a, b) => a - b)[0];
      const next = after === undefined ? null : this.blocks.get(after)[0];
      for (const node of nodes) this.items.insertBefore(node, next);
      this.blocks.set(block, nodes);
    }

    divider() {
      return el('li', 'gm-divider', el('h2', '', geomap.words.offMap(geomap.number(this.order.length - this.placed))));
    }

    row(index, at) {
      const { store } = this;
      const incident = store.incident(index);
      const places = store.placesOf(index).map((place) => store.place(place));
      const isPlaced = store.hasPoint(index);
      const control = button('gm-row', '', () => (isPlaced ? this.actions.selectIncident(index) : this.toggle(index)));
      control.append(...rowNodes(store, incident, places, isPlaced));
      if (!isPlaced) control.setAttribute('aria-expanded', String(this.opened.has(index)));
      const item = el('li', 'gm-item', control);
      if (this.opened.has(index)) item.append(geomap.card(store, index, null));
      item.dataset.incident = String(index);
      item.setAttribute('aria-setsize', String(this.order.length));
      item.setAttribute('aria-posinset', String(at + 1));
      return item;
    }

    item(index) {
      return this.items.querySelector(`[data-incident="${index}"]`);
    }

    // An incident without a point opens where it stands in the list.
    toggle(index) {
      this.actions.closePopup();
      const item = this.item(index);
      const open = item.querySelector('.gm-card');
      if (open) open.remove();
      else item.append(geomap.card(this.store, index, null));
      if (open) this.opened.delete(index);
      else this.opened.add(index);
      item.querySelector('.gm-row').setAttribute('aria-expanded', String(!open));
    }

    buttonOf(index) {
      return this.item(index)?.querySelector('.gm-row') ?? null;
    }

    select(index) {
      this.selected = index;
      if (index === null) this.mark();
      else this.bring(index);
    }

    bring(index) {
      const at = this.order.indexOf(index);
      if (at >= 0 && this.item(index) === null) {
        const block = Math.floor(at / STEP);
        const before = this.heights.subarray(0, block).reduce((total, height) => total + height, 0);
        this.scroller.scrollTop += this.top() + before + (at % STEP) * (this.heights[block] / STEP);
        this.draw();
      }
      this.mark();
      if (at >= 0) this.item(index)?.scrollIntoView({ block: 'nearest' });
    }

    mark() {
      for (const control of this.items.querySelectorAll('.gm-row[aria-current]')) control.removeAttribute('aria-current');
      if (this.selected !== null) this.buttonOf(this.selected)?.setAttribute('aria-current', 'true');
      for (const item of this.items.children) item.classList.toggle('gm-item-pointed', this.pointed.has(Number(item.dataset.incident ?? NaN)));
    }

    // Mark the rows of what is pointed at on the map, and bring the first into view where the list is what is read.
    point(incidents) {
      this.pointed = new Set(incidents);
      this.mark();
      if (incidents.length > 0 && this.top() < this.scroller.clientHeight / 2) this.bring(incidents[0]);
    }
  }

  function heightOf(nodes) {
    return nodes[nodes.length - 1].getBoundingClientRect().bottom - nodes[0].getBoundingClientRect().top;
  }

  function rowNodes(store, incident, places, isPlaced) {
    const hollow = isPlaced && geomap.drawingOf(places[0]) !== 'solid';
    const names = [...new Set(places.map(geomap.placeName).filter(Boolean))].join(' · ');
    const people = geomap.peopleWords(incident).map((line) => line.text).join(geomap.words.comma);
    const flags = geomap.flagsOf(incident).map((word) => el('span', 'gm-flag', word));
    const title = incident.title || (store.isLight ? geomap.words.numbered(incident.id) : store.hasTexts ? geomap.words.untitled : '…');
    return [
      el('span', incident.is_background ? 'gm-row-mark gm-muted' : 'gm-row-mark', geomap.symbol(store.typeOf(incident.index), { hollow, size: 22 })),
      el('span', 'gm-row-body',
        text('span', 'gm-row-title', title),
        el('span', 'gm-row-meta', geomap.shortDate(incident), names ? el('span', 'gm-dot', ' · ') : null, names ? text('span', '', names) : null),
        people ? el('span', 'gm-row-people', people) : null,
        isPlaced ? null : text('span', 'gm-row-reason', geomap.unplacedReason(places[0])),
        flags.length > 0 ? el('span', 'gm-flags', ...flags) : null),
    ];
  }

  geomap.List = List;
})((globalThis.geomap = globalThis.geomap || {}));
