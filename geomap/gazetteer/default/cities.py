"""GeoNames cities500: settlements of 500 inhabitants and more, and seats of administration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geomap.gazetteer.default.inputs import Inputs
from geomap.gazetteer.default.seats import units_of_seats
from geomap.gazetteer.naming import clean_names
from geomap.gazetteer.radius import settlement_radius
from geomap.gazetteer.records import Entry
from geomap.model import Place
from geomap.text import fold

__all__ = ["capital_ids", "read_cities"]


def read_cities(inputs: Inputs) -> Iterator[Entry]:
    """Settlements of GeoNames cities500 with their names in all scripts; national capitals are PPLC."""
    capitals = capital_ids(inputs)
    seats = units_of_seats(inputs)
    for city in inputs.cities.values():
        geonameid = str(city["geonameid"])
        place = Place(
            id=f"geonames:{geonameid}",
            name=city["name"],
            lat=city["latitude"],
            lon=city["longitude"],
            feature_class="P",
            feature_code="PPLC" if geonameid in capitals else "PPL",
            country_code=city["countrycode"],
            admin1_code=city["admin1code"],
            admin2_code=city["admin2code"] or seats.get(geonameid),
            population=city["population"],
            radius_km=settlement_radius(city["population"]),
            source="geonames",
        )
        yield Entry(place=place, names=clean_names(city["alternatenames"]))


def capital_ids(inputs: Inputs) -> set[str]:
    """Return the geonameid of every national capital that countryInfo names and cities500 holds."""
    found = set()
    for code, info in inputs.country_info.items():
        city = _city_called(info["Capital"], inputs.cities_by_country.get(code, []))
        if city is not None:
            found.add(str(city["geonameid"]))
    return found


def _city_called(name: str, cities: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the most populous city of that name, main names before alternates."""
    key = fold(name)
    if key == "":
        return None
    by_name = (city for city in cities if fold(city["name"]) == key)
    by_alternate = (city for city in cities if any(fold(text) == key for text in city["alternatenames"]))
    return next(by_name, None) or next(by_alternate, None)
