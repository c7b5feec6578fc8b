"""In which country is a point? The land of every country, cut into tiles of one degree.

A tile that lies wholly in one country holds its code and nothing else; a tile on a border or a coast holds
the outlines of the countries in it, so that a point is answered from one short row.
"""

from __future__ import annotations

import math
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "COAST_KM",
    "FULL",
    "GRID_PER_DEGREE",
    "KM_PER_STEP",
    "Area",
    "CountryAreas",
    "CountryAt",
    "decode_tile",
    "encode_tile",
    "iter_near_tiles",
    "tile_of",
    "tile_point",
]

GRID_PER_DEGREE = 10_000
"""Outlines are kept to 1/10,000 degree, 11 m on the equator; their source is good to about a kilometre."""

COAST_KM = 3.0
"""A point at sea this near to a coast (a harbour, a reef, a bridge) still gets the country."""

KM_PER_STEP = 111.195 / GRID_PER_DEGREE

FULL: tuple[int, ...] = (0, 0, 0, GRID_PER_DEGREE, GRID_PER_DEGREE, GRID_PER_DEGREE, GRID_PER_DEGREE, 0)
"""The outline of a whole tile."""

_ROWS, _COLUMNS = 180, 360
_NOBODY = "--"
_CACHED_TILES = 256


class Area(NamedTuple):
    """A country's part of a tile.

    Attributes:
        code: ISO 3166-1 alpha-2, or empty for land that the map gives to no country.
        rings: Outlines as flat steps from the tile's south-west corner: x, y, x, y, ...; a point is inside
            when it is inside an odd number of them.
    """

    code: str
    rings: tuple[tuple[int, ...], ...]


class CountryAt(NamedTuple):
    """The country of a point.

    Attributes:
        code: ISO 3166-1 alpha-2, or None at sea and on land that the map gives to no country.
        how: ``inside``; ``nearest`` for a point within 3 km of a coast; ``unassigned`` for such land;
            None at sea.
    """

    code: str | None
    how: str | None


_AT_SEA = CountryAt(None, None)


def tile_of(lat: float, lon: float) -> tuple[int, int]:
    """Return the row (from the South Pole) and column (from the antimeridian) of the tile with a point."""
    return min(math.floor(lat + 90), _ROWS - 1), math.floor(lon + 180) % _COLUMNS


def tile_point(lat: float, lon: float) -> tuple[float, float]:
    """Return the place of a point in its tile, in grid steps from the south-west corner."""
    x, y = lon + 180, lat + 90
    return (x - math.floor(x)) * GRID_PER_DEGREE, (y - min(math.floor(y), _ROWS - 1)) * GRID_PER_DEGREE


def encode_tile(areas: Iterable[Area]) -> bytes:
    """Pack the areas of a tile; two bytes when one country has all of it."""
    packed = list(areas)
    if len(packed) == 1 and packed[0].rings == (FULL,):
        return (packed[0].code or _NOBODY).encode("ascii")
    parts = []
    for code, rings in packed:
        parts.append(struct.pack("<2sH", (code or _NOBODY).encode("ascii"), len(rings)))
        parts.extend(struct.pack(f"<H{len(ring)}H", len(ring), *ring) for ring in rings)
    return b"".join(parts)


def decode_tile(blob: bytes) -> tuple[Area, ...]:
    """Unpack what ``encode_tile`` packed."""
    if len(blob) == len(_NOBODY):
        return (Area(_code(blob), (FULL,)),)
    areas = []
    position = 0
    while position < len(blob):
        code, count = struct.unpack_from("<2sH", blob, position)
        position += 4
        rings = []
        for _ in range(count):
            size = struct.unpack_from("<H", blob, position)[0]
            rings.append(struct.unpack_from(f"<{size}H", blob, position + 2))
            position += 2 + 2 * size
        areas.append(Area(_code(code), tuple(rings)))
    return tuple(areas)


def _code(packed: bytes) -> str:
    code = packed.decode("ascii")
    return "" if code == _NOBODY else code


def iter_near_tiles(lat: float, x: float, y: float, km: float) -> Iterator[tuple[int, int, float, float]]:
    """Yield (rows up, columns east, x, y) of the tiles within ``km`` of a point, its own first.

    Args:
        lat: Degrees north.
        x: Steps east of the tile's west side; likewise in what is yielded, for the other tile.
        y: Steps north of its south side.
        km: Less than the width of a tile; beyond 88 degrees the next tile is the farthest looked at.
    """
    up = km / KM_PER_STEP
    across = up / max(math.cos(math.radians(lat)), 1e-3)
    for rows in (0, -1, 1):
        if not -up <= y - rows * GRID_PER_DEGREE <= GRID_PER_DEGREE + up:
            continue
        for columns in (0, -1, 1):
            if -across <= x - columns * GRID_PER_DEGREE <= GRID_PER_DEGREE + across:
                yield rows, columns, x - columns * GRID_PER_DEGREE, y - rows * GRID_PER_DEGREE


