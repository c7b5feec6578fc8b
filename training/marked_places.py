"""Halterman's event places (MIT): reading the marks of its rows, which count characters or words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geomap.model import Parse

__all__ = ["CORPUS", "UNMARKED", "MarkedRow", "read_marks"]

CORPUS = "event_place/halterman.jsonl.gz"

UNMARKED = "Masdar_RA"
"""A part of the corpus whose places are mostly not marked (nine of ten rows have none): not learnt from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedRow:
    """A row's marks: the event's token, and the tokens of each place; None where the marks cannot be read."""

    event: int
    places: tuple[tuple[int, ...], ...] | None


def read_marks(row: Mapping, parse: Parse) -> MarkedRow:
    """Return what a row of the corpus marks in the parse of its text."""
    event, places, readable = 0, [], True
    for span in row["spans"]:
        if span["label"] == "VERB":
            event = min(_between(parse, span["start"], span["end"]), default=0)
            continue
        tokens = _tokens(row["text"], parse, span["start"], span["end"])
        if tokens is None:
            readable = False
        elif len(tokens) > 0:
            places.append(tuple(tokens))
    return MarkedRow(event=event, places=tuple(places) if readable else None)


def _between(parse: Parse, start: int, end: int) -> Sequence[int]:
    return [
        index
        for index, token in enumerate(parse.tokens)
        if token.start < end and start < token.end and token.text.strip() != ""
    ]


def _tokens(text: str, parse: Parse, start: int, end: int) -> Sequence[int] | None:
    """Return the tokens of a marked place, or None when its numbers make no sense.

    One span in ten counts words, both ends included, where the others count characters: those are the
    empty ones, those that begin or end within a word, and those without the capital that the words have.
    """
    words = text[start:end]
    first, last = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    whole = any(token.start == first for token in parse.tokens) and any(
        token.end == last for token in parse.tokens
    )
    counted = [at for at in range(start, end + 1) if at < len(parse.tokens)]
    named = any(parse.tokens[at].text[:1].isupper() for at in counted)
    if end > start and whole and (any(ch.isupper() for ch in words) or not named):
        return _between(parse, start, end)
    return counted if named and end < len(parse.tokens) else None
