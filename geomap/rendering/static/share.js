// Taking away what is shown: a link, a file, a sheet of paper.
(function (geomap) {
  'use strict';

  const { el, text, button } = geomap;
  const ON_PAPER = 400;
  const SAID_MS = 6000;

  class Share {
    constructor(store, settings, address) {
      this.store = store;
      this.settings = settings;
      this.address = address;
      const { words } = geomap;
      this.said = el('p', 'gm-said');
      this.said.setAttribute('role', 'status');
      this.node = el('details', 'gm-group gm-share-tools', el('summary', '', words.share),
        el('div', 'gm-buttons',
          button('gm-tool', words.copyLink, () => this.copy()),
          button('gm-tool', words.saveGeojson, () => this.save('geojson')),
          button('gm-tool', words.saveCsv, () => this.save('csv')),
          button('gm-tool', words.print, () => window.print())),
        this.said);
      window.addEventListener('beforeprint', () => this.prepare());
      window.addEventListener('afterprint', () => this.clean());
    }

    say(...nodes) {
      clearTimeout(this.timer);
      this.said.replaceChildren(...nodes);
      if (nodes.every((node) => typeof node === 'string')) this.timer = setTimeout(() => this.said.replaceChildren(), SAID_MS);
    }

    async copy() {
      const { words } = geomap;
      const link = this.address.link();
      if (link === null) {
        this.say(words.noLink);
        return;
      }
      try {
        await navigator.clipboard.writeText(link);
        this.say(words.copied);
      } catch {
        const field = el('input', 'gm-link');
        field.readOnly = true;
        field.dir = 'ltr';
        field.value = link;
        field.setAttribute('aria-label', words.copyLink);
        this.say(words.notCopied, field);
        field.select();
      }
    }

    async save(format) {
      await this.store.textsReady;
      const { credits } = this.settings;
      const rows = geomap.tableRows(this.store, this.store.shown);
      if (format === 'csv') geomap.saveFile('incidents.csv', 'text/csv;charset=utf-8', `\ufeff${geomap.toCsv(rows, credits)}`);
      else geomap.saveFile('incidents.geojson', 'application/geo+json', geomap.toGeojson(rows, credits));
      this.say(geomap.words.saved(this.store.shown.length));
    }

    // Everything that is shown with its sources, since the list on the screen holds only what is scrolled to.
    prepare() {
      this.clean();
      const { shown } = this.store;
      const items = Array.from(shown.slice(0, ON_PAPER), (index) => this.item(index));
      const rest = shown.length - items.length;
      this.paper = el('section', 'gm-paper', el('h2', '', geomap.words.printed), el('ol', '', ...items), rest > 0 ? el('p', '', geomap.words.notPrinted(geomap.number(rest))) : null);
      this.key = document.querySelector('.gm-key');
      this.wasOpen = this.key?.open;
      if (this.key) this.key.open = true;
      document.body.append(this.paper);
    }

    clean() {
      this.paper?.remove();
      if (this.key) this.key.open = this.wasOpen;
      this.paper = null;
      this.key = null;
    }

    item(index) {
      const { store } = this;
      const incident = store.incident(index);
      const places = store.placesOf(index).map((place) => store.place(place));
      const where = [...new Set(places.map(geomap.placeChain).filter(Boolean))].join(' · ');
      const people = geomap.peopleWords(incident).map((line) => line.text).join(geomap.words.comma);
      const sources = (incident.sources || []).map(([publisher, date, title, url, unsafe]) =>
        text('p', 'gm-paper-source', [publisher, title, date, url || unsafe].filter(Boolean).join(' · ')));
      return el('li', '',
        el('p', 'gm-paper-title', geomap.symbol(store.typeOf(index), { size: 14 }), ' ', text('span', '', incident.title || geomap.words.untitled)),
        el('p', '', [geomap.shortDate(incident), geomap.typeWords(incident.event_type)].join(' · '), where ? ' · ' : null, where ? text('span', '', where) : null,
          places[0] && geomap.isPlacedRecord(places[0]) ? ` (${geomap.precisionWords(places[0])})` : null, people ? ` · ${people}` : null),
        ...sources);
    }
  }

  geomap.isPlacedRecord = ({ lat, lon }) => Number.isFinite(lat) && Number.isFinite(lon);

  geomap.Share = Share;
})((globalThis.geomap = globalThis.geomap || {}));
