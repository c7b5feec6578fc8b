"""Place names in languages that no recogniser reads: names of the gazetteer, with evidence.

A name counts when it is important enough to be meant without further words, or when a preposition, a
word such as "city", or a list of places stands beside it. Words of everyday use never count alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.extraction.known_names import KNOWN, MAJOR, NOTED, KnownNames
from geomap.extraction.languages import Language
from geomap.extraction.parse import iter_blocks
from geomap.extraction.pins import apply_pins
from geomap.extraction.unspaced import iter_unspaced
from geomap.extraction.wording import Wording, read_words
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.pins import DocumentPins
from geomap.model import Document, Mention, MentionKind
from geomap.text import fold

if TYPE_CHECKING:
    from spacy.language import Language as Model

__all__ = ["extract_by_gazetteer"]

LONGEST = 5
"""Words of a name, at most."""

_MODEL_LABELS = frozenset(["GPE", "LOC", "FAC", "LC", "GPE_LOC", "placeName", "geogName", "LOCATION"])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A stretch of words that is a name of the gazetteer.

    Attributes:
        first, last: Half-open range of words.
        start, end: Half-open span; begins behind a prefix that is no part of the name.
        key: The name's folded form in the gazetteer.
        prefix: What was cut off before it.
        inflected: An ending was taken off.
    """

    first: int
    last: int
    start: int
    end: int
    key: str
    prefix: str = ""
    inflected: bool = False


def extract_by_gazetteer(
    doc: Document,
    language: Language,
    gazetteer: Gazetteer,
    *,
    pins: DocumentPins | None = None,
    model: Model | None = None,
) -> tuple[Mention, ...]:
    """Return the place mentions of an article in another language than English, in order of their start.

    Args:
        doc: The article.
        language: What it is written in.
        gazetteer: Knows the names.
        pins: What names mean by the user's word.
        model: A spaCy model of that language; what it calls a place is a mention, too.
    """
    blocks = _blocks(doc)
    finder = _Finder(doc, language, gazetteer, blocks)
    mentions = [] if model is None else list(finder.model_spans(model))
    for mention in finder.names():
        if not any(mention.start < other.end and other.start < mention.end for other in mentions):
            mentions.append(mention)
    if pins is not None:
        spans = [span for first, last in blocks for span in pins.spans(doc.text, first, last)]
        mentions = apply_pins(mentions, spans, pins, gazetteer, finder.pinned)
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _blocks(doc: Document) -> list[tuple[int, int]]:
    """Return the spans of a document's title and paragraphs."""
    blocks = [] if doc.title_span is None else [doc.title_span]
    start, end = doc.body if doc.body is not None else (0, len(doc.text))
    return blocks + [block for block in iter_blocks(doc.text, start, end) if block != doc.title_span]


