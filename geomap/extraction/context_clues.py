"""Clues beside a name: the words around it, and what it does in its sentence."""

from __future__ import annotations

from geomap.extraction.candidates import NameSpan
from geomap.extraction.document_names import DocumentNames
from geomap.extraction.view import TextView
from geomap.files import load_words
from geomap.gazetteer.place_cues import find_cue

__all__ = [
    "after",
    "after_two",
    "before",
    "before_two",
    "comma_after",
    "comma_before",
    "left",
    "right",
    "role",
]

_WORDS = load_words("geomap.extraction")
_GIVEN_NAMES = _WORDS["given_names"]
_SURNAMES = _WORDS["surnames"]
_COMMON = _WORDS["common_words"]
_TITLES = _WORDS["titles"]
_ORGANISATION = _WORDS["organisation_words"]
_STREETS = _WORDS["street_words"]
_LOCATIVE = _WORDS["locative"]
_DIRECTIONS = _WORDS["directions"]
_SPEAKING = _WORDS["speaking"]


def before(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """The word before."""
    return "<" if span.first == 0 or view.opens[span.first] else _word(view, span.first - 1)


def before_two(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """The two words before."""
    if span.first < 2 or view.opens[span.first] or view.opens[span.first - 1]:
        return None
    return f"{_word(view, span.first - 2)} {_word(view, span.first - 1)}"


def after(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """The word after."""
    return _word(view, span.last) if span.last < len(view.words) else ">"


def after_two(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """The two words after."""
    if span.last + 1 >= len(view.words):
        return None
    return f"{_word(view, span.last)} {_word(view, span.last + 1)}"


def left(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """What kind of capitalised word or title stands right before it."""
    at = span.first - 1
    if at < 0 or view.tokens[at].sentence != view.tokens[span.first].sentence:
        return None
    if view.lower[at].rstrip(".") in _TITLES:
        return "title"
    if view.words[at] == "-":
        return "hyphen"
    if len(view.words[at].rstrip(".")) == 1 and view.named[at]:
        return "initial"
    if not view.named[at] or (view.opens[at] and view.lower[at] in _LOCATIVE):
        return None
    return _kind_of_word(view, at, names)


def right(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """What kind of capitalised word stands right after it."""
    at = span.last
    if at >= len(view.words) or view.tokens[at].sentence != view.tokens[span.first].sentence:
        return None
    if view.words[at] == "-":
        return "hyphen"
    if not view.named[at]:
        return "cue" if find_cue(view.lower[at]) is not None else None
    if len(view.words[at].rstrip(".")) == 1:
        return "initial"
    return _kind_of_word(view, at, names)


def comma_after(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """What follows behind a comma: a country or state, an age, another name."""
    at = span.last + 1
    if at >= len(view.words) or view.words[at - 1] != ",":
        return None
    if view.words[at].isdigit():
        return "number"
    if at in names.regions:
        return "region"
    return view.label(at) or ("name" if view.named[at] else "word")


def comma_before(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """What stands before a comma: a place, an age, another name."""
    at = span.first - 2
    if at < 0 or view.words[at + 1] != ",":
        return None
    return "number" if view.words[at].isdigit() else view.label(at) or ("name" if view.named[at] else "word")


def role(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """What the name does in its sentence: object of which preposition, subject of speaking, part of what."""
    index = span.last - 1
    token = view.tokens[index]
    head = view.tokens[token.head]
    if token.dep == "pobj":
        return f"pobj {head.lemma}"
    if token.dep in {"nsubj", "nsubjpass"}:
        return f"{token.dep} {'speaks' if head.lemma in _SPEAKING else ''}"
    if token.dep == "compound":
        return f"compound {'name' if head.tag.startswith('NNP') else 'noun'}"
    return token.dep


def _word(view: TextView, index: int) -> str:
    lower = view.lower[index]
    return "0" if lower[:1].isdigit() else lower


def _kind_of_word(view: TextView, at: int, names: DocumentNames) -> str:
    lower = view.lower[at]
    if lower in _STREETS:
        return "street"
    if find_cue(lower) is not None:
        return "cue"
    if lower in _DIRECTIONS:
        return "direction"
    if lower in _ORGANISATION:
        return "organisation"
    if lower in _GIVEN_NAMES:
        return "given name"
    if lower in _SURNAMES:
        return "surname"
    return "common" if lower in _COMMON or lower in view.small else "other"
