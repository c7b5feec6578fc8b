"""Which trigger words of one sentence report the same event."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.files import load_words
from geomap.incidents.detect import Hit
from geomap.incidents.tree import Tree

__all__ = ["group_hits"]

_WORDS = load_words("geomap.incidents")

_SAME_EVENT = _WORDS["same_event"]
_BARE = _WORDS["bare"]
_OUTCOME = frozenset(["harm", "casualty", "outcome"])


def group_hits(tree: Tree, hits: Sequence[Hit]) -> list[list[Hit]]:
    """Split a sentence's triggers into groups, one for each event.

    "a strike that killed three" is one event; "killed a man responsible for the attack" is two.
    """
    groups: list[list[Hit]] = [[hit] for hit in hits]

    def merge(first: Hit, second: Hit) -> None:
        one = next(group for group in groups if first in group)
        two = next(group for group in groups if second in group)
        if one is not two:
            one.extend(two)
            groups.remove(two)

    for hit in hits:
        partner = _partner(tree, hit, hits)
        if partner is not None and partner.since == hit.since:
            merge(partner, hit)
    _join_loose_outcomes(tree, groups)
    return [sorted(group, key=lambda hit: hit.index) for group in groups]


def _partner(tree: Tree, hit: Hit, hits: Sequence[Hit]) -> Hit | None:
    """Return the trigger above a trigger that reports the same event, or None."""
    by_token = {other.index: other for other in hits if other is not hit}
    below = hit.index
    for ancestor in tree.ancestors(hit.index):
        other = by_token.get(ancestor)
        if other is not None:
            return other if _is_same(tree, hit, other, below) else None
        shared = _subject_event(tree, ancestor, by_token)
        if shared is not None and hit.trigger.role in _OUTCOME:
            return shared
        below = ancestor
    return None


def _subject_event(tree: Tree, verb: int, by_token: dict[int, Hit]) -> Hit | None:
    """Return the event that is the subject of a verb ("the strike left two dead")."""
    subject = tree.child(verb, "nsubj", "nsubjpass")
    return by_token.get(subject) if subject is not None else None


def _is_same(tree: Tree, hit: Hit, other: Hit, below: int) -> bool:
    """Say whether a trigger and the one above it report one event; ``below`` is the link's lower end."""
    outcome = hit.trigger.role in _OUTCOME
    link = tree.token(below)
    if link.dep in {"nsubj", "nsubjpass", "agent", "compound", "nmod", "appos"}:
        return True
    if link.dep == "conj":
        return outcome and other.trigger.role in _OUTCOME
    if not outcome:
        # "killed in an airstrike", but not "killed a man responsible for the attack"
        direct = tree.token(hit.index).head in {below, other.index}
        return direct and (below == hit.index or link.text.lower() in _SAME_EVENT)
    return link.dep != "prep" or other.trigger.role not in _OUTCOME or link.text.lower() in _SAME_EVENT


def _join_loose_outcomes(tree: Tree, groups: list[list[Hit]]) -> None:
    """Give words of nothing but an outcome to the event before them: "A crash left two dead".

    The first event of the sentence takes them when none stands before: "Three dead as strike hits".
    What stands behind a semicolon may be another event.
    """
    events = [group for group in groups if any(hit.trigger.lemma not in _BARE for hit in group)]
    for group in [group for group in groups if group not in events]:
        alike = [
            event
            for event in events
            if event[0].since == group[0].since and not _is_parted(tree, event[0].index, group[0].index)
        ]
        before = [event for event in alike if event[0].index < group[0].index]
        owner = before[-1] if before else (alike[0] if len(alike) == 1 else None)
        if owner is not None and not (not before and any(hit.definite for hit in owner)):
            owner.extend(group)
            groups.remove(group)


def _is_parted(tree: Tree, one: int, two: int) -> bool:
    """Say whether a semicolon stands between two words."""
    return any(tree.token(at).text == ";" for at in range(min(one, two), max(one, two)))
