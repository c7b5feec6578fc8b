"""How alike two spellings of a name are: an edit distance where vowels and sister consonants cost little."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from itertools import accumulate

__all__ = ["DIFFERENT", "DOUBLED", "STEPS", "letters_of", "likeness", "substitutes", "weighted_distance"]

VOWELS = frozenset("aeiouy")
_DIGRAPHS = (
    ("tch", "č"), ("sch", "š"), ("sh", "š"), ("ch", "č"), ("kh", "ħ"), ("gh", "ğ"), ("th", "θ"), ("dh", "ð"),
    ("zh", "ž"), ("dj", "j"), ("ph", "f"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("tz", "ț"), ("ts", "ț"),
)  # fmt: skip

_ANY_DIGRAPH = re.compile("|".join(digraph for digraph, _ in _DIGRAPHS))

STEPS = 20
"""Costs are whole twentieths, so that sums of them are exact in any order."""
DIFFERENT = STEPS
"""What it costs to write one letter for another that is not in the table, or to add or leave it out."""
DOUBLED = 3
"""The same for a letter that stands there already."""
_DIFFERENT_VOWEL = 10


@lru_cache(maxsize=1)
def substitutes() -> dict[str, dict[str, int]]:
    """Return what it costs to write one letter for another, by both; the empty one is adding or leaving out.

    Costs are in twentieths of that of an unlike letter.

    The table was estimated from pairs of Latin spellings of one place in Who's On First's tables of seven
    countries of the Middle East, places of the published test left out: the pairs are aligned by weighted
    edit distance, and a cost is the negative logarithm of how often a letter is written so, divided by six
    (the noisy-channel weights of Brill and Moore, 2000, for single letters).
    """
    import csv
    from importlib import resources

    costs: dict[str, dict[str, int]] = {letter: dict.fromkeys(VOWELS, _DIFFERENT_VOWEL) for letter in VOWELS}
    text = resources.files("geomap.gazetteer").joinpath("letter_costs.tsv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        letter, other, cost = row["letter"], row["other"], round(STEPS * float(row["cost"]))
        costs.setdefault(letter, {})[other] = cost
        costs.setdefault(other, {})[letter] = cost
    for letter, others in costs.items():
        others[letter] = 0
    return costs


@lru_cache(maxsize=1 << 14)
def _added(text: str) -> tuple[int, ...]:
    """Return the cost of adding or leaving out each letter."""
    free = substitutes()[""]
    return tuple(
        DOUBLED if index > 0 and text[index - 1] == letter else free.get(letter, DIFFERENT)
        for index, letter in enumerate(text)
    )


@lru_cache(maxsize=1 << 14)
def letters_of(key: str) -> str:
    """Write each digraph of a folded Latin key as one letter."""
    if _ANY_DIGRAPH.search(key) is None:
        return key
    for digraph, letter in _DIGRAPHS:
        key = key.replace(digraph, letter)
    return key


def weighted_distance(left: str, right: str, most: float = math.inf) -> float:
    """Return the cheapest way to turn one folded Latin key into another; infinity if it is over ``most``.

    ``weighted_distance("shuyrat", "shayrat")`` is 0.35: one vowel for another.
    """
    return _distance(letters_of(left), letters_of(right), STEPS * most) / STEPS


def _distance(left: str, right: str, most: float) -> float:
    """Return the weighted edit distance of two texts whose digraphs are single letters, in twentieths."""
    table, added = substitutes(), _added(right)
    row = [0, *accumulate(added)]
    for letter, drop in zip(left, _added(left), strict=True):
        costs = table.get(letter) or {letter: 0}
        diagonal = row[0]
        best = diagonal + drop
        below = [best]
        for other, add, above in zip(right, added, row[1:], strict=True):
            best += add
            cost = diagonal + costs.get(other, DIFFERENT)
            if cost < best:
                best = cost
            cost = above + drop
            if cost < best:
                best = cost
            below.append(best)
            diagonal = above
        row = below
        if min(row) > most:
            return math.inf
    return row[-1]


@lru_cache(maxsize=1 << 14)
def likeness(left: str, right: str, least: float = 0.0) -> float:
    """Return how alike two folded Latin keys are, from 0 (nothing in common) to 1 (the same).

    What is less than ``least`` may be given as 0, which takes less time.
    """
    a, b = letters_of(left), letters_of(right)
    longest = STEPS * max(len(a), len(b))
    if longest == 0:
        return 1.0
    return max(0.0, 1.0 - _distance(a, b, (1.0 - least) * longest) / longest)
