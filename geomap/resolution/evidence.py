"""What the other names of a document say about where it is, weighed by how sure they are.

Each reading spreads one vote over what it could mean, by the probabilities of the pass before, so that
an undecided name pulls a little towards each of its places and a decided one pulls fully.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from geomap.gazetteer.countries import is_country
from geomap.geo import EARTH_RADIUS_KM
from geomap.model import Candidate, Place
from geomap.resolution.readings import Reading

__all__ = ["Anchor", "Evidence", "Others", "gather_evidence", "unit_of", "unit_vector"]

LEAST = 0.08
"""Probability below which a candidate is no evidence for other names."""
_WIDE = frozenset(["CONT", "ADM1", "ADM1H", "RGN", "OCN", "SEA"])


@lru_cache(maxsize=50_000)
def unit_vector(lat: float, lon: float) -> tuple[float, float, float]:
    """Return a point on the unit sphere; the dot product of two is the cosine of their angle."""
    lat, lon = math.radians(lat), math.radians(lon)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that another name of the document means with some probability.

    Attributes:
        is_point: Nearness to it says something: no country, continent, sea or first-level unit.
    """

    place: Place
    weight: float
    reading: int
    key: str
    vector: tuple[float, float, float]
    is_point: bool

    def km_to(self, vector: tuple[float, float, float]) -> float:
        """Return the distance to a point given as a unit vector, in km."""
        own = self.vector
        cosine = own[0] * vector[0] + own[1] * vector[1] + own[2] * vector[2]
        return EARTH_RADIUS_KM * math.acos(max(-1.0, min(1.0, cosine)))


@dataclass(slots=True)
class _Votes:
    """Sums of votes for countries and first-level units; ``voters`` and ``unit_voters`` had a say."""

    countries: dict[str, float] = field(default_factory=dict)
    units: dict[tuple[str, str], float] = field(default_factory=dict)
    voters: float = 0.0
    unit_voters: float = 0.0


@dataclass(slots=True)
class Evidence:
    """All anchors and votes of a document, in all and by the key of the names that cast them."""

    anchors: list[Anchor] = field(default_factory=list)
    total: _Votes = field(default_factory=_Votes)
    by_key: dict[str, _Votes] = field(default_factory=dict)

    def others(self, key: str) -> Others:
        """Return what names with other words say."""
        return Others(self, key)


class Others:
    """The evidence of a document without that of one name."""

    def __init__(self, evidence: Evidence, key: str) -> None:
        self.anchors = [anchor for anchor in evidence.anchors if anchor.key != key]
        self.same_words = [anchor for anchor in evidence.anchors if anchor.key == key]
        self._total = evidence.total
        self._own = evidence.by_key.get(key, _Votes())

    def country_share(self, code: str) -> float:
        """Return the share of the other names' votes for a country, in [0, 1); few voters give less."""
        votes = self._total.countries.get(code, 0.0) - self._own.countries.get(code, 0.0)
        return max(0.0, votes) / (self._total.voters - self._own.voters + 0.5)

    def unit_share(self, unit: tuple[str, str]) -> float:
        """Return the share of the other names' votes for a first-level unit (country code, name)."""
        votes = self._total.units.get(unit, 0.0) - self._own.units.get(unit, 0.0)
        return max(0.0, votes) / (self._total.unit_voters - self._own.unit_voters + 0.5)


def unit_of(place: Place) -> tuple[str, str] | None:
    """Return the first-level unit that a place lies in or is: (country code, name)."""
    name = place.name if place.feature_code == "ADM1" else place.admin1
    return None if name is None or is_country(place) else (place.country_code, name)


def gather_evidence(
    readings: Sequence[Reading], beliefs: Sequence[Sequence[tuple[Candidate, float]]]
) -> Evidence:
    """Return a document's evidence.

    Args:
        readings: Its names.
        beliefs: For each reading, its candidates with their probabilities.
    """
    evidence = Evidence()
    for number, (reading, belief) in enumerate(zip(readings, beliefs, strict=True)):
        likely = [(candidate.place, chance) for candidate, chance in belief if chance >= LEAST]
        if not likely:
            continue
        say = min(3, len(reading.mentions)) ** 0.5 * (0.5 if reading.implied else 1.0)
        for votes in (evidence.total, evidence.by_key.setdefault(reading.key, _Votes())):
            _vote(votes, likely, say)
        evidence.anchors.extend(
            Anchor(
                place,
                chance,
                number,
                reading.key,
                unit_vector(place.lat, place.lon),
                place.feature_code not in _WIDE and not is_country(place),
            )
            for place, chance in likely
        )
    return evidence


def _vote(votes: _Votes, likely: list[tuple[Place, float]], say: float) -> None:
    """Add one reading's votes."""
    sure = sum(chance for _, chance in likely)
    votes.voters += say * sure
    for place, chance in likely:
        if place.country_code != "":
            votes.countries[place.country_code] = votes.countries.get(place.country_code, 0.0) + say * chance
        unit = unit_of(place)
        if unit is not None:
            votes.units[unit] = votes.units.get(unit, 0.0) + say * chance
            votes.unit_voters += say * chance
