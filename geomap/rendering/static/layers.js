// What is drawn on the map: points and their clusters, badges for whole areas, rings of uncertainty, the selection.
(function (geomap) {
  'use strict';

  const { el } = geomap;
  const FEW = 200;
  const RINGS_BELOW = 50;
  const MOST = 400;
  const PAD = 0.15;
  const BELOW_SPOTS = -2000;
  const LOWEST = -4000;

  const clusterPixels = (size) => Math.min(58, 30 + 5 * Math.log2(size));
  const markerKey = ({ key, shift, places, types }) => `${key}@${shift}/${places.length}/${places[0]}/${Object.entries(types)}`;
  const anchor = (size, [dx, dy]) => [size / 2 - dx, size / 2 - dy];

  const NOTHING = { singles: [], clusters: [] };

  class Layers {
    constructor(map, store, labels, actions) {
      this.map = map;
      this.store = store;
      this.labels = labels;
      this.actions = actions;
      this.markers = new Map();
      this.chosen = null;
      this.isShown = true;
      this.rings = L.layerGroup().addTo(map);
      this.group = L.layerGroup().addTo(map);
      this.selection = L.layerGroup().addTo(map);
      map.createPane('gm-selection').classList.add('gm-selection-pane');
      this.sites = new geomap.Sites(store);
      map.on('moveend', () => this.draw());
      store.subscribe(() => this.refresh());
      if (!store.hasTexts) store.textsReady.then(() => this.rename());
    }

    // Names of marks hold titles, which come later than the marks.
    rename() {
      this.group.clearLayers();
      this.markers.clear();
      this.draw();
    }

    refresh() {
      this.sites.refresh();
      this.draw();
    }

    // Without its dots the map shows what lies below them, and the selection.
    show(isShown) {
      this.isShown = isShown;
      this.draw();
    }

    latlngOf(spot) {
      return geomap.nearest(this.map, spot.lat, spot.lon);
    }

    draw() {
      const points = this.isShown ? this.visible(this.sites.points, this.pointRadius()) : NOTHING;
      const areas = this.isShown ? this.visible(this.sites.areas, 24) : NOTHING;
      const wanted = new Map();
      for (const spot of points.singles) wanted.set(markerKey(spot), () => this.spotMarker(spot));
      this.shiftAreas(areas, points.clusters);
      for (const spot of areas.singles) wanted.set(markerKey(spot), () => this.areaMarker(spot));
      for (const cluster of points.clusters) wanted.set(cluster.key, () => this.clusterMarker(cluster));
      for (const cluster of areas.clusters) wanted.set(`${cluster.key}@${cluster.shift}`, () => this.areaClusterMarker(cluster));
      this.clusters = new Map([...points.clusters, ...areas.clusters].map((cluster) => [cluster.key, cluster]));
      this.exchange(wanted);
      if (this.chosen !== null) this.select(this.chosen);
      this.drawRings(points.singles);
      const named = points.singles.map((spot) => ({ name: this.nameOf(spot), latlng: this.latlngOf(spot) }));
      const clusters = [...points.clusters, ...areas.clusters];
      const badges = areas.singles.map((spot) => ({ latlng: this.latlngOf(spot), shift: spot.shift }));
      this.labels.setSpots(named, [...badges, ...clusters]);
    }

    // In pixels; at the closest zoom, points are told apart as long as they are not too many to draw.
    pointRadius() {
      if (this.sites.points.length <= FEW) return this.map.getZoom() >= this.map.getMaxZoom() ? 0 : 13;
      return 44;
    }

    // A badge that would hide the count of a cluster moves to the cluster's rim; it marks no point anyway.
    shiftAreas(areas, clusters) {
      const discs = clusters.map(({ latlng, count }) => ({ at: this.map.latLngToLayerPoint(latlng), radius: clusterPixels(count) / 2 }));
      const shiftOf = (latlng) => {
        const at = this.map.latLngToLayerPoint(latlng);
        const under = discs.find((disc) => at.distanceTo(disc.at) < disc.radius + 10);
        const rim = under && under.at.add([under.radius * 0.7 + 8, -under.radius * 0.7 - 8]).subtract(at).round();
        return rim ? [rim.x, rim.y] : [0, 0];
      };
      for (const spot of areas.singles) spot.shift = shiftOf(this.latlngOf(spot));
      for (const cluster of areas.clusters) cluster.shift = shiftOf(cluster.latlng);
    }

    // The part of the world to look at, in pixels of its map.
    view(center = this.map.getCenter(), zoom = Math.round(this.map.getZoom())) {
      const scale = 256 * 2 ** zoom;
      const size = this.map.getSize().multiplyBy(0.5 + PAD);
      const [x, y] = [geomap.worldX(center.lng) * scale, geomap.worldY(center.lat) * scale];
      return { scale, middle: geomap.worldX(center.lng), left: x - size.x, right: x + size.x, top: y - size.y, bottom: y + size.y };
    }

    // What stands in view: {singles: spots, clusters}.
    visible(sites, radius) {
      const view = this.view();
      const isClosest = this.map.getZoom() >= this.map.getMaxZoom();
      const found = geomap.clusterSites(sites, this.sites, view, radius, this.sites.bin);
      let { clusters } = found;
      if (isClosest && found.size <= MOST && sites.length > FEW) ({ clusters } = geomap.clusterSites(sites, this.sites, view, 6, this.sites.bin));
      const several = clusters.filter((cluster) => cluster.sites > 1);
      this.sites.countTypes(several, sites === this.sites.areas);
      for (const cluster of several) {
        cluster.latlng = L.CRS.EPSG3857.pointToLatLng(L.point(cluster.x, cluster.y), Math.log2(view.scale / 256));
        cluster.key = `cluster/${cluster.latlng.lat.toFixed(6)}/${cluster.latlng.lng.toFixed(6)}/${cluster.count}/${Object.entries(cluster.types)}`;
      }
      return { singles: clusters.filter((cluster) => cluster.sites === 1).map((cluster) => this.sites.spot(cluster.site)), clusters: several };
    }

    // Keep the markers that stay, so that focus stays where it is.
    exchange(wanted) {
      for (const [key, marker] of this.markers) {
        if (wanted.has(key)) {
          marker.setLatLng(geomap.nearest(this.map, marker.home.lat, marker.home.lng));
          continue;
        }
        this.group.removeLayer(marker);
        this.markers.delete(key);
      }
      for (const [key, make] of wanted) {
        if (this.markers.has(key)) continue;
        this.markers.set(key, make());
      }
    }

    drawRings(singles) {
      this.rings.clearLayers();
      if (singles.length >= RINGS_BELOW) return;
      for (const spot of singles) {
        const place = this.widest(spot);
        this.addRing(this.rings, spot, place, 'gm-ring');
      }
    }

    widest(spot) {
      const radius = (place) => this.store.placeCell('radius_km', place) || 0;
      return spot.places.reduce((best, place) => (radius(place) > radius(best) ? place : best), spot.places[0]);
    }

    addRing(group, spot, place, className) {
      const km = this.store.placeCell('radius_km', place);
      if (!km) return;
      const center = this.latlngOf(spot);
      const east = L.latLng(center.lat, center.lng + km / (111.32 * Math.max(0.05, Math.cos((center.lat * Math.PI) / 180))));
      const pixels = this.map.latLngToContainerPoint(east).x - this.map.latLngToContainerPoint(center).x;
      if (pixels < 13) return;
      const color = geomap.colorOf(this.store.typeOf(this.store.placeCell('incident', place)));
      L.circle(center, { radius: km * 1000, interactive: false, className, color, weight: 1.5, dashArray: '5 5', fillOpacity: 0.08 }).addTo(group);
    }

    nameOf(spot) {
      return geomap.placeName(this.store.place(spot.places[0]));
    }

    mainType(spot) {
      return Object.entries(spot.types).sort((a, b) => b[1] - a[1])[0][0];
    }

    addMarker(latlng, size, node, label, onOpen, { lift = 0, shift = [0, 0] } = {}) {
      const icon = L.divIcon({ html: node, className: 'gm-marker', iconSize: [size, size], iconAnchor: anchor(size, shift) });
      const home = L.latLng(latlng.lat, latlng.lng);
      const marker = L.marker(latlng, { icon, title: label, riseOnHover: true, keyboard: true, zIndexOffset: lift });
      marker.home = home;
      marker.on('click', onOpen);
      marker.addTo(this.group);
      const element = marker.getElement();
      element.setAttribute('aria-label', label);
      element.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        event.stopPropagation();
        onOpen();
      });
      return marker;
    }

    spotMarker(spot) {
      const node = el('span', spot.isMuted ? 'gm-spot gm-muted' : 'gm-spot', geomap.symbol(this.mainType(spot), { hollow: spot.drawing === 'hollow', size: 26 }));
      if (spot.places.length > 1) node.append(el('span', 'gm-bubble', geomap.number(spot.places.length)));
      const title = this.store.cell('title', this.store.placeCell('incident', spot.places[0])) || geomap.words.untitled;
      const label = spot.places.length === 1 ? `${title}, ${this.nameOf(spot)}` : `${geomap.words.counts(String(spot.places.length), String(spot.places.length))}: ${this.nameOf(spot)}`;
      const marker = this.addMarker(this.latlngOf(spot), 30, node, label, () => this.actions.openSpot(spot, spot.places[0]));
      marker.getElement().dataset.spot = spot.key;
      return marker;
    }

    areaMarker(spot) {
      const node = el('span', spot.isMuted ? 'gm-area gm-muted' : 'gm-area', geomap.number(spot.places.length));
      node.style.borderColor = geomap.colorOf(this.mainType(spot));
      const label = geomap.words.placedHere(spot.places.length, this.nameOf(spot));
      const marker = this.addMarker(this.latlngOf(spot), 28, node, label, () => this.actions.openSpot(spot, spot.places[0]), { lift: BELOW_SPOTS, shift: spot.shift });
      marker.getElement().dataset.spot = spot.key;
      return marker;
    }

    clusterMarker(cluster) {
      const { count, types, latlng } = cluster;
      const pixels = clusterPixels(count);
      const node = el('span', 'gm-cluster', geomap.donut(types, pixels), el('span', 'gm-cluster-count', geomap.number(count)));
      return this.addMarker(latlng, pixels, node, geomap.words.cluster(geomap.number(count)), this.zoomInto(cluster), { lift: LOWEST });
    }

    areaClusterMarker(cluster) {
      const { count, latlng, shift } = cluster;
      const node = el('span', 'gm-area gm-area-several', geomap.number(count));
      return this.addMarker(latlng, 28, node, geomap.words.cluster(geomap.number(count)), this.zoomInto(cluster), { lift: BELOW_SPOTS, shift });
    }

    // Closer, until the cluster falls apart; at the closest zoom its incidents are pages of one popup.
    zoomInto(cluster) {
      return () => {
        const sites = this.sites.sitesOf(this.clusters.get(cluster.key));
        const zoom = this.map.getZoom();
        if (zoom >= this.map.getMaxZoom()) {
          const spot = this.sites.gather(sites, cluster.key);
          this.actions.openSpot({ ...spot, lat: cluster.latlng.lat, lon: cluster.latlng.lng }, spot.places[0]);
          return;
        }
        const bounds = L.latLngBounds(sites.map((site) => geomap.nearest(this.map, this.sites.lat[site], this.sites.lon[site])));
        const fitting = this.map.getBoundsZoom(bounds, false, L.point(80, 80));
        this.map.setView(bounds.getCenter(), Math.max(zoom + 1, Math.min(this.map.getMaxZoom(), fitting)));
      };
    }

    // The zoom at which a spot stands alone.
    zoomApart(spot) {
      const sites = spot.isArea ? this.sites.areas : this.sites.points;
      const bin = new Int32Array(this.sites.counts.length);
      for (let zoom = Math.round(this.map.getZoom()); zoom < this.map.getMaxZoom(); zoom += 1) {
        const view = this.view(L.latLng(spot.lat, spot.lon), zoom);
        const { clusters } = geomap.clusterSites(sites, this.sites, view, spot.isArea ? 24 : this.pointRadius(), bin);
        if (clusters.some((cluster) => cluster.sites === 1 && cluster.site === spot.site)) return zoom;
      }
      return this.map.getMaxZoom();
    }

    spotOf(place) {
      return place === null ? undefined : this.sites.spotOf(place);
    }

    elementOf(spot) {
      return this.markers.get(markerKey(spot))?.getElement() ?? null;
    }

    // Mark the selected place; with null, nothing is marked.
    select(place) {
      this.chosen = place;
      this.selection.clearLayers();
      const spot = this.spotOf(place);
      if (spot === undefined) return;
      const icon = L.divIcon({ html: el('span', spot.isArea ? 'gm-focus gm-focus-area' : 'gm-focus'), className: 'gm-marker', iconSize: [42, 42], iconAnchor: anchor(42, spot.shift) });
      L.marker(this.latlngOf(spot), { icon, interactive: false, keyboard: false, pane: 'gm-selection' }).addTo(this.selection);
      this.addRing(this.selection, spot, place, 'gm-ring gm-ring-chosen');
    }

    // Bounds around everything shown; null when there is nothing.
    bounds() {
      const box = this.sites.box();
      return box === null ? null : L.latLngBounds([box[1], box[0]], [box[3], box[2]]);
    }
  }

  geomap.Layers = Layers;
})((globalThis.geomap = globalThis.geomap || {}));
