// Marks painted on a canvas: symbols of event types, badges of whole areas, rings of clusters. A painter draws
// around (0, 0); colors is a function from the name of one of the page's colours to what it is now.
(function (geomap) {
  'use strict';

  const BOX = 24; // the square that shapes are drawn in
  const SYMBOL = 26 / 28; // pixels of a mark for one unit of it
  const BOLD = 650;

  geomap.colors = function () {
    const style = getComputedStyle(document.documentElement);
    return (name) => style.getPropertyValue(`--gm-${name}`).trim();
  };

  const stroke = (pen, color, width, path) => {
    pen.strokeStyle = color;
    pen.lineWidth = width;
    pen.stroke(path);
  };
  const fill = (pen, color, path) => {
    pen.fillStyle = color;
    pen.fill(path);
  };

  function words(pen, colors, size, value, color) {
    pen.font = `${BOLD} ${size}px ${colors('font')}`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillStyle = color;
    pen.fillText(value, 0, 0.5);
  }

  function widthOf(pen, colors, size, value) {
    pen.font = `${BOLD} ${size}px ${colors('font')}`;
    return pen.measureText(value).width;
  }

  function box(width, height, radius) {
    const path = new Path2D();
    path.roundRect(-width / 2, -height / 2, width, height, radius);
    return path;
  }

  function disc(radius) {
    const path = new Path2D();
    path.arc(0, 0, radius, 0, 2 * Math.PI);
    return path;
  }

  // The same layers as geomap.symbol: a light rim, a dark one, and the colour of the type.
  geomap.paintSymbol = function (pen, colors, { type, isHollow }) {
    const [shape, color] = geomap.shapeOf(type);
    const path = new Path2D(shape);
    pen.save();
    pen.scale(SYMBOL, SYMBOL);
    pen.translate(-BOX / 2, -BOX / 2);
    pen.lineJoin = 'round';
    stroke(pen, colors('halo'), isHollow ? 8 : 5.5, path);
    stroke(pen, colors('edge'), isHollow ? 5.6 : 2.6, path);
    fill(pen, isHollow ? colors('hollow') : color, path);
    if (isHollow) stroke(pen, color, 3.2, path);
    pen.restore();
  };

  // How many incidents share a point, at the upper right of its symbol.
  geomap.paintBubble = function (pen, colors, value) {
    const width = Math.max(18, widthOf(pen, colors, 11, value) + 10);
    pen.save();
    pen.translate(2 + width / 2, -11);
    fill(pen, colors('text'), box(width, 19, 9.5));
    stroke(pen, colors('surface'), 1.5, box(width, 19, 9.5));
    words(pen, colors, 11, value, colors('surface'));
    pen.restore();
  };

  // A badge is no dot: it counts what is known of a whole area only. Without a type it stands for several areas.
  geomap.paintBadge = function (pen, colors, value, type = null) {
    const width = Math.max(28, widthOf(pen, colors, 13, value) + 14);
    if (type === null) {
      pen.save();
      pen.translate(4, 4);
      fill(pen, colors('surface'), box(width, 28, 6));
      stroke(pen, colors('edge'), 1, box(width, 28, 6));
      pen.restore();
    }
    fill(pen, colors('edge'), box(width + 2, 30, 7));
    fill(pen, type === null ? colors('soft') : geomap.colorOf(type), box(width, 28, 6));
    fill(pen, colors('surface'), box(width - 6, 22, 3.5));
    words(pen, colors, 13, value, colors('text'));
  };

  // A ring whose arcs are the shares of the event types around a number; counts is {type: number}.
  geomap.paintCluster = function (pen, colors, counts, size, value) {
    const radius = size / 2 - 3;
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    fill(pen, colors('surface'), disc(radius + 2.5));
    stroke(pen, colors('edge'), 0.75, disc(radius + 2.5));
    let before = -Math.PI / 2;
    for (const type of geomap.eventTypes) {
      if (!counts[type]) continue;
      const after = before + (counts[type] / total) * 2 * Math.PI;
      const arc = new Path2D();
      arc.arc(0, 0, radius, before, after);
      stroke(pen, geomap.colorOf(type), 4.5, arc);
      before = after;
    }
    words(pen, colors, 12, value, colors('text'));
  };
})((globalThis.geomap = globalThis.geomap || {}));
