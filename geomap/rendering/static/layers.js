// What is drawn on the map: points and their clusters, badges for whole areas, rings of uncertainty, the selection.
(function (geomap) {
  'use strict';

  const { el } = geomap;
  const MAX_ZOOM = 12;
  const FEW = 200;
  const RINGS_BELOW = 50;
  const MIN_GAP = 180;
  const BELOW_SPOTS = -2000;
  const LOWEST = -4000;

  function clusterIndex(spots, radius) {
    const index = new Supercluster({
      radius,
      extent: 256,
      maxZoom: MAX_ZOOM - 1,
      map: (spot) => ({ size: spot.places.length, types: spot.types }),
      reduce: (sum, other) => {
        sum.size += other.size;
        sum.types = { ...sum.types };
        for (const [type, number] of Object.entries(other.types)) sum.types[type] = (sum.types[type] || 0) + number;
      },
    });
    return index.load(
      spots.map((spot) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [spot.lon, spot.lat] }, properties: spot })),
    );
  }

  const clusterPixels = (size) => Math.min(58, 30 + 5 * Math.log2(size));
  const markerKey = (spot) => `${spot.key}@${spot.shift}`;
  const anchor = (size, [dx, dy]) => [size / 2 - dx, size / 2 - dy];

  class Layers {
    constructor(map, store, labels, actions) {
      this.map = map;
      this.store = store;
      this.labels = labels;
      this.actions = actions;
      this.markers = new Map();
      this.chosen = null;
      this.rings = L.layerGroup().addTo(map);
      this.group = L.layerGroup().addTo(map);
      this.selection = L.layerGroup().addTo(map);
      map.createPane('gm-selection').classList.add('gm-selection-pane');
      map.on('moveend', () => this.draw());
      store.subscribe(() => this.load());
      this.load(false);
    }

    // Gather the shown places: those on one coordinate are one spot, whole areas are kept apart.
    load(draw = true) {
      const spots = new Map();
      for (const incident of this.store.shownPlaced) {
        for (const place of this.store.placedPlaces(incident)) this.gather(spots, incident, place);
      }
      this.areas = [...spots.values()].filter((spot) => spot.isArea);
      this.points = [...spots.values()].filter((spot) => !spot.isArea);
      this.spotOf = new Map();
      for (const spot of spots.values()) spot.places.forEach((place) => this.spotOf.set(place, spot));
      this.pointIndex = clusterIndex(this.points, this.points.length <= FEW ? 13 : 44);
      this.areaIndex = clusterIndex(this.areas, 24);
      this.group.clearLayers();
      this.markers.clear();
      if (draw) this.draw();
    }

    gather(spots, incident, place) {
      const lat = this.store.placeCell('lat', place);
      const lon = this.store.placeCell('lon', place);
      const precision = this.store.placeCell('place_precision', place);
      const drawing = geomap.drawingOf({ place_precision: precision, confidence: this.store.placeCell('confidence', place) });
      const key = `${drawing === 'area' ? 'area' : 'point'}/${lat.toFixed(5)}/${lon.toFixed(5)}`;
      if (!spots.has(key)) spots.set(key, { key, lat, lon, places: [], types: {}, shift: [0, 0], drawing, isArea: drawing === 'area', isMuted: true });
      const spot = spots.get(key);
      const type = this.store.typeOf(incident);
      spot.places.push(place);
      spot.types[type] = (spot.types[type] || 0) + 1;
      if (drawing === 'solid') spot.drawing = 'solid';
      if (!this.store.cell('is_background', incident)) spot.isMuted = false;
    }

    latlngOf(spot) {
      return geomap.nearest(this.map, spot.lat, spot.lon);
    }

    draw() {
      const points = this.visible(this.pointIndex);
      const areas = this.visible(this.areaIndex);
      const wanted = new Map();
      for (const spot of points.singles) wanted.set(markerKey(spot), () => this.spotMarker(spot));
      this.shiftAreas(areas, points.clusters);
      for (const spot of areas.singles) wanted.set(markerKey(spot), () => this.areaMarker(spot));
      for (const feature of points.clusters) wanted.set(`points/${feature.id}`, () => this.clusterMarker(feature));
      for (const feature of areas.clusters) wanted.set(`areas/${feature.id}@${feature.shift}`, () => this.areaClusterMarker(feature));
      this.exchange(wanted);
      if (this.chosen !== null) this.select(this.chosen);
      this.drawRings(points.singles);
      const named = points.singles.map((spot) => ({ name: this.nameOf(spot), latlng: this.latlngOf(spot) }));
      const clusters = [...points.clusters, ...areas.clusters].map(({ geometry, shift }) => ({ latlng: this.featureLatlng(geometry), shift }));
      const badges = areas.singles.map((spot) => ({ latlng: this.latlngOf(spot), shift: spot.shift }));
      this.labels.setSpots(named, [...badges, ...clusters]);
    }

    // A badge that would hide the count of a cluster moves to the cluster's rim; it marks no point anyway.
    shiftAreas(areas, clusters) {
      const discs = clusters.map(({ geometry, properties }) => ({
        at: this.map.latLngToLayerPoint(this.featureLatlng(geometry)),
        radius: clusterPixels(properties.size) / 2,
      }));
      const shiftOf = (latlng) => {
        const at = this.map.latLngToLayerPoint(latlng);
        const under = discs.find((disc) => at.distanceTo(disc.at) < disc.radius + 10);
        const rim = under && under.at.add([under.radius * 0.7 + 8, -under.radius * 0.7 - 8]).subtract(at).round();
        return rim ? [rim.x, rim.y] : [0, 0];
      };
      for (const spot of areas.singles) spot.shift = shiftOf(this.latlngOf(spot));
      for (const feature of areas.clusters) feature.shift = shiftOf(this.featureLatlng(feature.geometry));
    }

    // What an index holds in view: {singles: spots, clusters: features}.
    visible(index) {
      const view = this.map.getBounds().pad(0.15);
      const box = [view.getWest(), Math.max(-90, view.getSouth()), view.getEast(), Math.min(90, view.getNorth())];
      const features = index.getClusters(box, Math.round(this.map.getZoom()));
      return {
        singles: features.filter(({ properties }) => !properties.cluster).map(({ properties }) => properties),
        clusters: features.filter(({ properties }) => properties.cluster),
      };
    }

    featureLatlng({ coordinates: [lon, lat] }) {
      return geomap.nearest(this.map, lat, lon);
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

    clusterMarker(feature) {
      const { size, types } = feature.properties;
      const pixels = clusterPixels(size);
      const node = el('span', 'gm-cluster', geomap.donut(types, pixels), el('span', 'gm-cluster-count', geomap.number(size)));
      return this.addMarker(this.featureLatlng(feature.geometry), pixels, node, geomap.words.cluster(geomap.number(size)), this.zoomInto(this.pointIndex, feature), { lift: LOWEST });
    }

    areaClusterMarker(feature) {
      const { size } = feature.properties;
      const node = el('span', 'gm-area gm-area-several', geomap.number(size));
      return this.addMarker(this.featureLatlng(feature.geometry), 28, node, geomap.words.cluster(geomap.number(size)), this.zoomInto(this.areaIndex, feature), { lift: BELOW_SPOTS, shift: feature.shift });
    }

    zoomInto(index, feature) {
      return () => this.map.setView(this.featureLatlng(feature.geometry), Math.min(MAX_ZOOM, index.getClusterExpansionZoom(feature.id)));
    }

    // The zoom at which a spot stands alone.
    zoomApart(spot) {
      const index = spot.isArea ? this.areaIndex : this.pointIndex;
      const box = [spot.lon - 0.01, spot.lat - 0.01, spot.lon + 0.01, spot.lat + 0.01];
      for (let zoom = Math.round(this.map.getZoom()); zoom < MAX_ZOOM; zoom += 1) {
        if (index.getClusters(box, zoom).some(({ properties }) => properties.key === spot.key)) return zoom;
      }
      return MAX_ZOOM;
    }

    elementOf(spot) {
      return this.markers.get(markerKey(spot))?.getElement() ?? null;
    }

    // Mark the selected place; with null, nothing is marked.
    select(place) {
      this.chosen = place;
      this.selection.clearLayers();
      const spot = place === null ? undefined : this.spotOf.get(place);
      if (spot === undefined) return;
      const icon = L.divIcon({ html: el('span', spot.isArea ? 'gm-focus gm-focus-area' : 'gm-focus'), className: 'gm-marker', iconSize: [42, 42], iconAnchor: anchor(42, spot.shift) });
      L.marker(this.latlngOf(spot), { icon, interactive: false, keyboard: false, pane: 'gm-selection' }).addTo(this.selection);
      this.addRing(this.selection, spot, place, 'gm-ring gm-ring-chosen');
    }

    // Bounds around everything shown, across the date line where that is shorter; null when there is nothing.
    bounds() {
      const spots = [...this.points, ...this.areas];
      if (spots.length === 0) return null;
      const lons = [...new Set(spots.map(({ lon }) => lon))].sort((a, b) => a - b);
      let start = 0;
      let widest = Math.max(MIN_GAP, lons[0] + 360 - lons[lons.length - 1]);
      for (let i = 1; i < lons.length; i += 1) {
        if (lons[i] - lons[i - 1] > widest) [widest, start] = [lons[i] - lons[i - 1], i];
      }
      const west = lons[start];
      const bounds = L.latLngBounds([]);
      for (const { lat, lon } of spots) bounds.extend([lat, lon < west ? lon + 360 : lon]);
      return bounds;
    }
  }

  geomap.Layers = Layers;
})((globalThis.geomap = globalThis.geomap || {}));
