"""A name of a table row while it is decided: what it could mean, and how likely each is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import mul

from geomap.geo import distance_km
from geomap.model import Candidate, Mention, Pin, Place
from geomap.resolution.row_features import REASONS, CellContext

__all__ = ["UNIT_ROLES", "RowPart", "dot", "is_same_spot", "softmax"]

UNIT_ROLES = ("admin2", "admin1", "country")
"""Columns that name what a row's place lies in, the finest first."""
SAME_SPOT_KM = 40.0
"""Candidates within this distance are one place on the map."""
LEAST_CHANCE = 0.25
"""Chance below which a part is not known, and another part or the units are the row's place."""
CONTRADICTED = {"in_first_unit": -0.45, "at_stated_distance": -0.45, "with_other_parts": -0.95}
"""Values from which a reason says that a place is too far from where the row says to be meant."""
_WHERE = tuple(
    (number, CONTRADICTED[reason.__name__])
    for number, reason in enumerate(REASONS)
    if reason.__name__ in CONTRADICTED
)


@dataclass(slots=True, kw_only=True)
class RowPart:
    """A name of a row while it is decided."""

    mention: Mention
    role: str
    context: CellContext
    candidates: list[Candidate] = field(default_factory=list)
    values: list[list[float]] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)
    pin: Pin | None = None
    km: float | None = None

    @property
    def best(self) -> int | None:
        """Index of the likeliest candidate, when it is likely enough to be known."""
        if not self.candidates:
            return None
        if self.pin is not None:
            return 0
        first = max(range(len(self.chances)), key=lambda index: (self.chances[index], -index))
        apart = any(self.values[first][number] <= least for number, least in _WHERE)
        if apart and self.role != "country":
            return None
        return first if self.spot_chance(first) >= LEAST_CHANCE else None

    def spot_chance(self, index: int) -> float:
        """Return the chance of a candidate's spot on the map."""
        here = self.candidates[index].place
        return sum(
            chance
            for candidate, chance in zip(self.candidates, self.chances, strict=True)
            if chance > 0.001 and is_same_spot(here, candidate.place)
        )


def dot(weights: Sequence[float], values: Sequence[float]) -> float:
    """Return the sum of weights times values."""
    return float(sum(map(mul, weights, values)))


def softmax(scores: Sequence[float], doubt: float) -> list[float]:
    """Return the chance of each score beside that of none."""
    if not scores:
        return []
    most = max(*scores, doubt)
    weights = [math.exp(score - most) for score in scores]
    total = sum(weights) + math.exp(doubt - most)
    return [weight / total for weight in weights]


def is_same_spot(one: Place, other: Place) -> bool:
    """Say whether two places are one on the map: near each other."""
    if one.id == other.id:
        return True
    if one.country_code != other.country_code or abs(one.lat - other.lat) > 0.4:
        return False
    return distance_km(one.lat, one.lon, other.lat, other.lon) <= SAME_SPOT_KM
