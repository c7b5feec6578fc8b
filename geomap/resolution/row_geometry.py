"""How well places of one row go together: one in the other, beside it, or as far from it as its cell says."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.gazetteer.countries import is_country
from geomap.geo import distance_km
from geomap.model import Place

__all__ = ["ELSEWHERE", "as_far", "belongs", "fit_of", "is_by_country", "outside_km"]

_SEAT_KM = 30.0
"""How far the land of a unit reaches that is only known by its seat."""
_NEXT_KM = 60.0
"""Distance at which a settlement named beside another says nothing."""
ELSEWHERE = -0.6
"""From here on a unit named in the cell rules out what lies so far from it."""
_APART = -0.2
"""What it says against two places of one cell that they are far apart: "on the road from A to B"."""
_FAR_APART_KM, _MOST_APART = 1500.0, -0.6
"""The farther apart, the more: distance of -1 more, and the most that settlements say against each other."""
_DISTANCE_SLACK = 0.35
"""Share by which a stated distance may be wrong."""


def as_far(one: Place, other: Place, km: float) -> float:
    """Return how well a stated distance fits two places: 1 as far, -1 not."""
    if one.id == other.id:
        return 0.0
    away = distance_km(one.lat, one.lon, other.lat, other.lon)
    off = max(0.0, abs(away - km) - one.radius_km - other.radius_km)
    return 1.0 - min(2.0, off / (_DISTANCE_SLACK * km + 3.0))


def fit_of(place: Place, units: Sequence[Place]) -> float:
    """Return how well a place lies in what a unit cell could mean: 1 inside, -1 far outside."""
    return max((_inside(place, unit) for unit in units), default=0.0)


def _inside(place: Place, unit: Place) -> float:
    if unit.id in {place.id, place.admin1_id, place.admin2_id}:
        return 1.0
    if is_country(unit):
        return 0.0 if unit.country_code == place.country_code else -1.0
    reach = unit.radius_km if unit.feature_class == "A" else _SEAT_KM
    away = distance_km(place.lat, place.lon, unit.lat, unit.lon)
    value = 1.0 - away / (2.0 * max(reach, 10.0))
    stated = place.admin1_id if unit.feature_code.startswith("ADM1") else place.admin2_id
    if stated is not None and unit.feature_class == "A":
        value = min(value, 0.3)
    return max(-1.0, min(0.8, value))


def belongs(place: Place, other: Place) -> float:
    """Return how well two places of one cell go together: one in the other, or beside it."""
    if place.id == other.id:
        return 0.6
    for inner, outer in ((place, other), (other, place)):
        if is_country(outer):
            return _in_named_country(inner, outer)
    if place.country_code != other.country_code and "" not in {place.country_code, other.country_code}:
        return -1.0
    if other.id in {place.admin1_id, place.admin2_id} or place.id in {other.admin1_id, other.admin2_id}:
        return 1.0
    away = distance_km(place.lat, place.lon, other.lat, other.lon)
    reach = _NEXT_KM
    for one in (place, other):
        if one.feature_class in {"A", "L", "H", "T"}:
            reach = max(reach, 1.5 * one.radius_km)
    value = 0.9 - away / reach
    for inner, outer in ((place, other), (other, place)):
        if outer.feature_code == "ADM1" and inner.admin1_id not in {None, outer.id}:
            value = min(value, ELSEWHERE if away > 0.7 * outer.radius_km else 0.0)
    areas = "A" in {place.feature_class, other.feature_class}
    return max(-1.0 if areas else max(_MOST_APART, _APART - away / _FAR_APART_KM), value)


def _in_named_country(place: Place, country: Place) -> float:
    """Return how well a place goes with a country named in its cell; seas and what is next to it may, too."""
    if place.country_code == country.country_code:
        return 1.0
    if not is_by_country(place, country):
        return -1.0
    return 0.3 if place.country_code == "" else -0.4


def outside_km(place: Place, other: Place) -> float:
    """Return how far apart two places are, beyond the land of either; 0 when one is in the other's unit."""
    if {place.id, other.id} & {place.admin1_id, place.admin2_id, other.admin1_id, other.admin2_id}:
        return 0.0
    if is_country(other) or is_country(place):
        return 0.0 if place.country_code == other.country_code else 1000.0
    away = distance_km(place.lat, place.lon, other.lat, other.lon)
    return max(0.0, away - 1.33 * place.radius_km - 1.33 * other.radius_km)


def is_by_country(place: Place, country: Place) -> bool:
    """Say whether a place of no country, a sea or range, is in or next to a country."""
    away = distance_km(place.lat, place.lon, country.lat, country.lon)
    return away <= 1.5 * country.radius_km + place.radius_km
