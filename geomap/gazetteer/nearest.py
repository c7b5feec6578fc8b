"""The nearest of many places for many points, exact to the metre, over arrays.

Places stand in rows of a tenth of a degree, sorted by longitude within a row, so that those within some
radius of a point are a few runs of neighbours in one array. Points without a place in a small radius are
asked again with a larger one.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from geomap.geo import EARTH_RADIUS_KM

__all__ = ["Floats", "NearestFinder", "Whole"]

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

_ROWS_PER_DEGREE = 10
_ROWS = 180 * _ROWS_PER_DEGREE + 1
_STRIDE = 512.0
"""Distance between the rows in the sorted array, in degrees: more than a row is long."""

_SLACK = 1e-4
"""Degrees by which a window is too wide, so that rounding loses nothing."""

_RADII_KM = (4.0, 16.0, 50.0)
_MOST_PAIRS = 2_000_000
_CHUNK = 50_000
_NONE = -1


class NearestFinder:
    """Finds the nearest place of a group.

    Args:
        lat: Degrees north of the places.
        lon: Degrees east.
        ids: A number for each; of places equally near the smallest is given.
        groups: A number from 0 for each; a point asks for one group. All are in group 0 by default.
    """

    def __init__(self, lat: Floats, lon: Floats, ids: Whole, groups: Whole | None = None) -> None:
        group = groups if groups is not None else np.zeros(len(lat), dtype=np.int64)
        key = _key(group, _row(lat), lon)
        order = np.lexsort((ids, key))
        self._key = key[order]
        self._ids = ids[order]
        self._points = _unit_vectors(lat[order], lon[order])

    def find(self, lat: Floats, lon: Floats, max_km: float, groups: Whole | None = None) -> tuple[Whole, Floats]:
        """Return the id of the nearest place and its distance in km for each point.

        Args:
            lat: Degrees north of the points.
            lon: Degrees east.
            max_km: How far to look; a point without a place that near gets -1 and infinity.
            groups: The group that each point asks for.
        """
        group = groups if groups is not None else np.zeros(len(lat), dtype=np.int64)
        ids = np.full(len(lat), _NONE, dtype=np.int64)
        chords = np.full(len(lat), np.inf)
        rest = np.lexsort((lon, lat)) if len(self._ids) > 0 else np.empty(0, dtype=np.int64)
        for km in (*(radius for radius in _RADII_KM if radius < max_km), max_km):
            for start in range(0, len(rest), _CHUNK):
                some = rest[start : start + _CHUNK]
                ids[some], chords[some] = self._within(lat[some], lon[some], group[some], km)
            rest = rest[ids[rest] == _NONE]
        return ids, 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(chords) / 2), where=ids != _NONE,
                                                    out=np.full(len(lat), np.inf))

    def _within(self, lat: Floats, lon: Floats, group: Whole, km: float) -> tuple[Whole, Floats]:
        """Return the nearest place within a radius for each point, and the squared chord to it."""
        width = _half_width(lat, km)
        ids, chords = self._in_windows(lat, lon, lon, width, group, km)
        for turn in (-360.0, 360.0):
            over = np.flatnonzero(np.abs(lon + turn) - width <= 180.0)
            if len(over) > 0:
                other, away = self._in_windows(
                    lat[over], lon[over], lon[over] + turn, width[over], group[over], km
                )
                _take_nearer(ids, chords, over, other, away)
        return ids, chords
