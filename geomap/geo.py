"""Pure coordinates: distances, bearings, boxes. The only place where lat/lon order is swapped."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

__all__ = [
    "COMPASS_BEARINGS",
    "EARTH_RADIUS_KM",
    "BBox",
    "bbox_of",
    "destination",
    "distance_km",
    "is_valid_lat_lon",
    "midpoint",
    "to_lon_lat",
]

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG R1), km."""

COMPASS_BEARINGS = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}
"""Bearing in degrees, clockwise from north, of the eight compass words."""


class BBox(NamedTuple):
    """A bounding box in degrees, WGS 84, in RFC 7946 order."""

    west: float
    south: float
    east: float
    north: float


def is_valid_lat_lon(lat: float, lon: float) -> bool:
    """Say whether a pair is finite and inside ±90, ±180 degrees."""
    return math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180


def to_lon_lat(lat: float, lon: float) -> tuple[float, float]:
    """Swap (lat, lon), the order of people and geopy, to (lon, lat), the order of geometries."""
    return (lon, lat)


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance in km (haversine on a sphere, within 0.5 % of WGS 84)."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_dphi = (phi2 - phi1) / 2
    half_dlambda = math.radians(lon2 - lon1) / 2
    chord = math.sin(half_dphi) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_dlambda) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def destination(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """Return the (lat, lon) reached from a point by a bearing in degrees and a distance in km."""
    phi, lam, theta = math.radians(lat), math.radians(lon), math.radians(bearing)
    delta = km / EARTH_RADIUS_KM
    phi2 = math.asin(math.sin(phi) * math.cos(delta) + math.cos(phi) * math.sin(delta) * math.cos(theta))
    lam2 = lam + math.atan2(
        math.sin(theta) * math.sin(delta) * math.cos(phi),
        math.cos(delta) - math.sin(phi) * math.sin(phi2),
    )
    return math.degrees(phi2), (math.degrees(lam2) + 540) % 360 - 180


def midpoint(lat1: float, lon1: float, lat2: float, lon2: float) -> tuple[float, float]:
    """Return the (lat, lon) half-way between two points on their great circle."""
    phi1, phi2, delta = math.radians(lat1), math.radians(lat2), math.radians(lon2 - lon1)
    east, north = math.cos(phi2) * math.cos(delta), math.cos(phi2) * math.sin(delta)
    lat = math.atan2(math.sin(phi1) + math.sin(phi2), math.hypot(math.cos(phi1) + east, north))
    lon = math.radians(lon1) + math.atan2(north, math.cos(phi1) + east)
    return math.degrees(lat), (math.degrees(lon) + 540) % 360 - 180


def bbox_of(points: Iterable[tuple[float, float]]) -> BBox | None:
    """Return the box around (lat, lon) points, or None when there are none."""
    pairs = list(points)
    if not pairs:
        return None
    lats = [lat for lat, _ in pairs]
    lons = [lon for _, lon in pairs]
    return BBox(min(lons), min(lats), max(lons), max(lats))
