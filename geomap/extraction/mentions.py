"""Every place mention of a document: the model's spans joined with the gazetteer's evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from geomap.extraction.kinds import kind_of
from geomap.extraction.pins import apply_pins
from geomap.extraction.spans import (
    Span,
    cue_after,
    cue_before,
    head_token,
    iter_name_runs,
    token_range,
    trim,
)
from geomap.files import load_words
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.countries import country_named
from geomap.gazetteer.pins import DocumentPins
from geomap.gazetteer.place_cues import find_cue
from geomap.model import Document, Mention, MentionKind, Parse
from geomap.text import fold

__all__ = ["extract_mentions"]

_WORDS = load_words("geomap.extraction")

_INSIDE = frozenset(["in", "near", "outside", "inside", "across"])
"""Prepositions that no person follows."""
_NO_PLACE_LABELS = frozenset(
    [
        "DATE",
        "TIME",
        "CARDINAL",
        "ORDINAL",
        "MONEY",
        "PERCENT",
        "QUANTITY",
        "LANGUAGE",
        "LAW",
        "WORK_OF_ART",
    ]
)
_PLACE_LABELS = frozenset(["GPE", "LOC", "FAC"])
_AREA_VERBS = _WORDS["area_verbs"]
_PLACE_VERBS = _WORDS["place_verbs"]
_LOCATIVE = _WORDS["locative"]
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

    Borders come first ("Jordan-Syrian border" is one place), then the model's place spans, names
    that a word beside them gives away ("Mashtal neighbourhood", "Shuyrat airbase"), names of the
    gazetteer after a locative preposition, and places inside names of organisations. Names that the
    user has pinned are found wherever they stand, and left out where they are pinned as no place.
    """
    finder = _Finder(doc, parse, gazetteer)
    finder.add(finder.borders())
    finder.add(finder.model_spans())
    finder.add(finder.cued_runs())
    finder.add(finder.located_runs())
    finder.add(finder.nested_names())
    finder.add(finder.demonyms())
    if pins is not None:
        finder.pin(pins)
    return tuple(sorted(finder.mentions, key=lambda mention: mention.start))


def _is_name(text: str) -> bool:
    """Say whether a span can be a name: one of its letters is a capital, or of a script without them."""
    return any(ch.isalpha() and not ch.islower() for ch in text)


