"""Candidates with their probabilities: what is made of scores, and what lies in one spot."""

from __future__ import annotations

import math
from collections.abc import Sequence

from geomap.model import Candidate, Place
from geomap.resolution.units import is_twin

__all__ = ["Belief", "believed", "gathered", "hopeful", "is_same_spot"]

HOPELESS = 1e-6
"""Probability below which a candidate is not weighed again, unless it would be in the record."""
SAME_SPOT = 0.35
"""Degrees within which candidates are one place on the map, some 40 km."""

Belief = list[tuple[Candidate, float]]
"""Candidates with their probabilities, the likeliest first."""


def hopeful(belief: Belief, keep: int) -> list[Candidate]:
    """Return the candidates that are weighed again: those in the record, and those with a chance."""
    end = next(
        (at for at, (_, chance) in enumerate(belief) if chance < HOPELESS and at >= keep),
        len(belief),
    )
    return [candidate for candidate, _ in belief[:end]]


def believed(candidates: Sequence[Candidate], doubt: float) -> Belief:
    """Return candidates, best first, with their probabilities: a softmax over scores and "none of these"."""
    if not candidates:
        return []
    ranked = sorted(
        ((candidate.score, candidate) for candidate in candidates),
        key=lambda entry: (-entry[0], -entry[1].place.population, entry[1].place.id),
    )
    best = ranked[0][0]
    weights = [math.exp(score - best) for score, _ in ranked]
    total = sum(weights) + math.exp(min(700.0, doubt - best))
    return [(candidate, weight / total) for (_, candidate), weight in zip(ranked, weights, strict=True)]


def gathered(belief: Belief) -> list[tuple[Candidate, float, float]]:
    """Return candidates, likeliest first, with their own chance and that of all candidates at their place.

    A city, its district and its province's seat are one place on the map: their chances add up, and the
    likeliest of the likeliest place is the answer and goes first.
    """
    sums = [
        sum(chance for other, chance in belief if is_same_spot(candidate.place, other.place))
        for candidate, _ in belief
    ]
    first = max(range(len(belief)), key=lambda index: (sums[index], belief[index][1], -index))
    spot = belief[first][0].place
    best = next(index for index, (one, _) in enumerate(belief) if is_same_spot(spot, one.place))
    rest = (index for index in range(len(belief)) if index != best)
    return [(*belief[index], sums[index]) for index in (best, *rest)]


def is_same_spot(one: Place, other: Place) -> bool:
    """Say whether two places are one on the map: near each other, or a city and the unit named after it."""
    if one.country_code != other.country_code:
        return False
    city, unit = (one, other) if one.feature_class == "P" else (other, one)
    if city.feature_class == "P" and unit.feature_class == "A" and is_twin(city, unit):
        return True
    return (
        abs(one.lat - other.lat) < SAME_SPOT
        and abs(one.lon - other.lon) * math.cos(math.radians(one.lat)) < SAME_SPOT
    )
