"""Which of a sentence's names are where one of its events happened.

Two steps. From the answers of ``place_clues.py``, ``place_order.py`` and ``place_words.py`` a small network
tells the odds of each name by itself and of its being the one that is meant; a logistic regression over the
answers of ``place_rivals.py`` about all of these odds tells how likely each name is. The numbers of
``event_places.tsv`` are fitted by ``training/event_places.py`` on sentences whose licence lets them be
passed on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from geomap.incidents.place_clues import iter_clues, preposition_of
from geomap.incidents.place_network import PlaceNetwork
from geomap.incidents.place_order import iter_order_clues, iter_pairs
from geomap.incidents.place_rivals import Odds, iter_rival_clues, listed_together
from geomap.incidents.place_spans import NameInSentence, names_in_sentence
from geomap.incidents.place_words import iter_event_words, iter_words
from geomap.incidents.tree import REPORTING, Tree
from geomap.model import Mention

__all__ = [
    "SURE",
    "THRESHOLD",
    "UNLIKELY",
    "Answers",
    "PlaceWeights",
    "ScoredName",
    "chances_of",
    "clues_of",
    "likely_mentions",
    "load_place_weights",
    "odds_of",
    "pick_names",
    "places_of_event",
    "score_names",
]

THRESHOLD = 0.45
"""Least probability of a name that is kept as an event's place."""

SURE = 0.6
"""Least probability of a name that the grammar does not give to an event."""

UNLIKELY = 0.05
"""Names that are less probable are no place of an event that has a sure one."""

_FARTHEST = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The fitted numbers of one regression: what every name starts with, and the weight of each answer."""

    bias: float
    weights: Mapping[str, float]

    def odds(self, clues: Iterable[str]) -> float:
        """Return the log odds of a name."""
        weight_of = self.weights.get
        return self.bias + sum(weight_of(clue, 0.0) for clue in clues)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWeights:
    """Both steps.

    Attributes:
        network: Is the event there, each name by itself? And which one of the names, or none of them?
        rivals: Is the event there, given the odds of all names?
    """

    network: PlaceNetwork
    rivals: Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredName:
    """A name with the probability that the event happened there."""

    name: NameInSentence
    score: float


@lru_cache(maxsize=1)
def load_place_weights() -> PlaceWeights:
    """Return the weights that come with geomap."""
    text = resources.files("geomap.incidents").joinpath("event_places.tsv").read_text(encoding="utf-8")
    tables: dict[str, dict[str, str]] = {"bias": {}, "output": {}, "clue": {}, "rivals": {}}
    for line in text.split("\n"):
        if line and not line.startswith("# "):
            table, key, numbers = line.split("\t")
            tables[table][key] = numbers
    rivals = {clue: float(number) for clue, number in tables["rivals"].items()}
    return PlaceWeights(
        network=PlaceNetwork(
            bias=tables["bias"]["all"],
            output=(tables["output"]["own"], tables["output"]["chosen"]),
            clues=tables["clue"],
        ),
        rivals=Answers(bias=rivals.pop("bias"), weights=rivals),
    )


def clues_of(tree: Tree, event: int, names: Sequence[NameInSentence]) -> list[list[str]]:
    """Return all answers about each name of a sentence and one event."""
    shared = list(iter_event_words(tree, event))
    answers = []
    for name in names:
        clues = list(iter_order_clues(tree, event, name, names))
        clues.extend(iter_pairs(clues, preposition_of(tree, name), name.source))
        clues.extend(iter_clues(tree, event, name, names))
        clues.extend(shared)
        clues.extend(iter_words(tree, event, name))
        answers.append(list(dict.fromkeys(clues)))
    return answers


def odds_of(weights: PlaceWeights, clues: Sequence[Sequence[str]]) -> list[Odds]:
    """Return what is known of each name before its rivals are."""
    scores = [weights.network.scores(one) for one in clues]
    own, chosen = [one[0] for one in scores], [one[1] for one in scores]
    return [
        Odds(own=_bounded(first), chosen=_bounded(_against(second, [*chosen[:at], *chosen[at + 1 :]])))
        for at, (first, second) in enumerate(zip(own, chosen, strict=True))
    ]


def _against(odds: float, others: Sequence[float]) -> float:
    """Return the log odds of one against all others and none."""
    most = max([0.0, *others])
    return odds - most - math.log(math.exp(-most) + sum(math.exp(other - most) for other in others))


def _bounded(odds: float) -> float:
    return max(-_FARTHEST, min(_FARTHEST, odds))


def score_names(
    tree: Tree, event: int, names: Sequence[NameInSentence], weights: PlaceWeights
) -> list[ScoredName]:
    """Return each name of a sentence with the probability that the event of a token happened there."""
    odds = odds_of(weights, clues_of(tree, event, names))
    lists = listed_together(tree, names)
    scored = []
    for at, name in enumerate(names):
        last = weights.rivals.odds(iter_rival_clues(names, odds, lists, event, at))
        chance = 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, last))))
        scored.append(ScoredName(name=name, score=0.0 if _speaks(tree, event, name) else chance))
    return scored


def _speaks(tree: Tree, event: int, name: NameInSentence) -> bool:
    """Say whether a name is itself the subject of a verb of saying: "Brazil and Peru said ..."."""
    head = tree.conjunction_head(name.head)
    verb = tree.token(head).head
    return verb != event and tree.token(head).dep == "nsubj" and tree.token(verb).lemma in REPORTING


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
