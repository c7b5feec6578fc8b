"""Which of the decisions about a row's names is the row's place."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.gazetteer.countries import is_country
from geomap.geo import distance_km
from geomap.model import Place, Resolution
from geomap.resolution.row_geometry import is_by_country

__all__ = ["row_answer"]

BESIDE_KM = 40.0
"""Distance within which a name that is only spelt alike goes with another of its cell."""
FAR_KM, MUCH_LARGER, LEAST_TOWN = 300.0, 5, 1000
"""How far and how much larger a second town is that the first is a village of; inhabitants of others."""
LONGISH = 1.33
"""How far islands and regions reach beyond their radius: few are round."""


def row_answer(resolutions: Sequence[Resolution]) -> Resolution | None:
    """Return the decision that is a row's place, or None when nothing of it is known.

    The first part that is known, or the finest part that lies in it ("INDONESIA: SULAWESI: MANADO"); where
    the first part is not known, the finest other; then the finest unit cell.
    """
    known = [one for one in resolutions if one.place is not None]
    if not known:
        return None
    cell = resolutions[0].mention.extractor
    parts = [one for one in known if one.mention.extractor == cell]
    if not parts:
        return known[0]
    towns = [one for one in known if _is_town(one)]
    if _is_street(parts[0]) and towns:
        parts = towns
    elif parts[0] is not resolutions[0]:
        parts = sorted(known, key=_coarseness)
    answer = _backed(parts[0], parts)
    for other in known:
        if _coarseness(other) < _coarseness(answer) and _holds(answer.place, other.place):
            answer = other
    return answer


def _backed(first: Resolution, parts: Sequence[Resolution]) -> Resolution:
    """Return a cell's first known part, or the finest part that bears its name, when that is not near it.

    What is only spelt alike is found anywhere: "Pamutan, Cebu City" is in Cebu City, if no Pamutan is.
    """
    far = _far_larger(first, parts)
    if far is not None:
        return far
    sure = [
        one for one in parts if not _is_alike(one) and one.place is not None and not is_country(one.place)
    ]
    if not _is_alike(first) or not sure or any(_goes_with(first.place, one.place) for one in sure):
        return first
    return min(sure, key=_coarseness)


def _far_larger(first: Resolution, parts: Sequence[Resolution]) -> Resolution | None:
    """Return the one town behind a cell's first, when it is far away and much larger: "Baguio, Davao City".

    A village of the larger town has the name of another place, which the index knows. More towns are a list.
    """
    towns = [one.place for one in parts if one.place is not None and one.place.feature_class == "P"]
    if len(towns) != 2 or first.place is not towns[0]:
        return None
    here, there = towns
    away = distance_km(here.lat, here.lon, there.lat, there.lon)
    if away < FAR_KM or there.population < MUCH_LARGER * max(LEAST_TOWN, here.population):
        return None
    return next(one for one in parts if one.place is there)


def _is_alike(resolution: Resolution) -> bool:
    """Say whether a part was only taken for a place by another spelling or by some of its words."""
    best = resolution.candidates[0] if resolution.candidates else None
    return best is not None and (best.is_spelt_alike or best.name_score < 0.7)


def _goes_with(one: Place | None, other: Place | None) -> bool:
    """Say whether two places of one cell are in or beside each other."""
    if one is None or other is None:
        return False
    away = distance_km(one.lat, one.lon, other.lat, other.lon)
    return _holds(other, one) or away <= BESIDE_KM + one.radius_km


def _is_town(resolution: Resolution) -> bool:
    """Say whether a part is the name of a settlement, not only holds one."""
    place = resolution.place
    return place is not None and place.feature_class == "P" and not _is_street(resolution)


def _is_street(resolution: Resolution) -> bool:
    """Say whether a part only holds the name of the place that it was taken for: "Riviera Lane"."""
    return resolution.candidates != () and resolution.candidates[0].name_score < 0.7


def _coarseness(resolution: Resolution) -> tuple[int, float]:
    place = resolution.place
    if place is None:
        return 9, 0.0
    if is_country(place):
        return 4, place.radius_km
    if place.feature_class in {"A", "L", "H", "T"}:
        return 2 if place.feature_code.startswith("ADM2") else 3, place.radius_km
    return 1, 0.0


def _holds(outer: Place | None, inner: Place | None) -> bool:
    """Say whether a place lies in a wider one."""
    if outer is None or inner is None or outer.feature_class not in {"A", "L", "H", "T"}:
        return False
    if is_country(outer):
        return inner.country_code == outer.country_code or (
            inner.country_code == "" and inner.radius_km < outer.radius_km and is_by_country(inner, outer)
        )
    if outer.id in {inner.admin1_id, inner.admin2_id}:
        return True
    reach = outer.radius_km if outer.feature_class == "A" else LONGISH * outer.radius_km
    slack = 0.0 if inner.feature_class == "P" else inner.radius_km
    return distance_km(outer.lat, outer.lon, inner.lat, inner.lon) <= reach + slack
