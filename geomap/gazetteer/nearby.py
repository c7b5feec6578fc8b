"""The places around many points, read from the cells of the index that they touch and no others."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geomap.gazetteer.grid import CELLS_PER_DEGREE
from geomap.gazetteer.nearest import Floats, NearestFinder, Whole

__all__ = ["Nearby", "country_codes", "country_numbers", "read_nearby"]

_NEARBY = (
    "SELECT p.id, p.lat, p.lon, ifnull(256 * unicode(u.cc) + unicode(substr(u.cc, 2)), 0), ifnull(u.a1, -1), "
    "ifnull(u.a2, -1) FROM cell c JOIN place p ON p.id = c.place JOIN unit u ON u.id = p.unit "
    "WHERE c.cell BETWEEN ? AND ?"
)
_ROWS, _COLUMNS = 180 * CELLS_PER_DEGREE, 360 * CELLS_PER_DEGREE
_KM_PER_CELL = 111.195 / CELLS_PER_DEGREE
_PER_DEGREE = 100_000.0
_FETCHED = 50_000


class Nearby(NamedTuple):
    """Places of the index: row, point, country as a number, rows of the units or -1; by row."""

    ids: Whole
    lat: Floats
    lon: Floats
    country: Whole
    admin1: Whole
    admin2: Whole

    def where(self, wanted: NDArray[np.bool_]) -> Nearby:
        """Return some of them."""
        return Nearby(
            self.ids[wanted],
            self.lat[wanted],
            self.lon[wanted],
            self.country[wanted],
            self.admin1[wanted],
            self.admin2[wanted],
        )

    def finder(self, groups: Whole | None = None) -> NearestFinder:
        """Return what finds the nearest of them."""
        return NearestFinder(self.lat, self.lon, self.ids, groups)

    def position(self, ids: Whole) -> Whole:
        """Return where rows stand; what stands nowhere stands last, of which use must be guarded."""
        return np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)


def read_nearby(connection: sqlite3.Connection, lat: Floats, lon: Floats, km: float) -> Nearby:
    """Read the places of the cells within ``km`` of some points."""
    parts = [np.empty((0, 6), dtype=np.int64)]
    for first, last in _runs(_cells_around(lat, lon, km).ravel()):
        cursor = connection.execute(_NEARBY, (first, last))
        while rows := cursor.fetchmany(_FETCHED):
            parts.append(np.array(rows, dtype=np.int64))
    ids, north, east, country, admin1, admin2 = np.concatenate(parts).T
    order = np.argsort(ids)
    scaled = (north[order] / _PER_DEGREE, east[order] / _PER_DEGREE)
    return Nearby(ids[order], *scaled, country[order], admin1[order], admin2[order])


def country_numbers(codes: NDArray[np.str_]) -> Whole:
    """Return two-letter codes as numbers, 0 for none; the same as the index is asked for."""
    letters = np.ascontiguousarray(codes, dtype="<U2").view(np.uint32).reshape(-1, 2).astype(np.int64)
    return letters[:, 0] * 256 + letters[:, 1]


def country_codes(numbers: Whole) -> NDArray[np.str_]:
    """Return numbers as the two-letter codes that they stand for."""
    letters = np.column_stack([numbers // 256, numbers % 256]).astype(np.uint32)
    return np.ascontiguousarray(letters).view("<U2").ravel()


def _cells_around(lat: Floats, lon: Floats, km: float) -> NDArray[np.bool_]:
    """Return which cells of the index (rows by columns) may hold places within ``km`` of the points."""
    own = np.zeros((_ROWS, _COLUMNS), dtype=bool)
    rows = np.minimum((lat + 90) * CELLS_PER_DEGREE, _ROWS - 1).astype(np.int64)
    own[rows, ((lon + 180) * CELLS_PER_DEGREE).astype(np.int64) % _COLUMNS] = True
    around = np.zeros_like(own)
    up = math.ceil(km / _KM_PER_CELL)
    for row in np.flatnonzero(own.any(axis=1)).tolist():
        first, last = max(0, row - up), min(_ROWS, row + up + 1)
        around[first:last] |= _widened(own[row], first, last, km)
    return around


def _widened(own: NDArray[np.bool_], first: int, last: int, km: float) -> NDArray[np.bool_]:
    """Return a row of cells together with those so far to each side as ``km`` is where rows are shortest."""
    edges = (abs(first / CELLS_PER_DEGREE - 90), abs(last / CELLS_PER_DEGREE - 90))
    shortest = math.cos(math.radians(min(90.0, max(edges))))
    columns = math.ceil(km / _KM_PER_CELL / shortest) if shortest > 1e-3 else _COLUMNS
    if 2 * columns + 1 >= _COLUMNS:
        return np.ones_like(own)
    tripled = np.tile(own, 3).astype(np.int64)
    sums = np.concatenate([[0], np.cumsum(tripled)])
    middle = np.arange(_COLUMNS, 2 * _COLUMNS)
    return sums[middle + columns + 1] > sums[middle - columns]


def _runs(wanted: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of every run of wanted cells."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], wanted, [False]]).astype(np.int8)))
    for first, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        yield first, end - 1
