"""Where the other rows of a table are, and what that says of a name that stands in many countries.

The first rows of a table are decided by themselves; where those that are sure lie speaks for places there
when the rest is decided. It is a prior, not a rule: a table about the whole world says little.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geomap.gazetteer.countries import is_country
from geomap.model import Place, Resolution

__all__ = ["LEAST_ROWS", "RowCompany", "company_of"]

LEAST_ROWS = 5
"""Sure places below which a table says nothing."""
SURE = 0.7
"""Confidence from which a row's place counts."""
HOME = 0.7
"""Share of a table's sure rows in one country from which it is about that country."""
CELLS_PER_DEGREE = 2
"""A place is near others in its own cell and the eight around it, 50 to 80 km."""
COUNTRY_SHARE, NEAR_SHARE = 0.01, 0.01
"""Share of a table's rows that a country, or the surroundings of a place, have by chance."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RowCompany:
    """Where the sure places of a table's first rows are.

    Attributes:
        table: What the table is known by.
        countries: How many are in each country, by ISO code.
        cells: How many settlements and sites are in each cell of half a degree.
    """

    table: str
    countries: Mapping[str, int]
    cells: Mapping[tuple[int, int], int]

    @property
    def home(self) -> frozenset[str]:
        """The country that nearly all are in, where other spellings of a name are looked for; else none."""
        most = max(self.countries, key=lambda code: (self.countries[code], code))
        is_home = self.countries[most] >= HOME * sum(self.countries.values())
        return frozenset([most]) if is_home else frozenset()

    def in_country(self, place: Place) -> float:
        """Return how much more often than by chance rows are in a place's country: 0 to 1, all of them."""
        if place.country_code == "":
            return 0.0
        return _told(self.countries.get(place.country_code, 0), self.countries, COUNTRY_SHARE)

    def near(self, place: Place) -> float:
        """Return how much more often than by chance rows are around a place: 0 to 1, all of them."""
        row, column = _cell(place)
        around = (self.cells.get((row + up, column + over), 0) for up in (-1, 0, 1) for over in (-1, 0, 1))
        return _told(sum(around), self.cells, NEAR_SHARE)


def company_of(table: str, answers: Iterable[Resolution | None]) -> RowCompany | None:
    """Return where the sure places of rows are, or None when they are too few to say anything."""
    places = [
        one.place
        for one in answers
        if one is not None and one.place is not None and (one.confidence or 0.0) >= SURE
    ]
    countries = Counter(place.country_code for place in places if place.country_code != "")
    if countries.total() < LEAST_ROWS:
        return None
    cells = Counter(_cell(place) for place in places if not is_country(place) and place.radius_km < 100.0)
    return RowCompany(table=table, countries=dict(countries), cells=dict(cells))


def _told(count: int, counts: Mapping[str, int] | Mapping[tuple[int, int], int], chance: float) -> float:
    """Return the log of a share over chance, that of all as 1; a row does not speak for itself.

    The more kinds were met, the likelier is another: their number is what the shares are smoothed with.
    """
    total, kinds = sum(counts.values()) - 1, len(counts)
    if total <= 0 or count <= 1:
        return 0.0
    share = (count - 1 + kinds * chance) / (total + kinds)
    return max(0.0, min(1.0, math.log(share / chance) / -math.log(chance)))


def _cell(place: Place) -> tuple[int, int]:
    return math.floor(place.lat * CELLS_PER_DEGREE), math.floor(place.lon * CELLS_PER_DEGREE)