class _Finder:
    """The search through one document."""

    def __init__(
        self, doc: Document, language: Language, gazetteer: Gazetteer, blocks: Sequence[tuple[int, int]]
    ) -> None:
        self.doc = doc
        self.language = language
        self.known = KnownNames(gazetteer, language)
        self.blocks = blocks
        self.wording = Wording()
        self.persons: set[str] = set()

    def names(self) -> Iterator[Mention]:
        """Yield the names of all blocks; people are learnt from the whole text first."""
        if self.language.writing == "run":
            for start, end in self.blocks:
                for first, last, key in iter_unspaced(self.doc.text, start, end, self.language, self.known):
                    yield self._mention(first, last, key, "gazetteer")
            return
        self.wording = read_words(self.doc.text, self.blocks, self.language)
        found = [entry for first, last in self.wording.blocks for entry in self._stretches(first, last)]
        previous = -1
        for entry in found:
            listed = previous >= 0 and self.wording.are_listed(previous, entry.first)
            if self._is_meant(entry, listed=listed):
                nested = self.wording.is_cased and not self._is_whole_run(entry)
                kind = MentionKind.ASSOCIATIVE if nested else MentionKind.LITERAL
                yield self._mention(entry.start, entry.end, entry.key, "gazetteer", kind)
                previous = entry.last

    def model_spans(self, model: Model) -> Iterator[Mention]:
        """Yield what a language model calls a place."""
        for start, end in self.blocks:
            for span in model(self.doc.text[start:end].replace("\n", " ")).ents:
                if span.label_ in _MODEL_LABELS:
                    first, last = start + span.start_char, start + span.end_char
                    words = read_words(self.doc.text, [(first, last)], self.language).words
                    key = self.known.key_of([word.key for word in words])
                    name = self.doc.text[first:last]
                    yield self._mention(first, last, key or name, f"spacy:{span.label_}")

    def pinned(self, start: int, end: int) -> Mention:
        """Return the mention of a pinned name."""
        return self._mention(start, end, self.doc.text[start:end], "pin")

    def _mention(
        self, start: int, end: int, key: str, extractor: str, kind: MentionKind = MentionKind.LITERAL
    ) -> Mention:
        text = self.doc.text[start:end]
        base = None if fold(text) == fold(key) else key
        return Mention(
            doc_id=self.doc.id, text=text, start=start, end=end, kind=kind, extractor=extractor, base=base
        )

    def _stretches(self, first: int, last: int) -> Iterator[_Found]:
        """Yield the longest names of a block, from its start; none overlap."""
        at = first
        while at < last:
            found = None
            for length in range(min(LONGEST, last - at), 0, -1):
                if self.wording.is_stretch(at, at + length):
                    found = self._named(at, at + length)
                    if found is not None:
                        break
            if found is not None:
                yield found
            at = at + 1 if found is None else found.last

    def _named(self, first: int, last: int) -> _Found | None:
        """Return a stretch of words as a name: as written, without a prefix, or uninflected."""
        words = self.wording.words[first:last]
        keys = [word.key for word in words]
        start, end = words[0].start, words[-1].end
        whole = fold(self.doc.text[start:end])
        if self.known.has_key(whole) and self.known.is_spelt(self.doc.text[start:end]):
            return _Found(first=first, last=last, start=start, end=end, key=whole)
        if last - first == 1 and keys[0] in self.known.stops:
            return None
        for prefix in self.language.prefixes:
            for cut, rest in self._without(prefix, keys[0], single=last - first == 1):
                key = " ".join([rest, *keys[1:]])
                if self.known.has_key(key):
                    return _Found(first=first, last=last, start=start + cut, end=end, key=key, prefix=prefix)
        base = self.known.uninflected(keys)
        if base is None:
            return None
        cut = end if self.wording.is_cased else self._end_of(start, end, base)
        if not self.known.is_spelt(self.doc.text[start:cut]):
            return None
        return _Found(first=first, last=last, start=start, end=cut, key=base, inflected=True)

    def _end_of(self, start: int, end: int, key: str) -> int:
        """Return where a name ends that has an ending written behind it: "부산에서"."""
        ends = (last for last in range(end, start, -1) if fold(self.doc.text[start:last]) == key)
        return next(ends, end)

    def _without(self, prefix: str, word: str, *, single: bool) -> Iterator[tuple[int, str]]:
        """Yield the rest of a word behind a prefix, with the letters that are no part of the name."""
        if word.startswith(prefix) and len(word) - len(prefix) >= (
            2 if self.language.code == "he" and not single else 3
        ):
            yield len(prefix), word[len(prefix) :]
        if self.language.code == "ar" and word.startswith("لل") and prefix == "ل" and len(word) > 4:
            yield 0, "ال" + word[2:]

    def _is_whole_run(self, entry: _Found) -> bool:
        """Say whether no other capitalised word stands right beside a name, but one for a kind of place.

        A word that opens a sentence, or any German noun, may stand before the name of a large place.
        """
        allowed = self.language.nouns | self.known.stops
        large = self.known.size(entry.key) >= MAJOR
        german = large and self.language.code == "de"
        preceded = not german and self.wording.is_preceded(entry.first, allowed, opening=not large)
        return not preceded and not self.wording.is_followed(entry.last, allowed)

    def _is_supported(self, entry: _Found, *, listed: bool) -> bool:
        """Say whether a preposition, a word for a kind of place, or a list of places stands beside a name."""
        before = self.wording.key(entry.first - 1)
        after = self.wording.key(entry.last)
        if before in self.language.of:
            before = self.wording.key(entry.first - 2)
        joined = self.wording.key(entry.first - 1) in self.language.locative
        inner = entry.prefix != "" and entry.prefix in self.language.locative | {"ב", "ل", "በ", "ب"}
        return listed or joined or inner or self._is_noun(before) or after in self.language.nouns

    def _is_noun(self, key: str) -> bool:
        """Say whether a word, or what is left of it without a prefix, is one for a kind of place."""
        rests = (key.removeprefix(prefix) for prefix in self.language.prefixes)
        return key in self.language.nouns or any(rest in self.language.nouns for rest in rests)

    def _is_meant(self, entry: _Found, *, listed: bool) -> bool:
        """Say whether the words of a name are meant as a name of a place."""
        single = entry.last - entry.first == 1
        size = self.known.size(entry.key)
        word = self.wording.words[entry.first]
        supported = self._is_supported(entry, listed=listed)
        everyday = self.known.stops if self.wording.is_cased else self.known.stops | self.language.nouns
        if single and not everyday.isdisjoint({word.key, entry.key}):
            return False
        if len(entry.key) < 4 and not supported and size < MAJOR:
            return False
        if not self.wording.is_cased:
            if self.wording.key(entry.last - 1) in self.known.stops:
                return False
            least = 0 if not single else KNOWN if supported else MAJOR
            return size >= least
        if single and (word.key in self.wording.lower or word.key in self.persons):
            return False
        if self.wording.key(entry.first - 1) in self.language.determiners and not self.known.is_country(
            entry.key
        ):
            return False
        if not self._is_whole_run(entry):
            if size < MAJOR:
                self.persons.update(self.wording.run_keys(entry.first))
            return size >= MAJOR and self.known.is_country(entry.key)
        if supported or (not single and size >= NOTED):
            return True
        # Where there are no prepositions, the ending says as much as they do.
        bare_ending = entry.inflected and bool(self.language.locative)
        strict = self.language.code == "de" or bare_ending or self.wording.starts_sentence(entry.first)
        return size >= (MAJOR if strict else NOTED)
