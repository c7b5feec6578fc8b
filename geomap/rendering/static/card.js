// The details of one incident: what, when, where, how sure, in whose words. Built when it is opened.
(function (geomap) {
  'use strict';

  const { el, text, link } = geomap;
  const QUOTES = 3;
  const QUOTES_OF_REPORT = 2;

  // store, an incident's position, and the place it is looked at from (or null).
  geomap.card = function (store, index, placeIndex, { onPlace = null, onZoom = null } = {}) {
    const incident = store.incident(index);
    const places = store.placesOf(index).map((position) => store.place(position));
    const place = placeIndex === null ? places[0] : store.place(placeIndex);
    const { words } = geomap;
    const facts = el('dl', 'gm-facts');
    const heading = text('h2', 'gm-card-title', incident.title || (store.isLight ? words.numbered(incident.id) : words.untitled));
    heading.tabIndex = -1;
    fact(facts, words.labels.when, whenNodes(incident));
    fact(facts, words.labels.where, whereNodes(place, onZoom));
    if (places.length > 1) fact(facts, words.labels.places, placeButtons(store, places, place, onPlace));
    fact(facts, words.labels.people, peopleNodes(incident, places.length));
    fact(facts, words.labels.sides, sideNodes(incident));
    fact(facts, words.labels.weapon, incident.weapon ? [text('span', '', incident.weapon)] : []);
    fact(facts, words.labels.target, incident.target ? [text('span', '', incident.target)] : []);
    return el(
      'article', 'gm-card', kindLine(store, incident), heading, flags(incident),
      facts, certainty(incident, place), ...(store.isLight ? [elsewhere(store, incident)] : incident.reports ? [reports(incident.reports)] : [quotes(incident), sources(incident)]),
    );
  };

  // Where the words of an incident stand that this page has no room for.
  function elsewhere(store, incident) {
    return el('section', 'gm-sources', el('p', 'gm-sub', store.companion ? geomap.words.elsewhere : geomap.words.elsewhereUnnamed), text('p', 'gm-sub gm-entry', [store.companion, incident.id].filter(Boolean).join(' · ')));
  }

  function fact(list, label, nodes) {
    if (nodes.length > 0) list.append(el('dt', '', label), el('dd', '', ...nodes));
  }

  function kindLine(store, incident) {
    const kind = geomap.typeWords(incident.event_type);
    const finer = incident.sub_type ? text('span', 'gm-subtype', geomap.subTypeWords(incident.sub_type)) : null;
    return el('p', 'gm-kind', geomap.symbol(store.typeOf(incident.index), { size: 18 }), el('span', '', text('span', '', kind), finer));
  }

  geomap.flagsOf = function (incident) {
    const { flags: names } = geomap.words;
    const shown = [];
    if (incident.is_background) shown.push(names.background);
    if (incident.reports) shown.push(names.reports(geomap.number(incident.reports.length)));
    if (incident.is_aggregate) shown.push(names.aggregate);
    for (const value of [incident.stage, incident.factuality]) {
      if (['attempted', 'threatened', 'claimed', 'denied', 'confirmed'].includes(value)) shown.push(names[value]);
    }
    const review = { confirmed: names.checked, edited: names.edited, rejected: names.rejected }[incident.review_status];
    return review ? [...shown, review] : shown;
  };

  function flags(incident) {
    const shown = geomap.flagsOf(incident);
    if (shown.length === 0) return null;
    return el('p', 'gm-flags', ...shown.map((word) => el('span', 'gm-flag', word)));
  }

  function verbatim(words) {
    return el('span', 'gm-verbatim', geomap.words.written + ' ', text('q', '', words));
  }

  function whenNodes(incident) {
    const nodes = [el('span', 'gm-strong', geomap.longDate(incident))];
    const precision = incident.date_start ? geomap.words.datePrecision[incident.date_precision] : null;
    if (precision) nodes.push(el('span', 'gm-sub', precision));
    if (incident.date_text) nodes.push(verbatim(incident.date_text));
    return nodes;
  }

  function whereNodes(place, onZoom) {
    if (!place || place.lat === null || place.lat === undefined) return [];
    const nodes = [text('span', 'gm-strong', geomap.placeChain(place)), el('span', 'gm-sub', geomap.precisionWords(place))];
    if (place.place_text && place.place_text !== place.place_name) nodes.push(verbatim(place.place_text));
    if (onZoom) nodes.push(geomap.button('gm-textbutton', geomap.words.zoomHere, () => onZoom(place.index)));
    return nodes;
  }

  function placeButtons(store, places, current, onPlace) {
    return places.map((place) => {
      const name = geomap.placeName(place);
      if (!store.isPlaced(place.index) || onPlace === null) return text('span', 'gm-place', name);
      const node = geomap.button('gm-place', '', () => onPlace(place.index));
      node.append(text('span', '', name));
      node.setAttribute('aria-pressed', String(place.index === current.index));
      return node;
    });
  }

  function peopleNodes(incident, placeCount) {
    const lines = [...geomap.peopleWords(incident), ...geomap.groupWords(incident)];
    if (lines.length === 0) return [el('span', 'gm-sub', geomap.words.noNumbers)];
    const nodes = lines.map(({ text: words, quote }) =>
      el('span', 'gm-strong', text('span', '', words), quote ? el('span', 'gm-sub', ' ', text('q', '', quote)) : null),
    );
    return placeCount > 1 ? [...nodes, el('span', 'gm-sub', geomap.words.total)] : nodes;
  }

  function sideNodes(incident) {
    const sides = [incident.side_a, incident.side_b].filter(Boolean).map((side) => text('span', 'gm-side', side));
    if (sides.length < 2) return sides;
    return [el('span', '', sides[0], el('span', 'gm-dot', ' · '), sides[1])];
  }

  // Why the resolver chose the place, as kept with the words that name it.
  function reasonOf(incident, place) {
    const told = (incident.evidence || []).find(([field, quote, , reason]) => field === 'place' && reason && quote === place.place_text);
    return told ? told[3] : null;
  }

  function certainty(incident, place) {
    const { words } = geomap;
    if (!place) return null;
    const lines = [];
    const has = (value) => value !== null && value !== undefined;
    if (place.place_status === 'given') lines.push(words.given);
    else if (has(place.lat) && has(place.confidence)) lines.push(words.certain(geomap.percent(place.confidence)));
    if (has(place.lat) && has(place.margin) && lines.length > 0 && place.place_status !== 'given') {
      lines.push(words.lead(Math.round(place.margin * 100)));
    }
    const others = place.place_alternatives || [];
    if (lines.length === 0 && others.length === 0) return null;
    const box = el('div', 'gm-certainty');
    if (lines.length > 0) box.append(el('p', 'gm-sub', lines.join(' · ')));
    if (has(place.lat) && place.place_status !== 'given' && has(place.confidence)) box.append(meter(place.confidence));
    const reason = reasonOf(incident, place);
    if (reason) box.append(el('details', 'gm-details', el('summary', '', words.why), text('p', 'gm-sub', reason)));
    if (others.length > 0) box.append(alternatives(others));
    if (place.place_id) box.append(text('p', 'gm-sub gm-entry', words.gazetteer(place.place_id)));
    return box;
  }

  function meter(share) {
    const width = Math.max(2, Math.min(100, share * 100));
    return geomap.svg(
      'svg', { class: 'gm-meter', viewBox: '0 0 100 4', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      geomap.svg('rect', { class: 'gm-meter-back', width: 100, height: 4 }), geomap.svg('rect', { class: 'gm-meter-bar', width, height: 4 }),
    );
  }

  function alternatives(others) {
    const items = others.map(([name, id, country, score, reasons]) => {
      const head = text('span', 'gm-strong', country ? `${name}, ${country}` : name || id);
      const rating = score === null ? null : el('span', 'gm-sub', ' ' + geomap.words.score(geomap.number(score)));
      const why = reasons.length > 0 ? el('ul', 'gm-reasons', ...reasons.map((reason) => text('li', '', reason))) : null;
      return el('li', '', head, rating, why);
    });
    return el('details', 'gm-details', el('summary', '', geomap.words.alternatives(others.length)), el('ul', 'gm-others', ...items));
  }

  function quotes(incident) {
    const evidence = incident.evidence || [];
    return evidence.length === 0 ? null : el('section', 'gm-quotes', el('h3', '', geomap.words.labels.evidence), ...quoted(evidence, QUOTES));
  }

  // The longest quotes that do not repeat each other; every field's own words below them.
  function quoted(evidence, most) {
    const all = [...new Set(evidence.map(([, quote]) => quote))];
    const widest = all.filter((quote) => !all.some((other) => other !== quote && other.includes(quote)));
    const nodes = widest.slice(0, most).map((quote) => text('blockquote', '', quote));
    if (evidence.length > widest.length || widest.length > most) {
      const rows = evidence.map(([field, quote, rule]) =>
        el('li', '', text('span', 'gm-field', geomap.words.fields[field] || String(field).replaceAll('_', ' ')), ' ', text('q', '', quote), rule ? text('span', 'gm-rule', rule) : null),
      );
      nodes.push(el('details', 'gm-details', el('summary', '', geomap.words.moreEvidence), el('ul', 'gm-evidence', ...rows)));
    }
    return nodes;
  }

  // What each of several reports says: its source, its day, place and numbers, its words.
  function reports(told) {
    const { words } = geomap;
    const items = told.map((report) => {
      const day = geomap.dateSpan(report.date_start, report.date_end, report.date_precision, 'short');
      const people = geomap.peopleWords(report).map((line) => line.text).join(geomap.words.comma);
      const about = [day, report.place_text].filter(Boolean).join(' · ');
      const evidence = report.evidence || [];
      const isToldBelow = (report.sources || []).some(([, , title]) => title === report.title) || evidence.some(([, quote]) => quote.includes(report.title));
      return el(
        'li', 'gm-report', el('ul', '', ...sourceItems(report)),
        report.title && !isToldBelow ? text('p', 'gm-report-title', report.title) : null,
        about ? el('p', 'gm-sub', words.says, ' ', text('span', '', about)) : null,
        people ? el('p', 'gm-strong', people) : null,
        ...quoted(evidence, QUOTES_OF_REPORT),
      );
    });
    return el('section', 'gm-sources gm-reports', el('h3', '', words.labels.reports), el('p', 'gm-sub', words.judgedOne), el('ul', '', ...items));
  }

  function sources(incident) {
    return el('section', 'gm-sources', el('h3', '', geomap.words.labels.sources), el('ul', '', ...sourceItems(incident)));
  }

  function sourceItems(incident) {
    const rows = (incident.sources || []).map(([publisher, date, title, url, unsafe]) => {
      const label = title || publisher || (url ? geomap.hostOf(url) : '') || unsafe || geomap.words.noSource;
      const day = date ? geomap.dateSpan(date, date, 'day', 'short') : null;
      const about = [title ? publisher : null, day, url ? geomap.hostOf(url) : null].filter(Boolean).join(' · ');
      const item = el('li', '', url ? link('gm-source', url, label) : text('span', 'gm-source', label));
      if (about) item.append(text('span', 'gm-sub', about));
      if (unsafe && unsafe !== label) item.append(el('span', 'gm-sub', geomap.words.unsafeLink + ' ', text('span', 'gm-address', unsafe)));
      return item;
    });
    return rows.length > 0 ? rows : [el('li', 'gm-sub', geomap.words.noSource)];
  }
})((globalThis.geomap = globalThis.geomap || {}));
