"""The words of a text in any script, and what stands beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from geomap.extraction.languages import Language
from geomap.files import load_words
from geomap.text import fold

__all__ = ["TextWord", "Wording", "read_words"]

_SUFFIXED = frozenset(["az", "tr"])
"""Languages that put endings behind an apostrophe: "Ankara'da"."""

_APOSTROPHES = "'’ʼ`´‘"
_SENTENCE_ENDS = ".!?…:։؟。\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextWord:
    """A word: half-open span, folded key, whether it begins with a capital, and opens a sentence."""

    start: int
    end: int
    key: str
    capital: bool
    opens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of a document's blocks.

    Attributes:
        text: What offsets count in.
        words: Of all blocks, in order.
        blocks: Half-open ranges of words.
        lower: Keys of words that are written without a capital somewhere.
        is_cased: Whether capitals mark names.
        starts: The first word of each block.
    """

    text: str = ""
    words: tuple[TextWord, ...] = ()
    blocks: tuple[tuple[int, int], ...] = ()
    lower: frozenset[str] = frozenset()
    is_cased: bool = False
    starts: frozenset[int] = frozenset()

    def key(self, at: int) -> str:
        """Return the key of a word, or an empty string outside the text."""
        return self.words[at].key if 0 <= at < len(self.words) else ""

    def gap(self, at: int) -> str:
        """Return the text between a word and the one before it; a line break before a block's first."""
        if at <= 0 or at >= len(self.words) or at in self.starts:
            return "\n"
        return self.text[self.words[at - 1].end : self.words[at].start]

    def starts_sentence(self, at: int) -> bool:
        """Say whether a word is the first of its sentence."""
        return self.words[at].opens

    def is_stretch(self, first: int, last: int) -> bool:
        """Say whether words can be one name: nothing but spaces and hyphens between, capitals at the ends."""
        if self.is_cased and not (self.words[first].capital and self.words[last - 1].capital):
            return False
        return all(self.gap(at) in _WITHIN or self._is_elided(at) for at in range(first + 1, last))

    def _is_elided(self, at: int) -> bool:
        """Say whether an apostrophe joins a word to the one before it: "Côte d'Ivoire"."""
        return self.gap(at) in _APOSTROPHES and not self.words[at - 1].capital

    def is_preceded(self, first: int, allowed: frozenset[str], *, opening: bool) -> bool:
        """Say whether a capitalised word that is not ``allowed`` stands right before a word.

        Args:
            first: The word.
            allowed: Keys that do not count.
            opening: Whether the first word of a sentence counts, which has a capital in any case.
        """
        if self.gap(first) not in _WITHIN or (self.words[first - 1].opens and not opening):
            return False
        return self._is_name_word(first - 1, allowed)

    def is_followed(self, last: int, allowed: frozenset[str]) -> bool:
        """Say whether a capitalised word that is not ``allowed`` begins right behind words."""
        return self.gap(last) in _WITHIN and self._is_name_word(last, allowed)

    def _is_name_word(self, at: int, allowed: frozenset[str]) -> bool:
        word = self.words[at]
        return word.capital and word.key not in allowed and not (word.opens and word.key in self.lower)

    def run_keys(self, at: int) -> Iterator[str]:
        """Yield the keys of the capitalised words that stand together around a word."""
        first = last = at
        while first > 0 and self.gap(first) in _WITHIN and self.words[first - 1].capital:
            first -= 1
        while last + 1 < len(self.words) and self.gap(last + 1) in _WITHIN and self.words[last + 1].capital:
            last += 1
        for number in range(first, last + 1):
            yield self.words[number].key

    def are_listed(self, before: int, at: int) -> bool:
        """Say whether a word follows a name, which ends before word ``before``, in a list of names."""
        if at == before:
            return self.gap(at).strip() in {",", "،", "、", "/", "(", "و", "-", "–"}
        return at == before + 1 and self.words[before].key in _AND and "\n" not in self.gap(at)


_WITHIN = frozenset([" ", "-", "\u00a0", "\u2011", "\u200c", "‐", "־"])
_AND = frozenset(map(fold, load_words("geomap.extraction")["and_words"]))


def read_words(text: str, blocks: Sequence[tuple[int, int]], language: Language) -> Wording:
    """Return the words of blocks of a text, cut at apostrophes that join words."""
    words: list[TextWord] = []
    ranges: list[tuple[int, int]] = []
    for start, end in blocks:
        first = len(words)
        last_end = start
        for found in _word_pattern().finditer(text, start, end):
            for piece_start, piece_end in _pieces(text, *found.span(), language):
                key = fold(text[piece_start:piece_end])
                if key == "":
                    continue
                opens = len(words) == first or _ends_sentence(text[last_end:piece_start])
                capital = text[piece_start].isupper() or text[piece_start].istitle()
                words.append(
                    TextWord(start=piece_start, end=piece_end, key=key, capital=capital, opens=opens)
                )
                last_end = piece_end
            last_end = max(last_end, found.end())
        ranges.append((first, len(words)))
    cased = language.writing == "case"
    return Wording(
        text=text,
        words=tuple(words),
        blocks=tuple(ranges),
        lower=frozenset(word.key for word in words if cased and not word.capital),
        is_cased=cased,
        starts=frozenset(first for first, _ in ranges),
    )


def _ends_sentence(gap: str) -> bool:
    """Say whether a sentence ends between two words."""
    return any(sign in gap for sign in _SENTENCE_ENDS) or gap.strip(" ").startswith(("“", "«", "„", "¿", "¡"))


def _pieces(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    """Yield the spans that a word is made of: "d'Alep" is two, of "Ankara'da" only the name is left."""
    while start < end and text[start] in _APOSTROPHES:
        start += 1
    while end > start and text[end - 1] in _APOSTROPHES:
        end -= 1
    cut = next((at for at in range(start + 1, end) if text[at] in _APOSTROPHES), None)
    if start == end:
        return
    if cut is None or (language.code not in _SUFFIXED and fold(text[start:cut]) not in language.elisions):
        yield start, end
    elif language.code in _SUFFIXED:
        yield start, cut if text[start].isupper() else end
    else:
        yield start, cut
        yield cut + 1, end


@lru_cache(maxsize=1)
def _word_pattern() -> re.Pattern[str]:
    """Return a pattern of words: letters and digits with their marks and vowel signs, apostrophes inside."""
    marks = "".join(
        chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)).startswith("M")
    )
    return re.compile(rf"(?:[^\W_]|[{re.escape(_APOSTROPHES + marks)}])+")
