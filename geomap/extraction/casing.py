"""Texts in capitals, as old wire copy and some headlines: written again in ordinary case for the model.

The copy has the same length, character by character, so that offsets in it are offsets in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geomap.extraction.parse import iter_blocks
from geomap.files import load_words
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.countries import country_named, is_country
from geomap.gazetteer.place_cues import find_cue
from geomap.model import Document
from geomap.text import fold

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["is_all_capitals", "true_case"]

MIN_WORDS = 4
"""Words of a paragraph that can be judged to be in capitals."""

CAPITAL_SHARE = 0.9
"""Of the letters of a paragraph in capitals, at least."""

LONGEST = 5
"""Words of a name, at most."""

CITY = 100_000
"""People of a place that a word with another meaning in English is taken for."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ACRONYM = re.compile(r"[\[(]([A-Z]{2,6})[\])]")
_INITIAL = re.compile(r"(?:^|[^\w])(?:\w\.)+$")
_ROMAN = re.compile(r"[IVX]{2,4}")
_SUFFIXES = (
    *(("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("d", "")),
    *(("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"), ("ly", "")),
)
_PREFIXES = ("anti", "counter", "inter")
_WORDS = load_words("geomap.extraction")
_PARTICLES = _WORDS["particles"] | _WORDS["name_particles"]
_ARTICLES = _WORDS["name_articles"]
_CALENDAR = _WORDS["calendar"]
_SHORT = _WORDS["short_words"]
_GIVEN = _WORDS["given_names"]
_COMMON = _WORDS["common_words"]


def is_all_capitals(text: str) -> bool:
    """Say whether a stretch of text is written in capitals: more than a few words, hardly a small letter."""
    letters = [ch for ch in text if ch.isupper() or ch.islower()]
    capitals = sum(1 for ch in letters if ch.isupper())
    return len(_WORD.findall(text)) >= MIN_WORDS and capitals >= CAPITAL_SHARE * len(letters)


def true_case(doc: Document, model: Language, gazetteer: Gazetteer) -> Document:
    """Return an article with its paragraphs in capitals in ordinary case; itself when it has none.

    Words become lower case except at the start of a sentence, in abbreviations, in names that the gazetteer
    knows, in words that no English word list has, and where the rest of the text has them capitalised.
    Length and offsets stay: a letter whose other case is longer (``ß``, ``İ``) is kept.
    """
    blocks = [] if doc.title_span is None else [doc.title_span]
    start, end = doc.body if doc.body is not None else (0, len(doc.text))
    blocks.extend(iter_blocks(doc.text, start, end))
    loud = [block for block in blocks if is_all_capitals(doc.text[slice(*block)])]
    if not loud:
        return doc
    mixed = " ".join(doc.text[slice(*block)] for block in blocks if block not in loud)
    writer = _Writer(doc.text, _lexicon(model), gazetteer, mixed)
    letters = list(doc.text)
    for first, last in loud:
        for begin, word in writer.words(first, last):
            letters[begin : begin + len(word)] = word
    return replace(doc, text="".join(letters))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lexicon:
    """English words: all, and those that are not nouns only ("turn"), which hardly are names in a text."""

    words: frozenset[str]
    other_than_nouns: frozenset[str]


@lru_cache(maxsize=2)
def _lexicon(model: Language) -> _Lexicon:
    """Return the words that the lemmatiser of a model knows, irregular forms and stop words included."""
    words, others = set(model.Defaults.stop_words) | _CALENDAR | _SHORT, set(model.Defaults.stop_words)
    if model.has_pipe("lemmatizer"):
        lemmatizer: Any = model.get_pipe("lemmatizer")
        lookups = lemmatizer.lookups
        for table in ("lemma_index", "lemma_exc"):
            if lookups.has_table(table):
                for part in ("noun", "verb", "adj", "adv"):
                    entries = lookups.get_table(table).get(part, ())
                    words.update(entries)
                    others.update(() if part == "noun" else entries)
    return _Lexicon(words=frozenset(words), other_than_nouns=frozenset(others))


class _Writer:
    """Decides the case of each word of a text in capitals."""

    def __init__(self, text: str, lexicon: _Lexicon, gazetteer: Gazetteer, mixed: str) -> None:
        self.text = text
        self.lexicon = lexicon.words
        self.others = lexicon.other_than_nouns
        self.gazetteer = gazetteer
        words = _WORD.findall(mixed)
        small = {word for word in words if word.islower()}
        self.seen = {word.lower(): word for word in words if word.lower() not in small}
        self.acronyms = frozenset(word for word in _ACRONYM.findall(text) if not self._is_english(word))

    def words(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Yield each word of a block in its case, with its offset."""
        found = list(_WORD.finditer(self.text, start, end))
        names = self._names(found)
        for at, match in enumerate(found):
            word = match.group()
            if self._is_abbreviation(match):
                written = word
            elif at in names:
                small = names[at] and word.lower() in _PARTICLES
                written = _lower(word) if small else _capitalise(word)
            elif self._is_short_form(word):
                written = word
            elif self._is_person(found, at):
                written = _capitalise(word)
            elif word.lower() in self.seen:
                seen = self.seen[word.lower()]
                written = seen if len(seen) == len(word) else _capitalise(word)
            elif not self._is_english(word) or word.lower() in _CALENDAR or self._opens(match.start(), start):
                written = _capitalise(word)
            else:
                written = _lower(word)
            yield match.start(), written

    def _names(self, found: list[re.Match[str]]) -> dict[int, bool]:
        """Return which words are part of a name of the gazetteer, and whether they stand inside it."""
        names: dict[int, bool] = {}
        at = 0
        while at < len(found):
            length = self._name_length(found, at)
            names.update((number, number > at) for number in range(at, at + length))
            at += max(1, length)
        return names

    def _name_length(self, found: list[re.Match[str]], at: int) -> int:
        """Return how many words from one on are a name; 0 for none."""
        for length in range(min(LONGEST, len(found) - at), 0, -1):
            words = found[at : at + length]
            name = self.text[words[0].start() : words[-1].end()]
            if "\n\n" in name or re.search(r"[^\w\s'’-]", name) is not None:
                continue
            if length == 1:
                return 1 if self._is_name(name) else 0
            if not self.gazetteer.has_key(fold(name)) or words[-1].group().lower() in _SHORT:
                continue
            article = words[0].group().lower() in _ARTICLES
            if article or self._is_large(name) or not all(self._is_english(word.group()) for word in words):
                return length
        return 0

    def _is_name(self, word: str) -> bool:
        """Say whether one word is a name: of a people, a country, a city, or a place and no English word."""
        if word.lower() in _SHORT or word.lower() in _CALENDAR or len(word) < 3:
            return False
        if self.gazetteer.demonym(word) is not None:
            return len(word) > 3
        if country_named(self.gazetteer, word) is not None:
            return len(word) > 3 and word.lower() not in _COMMON
        if not self.gazetteer.has_key(fold(word)):
            return False
        if not self._is_english(word):
            return not self._is_short_form(word) or self._is_large(word)
        return fold(word) in self.lexicon and fold(word) not in self.others and self._is_large(word)

    def _is_short_form(self, word: str) -> bool:
        """Say whether a word of three letters is hardly anything but an abbreviation: "MIR", "UPI"."""
        lower = word.lower()
        known = lower in _PARTICLES | _ARTICLES | _GIVEN | _CALENDAR | _SHORT
        return len(word) == 3 and word.isascii() and not known and not self._is_english(word)

    def _is_person(self, found: list[re.Match[str]], at: int) -> bool:
        """Say whether a word is a given name, or what may be a surname behind one: "Luis Castro"."""
        word = fold(found[at].group())
        if word in self.others or word in _CALENDAR or word in _SHORT:
            return False
        if word in _GIVEN and word not in _COMMON:
            return True
        before = at > 0 and self.text[found[at - 1].end() : found[at].start()] == " "
        surname = word in self.lexicon and find_cue(word) is None
        return before and surname and self._is_person(found, at - 1)

    def _is_large(self, name: str) -> bool:
        """Say whether a name is one of a country, unit or city that everybody knows."""
        return any(
            is_country(place) or (place.population >= CITY and place.feature_class == "P")
            for place in self.gazetteer.exact(name)
        )

    def _is_english(self, word: str) -> bool:
        """Say whether the word list has a word or what is left of it without an English ending."""
        lower = fold(word.lower().split("'")[0].split("’")[0])
        lower = next((lower[len(begin) :] for begin in _PREFIXES if lower.startswith(begin)), lower)
        if lower in self.lexicon:
            return True
        stems = (lower.removesuffix(end) + base for end, base in _SUFFIXES if lower.endswith(end))
        return any(stem in self.lexicon or self._is_doubled(stem) for stem in stems if len(stem) > 2)

    def _is_doubled(self, stem: str) -> bool:
        """Say whether a stem is a word with its last letter doubled: "bann" of "banned"."""
        return stem[-1] == stem[-2] and stem[:-1] in self.lexicon

    def _is_abbreviation(self, match: re.Match[str]) -> bool:
        """Say whether a word keeps its capitals: an initial, letters with stops, an acronym, a number."""
        word, before, after = match.group(), self.text[match.start() - 1 : match.start()], match.end()
        follows = self.text[after : after + 1]
        if word in self.acronyms or before.isdigit() or follows.isdigit():
            return True
        if len(word) == 1:
            return word != "A" or follows == "."
        vowels = any(ch in "AEIOUYaeiouy" for ch in fold(word).upper())
        return (not vowels and word.isascii()) or _ROMAN.fullmatch(word) is not None

    def _opens(self, at: int, start: int) -> bool:
        """Say whether a word is the first of a sentence."""
        before = self.text[start:at].rstrip(" \n\t\"'“”‘’([")
        if before == "" or before.endswith(("--", "!", "?", ":")):
            return True
        if before.endswith("]"):
            return before[before.rfind("[") + 1 : -1] not in self.acronyms
        return before.endswith(".") and _INITIAL.search(before) is None


def _lower(word: str) -> str:
    """Return a word in small letters, of the same length."""
    return "".join(small if len(small := ch.lower()) == 1 else ch for ch in word)


def _capitalise(word: str) -> str:
    """Return a word with a capital and small letters, of the same length."""
    return word[:1] + _lower(word[1:])
