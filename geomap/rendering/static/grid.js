// Which points of a view stand close together. Pure arithmetic: points are gathered into small squares of pixels,
// and squares into clusters, the fullest first. Nothing is prepared, so counts follow every filter at once.
(function (geomap) {
  'use strict';

  const SQUARE = 16;
  const FEW = 200;

  geomap.worldX = (lon) => lon / 360 + 0.5;

  geomap.worldY = function (lat) {
    const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  };

  // The bins of a view: {bin: of each site or -1, x, y, count, sites, site}; x and y are pixels of the world's map.
  // sites: positions of the sites to look at; points: {x, y, counts} of all sites; view: {scale, middle, left, top, right, bottom}.
  function gather(sites, points, view, bin) {
    const { scale, middle, left, top, right, bottom } = view;
    const columns = Math.ceil((right - left) / SQUARE) + 2;
    const rows = Math.ceil((bottom - top) / SQUARE) + 2;
    const [firstX, firstY] = [Math.floor(left / SQUARE), Math.floor(top / SQUARE)];
    const isFew = sites.length <= FEW;
    const at = isFew ? null : new Int32Array(columns * rows).fill(-1);
    const bins = { x: [], y: [], count: [], sites: [], site: [] };
    for (let i = 0; i < sites.length; i += 1) {
      const site = sites[i];
      const wide = points.x[site] - middle;
      const x = (middle + wide - Math.round(wide)) * scale;
      const y = points.y[site] * scale;
      bin[site] = -1;
      if (x < left || x > right || y < top || y > bottom) continue;
      const square = isFew ? 0 : (Math.floor(y / SQUARE) - firstY) * columns + Math.floor(x / SQUARE) - firstX;
      let number = isFew ? -1 : at[square];
      if (number < 0) {
        number = bins.x.push(0) - 1;
        bins.y.push(0);
        bins.count.push(0);
        bins.sites.push(0);
        bins.site.push(site);
        if (!isFew) at[square] = number;
      }
      const weight = points.counts[site];
      bin[site] = number;
      bins.x[number] += x * weight;
      bins.y[number] += y * weight;
      bins.count[number] += weight;
      bins.sites[number] += 1;
    }
    for (let number = 0; number < bins.x.length; number += 1) {
      bins.x[number] /= bins.count[number];
      bins.y[number] /= bins.count[number];
    }
    return bins;
  }

  // Join bins that are nearer than radius to a fuller one: [{bins, x, y, count, sites, site}].
  function join(bins, radius) {
    const near = new Map();
    const key = (x, y) => Math.floor(x / radius) * 100003 + Math.floor(y / radius);
    bins.x.forEach((x, number) => {
      const square = key(x, bins.y[number]);
      if (!near.has(square)) near.set(square, []);
      near.get(square).push(number);
    });
    const order = bins.x.map((_, number) => number).sort((a, b) => bins.count[b] - bins.count[a] || a - b);
    const isTaken = new Uint8Array(order.length);
    const clusters = [];
    for (const seed of order) {
      if (isTaken[seed]) continue;
      const members = [];
      const [x, y] = [bins.x[seed], bins.y[seed]];
      for (const dx of [-radius, 0, radius]) {
        for (const dy of [-radius, 0, radius]) {
          for (const number of near.get(key(x + dx, y + dy)) || []) {
            if (isTaken[number] || Math.hypot(bins.x[number] - x, bins.y[number] - y) > radius) continue;
            isTaken[number] = 1;
            members.push(number);
          }
        }
      }
      clusters.push(together(bins, members));
    }
    return clusters;
  }

  function together(bins, members) {
    const sum = { bins: members, x: 0, y: 0, count: 0, sites: 0, site: bins.site[members[0]] };
    for (const number of members) {
      sum.x += bins.x[number] * bins.count[number];
      sum.y += bins.y[number] * bins.count[number];
      sum.count += bins.count[number];
      sum.sites += bins.sites[number];
    }
    sum.x /= sum.count;
    sum.y /= sum.count;
    return sum;
  }

  // Clusters move as they grow; those that came too near each other are joined as well.
  function settle(clusters, radius) {
    const column = (name) => clusters.map((cluster) => cluster[name]);
    const bins = { x: column('x'), y: column('y'), count: column('count'), sites: column('sites'), site: column('site') };
    return join(bins, radius).map((sum) => ({ ...sum, bins: sum.bins.flatMap((number) => clusters[number].bins) }));
  }

  // The clusters of a view; those of one site are single points. bin is filled with the bin of each site.
  geomap.clusterSites = function (sites, points, view, radius, bin) {
    const bins = gather(sites, points, view, bin);
    const clusters = radius > 0 ? settle(join(bins, radius), radius) : bins.x.map((_, number) => together(bins, [number]));
    return { clusters, size: bins.x.length };
  };
})((globalThis.geomap = globalThis.geomap || {}));
