"""Weighing the rules: every sub-type collects the weights of the rules that speak for it; the most wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from geomap.incidents.tree import Tree
from geomap.incidents.types.spot import NEAR, Spot, Spots, find_spots
from geomap.incidents.types.tables import Rule, Term, load_finer, load_rules, load_sub_types
from geomap.model import EventType, Parse

__all__ = ["EventClass", "classify", "classify_words"]

NOTHING = 1.0
"""Weight that a type must reach; below it a text reports no event that we know."""

LEAD = 1.25
"""What a reason counts more in the first sentence, where news says what it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventClass:
    """What kind of event a text reports.

    Attributes:
        sub_type: One of the terms of the sub-type table; "unknown" when nothing speaks for any.
        score: Sum of the weights of the rules for it.
        cue: The words that weighed most, as written.
        rule: The rule that read them.
        reasons: Every rule that fired for the sub-type: (rule, words, weight), heaviest first.
        margin: Lead over the next sub-type.
    """

    event_type: EventType
    sub_type: str
    score: float
    cue: str = ""
    rule: str = ""
    reasons: tuple[tuple[str, str, float], ...] = ()
    margin: float = 0.0


def classify(text: str, parse: Parse) -> EventClass:
    """Return what kind of event a text reports."""
    return classify_words(text, Tree(parse), (0, len(parse.tokens)))


def classify_words(
    text: str, tree: Tree, span: tuple[int, int], prior: Mapping[str, float] | None = None
) -> EventClass:
    """Return what kind of event some tokens report.

    Args:
        text: What the parse is of.
        tree: Its parse.
        span: Half-open range of tokens to read.
        prior: Weight that sub-types begin with.
    """
    spots = find_spots(tree, *span)
    lead = tree.token(span[0]).sentence if span[0] < span[1] else 0
    scores: dict[str, float] = dict(prior or {})
    fired: dict[str, list[tuple[bool, tuple[str, str, float]]]] = {}
    for rule in load_rules():
        found = _fire(rule, spots)
        if found is None:
            continue
        weight = rule.weight * (LEAD if all(spot.sentence == lead for spot in found) else 1.0)
        scores[rule.sub_type] = scores.get(rule.sub_type, 0.0) + weight
        reason = (rule.name, _words(text, tree, found), round(weight, 2))
        fired.setdefault(rule.sub_type, []).append((rule.is_shared, reason))
    return _finer(_best(scores, fired), spots)


def _best(
    scores: Mapping[str, float], fired: Mapping[str, list[tuple[bool, tuple[str, str, float]]]]
) -> EventClass:
    ranked = sorted(scores, key=lambda name: (-scores[name], list(load_sub_types()).index(name)))
    if not ranked or scores[ranked[0]] < NOTHING:
        return EventClass(event_type=EventType.OTHER, sub_type="unknown", score=0.0)
    first = ranked[0]
    ordered = sorted(fired.get(first, ()), key=lambda entry: (entry[0], -entry[1][2]))
    reasons = tuple(reason for _, reason in ordered)
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    return EventClass(
        event_type=load_sub_types()[first].event_type,
        sub_type=first,
        score=round(scores[first], 2),
        cue=reasons[0][1] if reasons else "",
        rule=reasons[0][0] if reasons else "",
        reasons=reasons,
        margin=round(scores[first] - max(second, 0.0), 2),
    )


def _finer(found: EventClass, spots: Spots) -> EventClass:
    """Return what was found with the finer sub-type that its words allow."""
    for rule in load_finer().get(found.sub_type, ()):
        if _fire(rule, spots) is not None:
            return replace(found, sub_type=rule.sub_type)
    return found


def _fire(rule: Rule, spots: Spots) -> list[Spot] | None:
    """Return the words that make a rule hold, or None."""
    if any(_hold(term, spots) is not None for term in rule.unless):
        return None
    found: list[Spot] = []
    for term in rule.when:
        words = _hold(term, spots)
        if words is None:
            return None
        found += words
    return found


def _hold(term: Term, spots: Spots) -> list[Spot] | None:
    """Return the words that make a term hold, or None."""
    for left in spots.of(term.left):
        if term.link == "":
            return [left]
        for right in spots.of(term.right):
            if left != right and _is_linked(term.link, left, right, spots):
                return [left, right]
    return None


def _is_linked(link: str, left: Spot, right: Spot, spots: Spots) -> bool:
    if left.sentence != right.sentence:
        return False
    if link == "+":
        return True
    if link == "~":
        return right.first - left.last <= NEAR and left.first - right.last <= NEAR
    find = spots.agents if link == "<" else spots.patients
    return any(
        at in found
        for found in (find(index) for index in range(left.first, left.last + 1))
        for at in range(right.first, right.last + 1)
    )


def _words(text: str, tree: Tree, found: Iterable[Spot]) -> str:
    spans = dict.fromkeys((tree.token(spot.first).start, tree.token(spot.last).end) for spot in found)
    return " … ".join(chain(text[start:end] for start, end in sorted(spans)))
