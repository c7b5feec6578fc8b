"""What is at a point? Its country by polygon, its units by the nearest places, and those places."""

from __future__ import annotations

import math
import sqlite3
from dataclasses import dataclass
from typing import NamedTuple

from geomap.errors import InputError
from geomap.gazetteer.areas import COAST_KM, CountryAreas, CountryAt
from geomap.gazetteer.grid import iter_cell_ranges
from geomap.gazetteer.rows import PLACE_COLUMNS, PlaceReader
from geomap.geo import distance_km, is_valid_lat_lon
from geomap.model import Place

__all__ = [
    "ADMIN2_KM",
    "Location",
    "check_point",
    "country_names",
    "locate",
    "nearest_places",
    "read_places",
]

ADMIN2_KM = 25.0
"""How far away a place may be to lend its second-level unit; those are smaller than first-level ones."""

_NEARBY = (
    "SELECT p.id, p.lat, p.lon, u.cc, u.a1, u.a2 FROM cell c JOIN place p ON p.id = c.place "
    "JOIN unit u ON u.id = p.unit WHERE c.cell BETWEEN ? AND ?"
)
_STEPS_KM = (10.0, 40.0)
_PER_DEGREE = 100_000.0
_IDS_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """What the gazetteer knows of a point.

    Attributes:
        country_code, country: ISO 3166-1 code and name of the country, or None.
        country_how: ``inside`` its borders; ``nearest``: off its coast, within 3 km; ``place``: there is no
            outline here (an atoll, a gazetteer without outlines), and the nearest place says so;
            ``unassigned``: land that the map gives to no country; None at sea.
        admin1, admin2: Names of the units, or None; ``_id`` their places.
        admin_inferred: True when units are given: they are those of the nearest places in the country.
        places: The nearest places with their distance in km, nearest first.
    """

    lat: float
    lon: float
    country_code: str | None
    country: str | None
    country_how: str | None
    admin1: str | None
    admin1_id: str | None
    admin2: str | None
    admin2_id: str | None
    admin_inferred: bool
    places: tuple[tuple[Place, float], ...]


class _Near(NamedTuple):
    """A place near a point: rows of the index for itself and its units."""

    km: float
    place: int
    country_code: str
    admin1: int | None
    admin2: int | None


def check_point(lat: float, lon: float, what: str = "") -> None:
    """Make sure that a pair is a point on Earth.

    Raises:
        InputError: It is not; the message says if the two look swapped.
    """
    if is_valid_lat_lon(lat, lon):
        return
    swapped = abs(lat) <= 180 and abs(lon) <= 90
    hint = f"; are they swapped? lat comes first: {lon:g}, {lat:g}" if swapped else ""
    raise InputError(
        f"{what}{lat:g}, {lon:g} is no point on Earth: lat goes from -90 to 90, lon from -180 to 180{hint}"
    )


def nearest_places(
    reader: PlaceReader, lat: float, lon: float, *, limit: int = 5, max_km: float = 100.0
) -> list[tuple[Place, float]]:
    """Return the towns and sites nearest to a point with their distance in km, nearest first.

    Args:
        reader: An open gazetteer.
        lat: Degrees north.
        lon: Degrees east.
        limit: How many to return.
        max_km: How far to look.
    """
    for km in _radii(max_km):
        near = _within(reader, lat, lon, km)
        if len(near) >= limit:
            break
    return _with_places(reader, near[:limit])


def locate(
    reader: PlaceReader,
    areas: CountryAreas,
    lat: float,
    lon: float,
    *,
    limit: int = 5,
    max_km: float = 100.0,
) -> Location:
    """Return the country, the units and the nearest places of a point.

    Args:
        reader: An open gazetteer.
        areas: The outlines of countries in it; kept by the caller, since it remembers tiles.
        lat: Degrees north.
        lon: Degrees east.
        limit: How many places to return.
        max_km: How far to look for them.

    Raises:
        InputError: There is no such point.
    """
    check_point(lat, lon)
    for km in _radii(max_km):
        near = _within(reader, lat, lon, km)
        country = _country(areas, lat, lon, near)
        admin1, admin2 = _lenders(country.code, near)
        if len(near) >= limit and (country.code is None or (admin1 is not None and km >= ADMIN2_KM)):
            break
    places = read_places(reader, [one.place for one in (*near[:limit], admin1, admin2) if one is not None])
    first = places[admin1.place] if admin1 is not None else None
    second = places[admin2.place] if admin2 is not None else None
    return Location(
        lat=lat,
        lon=lon,
        country_code=country.code,
        country=country_names(reader.connection).get(country.code) if country.code is not None else None,
        country_how=country.how,
        admin1=first.admin1 if first is not None else None,
        admin1_id=first.admin1_id if first is not None else None,
        admin2=second.admin2 if second is not None else None,
        admin2_id=second.admin2_id if second is not None else None,
        admin_inferred=first is not None,
        places=tuple((places[one.place], one.km) for one in near[:limit]),
    )


def _radii(max_km: float) -> tuple[float, ...]:
    return (*(step for step in _STEPS_KM if step < max_km), max_km)


def _country(areas: CountryAreas, lat: float, lon: float, near: list[_Near]) -> CountryAt:
    """Return the country by outline; where there is none, that of a place hard by."""
    found = areas.country_of(lat, lon)
    reach = COAST_KM if areas.exist else math.inf
    if found.how is None and near and near[0].km <= reach and near[0].country_code != "":
        return CountryAt(near[0].country_code, "place")
    return found


def _lenders(code: str | None, near: list[_Near]) -> tuple[_Near | None, _Near | None]:
    """Return the nearest places of the country that say in which first- and second-level unit they lie."""
    same = [one for one in near if one.country_code == code and one.admin1 is not None]
    if not same:
        return None, None
    second = (one for one in same if one.admin2 is not None and one.admin1 == same[0].admin1)
    close = (one for one in second if one.km <= ADMIN2_KM)
    return same[0], next(close, None)


def _within(reader: PlaceReader, lat: float, lon: float, km: float) -> list[_Near]:
    """Return the places within ``km`` of a point, nearest first."""
    near = []
    for first, last in iter_cell_ranges(lat, lon, km):
        rows = reader.connection.execute(_NEARBY, (first, last))
        for place, place_lat, place_lon, country_code, admin1, admin2 in rows:
            away = distance_km(lat, lon, place_lat / _PER_DEGREE, place_lon / _PER_DEGREE)
            if away <= km:
                near.append(_Near(away, place, country_code, admin1, admin2))
    near.sort(key=lambda one: (one.km, one.place))
    return near


def _with_places(reader: PlaceReader, near: list[_Near]) -> list[tuple[Place, float]]:
    places = read_places(reader, [one.place for one in near])
    return [(places[one.place], one.km) for one in near]


def read_places(reader: PlaceReader, rows: list[int]) -> dict[int, Place]:
    """Return the places of rows of the index."""
    places = {}
    for start in range(0, len(rows), _IDS_AT_ONCE):
        some = rows[start : start + _IDS_AT_ONCE]
        marks = ", ".join("?" * len(some))
        query = f"SELECT p.id, {PLACE_COLUMNS} FROM place p WHERE p.id IN ({marks})"
        for row, *columns in reader.connection.execute(query, some):
            places[row] = reader.read(columns)
    return places


def country_names(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the name of every country by its code."""
    return dict(connection.execute("SELECT cc, name FROM country"))
