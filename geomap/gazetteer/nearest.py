"""The nearest of many places for many points, exact to the metre, over arrays.

Places stand in rows of a tenth of a degree, sorted by longitude within a row, so that those within some
radius of a point are a few runs of neighbours in one array. Points without a place in a small radius are
asked again with a larger one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geomap.geo import EARTH_RADIUS_KM

__all__ = ["NOBODY", "Floats", "NearestFinder", "Whole"]

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
_LARGEST = np.iinfo(np.int64).max

NOBODY = -1
"""Stands for the id where no place is near enough."""


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
        self._keys = key[order]
        self._ids = ids[order]
        self._vectors = _unit_vectors(lat[order], lon[order])

    def find(
        self, lat: Floats, lon: Floats, max_km: float, groups: Whole | None = None
    ) -> tuple[Whole, Floats]:
        """Return the id of the nearest place and its distance in km for each point.

        Args:
            lat: Degrees north of the points.
            lon: Degrees east.
            max_km: How far to look; a point without a place that near gets -1 and infinity.
            groups: The group that each point asks for.
        """
        group = groups if groups is not None else np.zeros(len(lat), dtype=np.int64)
        found = _Found(np.full(len(lat), NOBODY), np.full(len(lat), np.inf))
        rest = np.lexsort((lon, lat))
        for km in (*(radius for radius in _RADII_KM if radius < max_km), max_km):
            for start in range(0, len(rest) if len(self._ids) > 0 else 0, _CHUNK):
                some = rest[start : start + _CHUNK]
                for turn in (0.0, -360.0, 360.0):
                    self._look(found, some, _Points(lat[some], lon[some] + turn, group[some]), km)
            rest = rest[found.ids[rest] == NOBODY]
        return found.ids, 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(found.chords, 4.0)) / 2)

    def _look(self, found: _Found, which: Whole, points: _Points, km: float) -> None:
        """Note the nearest place within a radius of each point; ``which`` are the points' own numbers."""
        width = _half_width(points.lat, km) + _SLACK
        in_sight = np.flatnonzero(np.abs(points.lon) - width <= 180.0)
        if len(in_sight) == 0:
            return
        which = which[in_sight]
        points = _Points(points.lat[in_sight], points.lon[in_sight], points.group[in_sight])
        starts, counts = self._windows(points, width[in_sight], km)
        totals = counts.sum(axis=1)
        filled = np.flatnonzero(totals > 0)
        batches = np.cumsum(totals[filled]) // _MOST_PAIRS
        for batch in np.split(filled, np.flatnonzero(np.diff(batches)) + 1) if len(filled) > 0 else ():
            places = _ranges(starts[batch].ravel(), counts[batch].ravel())
            spans = totals[batch]
            steps = self._vectors[places]
            steps -= np.repeat(_unit_vectors(points.lat[batch], points.lon[batch]), spans, axis=0)
            chords = np.einsum("ij,ij->i", steps, steps)
            firsts = np.cumsum(spans) - spans
            least = np.minimum.reduceat(chords, firsts)
            equal = np.where(chords == np.repeat(least, spans), self._ids[places], _LARGEST)
            found.note(which[batch], np.minimum.reduceat(equal, firsts), least, km)

    def _windows(self, points: _Points, width: Floats, km: float) -> tuple[Whole, Whole]:
        """Return where the runs of places near each point start, and how long they are: one per row."""
        reach = np.degrees(km / EARTH_RADIUS_KM) + _SLACK
        first, last = _row(points.lat - reach), _row(points.lat + reach)
        rows = first[:, None] + np.arange(int((last - first).max()) + 1)
        group = points.group[:, None]
        low = np.searchsorted(self._keys, _key(group, rows, (points.lon - width)[:, None]), "left")
        high = np.searchsorted(self._keys, _key(group, rows, (points.lon + width)[:, None]), "right")
        return low, np.where(rows <= last[:, None], high - low, 0)


class _Points(NamedTuple):
    """Points that ask for the nearest place of a group; a longitude may be a turn off."""

    lat: Floats
    lon: Floats
    group: Whole


class _Found(NamedTuple):
    """The nearest place of each point so far, and the squared chord to it on the unit sphere."""

    ids: Whole
    chords: Floats

    def note(self, which: Whole, ids: Whole, chords: Floats, km: float) -> None:
        """Take over what is nearer than what was known and not farther than a radius."""
        farthest = (2 * np.sin(min(km / EARTH_RADIUS_KM, np.pi) / 2)) ** 2
        known = self.chords[which]
        nearer = (chords < known) | ((chords == known) & (ids < self.ids[which]))
        taken = nearer & (chords <= farthest)
        self.ids[which[taken]] = ids[taken]
        self.chords[which[taken]] = chords[taken]


def _row(lat: Floats) -> Whole:
    rows: Whole = np.floor((np.clip(lat, -90.0, 90.0) + 90) * _ROWS_PER_DEGREE).astype(np.int64)
    return rows


def _key(group: Whole, row: Whole, lon: Floats) -> Floats:
    """Return the place of a longitude in the sorted array of all rows of all groups."""
    return np.asarray((group * _ROWS + row) * _STRIDE + np.clip(lon + 180, 0.0, 360.0), dtype=np.float64)


def _half_width(lat: Floats, km: float) -> Floats:
    """Return how many degrees of longitude a circle around a point reaches to each side."""
    sine = np.sin(min(km / EARTH_RADIUS_KM, np.pi / 2)) / np.maximum(np.cos(np.radians(lat)), 1e-9)
    around_pole = np.abs(lat) + np.degrees(km / EARTH_RADIUS_KM) >= 90.0
    width = np.degrees(np.arcsin(np.minimum(sine, 1.0)))
    return np.asarray(np.where(around_pole | (sine >= 1), 180.0, width), dtype=np.float64)


def _unit_vectors(lat: Floats, lon: Floats) -> Floats:
    phi, lam = np.radians(lat), np.radians(lon)
    return np.column_stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])


def _ranges(starts: Whole, counts: Whole) -> Whole:
    """Return start, start + 1, ... for each pair of a start and a count, one after the other."""
    numbers: Whole = np.repeat(starts - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
    return numbers
