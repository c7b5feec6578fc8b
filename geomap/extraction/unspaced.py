"""Place names in scripts that put no spaces between words: the longest names of the gazetteer."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from geomap.extraction.known_names import MAJOR, KnownNames
from geomap.extraction.languages import Language
from geomap.text import fold

__all__ = ["iter_unspaced"]

LONGEST = 14
"""Characters of a name, at most; combining signs count."""

BESIDE = 8
"""Characters beside a name that are looked at."""

SURE = 1_000_000
"""People of a place that two characters are enough for without a word beside them."""
_SIGNS = frozenset(" \t\n.,;:!?()[]\"'“”‘’«»。、，；：！？（）「」『』《》·・…—-")


def iter_unspaced(
    text: str, start: int, end: int, language: Language, names: KnownNames
) -> Iterator[tuple[int, int, str]]:
    """Yield the half-open spans of names in a stretch of text, with their keys; the longest, none overlap.

    A name of two characters, or of a small place, needs a word for a kind of place beside it.
    """
    at = start
    while at < end:
        found = _name_at(text, at, end, language, names) if text[at].isalpha() else None
        if found is None:
            at += 1
        else:
            yield at, found[0], found[1]
            at = found[0]


def _name_at(text: str, at: int, end: int, language: Language, names: KnownNames) -> tuple[int, str] | None:
    for last in range(min(end, at + LONGEST), at + 1, -1):
        if text[last - 1] in _SIGNS or not _is_boundary(text, last):
            continue
        key = fold(text[at:last])
        size = names.size(key)
        if size < 0 or key in names.stops or not names.is_spelt(text[at:last]):
            continue
        before, after = fold(text[max(0, at - BESIDE) : at]), fold(text[last : last + BESIDE])
        beside = any(after.startswith(noun) or before.endswith(noun) for noun in language.nouns)
        beside = beside or key[-1] in language.nouns
        located = any(before.endswith(word) for word in language.locative)
        least = SURE if last - at == 2 else MAJOR
        if size >= least or (beside and size >= 0) or (located and size >= MAJOR // 2):
            return last, key
    return None


def _is_boundary(text: str, at: int) -> bool:
    """Say whether a character does not combine with the one before it."""
    return at >= len(text) or unicodedata.category(text[at]) not in {"Mn", "Mc", "Me"}
