"""A reader for polygon shapefiles, the geometry beside a dBASE table: forty lines save a dependency."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator

from geomap.errors import BuildError

__all__ = ["iter_polygons"]

_FILE_CODE = 9994
_FILE_HEADER = 100
_POLYGON_TYPES = (5, 15, 25)
_NULL_TYPE = 0


def iter_polygons(content: bytes) -> Iterator[list[array[float]]]:
    """Yield the rings of each polygon of a ``.shp`` file, in the order of the records.

    A ring is flat: x, y, x, y, ...; its last point repeats its first. Outer rings run clockwise, holes the
    other way; a record without geometry gives an empty list.

    Raises:
        BuildError: The content is no polygon shapefile, or is cut short.
    """
    if len(content) < _FILE_HEADER or struct.unpack_from(">i", content)[0] != _FILE_CODE:
        raise BuildError("not a shapefile: it has another header")
    position = _FILE_HEADER
    while position < len(content):
        try:
            size = 2 * struct.unpack_from(">i", content, position + 4)[0]
            yield _rings(content, position + 8)
        except struct.error as error:
            raise BuildError("not a whole shapefile: it ends inside a record") from error
        position += 8 + size


def _rings(content: bytes, start: int) -> list[array[float]]:
    """Return the rings of the record that starts at a position."""
    kind = struct.unpack_from("<i", content, start)[0]
    if kind == _NULL_TYPE:
        return []
    if kind not in _POLYGON_TYPES:
        raise BuildError(f"a shapefile of polygons is needed, and a record is of type {kind}")
    parts, points = struct.unpack_from("<2i", content, start + 36)
    firsts = struct.unpack_from(f"<{parts}i", content, start + 44)
    base = start + 44 + 4 * parts
    flat = array("d")
    if base + 16 * points > len(content):
        raise BuildError("not a whole shapefile: it ends inside a record")
    flat.frombytes(content[base : base + 16 * points])
    if sys.byteorder == "big":
        flat.byteswap()
    ends = (*firsts[1:], points)
    return [flat[2 * first : 2 * end] for first, end in zip(firsts, ends, strict=True)]
