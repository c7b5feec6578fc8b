"""Borders between countries: the lines that their outlines share, with the names that news gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from geomap.gazetteer.areas import GRID_PER_DEGREE
from geomap.gazetteer.default.inputs import Inputs
from geomap.gazetteer.default.shapes import UNASSIGNED, Point, Shape, read_shapes
from geomap.gazetteer.records import Entry, Name
from geomap.geo import distance_km
from geomap.model import Place
from geomap.text import fold

__all__ = ["Line", "border_lines", "read_borders"]

_LONGEST_STEP = GRID_PER_DEGREE // 5
"""Straight stretches are walked in steps of a fifth of a degree, so that a middle can lie on them."""

_SAMPLE = 60
_SMALLEST_RADIUS_KM = 1.0


class Line(NamedTuple):
    """A border: the point on it from which its farthest end is nearest, and how far that end is."""

    lat: float
    lon: float
    radius_km: float
    length_km: float


class _Called(NamedTuple):
    """What a country is called in the name of a border; the short name of the news first."""

    names: tuple[str, ...]
    adjectives: tuple[str, ...]


def read_borders(inputs: Inputs) -> Iterator[Entry]:
    """The borders of every two countries that meet on land, under the names of the news.

    A name that ``borders.tsv`` gives to a line of its own is left to that.
    """
    called = _calling(inputs)
    taken = {fold(text) for row in inputs.table("borders") for text in _texts(row["name"], row["aliases"])}
    for codes, line in sorted(border_lines(read_shapes(inputs)).items()):
        first, second = sorted((called[code] for code in codes), key=lambda one: fold(one.names[0]))
        name = f"{first.names[0]}-{second.names[0]} border"
        if fold(name) in taken:
            continue
        place = Place(
            id=f"geomap:{fold(name).replace(' ', '-')}",
            name=name,
            lat=line.lat,
            lon=line.lon,
            feature_class="L",
            feature_code="BDR",
            radius_km=line.radius_km,
            source="natural-earth",
        )
        texts = {fold(text): text for text in _names(first, second)}
        yield Entry(
            place=place, names=tuple(Name(text, "en") for key, text in texts.items() if key not in taken)
        )


def _texts(name: str, aliases: str) -> Iterator[str]:
    yield from (text.strip().removeprefix("~") for text in (name, *aliases.split("|")))


def _calling(inputs: Inputs) -> dict[str, _Called]:
    """Return what each country is called: hand-checked short forms before GeoNames' name."""
    short: dict[str, list[str]] = {}
    for row in inputs.table("country_names"):
        cells = f"{row['names']}|{row['weak']}".split("|")
        short[row["code"]] = [text.strip() for text in cells if text.strip() != ""]
    adjectives = {row["code"]: row["adjective"].split("|") for row in inputs.table("demonyms")}
    called = {}
    for code, row in inputs.countries.items():
        names = [*short.get(code, ()), row["name"].strip().removeprefix("The ")]
        kept = tuple(name for name in names if not name.lower().startswith("the "))
        known = tuple(text.strip() for text in adjectives.get(code, ()) if text.strip() != "")
        called[code] = _Called(kept, known)
    return called


def _names(first: _Called, second: _Called) -> Iterator[str]:
    """Yield the names of a border, either country first: of the countries, of their peoples, mixed."""
    for one, other in ((first, second), (second, first)):
        for left in (*one.names, *one.adjectives):
            for right in (*other.names, *other.adjectives):
                yield f"{left}-{right} border"
        for left in one.names:
            for right in other.names:
                yield f"border between {left} and {right}"


def border_lines(shapes: Iterable[Shape]) -> dict[tuple[str, str], Line]:
    """Return the border of every two codes whose outlines have edges in common, by the sorted codes."""
    owners: dict[tuple[Point, Point], str] = {}
    shared: dict[tuple[str, str], list[tuple[Point, Point]]] = {}
    for code, rings in shapes:
        if code == UNASSIGNED:
            continue
        for ring in rings:
            for start, end in pairwise([*ring, ring[0]]):
                other = owners.setdefault((min(start, end), max(start, end)), code)
                if other != code:
                    shared.setdefault((min(code, other), max(code, other)), []).append((start, end))
    return {codes: _line(edges) for codes, edges in shared.items()}


def _line(edges: list[tuple[Point, Point]]) -> Line:
    """Measure a line given as the edges that it is made of, in the order in which it is walked."""
    points = [_degrees(point) for edge in edges for point in _walk(*edge)]
    ends = [_degrees(point) for edge in edges for point in edge]
    length = sum(distance_km(*_degrees(start), *_degrees(end)) for start, end in edges)
    step = max(1, len(points) // _SAMPLE)
    sample = points[::step] + ends[-1:]
    rough = min(range(0, len(points), step), key=lambda index: _farthest(points[index], sample))
    around = range(max(0, rough - step), min(len(points), rough + step + 1), max(1, step // _SAMPLE))
    lat, lon = min((points[index] for index in around), key=lambda point: _farthest(point, sample))
    radius = max(_SMALLEST_RADIUS_KM, _farthest((lat, lon), ends))
    return Line(lat=round(lat, 5), lon=round(lon, 5), radius_km=round(radius, 1), length_km=round(length, 1))


def _walk(start: Point, end: Point) -> Iterator[Point]:
    """Yield the start of an edge and the points on it that are not too far apart."""
    (x1, y1), (x2, y2) = start, end
    steps = max(abs(x2 - x1), abs(y2 - y1)) // _LONGEST_STEP + 1
    for step in range(steps):
        yield x1 + (x2 - x1) * step // steps, y1 + (y2 - y1) * step // steps


def _degrees(point: Point) -> tuple[float, float]:
    """Return the (lat, lon) of a point of the grid."""
    return point[1] / GRID_PER_DEGREE - 90, point[0] / GRID_PER_DEGREE - 180


def _farthest(point: tuple[float, float], others: Iterable[tuple[float, float]]) -> float:
    return max(distance_km(*point, *other) for other in others)
