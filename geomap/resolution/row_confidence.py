"""How sure a row's place is: the chance that its point lies within 161 km of where it happened.

A place cell that names only a country, islands, a sea or a far distance has a point that says little, however
well the name is known; so the signs below weigh reach beside doubt about the name.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geomap.model import Candidate

__all__ = ["RowAnswer", "confidence_of", "signs_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAnswer:
    """A row's place before it is known how sure it is.

    Attributes:
        candidate: The place and how its name was met.
        values: What each reason says of it, by the reason's name.
        chance: Its share among what its part could mean.
        rivals: What else the part could mean, beyond 40 km.
        unknown: Parts of the cell before it that are not known.
        from_units: It is a unit cell's, as the place cell is not known.
        units_filled: Unit and country cells that the row fills.
        km: Distance that the cell states to it.
        apart_km: How far outside another known part of the cell it lies, at most.
        peers: Known parts of the cell that are neither in it nor around it.
    """

    candidate: Candidate
    values: Mapping[str, float]
    chance: float
    rivals: int
    unknown: int
    from_units: bool
    units_filled: int
    km: float | None = None
    apart_km: float = 0.0
    peers: int = 0


def signs_of(answer: RowAnswer) -> dict[str, float]:
    """Return what speaks for and against an answer's point, each about in [-1, 1]."""
    place, values = answer.candidate.place, answer.values
    likeness = answer.candidate.name_score
    alike = answer.candidate.is_spelt_alike
    part = likeness < 0.7
    reach = max(1.0, place.radius_km)
    backed = max(0.0, values.get("in_first_unit", 0.0)) + max(0.0, values.get("in_second_unit", 0.0))
    around = max(0.0, values.get("with_other_parts", 0.0)) + max(0.0, values.get("at_stated_distance", 0.0))
    against = sum(min(0.0, values.get(name, 0.0)) for name in _AGAINST)
    rivals = math.log10(1.0 + answer.rivals) / 2.0
    lead = values.get("by_far_largest", 0.0)
    is_alone = answer.units_filled == 0 and around == 0.0
    chance = math.log(max(answer.chance, 0.01) / max(1.0 - answer.chance, 0.01)) / 4.6
    return {
        "chance": chance,
        "spelt_alike": 1.0 if alike and not part else 0.0,
        "unlike": 0.0 if part or not alike else (1.0 - likeness) * 5.0,
        "part_of_words": 1.0 if part else 0.0,
        "rivals": rivals,
        "unknown_parts": min(2.0, float(answer.unknown)) / 2.0,
        "from_units": 1.0 if answer.from_units else 0.0,
        "country_said": max(0.0, values.get("in_country", 0.0)),
        "units_agree": min(1.0, backed),
        "parts_agree": min(1.0, around),
        "against": against,
        "population": values.get("population", 0.0),
        "reach": max(0.0, math.log10(reach / 25.0)),
        "wide": max(0.0, math.log10(reach / 100.0)),
        "scattered": 1.0 if place.feature_code.startswith(_SCATTERED) else 0.0,
        "far_off": 0.0 if answer.km is None else max(0.0, math.log10((answer.km + 1.0) / 25.0)),
        "alone": 1.0 if is_alone else 0.0,
        "apart": min(1.5, max(0.0, math.log10(max(1.0, answer.apart_km) / 50.0))),
        "peers": min(3.0, float(answer.peers)) / 3.0,
        "largest": lead,
        "main": values.get("main_name", 0.0),
        "another_kind": max(0.0, -values.get("fits_kind", 0.0)),
        "kind": max(0.0, values.get("fits_kind", 0.0)),
        "settlement": values.get("settlement", 0.0),
        "part_agrees": min(1.0, around) if part else 0.0,
        "lone_largest": lead * (1.0 - max(0.0, min(1.0, chance))) if is_alone else 0.0,
        "lone_rivals": rivals if is_alone else 0.0,
        "unit_reach": max(0.0, math.log10(reach / 25.0)) if answer.from_units else 0.0,
        "in_company": values.get("in_company", 0.0),
        "near_company": values.get("near_company", 0.0),
    }


_SCATTERED = ("PCL", "ISL")
"""Countries and islands: what happens there is seldom near their middle, however small their land."""

_AGAINST: Sequence[str] = (
    "in_country",
    "in_first_unit",
    "in_second_unit",
    "with_other_parts",
    "at_stated_distance",
)


def confidence_of(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the chance that the signs give, at most 0.99."""
    total = weights["bias"] + sum(weights[name] * value for name, value in signs.items() if value != 0.0)
    return min(0.99, 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))))
