"""Rows of the index → records. What many places share is read once and remembered."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from geomap.gazetteer.known_skeletons import KnownSkeletons
from geomap.model import Place
from geomap.model.drafts import PlaceDraft

__all__ = [
    "PLACE_COLUMNS",
    "UNIT",
    "PlaceReader",
    "packed_id",
    "packed_spelling",
    "spelling_of",
]

PLACE_COLUMNS = "p.ext, p.name, p.lat, p.lon, p.kind, p.unit, p.population, p.radius"

UNIT = -3
"""Index of the number of a place's unit in ``PLACE_COLUMNS``, and in rows that end with them."""

_AT_ONCE = 500
_AS_KEY = "="
_TITLE_CASE = ""
_DEGREE = 100_000


class _Kind(NamedTuple):
    """A row of ``kind``."""

    fclass: str
    fcode: str
    source: str
    space: str


class _Unit(NamedTuple):
    """A row of ``unit`` with the names and ids that its numbers stand for."""

    cc: str
    country: str | None
    code1: str | None
    code2: str | None
    admin1: str | None
    admin2: str | None
    admin1_id: str | None
    admin2_id: str | None


class PlaceReader:
    """Makes places of rows.

    Args:
        connection: An open gazetteer.

    Attributes:
        skeletons: The consonant skeletons of its names.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.skeletons = KnownSkeletons(connection)
        self._kinds: dict[int, _Kind] = {}
        self._units: dict[int, _Unit] = {}
        self._countries: dict[str, str] = {}

    def read(self, row: Sequence[Any]) -> Place:
        """Return the record of a row of ``PLACE_COLUMNS``."""
        ext, name, lat, lon, kind, unit, population, radius = row
        draft: Any = PlaceDraft()
        draft.feature_class, draft.feature_code, draft.source, space = self._kinds.get(kind) or self.kind(
            kind
        )
        draft.id = f"{space}:{ext}"
        draft.name = name
        draft.lat = lat / _DEGREE
        draft.lon = lon / _DEGREE
        (
            draft.country_code,
            draft.country,
            draft.admin1_code,
            draft.admin2_code,
            draft.admin1,
            draft.admin2,
            draft.admin1_id,
            draft.admin2_id,
        ) = self._units.get(unit) or self._unit(unit)
        draft.population = population
        draft.radius_km = radius / 10
        draft.__class__ = Place
        return draft  # type: ignore[no-any-return]

    def kind(self, number: int) -> _Kind:
        """Return what a kind's number stands for."""
        if not self._kinds:
            rows = self.connection.execute("SELECT id, fclass, fcode, source, space FROM kind")
            self._kinds = {row[0]: _Kind(*row[1:]) for row in rows}
        return self._kinds[number]

    def country_code(self, unit: int) -> str:
        """Return the country of a unit's number."""
        return (self._units.get(unit) or self._unit(unit)).cc

    def load_units(self, numbers: Iterable[int]) -> None:
        """Read many units at once; places of them are read without a query then."""
        asked = sorted({number for number in numbers if number not in self._units})
        for start in range(0, len(asked), _AT_ONCE):
            some = asked[start : start + _AT_ONCE]
            rows = self.connection.execute(
                "SELECT u.id, u.cc, u.code1, u.code2, a1.name, a1.ext, a1.kind, a2.name, a2.ext, a2.kind "
                "FROM unit u LEFT JOIN place a1 ON a1.id = u.a1 LEFT JOIN place a2 ON a2.id = u.a2 "
                f"WHERE u.id IN ({', '.join('?' * len(some))})",
                some,
            )
            for number, cc, code1, code2, *units in rows:
                admin1, admin2 = units[0], units[3]
                ids = (
                    None if kind is None else f"{self.kind(kind).space}:{ext}"
                    for _, ext, kind in (units[:3], units[3:])
                )
                self._units[number] = _Unit(cc, self._country(cc), code1, code2, admin1, admin2, *ids)

    def _country(self, cc: str) -> str | None:
        """Return the name of a country."""
        if not self._countries:
            self._countries = dict(self.connection.execute("SELECT cc, name FROM country"))
        return self._countries.get(cc)

    def _unit(self, number: int) -> _Unit:
        row = self.connection.execute(
            "SELECT cc, code1, code2, a1, a2 FROM unit WHERE id = ?", (number,)
        ).fetchone()
        cc, code1, code2, a1, a2 = row
        admin1, admin1_id = self._name_of(a1)
        admin2, admin2_id = self._name_of(a2)
        found = _Unit(cc, self._country(cc), code1, code2, admin1, admin2, admin1_id, admin2_id)
        self._units[number] = found
        return found

    def _name_of(self, place: int | None) -> tuple[str | None, str | None]:
        """Return the name and id of a place, by its row number."""
        if place is None:
            return None, None
        name, ext, kind = self.connection.execute(
            "SELECT name, ext, kind FROM place WHERE id = ?", (place,)
        ).fetchone()
        return name, f"{self.kind(kind).space}:{ext}"


def packed_id(place_id: str) -> tuple[str, str | int]:
    """Part ``geonames:98182`` into its id space and the rest, as a number where it is one."""
    space, _, rest = place_id.partition(":")
    if rest.isdecimal() and rest.isascii() and len(rest) < 19 and (rest[0] != "0" or rest == "0"):
        return space, int(rest)
    return space, rest


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
