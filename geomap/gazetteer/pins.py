"""Pins by the names they settle: which of them hold for a document, and where a text says their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import pairwise
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from geomap.gazetteer.place_cues import find_cue
from geomap.model import Document, Mention, MentionKind, Pin, PlacePrecision
from geomap.text import Word, fold, iter_words

__all__ = ["DocumentPins", "PinSpan", "PinnedFile", "Pins"]

EVERYWHERE: Mapping[str, str] = MappingProxyType({})
"""No name has a country of its own."""

_UNITS = frozenset([PlacePrecision.ADM1, PlacePrecision.ADM2, PlacePrecision.COUNTRY])
_GAP = re.compile(r"[^\S\n]*[-–—/]?[^\S\n]*\n?[^\S\n]*")
_SHORTENED = 3
"""Longest word that a full stop may shorten inside a name: "St. Louis"."""


class PinnedFile(NamedTuple):
    """A file that pins were read from, for the log of a run."""

    source: str
    sha256: str
    pins: int


class PinSpan(NamedTuple):
    """A half-open stretch of text that says a pinned name."""

    start: int
    end: int
    pin: Pin


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    words: tuple[str, ...]
    pin: Pin


class DocumentPins:
    """The pins that hold for one document.

    Of several for one name, one for a document goes before one for a country, and that before one for
    everywhere; among equals the first that is written.
    """

    def __init__(self, pins: tuple[Pin, ...]) -> None:
        self.pins = tuple(sorted(pins, key=lambda pin: (pin.document is None, pin.country is None)))
        self._by_key: dict[str, Pin] = {}
        for pin in self.pins:
            self._by_key.setdefault(fold(pin.name), pin)

    def __bool__(self) -> bool:
        return len(self.pins) > 0

    @cached_property
    def general(self) -> DocumentPins:
        """Those of them that hold in every country."""
        return DocumentPins(tuple(pin for pin in self.pins if pin.country is None))

    @cached_property
    def local(self) -> DocumentPins:
        """Those of them that hold only within a country."""
        return DocumentPins(tuple(pin for pin in self.pins if pin.country is not None))

    def within(self, countries: frozenset[str], near: Mapping[str, str] = EVERYWHERE) -> DocumentPins:
        """Return those that hold in a document about these countries.

        Args:
            countries: ISO codes.
            near: The country that stands nearest to a name, by the folded name: a pin for it holds, too,
                and goes before one for another country.
        """
        beside = [pin for pin in self.pins if pin.country == near.get(fold(pin.name), "")]
        held = [pin for pin in self.pins if pin.country is None or pin.country in countries]
        return DocumentPins((*beside, *(pin for pin in held if pin not in beside)))

    def named(self, name: str) -> Pin | None:
        """Return the pin of a name in any spelling that folds alike, or None."""
        return self._by_key.get(fold(name))

    def of(self, mention: Mention) -> Pin | None:
        """Return the pin that settles a mention, or None.

        A word for a kind of place that stands with the name changes nothing ("Mashtal neighbourhood"),
        unless it asks for a unit and the pin means none: "Homs Governorate" is not the pinned city Homs.
        """
        if not self._by_key or mention.kind is MentionKind.DEMONYM or mention.cue == "border":
            return None
        pin = self.named(mention.text)
        cue = find_cue(mention.cue) if mention.cue is not None else None
        if pin is not None and pin.place is None:
            return pin
        if pin is None and cue is not None:
            word = rf"^{re.escape(cue.word)}s?\s+(?:of\s+)?|\s+{re.escape(cue.word)}s?$"
            pin = self.named(re.sub(word, "", mention.text, count=1, flags=re.IGNORECASE))
        if pin is None or pin.place is None:
            return None
        is_other_unit = cue is not None and cue.precision in _UNITS and cue.fits(pin.place) == 0
        return None if is_other_unit else pin

    @cached_property
    def _patterns(self) -> dict[str, list[_Pattern]]:
        patterns: dict[str, list[_Pattern]] = {}
        for key, pin in self._by_key.items():
            words = tuple(key.split())
            patterns.setdefault(words[0], []).append(_Pattern(words=words, pin=pin))
        return patterns

    def spans(self, text: str, start: int = 0, end: int | None = None) -> list[PinSpan]:
        """Return where a text says pinned names, in order: whole words only, the longest name first."""
        if not self._by_key:
            return []
        words = list(iter_words(text, start, len(text) if end is None else end))
        matches = sorted(self._matches(text, words), key=lambda match: (-len(match[0]), match[0].start))
        taken: set[int] = set()
        kept: list[PinSpan] = []
        for numbers, span in matches:
            if taken.isdisjoint(numbers):
                taken.update(numbers)
                kept.append(span)
        return sorted(kept, key=lambda span: span.start)

    def _matches(self, text: str, words: list[Word]) -> Iterator[tuple[range, PinSpan]]:
        """Yield every stretch of words that is a pinned name, with the numbers of its words."""
        for at, first in enumerate(words):
            starts = dict.fromkeys((first.key, first.bare_key))
            for pattern in (one for key in starts for one in self._patterns.get(key, ())):
                numbers = range(at, at + len(pattern.words))
                end = _end_of(text, words[at : numbers.stop], pattern.words)
                if end is not None:
                    yield numbers, PinSpan(first.start, end, pattern.pin)


def _end_of(text: str, words: list[Word], keys: tuple[str, ...]) -> int | None:
    """Return where a name of these keys ends that the words say, or None when they say another."""
    if len(words) < len(keys) or any(word.key != key for word, key in zip(words, keys[:-1], strict=False)):
        return None
    if not all(_is_joined(text, one, other) for one, other in pairwise(words)):
        return None
    last = words[-1]
    if keys[-1] == last.key:
        return last.end
    return last.bare_end if keys[-1] == last.bare_key else None


def _is_joined(text: str, one: Word, other: Word) -> bool:
    """Say whether two words can be parts of one name: nothing but space or a hyphen lies between them."""
    gap = text[one.end : other.start]
    if gap.startswith(".") and len(one.key) <= _SHORTENED:
        gap = gap[1:]
    return _GAP.fullmatch(gap) is not None


class Pins:
    """All pins of a run.

    Args:
        pins: In the order of their precedence.
        files: Where they come from.
    """

    def __init__(self, pins: Iterable[Pin] = (), files: Iterable[PinnedFile] = ()) -> None:
        self.pins = tuple(pins)
        self.files = tuple(files)
        self._general = tuple(pin for pin in self.pins if pin.document is None)
        self._special = tuple(pin for pin in self.pins if pin.document is not None)
        self._sets: dict[tuple[int, ...], DocumentPins] = {}

    @property
    def are_for_documents(self) -> bool:
        """Whether some hold in some documents only."""
        return len(self._special) > 0

    def scope(self, doc: Document) -> str:
        """Return a text that is the same for documents with the same pins."""
        return ",".join(map(str, self._numbers(doc)))

    def _numbers(self, doc: Document) -> tuple[int, ...]:
        return tuple(number for number, pin in enumerate(self._special) if _is_for(pin.document or "", doc))

    def of(self, doc: Document) -> DocumentPins:
        """Return the pins that hold for a document; the same object for the same pins."""
        numbers = self._numbers(doc)
        if numbers not in self._sets:
            own = (self._special[number] for number in numbers)
            self._sets[numbers] = DocumentPins((*own, *self._general))
        return self._sets[numbers]


def _is_for(pattern: str, doc: Document) -> bool:
    """Say whether a pin's document is this one: by its id, its file's name, or the end of its path."""
    if doc.id == pattern:
        return True
    wanted = pattern.replace("\\", "/").casefold()
    source = doc.source.replace("\\", "/").casefold()
    if "/" not in wanted:
        return fnmatchcase(PurePosixPath(source).name, wanted)
    return fnmatchcase(source, wanted) or fnmatchcase(source, f"*/{wanted}")
