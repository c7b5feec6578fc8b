"""Grid references to degrees: UTM with its zone, and the letters and digits of MGRS."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from geomap.gazetteer.sources.coordinates import Spot
from geomap.geo import is_valid_lat_lon

__all__ = ["read_mgrs", "read_utm", "utm_to_lat_lon"]

_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_COLUMNS = ("STUVWXYZ", "ABCDEFGH", "JKLMNPQR")
"""Letters of the 100 km columns of zones 3, 1 and 2, and so on round the globe."""
_SQUARE_M, _ROUND_M = 100_000, 2_000_000
_FALSE_EASTING, _FALSE_NORTHING, _SCALE = 500_000.0, 10_000_000.0, 0.9996

_N = (1 / 298.257223563) / (2 - 1 / 298.257223563)
_RECTIFYING = 6378137.0 / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_ALPHA = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440,
    61 * _N**3 / 240 - 103 * _N**4 / 140,
)
_BETA = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
)
_DELTA = (
    2 * _N - 2 * _N**2 / 3 - 2 * _N**3 + 116 * _N**4 / 45,
    7 * _N**2 / 3 - 8 * _N**3 / 5 - 227 * _N**4 / 45,
    56 * _N**3 / 15 - 136 * _N**4 / 35,
)
"""Series of the transverse Mercator projection (Krüger), good to millimetres within a zone."""

_MGRS = re.compile(
    r"(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z])([A-HJ-NP-V])\s*(\d{1,5}\s+\d{1,5}|\d{0,10})", re.I
)
_ZONE = r"(?:utm|zone|wgs\s*84|huso|fuseau|zona)?[\s:,/]*"
_EASTING = r"(?:e|east(?:ing)?|x)?\s*[:=]?\s*(\d{6}(?:\.\d+)?)\s*(?:m\b)?\s*(?:me?\b|e\b)?"
_NORTHING = r"(?:n|north(?:ing)?|y)?\s*[:=]?\s*(\d{5,8}(?:\.\d+)?)\s*(?:m\b)?\s*(?:mn?\b|n\b)?"
_UTM = re.compile(
    rf"(?:{_ZONE}){{0,3}}(\d{{1,2}})\s*([C-HJ-NP-X])[\s,;:]+{_EASTING}[\s,;/]+{_NORTHING}", re.I
)


def read_mgrs(text: str) -> Spot | None:
    """Return the middle of an MGRS square (``38S MB 44 88``), half its diagonal as radius, else None."""
    found = _MGRS.fullmatch(text.strip())
    if found is None:
        return None
    zone, band = int(found[1]), found[2].upper()
    digits = "".join(found[5].split())
    parts = found[5].split()
    if not 1 <= zone <= 60 or len(digits) % 2 == 1 or (len(parts) == 2 and len(parts[0]) != len(parts[1])):
        return None
    column = _COLUMNS[zone % 3].find(found[3].upper())
    row = (_ROWS.index(found[4].upper()) - (5 if zone % 2 == 0 else 0)) % len(_ROWS)
    if column < 0:
        return None
    size = _SQUARE_M // 10 ** (len(digits) // 2)
    half = len(digits) // 2
    easting = (column + 1) * _SQUARE_M + int(digits[:half] or 0) * size + size / 2
    northing = row * _SQUARE_M + int(digits[half:] or 0) * size + size / 2
    lowest = _lowest_northing(band)
    northing += (
        math.ceil((lowest - northing - size / 2) / _ROUND_M) * _ROUND_M if northing + size / 2 < lowest else 0
    )
    point = utm_to_lat_lon(zone, easting, northing, north=band >= "N")
    if point is None or not _in_band(point[0], band, slack=1.0):
        return None
    return Spot(
        round(point[0], 7), round(point[1], 7), round(size * math.sqrt(0.5) / 1000, 3) if size > 1 else None
    )


def read_utm(text: str) -> Spot | None:
    """Return the point of UTM zone, easting and northing in metres (``38S 441200 3685000``), else None.

    S after the zone is its band (32 to 40 degrees north) where the northing fits that band, else the
    southern half.
    """
    found = _UTM.fullmatch(text.strip())
    if found is None:
        return None
    zone, letter = int(found[1]), found[2].upper()
    easting, northing = float(found[3]), float(found[4])
    if not 1 <= zone <= 60:
        return None
    as_band = utm_to_lat_lon(zone, easting, northing, north=letter >= "N")
    if as_band is not None and (_in_band(as_band[0], letter, slack=0.1) or letter == "N"):
        point: tuple[float, float] | None = as_band
    elif letter == "S":
        point = utm_to_lat_lon(zone, easting, northing, north=False)
    else:
        point = None
    return None if point is None else Spot(round(point[0], 7), round(point[1], 7))


def utm_to_lat_lon(zone: int, easting: float, northing: float, *, north: bool) -> tuple[float, float] | None:
    """Return (lat, lon) of metres in a UTM zone of WGS 84, or None when they lie off the Earth."""
    xi = (northing - (0.0 if north else _FALSE_NORTHING)) / (_SCALE * _RECTIFYING)
    eta = (easting - _FALSE_EASTING) / (_SCALE * _RECTIFYING)
    if abs(xi) > math.pi / 2 or abs(eta) > 0.25:
        return None
    xi_, eta_ = xi, eta
    for index, beta in enumerate(_BETA, start=1):
        xi_ -= beta * math.sin(2 * index * xi) * math.cosh(2 * index * eta)
        eta_ -= beta * math.cos(2 * index * xi) * math.sinh(2 * index * eta)
    conformal = math.asin(math.sin(xi_) / math.cosh(eta_))
    lat = conformal + sum(
        delta * math.sin(2 * index * conformal) for index, delta in enumerate(_DELTA, start=1)
    )
    lon = math.radians(zone * 6 - 183) + math.atan2(math.sinh(eta_), math.cos(xi_))
    point = math.degrees(lat), (math.degrees(lon) + 180) % 360 - 180
    return point if is_valid_lat_lon(*point) else None


def _in_band(lat: float, band: str, *, slack: float) -> bool:
    south = -80 + 8 * _BANDS.index(band)
    return south - slack <= lat <= south + (12 if band == "X" else 8) + slack


@lru_cache(maxsize=len(_BANDS))
def _lowest_northing(band: str) -> float:
    """Return the northing of a band's southern side on the middle of a zone, in whole squares."""
    phi = math.radians(-80 + 8 * _BANDS.index(band))
    e2 = 4 * _N / (1 + _N) ** 2
    e = math.sqrt(e2)
    xi = math.atan(math.sinh(math.atanh(math.sin(phi)) - e * math.atanh(e * math.sin(phi))))
    arc = xi + sum(alpha * math.sin(2 * index * xi) for index, alpha in enumerate(_ALPHA, start=1))
    northing = _SCALE * _RECTIFYING * arc + (_FALSE_NORTHING if band < "N" else 0.0)
    return math.floor(northing / _SQUARE_M) * _SQUARE_M
