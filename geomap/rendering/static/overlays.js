// What is drawn on the map: dots, heat, counts in areas. Each can be switched; a legend on the map tells what its colours mean.
(function (geomap) {
  'use strict';

  const { el, text, button } = geomap;
  const HEAT_TICKS = [0, 0.5, 1];

  class Overlays {
    // layers: {show(isShown)}, the dots; sets: the kinds of areas that can be counted in.
    constructor(map, store, layers, sets) {
      this.map = map;
      this.store = store;
      this.layers = layers;
      this.sets = sets;
      this.chosen = null;
      this.hasDots = true;
      this.heat = new geomap.Heat(map, store);
      this.heat.onDraw = () => this.tellHeat();
      this.build();
      this.addLegends();
      store.subscribe(() => this.chosen !== null && this.refresh());
      map.on('mousemove click', (event) => this.chosen !== null && this.point(event.latlng));
    }

    build() {
      const { words } = geomap;
      this.dotsBox = tick(words.showDots, (isOn) => this.showDots(isOn));
      this.dotsBox.input.checked = true;
      this.heatBox = tick(words.showHeat, (isOn) => this.showHeat(isOn));
      this.areaBoxes = this.sets.map((set) => tick(set.label, (isOn) => this.showAreas(isOn ? set : null)));
      this.table = el('div', 'gm-area-counts');
      this.node = el('details', 'gm-group gm-overlays', el('summary', '', words.mapLayers),
        this.dotsBox.node, this.heatBox.node, ...this.areaBoxes.map(({ node }) => node), this.table);
    }

    addLegends() {
      this.legend = el('div', 'gm-legends');
      this.legend.dir = document.documentElement.dir;
      [this.heatLegend, this.areaLegend] = [geomap.words.showHeat, geomap.words.mapLayers].map((label) => {
        const box = el('section', 'gm-legend');
        box.setAttribute('aria-label', label);
        box.hidden = true;
        this.legend.append(box);
        return box;
      });
      const control = L.control({ position: 'bottomleft' });
      control.onAdd = () => {
        L.DomEvent.disableClickPropagation(this.legend);
        return this.legend;
      };
      control.addTo(this.map);
    }

    // What is drawn, by name.
    state() {
      return [this.hasDots && 'dots', this.heat.isOn && 'heat', this.chosen?.key].filter(Boolean);
    }

    apply(names) {
      const wanted = this.sets.find(({ key }) => names.includes(key)) ?? null;
      this.showDots(names.includes('dots'));
      this.showHeat(names.includes('heat'));
      this.showAreas(wanted);
    }

    showDots(isOn) {
      this.hasDots = isOn;
      this.dotsBox.input.checked = isOn;
      this.layers.show(isOn);
      this.onChange?.();
    }

    showHeat(isOn) {
      this.heatBox.input.checked = isOn;
      this.heatLegend.hidden = !isOn;
      if (isOn !== this.heat.isOn) this.heat.show(isOn);
      this.onChange?.();
    }

    showAreas(set) {
      if (set !== this.chosen) {
        this.areaLayer?.remove();
        this.areaLayer = null;
        this.chosen = set;
        this.hint = text('p', 'gm-hint', geomap.words.areaHint);
        if (set !== null) this.colour(set);
      }
      this.areaBoxes.forEach(({ input }, at) => {
        input.checked = this.sets[at] === set;
      });
      this.areaLegend.hidden = set === null;
      this.map.getContainer().classList.toggle('gm-has-areas', set !== null);
      this.table.hidden = set === null;
      this.onChange?.();
    }

    // Classes are those of all incidents, so that a colour means the same whatever is filtered.
    colour(set) {
      const everything = Uint32Array.from({ length: this.store.size }, (_, i) => i);
      this.most = set.count(this.store, everything).counts.reduce((a, b) => Math.max(a, b), 0);
      this.lows = geomap.classLows(this.most);
      this.count();
      const numbers = new Map(set.areas.map((area, number) => [area, number]));
      this.areaLayer = geomap.areaLayer(set.areas, (area) => this.shade(numbers.get(area)));
      this.areaLayer.addTo(this.map);
      this.tellAreas();
    }

    shade(number) {
      const position = geomap.classOf(this.lows, this.counted.counts[number]);
      return position < 0 ? null : `--gm-area-${geomap.shadeOf(this.lows, position)}`;
    }

    count() {
      this.counted = this.chosen.count(this.store, this.store.shown);
    }

    refresh() {
      this.count();
      this.areaLayer.repaint();
      this.tellAreas();
    }

    // The area under the pointer and its number.
    point({ lat, lng }) {
      const number = this.chosen.at(lat, lng);
      const { words } = geomap;
      this.hint.textContent = number < 0 ? words.areaHint : words.areaCount(this.chosen.nameOf(number), geomap.number(this.counted.counts[number]));
    }

    tellHeat() {
      const { words, number } = geomap;
      const { most } = this.heat;
      const ticks = HEAT_TICKS.map((share) => el('span', '', number(Math.max(share === 0 ? 0 : 1, Math.round(Math.expm1(share * Math.log1p(most)))))));
      const out = this.heat.leftOut();
      this.heatLegend.replaceChildren(
        el('h2', '', words.heatTitle(geomap.distance(this.heat.reachKm()))),
        el('div', 'gm-heat-bar'), el('div', 'gm-heat-ticks', ...ticks),
        ...(out > 0 ? [el('p', '', words.heatLeftOut(number(out)))] : []));
    }

    tellAreas() {
      const { words, number } = geomap;
      const rows = this.lows.map((_, position) => {
        const [low, high] = geomap.classRange(this.lows, position, this.most).map((value) => number(value));
        const swatch = el('span', 'gm-swatch');
        swatch.style.background = `var(--gm-area-${geomap.shadeOf(this.lows, position)})`;
        return el('li', '', swatch, low === high ? low : words.numberRange(low, high));
      });
      const { rest } = this.counted;
      this.areaLegend.replaceChildren(
        el('h2', '', this.chosen.label), el('ul', 'gm-classes', ...rows), this.hint,
        ...(rest > 0 ? [el('p', '', words.areaRest(number(rest)))] : []));
      this.fillTable();
    }

    // The same numbers as words: every area that has any, the most first; a press shows the area.
    fillTable() {
      const { counts } = this.counted;
      const held = Array.from(counts.keys()).filter((number) => counts[number] > 0).sort((a, b) => counts[b] - counts[a] || this.chosen.nameOf(a).localeCompare(this.chosen.nameOf(b), geomap.words.locale));
      const rows = held.map((number) => {
        const row = button('gm-area-row', '', () => this.showArea(number));
        row.append(text('span', 'gm-tick-name', this.chosen.nameOf(number)), el('span', 'gm-number', geomap.number(counts[number])));
        return el('li', '', row);
      });
      const list = el('ul', 'gm-values', ...rows);
      list.setAttribute('role', 'list');
      list.setAttribute('aria-label', this.chosen.label);
      this.table.replaceChildren(list);
    }

    showArea(number) {
      const { rings, lat, lon } = this.chosen.areas[number];
      const widest = rings.reduce((best, ring) => (size(ring) > size(best) ? ring : best));
      const corner = (x, y) => L.CRS.EPSG3857.pointToLatLng(L.point(x * 256, y * 256), 0);
      const [west, north, east, south] = widest.box;
      const turn = geomap.nearest(this.map, lat, lon).lng - lon;
      const bounds = L.latLngBounds(corner(west, south), corner(east, north));
      this.map.fitBounds([[bounds.getSouth(), bounds.getWest() + turn], [bounds.getNorth(), bounds.getEast() + turn]], { animate: false });
    }
  }

  const size = ({ box }) => (box[2] - box[0]) * (box[3] - box[1]);

  function tick(label, onChange) {
    const input = el('input');
    input.type = 'checkbox';
    input.addEventListener('change', () => onChange(input.checked));
    return { input, node: el('label', 'gm-tick', input, text('span', 'gm-tick-name', label)) };
  }

  geomap.Overlays = Overlays;
})((globalThis.geomap = globalThis.geomap || {}));
