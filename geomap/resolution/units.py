"""How places stand to the units around them: what lies in what, and what shares its name."""

from __future__ import annotations

from geomap.gazetteer.countries import is_country
from geomap.gazetteer.place_cues import find_cue
from geomap.geo import distance_km
from geomap.model import Place
from geomap.text import fold, strip_article

__all__ = ["TWIN_KM", "containment", "is_twin", "names_unit"]

TWIN_KM = 150.0
"""How far a city may lie from the point of the unit that shares its name."""


def containment(place: Place, parent: Place) -> float:
    """Say how well a place sits inside a parent: 1 by name of unit, less by distance to a city."""
    if place.id == parent.id:
        return 0.0
    if is_country(parent):
        return 1.0 if place.country_code == parent.country_code else 0.0
    same_country = place.country_code == parent.country_code
    if parent.feature_code == "ADM1":
        inside = place.admin1 is not None and same_country and fold(place.admin1) == fold(parent.name)
        return 1.0 if inside else 0.0
    if parent.feature_code == "ADM2" and place.admin2_id == parent.id:
        return 1.0
    km = distance_km(place.lat, place.lon, parent.lat, parent.lon)
    if parent.feature_class in {"P", "A"} and same_country:
        return max(0.0, 1.0 - km / 40)
    return 1.0 if parent.feature_class == "L" and km <= parent.radius_km else 0.0


def is_twin(city: Place, unit: Place) -> bool:
    """Say whether a city lies in or by a unit that shares its name; a capital may share an older one."""
    if city.country_code != unit.country_code:
        return False
    if fold(city.name) != fold(unit.name) and city.feature_code not in {"PPLC", "PPLA"}:
        return False
    inside = city.admin1 is not None and fold(city.admin1) == fold(unit.name)
    return inside or distance_km(city.lat, city.lon, unit.lat, unit.lon) <= TWIN_KM


def names_unit(written: str, name: str) -> bool:
    """Say whether an admin cell names a unit, type words and articles aside."""
    words = {word for word in strip_article(fold(written)).split() if find_cue(word) is None}
    return words == {word for word in strip_article(fold(name)).split() if find_cue(word) is None}
