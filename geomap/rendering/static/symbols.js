// Shapes and colours of event types: each type differs in both (palette of Okabe and Ito).
(function (geomap) {
  'use strict';

  const SHAPES = {
    circle: 'M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16z',
    diamond: 'M12 2.5 21.5 12 12 21.5 2.5 12z',
    triangle: 'M12 3.2 21.6 20H2.4z',
    triangleDown: 'M12 20.8 2.4 4h19.2z',
    square: 'M4.6 4.6h14.8v14.8H4.6z',
    pentagon: 'M12 2.6l9.6 7-3.7 11.2H6.1L2.4 9.6z',
    hexagon: 'M7.2 3.6h9.6L21.6 12l-4.8 8.4H7.2L2.4 12z',
    cross: 'M8.8 3h6.4v5.8H21v6.4h-5.8V21H8.8v-5.8H3V8.8h5.8z',
    pill: 'M7.5 6.5h9a5.5 5.5 0 0 1 0 11h-9a5.5 5.5 0 0 1 0-11z',
    burst:
      'M12 1.6l2.45 4.49 4.9-1.44-1.44 4.9L22.4 12l-4.49 2.45 1.44 4.9-4.9-1.44L12 22.4l-2.45-4.49-4.9 1.44 ' +
      '1.44-4.9L1.6 12l4.49-2.45-1.44-4.9 4.9 1.44z',
  };

  const TYPES = {
    battle: ['diamond', '#d55e00'],
    explosion_remote: ['burst', '#e69f00'],
    violence_against_civilians: ['triangle', '#cc79a7'],
    protest: ['circle', '#0072b2'],
    riot: ['pentagon', '#56b4e9'],
    strategic: ['hexagon', '#009e73'],
    crime: ['triangleDown', '#4d4d4d'],
    accident: ['square', '#f0e442'],
    natural_hazard: ['cross', '#8c5a33'],
    other: ['pill', '#d3d8de'],
  };

  const PRECISE = new Set(['site', 'neighbourhood', 'settlement']);
  const SURE = 0.5; // a dot that is as likely wrong as right does not look certain
  const AREAS = new Set(['adm1', 'country']);

  geomap.eventTypes = Object.keys(TYPES);
  geomap.colorOf = (type) => (TYPES[type] || TYPES.other)[1];
  // The outline of a type in a square of 24 units, and its colour.
  geomap.shapeOf = function (type) {
    const [shape, color] = TYPES[type] || TYPES.other;
    return [SHAPES[shape], color];
  };

  // solid: the point is the place; hollow: it stands for something coarser, or may well be the wrong place; area: no point.
  geomap.drawingOf = function (place) {
    if (AREAS.has(place.place_precision)) return 'area';
    if (place.confidence !== null && place.confidence !== undefined && place.confidence < SURE) return 'hollow';
    return PRECISE.has(place.place_precision) ? 'solid' : 'hollow';
  };

  // The symbol of a type as an SVG element; decorative, since its words always stand beside it.
  geomap.symbol = function (type, { hollow = false, size = 20 } = {}) {
    const [d, color] = geomap.shapeOf(type);
    const layers = hollow
      ? [layer(d, 'gm-halo', 8), layer(d, 'gm-edge', 5.6), colored(d, color, 3.2)]
      : [layer(d, 'gm-halo', 5.5), layer(d, 'gm-edge', 2.6), filled(d, color)];
    return geomap.svg('svg', { class: 'gm-symbol', viewBox: '-2 -2 28 28', width: size, height: size, 'aria-hidden': 'true', focusable: 'false' }, ...layers);
  };

  function layer(d, className, width) {
    return geomap.svg('path', { d, class: className, 'stroke-width': width, 'stroke-linejoin': 'round', fill: 'none' });
  }

  function colored(d, color, width) {
    return geomap.svg('path', { d, class: 'gm-hollow', stroke: color, 'stroke-width': width, 'stroke-linejoin': 'round' });
  }

  function filled(d, color) {
    return geomap.svg('path', { d, fill: color });
  }

  // A ring whose arcs are the shares of the event types; counts is {type: number}.
  geomap.donut = function (counts, size) {
    const radius = size / 2 - 3;
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const around = 2 * Math.PI * radius;
    const middle = size / 2;
    const ring = geomap.svg('svg', { class: 'gm-donut', viewBox: `0 0 ${size} ${size}`, width: size, height: size, 'aria-hidden': 'true' });
    ring.append(geomap.svg('circle', { class: 'gm-donut-disc', cx: middle, cy: middle, r: radius + 2.5 }));
    let before = 0;
    for (const type of geomap.eventTypes) {
      if (!counts[type]) continue;
      const share = (counts[type] / total) * around;
      ring.append(
        geomap.svg('circle', {
          cx: middle, cy: middle, r: radius, fill: 'none', stroke: geomap.colorOf(type), 'stroke-width': 4.5,
          'stroke-dasharray': `${share} ${around - share}`, 'stroke-dashoffset': -before, transform: `rotate(-90 ${middle} ${middle})`,
        }),
      );
      before += share;
    }
    return ring;
  };
})((globalThis.geomap = globalThis.geomap || {}));
