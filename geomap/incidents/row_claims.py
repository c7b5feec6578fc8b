"""Whether what a row names may be held against its coordinates: its words may mean more than one place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from itertools import islice

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.countries import is_country
from geomap.geo import distance_km
from geomap.incidents.row_points import POINT_ROLES
from geomap.model import Document, Place
from geomap.text import fold

__all__ = ["is_claim", "is_quake"]

CELL_KM, ROW_KM = 60.0, 30.0
"""A point so near to a place that the place cells name, or that other cells name, is meant by them."""
QUAKE_KM = 400.0
"""An earthquake is named after where it was felt; its coordinates are those of its origin."""
APART_KM = 20.0
"""Places of one name that are farther apart are two places."""
SMALL_KM = 5.0
"""Places that reach no farther are not known so well that another of their name is out of the question."""
LONGEST, MOST_WORDS, MOST_CELL = 4, 60, 300

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:[-'’ʻ‘][^\W_]+)*")
_PLACE_ROLES = ("place", "admin2", "admin1")
_CODES = re.compile(r"[A-Z]{2,3}")


def is_claim(doc: Document, place: Place, point: tuple[float, float], gazetteer: Gazetteer) -> bool:
    """Say whether a row that names a place would be wrong about a point far from that place.

    It would not where its words are of something long or wide (a road, a strait), where the place's name
    is only spelt like them, where another name in the row, or another place of the same name, lies at
    the point, where the place is a small one of several with its name, or where the row is about an
    earthquake.
    """
    cells = [doc.value(role) or "" for role in _PLACE_ROLES]
    if any(word in _wide_words() for word in _WORD.findall(fold(cells[0]))):
        return False
    if is_quake(doc) and distance_km(*point, place.lat, place.lon) < QUAKE_KM:
        return False
    named = list(_named(cells, gazetteer))
    if not _is_written(place, cells, named) or any(_lies_at(point, one, place, CELL_KM) for one in named):
        return False
    if place.radius_km <= SMALL_KM and _is_one_of_many(place, gazetteer):
        return False
    return not any(_lies_at(point, one, place, ROW_KM) for one in _named(_others(doc), gazetteer))


def is_quake(doc: Document) -> bool:
    """Say whether a row is about an earthquake or a tsunami."""
    return (doc.value("sub_type") or "").lower() in ("earthquake", "tsunami")


def _others(doc: Document) -> list[str]:
    """Return the cells that are not about where a row is."""
    taken = {doc.roles.get(role) for role in (*_PLACE_ROLES, "country", *POINT_ROLES)}
    return [cell for column, cell in doc.fields.items() if column not in taken]


def _lies_at(point: tuple[float, float], named: Place, decided: Place, km: float) -> bool:
    """Say whether a point is at a place that a row names, and what was decided is not."""
    if is_country(named):
        return named.country_code != decided.country_code and _within(point, named, 0.0)
    if not _within(point, named, km):
        return False
    return not _within((decided.lat, decided.lon), named, km)


def _is_written(place: Place, cells: list[str], named: list[Place]) -> bool:
    """Say whether some cells hold a name of a place, not one that is only spelt alike."""
    return any(one.id == place.id for one in named) or any(fold(place.name) in fold(cell) for cell in cells)


def _within(point: tuple[float, float], place: Place, km: float) -> bool:
    return distance_km(*point, place.lat, place.lon) <= max(km, place.radius_km)


def _is_one_of_many(place: Place, gazetteer: Gazetteer) -> bool:
    """Say whether another place of a country has the same name."""
    return any(
        one.country_code == place.country_code
        and distance_km(place.lat, place.lon, one.lat, one.lon) > APART_KM + one.radius_km
        for one in _bearers(gazetteer, place.name)
    )


def _named(cells: list[str], gazetteer: Gazetteer) -> Iterator[Place]:
    """Yield all places that words of some cells, begun with a capital letter, are the name of."""
    names = (name for cell in cells if len(cell) <= MOST_CELL for name in _names(cell))
    for name in dict.fromkeys(islice(names, MOST_WORDS * LONGEST)):
        yield from _bearers(gazetteer, name)


def _names(cell: str) -> Iterator[str]:
    words = [match.group() for match in _WORD.finditer(cell)]
    for first in range(len(words)):
        for end in range(first + 1, min(first + LONGEST, len(words)) + 1):
            name = " ".join(words[first:end])
            if len(name) > 2 and not name.islower() and not (len(name) == 3 and _CODES.fullmatch(name)):
                yield name


@lru_cache(maxsize=1 << 13)
def _bearers(gazetteer: Gazetteer, name: str) -> tuple[Place, ...]:
    return tuple(gazetteer.exact(name))


@lru_cache(maxsize=1)
def _wide_words() -> frozenset[str]:
    content = resources.files("geomap.incidents").joinpath("data/wide_words.txt").read_text(encoding="utf-8")
    return frozenset(
        fold(word) for line in content.splitlines() if not line.startswith("#") for word in line.split()
    )
