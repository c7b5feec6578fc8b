// The popup: one incident at a time, with pages where several share a point.
(function (geomap) {
  'use strict';

  const { el, button } = geomap;

  class Popup {
    constructor(map, store, actions) {
      this.map = map;
      this.store = store;
      this.actions = actions;
      this.places = [];
      this.at = 0;
      this.opener = null;
      this.content = el('div', 'gm-popup');
      this.content.dir = document.documentElement.dir; // the map around it is always left to right
      // Leaflet would take a click on a button that its own handler replaced for a click on the map.
      this.content.addEventListener('click', (event) => event.stopPropagation());
      this.content.addEventListener('toggle', () => this.popup.update(), true);
      this.popup = L.popup({ minWidth: 260, maxWidth: 340, autoPanPaddingTopLeft: [16, 16], className: 'gm-popup-frame' });
      this.popup.setContent(this.content);
      document.addEventListener('keydown', (event) => event.key === 'Escape' && this.close());
      map.on('popupclose', (event) => event.popup === this.popup && this.closed());
    }

    // places: positions of the places that share the point; at: which of them to show first; shift: of their mark.
    open({ latlng, shift, places }, at, opener) {
      this.places = places;
      this.at = at;
      this.opener = opener;
      const size = this.map.getSize();
      this.popup.options.maxHeight = Math.max(160, Math.min(560, size.y - 90));
      this.popup.options.maxWidth = Math.min(340, size.x - 56);
      this.popup.options.minWidth = Math.min(280, size.x - 56);
      this.popup.options.autoPanPaddingBottomRight = size.x > 480 ? [64, 16] : [16, 16];
      this.popup.options.offset = [shift[0], shift[1] - 6];
      this.popup.setLatLng(latlng);
      this.fill();
      this.popup.openOn(this.map);
      this.popup.update();
      this.frameCloseButton();
      this.focus();
    }

    frameCloseButton() {
      const close = this.popup.getElement().querySelector('.leaflet-popup-close-button');
      close.setAttribute('aria-label', geomap.words.close);
      this.popup.getElement().setAttribute('role', 'dialog');
      this.popup.getElement().setAttribute('aria-label', this.content.querySelector('.gm-card-title').textContent);
    }

    fill() {
      const place = this.places[this.at];
      const incident = this.store.placeCell('incident', place);
      const card = geomap.card(this.store, incident, place, {
        onPlace: (other) => this.actions.selectPlace(other, this.opener),
        onZoom: (shown) => this.actions.zoomTo(shown),
      });
      const pages = this.places.length > 1 ? [this.pager()] : [];
      this.content.replaceChildren(...pages, card);
      this.actions.shown(place);
    }

    pager() {
      const { words } = geomap;
      const step = (by) => () => {
        this.at = (this.at + by + this.places.length) % this.places.length;
        this.fill();
        this.popup.update();
        this.content.querySelector(by < 0 ? '.gm-previous' : '.gm-next').focus();
      };
      const previous = button('gm-page gm-previous', '‹', step(-1));
      const next = button('gm-page gm-next', '›', step(1));
      previous.setAttribute('aria-label', words.previous);
      next.setAttribute('aria-label', words.next);
      const position = el('span', 'gm-position', words.position(geomap.number(this.at + 1), geomap.number(this.places.length)));
      position.setAttribute('aria-live', 'polite');
      return el('div', 'gm-pager', previous, position, next);
    }

    focus() {
      this.content.querySelector('.gm-card-title').focus({ preventScroll: true });
    }

    close() {
      this.map.closePopup(this.popup);
    }

    // After a change of filters: an incident that is still shown stays open.
    refresh() {
      if (!this.popup.isOpen()) return;
      const isShown = (place) => this.store.isShown(this.store.placeCell('incident', place));
      const open = this.places[this.at];
      if (!isShown(open)) {
        this.close();
        return;
      }
      this.places = this.places.filter(isShown);
      this.at = this.places.indexOf(open);
    }

    closed() {
      const left = document.activeElement;
      if (left === document.body || left === null || this.content.contains(left)) this.opener?.()?.focus({ preventScroll: true });
      this.actions.closed();
    }
  }

  geomap.Popup = Popup;
})((globalThis.geomap = globalThis.geomap || {}));
