"""Rows of the index → records."""

from __future__ import annotations

from typing import NamedTuple

from geomap.model import Place

__all__ = [
    "PLACE_COLUMNS",
    "PLACE_JOINS",
    "PlaceRow",
    "packed_id",
    "packed_spelling",
    "read_place",
    "spelling_of",
]

PLACE_COLUMNS = (
    "t.name || ':' || p.ext, p.name, p.lat / 100000.0, p.lon / 100000.0, p.fclass, p.fcode, p.cc, c.name, "
    "a.name, b.name, p.a1code, p.population, p.radius / 10.0, s.key"
)
PLACE_JOINS = (
    "JOIN idspace t ON t.id = p.idspace JOIN source s ON s.id = p.source LEFT JOIN country c ON c.cc = p.cc "
    "LEFT JOIN place a ON a.id = p.a1 LEFT JOIN place b ON b.id = p.a2"
)

_AS_KEY = "="
_TITLE_CASE = ""


class PlaceRow(NamedTuple):
    """The columns of ``PLACE_COLUMNS``."""

    key: str
    name: str
    lat: float
    lon: float
    feature_class: str
    feature_code: str
    country_code: str
    country: str | None
    admin1: str | None
    admin2: str | None
    admin1_code: str | None
    population: int
    radius_km: float
    source: str


def read_place(row: PlaceRow) -> Place:
    """Return the record of a row."""
    return Place(
        id=row.key,
        name=row.name,
        lat=row.lat,
        lon=row.lon,
        feature_class=row.feature_class,
        feature_code=row.feature_code,
        country_code=row.country_code,
        country=row.country,
        admin1=row.admin1,
        admin2=row.admin2,
        admin1_code=row.admin1_code,
        population=row.population,
        radius_km=row.radius_km,
        source=row.source,
    )


def packed_id(place_id: str) -> tuple[str, str | int]:
    """Part ``geonames:98182`` into its id space and the rest, as a number where it is one."""
    space, _, rest = place_id.partition(":")
    return space, int(rest) if rest.isdecimal() and rest.isascii() and str(int(rest)) == rest else rest


def packed_spelling(text: str, key: str, main: str) -> str | None:
    """Return what the index holds for a spelling: None for the main name, a mark where the key tells it."""
    if text == main:
        return None
    if text == key:
        return _AS_KEY
    return _TITLE_CASE if text == key.title() else text


def spelling_of(packed: str | None, key: str, main: str) -> str:
    """Return the spelling that ``packed_spelling`` packed."""
    if packed is None:
        return main
    if packed == _AS_KEY:
        return key
    return key.title() if packed == _TITLE_CASE else packed
