"""The land of every country, cut into the tiles of the index (see ``geomap.gazetteer.areas``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from geomap.gazetteer.areas import FULL, GRID_PER_DEGREE, Area, encode_tile
from geomap.gazetteer.default.inputs import Inputs
from geomap.gazetteer.default.shapes import Point, Ring, Shape, read_shapes

__all__ = ["cut_tiles", "read_area_rows"]

_COLUMNS = 360
_BOX = ((0, 0), (0, GRID_PER_DEGREE), (GRID_PER_DEGREE, GRID_PER_DEGREE), (GRID_PER_DEGREE, 0))


def read_area_rows(inputs: Inputs) -> Iterator[tuple[int, bytes]]:
    """Yield the rows of the table ``tile``, by cell: (cell, packed areas)."""
    tiles = cut_tiles(read_shapes(inputs))
    for cell in sorted(tiles):
        yield cell, encode_tile(tiles[cell])


def cut_tiles(shapes: Iterable[Shape]) -> dict[int, list[Area]]:
    """Return the areas of every tile that has land in it, in the order of the shapes."""
    tiles: dict[int, list[Area]] = {}
    for shape in shapes:
        pieces: dict[int, list[tuple[int, ...]]] = {}
        for ring in shape.rings:
            for row, band in _slices(ring, 1):
                for column, piece in _slices(band, 0):
                    packed = _in_tile(piece, column, row)
                    if packed is not None:
                        pieces.setdefault(row * _COLUMNS + column, []).append(packed)
        for cell, rings in pieces.items():
            kept = _without_pairs(rings)
            if kept:
                tiles.setdefault(cell, []).append(Area(shape.code, kept))
    return tiles


def _slices(ring: Ring, axis: int) -> Iterator[tuple[int, Ring]]:
    """Cut a ring into slices of one degree along an axis; yield (number of the slice, ring in it)."""
    first = min(point[axis] for point in ring) // GRID_PER_DEGREE
    last = (max(point[axis] for point in ring) - 1) // GRID_PER_DEGREE
    if first >= last:
        yield first, ring
        return
    for half in _halves(ring, axis, (first + last + 1) // 2 * GRID_PER_DEGREE):
        if len(half) > 2:
            yield from _slices(half, axis)


def _halves(ring: Ring, axis: int, at: int) -> tuple[Ring, Ring]:
    """Cut a ring along a line; where it leaves a half, the half goes on along the line."""
    low: Ring = []
    high: Ring = []
    for start, end in pairwise([ring[-1], *ring]):
        if (start[axis] < at < end[axis]) or (end[axis] < at < start[axis]):
            crossing = _crossing(start, end, axis, at)
            _append(low, crossing, axis, at)
            _append(high, crossing, axis, at)
        if end[axis] <= at:
            _append(low, end, axis, at)
        if end[axis] >= at:
            _append(high, end, axis, at)
    return low, high


def _crossing(start: Point, end: Point, axis: int, at: int) -> Point:
    """Return where an edge meets a line, the same whichever way the edge runs."""
    (x1, y1), (x2, y2) = min(start, end), max(start, end)
    if axis == 0:
        return at, y1 + _rounded((y2 - y1) * (at - x1), x2 - x1)
    return x1 + _rounded((x2 - x1) * (at - y1), y2 - y1), at


def _rounded(numerator: int, denominator: int) -> int:
    """Divide whole numbers to the nearest one, without floats."""
    return (2 * numerator + denominator) // (2 * denominator)


def _append(ring: Ring, point: Point, axis: int, at: int) -> None:
    """Add a point to a ring, in place of the last one where three in a row lie on the line of the cut."""
    if ring and ring[-1] == point:
        return
    if len(ring) > 1 and point[axis] == at and ring[-1][axis] == at and ring[-2][axis] == at:
        ring[-1] = point
    else:
        ring.append(point)


def _in_tile(ring: Ring, column: int, row: int) -> tuple[int, ...] | None:
    """Return a ring in steps from the corner of its tile, or None when nothing of it is in there."""
    west, south = column * GRID_PER_DEGREE, row * GRID_PER_DEGREE
    points = [(x - west, y - south) for x, y in ring]
    area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*points, points[0]]))
    inner = any(0 < x < GRID_PER_DEGREE or 0 < y < GRID_PER_DEGREE for x, y in points)
    if area == 0 and not any(0 < x < GRID_PER_DEGREE and 0 < y < GRID_PER_DEGREE for x, y in points):
        return None
    if abs(area) == 2 * GRID_PER_DEGREE**2 and not inner and set(points) == set(_BOX):
        return FULL
    return tuple(step for point in points for step in point)


def _without_pairs(rings: list[tuple[int, ...]]) -> tuple[tuple[int, ...], ...]:
    """Drop whole tiles two by two: a hole as large as its tile undoes the land around it."""
    partial = [ring for ring in rings if ring != FULL]
    whole = (len(rings) - len(partial)) % 2
    return (*[FULL] * whole, *partial)
