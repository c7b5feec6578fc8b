// Pointing at an incident in the list shows where it is, and pointing at a mark shows its rows; nothing opens.
(function (geomap) {
  'use strict';

  geomap.showOnHover = function (map, store, list, latlngOf, { marks, panel }) {
    const group = L.layerGroup().addTo(map);
    let shown = null;

    const show = (incident) => {
      if (incident === shown) return;
      shown = incident;
      group.clearLayers();
      if (incident === null) return;
      for (const place of store.placedPlaces(incident)) {
        const icon = L.divIcon({ className: 'gm-focus gm-pointed', iconSize: [38, 38] });
        L.marker(latlngOf(place), { icon, interactive: false, keyboard: false, pane: 'gm-selection' }).addTo(group);
      }
    };

    const follow = ({ target }) => {
      const item = target instanceof Element ? target.closest('[data-incident]') : null;
      show(item === null ? null : Number(item.dataset.incident));
    };
    list.addEventListener('pointerover', (event) => event.pointerType !== 'touch' && follow(event));
    list.addEventListener('pointerleave', () => show(null));
    list.addEventListener('focusin', follow);
    list.addEventListener('focusout', () => show(null));
    store.subscribe(() => show(null));

    marks.onPoint = (mark) => panel.point(mark === null ? [] : [...new Set(mark.places().map((place) => store.placeCell('incident', place)))]);
  };
})((globalThis.geomap = globalThis.geomap || {}));
