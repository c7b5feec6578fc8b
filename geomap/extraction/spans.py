"""Token spans that may be names: finding, trimming and walking them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from geomap.files import load_words
from geomap.gazetteer.place_cues import PlaceCue, find_cue
from geomap.model import Parse, Token

__all__ = [
    "Span",
    "cue_after",
    "cue_before",
    "head_token",
    "sentence_range",
    "token_range",
    "trim",
]

_WORDS = load_words("geomap.extraction")

_DETERMINERS = _WORDS["determiners"]
_EDGES = " \t\n\r\"'“”‘’`.,;:!?()[]{}–—-/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range of characters with its half-open range of tokens."""

    start: int
    end: int
    first: int
    last: int


def token_range(parse: Parse, start: int, end: int, starts: list[int]) -> tuple[int, int]:
    """Return the half-open range of tokens that touch a range of characters."""
    first = max(0, bisect_right(starts, start) - 1)
    last = bisect_left(starts, end)
    if first < last and parse.tokens[first].end <= start:
        first += 1
    return first, max(first, last)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop determiners, possessive endings, quotes and punctuation from the ends of a span.

    A final full stop stays when the name is an abbreviation ("U.S.").
    """
    while start < end:
        piece = text[start:end]
        lower = piece.lower()
        word = lower.split(" ", 1)[0]
        if " " in piece and word in _DETERMINERS:
            start += len(word) + 1
        elif lower.endswith(("'s", "’s")):
            end -= 2
        elif piece[0] in _EDGES:
            start += 1
        elif piece[-1] in _EDGES and not (piece[-1] == "." and piece.count(".") > 1):
            end -= 1
        else:
            break
    return start, end


def cue_after(parse: Parse, at: int) -> tuple[PlaceCue, int] | None:
    """Return the cue that begins at a token, with its length in tokens; longest first."""
    for length in (3, 2, 1):
        words = parse.tokens[at : at + length]
        if len(words) < length or any(word.sentence != words[0].sentence for word in words):
            continue
        cue = find_cue(" ".join(word.text for word in words))
        if cue is not None and cue.after:
            return cue, length
    return None


def cue_before(parse: Parse, at: int) -> PlaceCue | None:
    """Return the cue that stands before a name at a token: "village of X", "the capital, X"."""
    back = at - 1
    if back >= 0 and parse.tokens[back].text == "," and back - 1 >= 0:
        cue = find_cue(parse.tokens[back - 1].text)
        return cue if cue is not None and cue.word == "capital" else None
    of = back >= 0 and parse.tokens[back].text.lower() == "of"
    back = back - 1 if of else back
    if back < 0 or parse.tokens[back].sentence != parse.tokens[at].sentence:
        return None
    for length in (2, 1):
        words = parse.tokens[max(0, back - length + 1) : back + 1]
        cue = find_cue(" ".join(word.text for word in words)) if len(words) == length else None
        if cue is not None and cue.before:
            return cue
    return None


def head_token(parse: Parse, first: int, last: int) -> Token:
    """Return the token of a range whose head lies outside it."""
    for index in range(first, last):
        token = parse.tokens[index]
        if not first <= token.head < last or token.head == index:
            return token
    return parse.tokens[last - 1]


def sentence_range(parse: Parse, token: int) -> tuple[int, int]:
    """Return the half-open token range of the sentence that holds a token."""
    return parse.sentences[parse.tokens[token].sentence]
