// The embedded land, drawn on canvas tiles: no picture is fetched, and copies of the world come for free.
(function (geomap) {
  'use strict';

  const TILE = 256;
  const PAD = 4;

  // Steps from point to point as written by geomap.rendering.arcs, to positions in the unit square.
  function decode(text, grid) {
    const points = [];
    let at = 0;
    let lon = 0;
    let lat = 0;
    const step = () => {
      let value = 0;
      let shift = 0;
      let bits = 0;
      do {
        bits = text.charCodeAt(at) - 63;
        at += 1;
        value |= (bits & 31) << shift;
        shift += 5;
      } while (bits >= 32);
      return value & 1 ? -((value + 1) >> 1) : value >> 1;
    };
    while (at < text.length) {
      lon += step();
      lat += step();
      points.push(lon / grid / 360 + 0.5, mercator(lat / grid));
    }
    return Float64Array.from(points);
  }

  function mercator(lat) {
    const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  }

  function boundsOf(points) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < points.length; i += 2) {
      box[0] = Math.min(box[0], points[i]);
      box[1] = Math.min(box[1], points[i + 1]);
      box[2] = Math.max(box[2], points[i]);
      box[3] = Math.max(box[3], points[i + 1]);
    }
    return box;
  }

  function joinArcs(refs, arcs) {
    const points = [];
    for (const ref of refs) {
      const arc = arcs[ref < 0 ? -ref - 1 : ref];
      if (ref >= 0) for (let i = 0; i < arc.length; i += 2) points.push(arc[i], arc[i + 1]);
      else for (let i = arc.length - 2; i >= 0; i -= 2) points.push(arc[i], arc[i + 1]);
    }
    return Float64Array.from(points);
  }

  const withBox = (points) => ({ points, box: boundsOf(points) });

  // Each area as {code, name, lon, lat, rings}.
  const readAreas = (rows, arcs) => rows.map(([code, name, lon, lat, , refs]) => ({ code, name, lon, lat, rings: refs.map((ring) => withBox(joinArcs(ring, arcs))) }));

  // {rings, coasts, borders, disputed}: each a list of {points, box}; areas: what the rings enclose.
  geomap.readBasemap = function (content) {
    const arcs = content.arcs.map((text) => decode(text, content.grid));
    const uses = new Uint8Array(arcs.length);
    const areas = readAreas(content.countries, arcs);
    for (const country of content.countries) country[5].flat().forEach((ref) => (uses[ref < 0 ? -ref - 1 : ref] += 1));
    const isDisputed = new Set(content.disputed || []);
    return {
      areas,
      rings: areas.flatMap(({ rings }) => rings),
      coasts: arcs.filter((_, index) => uses[index] === 1 && !isDisputed.has(index)).map(withBox),
      borders: arcs.filter((_, index) => uses[index] > 1 && !isDisputed.has(index)).map(withBox),
      disputed: arcs.filter((_, index) => isDisputed.has(index)).map(withBox),
      labels: content.countries.filter((country) => country[1] !== '').map(([, name, lon, lat, zoom]) => ({ name, lon, lat, zoom })),
    };
  };

  // Lines of the maker's own as {points, box}, and the areas that they enclose.
  geomap.readBoundaries = function (content) {
    const arcs = content.arcs.map((text) => decode(text, content.grid));
    return { lines: arcs.map(withBox), areas: readAreas(content.areas, arcs) };
  };

  // Which sides of the tile a point lies beyond; points beyond one same side may be skipped.
  function outcode(x, y) {
    return (x < -PAD ? 1 : x > TILE + PAD ? 2 : 0) | (y < -PAD ? 4 : y > TILE + PAD ? 8 : 0);
  }

  function trace(pen, shape, view, isRing) {
    const { points } = shape;
    const last = points.length - 2;
    let before = 0;
    let lastX = 0;
    for (let i = 0; i <= last; i += 2) {
      const x = points[i] * view.scale - view.x;
      const y = points[i + 1] * view.scale - view.y;
      const code = outcode(x, y);
      if (i > 0 && i < last && (code & before) !== 0) {
        const next = outcode(points[i + 2] * view.scale - view.x, points[i + 3] * view.scale - view.y);
        if ((code & before & next) !== 0) continue;
      }
      const onSeam = !isRing && i > 0 && points[i] === lastX && (lastX <= 0 || lastX >= 1);
      if (i === 0 || onSeam) pen.moveTo(x, y);
      else pen.lineTo(x, y);
      before = code;
      lastX = points[i];
    }
    if (isRing) pen.closePath();
  }

  function drawShapes(pen, shapes, view, isRing) {
    pen.beginPath();
    for (const shape of shapes) {
      const [west, north, east, south] = shape.box;
      const inside =
        east * view.scale >= view.x - PAD && west * view.scale <= view.x + TILE + PAD &&
        south * view.scale >= view.y - PAD && north * view.scale <= view.y + TILE + PAD;
      if (inside) trace(pen, shape, view, isRing);
    }
  }

  function graticuleStep(zoom) {
    return [30, 30, 20, 10, 10, 5, 2, 1, 1, 0.5, 0.2, 0.1, 0.1, 0.05, 0.02, 0.01, 0.01][zoom] || 0.005;
  }

  function drawGraticule(pen, zoom, view) {
    const step = graticuleStep(zoom);
    pen.beginPath();
    const west = Math.floor(((view.x / view.scale - 0.5) * 360) / step);
    const east = Math.ceil((((view.x + TILE) / view.scale - 0.5) * 360) / step);
    for (let n = west; n <= east; n += 1) {
      const x = Math.round(((n * step) / 360 + 0.5) * view.scale - view.x) + 0.5;
      pen.moveTo(x, 0);
      pen.lineTo(x, TILE);
    }
    for (let n = Math.ceil(-85 / step); n * step <= 85; n += 1) {
      const y = Math.round(mercator(n * step) * view.scale - view.y) + 0.5;
      if (y < -1 || y > TILE + 1) continue;
      pen.moveTo(0, y);
      pen.lineTo(TILE, y);
    }
    pen.stroke();
  }

  // Areas filled with colours; paint gives the name of an area's colour, or null where it has none.
  geomap.areaLayer = (areas, paint) =>
    canvasLayer({ zIndex: 3, opacity: 0.82, className: 'gm-area-layer' }, (pen, zoom, view, color) => {
      for (const area of areas) {
        const name = paint(area);
        if (name === null) continue;
        drawShapes(pen, area.rings, view, true);
        pen.fillStyle = color(name);
        pen.fill('evenodd');
        pen.strokeStyle = color('--gm-surface');
        pen.stroke();
      }
    });

  geomap.boundaryLayer = (lines) =>
    canvasLayer({ zIndex: 4 }, (pen, zoom, view, color) => {
      drawShapes(pen, lines, view, false);
      pen.strokeStyle = color('--gm-boundary');
      pen.lineWidth = 1.4;
      pen.stroke();
    });

  geomap.basemapLayer = (basemap) => canvasLayer({ zIndex: 1 }, (pen, zoom, view, color) => {
    if (basemap !== null) {
      drawShapes(pen, basemap.rings, view, true);
      pen.fillStyle = color('--gm-land');
      pen.fill();
    }
    pen.strokeStyle = color('--gm-graticule');
    drawGraticule(pen, zoom, view);
    if (basemap === null) return;
    drawShapes(pen, basemap.borders, view, false);
    pen.strokeStyle = color('--gm-border');
    pen.lineWidth = zoom < 4 ? 0.8 : 1.2;
    pen.stroke();
    drawShapes(pen, basemap.disputed, view, false);
    pen.setLineDash(zoom < 4 ? [2, 2] : [4, 3]);
    pen.stroke();
    pen.setLineDash([]);
    drawShapes(pen, basemap.coasts, view, false);
    pen.strokeStyle = color('--gm-coast');
    pen.lineWidth = 0.8;
    pen.stroke();
  });

  // Tiles that are painted here; drawn again when the colours change.
  function canvasLayer(options, draw) {
    const Layer = L.GridLayer.extend({
      createTile(coords) {
        const density = Math.min(2, globalThis.devicePixelRatio || 1);
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = TILE * density;
        const pen = canvas.getContext('2d');
        pen.scale(density, density);
        const scale = TILE * 2 ** coords.z;
        this.paint(pen, coords.z, { scale, x: coords.x * TILE, y: coords.y * TILE });
        return canvas;
      },
      // Paint the tiles that are there again, without taking them away.
      repaint() {
        for (const { el, coords } of Object.values(this._tiles)) {
          const pen = el.getContext('2d');
          pen.clearRect(0, 0, TILE, TILE);
          this.paint(pen, coords.z, { scale: TILE * 2 ** coords.z, x: coords.x * TILE, y: coords.y * TILE });
        }
      },
      paint(pen, zoom, view) {
        const style = getComputedStyle(document.documentElement);
        const color = (name) => style.getPropertyValue(name).trim();
        pen.lineJoin = 'round';
        pen.lineWidth = 1;
        draw(pen, zoom, view, color);
      },
    });
    const layer = new Layer({ tileSize: TILE, updateWhenZooming: false, keepBuffer: 3, pane: 'tilePane', ...options });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => layer.repaint());
    return layer;
  }
})((globalThis.geomap = globalThis.geomap || {}));
