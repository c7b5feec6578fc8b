// The heat layer: how many incidents lie near each spot of the view, as colour. Counted anew for every view and filter.
(function (geomap) {
  'use strict';

  const CELL = 4; // pixels of the screen that share a number
  const REACH = 2; // cells on each side that a blur looks at
  const NEAR = 6; // cells; two thirds of an incident's weight lie nearer
  const MARGIN = 0.15; // of the view, beyond each edge
  const PASSES = 5;
  const SHADES = 5;

  // Blur rows of numbers, each the mean of its neighbours; some times over is nearly a bell.
  function blur(from, to, { lines, length, step, next }, reach) {
    const width = 2 * reach + 1;
    for (let line = 0; line < lines; line += 1) {
      const start = line * next;
      let sum = 0;
      for (let i = 0; i < Math.min(reach, length); i += 1) sum += from[start + i * step];
      for (let i = 0; i < length; i += 1) {
        if (i + reach < length) sum += from[start + (i + reach) * step];
        if (i - reach - 1 >= 0) sum -= from[start + (i - reach - 1) * step];
        to[start + i * step] = sum / width;
      }
    }
  }

  // Counts of a grid spread over their neighbourhood, so that a single incident is 1 where it stands.
  geomap.spread = function (counts, width, height, reach) {
    const [rows, columns] = [{ lines: height, length: width, step: 1, next: width }, { lines: width, length: height, step: width, next: 1 }];
    let [from, to] = [Float32Array.from(counts), new Float32Array(counts.length)];
    for (let pass = 0; pass < PASSES; pass += 1) {
      for (const way of [rows, columns]) {
        blur(from, to, way, reach);
        [from, to] = [to, from];
      }
    }
    const peak = peakOf(reach);
    return from.map((value) => value / peak);
  };

  // What is left at the place of a single 1 after all passes.
  function peakOf(reach) {
    const length = 2 * PASSES * reach + 1;
    let [from, to] = [new Float32Array(length), new Float32Array(length)];
    from[PASSES * reach] = 1;
    for (let pass = 0; pass < PASSES; pass += 1) {
      blur(from, to, { lines: 1, length, step: 1, next: length }, reach);
      [from, to] = [to, from];
    }
    return from[PASSES * reach] ** 2;
  }

  class Heat {
    constructor(map, store) {
      this.map = map;
      this.store = store;
      this.canvas = geomap.el('canvas', 'gm-heat');
      map.createPane('gm-heat').append(this.canvas);
      this.isOn = false;
      this.most = 0;
      map.on('zoomstart', () => this.canvas.classList.add('gm-hidden'));
      map.on('moveend resize', () => this.isOn && this.draw(true));
      matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.isOn && this.draw(false));
      store.subscribe(() => this.isOn && this.draw(false));
    }

    show(isOn) {
      this.isOn = isOn;
      this.canvas.classList.toggle('gm-hidden', !isOn);
      if (isOn) this.draw(true);
    }

    // Points of places, in shares of the world; places that only an area is known of have none.
    points() {
      if (this.x === undefined) {
        const { store } = this;
        const isPoint = (place) => store.isPlaced(place) && geomap.drawingOf({ place_precision: store.placeCell('place_precision', place) }) !== 'area';
        this.x = new Float64Array(store.placeSize);
        this.y = new Float64Array(store.placeSize);
        for (let place = 0; place < store.placeSize; place += 1) {
          this.x[place] = isPoint(place) ? geomap.worldX(store.lon[place]) : NaN;
          this.y[place] = geomap.worldY(store.lat[place]);
        }
      }
      return this;
    }

    // What is seen, in cells.
    view() {
      const size = this.map.getSize();
      const [width, height] = [size.x, size.y].map((pixels) => Math.ceil((pixels * (1 + 2 * MARGIN)) / CELL));
      const scale = (256 * 2 ** this.map.getZoom()) / CELL;
      const center = this.map.getCenter();
      return { width, height, scale, middle: geomap.worldX(center.lng), left: geomap.worldX(center.lng) * scale - width / 2, top: geomap.worldY(center.lat) * scale - height / 2 };
    }

    grid({ width, height, scale, middle, left, top }, isWanted) {
      const { x, y } = this.points();
      const { incidentOf, placeSize } = this.store;
      const counts = new Float32Array(width * height);
      for (let place = 0; place < placeSize; place += 1) {
        const column = Math.floor((x[place] - Math.round(x[place] - middle)) * scale - left);
        const row = Math.floor(y[place] * scale - top);
        if (column >= 0 && column < width && row >= 0 && row < height && isWanted(incidentOf[place])) counts[row * width + column] += 1;
      }
      return geomap.spread(counts, width, height, REACH);
    }

    // The scale is that of all incidents in view, so that colours mean the same whatever is filtered.
    draw(isNewView) {
      const view = this.view();
      const shown = this.grid(view, (incident) => this.store.isShown(incident));
      if (isNewView) this.most = Math.max(1, this.grid(view, () => true).reduce((a, b) => Math.max(a, b), 0));
      this.paint(view, shown);
      const corner = this.map.containerPointToLayerPoint(this.map.getSize().divideBy(2).subtract([(view.width * CELL) / 2, (view.height * CELL) / 2]));
      L.DomUtil.setPosition(this.canvas, corner.round());
      this.canvas.classList.remove('gm-hidden');
      this.onDraw?.();
    }

    paint({ width, height }, numbers) {
      const { canvas } = this;
      [canvas.width, canvas.height] = [width, height];
      canvas.style.width = `${width * CELL}px`;
      canvas.style.height = `${height * CELL}px`;
      const pen = canvas.getContext('2d');
      const image = pen.createImageData(width, height);
      const shades = geomap.ramp('--gm-heat-', SHADES);
      numbers.forEach((value, at) => {
        if (value < 0.02) return;
        const shade = shades[Math.min(255, Math.floor(geomap.shareOf(value, this.most) * 256))];
        image.data.set(shade, at * 4);
        image.data[at * 4 + 3] = 225 * Math.min(1, value * 1.6);
      });
      pen.putImageData(image, 0, 0);
    }

    // How far an incident reaches, in km at the middle of the view.
    reachKm() {
      const { lat, lng } = this.map.getCenter();
      const here = this.map.latLngToContainerPoint([lat, lng]);
      return this.map.distance([lat, lng], this.map.containerPointToLatLng(here.add([NEAR * CELL, 0]))) / 1000;
    }

    // Incidents shown that no point stands for.
    leftOut() {
      const { store } = this;
      const { starts, byIncident, shownPlaced } = store;
      const { x } = this.points();
      let count = 0;
      for (const incident of shownPlaced) {
        let at = starts[incident];
        while (at < starts[incident + 1] && Number.isNaN(x[byIncident[at]])) at += 1;
        if (at === starts[incident + 1]) count += 1;
      }
      return count;
    }
  }

  // 256 colours between the named ones of the style sheet: [red, green, blue].
  geomap.ramp = function (name, size) {
    const style = getComputedStyle(document.documentElement);
    const stops = Array.from({ length: size }, (_, i) => style.getPropertyValue(`${name}${i + 1}`).trim().match(/[0-9a-f]{2}/gi).map((part) => parseInt(part, 16)));
    return Array.from({ length: 256 }, (_, i) => {
      const at = (i / 255) * (size - 1);
      const low = Math.min(size - 2, Math.floor(at));
      return stops[low].map((value, part) => value + (stops[low + 1][part] - value) * (at - low));
    });
  };

  geomap.Heat = Heat;
})((globalThis.geomap = globalThis.geomap || {}));
