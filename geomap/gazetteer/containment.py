"""The administrative units of a point, taken from the nearest town of the same country."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from geomap.gazetteer.grid import cell_of, iter_cell_ranges
from geomap.gazetteer.records import Entry
from geomap.model import Place

__all__ = ["UnitFinder", "with_units"]

_NEAR_KM = 25.0
_FARTHEST_KM = 120.0


class _Town(NamedTuple):
    lat: float
    lon: float
    country_code: str
    admin1_code: str
    admin2_code: str | None


class UnitFinder:
    """Remembers where towns are and in which units; answers for places whose source does not say."""

    def __init__(self) -> None:
        self._towns: dict[int, list[_Town]] = {}

    def add(self, town: Place) -> None:
        """Remember a town that states its unit."""
        if town.admin1_code is not None:
            known = _Town(town.lat, town.lon, town.country_code, town.admin1_code, town.admin2_code)
            self._towns.setdefault(cell_of(town.lat, town.lon), []).append(known)

    def find(self, place: Place) -> tuple[str | None, str | None]:
        """Return the codes of the first- and second-level unit that a place lies in, None where unknown.

        They are those of the nearest town of its country, of its own first-level unit where it states one:
        within 120 km for the first level, within 25 km for the second.
        """
        near = self._nearest(place, _NEAR_KM)
        if near is not None:
            return near.admin1_code, near.admin2_code
        if place.admin1_code is not None:
            return place.admin1_code, None
        far = self._nearest(place, _FARTHEST_KM)
        return (None if far is None else far.admin1_code), None

    def _nearest(self, place: Place, km: float) -> _Town | None:
        shrink = math.cos(math.radians(place.lat))
        best: tuple[float, _Town] | None = None
        for first, last in iter_cell_ranges(place.lat, place.lon, km):
            for cell in range(first, last + 1):
                for town in self._towns.get(cell, ()):
                    if town.country_code != place.country_code:
                        continue
                    if place.admin1_code not in (None, town.admin1_code):
                        continue
                    step = (town.lon - place.lon) * shrink
                    away = (town.lat - place.lat) ** 2 + step * step
                    if best is None or (away, town[3:]) < (best[0], best[1][3:]):
                        best = (away, town)
        return None if best is None else best[1]


def with_units(entries: Iterable[Entry], units: UnitFinder) -> Iterator[Entry]:
    """Give places inside a country the units of the nearest town, where their source names none."""
    for entry in entries:
        place = entry.place
        if _lacks_units(place):
            first, second = units.find(place)
            yield replace(entry, place=replace(place, admin1_code=first, admin2_code=second))
            continue
        if place.feature_class == "P":
            units.add(place)
        yield entry


def _lacks_units(place: Place) -> bool:
    """Say whether a place is small enough to lie in one unit, and its source does not say in which."""
    if place.country_code == "" or place.admin2_code is not None:
        return False
    if place.feature_class == "A":
        return place.feature_code == "ADM2H" and place.admin1_code is None
    if place.feature_class == "P" and place.source == "geonames":
        return place.admin1_code is None  # in much of Germany and Russia towns lie in no second-level unit
    return place.feature_class not in ("H", "L", "T")
