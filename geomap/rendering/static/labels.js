// Names on the map: countries, and the places of the incidents in view; a name that would cover another is left out.
(function (geomap) {
  'use strict';

  const GAP = 2;
  // Shifts in pixels, and in widths of the name: a place's name stands beside its point, a country's on it.
  const PLACE = [[15, 0, 0.5], [-15, 0, -0.5], [0, 22, 0], [0, -22, 0]];
  const COUNTRY = [[0, 0, 0], [0, 28, 0], [0, -28, 0]];
  const TOWN = [[7, 0, 0.5]];

  class Labels {
    // towns: [name, latitude, longitude, zoom from which there is room for it], the largest first.
    constructor(map, countries, towns) {
      this.map = map;
      this.countries = countries;
      this.towns = towns;
      this.spots = [];
      this.blocks = [];
      this.pane = map.createPane('gm-labels');
      this.sizes = new Map();
      map.on('zoomstart', () => this.pane.classList.add('gm-hidden'));
    }

    // Told after every move of the map. spots: [{name, latlng}], the single points that are on the map now; blocks: [{latlng, shift, size}], where other marks stand.
    setSpots(spots, blocks) {
      this.spots = spots;
      this.blocks = blocks;
      this.draw();
    }

    draw() {
      this.measureAll();
      const marks = this.spots.map(({ latlng }) => latlng);
      const taken = [
        ...marks.map((latlng) => box(this.map.latLngToContainerPoint(latlng), 22, 22)),
        ...this.controls(),
        ...this.blocks.map(({ latlng, shift = [0, 0], size }) => box(this.map.latLngToContainerPoint(latlng).add(shift), size, size)),
      ];
      const nodes = [];
      for (const { name, latlng } of this.spots) this.place(nodes, taken, 'gm-label gm-label-place', name, latlng, PLACE);
      const zoom = this.map.getZoom();
      const view = this.map.getBounds().pad(0.1);
      for (const { name, lon, lat, zoom: from } of this.countries) {
        if (from > zoom + 0.6 && zoom < 8) continue;
        const latlng = geomap.nearest(this.map, lat, lon);
        if (view.contains(latlng)) this.place(nodes, taken, 'gm-label gm-label-country', name, latlng, COUNTRY);
      }
      for (const [name, lat, lon, from] of this.towns) {
        if (from > zoom) continue;
        const latlng = geomap.nearest(this.map, lat, lon);
        if (view.contains(latlng)) this.place(nodes, taken, 'gm-label gm-label-town', name, latlng, TOWN);
      }
      this.pane.replaceChildren(...nodes);
      this.pane.classList.remove('gm-hidden');
    }

    // Where buttons and legends cover the map.
    controls() {
      const { left, top } = this.map.getContainer().getBoundingClientRect();
      return Array.from(this.map.getContainer().querySelectorAll('.leaflet-control'), (node) => {
        const area = node.getBoundingClientRect();
        return { left: area.left - left, top: area.top - top, right: area.right - left, bottom: area.bottom - top };
      });
    }

    // Put a name at the first of its positions that is free, or leave it out.
    place(nodes, taken, className, name, latlng, positions) {
      const point = this.map.latLngToContainerPoint(latlng);
      const [width, height] = this.measure(className, name);
      for (const [dx, dy, half] of positions) {
        const area = box(point.add([dx + half * width, dy]), width, height);
        if (!this.isInView(area) || taken.some((other) => overlap(area, other))) continue;
        taken.push(area);
        const node = geomap.text('span', className, name);
        const corner = this.map.containerPointToLayerPoint(L.point(area.left, area.top));
        L.DomUtil.setPosition(node, corner.round());
        nodes.push(node);
        return;
      }
    }

    // A name that the edge of the map would cut is not drawn.
    isInView(area) {
      const size = this.map.getSize();
      return area.left >= GAP && area.right <= size.x - GAP && area.top >= GAP && area.bottom <= size.y - GAP;
    }

    // New names are measured together, so that the page is laid out once for all of them.
    measureAll() {
      const names = [...this.spots.map(({ name }) => ['gm-label gm-label-place', name]), ...this.countries.map(({ name }) => ['gm-label gm-label-country', name])];
      const probes = new Map();
      for (const [className, name] of names) {
        const key = `${className}/${name}`;
        if (!this.sizes.has(key) && !probes.has(key)) probes.set(key, geomap.text('span', className, name));
      }
      if (probes.size === 0) return;
      this.pane.append(...probes.values());
      for (const [key, probe] of probes) this.sizes.set(key, [probe.offsetWidth, probe.offsetHeight]);
      probes.forEach((probe) => probe.remove());
    }

    measure(className, name) {
      const key = `${className}/${name}`;
      if (!this.sizes.has(key)) {
        const probe = geomap.text('span', className, name);
        this.pane.append(probe);
        this.sizes.set(key, [probe.offsetWidth, probe.offsetHeight]);
        probe.remove();
      }
      return this.sizes.get(key);
    }
  }

  function box(point, width, height) {
    return { left: point.x - width / 2, top: point.y - height / 2, right: point.x + width / 2, bottom: point.y + height / 2 };
  }

  function overlap(a, b) {
    return a.left - GAP < b.right && a.right + GAP > b.left && a.top - GAP < b.bottom && a.bottom + GAP > b.top;
  }

  // The copy of a point that is nearest to the middle of the view, for maps that cross the date line.
  geomap.nearest = function (map, lat, lon) {
    const turns = Math.round((map.getCenter().lng - lon) / 360);
    return L.latLng(lat, lon + 360 * turns);
  };

  geomap.Labels = Labels;
})((globalThis.geomap = globalThis.geomap || {}));
