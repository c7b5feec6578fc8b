"""Columns that hold parts of coordinates: minutes beside degrees, metres beside a UTM zone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from geomap.values.split_points import SPLIT_ROLES, Metres, read_metres
from geomap.values.typography import plain

__all__ = ["SPLIT_ROLES", "fits_split_role", "useless_parts"]

_ZONE = re.compile(
    r"(?:wgs[\s_-]*84)?[\s/,]*(?:utm|huso|fuseau|zona)?[\s_-]*(?:zone)?[\s:_-]*\d{1,2}\s*[c-x]?(?:orth|outh)?"
    r"|(?:epsg:?)?\s*32[67]\d\d",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"[+-]?\d{1,3}(?:[.,]0+)?\s*°?")
_SIXTIETH = re.compile(r"[0-5]?\d(?:[.,]\d+)?\s*['\"′″]*")
_PARTS = ("lat_minutes", "lat_seconds", "lon_minutes", "lon_seconds")
_METRES = ("easting", "northing", "utm_zone", "utm_hemisphere")
_LETTERS = {"lat_letter": "NSns", "lon_letter": "EWOLewol"}


def fits_split_role(role: str, cell: str) -> bool:
    """Say whether a cell can be what a column of such a role holds."""
    text = plain(cell)
    if role in _PARTS:
        return _SIXTIETH.fullmatch(text) is not None
    if role in _LETTERS:
        return text[:1] in _LETTERS[role]
    if role == "utm_zone":
        return _ZONE.fullmatch(text) is not None
    if role == "utm_hemisphere":
        return text[:1].upper() in ("N", "S")
    east, north = (text, "4000000") if role == "easting" else ("500000", text)
    reading = read_metres(Metres("30N", "", east, north))
    return reading.spot is not None and sum(ch.isdigit() for ch in text) >= 4


def useless_parts(
    roles: Mapping[str, str], names: Sequence[str], sample: Sequence[Sequence[str]]
) -> set[str]:
    """Return the roles of parts that make no coordinate: minutes without whole degrees, metres by halves.

    Args:
        roles: Column of each role.
        names: The table's columns.
        sample: Its first rows.
    """
    useless: set[str] = set()
    both = all({f"{axis}", f"{axis}_minutes"} <= roles.keys() for axis in ("lat", "lon"))
    at = [index for index, name in enumerate(names) if name in (roles.get("lat"), roles.get("lon"))]
    degrees = [plain(row[index]) for row in sample for index in at if index < len(row)]
    if not both or any(cell != "" and _WHOLE.fullmatch(cell) is None for cell in degrees):
        useless.update(_PARTS)
    if not {"lat", "lon"} <= roles.keys():
        useless.update((*_PARTS, *_LETTERS))
    if not {"easting", "northing"} <= roles.keys() or {"lat", "lon"} <= roles.keys() or "latlon" in roles:
        useless.update(_METRES)
    return useless & roles.keys()
