// Puts the page together: map, store, layers, popup, panel.
(function (geomap) {
  'use strict';

  const { el, text } = geomap;
  const EARLY_MS = 250; // data that take longer to unpack are waited for before a map of the world
  const PHONE = '(max-width: 720px)';
  const FIRST = 11; // no closer at first, however near to each other incidents are

  const Scale = L.Control.Scale.extend({
    _updateMetric(most) {
      const length = this._getRoundNum(most);
      const { words, number } = geomap;
      this._mScale.style.width = `${Math.round((this.options.maxWidth * length) / most)}px`;
      this._mScale.textContent = length < 1000 ? words.meters(number(length)) : words.kilometers(number(length / 1000));
    },
  });

  function addControls(map, settings, onWhole) {
    const { words } = geomap;
    const corner = matchMedia(PHONE).matches ? 'bottomright' : 'topright';
    addCredit(map, settings);
    L.control.zoom({ position: corner, zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
    new Scale({ position: 'bottomleft', imperial: false, maxWidth: 120 }).addTo(map);
    const whole = L.control({ position: corner });
    whole.onAdd = () => {
      const node = geomap.button('gm-whole', '', onWhole);
      node.title = words.wholeMap;
      node.setAttribute('aria-label', words.wholeMap);
      node.append(geomap.svg('svg', { viewBox: '0 0 20 20', width: 16, height: 16, 'aria-hidden': 'true' },
        geomap.svg('path', { d: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4', fill: 'none', stroke: 'currentColor', 'stroke-width': 2 })));
      L.DomEvent.disableClickPropagation(node);
      return el('div', 'leaflet-bar', node);
    };
    whole.addTo(map);
  }

  // Leaflet's own attribution control reads its text as HTML; ours does not.
  function addCredit(map, settings) {
    const { words } = geomap;
    const credit = L.control({ position: 'bottomright' });
    credit.onAdd = () => {
      const box = el('details', 'gm-credit', el('summary', '', words.credits), text('p', '', ['Leaflet', ...settings.credits].join(' · ')));
      box.dir = document.documentElement.dir;
      box.open = !matchMedia(PHONE).matches;
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    credit.addTo(map);
  }

  // Pictures from the network, where the map's maker asked for them, and boundaries of the maker's own.
  function addOwnLayers(map, tiles, own) {
    if (tiles !== null) {
      L.tileLayer(tiles.url, { subdomains: tiles.subdomains, maxNativeZoom: tiles.max_zoom, referrerPolicy: 'origin-when-cross-origin', zIndex: 2 }).addTo(map);
    }
    if (own !== null) geomap.boundaryLayer(own.lines).addTo(map);
  }

  function connect(map, store, settings, labels) {
    let layers = null;
    let panel = null;
    let popup = null;
    let chosen = null;

    const incidentOf = (place) => store.placeCell('incident', place);

    function openSpot(spot, place, opener) {
      const at = Math.max(0, spot.places.indexOf(place));
      popup.open({ latlng: layers.latlngOf(spot), shift: spot.shift, places: spot.places }, at, opener || (() => layers.elementOf(spot)));
    }

    function selectPlace(place, opener) {
      const spot = layers.spotOf(place);
      if (matchMedia(PHONE).matches) panel.setSheet('peek');
      const latlng = layers.latlngOf(spot);
      const zoom = layers.zoomApart(spot);
      if (zoom > map.getZoom() || !map.getBounds().pad(-0.05).contains(latlng)) map.setView(latlng, Math.max(zoom, map.getZoom()), { animate: false });
      openSpot(spot, place, opener);
    }

    const actions = {
      openSpot,
      selectPlace,
      selectIncident: (index) => selectPlace(store.placedPlaces(index)[0], () => panel.buttonOf(index)),
      shown: (place) => {
        chosen = incidentOf(place);
        actions.onSelect();
        layers.select(place);
        panel.select(incidentOf(place));
      },
      closed: () => {
        chosen = null;
        actions.onSelect();
        layers.select(null);
        panel.select(null);
      },
      closePopup: () => popup.close(),
      selected: () => chosen,
      onSelect: () => {},
      zoomTo: (place) => {
        const spot = layers.spotOf(place);
        const km = store.placeCell('radius_km', place) || 2;
        map.fitBounds(layers.latlngOf(spot).toBounds(km * 3000), { maxZoom: map.getMaxZoom() - 1 });
      },
      resized: () => map.invalidateSize({ animate: false }),
    };
    layers = new geomap.Layers(map, store, labels, actions);
    popup = new geomap.Popup(map, store, actions);
    panel = new geomap.Panel(store, settings, actions);
    store.subscribe(() => popup.refresh());
    geomap.showOnHover(map, store, document.getElementById('gm-list'), (place) => geomap.nearest(map, store.lat[place], store.lon[place]), { marks: layers.marks, panel });
    return { layers, panel, popup, actions };
  }

  function showAll(map, layers, options = {}) {
    const padding = matchMedia(PHONE).matches ? [24, 24] : [36, 36];
    const bounds = layers.bounds();
    if (bounds === null) map.setView([20, 10], 2);
    else map.fitBounds(bounds, { padding, maxZoom: FIRST, ...options });
  }

  // Paper shows the same view, painted before it printed and made smaller or larger by the style sheet.
  function measureForPaper(map) {
    const { x, y } = map.getSize();
    document.documentElement.style.setProperty('--gm-map-width', String(x));
    document.documentElement.style.setProperty('--gm-map-height', String(y));
  }

  // Readers who asked for less motion get jumps; Leaflet has no option for its panning.
  function calm(map) {
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    map.panBy = (offset, options) => L.Map.prototype.panBy.call(map, offset, { ...options, animate: false });
  }

  geomap.start = async function (map) {
    calm(map);
    const settings = geomap.readBlock('geomap-settings');
    geomap.useLanguage(settings.language);
    const content = geomap.readBlock('geomap-basemap');
    const basemap = content === null ? null : geomap.readBasemap(content);
    map.setMinZoom(matchMedia(PHONE).matches ? 1 : 2);
    map.setView([20, 10], 2);
    const land = geomap.basemapLayer(basemap);
    const early = setTimeout(() => land.addTo(map), EARLY_MS);
    const lines = geomap.readBlock('geomap-boundaries');
    const own = lines === null ? null : geomap.readBoundaries(lines);
    addOwnLayers(map, settings.tiles, own);
    const labels = new geomap.Labels(map, basemap === null || settings.tiles !== null ? [] : basemap.labels.sort((a, b) => a.zoom - b.zoom), geomap.readBlock('geomap-towns') ?? []);
    const store = new geomap.Store(await geomap.readPayload());
    store.companion = settings.companion;
    const { layers, panel, actions } = connect(map, store, settings, labels);
    addControls(map, settings, () => showAll(map, layers));
    map.invalidateSize({ animate: false });
    showAll(map, layers, { animate: false });
    clearTimeout(early);
    land.addTo(map);
    matchMedia(PHONE).addEventListener('change', () => panel.setSheet('half'));
    new ResizeObserver(() => {
      map.invalidateSize({ animate: false });
      measureForPaper(map);
    }).observe(map.getContainer());
    const areas = geomap.areaSets({ basemap, own, settings, codes: geomap.readBlock('geomap-countries') });
    const address = geomap.addTools({ map, store, panel, settings, actions, layers, areas });
    document.documentElement.dataset.geomap = 'ready';
    await geomap.readTexts((columns) => store.add(columns));
    store.complete();
    await address;
  };

  geomap.start(globalThis.map_geomap).catch((error) => {
    document.getElementById('gm-list').append(text('p', 'gm-note', error.message));
    throw error;
  });
})((globalThis.geomap = globalThis.geomap || {}));
