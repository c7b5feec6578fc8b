"""Points whose parts stand in columns of their own: degrees, minutes and seconds; UTM zone and metres."""

from __future__ import annotations

import re
from typing import NamedTuple

from geomap.gazetteer.sources.coordinates import Spot
from geomap.values.grids import read_utm, utm_to_lat_lon
from geomap.values.points import PointReading
from geomap.values.typography import is_blank, plain

__all__ = ["SPLIT_ROLES", "Metres", "join_degrees", "read_metres"]

SPLIT_ROLES = (
    *("lat_minutes", "lat_seconds", "lat_letter", "lon_minutes", "lon_seconds", "lon_letter"),
    *("utm_zone", "utm_hemisphere", "easting", "northing"),
)
"""Roles of columns that hold a part of a coordinate."""

_ZONE = re.compile(r"(?<!\d)(\d{1,2})\s*°?\s*([A-Za-z]?)")
_EPSG = re.compile(r"(?:EPSG:?\s*)?32([67])(\d\d)", re.IGNORECASE)
_THOUSANDS = re.compile(r"(\d{1,3}(?:[ ,']\d{3})+)(\.\d+)?|(\d{1,3}(?:[ .']\d{3})+)(,\d+)?")
_NORTH, _SOUTH = ("n", "+", "شمال", "пн", "сев"), ("s", "-", "جنوب", "пд", "юж", "z")
_WHOLE = re.compile(r"[+-]?\d{1,3}(?:[.,]0+)?")


class Metres(NamedTuple):
    """The cells of a row that hold a point of a UTM grid."""

    zone: str
    hemisphere: str
    easting: str
    northing: str


def join_degrees(degrees: str, minutes: str, seconds: str, letter: str) -> str:
    """Return one coordinate as a cell would hold it: ``17``, ``49``, ``30``, ``S`` → ``17°49'30" S``.

    Degrees with decimals are whole already; only their letter is added.
    """
    parts = [plain(part) for part in (degrees, minutes, seconds, letter)]
    first, then, last, side = ("" if is_blank(part) else part for part in parts)
    if first == "":
        return ""
    if (then != "" or last != "") and _WHOLE.fullmatch(first) is not None:
        whole = re.split(r"[.,]", first)[0]
        first = f"{whole}°{then or 0}'" + (f'{last}"' if last != "" else "")
    return f"{first} {side}" if side != "" and first[-1:].upper() not in "NSEW" else first


def read_metres(cells: Metres) -> PointReading:
    """Return the point of a UTM zone, its hemisphere where that has a cell of its own, easting and northing.

    A zone that says neither band nor hemisphere gives no point: both would be as good a guess.
    """
    zone, side, east, north = (plain(cell) for cell in cells)
    if is_blank(east) and is_blank(north):
        return PointReading(None)
    if is_blank(east) or is_blank(north):
        return PointReading(None, "half of the coordinates is missing")
    metres = _metres(east), _metres(north)
    if metres[0] is None or metres[1] is None:
        return PointReading(None, f"'{(east if metres[0] is None else north)[:40]}' is no number of metres")
    if is_blank(zone):
        return PointReading(None, "metres east and north without their UTM zone")
    spot = _spot(zone, side, metres[0], metres[1])
    if isinstance(spot, str):
        return PointReading(None, spot)
    return PointReading(spot, numbers=(spot.lat, spot.lon))


def _spot(zone: str, side: str, east: float, north: float) -> Spot | str:
    """Return a point, or why there is none."""
    epsg = _EPSG.fullmatch(zone)
    found = next(iter(reversed(list(_ZONE.finditer(zone)))), None)  # before it may stand "WGS 84"
    if epsg is not None:
        number, letter, is_north = int(epsg[2]), "", epsg[1] == "6"
    elif found is not None:
        number, letter, is_north = int(found[1]), found[2].upper(), True
        told = [ending for ending in (_NORTH, _SOUTH) if side.casefold().startswith(ending)]
        if told:
            letter, is_north = "", told[0] is _NORTH
        elif letter == "":
            return f"UTM zone '{zone[:20]}' does not say whether it is north or south"
    else:
        return f"'{zone[:20]}' is no UTM zone"
    if letter != "":
        return (
            read_utm(f"{number:02d}{letter} {east:.3f} {north:.3f}")
            or "the metres do not lie in this UTM zone"
        )
    point = utm_to_lat_lon(number, east, north, north=is_north) if 1 <= number <= 60 else None
    return (
        "the metres do not lie in this UTM zone"
        if point is None
        else Spot(round(point[0], 7), round(point[1], 7))
    )


def _metres(text: str) -> float | None:
    """Return a number of metres: thousands may be parted, ``m`` and letters of direction may follow."""
    bare = text.strip().rstrip("mMeEnN ").strip()
    parted = _THOUSANDS.fullmatch(bare)
    if parted is not None:
        bare = re.sub(r"\D", "", parted[1] or parted[3]) + (parted[2] or parted[4] or "")
    try:
        return float(bare.replace(" ", "").replace(",", "."))
    except ValueError:
        return None
