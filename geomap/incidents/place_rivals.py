"""What the odds of a sentence's other names say of one: who is listed with it, and who stands against it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from geomap.incidents.place_spans import NameInSentence
from geomap.incidents.tree import Tree

__all__ = ["Odds", "iter_rival_clues", "listed_together"]

_JOINTS = frozenset([",", "and", "&", "or", "as", "well", "the", "both", "/", '"', "“", "”", "‘", "’", "'"])
_KINDS = frozenset(["villages", "towns", "cities", "village", "town", "districts", "of"])
_ANDS = frozenset(["and", "&", "or"])
_PARTICLES = frozenset(["al", "el", "the", "of", ",", "-", "’", "'", "‘"])
_GAP, _LIST = 5, 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """What is known of a name before its rivals are: log odds by itself, and log odds of being the one."""

    own: float
    chosen: float

    @property
    def mean(self) -> float:
        """The mean of both."""
        return (self.own + self.chosen) / 2


def iter_rival_clues(
    names: Sequence[NameInSentence], odds: Sequence[Odds], lists: Sequence[int], event: int, at: int
) -> Iterator[str]:
    """Yield the answers about one name of a sentence.

    Args:
        names: The sentence's names.
        odds: What is known of each.
        lists: The list that each name is in (:func:`listed_together`).
        event: The event's token.
        at: Which name is asked about.
    """
    name, mine = names[at], odds[at].mean
    apart = [k for k, other in enumerate(names) if other.last <= name.first or name.last <= other.first]
    listed = [k for k in apart if lists[k] == lists[at]]
    rivals = [k for k in apart if lists[k] != lists[at]]
    overlapping = [k for k in range(len(names)) if k != at and k not in apart]
    before = [k for k in apart if names[k].last <= name.first]
    after = [k for k in apart if names[k].first >= name.last]
    previous = max(before, key=lambda k: (names[k].last, odds[k].mean), default=None)
    following = min(after, key=lambda k: (names[k].first, -odds[k].mean), default=None)
    more = sum(1 / (1 + math.exp(-odds[k].mean)) for k in apart)
    near = [k for k in rivals if odds[k].mean > mine and abs(names[k].first - name.first) <= _GAP]
    best = max((odds[k].mean for k in apart), default=None)
    paired = [
        f"mean={_step(mine)}",
        f"listed={_best(odds, listed)}",
        f"rival={_best(odds, rivals)}",
        f"previous={_best(odds, [] if previous is None else [previous])}",
        f"next={_best(odds, [] if following is None else [following])}",
        f"previous gap={6 if previous is None else min(name.first - names[previous].last, 6)}",
        f"next gap={6 if following is None else min(names[following].first - name.last, 6)}",
        f"rank={min(sum(odds[k].mean > mine for k in apart), 3)}",
        f"overlapping={_best(odds, overlapping)}",
        f"source={name.source}",
        f"others={int(min(more, 3) * 2)}",
        f"after={int(event < name.first)}",
    ]
    yield from paired
    yield f"own={_step(odds[at].own / 0.75)}"
    yield f"chosen={_step(odds[at].chosen / 0.75)}"
    yield f"mean fine={_step(mine * 2, 8)}"
    yield f"lead={'alone' if best is None else _step((mine - best) / 0.75)}"
    yield f"list length={min(len(listed), 4)}"
    yield f"list rank={min(sum(odds[k].mean > mine for k in listed), 3)}"
    yield f"length={min(name.last - name.first, 4)}"
    yield f"steps={min(abs(name.first - event), 24) // 3}"
    yield f"near rivals={min(len(near), 2)}"
    yield from (f"{one}&{two}" for one, two in combinations(paired, 2))


def _step(value: float, most: int = 5) -> int:
    return round(max(-most, min(most, value)))


def _best(odds: Sequence[Odds], which: Sequence[int]) -> str:
    return "none" if not which else str(_step(max(odds[k].mean for k in which)))


def listed_together(tree: Tree, names: Sequence[NameInSentence]) -> list[int]:
    """Return for each name the number of the list that it is in: "A, B and C" is one list."""
    lists = list(range(len(names)))
    for one, name in enumerate(names):
        for two, other in enumerate(names):
            if 0 < other.first - name.last <= _GAP and _is_listing(tree, name, other):
                old, new = lists[two], lists[one]
                lists = [new if number == old else number for number in lists]
    return lists


def _is_listing(tree: Tree, name: NameInSentence, other: NameInSentence) -> bool:
    """Say whether only a joint of a list stands between two names; a comma needs an "and" to follow."""
    gap = [tree.token(at).text.lower() for at in range(name.last, other.first)]
    if all(word in _JOINTS or word in _KINDS for word in gap) and not _ANDS.isdisjoint(gap):
        return True
    if gap != [","]:
        return False
    for at in range(other.last, min(len(tree.tokens), other.last + _LIST)):
        word = tree.token(at).text
        if word.lower() in _ANDS:
            return True
        if not word[:1].isupper() and word.lower() not in _PARTICLES:
            return False
    return False
