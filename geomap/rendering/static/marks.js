// The marks of the map, on one canvas. A mark is {key, kind, latlng, shift, size, isMuted, look, paint(pen, colors),
// label(), open(), places()}: key tells it from all others, also after it moved; look tells how it is painted; size and
// shift are pixels; label, open and places answer when they are needed.
//
// Pointers find the mark under them. For the keyboard and for screen readers every mark has a button, which nobody
// sees but for the ring around it; buttons are made in the moment after the map came to rest.
(function (geomap) {
  'use strict';

  const { button } = geomap;
  const REACH = { touch: 14, mouse: 2 }; // pixels beside a mark that still belong to it
  const REST_MS = 80;
  const FINEST = 3; // pixels of a canvas for one of the page
  // Not print: Chromium scales a canvas twice that is painted while it prints; one painted before stays in its place.
  const SCHEMES = ['(prefers-color-scheme: dark)', '(forced-colors: active)'];

  // A canvas that moves and grows with the map, and is painted again when told so.
  const Sheet = L.Renderer.extend({
    getEvents() {
      const events = L.Renderer.prototype.getEvents.call(this);
      delete events.moveend; // whoever knows the marks paints them again then
      delete events.viewreset; // comes after that, and would move the sheet off whole pixels
      return events;
    },
    _initContainer() {
      this._container = geomap.el('canvas', 'gm-sheet');
      this._container.setAttribute('aria-hidden', 'true');
    },
    _destroyContainer() {
      this._container.remove();
    },
    // A pen on the empty sheet, in pixels of the map's layers.
    clean() {
      this._update();
      const { min } = this._bounds;
      const size = this._bounds.getSize();
      const density = Math.min(FINEST, globalThis.devicePixelRatio || 1);
      const canvas = this._container;
      [canvas.width, canvas.height] = [size.x * density, size.y * density];
      [canvas.style.width, canvas.style.height] = [`${size.x}px`, `${size.y}px`];
      L.DomUtil.setPosition(canvas, min);
      const pen = canvas.getContext('2d');
      pen.scale(density, density);
      pen.translate(-min.x, -min.y);
      return { pen, density };
    },
  });

  class Marks {
    constructor(map, padding) {
      this.map = map;
      this.marks = [];
      this.buttons = new Map();
      this.sheet = new Sheet({ padding, pane: 'markerPane' }).addTo(map);
      this.pane = map.getPane('markerPane');
      this.pane.addEventListener('dblclick', (event) => event.stopPropagation());
      this.later = geomap.debounce(REST_MS, () => this.exchange());
      this.pointed = null;
      this.onPoint = () => {};
      this.listen(map.getContainer());
      map.on('click', ({ layerPoint, originalEvent }) => this.at(layerPoint, originalEvent.pointerType)?.open());
      for (const scheme of SCHEMES) matchMedia(scheme).addEventListener('change', () => this.draw());
    }

    // marks: the lowest first.
    show(marks) {
      this.marks = marks;
      for (const mark of marks) mark.center = this.map.latLngToLayerPoint(mark.latlng).add(mark.shift);
      this.draw();
      this.later();
      if (!marks.some(({ key }) => key === this.pointed)) this.point(null);
    }

    draw() {
      const { pen, density } = this.sheet.clean();
      const colors = geomap.colors();
      const stamps = new Map();
      for (const mark of this.marks) {
        const { x, y } = mark.center;
        if (mark.look === null) {
          pen.save();
          pen.translate(x, y);
          mark.paint(pen, colors);
          pen.restore();
          continue;
        }
        if (!stamps.has(mark.look)) stamps.set(mark.look, stamp(mark, colors, density));
        const picture = stamps.get(mark.look);
        const [width, height] = [picture.width / density, picture.height / density];
        pen.globalAlpha = mark.isMuted ? 0.6 : 1;
        pen.drawImage(picture, x - width / 2, y - height / 2, width, height);
        pen.globalAlpha = 1;
      }
    }

    // The mark at a point, the nearest and among those the highest; null where there is none.
    at(point, pointer = 'mouse') {
      return geomap.markAt(this.marks, point, REACH[pointer] ?? REACH.mouse);
    }

    // Which mark the pointer is over or the keyboard is on; fingers point at nothing before they press.
    listen(container) {
      container.addEventListener('pointermove', (event) => {
        if (event.pointerType !== 'touch' && event.buttons === 0) this.point(this.at(this.map.mouseEventToLayerPoint(event)));
      });
      container.addEventListener('pointerleave', () => this.point(null));
      this.pane.addEventListener('focusin', ({ target }) => this.point([...this.buttons.values()].find(({ node }) => node === target)?.mark ?? null));
      this.pane.addEventListener('focusout', () => this.point(null));
    }

    point(mark) {
      const key = mark === null ? null : mark.key;
      if (key === this.pointed) return;
      this.pointed = key;
      this.onPoint(mark);
    }

    // Buttons of marks that stay are kept, so that the focus stays where it is; where a mark goes, the nearest takes it.
    exchange() {
      const byKey = new Map(this.marks.map((mark) => [mark.key, mark]));
      let left = null;
      for (const [key, entry] of this.buttons) {
        if (byKey.has(key)) continue;
        if (entry.node === document.activeElement) left = entry.mark.latlng;
        entry.node.remove();
        this.buttons.delete(key);
      }
      for (const mark of this.marks) {
        if (!this.buttons.has(mark.key)) this.buttons.set(mark.key, { mark, node: this.button(mark) });
        const entry = this.buttons.get(mark.key);
        entry.mark = mark;
        L.DomUtil.setPosition(entry.node, mark.center.subtract([mark.size / 2, mark.size / 2]).round());
      }
      if (left !== null && this.marks.length > 0) {
        const nearest = geomap.markAt(this.marks, this.map.latLngToLayerPoint(left), Infinity);
        this.buttons.get(nearest.key).node.focus({ preventScroll: true });
      }
    }

    // A click of the keyboard or of a screen reader has no place; one of a pointer goes on to the map.
    button({ key, kind, size, label }) {
      const node = button(`gm-mark gm-mark-${kind}`, '', (event) => {
        if (event.detail !== 0) return;
        event.stopPropagation();
        this.buttons.get(key).mark.open();
      });
      const words = label();
      node.title = words;
      node.setAttribute('aria-label', words);
      node.style.width = node.style.height = `${size}px`;
      this.pane.append(node);
      return node;
    }

    // What marks are called changed.
    rename() {
      this.buttons.forEach(({ mark, node }) => {
        node.title = mark.label();
        node.setAttribute('aria-label', node.title);
      });
    }

    buttonOf(key) {
      this.exchange();
      return this.buttons.get(key)?.node ?? null;
    }
  }

  // A mark painted once for all that look like it, so that a muted one fades as a whole.
  function stamp(mark, colors, density) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = Math.ceil(mark.size * 2.2 * density);
    const pen = canvas.getContext('2d');
    pen.translate(canvas.width / 2, canvas.height / 2);
    pen.scale(density, density);
    mark.paint(pen, colors);
    return canvas;
  }

  // marks: {center, size}, the lowest first; the nearest within reach pixels of its rim, or null.
  geomap.markAt = function (marks, point, reach) {
    let [best, least] = [null, reach];
    for (const mark of marks) {
      const distance = Math.max(0, Math.hypot(point.x - mark.center.x, point.y - mark.center.y) - mark.size / 2);
      if (distance <= least) [best, least] = [mark, distance];
    }
    return best;
  };

  geomap.Marks = Marks;
})((globalThis.geomap = globalThis.geomap || {}));
