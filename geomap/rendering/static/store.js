// The data of the page: columns of incidents and of their places, what is filtered, what is on the map.
(function (geomap) {
  'use strict';

  function block(id) {
    return document.getElementById(id);
  }

  geomap.readBlock = function (id) {
    const node = block(id);
    return node === null ? null : JSON.parse(node.textContent);
  };

  // The payload, unpacked when it is compressed.
  geomap.readPayload = async function () {
    const node = block('geomap-data');
    if (node.type === 'application/json') return JSON.parse(node.textContent);
    if (typeof DecompressionStream === 'undefined') throw new Error(geomap.words.cannotUnpack);
    const packed = Uint8Array.from(atob(node.textContent), (char) => char.charCodeAt(0));
    node.remove();
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
    return JSON.parse(await new Response(stream).text());
  };

  class Store {
    constructor(payload) {
      this.size = payload.size;
      this.incidents = payload.incidents;
      this.places = payload.places;
      this.placesOf = Array.from({ length: this.size }, () => []);
      (this.places.incident || []).forEach((incident, place) => this.placesOf[incident].push(place));
      this.query = '';
      this.hiddenTypes = new Set();
      this.showBackground = true;
      this.listeners = [];
      this.words = [];
      this.filter();
    }

    cell(column, index) {
      const cells = this.incidents[column];
      return cells === undefined ? null : cells[index];
    }

    placeCell(column, index) {
      const cells = this.places[column];
      return cells === undefined ? null : cells[index];
    }

    typeOf(index) {
      const type = this.cell('event_type', index);
      return geomap.words.types[type] === undefined ? 'other' : type;
    }

    incident(index) {
      const record = { index };
      for (const column of Object.keys(this.incidents)) record[column] = this.incidents[column][index];
      if (record.reports) {
        record.sources = record.reports.flatMap((report) => report.sources || []);
        record.evidence = record.reports.flatMap((report) => report.evidence || []);
      }
      return record;
    }

    place(index) {
      const record = { index };
      for (const column of Object.keys(this.places)) record[column] = this.places[column][index];
      return record;
    }

    isPlaced(place) {
      return this.placeCell('lat', place) !== null && this.placeCell('lon', place) !== null;
    }

    placedPlaces(incident) {
      return this.placesOf[incident].filter((place) => this.isPlaced(place));
    }

    // Whether the words of an incident hold the query; the words are gathered once, on the first search.
    matches(index) {
      if (this.query === '') return true;
      if (this.words[index] === undefined) this.words[index] = this.gather(index);
      return this.words[index].includes(this.query);
    }

    gather(index) {
      const incident = this.incident(index);
      const texts = ['title', 'description', 'sub_type', 'side_a', 'side_b'].map((column) => incident[column]);
      for (const { title } of incident.reports || []) texts.push(title);
      for (const place of this.placesOf[index]) {
        for (const column of ['place_text', 'place_name', 'admin1', 'country']) texts.push(this.placeCell(column, place));
      }
      for (const [, quote] of incident.evidence || []) texts.push(quote);
      for (const [publisher] of incident.sources || []) texts.push(publisher);
      return texts.filter(Boolean).join('\n').toLocaleLowerCase();
    }

    // Recount what is shown; the numbers beside the types follow the search, not the ticks.
    filter() {
      this.shown = [];
      this.typeCounts = {};
      this.backgroundCount = 0;
      for (let index = 0; index < this.size; index += 1) {
        if (!this.matches(index)) continue;
        const type = this.typeOf(index);
        const isBackground = Boolean(this.cell('is_background', index));
        this.typeCounts[type] = (this.typeCounts[type] || 0) + 1;
        if (isBackground) this.backgroundCount += 1;
        if (this.hiddenTypes.has(type) || (isBackground && !this.showBackground)) continue;
        this.shown.push(index);
      }
      this.shownPlaced = this.shown.filter((index) => this.placedPlaces(index).length > 0);
      this.listeners.forEach((listener) => listener());
    }

    onChange(listener) {
      this.listeners.push(listener);
    }

    // Earliest and latest date of all incidents, as [start, end] or null.
    dateRange() {
      const starts = (this.incidents.date_start || []).filter(Boolean);
      const ends = (this.incidents.date_end || []).filter(Boolean);
      const days = starts.concat(ends);
      if (days.length === 0) return null;
      return days.reduce(([first, last], day) => [day < first ? day : first, day > last ? day : last], [days[0], days[0]]);
    }
  }

  geomap.Store = Store;
})((globalThis.geomap = globalThis.geomap || {}));
