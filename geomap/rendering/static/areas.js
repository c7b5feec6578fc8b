// Which area an incident lies in, and how many lie in each: countries by their codes, other areas by their shapes.
(function (geomap) {
  'use strict';

  const CELLS = 720;
  const EARTH_KM = 40075;
  const TOO_WIDE = 2; // a place whose radius is more than so many times that of an area is not counted as in it

  // Whether a point lies inside rings, holes left out.
  function encloses(rings, x, y) {
    let isInside = false;
    for (const { points, box } of rings) {
      if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) continue;
      for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
        const [yi, yj] = [points[i + 1], points[j + 1]];
        if (yi > y !== yj > y && x < ((points[j] - points[i]) * (y - yi)) / (yj - yi) + points[i]) isInside = !isInside;
      }
    }
    return isInside;
  }

  // The radius in km of a circle as large as an area.
  function radiusOf({ rings, lat }) {
    let double = 0;
    for (const { points } of rings) {
      for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) double += points[j] * points[i + 1] - points[i] * points[j + 1];
    }
    const km = EARTH_KM * Math.cos((lat * Math.PI) / 180);
    return Math.sqrt(Math.abs(double / 2) / Math.PI) * km;
  }

  class Areas {
    // key: name in the address; codes: {country: ISO code}, where areas are told by code, else null.
    constructor(key, label, areas, codes) {
      this.key = key;
      this.label = label;
      this.areas = areas;
      this.codes = codes;
      this.cells = null;
    }

    // Areas by the squares of the world that they touch.
    index() {
      this.cells = new Map();
      this.areas.forEach(({ rings }, number) => {
        for (const { box } of rings) {
          for (let x = Math.floor(box[0] * CELLS); x <= Math.floor(box[2] * CELLS); x += 1) {
            for (let y = Math.floor(box[1] * CELLS); y <= Math.floor(box[3] * CELLS); y += 1) this.touch(x * CELLS + y, number);
          }
        }
      });
    }

    touch(cell, number) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      const numbers = this.cells.get(cell);
      if (numbers[numbers.length - 1] !== number) numbers.push(number);
    }

    // The area at a point in degrees, or -1.
    at(lat, lon) {
      if (this.cells === null) this.index();
      const [x, y] = [geomap.worldX(((((lon + 180) % 360) + 360) % 360) - 180), geomap.worldY(lat)];
      const near = this.cells.get(Math.floor(x * CELLS) * CELLS + Math.floor(y * CELLS)) || [];
      return near.find((number) => encloses(this.areas[number].rings, x, y)) ?? -1;
    }

    // The area of every place, -1 where it is not known finely enough. Done once.
    assign(store) {
      if (this.ofPlace !== undefined) return;
      this.ofPlace = new Int32Array(store.placeSize).fill(-1);
      const radii = this.areas.map(radiusOf);
      const ofName = this.names(radii);
      const found = new Map();
      const isIn = (place) => {
        const [lat, lon] = [store.lat[place], store.lon[place]];
        const key = `${lat}/${lon}`;
        if (!found.has(key)) found.set(key, this.at(lat, lon));
        return found.get(key);
      };
      for (let place = 0; place < store.placeSize; place += 1) {
        const country = this.codes === null ? null : store.placeCell('country', place);
        if (country !== null) this.ofPlace[place] = ofName.get(country) ?? -1;
        else if (store.isPlaced(place)) {
          const area = isIn(place);
          const isFine = !isWide(store, place) && (store.placeCell('radius_km', place) ?? 0) <= TOO_WIDE * radii[area];
          this.ofPlace[place] = area >= 0 && (this.codes !== null || isFine) ? area : -1;
        }
      }
    }

    // The area of each country by its name; of several with one code, the largest.
    names(radii) {
      if (this.codes === null) return new Map();
      const ofCode = new Map();
      this.areas.forEach(({ code }, number) => {
        if (code !== '' && !(radii[ofCode.get(code)] > radii[number])) ofCode.set(code, number);
      });
      return new Map(Object.entries(this.codes).map(([name, code]) => [name, ofCode.get(code)]));
    }

    // How many of the given incidents have a place in each area; an incident counts once in an area. rest: in none.
    count(store, incidents) {
      this.assign(store);
      const counts = new Uint32Array(this.areas.length);
      const { starts, byIncident } = store;
      let rest = 0;
      for (const incident of incidents) {
        let isCounted = false;
        for (let at = starts[incident]; at < starts[incident + 1]; at += 1) {
          const area = this.ofPlace[byIncident[at]];
          if (area < 0) continue;
          isCounted = true;
          let before = starts[incident];
          while (before < at && this.ofPlace[byIncident[before]] !== area) before += 1;
          if (before === at) counts[area] += 1;
        }
        if (!isCounted) rest += 1;
      }
      return { counts, rest };
    }

    nameOf(number) {
      return this.areas[number].name || geomap.words.areaNumbered(geomap.number(number + 1));
    }
  }

  function isWide(store, place) {
    return geomap.drawingOf({ place_precision: store.placeCell('place_precision', place), confidence: null }) === 'area';
  }

  // What incidents can be counted in: countries of the world, areas of the maker's own files.
  geomap.areaSets = function ({ basemap, own, settings, codes }) {
    const { words } = geomap;
    const sets = [];
    const land = basemap === null ? [] : basemap.areas;
    if (land.some(({ code }) => code !== '')) sets.push(new Areas('countries', words.byCountry, land, codes));
    else if (land.length > 0) sets.push(new Areas('land', words.byArea(settings.land), land, null));
    if (own !== null && own.areas.length > 0) sets.push(new Areas('boundaries', words.byArea(settings.boundaries), own.areas, null));
    return sets;
  };

  geomap.Areas = Areas;
})((globalThis.geomap = globalThis.geomap || {}));
