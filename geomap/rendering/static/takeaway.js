// What is shown as a file: GeoJSON or CSV with the columns of geomap's own table, as far as the page holds them.
(function (geomap) {
  'use strict';

  const KINDS = ['killed', 'wounded', 'missing', 'abducted'];
  const BEFORE = [
    'title', 'description', 'event_type', 'sub_type', 'stage', 'factuality', 'is_background', 'is_aggregate', 'date_start', 'date_end',
    'date_precision', 'date_text',
  ];
  const PLACE = [
    'place_text', 'place_name', 'place_id', 'country', 'admin1', 'admin2', 'lat', 'lon', 'place_status', 'place_precision', 'radius_km',
    'place_relation', 'confidence', 'margin',
  ];
  const AFTER = ['side_a', 'side_b', 'weapon', 'target', 'review_status'];
  const FLAGS = new Set(['is_background', 'is_aggregate']);
  const SOURCE = ['publisher', 'date', 'title', 'url'];
  const EVIDENCE = ['field', 'quote', 'rule', 'cue'];
  const RISKY = /^'*[=+\-@\t\r\n]/;
  const DIGITS = 6;

  const records = (rows, names) => (rows || []).map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? null])));

  // One row for each incident and place; counts stand on the first only.
  geomap.tableRows = function (store, incidents) {
    const rows = [];
    for (const index of incidents) {
      const incident = store.incident(index);
      const places = store.placesOf(index).map((place) => store.place(place));
      (places.length > 0 ? places : [{}]).forEach((place, at) => rows.push(tableRow(incident, place, at)));
    }
    return rows;
  };

  function tableRow(incident, place, at) {
    const row = { incident_id: incident.id ?? null, place_index: at };
    for (const name of BEFORE) row[name] = FLAGS.has(name) ? Boolean(incident[name]) : (incident[name] ?? null);
    for (const name of PLACE) row[name] = place[name] ?? null;
    for (const name of AFTER) row[name] = incident[name] ?? null;
    for (const kind of KINDS) {
      const cells = (at === 0 && incident[kind]) || [];
      ['low', 'best', 'high', 'text'].forEach((part, position) => {
        row[`${kind}_${part}`] = cells[position] ?? null;
      });
    }
    row.sources = records(incident.sources, SOURCE).map((source, position) => ({ ...source, url: source.url ?? (incident.sources[position][4] ?? null) }));
    row.evidence = records(incident.evidence, EVIDENCE);
    return row;
  }

  const shortened = (degrees) => Number(degrees.toFixed(DIGITS));

  // RFC 7946: points only, longitude first; incidents without a point have a null geometry.
  geomap.toGeojson = function (rows, credits) {
    const features = rows.map(({ lat, lon, ...properties }) => ({
      type: 'Feature',
      id: `${properties.incident_id}/${properties.place_index}`,
      geometry: lat === null || lon === null ? null : { type: 'Point', coordinates: [shortened(lon), shortened(lat)] },
      properties,
    }));
    return `${JSON.stringify({ type: 'FeatureCollection', attribution: credits, features })}\n`;
  };

  function cell(value) {
    if (value === null || value === undefined) return '';
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    const words = typeof value === 'string' ? value : JSON.stringify(value);
    const guarded = RISKY.test(words) ? `'${words}` : words;
    return /[",\r\n]/.test(guarded) || guarded !== guarded.trim() ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  }

  // Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers.
  geomap.toCsv = function (rows, credits) {
    const names = [...BEFORE, ...PLACE, ...AFTER];
    const counts = KINDS.flatMap((kind) => ['low', 'best', 'high', 'text'].map((part) => `${kind}_${part}`));
    const columns = ['incident_id', 'place_index', ...names, ...counts, 'sources', 'evidence', 'provenance'];
    const provenance = credits.join(' | ');
    const lines = rows.map((row) => columns.map((name) => cell(name === 'provenance' ? provenance : row[name])).join(','));
    return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
  };

  geomap.saveFile = function (name, type, content) {
    const url = URL.createObjectURL(new Blob([content], { type }));
    const anchor = geomap.el('a');
    anchor.href = url;
    anchor.download = name;
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  };
})((globalThis.geomap = globalThis.geomap || {}));
