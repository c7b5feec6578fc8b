"""Two reports side by side, with what several reasons ask about them."""

from __future__ import annotations

from dataclasses import dataclass

from geomap.incidents.linking.places import Fit, fit_of
from geomap.incidents.linking.report import Report
from geomap.incidents.linking.vocabulary import Vocabulary

__all__ = ["NOTHING", "Pair", "Reason", "pair_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two reports, and what several reasons ask about them."""

    one: Report
    two: Report
    place: Fit
    shared: frozenset[str]
    likeness: float
    rarity: float
    side: float


def pair_of(one: Report, two: Report, vocabulary: Vocabulary) -> Pair:
    """Return two reports with what they share; which comes first does not matter."""
    shared = one.words & two.words
    common = vocabulary.total(shared)
    either = vocabulary.mass(one) + vocabulary.mass(two) - common
    sides = [vocabulary.weight(word) for word in one.sides & two.sides]
    return Pair(
        one=one,
        two=two,
        place=fit_of(one, two),
        shared=shared,
        likeness=common / either if either > 0 else 0.0,
        rarity=common,
        side=max(sides, default=0.0),
    )


Reason = tuple[float, str]
"""How much a reason says, and a sentence for people."""
NOTHING: Reason = (0.0, "")
"""The answer of a reason that has nothing to say."""
