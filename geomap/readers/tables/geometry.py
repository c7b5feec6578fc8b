"""Geometries as columns: the point to draw, and for lines and areas how far they reach from it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from geomap.errors import UnreadableInputError
from geomap.geo import distance_km, is_valid_lat_lon
from geomap.readers.cell_text import cell_text

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["GeometryColumns", "shape_of"]

DIGITS = 7
"""Decimals of a degree that are kept: a centimetre."""

Crs = str | Mapping[str, Any] | None


class GeometryColumns:
    """The columns that stand for a geometry: lat and lon, for lines and areas their kind and reach too.

    Args:
        names: The table's own columns, whose names are not taken a second time.
        crs: Reference system of the geometries; None for longitude and latitude in degrees, WGS 84.
        only_points: True when no geometry is a line or an area.
        source: Path of the file, for messages.
    """

    def __init__(
        self, names: Sequence[str], *, crs: Crs = None, only_points: bool = False, source: str = ""
    ) -> None:
        taken = {name.casefold() for name in names}
        wanted = ("lat", "lon") if only_points else ("lat", "lon", "geometry_type", "radius_km")
        self.names = tuple(name if name not in taken else f"geometry_{name}" for name in wanted)
        self._crs = crs
        self._only_points = only_points
        self._source = source

    def cells(self, shape: BaseGeometry | None) -> list[str]:
        """Return the cells of one geometry; empty ones where there is none."""
        if shape is None or shape.is_empty:
            return [""] * len(self.names)
        is_point = shape.geom_type == "Point"
        point = shape if is_point else shape.representative_point()
        lat, lon = self._lat_lon(point.x, point.y)
        written = [_degrees(lat), _degrees(lon)]
        if self._only_points:
            return written
        west, south, east, north = shape.bounds
        corners = [] if is_point else [(x, y) for x in (west, east) for y in (south, north)]
        reach = max((_km(lat, lon, *self._lat_lon(x, y)) for x, y in corners), default=0.0)
        return [*written, shape.geom_type, cell_text(round(reach, 3)) if reach > 0 else ""]

    def _lat_lon(self, x: float, y: float) -> tuple[float, float]:
        lon, lat = (x, y) if self._transform is None else self._transform(x, y)
        return lat, lon

    @cached_property
    def _transform(self) -> Callable[[float, float], tuple[float, float]] | None:
        """The way from the geometries' reference system to WGS 84; None when they are in it."""
        if self._crs is None:
            return None
        from pyproj import CRS, Transformer
        from pyproj.exceptions import CRSError

        try:
            crs = CRS.from_user_input(self._crs)
        except CRSError as error:
            raise UnreadableInputError(
                f"{self._source} names a reference system that is not known: {error}; save it as WGS 84"
            ) from error
        wgs84 = CRS.from_epsg(4326)
        if crs.equals(wgs84, ignore_axis_order=True):
            return None
        there: Callable[[float, float], tuple[float, float]] = Transformer.from_crs(
            crs, wgs84, always_xy=True
        ).transform
        return there


def shape_of(geometry: object) -> BaseGeometry | None:
    """Return the shape of a GeoJSON geometry, or None when it is none that can be drawn."""
    if not isinstance(geometry, Mapping) or not _is_whole(geometry):
        return None
    import shapely
    from shapely.geometry import shape

    try:
        return shape(geometry)
    except (shapely.errors.ShapelyError, AttributeError, IndexError, TypeError, ValueError):
        return None


def _is_whole(geometry: Mapping[str, Any]) -> bool:
    """Say whether a geometry has coordinates; some programs write empty ones for "none"."""
    return bool(geometry.get("coordinates")) or bool(geometry.get("geometries"))


def _degrees(value: float) -> str:
    return cell_text(round(value, DIGITS)) if math.isfinite(value) else ""


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    if not (is_valid_lat_lon(lat, lon) and is_valid_lat_lon(other_lat, other_lon)):
        return 0.0
    return distance_km(lat, lon, other_lat, other_lon)
