"""The land of every country as rings on a grid of ten-thousandths of a degree, from Natural Earth.

On the grid, what neighbours share is equal to the last digit, so that borders are found by comparing
edges, and the same bytes come out on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from geomap.errors import BuildError
from geomap.gazetteer.areas import GRID_PER_DEGREE
from geomap.gazetteer.default.dbase import iter_dbase_rows
from geomap.gazetteer.default.inputs import Inputs
from geomap.gazetteer.default.shapefile import iter_polygons

__all__ = ["UNASSIGNED", "Point", "Ring", "Shape", "read_shapes"]

Point = tuple[int, int]
"""Grid steps east of the antimeridian and north of the South Pole."""

Ring = list[Point]
"""A closed line; the last point is not repeated."""

UNASSIGNED = ""
"""Code of land that the map gives to no country with an ISO code (Bir Tawil, the Golan Heights)."""

_NO_CODE = "-99"
_SMALLEST_GAP = 0.005
_LARGEST_GAP = 10.0
"""In square degrees: smaller holes between countries are slivers, larger ones seas (the Caspian)."""


class Shape(NamedTuple):
    """The land of one ISO 3166-1 code; a point is on it when it is inside an odd number of the rings."""

    code: str
    rings: list[Ring]


def read_shapes(inputs: Inputs) -> list[Shape]:
    """Return the land of every country and territory with a code, and last what is nobody's; by code.

    Raises:
        BuildError: The map's two files do not belong together.
    """
    rules = _rules(inputs)
    rings: dict[str, list[Ring]] = {}
    records = list(iter_dbase_rows(inputs.natural_earth_dbf))
    polygons = list(iter_polygons(inputs.natural_earth_shp))
    if len(records) != len(polygons):
        raise BuildError(f"Natural Earth: {len(polygons):,} shapes for {len(records):,} rows")
    for record, polygon in zip(records, polygons, strict=True):
        own = record["ISO_A2_EH"] if record["ISO_A2_EH"] != _NO_CODE else UNASSIGNED
        for flat in polygon:
            ring = _on_grid(flat)
            if len(ring) > 2:
                code = _code_of(ring, rules.get(record["ADM0_A3"], ()), own)
                rings.setdefault(code, []).append(ring)
    rings.setdefault(UNASSIGNED, []).extend(_gaps(rings))
    return [Shape(code, rings[code]) for code in sorted(rings, key=lambda code: (code == UNASSIGNED, code))]


class _Rule(NamedTuple):
    """One row of area_codes.tsv: the code of the parts of a shape that lie in a box."""

    code: str
    west: float
    south: float
    east: float
    north: float


def _rules(inputs: Inputs) -> dict[str, list[_Rule]]:
    """Return the rows of area_codes.tsv by shape; a row without a box covers all of it."""
    rules: dict[str, list[_Rule]] = {}
    world = {"west": -180.0, "south": -90.0, "east": 180.0, "north": 90.0}
    for row in inputs.table("area_codes"):
        box = {side: float(row[side]) if row[side] != "" else edge for side, edge in world.items()}
        rules.setdefault(row["shape"], []).append(_Rule(code=row["code"], **box))
    return rules


def _code_of(ring: Ring, rules: Iterable[_Rule], own: str) -> str:
    lon, lat = ring[0][0] / GRID_PER_DEGREE - 180, ring[0][1] / GRID_PER_DEGREE - 90
    for rule in rules:
        if rule.west <= lon <= rule.east and rule.south <= lat <= rule.north:
            return rule.code
    return own


def _on_grid(flat: Iterable[float]) -> Ring:
    """Return a ring of a shapefile on the grid, without points that fall together."""
    steps = [round((value + (90 if i % 2 else 180)) * GRID_PER_DEGREE) for i, value in enumerate(flat)]
    points = list(zip(steps[::2], steps[1::2], strict=True))
    return [point for point, following in pairwise(points) if point != following]


def _gaps(rings: dict[str, list[Ring]]) -> Iterator[Ring]:
    """Yield the holes between countries that are land: too large for slivers, too small for seas."""
    for ring in _loose_rings(ring for group in rings.values() for ring in group):
        area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]])) / 2
        # Land is to the right of an edge, so that a shore runs clockwise and the rim of a hole does not.
        if _SMALLEST_GAP <= area / GRID_PER_DEGREE**2 <= _LARGEST_GAP:
            yield ring


def _loose_rings(rings: Iterable[Ring]) -> Iterator[Ring]:
    """Yield the closed lines made of the edges that only one country has."""
    loose: dict[tuple[Point, Point], None] = {}
    for ring in rings:
        for start, end in pairwise([*ring, ring[0]]):
            if (end, start) in loose:
                del loose[end, start]
            else:
                loose[start, end] = None
    following: dict[Point, list[Point]] = {}
    for start, end in loose:
        following.setdefault(start, []).append(end)
    while following:
        line = [next(iter(following))]
        while line[-1] in following:
            ends = following[line[-1]]
            following_point = ends.pop()
            if not ends:
                del following[line[-1]]
            line.append(following_point)
        yield line[:-1]
