// What is drawn on the map: points and their clusters, badges for whole areas, rings of uncertainty, the selection.
(function (geomap) {
  'use strict';

  const FEW = 200;
  const RINGS_BELOW = 50;
  const MOST = 400;
  const PAD = 0.15; // of the view, drawn around it
  const BADGE = 34; // pixels of a count of what lies in a whole area
  const FOCUS = 38; // pixels of the ring around what is selected

  const clusterPixels = (size) => Math.min(58, 30 + 5 * Math.log2(size));
  const markKey = ({ key, shift, places, types }) => `${key}@${shift}/${places.length}/${places[0]}/${Object.entries(types)}`;

  const NOTHING = { singles: [], clusters: [] };

  class Layers {
    constructor(map, store, labels, actions) {
      this.map = map;
      this.store = store;
      this.labels = labels;
      this.actions = actions;
      this.marks = new geomap.Marks(map, PAD);
      this.chosen = null;
      this.isShown = true;
      this.rings = L.layerGroup().addTo(map);
      this.selection = L.layerGroup().addTo(map);
      map.createPane('gm-selection').classList.add('gm-selection-pane');
      this.sites = new geomap.Sites(store);
      map.on('moveend', () => this.draw());
      store.subscribe(() => this.refresh());
      if (!store.hasTexts) store.textsReady.then(() => this.marks.rename()); // they hold titles, which come later
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
      this.shiftAreas(areas, points.clusters);
      this.marks.show([
        ...points.clusters.map((cluster) => this.clusterMark(cluster)),
        ...areas.clusters.map((cluster) => this.areaClusterMark(cluster)),
        ...areas.singles.map((spot) => this.areaMark(spot)),
        ...points.singles.map((spot) => this.spotMark(spot)),
      ]);
      if (this.chosen !== null) this.select(this.chosen);
      this.drawRings(points.singles);
      const named = points.singles.map((spot) => ({ name: this.nameOf(spot), latlng: this.latlngOf(spot) }));
      const rings = points.clusters.map(({ latlng, count }) => ({ latlng, size: clusterPixels(count) }));
      const piles = areas.clusters.map(({ latlng, shift }) => ({ latlng, shift, size: BADGE }));
      const badges = areas.singles.map((spot) => ({ latlng: this.latlngOf(spot), shift: spot.shift, size: BADGE }));
      this.labels.setSpots(named, [...badges, ...piles, ...rings]);
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

    spotMark(spot) {
      const look = { type: this.mainType(spot), isHollow: spot.drawing === 'hollow' };
      const count = spot.places.length > 1 ? geomap.number(spot.places.length) : '';
      const paint = (pen, colors) => {
        geomap.paintSymbol(pen, colors, look);
        if (count !== '') geomap.paintBubble(pen, colors, count);
      };
      return this.mark(spot, { kind: 'spot', size: 30, look: `${look.type}/${look.isHollow}/${count}`, paint, label: () => this.spotLabel(spot) });
    }

    spotLabel(spot) {
      if (spot.places.length > 1) return `${geomap.words.counts(String(spot.places.length), String(spot.places.length))}: ${this.nameOf(spot)}`;
      const title = this.store.cell('title', this.store.placeCell('incident', spot.places[0])) || geomap.words.untitled;
      return `${title}, ${this.nameOf(spot)}`;
    }

    areaMark(spot) {
      const [count, type] = [geomap.number(spot.places.length), this.mainType(spot)];
      const paint = (pen, colors) => geomap.paintBadge(pen, colors, count, type);
      return this.mark(spot, { kind: 'area', size: 30, look: `area/${type}/${count}`, paint, label: () => geomap.words.placedHere(spot.places.length, this.nameOf(spot)) });
    }

    mark(spot, drawing) {
      return { key: markKey(spot), latlng: this.latlngOf(spot), shift: spot.shift, isMuted: spot.isMuted, open: () => this.actions.openSpot(spot, spot.places[0]), places: () => spot.places, ...drawing };
    }

    clusterMark(cluster) {
      const { key, types, latlng } = cluster;
      const [count, size] = [geomap.number(cluster.count), clusterPixels(cluster.count)];
      const paint = (pen, colors) => geomap.paintCluster(pen, colors, types, size, count);
      return { key, kind: 'cluster', latlng, shift: [0, 0], size, look: null, paint, label: () => geomap.words.cluster(count), open: () => this.zoomInto(cluster), places: () => this.placesOf(cluster) };
    }

    areaClusterMark(cluster) {
      const { latlng, shift } = cluster;
      const count = geomap.number(cluster.count);
      const paint = (pen, colors) => geomap.paintBadge(pen, colors, count);
      return { key: `${cluster.key}@${shift}`, kind: 'areas', latlng, shift, size: 30, look: null, paint, label: () => geomap.words.cluster(count), open: () => this.zoomInto(cluster), places: () => this.placesOf(cluster) };
    }

    // Of a small cluster; a large one is not looked at row by row.
    placesOf(cluster) {
      return cluster.count > FEW ? [] : this.sites.gather(this.sites.sitesOf(cluster), cluster.key).places;
    }

    // Closer, until the cluster falls apart; at the closest zoom its incidents are pages of one popup.
    zoomInto(cluster) {
      const sites = this.sites.sitesOf(cluster);
      const zoom = this.map.getZoom();
      if (zoom >= this.map.getMaxZoom()) {
        const spot = this.sites.gather(sites, cluster.key);
        this.actions.openSpot({ ...spot, lat: cluster.latlng.lat, lon: cluster.latlng.lng }, spot.places[0]);
        return;
      }
      const bounds = L.latLngBounds(sites.map((site) => geomap.nearest(this.map, this.sites.lat[site], this.sites.lon[site])));
      const fitting = this.map.getBoundsZoom(bounds, false, L.point(80, 80));
      this.map.setView(bounds.getCenter(), Math.max(zoom + 1, Math.min(this.map.getMaxZoom(), fitting)));
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
      return this.marks.buttonOf(markKey(spot));
    }

    // Mark the selected place; with null, nothing is marked.
    select(place) {
      this.chosen = place;
      this.selection.clearLayers();
      const spot = this.spotOf(place);
      if (spot === undefined) return;
      const [dx, dy] = spot.shift;
      const icon = L.divIcon({ className: spot.isArea ? 'gm-focus gm-focus-area' : 'gm-focus', iconSize: [FOCUS, FOCUS], iconAnchor: [FOCUS / 2 - dx, FOCUS / 2 - dy] });
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