class CountryAreas:
    """Answers for points from the table of tiles.

    Args:
        connection: An open gazetteer.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.tile = lru_cache(maxsize=_CACHED_TILES)(self._read_tile)
        self.exist = self._any()

    def _any(self) -> bool:
        found = self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'tile'").fetchone()
        return (
            found is not None
            and self._connection.execute("SELECT 1 FROM tile LIMIT 1").fetchone() is not None
        )

    def _read_tile(self, row: int, column: int) -> tuple[Area, ...]:
        """Return the areas of a tile; none at sea and beyond the poles."""
        if not self.exist:
            return ()
        cell = row * _COLUMNS + column % _COLUMNS
        found = self._connection.execute("SELECT areas FROM tile WHERE cell = ?", (cell,)).fetchone()
        return () if found is None else decode_tile(found[0])

    def iter_cells(self) -> Iterator[tuple[int, str | None]]:
        """Yield every tile that has land in it: its number, and the code when one country has all of it."""
        query = f"SELECT cell, CASE length(areas) WHEN {len(_NOBODY)} THEN areas END FROM tile"
        for cell, packed in self._connection.execute(query) if self.exist else ():
            yield cell, None if packed is None else _code(packed)

    def code_inside(self, lat: float, lon: float) -> str | None:
        """Return the country whose land a point lies on, empty for nobody's; None at sea, by a coast too."""
        x, y = tile_point(lat, lon)
        areas = self.tile(*tile_of(lat, lon))
        return next((area.code for area in areas if _is_inside(area.rings, x, y)), None)

    def country_of(self, lat: float, lon: float) -> CountryAt:
        """Return the country that a point lies in, or whose coast it is within 3 km of.

        Args:
            lat: Degrees north, -90 to 90.
            lon: Degrees east, -180 to 180.
        """
        code = self.code_inside(lat, lon)
        if code is not None:
            return CountryAt(code, "inside") if code != "" else CountryAt(None, "unassigned")
        row, column = tile_of(lat, lon)
        x, y = tile_point(lat, lon)
        shrink = math.cos(math.radians(lat))
        nearest: tuple[float, str] | None = None
        for rows, columns, tile_x, tile_y in iter_near_tiles(lat, x, y, COAST_KM):
            for area in self.tile(row + rows, column + columns):
                if area.code == "":
                    continue
                away = (_steps_away(area.rings, tile_x, tile_y, shrink), area.code)
                if nearest is None or away < nearest:
                    nearest = away
        if nearest is None or nearest[0] * KM_PER_STEP > COAST_KM:
            return _AT_SEA
        return CountryAt(nearest[1], "nearest")

    def countries_of(self, lats: ArrayLike, lons: ArrayLike) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
        """Return the codes and the ways of ``country_of`` for many points at once, empty for None.

        Args:
            lats: Degrees north.
            lons: Degrees east, as many.
        """
        from geomap.gazetteer.areas_bulk import countries_of

        return countries_of(self, lats, lons)


def _is_inside(rings: Sequence[tuple[int, ...]], x: float, y: float) -> bool:
    """Say whether a ray to the east crosses the rings an odd number of times."""
    inside = False
    for ring in rings:
        x1, y1 = ring[-2], ring[-1]
        for x2, y2 in zip(ring[::2], ring[1::2], strict=True):
            if (y2 > y) != (y1 > y) and x < (x1 - x2) * (y - y2) / (y1 - y2) + x2:
                inside = not inside
            x1, y1 = x2, y2
    return inside


def _steps_away(rings: Sequence[tuple[int, ...]], x: float, y: float, shrink: float) -> float:
    """Return the distance to the nearest point of rings in steps north, for a point outside of them."""
    least = math.inf
    for ring in rings:
        x1, y1 = ring[-2], ring[-1]
        for x2, y2 in zip(ring[::2], ring[1::2], strict=True):
            if ring == FULL or not is_cut(x1, y1, x2, y2):
                least = min(least, _squared_steps((x1 - x) * shrink, y1 - y, (x2 - x1) * shrink, y2 - y1))
            x1, y1 = x2, y2
    return math.sqrt(least)


def is_cut(x1: int, y1: int, x2: int, y2: int) -> bool:
    """Say whether an edge lies on a side of the tile: there the land was cut, and does not end."""
    return (x1 == x2 and x1 in (0, GRID_PER_DEGREE)) or (y1 == y2 and y1 in (0, GRID_PER_DEGREE))


def _squared_steps(x: float, y: float, dx: float, dy: float) -> float:
    """Return the squared distance of the origin to the edge from (x, y) that goes on by (dx, dy)."""
    length = dx * dx + dy * dy
    share = min(1.0, max(0.0, -(x * dx + y * dy) / length)) if length > 0 else 0.0
    near_x, near_y = x + share * dx, y + share * dy
    return near_x * near_x + near_y * near_y
