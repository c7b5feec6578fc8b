"""Which towns are worth a name on a map of some points: the largest of each square, large or small."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from geomap.gazetteer.file import connect
from geomap.gazetteer.own_names import names_in
from geomap.gazetteer.store import Gazetteer

__all__ = ["Landmark", "landmarks_around"]

_DEGREE = 100_000
_SQUARE = 0.5
_AROUND = 2
_ACROSS = 14
_MARGIN = 0.2
_MOST = 500
_NEAR_ZOOM = 7
_PIXELS = 110
_TILE = 256
_STEP = int(_SQUARE * _DEGREE)
_LARGEST = f"""
SELECT p.id, p.name, p.lat, p.lon, max(p.population)
FROM place p JOIN kind k ON k.id = p.kind
WHERE k.fclass = 'P' AND p.population > 0 AND p.lat BETWEEN ? AND ? AND p.lon BETWEEN ? AND ?
GROUP BY (p.lat + 90 * {_DEGREE}) / {_STEP}, (p.lon + 180 * {_DEGREE}) / {_STEP}
ORDER BY 5 DESC, p.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """A name on a map.

    Attributes:
        name: As the gazetteer spells it, in the language of the map where it can.
        lat, lon: Degrees.
        zoom: From which on a map has room for it.
    """

    name: str
    lat: float
    lon: float
    zoom: int


def landmarks_around(
    gazetteer: Gazetteer, points: Iterable[tuple[float, float]], *, language: str = "en"
) -> tuple[Landmark, ...]:
    """Return towns for a map of points, the most populous first, at most 500.

    Args:
        gazetteer: Where towns and their populations come from.
        points: Latitude and longitude of what is on the map.
        language: Towns are called by their names in it where the gazetteer holds them.

    Returns:
        The largest town of each square of half a degree near a point, and, over all of the map, that of
        each of some 200 larger squares.
    """
    squares = {_square(lat, lon, _SQUARE) for lat, lon in points}
    if not squares:
        return ()
    box = _box(squares)
    with connect(gazetteer.path) as connection:
        rows = connection.execute(_LARGEST, [round(side * _DEGREE) for side in box]).fetchall()
        own = names_in(connection, language, (row[0] for row in rows))
    connection.close()
    near = {(y + dy, x + dx) for y, x in squares for dy in _steps() for dx in _steps()}
    width = max(_SQUARE, (box[3] - box[2]) / _ACROSS)
    far_zoom = max(0, math.ceil(math.log2(_PIXELS * 360 / (_TILE * width))))
    seen: set[tuple[int, int]] = set()
    towns = []
    for key, spelled, y, x, _ in rows:
        name, lat, lon = own.get(key, spelled), y / _DEGREE, x / _DEGREE
        large = _square(lat, lon, width)
        if large not in seen:
            seen.add(large)
            towns.append(Landmark(name=name, lat=lat, lon=lon, zoom=min(far_zoom, _NEAR_ZOOM)))
        elif _square(lat, lon, _SQUARE) in near:
            towns.append(Landmark(name=name, lat=lat, lon=lon, zoom=_NEAR_ZOOM))
    return tuple(towns[:_MOST])


def _steps() -> range:
    return range(-_AROUND, _AROUND + 1)


def _square(lat: float, lon: float, width: float) -> tuple[int, int]:
    return math.floor((lat + 90) / width), math.floor((lon + 180) / width)


def _box(squares: set[tuple[int, int]]) -> tuple[float, float, float, float]:
    """Return south, north, west and east of squares, and a little more."""
    sides = []
    for axis, shift in ((0, 90), (1, 180)):
        low = min(square[axis] for square in squares) * _SQUARE - shift
        high = (max(square[axis] for square in squares) + 1) * _SQUARE - shift
        spare = max(2 * _SQUARE, (high - low) * _MARGIN)
        sides += [low - spare, high + spare]
    return sides[0], sides[1], sides[2], sides[3]
