"""The declared list of reasons for and against a candidate.

A scoring feature is a small documented function ``(candidate, context) -> (value, sentence)``;
``weights.toml`` gives each its weight, fitted by ``training/resolver.py``. The docstring is its public
description. The score of a candidate is the sum of value times weight, and every sentence travels with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from geomap.model import Candidate, FeatureScore
from geomap.model.drafts import FeatureScoreDraft
from geomap.resolution import features_name as by_name
from geomap.resolution import features_text as by_text
from geomap.resolution.context import MentionContext
from geomap.resolution.weights import load_weights

__all__ = ["FEATURES", "ScoringFeature", "asked_features", "score_candidate"]

FeatureFunction = Callable[[Candidate, MentionContext], tuple[float, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringFeature:
    """A scoring function with its weight; the function's docstring says what it measures.

    Attributes:
        name: Name of the function.
        weight: Log odds that a value of 1 adds.
        of_text: It asks what else the text says, so it is asked again when more of that is decided.
        needs: Says of a name's context whether it could have anything to say there; None if it always could.
    """

    function: FeatureFunction
    weight: float
    of_text: bool
    needs: Callable[[MentionContext], object] | None = None
    name: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.function.__name__)

    @property
    def doc(self) -> str:
        """First line of the function's docstring."""
        return (self.function.__doc__ or "").strip().splitlines()[0]


_BY_NAME: tuple[FeatureFunction, ...] = (
    by_name.name_likeness,
    by_name.another_spelling,
    by_name.another_spelling_of_known,
    by_name.largest_of_name,
    by_name.share_of_name,
    by_name.one_of_many,
    by_name.only_of_name,
    by_name.city_before_unit,
    by_name.preferred_name,
    by_name.population,
    by_name.country,
    by_name.capital,
    by_name.first_level_unit,
    by_name.listed_by_hand,
    by_name.fits_cue,
    by_name.capitals_short_code,
    by_text.given_parent,
    by_text.spelling_elsewhere,
    by_text.country_named_in_text,
    by_text.near_source,
    by_text.near_dateline,
    by_text.unit_of_source,
    by_text.country_of_source,
)
_BY_TEXT: tuple[FeatureFunction, ...] = (
    by_text.parent_named,
    by_text.parent_city,
    by_text.another_parent,
    by_text.holds_child,
    by_text.same_words_elsewhere,
    by_text.country_of_others,
    by_text.unit_of_others,
    by_text.in_named_county,
    by_text.near_other_places,
    by_text.near_named_country,
    by_text.beside_near_place,
    by_text.part_of_named_city,
)


_NEEDS: dict[FeatureFunction, Callable[[MentionContext], object]] = {
    by_name.fits_cue: lambda around: around.cue,
    by_text.given_parent: lambda around: around.document.given_country or around.document.given_admin1,
    by_text.spelling_elsewhere: lambda around: around.document.countries,
    by_text.country_named_in_text: lambda around: around.document.countries,
    by_text.near_source: lambda around: around.document.sources,
    by_text.near_dateline: lambda around: around.document.sources,
    by_text.unit_of_source: lambda around: around.document.sources,
    by_text.country_of_source: lambda around: around.document.sources,
    by_text.parent_named: lambda around: around.parents,
    by_text.parent_city: lambda around: around.parents,
    by_text.another_parent: lambda around: around.parents,
    by_text.holds_child: lambda around: around.children,
    by_text.same_words_elsewhere: lambda around: around.others.same_words,
    by_text.country_of_others: lambda around: around.others.anchors,
    by_text.unit_of_others: lambda around: around.others.anchors,
    by_text.in_named_county: lambda around: around.others.anchors,
    by_text.near_other_places: lambda around: around.others.anchors,
    by_text.near_named_country: lambda around: around.others.anchors,
    by_text.beside_near_place: lambda around: around.others.anchors,
    by_text.part_of_named_city: lambda around: around.cue,
}
"""What a feature's context must hold for it to say anything: most names of table rows stand alone."""


def _declare() -> tuple[ScoringFeature, ...]:
    weights = load_weights().features
    return tuple(
        ScoringFeature(
            function=function, weight=weights[function.__name__], of_text=of_text, needs=_NEEDS.get(function)
        )
        for functions, of_text in ((_BY_NAME, False), (_BY_TEXT, True))
        for function in functions
    )


FEATURES: tuple[ScoringFeature, ...] = _declare()
"""Every reason the resolver knows, with its weight."""

FIXED = tuple(feature for feature in FEATURES if not feature.of_text)
"""Reasons that are the same in every pass."""
CHANGING = tuple(feature for feature in FEATURES if feature.of_text)
"""Reasons that depend on what the other names mean."""


def asked_features(context: MentionContext, features: Iterable[ScoringFeature]) -> list[ScoringFeature]:
    """Return those features that could have anything to say in a context."""
    return [feature for feature in features if feature.needs is None or feature.needs(context)]


def score_candidate(
    candidate: Candidate,
    context: MentionContext,
    features: Iterable[ScoringFeature] = FEATURES,
    weights: Mapping[str, float] | None = None,
) -> tuple[FeatureScore, ...]:
    """Return the reasons for and against a candidate; those that say nothing are left out.

    Args:
        candidate: A place that the name could mean.
        context: The evidence around the name.
        features: Which reasons to ask.
        weights: Weights to use instead of the frozen ones, by the feature's name.
    """
    scores = []
    for feature in features:
        value, detail = feature.function(candidate, context)
        if value != 0.0:
            draft: Any = FeatureScoreDraft()
            draft.name = name = feature.name
            draft.value = value
            draft.weight = feature.weight if weights is None else weights[name]
            draft.detail = detail
            draft.__class__ = FeatureScore
            scores.append(draft)
    return tuple(scores)
