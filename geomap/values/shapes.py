"""Geometries in a cell: WKT and EWKT, WKB in hexadecimal digits, GeoJSON."""

from __future__ import annotations

import binascii
import json
import math
import re
import struct

from geomap.errors import InvalidRecordError
from geomap.gazetteer.sources.coordinates import Spot, read_point, read_wkt, spot_of

__all__ = ["read_shape"]

_WKT = re.compile(
    r"(?:SRID=(\d+)\s*;)?\s*((?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)\s*Z?M?\s*\(.*\)",
    re.I | re.S,
)
_HEX = re.compile(r"(?:\\x|0x)?(0[01][0-9a-f]{40,})", re.IGNORECASE)
_DEGREES_SRID = frozenset([0, 4326, 4258, 4269])
"""Reference systems whose degrees differ by metres at most; 0 is "not said"."""
_MERCATOR_SRID = frozenset([3857, 900913, 102100, 3785])
_EARTH_M = 6378137.0
_POINT, _HAS_SRID, _HAS_Z, _HAS_M = 1, 0x20000000, 0x80000000, 0x40000000


def read_shape(text: str) -> Spot | None:
    """Return the point of a geometry, of other shapes one inside with their radius; None for other text.

    Raises:
        InvalidRecordError: It is a geometry that cannot be used; the message says why.
    """
    if text[:1] == "{":
        return _of_geojson(text)
    wkt = _WKT.fullmatch(text.strip())
    if wkt is not None:
        return _of_wkt(text.strip(), int(wkt[1] or 0))
    packed = _HEX.fullmatch(text.strip())
    return None if packed is None else _of_wkb(packed[1])


def _of_geojson(text: str) -> Spot | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    if not isinstance(value, dict):
        return None
    geometry = value.get("geometry") if value.get("type") == "Feature" else value
    if not isinstance(geometry, dict) or not ({"coordinates", "geometries"} & geometry.keys()):
        return None
    return spot_of(geometry)


def _of_wkt(text: str, srid: int) -> Spot:
    body = text.partition(";")[2].strip() if text[:5].upper() == "SRID=" else text
    if srid not in _MERCATOR_SRID:
        _check_srid(srid)
        return read_wkt(body)
    numbers = re.fullmatch(r"POINT\s*\(\s*(\S+)\s+([^\s)]+)\s*\)", body, re.IGNORECASE)
    if numbers is None:
        raise InvalidRecordError("a shape in Web Mercator metres: write WGS 84 (EPSG:4326)")
    return _of_mercator(_number(numbers[1]), _number(numbers[2]))


def _of_wkb(digits: str) -> Spot | None:
    """Read the bytes of a point; other shapes are left to the library that knows them."""
    payload = binascii.unhexlify(digits[: len(digits) // 2 * 2])
    order = "<" if payload[0] == 1 else ">"
    kind = struct.unpack_from(f"{order}I", payload, 1)[0]
    srid = struct.unpack_from(f"{order}I", payload, 5)[0] if kind & _HAS_SRID else 0
    if kind & ~(_HAS_SRID | _HAS_Z | _HAS_M) not in {_POINT, 1001, 2001, 3001}:
        return _of_other_wkb(payload, srid)
    start = 9 if kind & _HAS_SRID else 5
    if len(payload) < start + 16:
        raise InvalidRecordError("WKB that is cut off")
    x, y = struct.unpack_from(f"{order}2d", payload, start)
    if srid in _MERCATOR_SRID:
        return _of_mercator(x, y)
    _check_srid(srid)
    return read_point(y, x)


def _of_other_wkb(payload: bytes, srid: int) -> Spot:
    from shapely import from_wkb, to_geojson
    from shapely.errors import ShapelyError

    _check_srid(srid)
    try:
        return spot_of(json.loads(to_geojson(from_wkb(payload))))
    except (ShapelyError, ValueError) as error:
        raise InvalidRecordError("WKB that cannot be read") from error


def _check_srid(srid: int) -> None:
    if srid not in _DEGREES_SRID:
        raise InvalidRecordError(f"coordinates of the reference system EPSG:{srid}: write WGS 84 (EPSG:4326)")


def _of_mercator(x: float, y: float) -> Spot:
    return read_point(
        math.degrees(2 * math.atan(math.exp(y / _EARTH_M)) - math.pi / 2), math.degrees(x / _EARTH_M)
    )


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise InvalidRecordError(f"WKT that cannot be read: '{text[:40]}' is no number") from error
