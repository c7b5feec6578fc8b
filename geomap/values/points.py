"""The point of a row: from two cells, or from one that holds both coordinates in any of their notations.

Which of two bare numbers in a cell is the latitude, and what an O stands for, is a matter of the column
(:class:`PointVotes`); numbers beyond 90 degrees and letters decide for themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from geomap.errors import InvalidRecordError
from geomap.gazetteer.sources.coordinates import Spot, read_point
from geomap.values.degrees import normal_degrees, read_degrees
from geomap.values.grids import read_mgrs, read_utm
from geomap.values.map_links import is_link, point_of_link
from geomap.values.shapes import read_shape
from geomap.values.typography import is_blank, plain

__all__ = ["PairOrder", "PointReading", "PointVotes", "read_point_cell", "read_point_cells"]

_LONGITUDE_FIRST = re.compile(r"\s*[(\[]?\s*(?:long?(?:itude|itud)?|lng|länge|долгота)\b", re.IGNORECASE)
_DECIMAL_PAIR = re.compile(
    r"[(\[]?\s*([+-]?\d{1,3}(?:\.\d+)?)(?:\s*[,;]\s*|\s+)([+-]?\d{1,3}(?:\.\d+)?)\s*[)\]]?", re.ASCII
)
"""What nearly all pairs look like; they are read without a look at any other notation."""
_BRACKETS = str.maketrans("()[]{}", "      ")
_SEPARATORS = (
    re.compile(r"\s*[;|]\s*"),
    re.compile(r"\s*,\s+|\s+,\s*|\s+/\s+"),
    re.compile(r"\s*[,/]\s*"),
    re.compile(r"\s+"),
)
_HAS_LETTER = re.compile(r"[A-Za-z]")
_AFTER_LETTER = re.compile(r"(?<=[NSEWO])\s*(?:[,;/+]|-\s)?\s*(?=[\d+-])")


class PairOrder(StrEnum):
    """Which coordinate a column of pairs writes first; ``either`` when its cells do not tell."""

    LAT_FIRST = "lat_first"
    LON_FIRST = "lon_first"
    EITHER = "either"


class PointReading(NamedTuple):
    """What the coordinate cells of a row say.

    Attributes:
        spot: The point in degrees, WGS 84, with the radius in km of what it stands for; None when there
            is none.
        reason: Why cells that are filled give no point; empty when they do, and when all are blank.
        numbers: Latitude and longitude as far as they are numbers, on Earth or not, for who looks for the
            mistake.
    """

    spot: Spot | None
    reason: str = ""
    numbers: tuple[float, float] | None = None


_NOTHING = PointReading(None)


class _Pair(NamedTuple):
    """Two coordinates of a cell, with the letter of the axis (lat, lon) of each where it says so."""

    first: float
    second: float
    axes: tuple[str, str] | None


def read_point_cells(lat: str, lon: str, *, o_is: str = "") -> PointReading:
    """Return the point of a latitude and a longitude cell; one of them may hold both.

    Args:
        o_is: The direction that an O stands for, ``E`` or ``W``.
    """
    cells = [plain(lat), plain(lon)]
    blank = [is_blank(cell) for cell in cells]
    if all(blank):
        return _NOTHING
    values = [read_degrees(cell, axis, o_is=o_is) for cell, axis in zip(cells, ("lat", "lon"), strict=True)]
    if values[0] is None or values[1] is None:
        for cell, value, empty in zip(cells, values, blank, strict=True):
            both = read_point_cell(cell, o_is=o_is) if value is None and not empty else _NOTHING
            if both.spot is not None:
                return both
        if any(blank):
            return PointReading(None, "half of the coordinates is missing")
        wrong = cells[0] if values[0] is None else cells[1]
        return PointReading(None, f"'{wrong[:40]}' is not a number of degrees")
    return _checked(values[0], values[1])


def read_point_cell(cell: str, order: PairOrder | str = PairOrder.EITHER, *, o_is: str = "") -> PointReading:
    """Return the point of a cell: a pair, a geometry, a grid reference or the address of a map.

    Args:
        order: What the column's other cells say about bare pairs; latitude first when they say nothing.
        o_is: The direction that an O stands for, ``E`` or ``W``.
    """
    text = plain(cell)
    if is_blank(text):
        return _NOTHING
    usual = _DECIMAL_PAIR.fullmatch(text)
    if usual is not None:
        return _checked(*_lat_lon(_Pair(float(usual[1]), float(usual[2]), None), PairOrder(order)))
    try:
        spot = read_shape(text)
    except InvalidRecordError as error:
        return PointReading(None, str(error))
    spot = spot or read_utm(text) or read_mgrs(text)
    if spot is not None:
        return PointReading(spot, numbers=(spot.lat, spot.lon))
    if is_link(text):
        point = point_of_link(text)
        if point is None:
            return PointReading(None, "this address holds no point; shortened ones never do")
        return _checked(*point)
    pair = _read_pair(text, o_is)
    if pair is None:
        return PointReading(None, f"'{text[:40]}' holds no coordinates that can be read")
    return _checked(*_lat_lon(pair, PairOrder(order)))


def _checked(lat: float, lon: float) -> PointReading:
    try:
        return PointReading(read_point(lat, lon), numbers=(lat, lon))
    except InvalidRecordError as error:
        return PointReading(None, str(error), (lat, lon))


def _lat_lon(pair: _Pair, order: PairOrder) -> tuple[float, float]:
    lon_first = _is_lon_first(pair)
    if lon_first is None:
        lon_first = order is PairOrder.LON_FIRST
    return (pair.second, pair.first) if lon_first else (pair.first, pair.second)


def _is_lon_first(pair: _Pair) -> bool | None:
    """Say whether the longitude stands first, when letters or a number beyond 90 tell it."""
    if pair.axes is not None:
        return pair.axes[0] == "lon"
    if abs(pair.first) > 90 >= abs(pair.second):
        return True
    return False if abs(pair.second) > 90 >= abs(pair.first) else None


def _read_pair(text: str, o_is: str) -> _Pair | None:
    """Return the two coordinates of a cell: where it can be cut in two that are alike."""
    usual = _DECIMAL_PAIR.fullmatch(text)
    if usual is not None:
        return _Pair(float(usual[1]), float(usual[2]), None)
    swapped_labels = _LONGITUDE_FIRST.match(text) is not None
    body = " ".join(text.translate(_BRACKETS).split())
    for left, right in _iter_cuts(normal_degrees(body, o_is=o_is)):
        for axes in (("lon", "lat"),) if swapped_labels else (("lat", "lon"), ("lon", "lat")):
            first, second = (
                read_degrees(half, axis, o_is=o_is) for half, axis in zip((left, right), axes, strict=True)
            )
            if first is not None and second is not None:
                told = swapped_labels or _has_letter(left) or _has_letter(right)
                return _Pair(first, second, (axes[0], axes[1]) if told else None)
    return None


def _iter_cuts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the halves of a cell, likely cuts first: both must have as many numbers."""
    for pattern in (_AFTER_LETTER, *_SEPARATORS):
        for found in pattern.finditer(text):
            halves = text[: found.start()].strip(" ,;/"), text[found.end() :].strip(" ,;/")
            counts = [len(re.findall(r"\d+(?:\.\d+)?", half.replace(",", "."))) for half in halves]
            if counts[0] == counts[1] > 0:
                yield halves


