"""Points as tables and features write them: degrees in any notation, and shapes as a point with a radius."""

from __future__ import annotations

import math
import re
from typing import Any, NamedTuple

from geomap.errors import InvalidRecordError
from geomap.gazetteer.radius import area_radius
from geomap.geo import distance_km, is_valid_lat_lon

__all__ = ["Spot", "parse_degrees", "read_point", "read_wkt", "spot_of"]

_NUMBER = r"\d{1,3}(?:[.,]\d*)?"
_SMALL = r"\d{1,2}(?:[.,]\d*)?"
_DEGREES = re.compile(
    rf"(?P<before>[NSEW])?\s*(?P<sign>[+-])?\s*(?P<degrees>{_NUMBER})"
    rf"(?:(?:\s*[°º:]\s*|\s+)(?P<minutes>{_SMALL})"
    rf"(?:(?:\s*['′’:]\s*|\s+)(?P<seconds>{_SMALL})\s*(?:\"|″|”|''|′′)?|\s*['′’])?|\s*[°º])?"
    r"\s*(?P<after>[NSEW])?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[+-]?\d{1,3}\.\d+")
_LONGER = re.compile(r"[+-]?\d{4,}(?:[.,]\d+)?")
_POINT = re.compile(r"\s*(?:SRID=\d+;)?POINT\s*Z?\s*\(\s*(\S+)\s+([^\s)]+)(?:\s+[^\s)]+)?\s*\)\s*", re.I)
_KM_PER_DEGREE = 111.2


class Spot(NamedTuple):
    """A point in degrees, WGS 84, and the radius in km of the shape that it stands for; None for a point."""

    lat: float
    lon: float
    radius_km: float | None = None


def parse_degrees(text: str, hemispheres: str) -> float | None:
    """Return degrees of a cell: ``33.5``, ``33,5``, ``33.5 N``, ``33°30'15" S``, ``33 30 15``; else None.

    Args:
        hemispheres: The letters that it may carry, positive first: ``NS`` or ``EW``.
    """
    if _PLAIN.fullmatch(text) is not None:
        return float(text)
    cleaned = text.replace("−", "-").replace("\xa0", " ").strip()
    if _LONGER.fullmatch(cleaned) is not None:
        return float(cleaned.replace(",", "."))
    found = _DEGREES.fullmatch(cleaned)
    if found is None:
        return None
    letter = (found["before"] or found["after"] or "").upper()
    if (found["before"] and found["after"]) or (
        letter != "" and (letter not in hemispheres or found["sign"])
    ):
        return None
    parts = [
        float(found[key].replace(",", ".")) if found[key] else 0.0
        for key in ("degrees", "minutes", "seconds")
    ]
    if max(parts[1:]) >= 60:
        return None
    value = parts[0] + parts[1] / 60 + parts[2] / 3600
    return -value if found["sign"] == "-" or letter == hemispheres[1] else value


def read_point(lat: Any, lon: Any) -> Spot:  # noqa: ANN401
    """Return the point of two cells, numbers or texts.

    Raises:
        InvalidRecordError: They are blank, no degrees, outside ±90 and ±180, or 0, 0; the message says which.
    """
    blank = [value is None or (isinstance(value, str) and value.strip() == "") for value in (lat, lon)]
    if any(blank):
        raise InvalidRecordError("no coordinates" if all(blank) else "half of the coordinates is missing")
    return _checked(_degrees(lat, "latitude", "NS"), _degrees(lon, "longitude", "EW"))


def _degrees(value: Any, name: str, hemispheres: str) -> float:  # noqa: ANN401
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    degrees = parse_degrees(str(value), hemispheres)
    if degrees is None:
        raise InvalidRecordError(f"{name} '{str(value)[:40]}' is not a number of degrees")
    return degrees


