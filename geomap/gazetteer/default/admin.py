"""First- and second-level administrative units, and regions that are none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geomap.gazetteer.default.inputs import AdminUnit, Inputs, LocalPlace
from geomap.gazetteer.naming import clean_names
from geomap.gazetteer.radius import spread_radius
from geomap.gazetteer.records import Entry, Name
from geomap.geo import distance_km
from geomap.model import Place

__all__ = ["read_admin1", "read_admin2", "read_regions"]

_ADM2_RADIUS_KM = 25.0
_REGION_RADIUS_KM = 150.0
_WORLD_REGION_RADIUS_KM = 800.0
_MEDOID_SAMPLE = 200


def read_admin1(inputs: Inputs) -> Iterator[Entry]:
    """First-level units of all countries; the point is GeoNames' own, or derived from the unit's towns."""
    towns: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for code, cities in inputs.cities_by_country.items():
        for city in cities:
            towns.setdefault((code, city["admin1code"]), []).append(city)
    for unit in inputs.admin1:
        members = towns.get((unit.country_code, unit.code), [])
        entry = _admin1_entry(unit, inputs.local_places.get(unit.geonameid), members)
        if entry is not None:
            yield entry


def _admin1_entry(unit: AdminUnit, local: LocalPlace | None, towns: list[dict[str, Any]]) -> Entry | None:
    """Return the entry of a unit, or None when nothing says where it is."""
    if local is not None:
        lat, lon = local.lat, local.lon
    elif towns:
        lat, lon = _medoid(towns)
    else:
        return None
    spread = [distance_km(lat, lon, town["latitude"], town["longitude"]) for town in towns]
    place = Place(
        id=f"geonames:{unit.geonameid}",
        name=unit.name,
        lat=lat,
        lon=lon,
        feature_class="A",
        feature_code="ADM1",
        country_code=unit.country_code,
        admin1_code=unit.code,
        population=local.population if local is not None else sum(town["population"] for town in towns),
        radius_km=spread_radius(spread),
        source="geonames" if local is not None else "derived",
    )
    return Entry(
        place=place, names=(Name(unit.ascii_name), *clean_names(local.names if local is not None else ()))
    )


def _medoid(towns: list[dict[str, Any]]) -> tuple[float, float]:
    """Return the town that is nearest to all others; of large units, among the 200 most populous."""
    points = [(town["latitude"], town["longitude"]) for town in towns[:_MEDOID_SAMPLE]]
    return min(
        points,
        key=lambda point: (sum(distance_km(point[0], point[1], lat, lon) for lat, lon in points), point),
    )


def _admin1_code(geonameid: str, units: dict[str, AdminUnit], parents: dict[str, list[str]]) -> str | None:
    """Return the code of the first-level unit that GeoNames' hierarchy puts over a place."""
    for parent in parents.get(geonameid, ()):
        if parent in units:
            return units[parent].code
    return None


def read_admin2(inputs: Inputs) -> Iterator[Entry]:
    """Second-level units of 30,000 inhabitants and more, with the first-level unit over them."""
    units = {unit.geonameid: unit for unit in inputs.admin1}
    for local in inputs.local_places.values():
        if local.kind != "admin2" or local.geonameid in units or local.country_code not in inputs.countries:
            continue
        place = Place(
            id=f"geonames:{local.geonameid}",
            name=local.name,
            lat=local.lat,
            lon=local.lon,
            feature_class="A",
            feature_code="ADM2",
            country_code=local.country_code,
            admin1_code=_admin1_code(local.geonameid, units, inputs.parents),
            population=local.population,
            radius_km=_ADM2_RADIUS_KM,
            source="geonames",
        )
        yield Entry(place=place, names=clean_names(local.names))


def read_regions(inputs: Inputs) -> Iterator[Entry]:
    """World regions and populated regions inside countries (Sahel, Levant, Silesia)."""
    vague = {row["name"] for row in inputs.table("vague_regions")}
    for local in inputs.local_places.values():
        if local.kind != "region" or local.geonameid in inputs.cities or local.name in vague:
            continue
        if local.population == 0 and local.country_code != "":
            continue
        place = Place(
            id=f"geonames:{local.geonameid}",
            name=local.name,
            lat=local.lat,
            lon=local.lon,
            feature_class="L",
            feature_code="RGN",
            country_code=local.country_code if local.country_code in inputs.countries else "",
            population=local.population,
            radius_km=_REGION_RADIUS_KM if local.country_code != "" else _WORLD_REGION_RADIUS_KM,
            source="geonames",
        )
        yield Entry(
            place=place, names=tuple(name for name in clean_names(local.names) if name.text not in vague)
        )
