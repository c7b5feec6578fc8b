// Values in words: dates, counts, distances. Null is "not stated", never 0.
(function (geomap) {
  'use strict';

  const formats = new Map();

  function dateFormat(style) {
    const { locale } = geomap.words;
    const key = `${locale}/${JSON.stringify(style)}`;
    if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' }));
    return formats.get(key);
  }

  const DAY = { long: { day: 'numeric', month: 'long', year: 'numeric' }, short: { day: 'numeric', month: 'short', year: 'numeric' } };
  const MONTH = { long: { month: 'long', year: 'numeric' }, short: { month: 'short', year: 'numeric' } };
  const YEAR = { long: { year: 'numeric' }, short: { year: 'numeric' } };

  function parseDay(iso) {
    const day = new Date(`${iso}T00:00:00Z`);
    return Number.isNaN(day.getTime()) ? null : day;
  }

  // One day or a span; text that is not a date stays as it is.
  geomap.dateSpan = function (start, end, precision, length) {
    const first = start || end;
    const last = end || start;
    if (!first) return '';
    const [from, to] = [parseDay(first), parseDay(last)];
    if (from === null || to === null) return first === last ? first : `${first} – ${last}`;
    const style = { month: MONTH, year: YEAR }[precision] || DAY;
    const format = dateFormat(style[length]);
    return from.getTime() === to.getTime() ? format.format(from) : format.formatRange(from, to);
  };

  geomap.shortDate = function (incident) {
    return geomap.dateSpan(incident.date_start, incident.date_end, incident.date_precision, 'short') || geomap.words.undated;
  };

  geomap.longDate = function (incident) {
    const { words } = geomap;
    return geomap.dateSpan(incident.date_start, incident.date_end, incident.date_precision, 'long') || words.dateNotStated;
  };

  // Which program made the page, and what the page loads.
  geomap.madeWith = function ({ version, tiles }) {
    return tiles === null ? geomap.words.madeWith(version) : geomap.words.madeWithTiles(version, tiles.host);
  };

  geomap.number = function (value) {
    const { locale } = geomap.words;
    if (!formats.has(locale)) formats.set(locale, new Intl.NumberFormat(locale));
    return formats.get(locale).format(value);
  };

  // "3 killed", "at least 12 wounded", "15 killed (10 to 20)"; null when nothing is stated.
  geomap.countWords = function (low, best, high, kind) {
    const { words, number } = geomap;
    if (best !== null) {
      if (best === 0 && !high) return words.none(kind);
      const loose = low !== null && low < best ? low : null;
      const upper = high !== null && high > best ? high : null;
      if (loose === null && upper === null) return words.exactly(number(best), kind);
      const bounds = boundsWords(loose, upper);
      return words.about(number(best), kind, bounds);
    }
    if (low !== null && high !== null) {
      if (low === high) return low === 0 ? words.none(kind) : words.exactly(number(low), kind);
      return words.between(number(low), number(high), kind);
    }
    if (low !== null) return words.atLeast(number(low), kind);
    return high === null ? null : words.upTo(number(high), kind);
  };

  function boundsWords(low, high) {
    const { words, number } = geomap;
    if (low !== null && high !== null) return words.between(number(low), number(high), '').trim();
    return low !== null ? words.atLeast(number(low), '').trim() : words.upTo(number(high), '').trim();
  }

  // The counts of an incident: [{text, quote}], the quote only where it says more than the number.
  geomap.peopleWords = function (incident) {
    const lines = [];
    for (const kind of ['killed', 'wounded', 'missing', 'abducted']) {
      const [low, best, high, quote] = incident[kind] || [null, null, null, null];
      const text = geomap.countWords(low, best, high, geomap.words.kinds[kind]);
      if (text !== null) lines.push({ text, quote: best !== null && low === best && high === best ? null : quote });
      else if (quote) lines.push({ text: geomap.words.kinds[kind], quote });
    }
    return lines;
  };

  // Counts of one group each, without those that say of a group only that nobody was harmed.
  geomap.groupWords = function (incident) {
    const lines = [];
    for (const [kind, group, low, best, high] of incident.counts_by_group || []) {
      if ((best ?? high) === 0) continue;
      const text = geomap.countWords(low, best, high, `${group || ''} ${kind || ''}`.trim().replaceAll('_', ' '));
      if (text !== null) lines.push({ text, quote: null });
    }
    return lines;
  };

  geomap.distance = function (km) {
    const { words, number } = geomap;
    if (km < 1) return words.meters(number(Math.max(10, Math.round(km * 100) * 10)));
    return words.kilometers(number(km < 10 ? Math.round(km * 10) / 10 : Math.round(km)));
  };

  geomap.precisionWords = function (place) {
    const { words } = geomap;
    const fineness = words.precision[place.place_precision] || place.place_precision || words.precision.unresolved;
    return place.radius_km ? `${fineness}${words.comma}${words.within(geomap.distance(place.radius_km))}` : fineness;
  };

  // "Al-Mashtal, Baghdad, Iraq": name, unit and country, each once.
  geomap.placeChain = function (place) {
    const parts = [place.place_name || place.place_text, place.admin2, place.admin1, place.country];
    return [...new Set(parts.filter(Boolean))].join(', '); // names are the data's, whatever the page's language
  };

  geomap.placeName = function (place) {
    return place.place_name || place.place_text || place.country || '';
  };

  geomap.percent = function (share) {
    const rounded = Math.round(share * 100);
    return rounded === 100 && share < 1 ? `> ${geomap.words.percent(geomap.number(99))}` : geomap.words.percent(geomap.number(rounded));
  };

  geomap.typeWords = function (type) {
    return geomap.words.types[type] || String(type || geomap.words.types.other).replaceAll('_', ' ');
  };

  geomap.subTypeWords = function (subType) {
    return geomap.words.subTypes[subType] || subType.replaceAll('_', ' ');
  };

  // Why an incident has no point on the map.
  geomap.unplacedReason = function (place) {
    const { reasons, or } = geomap.words;
    if (!place || !place.place_text) return reasons.nothing;
    if (place.place_status !== 'ambiguous') return reasons.unresolved(place.place_text);
    const names = (place.place_alternatives || []).map(([name, , country]) => (country ? `${name} (${country})` : name));
    if (names.length < 2) return reasons.ambiguousAlone(place.place_text);
    return reasons.ambiguous(place.place_text, names.join(or));
  };
})((globalThis.geomap = globalThis.geomap || {}));
