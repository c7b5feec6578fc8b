"""The declared list of reasons why two reports are of one incident, or are not.

A reason is a small documented function ``(pair) -> (value, sentence)``; ``weights.toml`` gives each its
weight in log odds, fitted by ``training/linking.py``. The score of a pair is the bias and the sum of value
times weight, and every sentence travels with it.
"""

from __future__ import annotations

from collections.abc import Callable

from geomap.incidents.linking import reasons_facts as by_fact
from geomap.incidents.linking import reasons_words as by_words
from geomap.incidents.linking.pairs import Pair, Reason

__all__ = ["AGAINST", "FEATURES", "FOR"]

FEATURES: tuple[Callable[[Pair], Reason], ...] = (
    by_fact.same_place,
    by_fact.near_place,
    by_fact.place_within,
    by_fact.same_region,
    by_fact.same_country,
    by_fact.place_unknown,
    by_fact.places_apart,
    by_fact.countries_differ,
    by_fact.same_day,
    by_fact.dates_overlap,
    by_fact.days_apart,
    by_fact.told_later,
    by_fact.same_kind,
    by_fact.same_type,
    by_fact.kinds_differ,
    by_fact.types_differ,
    by_words.same_number,
    by_words.numbers_agree,
    by_words.numbers_differ,
    by_words.numbers_grow,
    by_words.one_counts,
    by_words.shared_side,
    by_words.sides_differ,
    by_words.same_weapon,
    by_words.text_likeness,
    by_words.rare_words,
    by_words.no_words_shared,
    by_words.same_title,
    by_words.same_publisher,
    by_words.place_and_day_alone,
    by_words.many_events,
)
"""Every reason the linker knows."""

AGAINST = frozenset(
    [
        "places_apart",
        "countries_differ",
        "days_apart",
        "told_later",
        "kinds_differ",
        "types_differ",
        "numbers_differ",
        "numbers_grow",
        "sides_differ",
        "place_and_day_alone",
    ]
)
"""Reasons that never speak for a pair, whatever the data that weights are fitted on."""

FOR = frozenset(
    [
        "same_place",
        "near_place",
        "place_within",
        "same_day",
        "dates_overlap",
        "same_kind",
        "same_type",
        "same_number",
        "numbers_agree",
        "shared_side",
        "same_weapon",
        "text_likeness",
        "rare_words",
        "same_title",
    ]
)
"""Reasons that never speak against a pair."""
