"""The part of the world that incidents take up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from geomap.rendering.static_map.incidents import Spot
from geomap.rendering.static_map.projection import KM_PER_DEGREE, GeoBox

__all__ = ["fit_box"]

_LEAST_KM = 240.0
"""Height of the smallest part shown, so that it can be recognised."""

_POINT_KM, _AREA_KM = 60.0, 500.0
_WORLD = GeoBox(west=-180, south=-57, east=180, north=84)


def fit_box(spots: Sequence[Spot]) -> GeoBox:
    """Return a box around spots and how far off they may be; across the date line where that is shorter.

    How large an area is counts only where there is nothing else to look at.
    """
    if len(spots) == 0:
        return _WORLD
    west = _start([spot.lon for spot in spots])
    sides = []
    has_points = any(spot.drawing != "area" for spot in spots)
    for spot in spots:
        most = _POINT_KM if spot.drawing != "area" else 0.0 if has_points else _AREA_KM
        km = min(spot.radius, most)
        tall = km / KM_PER_DEGREE
        wide = tall / max(0.1, math.cos(math.radians(spot.lat)))
        lon = west + (spot.lon - west) % 360
        sides.append((lon - wide, spot.lat - tall, lon + wide, spot.lat + tall))
    lefts, bottoms, rights, tops = zip(*sides, strict=True)
    return _at_least(GeoBox(west=min(lefts), south=min(bottoms), east=max(rights), north=max(tops)))


def _start(lons: Sequence[float]) -> float:
    """Return the longitude from which the incidents take up the least of the circle, going east."""
    ordered = sorted(set(lons))
    gaps = [(after - before, after) for before, after in pairwise(ordered)]
    outer = ordered[0] + 360 - ordered[-1]
    widest, start = max(gaps, default=(0.0, ordered[0]))
    # Only a gap wider than half the circle is worth a map that is cut elsewhere than others are.
    return start if widest > max(180.0, outer) else ordered[0]


def _at_least(box: GeoBox) -> GeoBox:
    """Widen a box to the smallest part that is shown."""
    middle = (box.south + box.north) / 2
    tall = max(0.0, _LEAST_KM / KM_PER_DEGREE - (box.north - box.south)) / 2
    least = _LEAST_KM / KM_PER_DEGREE / max(0.1, math.cos(math.radians(middle)))
    wide = max(0.0, least - (box.east - box.west)) / 2
    return GeoBox(
        west=box.west - wide,
        south=max(-84.0, box.south - tall),
        east=box.east + wide,
        north=min(84.0, box.north + tall),
    )