def _has_letter(text: str) -> bool:
    return any(ch in "NSEW" for ch in text)


class PointVotes:
    """What the cells of a column say about the order of bare pairs and about the letter O, cell by cell."""

    def __init__(self) -> None:
        self._orders: Counter[PairOrder] = Counter()
        self._letters: Counter[str] = Counter()
        self.example: str | None = None

    def add(self, cell: str) -> None:
        """Count one cell."""
        text = plain(cell)
        if not text.isascii() or _HAS_LETTER.search(text) is not None:
            self._letters.update(ch for ch in normal_degrees(text) if ch in "EWO")
        pair = _read_pair(text, "")
        if pair is None or pair.axes is not None:
            return
        lon_first = _is_lon_first(pair)
        if lon_first is None:
            self.example = self.example or cell
        else:
            self._orders[PairOrder.LON_FIRST if lon_first else PairOrder.LAT_FIRST] += 1

    @property
    def is_mixed(self) -> bool:
        """Whether some cells have the latitude first and some the longitude."""
        return len(self._orders) > 1

    def decide(self) -> PairOrder:
        """Return which coordinate bare pairs have first; a column whose cells differ does not tell."""
        lat, lon = self._orders[PairOrder.LAT_FIRST], self._orders[PairOrder.LON_FIRST]
        if self.is_mixed or lat == lon:
            return PairOrder.EITHER
        return PairOrder.LAT_FIRST if lat > lon else PairOrder.LON_FIRST

    def decide_o(self) -> str:
        """Return what O stands for: the direction that has no letter of its own in the column; else empty."""
        east, west = self._letters["E"], self._letters["W"]
        if self._letters["O"] == 0 or (east > 0) == (west > 0):
            return ""
        return "W" if east > 0 else "E"
