"""Which keys of an index a written name may be spelt as, by the letters alone; nothing is looked up here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from geomap.model import MatchKind
from geomap.text import romanise, strip_article

__all__ = [
    "ANY_SPELLING",
    "SAME_NAME",
    "Floors",
    "KeyMatch",
    "Written",
    "bare_key",
    "comparable_keys",
    "rank_keys",
    "skeletons_near",
]

_SHORTEST_VARIANT = 4
_SHORTEST_BARE = 3
"""Letters that a name must have to be met by another spelling, with its article and without."""
_ARTICLE_PENALTY = 0.02
_ROUNDING = 0.0001
_MOST_COMPARED = 400
_MOST_WEIGHED = 100
_MOST_VARIANTS = 60
_SISTERS = str.maketrans("eoywvqcgpzx", "auiubkkkbsk", "h'")
_BONES = "abdfgjklmnrstxz"
"""Letters that skeletons are made of, the rare ones left out."""


class Floors(NamedTuple):
    """Likeness below which another spelling is not offered: of the same consonants, and with one changed."""

    variant: float = 0.7
    fuzzy: float = 0.78


ANY_SPELLING = Floors()
"""What people who look a name up are offered."""

SAME_NAME = Floors(variant=2.0, fuzzy=2.0)
"""No other spellings; names that differ by an article are the same."""


class KeyMatch(NamedTuple):
    """A key of the index that a written name met."""

    key: str
    kind: MatchKind
    score: float


class Written:
    """A name that is looked for: its key, and the same in Latin letters without its article."""

    __slots__ = ("bare", "key", "may_vary")

    def __init__(self, key: str) -> None:
        self.key = key
        self.bare = bare_key(key)
        self.may_vary = _letters(romanise(key)) >= _SHORTEST_VARIANT and _letters(self.bare) >= _SHORTEST_BARE


def _letters(text: str) -> int:
    return sum(ch.isalpha() for ch in text)


def comparable_keys(written: Written, others: list[str]) -> list[tuple[str, str]]:
    """Return the keys that may be a written name, each with the Latin letters that are compared."""
    digits = _digits(written.bare)
    compared = ((other, bare_key(other)) for other in _shortlist(written.bare, others))
    return [
        (other, bare)
        for other, bare in compared
        if bare == written.bare or (written.may_vary and _digits(bare) == digits)
    ]


def rank_keys(
    written: Written,
    comparable: Iterable[tuple[str, str]],
    kind: MatchKind,
    floor: float,
    alike: Callable[[str, str, float], float],
) -> list[KeyMatch]:
    """Return the keys most like a written one, likeliest first; equal but for the article is ARTICLE."""
    ranked = []
    for other, bare in comparable:
        if bare == written.bare:
            ranked.append(KeyMatch(other, MatchKind.ARTICLE, 1.0 - _ARTICLE_PENALTY))
        elif floor <= 1:
            score = round(alike(written.bare, bare, floor - _ROUNDING), 4)
            if score >= floor:
                ranked.append(KeyMatch(other, kind, score))
    ranked.sort(key=lambda met: (-met.score, met.key))
    return ranked[:_MOST_VARIANTS]


@lru_cache(maxsize=1 << 14)
def bare_key(key: str) -> str:
    """Return a key in Latin letters without its article, as names are compared."""
    return strip_article(romanise(key))


def _digits(text: str) -> str:
    return "" if text.replace(" ", "").isalpha() else "".join([ch for ch in text if ch.isdigit()])


def _shortlist(written: str, others: list[str]) -> list[str]:
    """Cut a long list of keys to the nearest by plain edit distance, so that weighing stays quick.

    First as they are written, then with vowels and sister consonants written alike.
    """
    if len(others) <= _MOST_WEIGHED:
        return others
    from rapidfuzz import fuzz, process

    near = process.extract(written, others, scorer=fuzz.ratio, limit=_MOST_COMPARED)
    if len(near) <= _MOST_WEIGHED:
        return [text for text, _, _ in near]
    sound = written.translate(_SISTERS)
    ranked = sorted((-fuzz.ratio(sound, text.translate(_SISTERS)), -share, text) for text, share, _ in near)
    return [text for _, _, text in ranked[:_MOST_WEIGHED]]


def skeletons_near(bones: str) -> set[str]:
    """Return the skeletons that are one letter away."""
    edits = {bones[:i] + bones[i + 1 :] for i in range(len(bones))}
    for letter in _BONES:
        edits.update(bones[:i] + letter + bones[i:] for i in range(len(bones) + 1))
        edits.update(bones[:i] + letter + bones[i + 1 :] for i in range(len(bones)))
    return edits - {bones, ""}
