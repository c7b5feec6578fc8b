"""Reasons from place: can two reports be of one spot, by their points, radii and units?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from geomap.geo import distance_km
from geomap.incidents.linking.report import Report, Spot

__all__ = ["Fit", "fit_of"]

SAME_KM = 3.0
"""Two entries of the gazetteer this near to each other can be one place."""

ONLY_COUNTRY = 0.5
"""How much it says that two are in different countries, where one of them names no more than its country."""

SLACK_KM = 5.0
"""Towns are larger than their points; added to both radii."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How the places of two reports stand to each other.

    Attributes:
        kind: same, near, within, region, country, apart, abroad (other countries), or unknown.
        value: In [0, 1], how much of it.
        detail: A sentence for people.
    """

    kind: str
    value: float = 1.0
    detail: str = ""


_RANK = {"same": 7, "near": 6, "within": 5, "region": 4, "country": 3, "unknown": 2, "apart": 1, "abroad": 0}
_UNKNOWN = Fit("unknown")


def fit_of(one: Report, two: Report) -> Fit:
    """Return the best fit between the places of two reports."""
    if not one.spots or not two.spots:
        return _UNKNOWN
    return max(
        (_fit(here, there) for here in one.spots for there in two.spots),
        key=lambda fit: (_RANK[fit.kind], fit.value if fit.kind != "apart" else -fit.value),
    )


@lru_cache(maxsize=1 << 17)
def _fit(one: Spot, two: Spot) -> Fit:
    if one.country_code != two.country_code and one.country_code and two.country_code:
        near_border = one.is_fine and two.is_fine and _km(one, two) <= SAME_KM + SLACK_KM
        if not near_border:
            # That a report names no more than a country often only says whose people they were.
            vague = "country" in {one.precision, two.precision}
            detail = f"{one.name} and {two.name} are in different countries"
            return Fit("abroad", ONLY_COUNTRY if vague else 1.0, detail)
    if one.is_fine and two.is_fine:
        return _of_points(one, two)
    if one.id == two.id and one.id != "":
        if one.direction != two.direction and one.direction != "" and two.direction != "":
            return _of_sides(one, two)
        kind = "country" if one.precision == "country" else "region"
        return Fit(kind, 1.0, f"both only say {one.name}")
    if "country" in {one.precision, two.precision}:
        whole, part = (one, two) if one.precision == "country" else (two, one)
        return Fit("country", 0.5, f"{part.name} is in {whole.name}")
    return _of_units(one, two)


def _of_points(one: Spot, two: Spot) -> Fit:
    km = _km(one, two)
    if one.id == two.id and one.id != "" and km <= SAME_KM:
        nearby = one.precision == "near", two.precision == "near"
        if one.direction != two.direction or nearby[0] != nearby[1]:
            return _of_sides(one, two)
        return Fit("same", 1.0, f"both at {one.name}")
    if km <= SAME_KM:
        return Fit("same", 1.0, f"{one.name} and {two.name} are {km:.0f} km apart")
    reach = one.radius_km + two.radius_km + SLACK_KM
    if km <= reach:
        return Fit("near", 1.0 - 0.5 * km / reach, f"{one.name} and {two.name} are {km:.0f} km apart")
    far = min(1.0, 0.25 + 0.25 * math.log2(km / reach))
    return Fit("apart", far, f"{one.name} and {two.name} are {km:,.0f} km apart")


def _of_sides(one: Spot, two: Spot) -> Fit:
    """Compare parts or surroundings of one place: "north of Oruro" is neither Oruro nor south of it."""
    if one.direction != "" and two.direction != "" and one.direction != two.direction:
        return Fit("apart", 0.2, f"{one.direction} and {two.direction} of {one.name}")
    return Fit("near", 0.75, f"one at, one near {one.name}")


def _of_units(one: Spot, two: Spot) -> Fit:
    """Compare places of which one at least is a province, a district, a road or the like."""
    km = _km(one, two)
    for whole, part in ((one, two), (two, one)):
        if (
            whole.precision == "adm1"
            and part.admin1 is not None
            and part.admin1 in {whole.admin1, whole.name}
        ):
            return Fit("within", 1.0, f"{part.name} is in {whole.name}")
    if km <= one.radius_km + two.radius_km:
        return Fit("within", 0.5, f"{one.name} and {two.name} may overlap")
    return Fit("apart", 1.0, f"{one.name} and {two.name} are {km:,.0f} km apart")


def _km(one: Spot, two: Spot) -> float:
    return distance_km(one.lat, one.lon, two.lat, two.lon)
