// Puts time, filters, address and downloads beside the list.
(function (geomap) {
  'use strict';

  // The boxes of the panel say what the store filters, also after a reset or another address.
  function follow(store, panel) {
    const { filters } = store;
    if (panel.search && document.activeElement !== panel.search) panel.search.value = filters.query;
    for (const { type, box } of panel.ticks || []) box.checked = !filters.hidden.type?.has(type);
    if (panel.backgroundBox) panel.backgroundBox.checked = !filters.hidden.background?.has(1);
  }

  // Resolves when what the address tells is shown.
  geomap.addTools = async function ({ map, store, panel, settings, actions, layers, areas }) {
    if (store.size === 0) return;
    const filters = document.getElementById('gm-filters');
    const timeline = geomap.Timeline.of(store);
    if (timeline !== null) filters.querySelector('.gm-types').before(timeline.node);
    const picks = new geomap.Picks(map, store);
    picks.onReset = () => {
      timeline?.pause();
      panel.search.value = '';
    };
    const overlays = new geomap.Overlays(map, store, layers, areas);
    const address = new geomap.Address(map, store, actions, { overlays, panel });
    const share = new geomap.Share(store, settings, address);
    filters.querySelector('.gm-types').after(...picks.groups, overlays.node, share.node, picks.bar);
    store.subscribe(() => follow(store, panel));
    await address.open();
    return address;
  };
})((globalThis.geomap = globalThis.geomap || {}));
