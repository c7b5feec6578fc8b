// Incidents over time: bars, a range chosen by dragging or by two sliders, and playing through it.
(function (geomap) {
  'use strict';

  const { el, svg, button } = geomap;
  const HEIGHT = 48;
  const PAUSES = { slow: 1200, normal: 600, fast: 200 };
  const PRECISION = { day: 'day', week: 'day', month: 'month', quarter: 'month', year: 'year', decade: 'year', century: 'year' };

  class Timeline {
    // Of a store that holds two dates at least; null otherwise.
    static of(store) {
      const range = store.dateRange();
      return range === null || range[0] === range[1] ? null : new Timeline(store, range.map(geomap.dayOf));
    }

    constructor(store, [first, last]) {
      this.store = store;
      this.span = [first, last];
      this.mode = 'window';
      this.speed = 'normal';
      this.timer = null;
      this.build();
      this.useStep(geomap.stepFor(first, last));
      store.subscribe(() => this.refresh());
    }

    build() {
      const { words } = geomap;
      this.range = el('p', 'gm-time-range');
      this.inside = svg('path', { class: 'gm-bars-in' });
      this.outside = svg('path', { class: 'gm-bars-out' });
      this.chart = svg('svg', { class: 'gm-bars', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, this.outside, this.inside);
      this.handles = [this.handle(0, words.from), this.handle(1, words.to)];
      this.track = el('div', 'gm-track', this.chart, ...this.handles);
      this.track.dir = 'ltr';
      this.track.addEventListener('pointerdown', (event) => this.grab(event));
      this.playButton = button('gm-play', '', () => (this.timer === null ? this.play() : this.pause()));
      this.stepBox = this.choice(words.step, this.stepNames(), (step) => this.useStep(step));
      this.modeBox = this.choice(words.mode, words.modes, (mode) => {
        this.mode = mode;
      });
      this.speedBox = this.choice(words.speed, words.speeds, (speed) => {
        this.speed = speed;
      });
      this.speedBox.querySelector('select').value = this.speed;
      const head = el('div', 'gm-time-head', el('div', '', el('h2', 'gm-part', words.time), this.range), this.playButton);
      const tools = el('details', 'gm-details gm-time-more', el('summary', '', words.timeSettings), el('div', 'gm-time-tools', this.stepBox, this.modeBox, this.speedBox));
      this.node = el('section', 'gm-time', head, this.track, tools, this.undatedTick());
      this.node.setAttribute('aria-label', words.time);
      this.showPlaying();
    }

    stepNames() {
      const { steps } = geomap.words;
      return Object.fromEntries(geomap.stepsFor(...this.span).map((step) => [step, steps[step]]));
    }

    choice(label, names, onChange) {
      const select = el('select', 'gm-select', ...Object.entries(names).map(([value, name]) => {
        const option = el('option', '', name);
        option.value = value;
        return option;
      }));
      select.addEventListener('change', () => onChange(select.value));
      return el('label', 'gm-choice', el('span', '', label), select);
    }

    undatedTick() {
      const { store } = this;
      this.undatedCount = store.first.reduce((sum, day) => sum + (day === geomap.UNDATED ? 1 : 0), 0);
      if (this.undatedCount === 0) return null;
      this.undatedBox = el('input');
      this.undatedBox.type = 'checkbox';
      this.undatedBox.addEventListener('change', () => store.set({ undated: this.undatedBox.checked }));
      const number = el('span', 'gm-number', geomap.number(this.undatedCount));
      return el('label', 'gm-tick gm-undated', this.undatedBox, el('span', 'gm-tick-name', geomap.words.undatedSwitch), number);
    }

    handle(side, label) {
      const node = el('div', 'gm-handle-time');
      node.setAttribute('role', 'slider');
      node.setAttribute('aria-label', label);
      node.setAttribute('aria-orientation', 'horizontal');
      node.tabIndex = 0;
      node.addEventListener('keydown', (event) => this.press(event, side));
      return node;
    }

    useStep(step) {
      this.pause();
      this.bins = geomap.timeBins(...this.span, step);
      this.spans = geomap.binSpans(this.bins, { firsts: this.store.first, lasts: this.store.last, undated: geomap.UNDATED });
      this.stepBox.querySelector('select').value = step;
      this.chart.setAttribute('viewBox', `0 0 ${this.bins.count} ${HEIGHT}`);
      this.refresh();
    }

    // The chosen bins as [first, last].
    chosen() {
      const { from, to } = this.store.filters;
      return [from === null ? 0 : geomap.binAt(this.bins, from), to === null ? this.bins.count - 1 : geomap.binAt(this.bins, to)];
    }

    choose(low, high) {
      const { count, edges } = this.bins;
      const isAll = low === 0 && high === count - 1;
      this.store.set(isAll ? { from: null, to: null } : { from: edges[low], to: edges[high + 1] - 1 });
    }

    press(event, side) {
      const { count } = this.bins;
      const page = Math.max(1, Math.round(count / 10));
      const moves = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -page, PageUp: page, Home: -count, End: count };
      if (moves[event.key] === undefined) return;
      event.preventDefault();
      this.pause();
      const range = this.chosen();
      const [least, most] = side === 0 ? [0, range[1]] : [range[0], count - 1];
      range[side] = Math.min(most, Math.max(least, range[side] + moves[event.key]));
      this.choose(...range);
    }

    binUnder(event) {
      const { left, width } = this.track.getBoundingClientRect();
      return Math.min(this.bins.count - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * this.bins.count)));
    }

    // A handle is dragged, a chosen range is moved, and anywhere else a new range begins.
    grab(event) {
      if (event.button !== 0) return;
      event.preventDefault();
      this.pause();
      const start = this.binUnder(event);
      const before = this.chosen();
      const side = this.handles.indexOf(event.target);
      const isAll = before[0] === 0 && before[1] === this.bins.count - 1;
      const isMove = side < 0 && !isAll && start >= before[0] && start <= before[1];
      if (side >= 0) this.handles[side].focus();
      const drag = (now) => {
        const bin = this.binUnder(now);
        if (side === 0) this.choose(Math.min(bin, before[1]), before[1]);
        else if (side === 1) this.choose(before[0], Math.max(bin, before[0]));
        else if (isMove) this.moveBy(before, bin - start);
        else this.choose(Math.min(start, bin), Math.max(start, bin));
      };
      const end = () => {
        this.track.removeEventListener('pointermove', drag);
        this.track.removeEventListener('pointerup', end);
        this.track.removeEventListener('pointercancel', end);
      };
      this.track.setPointerCapture(event.pointerId);
      this.track.addEventListener('pointermove', drag);
      this.track.addEventListener('pointerup', end);
      this.track.addEventListener('pointercancel', end);
      if (side < 0 && !isMove) drag(event);
    }

    moveBy([low, high], by) {
      const step = Math.min(this.bins.count - 1 - high, Math.max(-low, by));
      this.choose(low + step, high + step);
    }

    play() {
      this.choose(...geomap.firstRange(this.chosen(), this.bins.count, this.mode));
      const tick = () => {
        const next = geomap.nextRange(this.chosen(), this.bins.count, this.mode);
        if (next === null) {
          this.pause();
          return;
        }
        this.choose(...next);
        this.timer = setTimeout(tick, PAUSES[this.speed]);
      };
      this.timer = setTimeout(tick, PAUSES[this.speed]);
      this.showPlaying();
    }

    pause() {
      clearTimeout(this.timer);
      this.timer = null;
      this.showPlaying();
    }

    // While it plays, the counts in the head are not read out at every step.
    showPlaying() {
      const isPlaying = this.timer !== null;
      const { words } = geomap;
      this.playButton.textContent = isPlaying ? words.pause : words.play;
      document.getElementById('gm-counts').setAttribute('aria-live', isPlaying ? 'off' : 'polite');
    }

    wordsOf(low, high) {
      const { step, edges } = this.bins;
      const [first, last] = [Math.max(edges[low], this.span[0]), Math.min(edges[high + 1] - 1, this.span[1])];
      return geomap.dateSpan(geomap.isoOf(first), geomap.isoOf(last), PRECISION[step], 'short');
    }

    refresh() {
      const { store, bins } = this;
      const [low, high] = this.chosen();
      const counts = geomap.countBins(bins, this.spans, store.testExcept('date'));
      const most = counts.reduce((a, b) => Math.max(a, b), 1);
      const bars = (from, to) => {
        const parts = [];
        for (let i = from; i <= to; i += 1) {
          if (counts[i] === 0) continue;
          const top = HEIGHT - Math.max(2, (counts[i] / most) * (HEIGHT - 2));
          parts.push(`M${i + 0.06} ${HEIGHT}V${top.toFixed(1)}h0.88V${HEIGHT}z`);
        }
        return parts.join('');
      };
      this.inside.setAttribute('d', bars(low, high));
      this.outside.setAttribute('d', bars(0, low - 1) + bars(high + 1, bins.count - 1));
      this.showHandles(low, high, counts);
      if (this.undatedBox) this.undatedBox.checked = store.filters.undated;
    }

    showHandles(low, high, counts) {
      const { count } = this.bins;
      const numbers = counts.slice(low, high + 1).reduce((a, b) => a + b, 0);
      this.range.textContent = this.wordsOf(low, high);
      [[low, low, high], [high + 1, low, high]].forEach(([edge], side) => {
        const node = this.handles[side];
        const bin = side === 0 ? low : high;
        node.style.left = `${(edge / count) * 100}%`;
        node.setAttribute('aria-valuemin', String(side === 0 ? 0 : low));
        node.setAttribute('aria-valuemax', String(side === 0 ? high : count - 1));
        node.setAttribute('aria-valuenow', String(bin));
        node.setAttribute('aria-valuetext', `${this.wordsOf(bin, bin)}; ${geomap.words.inRange(geomap.number(numbers))}`);
      });
    }
  }

  geomap.Timeline = Timeline;
})((globalThis.geomap = globalThis.geomap || {}));
