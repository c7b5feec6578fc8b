// The coordinates that incidents share. A site is one coordinate, apart for points and for whole areas; which
// incidents of a site are shown follows the filters of the store.
(function (geomap) {
  'use strict';

  const GRID = 100000;
  const BINS = 3600;

  class Sites {
    constructor(store) {
      this.store = store;
      this.ofPlace = new Int32Array(store.placeSize).fill(-1);
      this.find();
      this.spots = new Map();
      this.refresh();
    }

    // Give every place with a point its site.
    find() {
      const { store } = this;
      const mask = 2 ** Math.ceil(Math.log2(2 * store.placeSize + 2)) - 1;
      const table = new Int32Array(mask + 1).fill(-1);
      const [lats, lons] = [new Int32Array(store.placeSize), new Int32Array(store.placeSize)];
      const areas = new Uint8Array(store.placeSize);
      const flags = this.areaFlags();
      let size = 0;
      for (let place = 0; place < store.placeSize; place += 1) {
        if (!store.isPlaced(place)) continue;
        const lat = Math.round(store.lat[place] * GRID);
        const lon = Math.round(store.lon[place] * GRID);
        const isArea = flags[place];
        let at = (Math.imul(lat, 73856093) ^ Math.imul(lon, 19349663) ^ isArea) & mask;
        let site = table[at];
        while (site >= 0 && (lats[site] !== lat || lons[site] !== lon || areas[site] !== isArea)) {
          at = (at + 1) & mask;
          site = table[at];
        }
        if (site < 0) {
          site = size;
          size += 1;
          [table[at], lats[site], lons[site], areas[site]] = [site, lat, lon, isArea];
        }
        this.ofPlace[place] = site;
      }
      [this.lat, this.lon] = [lats, lons].map((units) => Float64Array.from(units.subarray(0, size), (value) => value / GRID));
      this.isArea = areas.slice(0, size);
      this.x = this.lon.map(geomap.worldX);
      this.y = this.lat.map(geomap.worldY);
      this.counts = new Uint32Array(size);
      this.group(size);
      this.bin = new Int32Array(size).fill(-1);
    }

    // 1 for each place of which only an area is known; each value of a column of codes is looked at once.
    areaFlags() {
      const { placeSize, places } = this.store;
      const column = places.place_precision;
      const flags = new Uint8Array(placeSize);
      const isArea = column?.codes ? Uint8Array.from(column.values, (value) => geomap.drawingOf({ place_precision: value }) === 'area') : null;
      for (let place = 0; place < placeSize; place += 1) flags[place] = isArea === null ? this.drawing(place) === 'area' : isArea[column.codes[place]];
      return flags;
    }

    // The places of each site one after the other.
    group(size) {
      this.starts = new Uint32Array(size + 1);
      const { ofPlace } = this;
      for (let place = 0; place < ofPlace.length; place += 1) if (ofPlace[place] >= 0) this.starts[ofPlace[place] + 1] += 1;
      for (let site = 0; site < size; site += 1) this.starts[site + 1] += this.starts[site];
      this.bySite = new Uint32Array(this.starts[size]);
      const next = this.starts.slice();
      for (let place = 0; place < ofPlace.length; place += 1) {
        const site = ofPlace[place];
        if (site < 0) continue;
        this.bySite[next[site]] = place;
        next[site] += 1;
      }
    }

    placesAt(site) {
      const places = Array.from(this.bySite.subarray(this.starts[site], this.starts[site + 1]));
      return places.filter((place) => this.store.isShown(this.store.incidentOf[place]));
    }

    drawing(place) {
      return geomap.drawingOf({ place_precision: this.store.placeCell('place_precision', place), confidence: this.store.placeCell('confidence', place) });
    }

    // Count again what is shown at each site.
    refresh() {
      const { ofPlace, counts } = this;
      const { starts, byIncident, shownPlaced, placeSize } = this.store;
      counts.fill(0);
      this.spots.clear();
      const shown = new Uint32Array(placeSize);
      let size = 0;
      for (let i = 0; i < shownPlaced.length; i += 1) {
        const incident = shownPlaced[i];
        for (let at = starts[incident]; at < starts[incident + 1]; at += 1) {
          const place = byIncident[at];
          if (ofPlace[place] < 0) continue;
          counts[ofPlace[place]] += 1;
          shown[size] = place;
          size += 1;
        }
      }
      this.shown = shown.subarray(0, size);
      this.split();
    }

    // Sites with something to show: points, and areas.
    split() {
      const { counts, isArea } = this;
      const found = [new Uint32Array(counts.length), new Uint32Array(counts.length)];
      const sizes = [0, 0];
      for (let site = 0; site < counts.length; site += 1) {
        if (counts[site] === 0) continue;
        const kind = isArea[site];
        found[kind][sizes[kind]] = site;
        sizes[kind] += 1;
      }
      [this.points, this.areas] = found.map((sites, kind) => sites.slice(0, sizes[kind]));
    }

    // How many of each type stand in each cluster; types is filled as {type: number}.
    countTypes(clusters, isArea) {
      if (clusters.length === 0) return;
      const size = geomap.eventTypes.length;
      const ofBin = new Map();
      clusters.forEach((cluster, number) => cluster.bins.forEach((bin) => ofBin.set(bin, number)));
      const clusterOf = Int32Array.from({ length: ofBin.size === 0 ? 0 : Math.max(...ofBin.keys()) + 1 }, (_, bin) => ofBin.get(bin) ?? -1);
      const counts = new Uint32Array(clusters.length * size);
      const { ofPlace, bin, isArea: kinds } = this;
      const { types, incidentOf } = this.store;
      const wanted = isArea ? 1 : 0;
      for (let i = 0; i < this.shown.length; i += 1) {
        const place = this.shown[i];
        const site = ofPlace[place];
        const cluster = bin[site] >= 0 && kinds[site] === wanted ? clusterOf[bin[site]] : -1;
        if (cluster >= 0) counts[cluster * size + types[incidentOf[place]]] += 1;
      }
      clusters.forEach((cluster, number) => {
        cluster.types = {};
        geomap.eventTypes.forEach((type, code) => {
          const count = counts[number * size + code];
          if (count > 0) cluster.types[type] = count;
        });
      });
    }

    // Everything that is shown at one site.
    spot(site) {
      if (!this.spots.has(site)) this.spots.set(site, this.gather([site], `${this.isArea[site] ? 'area' : 'point'}/${this.lat[site].toFixed(5)}/${this.lon[site].toFixed(5)}`));
      return this.spots.get(site);
    }

    // Several sites as one, for points that cannot be told apart even at the closest zoom.
    gather(sites, key) {
      const { store } = this;
      const places = sites.flatMap((site) => this.placesAt(site));
      const spot = { key, site: sites[0], lat: this.lat[sites[0]], lon: this.lon[sites[0]], places, types: {}, shift: [0, 0], drawing: 'hollow', isArea: this.isArea[sites[0]] === 1, isMuted: true };
      if (spot.isArea) spot.drawing = 'area';
      for (const place of places) {
        const incident = store.incidentOf[place];
        const type = store.typeOf(incident);
        spot.types[type] = (spot.types[type] || 0) + 1;
        if (!spot.isArea && this.drawing(place) === 'solid') spot.drawing = 'solid';
        if (!store.cell('is_background', incident)) spot.isMuted = false;
      }
      return spot;
    }

    spotOf(place) {
      const site = this.ofPlace[place];
      return site < 0 || this.counts[site] === 0 ? undefined : this.spot(site);
    }

    sitesOf(cluster) {
      const bins = new Set(cluster.bins);
      return Array.from((this.isArea[cluster.site] ? this.areas : this.points).filter((site) => bins.has(this.bin[site])));
    }

    // [west, south, east, north] around everything shown, across the date line where that is shorter; null when there is nothing.
    box() {
      const used = new Uint32Array(this.points.length + this.areas.length);
      used.set(this.points);
      used.set(this.areas, this.points.length);
      if (used.length === 0) return null;
      const isUsed = new Uint8Array(BINS);
      for (const site of used) isUsed[Math.min(BINS - 1, Math.floor(((this.lon[site] + 180) / 360) * BINS))] = 1;
      let [west, widest, last] = [-180, BINS / 2, -1];
      isUsed.forEach((value, bin) => {
        if (value === 0) return;
        if (last >= 0 && bin - last - 1 > widest) [widest, west] = [bin - last - 1, (bin / BINS) * 360 - 180];
        last = bin;
      });
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      for (const site of used) {
        const lon = this.lon[site] < west ? this.lon[site] + 360 : this.lon[site];
        box[0] = Math.min(box[0], lon);
        box[1] = Math.min(box[1], this.lat[site]);
        box[2] = Math.max(box[2], lon);
        box[3] = Math.max(box[3], this.lat[site]);
      }
      return box;
    }
  }

  geomap.Sites = Sites;
})((globalThis.geomap = globalThis.geomap || {}));
