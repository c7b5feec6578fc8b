// Building blocks of the page. Text of users enters only through textContent.
(function (geomap) {
  'use strict';

  const SVG = 'http://www.w3.org/2000/svg';

  // An element with a class and children; a child is a node, our own words, or null.
  geomap.el = function (tag, className, ...children) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  };

  // An element that holds text of users, in its own direction.
  geomap.text = function (tag, className, value) {
    const node = geomap.el(tag, className);
    node.dir = 'auto';
    node.textContent = value;
    return node;
  };

  geomap.button = function (className, label, onClick) {
    const node = geomap.el('button', className);
    node.type = 'button';
    if (label) node.textContent = label;
    node.addEventListener('click', onClick);
    return node;
  };

  geomap.svg = function (tag, attributes, ...children) {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };

  // A link when the address is absolute http or https; the same words without a link otherwise.
  geomap.link = function (className, address, label) {
    let url = null;
    try {
      url = new URL(address);
    } catch {
      url = null;
    }
    if (url === null || !['http:', 'https:'].includes(url.protocol)) {
      return geomap.text('span', className, label);
    }
    const node = geomap.text('a', className, label);
    node.href = url.href;
    node.target = '_blank';
    node.rel = 'noopener noreferrer nofollow';
    node.referrerPolicy = 'no-referrer';
    return node;
  };

  // The host of an address as readers should see it, or an empty text.
  geomap.hostOf = function (address) {
    try {
      return new URL(address).host;
    } catch {
      return '';
    }
  };

  geomap.debounce = function (milliseconds, action) {
    let timer = 0;
    return (...args) => {
      clearTimeout(timer);
      timer = setTimeout(() => action(...args), milliseconds);
    };
  };
})((globalThis.geomap = globalThis.geomap || {}));
