"""Every place mention of a document: the model's spans joined with the gazetteer's evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from geomap.extraction.candidates import NameSpan
from geomap.extraction.kinds import kind_of
from geomap.extraction.pins import apply_pins
from geomap.extraction.recogniser import find_names
from geomap.extraction.spans import Span, cue_after, cue_before, token_range, trim
from geomap.extraction.view import TextView
from geomap.files import load_words
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.pins import DocumentPins
from geomap.gazetteer.place_cues import find_cue
from geomap.model import Document, Mention, MentionKind, Parse
from geomap.text import fold

__all__ = ["extract_mentions"]

_WORDS = load_words("geomap.extraction")

_ORGANISED = frozenset(["ORG", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW"])
_ORGANISATION = _WORDS["organisation_words"] - _WORDS["spatial_nouns"]
_TITLES = _WORDS["titles"]
_NAME = r"[A-Z][\w’'.]*(?: [A-Z][\w’'.]*)?"
_BORDER = re.compile(
    rf"\b(?P<a>{_NAME})\s?[-–—/]\s?(?P<b>{_NAME}) (?:border|frontier)\b"
    rf"|\b(?:border|frontier) (?:between|of) (?P<c>{_NAME}) and (?P<d>{_NAME})"
    rf"|\b(?P<e>{_NAME})[’']s? (?:\w+ )?border with (?P<f>{_NAME})"
)


def extract_mentions(
    doc: Document, parse: Parse, gazetteer: Gazetteer, *, pins: DocumentPins | None = None
) -> tuple[Mention, ...]:
    """Return a document's place mentions in order of their start; none overlap.

    Borders come first ("Jordan-Syrian border" is one place), then the names that the recogniser keeps, and
    words for peoples. Names that the user has pinned are found wherever they stand, and left out where they
    are pinned as no place.
    """
    finder = _Finder(doc, parse, gazetteer)
    finder.add(finder.borders())
    finder.add(finder.names())
    finder.add(finder.demonyms())
    if pins is not None:
        finder.pin(pins)
    return tuple(sorted(finder.mentions, key=lambda mention: mention.start))


class _Finder:
    """The passes over one document; each yields mentions, earlier passes keep their spans."""

    def __init__(self, doc: Document, parse: Parse, gazetteer: Gazetteer) -> None:
        self.doc = doc
        self.parse = parse
        self.gazetteer = gazetteer
        self.view = TextView(doc.text, parse)
        self.starts = self.view.starts
        self.mentions: list[Mention] = []

    def add(self, found: Iterable[Mention]) -> None:
        """Keep the mentions that do not overlap one that is already there."""
        for mention in found:
            if mention.end > mention.start and not self._is_taken(mention.start, mention.end):
                self.mentions.append(mention)

    def _is_taken(self, start: int, end: int) -> bool:
        return any(start < mention.end and mention.start < end for mention in self.mentions)

    def _span(self, start: int, end: int) -> Span:
        first, last = token_range(self.parse, start, end, self.starts)
        return Span(start=start, end=end, first=first, last=last)

    def _mention(self, start: int, end: int, extractor: str, kind: MentionKind | None = None) -> Mention:
        span = self._span(start, end)
        name = self.doc.text[start:end]
        country = self._country_of(name) is not None
        return Mention(
            doc_id=self.doc.id,
            text=name,
            start=start,
            end=end,
            kind=kind_of(self.parse, span.first, span.last, country=country) if kind is None else kind,
            extractor=extractor,
            cue=None if country else self._cue_of(span),
        )

    def _cue_of(self, span: Span) -> str | None:
        """Return the cue word in or beside a name."""
        inner = find_cue(self.parse.tokens[span.last - 1].text) if span.last - span.first > 1 else None
        if inner is not None:
            return inner.word
        after = cue_after(self.parse, span.last)
        if after is not None:
            return after[0].word
        before = cue_before(self.parse, span.first)
        return None if before is None else before.word

    def borders(self) -> Iterator[Mention]:
        """Yield borders between two countries as one mention each."""
        for start, end in self._text_ranges():
            for found in _BORDER.finditer(self.doc.text, start, end):
                names = [name for name in found.group("a", "b", "c", "d", "e", "f") if name is not None]
                if all(self._country_of(name) is not None for name in names):
                    first, last = trim(self.doc.text, *found.span())
                    mention = self._mention(first, last, "cue:border", MentionKind.LITERAL)
                    yield replace(mention, cue="border")

    def _text_ranges(self) -> Iterator[tuple[int, int]]:
        for first, last in self.parse.sentences:
            yield self.parse.tokens[first].start, self.parse.tokens[last - 1].end

    def _country_of(self, name: str) -> str | None:
        """Return the country code of a country's name or demonym; short codes count in capitals only."""
        key = fold(name)
        code = self.gazetteer.demonyms.get(key)
        if code is not None or (len(name) <= 3 and not name.isupper()):
            return code
        evidence = self.gazetteer.evidence([key]).get(key)
        return None if evidence is None else evidence.country

    def names(self) -> Iterator[Mention]:
        """Yield the names that the recogniser keeps."""
        for found in find_names(self.view, self.gazetteer):
            span = found.span
            kind = MentionKind.ASSOCIATIVE if self._is_nested(span) else None
            mention = self._mention(span.start, span.end, self._reason(span), kind)
            yield replace(mention, score=found.score)

    def _is_nested(self, span: NameSpan) -> bool:
        """Say whether a name is part of the name of an organisation or of an office.

        In a sentence of capitals no one can tell where such a name ends.
        """
        if self.view.mode[span.first] == "caps":
            return False
        number = self.view.entity[span.first]
        if number >= 0:
            piece = self.view.entities[number]
            if piece.label in _ORGANISED and (piece.first, piece.last) != (span.first, span.last):
                return True
        follows = span.last < len(self.view.words) and self.view.named[span.last]
        word = self.view.lower[span.last] if follows else ""
        return word in _ORGANISATION or word in _TITLES

    def _reason(self, span: NameSpan) -> str:
        """Say who speaks for a name: the model's label, the gazetteer, or the word beside it."""
        number = self.view.entity[span.first]
        label = self.view.entities[number].label if number >= 0 else None
        if label is None:
            return "gazetteer" if span.evidence is not None else "words"
        return f"spacy:{label}" if span.evidence is None else f"spacy:{label}+gazetteer"

    def demonyms(self) -> Iterator[Mention]:
        """Yield adjectives and nouns of nationality, as evidence of countries."""
        known = self.gazetteer.demonyms
        for index, token in enumerate(self.parse.tokens):
            if not self.view.named[index]:
                continue
            for last in (index + 2, index + 1):
                start, end = token.start, self.parse.tokens[min(last, len(self.starts)) - 1].end
                if fold(self.doc.text[start:end]) in known:
                    yield self._mention(start, end, "demonym", MentionKind.DEMONYM)
                    break

    def pin(self, pins: DocumentPins) -> None:
        """Let the user's pins settle which names are mentions."""
        spans = [
            span for first, last in self._text_ranges() for span in pins.spans(self.doc.text, first, last)
        ]
        self.mentions = apply_pins(
            self.mentions, spans, pins, self.gazetteer, lambda start, end: self._mention(start, end, "pin")
        )
