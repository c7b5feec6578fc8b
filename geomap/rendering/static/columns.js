// Columns of cells as the page holds them: lists, or numbers and bytes that become a cell when it is asked for.
// Every column has at(index), which gives the cell or null.
(function (geomap) {
  'use strict';

  const ARRAYS = { i8: Int8Array, u8: Uint8Array, i16: Int16Array, u16: Uint16Array, i32: Int32Array, u32: Uint32Array };
  const NULL = { i8: -128, i16: -32768, i32: -2147483648 };
  const DAY = 86400000;
  const UNDATED = -2147483648;
  const decoder = new TextDecoder();

  geomap.UNDATED = UNDATED;

  geomap.dayOf = function (iso) {
    const time = typeof iso === 'string' ? Date.parse(`${iso}T00:00:00Z`) : NaN;
    return Number.isNaN(time) ? UNDATED : Math.round(time / DAY);
  };

  geomap.isoOf = (day) => (day === UNDATED ? null : new Date(day * DAY).toISOString().slice(0, 10));

  // Where each cell begins, and where the last one ends.
  function endsOf(lengths) {
    const ends = new Uint32Array(lengths.length + 1);
    for (let i = 0; i < lengths.length; i += 1) ends[i + 1] = ends[i] + lengths[i];
    return ends;
  }

  class ListColumn {
    constructor(cells) {
      this.cells = cells;
    }

    at(index) {
      return this.cells[index] ?? null;
    }
  }

  // Whole numbers, divided by scale; the smallest number of the array's type stands for null.
  class NumberColumn {
    constructor({ type, scale }, array) {
      this.array = array;
      this.scale = scale || 1;
      this.none = NULL[type];
    }

    at(index) {
      const value = this.array[index];
      return value === this.none ? null : value / this.scale;
    }
  }

  class DayColumn {
    constructor(array, none) {
      this.days = Int32Array.from(array);
      for (let i = 0; i < this.days.length; i += 1) if (this.days[i] === none) this.days[i] = UNDATED;
    }

    at(index) {
      return geomap.isoOf(this.days[index]);
    }
  }

  // Positions in a list of values; 0 stands for null.
  class CodeColumn {
    constructor({ values }, array) {
      this.codes = array;
      this.values = [null, ...values];
    }

    at(index) {
      return this.values[this.codes[index]];
    }
  }

  // Texts one after the other as UTF-8; a length of 0 stands for null.
  class TextColumn {
    constructor({ isJson }, lengths, bytes) {
      this.isJson = Boolean(isJson);
      this.bytes = bytes;
      this.ends = endsOf(lengths);
    }

    at(index) {
      const [start, end] = [this.ends[index], this.ends[index + 1]];
      if (start === end) return null;
      const words = decoder.decode(this.bytes.subarray(start, end));
      return this.isJson ? JSON.parse(words) : words;
    }

    // The texts of several rows, each right after the other; null where a letter may be more than one byte.
    plain(first, last) {
      const [start, end] = [this.ends[first], this.ends[last]];
      const words = this.isJson ? null : decoder.decode(this.bytes.subarray(start, end));
      return words !== null && words.length === end - start ? words : null;
    }
  }

  // Several columns whose cells together are one cell.
  class TupleColumn {
    constructor(parts) {
      this.parts = parts;
    }

    at(index) {
      const cells = this.parts.map((part) => part.at(index));
      return cells.every((cell) => cell === null) ? null : cells;
    }
  }

  // Every position itself: the only place of each incident.
  class RangeColumn {
    at(index) {
      return index;
    }
  }

  // Lists of rows: how many rows each cell has, and a column for each part of a row.
  class RowsColumn {
    constructor(counts, parts) {
      this.parts = parts;
      this.ends = endsOf(counts);
    }

    at(index) {
      const [start, end] = [this.ends[index], this.ends[index + 1]];
      return start === end ? null : Array.from({ length: end - start }, (_, n) => this.parts.map((part) => part.at(start + n)));
    }

    // The cell that each row belongs to.
    owners() {
      const owners = new Uint32Array(this.ends[this.ends.length - 1]);
      for (let index = 0; index + 1 < this.ends.length; index += 1) owners.fill(index, this.ends[index], this.ends[index + 1]);
      return owners;
    }
  }

  // 16 hexadecimal digits as eight bytes.
  class HexColumn {
    constructor(bytes, width) {
      this.bytes = bytes;
      this.width = width;
    }

    at(index) {
      const start = index * this.width;
      return Array.from(this.bytes.subarray(start, start + this.width), (byte) => byte.toString(16).padStart(2, '0')).join('');
    }
  }

  function column(spec, buffer, base) {
    const view = ({ type, at, length }) => new ARRAYS[type](buffer, base + at, length);
    if (spec.kind === 'tuple') return new TupleColumn(spec.parts.map((part) => column(part, buffer, base)));
    if (spec.kind === 'range') return new RangeColumn();
    if (spec.kind === 'rows') return new RowsColumn(view(spec), spec.parts.map((part) => column(part, buffer, base)));
    if (spec.kind === 'codes') return new CodeColumn(spec, view(spec));
    if (spec.kind === 'days') return new DayColumn(view(spec), NULL[spec.type]);
    if (spec.kind === 'text') return new TextColumn(spec, view(spec), view(spec.bytes));
    if (spec.kind === 'hex') return new HexColumn(view(spec), spec.width);
    return new NumberColumn(spec, view(spec));
  }

  const mapped = (columns, make) => Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, make(cells)]));

  // A payload of plain lists: {size, incidents, places}.
  geomap.plainColumns = function ({ size, incidents, places }) {
    const make = (cells) => new ListColumn(cells);
    return { isWhole: true, size, placeSize: (places.incident || []).length, incidents: mapped(incidents, make), places: mapped(places, make) };
  };

  // A payload of bytes as written by geomap.rendering.packing: the length of a header, the header, the arrays.
  geomap.binaryColumns = function (bytes) {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const header = JSON.parse(decoder.decode(bytes.subarray(8, 8 + length)));
    const base = bytes.byteOffset + 8 + length;
    const make = (spec) => column(spec, bytes.buffer, base);
    return { size: header.size, placeSize: header.placeSize, incidents: mapped(header.incidents, make), places: mapped(header.places, make) };
  };
})((globalThis.geomap = globalThis.geomap || {}));