def _checked(lat: float, lon: float) -> Spot:
    if lat == 0 and lon == 0:
        raise InvalidRecordError("0, 0 is in the Atlantic: coordinates that were left blank")
    if not is_valid_lat_lon(lat, lon):
        hint = "metres of a map projection? write degrees, WGS 84 (EPSG:4326)"
        if is_valid_lat_lon(lon, lat):
            hint = "latitude and longitude seem to be swapped"
        raise InvalidRecordError(f"{lat:g}, {lon:g} is not a latitude and longitude: {hint}")
    return Spot(round(lat, 7), round(lon, 7))


def spot_of(geometry: dict[str, Any] | None) -> Spot:
    """Return the point of a GeoJSON geometry: a point itself, of other shapes one inside, with their radius.

    A collection stands at its first point; else the whole is taken.

    Raises:
        InvalidRecordError: There is no geometry, or it cannot be read.
    """
    if geometry is None:
        raise InvalidRecordError("no coordinates")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "GeometryCollection":
        return _spot_of_collection(geometry)
    if kind == "MultiPoint" and isinstance(coordinates, list) and len(coordinates) == 1:
        coordinates, kind = coordinates[0], "Point"
    if coordinates in (None, []):
        raise InvalidRecordError("no coordinates")
    if kind != "Point":
        return _spot_of_shape(geometry)
    if not isinstance(coordinates, list | tuple) or len(coordinates) < 2:
        raise InvalidRecordError("a point needs two coordinates")
    return read_point(coordinates[1], coordinates[0])


def _spot_of_collection(geometry: dict[str, Any]) -> Spot:
    members = [entry for entry in geometry.get("geometries") or [] if isinstance(entry, dict)]
    points = [entry for entry in members if entry.get("type") == "Point"]
    if not members:
        raise InvalidRecordError("no coordinates")
    return spot_of(points[0] if points else members[0])


def _spot_of_shape(geometry: dict[str, Any]) -> Spot:
    """Return a point inside a shape; shapely is loaded for the first of them."""
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    try:
        built = shape(geometry)
    except (ShapelyError, AttributeError, IndexError, TypeError, ValueError) as error:
        raise InvalidRecordError(f"a {geometry.get('type')} that cannot be read") from error
    return _spot_inside(built)


def read_wkt(text: str) -> Spot:
    """Return the point of a WKT text, ``POINT(lon lat)`` or any other shape.

    Raises:
        InvalidRecordError: It cannot be read.
    """
    point = _POINT.fullmatch(text)
    if point is not None:
        return read_point(point[2], point[1])
    from shapely import from_wkt
    from shapely.errors import ShapelyError

    try:
        built = from_wkt(text)
    except ShapelyError as error:
        raise InvalidRecordError(f"WKT that cannot be read: {text[:60]}") from error
    return _spot_inside(built)


def _spot_inside(shape: Any) -> Spot:  # noqa: ANN401
    """Return a point inside a shape with the radius of its area, of a line half its extent."""
    from shapely.errors import ShapelyError

    if shape.is_empty:
        raise InvalidRecordError("no coordinates")
    west, south, east, north = shape.bounds
    if not (is_valid_lat_lon(south, west) and is_valid_lat_lon(north, east)):
        raise InvalidRecordError("a shape outside ±90 and ±180 degrees: write WGS 84 (EPSG:4326)")
    try:
        inside = _middle(shape)
    except ShapelyError as error:
        raise InvalidRecordError(f"a {shape.geom_type} that cannot be read") from error
    area = shape.area * _KM_PER_DEGREE**2 * math.cos(math.radians(inside.y))
    extent = distance_km(south, west, north, east) / 2
    radius = area_radius(area) if area > 0 else max(1.0, round(extent, 1))
    return _checked(inside.y, inside.x)._replace(radius_km=radius)


def _middle(shape: Any) -> Any:  # noqa: ANN401
    """Return a point on a shape: half way along a line, of several lines the longest; else one inside."""
    if shape.geom_type == "MultiLineString":
        shape = max(shape.geoms, key=lambda line: line.length)
    if shape.geom_type == "LineString":
        return shape.interpolate(0.5, normalized=True)
    return shape.representative_point()
