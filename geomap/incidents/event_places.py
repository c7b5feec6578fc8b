"""Which of a sentence's names are where one of its events happened.

A logistic regression over the answers of ``place_clues.py``, with the weights of ``event_places.tsv``,
fitted by ``training/event_places.py`` on sentences whose licence lets the weights be passed on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from geomap.incidents.place_clues import iter_clues
from geomap.incidents.place_spans import NameInSentence, names_in_sentence
from geomap.incidents.tree import Tree
from geomap.model import Mention

__all__ = [
    "SURE",
    "THRESHOLD",
    "UNLIKELY",
    "PlaceWeights",
    "ScoredName",
    "chances_of",
    "likely_mentions",
    "load_place_weights",
    "pick_names",
    "places_of_event",
    "score_names",
]

THRESHOLD = 0.4
"""Least probability of a name that is kept as an event's place."""

SURE = 0.6
"""Least probability of a name that the grammar does not give to an event."""

UNLIKELY = 0.12
"""Names that are less probable are no place of an event that has a sure one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWeights:
    """The fitted numbers: what every name starts with, and the weight of each answer."""

    bias: float
    answers: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredName:
    """A name with the probability that the event happened there."""

    name: NameInSentence
    score: float


@lru_cache(maxsize=1)
def load_place_weights() -> PlaceWeights:
    """Return the weights that come with geomap."""
    text = resources.files("geomap.incidents").joinpath("event_places.tsv").read_text(encoding="utf-8")
    lines = (line.rsplit("\t", 1) for line in text.splitlines() if not line.startswith("# "))
    answers = {name: float(value) for name, value in lines}
    return PlaceWeights(bias=answers.pop("bias"), answers=answers)


def score_names(
    tree: Tree, event: int, names: Sequence[NameInSentence], weights: PlaceWeights
) -> list[ScoredName]:
    """Return each name of a sentence with the probability that the event of a token happened there."""
    weight_of = weights.answers.get
    scored = []
    for name in names:
        odds = weights.bias + sum(weight_of(clue, 0.0) for clue in iter_clues(tree, event, name, names))
        scored.append(ScoredName(name=name, score=1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, odds))))))
    return scored


def pick_names(scored: Iterable[ScoredName], threshold: float = THRESHOLD) -> list[ScoredName]:
    """Return the likely names that do not overlap, in text order."""
    taken: list[ScoredName] = []
    likely = (one for one in scored if one.score >= threshold)
    for one in sorted(likely, key=lambda one: (-one.score, one.name.first, one.name.last)):
        if all(one.name.last <= other.name.first or other.name.last <= one.name.first for other in taken):
            taken.append(one)
    return sorted(taken, key=lambda one: one.name.first)


def places_of_event(tree: Tree, event: int, mentions: Sequence[Mention]) -> list[NameInSentence]:
    """Return the names in its own sentence where an event happened, in text order; often none.

    Args:
        tree: The parsed text.
        event: Index of the event's token, a verb or a noun.
        mentions: The place mentions of the text; proper names beyond them are weighed too.
    """
    names = names_in_sentence(tree, mentions, tree.token(event).sentence)
    return [one.name for one in pick_names(score_names(tree, event, names, load_place_weights()))]


def likely_mentions(tree: Tree, event: int, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the place mentions where an event most likely happened; wider names stand for theirs."""
    names = names_in_sentence(tree, mentions, tree.token(event).sentence)
    scored = pick_names(score_names(tree, event, names, load_place_weights()), SURE)
    return [one.name.mention for one in scored if one.name.mention is not None]


def chances_of(tree: Tree, event: int, mentions: Sequence[Mention]) -> dict[int, float]:
    """Return the probability that an event happened at each of some mentions, by the mention's start."""
    names = names_in_sentence(tree, mentions, tree.token(event).sentence)
    chances: dict[int, float] = {}
    for one in score_names(tree, event, names, load_place_weights()):
        if one.name.mention is not None:
            start = one.name.mention.start
            chances[start] = max(one.score, chances.get(start, 0.0))
    return chances
