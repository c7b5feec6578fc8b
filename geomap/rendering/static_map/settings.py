"""Sizes and choices of a static map."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from geomap.errors import InputError
from geomap.frame import parse_box
from geomap.rendering.static_map.projection import GeoBox

__all__ = ["PERIODS", "SIZES", "ImageSettings", "PageSize", "parse_size"]

PERIODS = ("day", "week", "month", "year")
"""What small multiples can be made by."""

_MILLIMETERS = re.compile(r"(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)")
_SMALLEST, _LARGEST = 60.0, 2000.0
_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSize:
    """A page in millimetres, and how large things on it are: 1 is for reading at arm's length."""

    width: float
    height: float
    scale: float

    @property
    def text(self) -> float:
        """Font size of names and legends, in millimetres."""
        return 7.4 * _POINT * self.scale

    @property
    def mark(self) -> float:
        """Diameter of a symbol with its halo."""
        return 4.1 * self.scale

    @property
    def margin(self) -> float:
        """Width of the empty edge."""
        return 4.4 * self.scale

    @property
    def line(self) -> float:
        """Width of a country's border."""
        return 0.2 * self.scale


SIZES = {
    "slide": PageSize(width=338.7, height=190.5, scale=1.65),
    "column": PageSize(width=88.0, height=110.0, scale=0.86),
    "page": PageSize(width=210.0, height=297.0, scale=1.15),
}
"""A 16:9 slide, a column of a report, an A4 page."""


def parse_size(text: str) -> PageSize:
    """Return a size by its name, or by width and height in millimetres: ``160x120``.

    Raises:
        InputError: It is neither.
    """
    if text in SIZES:
        return SIZES[text]
    match = _MILLIMETERS.fullmatch(text)
    if match is None:
        raise InputError(f"no size is called '{text}'; known: {', '.join(SIZES)}, or millimetres: 160x120")
    width, height = float(match[1]), float(match[2])
    if not (_SMALLEST <= width <= _LARGEST and _SMALLEST <= height <= _LARGEST):
        raise InputError(f"a map is {_SMALLEST:g} to {_LARGEST:g} mm wide and high, not {text}")
    scale = min(1.65, max(0.75, 0.55 + math.sqrt(width * height) / 330))
    return PageSize(width=width, height=height, scale=scale)


def parse_extent(text: str) -> GeoBox:
    """Return a part of the world: west, south, east, north in degrees; west > east crosses the date line.

    Raises:
        InputError: It is no part of the world.
    """
    west, south, east, north = parse_box(text)
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south < north <= 90 and west != east):
        raise InputError(
            f"'{text}' is no part of the world; write west,south,east,north in degrees: 40,30,48,38"
        )
    return GeoBox(
        west=west, south=south, east=east if west < east else east + 360, north=north, is_exact=True
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageSettings:
    """How a static map is laid out.

    Attributes:
        size: ``slide``, ``column``, ``page``, or millimetres such as ``160x120``.
        extent: West, south, east, north in degrees, as text; None to fit the incidents.
        by: ``day``, ``week``, ``month`` or ``year`` for one small map each; None for one map.
        dpi: Dots per inch of a PNG.

    Raises:
        InputError: A value cannot be used.
    """

    size: str = "slide"
    extent: str | None = None
    by: str | None = None
    dpi: int = 200

    def __post_init__(self) -> None:
        parse_size(self.size)
        if self.extent is not None:
            parse_extent(self.extent)
        if self.by is not None and self.by not in PERIODS:
            raise InputError(f"maps cannot be made by '{self.by}'; known: {', '.join(PERIODS)}")
        if not 30 <= self.dpi <= 1200:
            raise InputError(f"a picture has 30 to 1200 dots per inch, not {self.dpi}")

    @property
    def page(self) -> PageSize:
        """The size in millimetres."""
        return parse_size(self.size)

    @property
    def box(self) -> GeoBox | None:
        """The part of the world that was asked for."""
        return None if self.extent is None else parse_extent(self.extent)
