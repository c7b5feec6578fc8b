"""From degrees to a page: Mercator, as the web map, for regions; Equal Earth for the world."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.rendering.static_map.scene import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["GeoBox", "View", "make_view"]

KM_PER_DEGREE = 111.195
WIDEST = 150.0
"""Degrees of longitude above which a view is drawn as the world."""

_STEEPEST = 83.5
_NAME_PIXELS = 12.0
_WORLD = (-57.0, 84.0)
_EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)


@dataclass(frozen=True, slots=True, kw_only=True)
class GeoBox:
    """West, south, east, north in degrees; east is greater than west, also across the date line.

    Attributes:
        is_exact: True when nothing else is to be shown, though a part of the page stays empty.
    """

    west: float
    south: float
    east: float
    north: float
    is_exact: bool = False

    def holds(self, lat: float, lon: float) -> bool:
        """Say whether a point lies in the box."""
        return self.turned(lon) <= self.east and self.south <= lat <= self.north

    def turned(self, lon: float) -> float:
        """Return a longitude as the box counts it."""
        return self.west + (lon - self.west) % 360


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A part of the world on a part of a page.

    Attributes:
        box: What is shown, in degrees.
        page: Where, in millimetres.
        middle: Longitude that x counts from.
        scale: Millimetres per degree at the equator.
        left, top: Where the projection's origin lies on the page.
        is_world: True for Equal Earth.
    """

    box: GeoBox
    page: Box
    middle: float
    scale: float
    left: float
    top: float
    is_world: bool

    def to_page(
        self, lon: NDArray[np.float64], lat: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Project points whose longitudes are counted as the box counts them, beyond 180 too."""
        forward = _equal_earth if self.is_world else _mercator
        x, y = forward(lon - self.middle, lat)
        return self.left + x * self.scale, self.top + y * self.scale

    def point(self, lat: float, lon: float) -> tuple[float, float]:
        """Project one point, at the copy of it that the view shows."""
        import numpy as np

        x, y = self.to_page(np.array([self.box.turned(lon)]), np.array([lat]))
        return float(x[0]), float(y[0])

    def mm_per_km(self, lat: float) -> float:
        """Return the scale at a latitude, along the parallel."""
        if self.is_world:
            return self.scale / KM_PER_DEGREE
        return self.scale / (KM_PER_DEGREE * math.cos(math.radians(min(85.0, abs(lat)))))

    def zoom(self, letter: float) -> float:
        """Return the web map's zoom at which its names are as large on the land as letters of a size here."""
        return math.log2(360 * self.scale * _NAME_PIXELS / letter / 256)


def make_view(wanted: GeoBox, page: Box, *, margin: float = 0.0) -> View:
    """Return the view that shows a box of degrees in a box of the page; what is too wide is a world map.

    Args:
        wanted: What has to be in it.
        page: Where it goes.
        margin: Room to leave around what is wanted, in millimetres.
    """
    top, bottom = _mercator_y(min(wanted.north, _STEEPEST)), _mercator_y(max(wanted.south, -_STEEPEST))
    wide, tall = max(wanted.east - wanted.west, 1e-6), max(bottom - top, 1e-6)
    if wanted.is_exact:
        scale = min(page.width / wide, page.height / tall)
        page = _at_top(page, wide * scale, tall * scale)
    inner = page.grown(0.0 if wanted.is_exact else -min(margin, page.width / 4, page.height / 4))
    scale = min(inner.width / wide, inner.height / tall)
    limit = -_mercator_y(_STEEPEST)
    if page.width / scale > WIDEST or page.height / scale > 2 * limit:
        return _world_view(wanted, page)
    half = page.height / scale / 2
    middle_y = min(max((top + bottom) / 2, half - limit), limit - half)
    middle = (wanted.west + wanted.east) / 2
    box = GeoBox(
        west=middle - page.width / scale / 2,
        south=_mercator_lat(middle_y + half),
        east=middle + page.width / scale / 2,
        north=_mercator_lat(middle_y - half),
    )
    x, y = page.middle
    return View(
        box=box, page=page, middle=middle, scale=scale, left=x, top=y - middle_y * scale, is_world=False
    )


def _world_view(wanted: GeoBox, page: Box) -> View:
    """Return a part of the world in Equal Earth: all of it, unless the box is exact."""
    import numpy as np

    box = wanted
    if not wanted.is_exact:
        # Cut where maps of the world are cut, unless what is wanted crosses the date line.
        middle = (wanted.west + wanted.east) / 2 if wanted.west < -180 or wanted.east > 180 else 10.0
        south, north = min(_WORLD[0], wanted.south), max(_WORLD[1], wanted.north)
        box = GeoBox(west=middle - 180, south=south, east=middle + 180, north=north)
    lats = np.linspace(box.south, box.north, 50)
    x, y = _equal_earth(np.full(50, (box.east - box.west) / 2), lats)
    width, height = 2 * float(x.max()), float(y.max() - y.min())
    scale = min(page.width / width, page.height / height)
    used = _at_top(page, width * scale, height * scale)
    return View(
        box=box,
        page=used,
        middle=(box.west + box.east) / 2,
        scale=scale,
        left=used.middle[0],
        top=used.top - float(y.min()) * scale,
        is_world=True,
    )


def _at_top(page: Box, width: float, height: float) -> Box:
    """Return a box of a size in the middle of the upper side of another."""
    return Box.around(page.middle[0], page.top + height / 2, width, height)


def _mercator(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    import numpy as np

    return lon, -np.degrees(np.arcsinh(np.tan(np.radians(np.clip(lat, -85, 85)))))


def _mercator_y(lat: float) -> float:
    return -math.degrees(math.asinh(math.tan(math.radians(lat))))


def _mercator_lat(y: float) -> float:
    return math.degrees(math.atan(math.sinh(math.radians(-y))))


def _equal_earth(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Project with Equal Earth (Šavrič, Patterson and Jenny 2018), in degrees along the equator."""
    import numpy as np

    first, second, third, fourth = _EQUAL_EARTH
    root = math.sqrt(3)
    angle = np.arcsin(root / 2 * np.sin(np.radians(lat)))
    squared = angle**2
    sixth = squared**3
    slope = first + 3 * second * squared + sixth * (7 * third + 9 * fourth * squared)
    x = 2 * root * lon * np.cos(angle) / (3 * slope)
    y = angle * (first + second * squared + sixth * (third + fourth * squared))
    return x, -np.degrees(y)