class _Finder:
    """The passes over one document; each yields mentions, earlier passes keep their spans."""

    def __init__(self, doc: Document, parse: Parse, gazetteer: Gazetteer) -> None:
        self.doc = doc
        self.parse = parse
        self.gazetteer = gazetteer
        self.starts = [token.start for token in parse.tokens]
        self.labels = {
            index: entity.label
            for entity in parse.entities
            for index in range(*token_range(parse, entity.start, entity.end, self.starts))
        }
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
        """Return the country code of a country's name or demonym."""
        code = self.gazetteer.demonym(name)
        return code if code is not None else country_named(self.gazetteer, name)

    def model_spans(self) -> Iterator[Mention]:
        """Yield what the language model calls a place, trimmed and split at commas."""
        for entity in self.parse.entities:
            if entity.label not in _PLACE_LABELS:
                continue
            offset = entity.start
            for piece in re.split(r"(,\s+)", entity.text):
                start, end = trim(self.doc.text, offset, offset + len(piece))
                offset += len(piece)
                if self.gazetteer.abbreviation(self.doc.text[start : end + 1]):
                    end += 1  # the full stop of "Ind." is part of the name
                name = self.doc.text[start:end]
                if _is_name(name) and self.gazetteer.demonym(name) is None:
                    yield self._mention(start, end, f"spacy:{entity.label}")

    def cued_runs(self) -> Iterator[Mention]:
        """Yield capitalised runs beside a cue word, whatever the model calls them."""
        for first, last in self._runs():
            after = cue_after(self.parse, last)
            before = cue_before(self.parse, first)
            if after is None and before is None:
                continue
            start, end = trim(self.doc.text, self.parse.tokens[first].start, self.parse.tokens[last - 1].end)
            name = self.doc.text[start:end]
            if after is not None and self._country_of(name) is not None:
                continue  # "a US base", "an Iraqi town": whose it is, not its name
            cue = after[0] if after is not None else before
            if cue is not None and fold(name) != "":
                yield self._mention(start, end, f"cue:{cue.word}", MentionKind.LITERAL)

    def located_runs(self) -> Iterator[Mention]:
        """Yield gazetteer names after a locative preposition, beside another place or after "shelled"."""
        for first, last in self._runs():
            label = self.labels.get(first)
            before = self.parse.tokens[first - 1].text.lower() if first > 0 else ""
            located = before in (_INSIDE if label == "PERSON" else _LOCATIVE)
            beside = self._is_before_known_place(last) or self._is_joined(first, last)
            if label in _NO_PLACE_LABELS or not (located or beside):
                continue
            start, end = trim(self.doc.text, self.parse.tokens[first].start, self.parse.tokens[last - 1].end)
            if self.gazetteer.has_key(fold(self.doc.text[start:end])):
                within = self.labels.get(first - 1) == "ORG"  # "the Bank of Japan"
                yield self._mention(start, end, "gazetteer", MentionKind.ASSOCIATIVE if within else None)

    def _is_joined(self, first: int, last: int) -> bool:
        """Say whether a name is listed with a mention ("Place and X") or is what was shelled or entered."""
        token = head_token(self.parse, first, last)
        head = self.parse.tokens[token.head]
        if token.dep == "conj":
            return self._is_taken(head.start, head.end)
        person = self.labels.get(first) == "PERSON"
        return token.dep == "dobj" and head.lemma in (_AREA_VERBS if person else _AREA_VERBS | _PLACE_VERBS)

    def _is_before_known_place(self, at: int) -> bool:
        """Say whether ", X" follows and X is already a mention."""
        if at + 1 >= len(self.parse.tokens) or self.parse.tokens[at].text != ",":
            return False
        follower = self.parse.tokens[at + 1]
        return any(mention.start == follower.start for mention in self.mentions)

    def nested_names(self) -> Iterator[Mention]:
        """Yield places inside the names of organisations, as associative mentions."""
        for entity in self.parse.entities:
            if entity.label != "ORG":
                continue
            span = self._span(entity.start, entity.end)
            for index in range(span.first, span.last):
                token = self.parse.tokens[index]
                if self._country_of(token.text) is not None and self.gazetteer.demonym(token.text) is None:
                    yield self._mention(token.start, token.end, "nested:ORG", MentionKind.ASSOCIATIVE)

    def demonyms(self) -> Iterator[Mention]:
        """Yield adjectives and nouns of nationality, as evidence of countries."""
        for token in self.parse.tokens:
            if token.text[:1].isupper() and self.gazetteer.demonym(token.text) is not None:
                yield self._mention(token.start, token.end, "demonym", MentionKind.DEMONYM)

    def pin(self, pins: DocumentPins) -> None:
        """Let the user's pins settle which names are mentions."""
        spans = [
            span for first, last in self._text_ranges() for span in pins.spans(self.doc.text, first, last)
        ]
        self.mentions = apply_pins(
            self.mentions, spans, pins, self.gazetteer, lambda start, end: self._mention(start, end, "pin")
        )

    def _runs(self) -> Iterator[tuple[int, int]]:
        for first, last in self.parse.sentences:
            for run in map(self._with_number, iter_name_runs(self.parse, first, last)):
                start, end = self.parse.tokens[run[0]].start, self.parse.tokens[run[1] - 1].end
                if not self._is_taken(start, end):
                    yield run

    def _with_number(self, run: tuple[int, int]) -> tuple[int, int]:
        """Widen a run by the number behind it where that is a name: "Tower 22"."""
        first, last = run
        if last < len(self.parse.tokens) and self.parse.tokens[last].text.isdigit():
            name = self.doc.text[self.parse.tokens[first].start : self.parse.tokens[last].end]
            if self.gazetteer.has_key(fold(name)):
                return first, last + 1
        return run
