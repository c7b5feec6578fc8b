"""Second-level units that no town is linked to, and the one town of their name that they are run from."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from typing import Any

from geomap.gazetteer.default.inputs import Inputs
from geomap.gazetteer.default.unit_names import UnitNames
from geomap.geo import distance_km

__all__ = ["find_seats", "units_of_seats"]

_FARTHEST_KM = 50.0
"""How far from its own point a unit's seat may lie."""


@lru_cache(maxsize=1)
def find_seats(inputs: Inputs) -> dict[str, dict[str, Any]]:
    """Return by unit the town that it is named after: the only one in its first-level unit, and unlinked."""
    names = UnitNames(inputs)
    linked = {_codes(city, "admin2code") for city in inputs.cities.values()}
    lone = [unit for unit in inputs.admin2 if (unit.country_code, unit.code, unit.admin2_code) not in linked]
    towns = _towns_by_name(inputs, names, {(unit.country_code, unit.code) for unit in lone})
    seats = {}
    for unit in lone:
        keys = {names.bare(name) for name in (unit.name, *unit.aliases)} - {""}
        found = {town["geonameid"]: town for key in keys for town in towns[unit.country_code, unit.code, key]}
        local = inputs.local_places.get(unit.geonameid)
        for town in found.values() if len(found) == 1 else ():
            away = (
                0.0
                if local is None
                else distance_km(local.lat, local.lon, town["latitude"], town["longitude"])
            )
            if away <= _FARTHEST_KM:
                seats[unit.geonameid] = town
    return seats


def _codes(city: dict[str, Any], *columns: str) -> tuple[str, ...]:
    return (city["countrycode"], city["admin1code"], *(city[column] for column in columns))


def _towns_by_name(
    inputs: Inputs, names: UnitNames, wanted: set[tuple[str, str]]
) -> defaultdict[tuple[str, str, str], list[dict[str, Any]]]:
    """Return the towns without a second-level unit, by first-level unit and each of their names."""
    towns: defaultdict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in inputs.cities.values():
        if city["admin2code"] is None and _codes(city) in wanted:
            for key in {names.key(name) for name in (city["name"], *city["alternatenames"])} - {""}:
                towns[city["countrycode"], city["admin1code"], key].append(city)
    return towns


def units_of_seats(inputs: Inputs) -> dict[str, str]:
    """Return by town the code of the second-level unit that it is the seat of, where it is of just one."""
    seats = find_seats(inputs)
    times = Counter(town["geonameid"] for town in seats.values())
    codes = {unit.geonameid: unit.admin2_code for unit in inputs.admin2}
    return {
        str(town["geonameid"]): code
        for unit, town in seats.items()
        if times[town["geonameid"]] == 1 and (code := codes[unit]) is not None
    }
