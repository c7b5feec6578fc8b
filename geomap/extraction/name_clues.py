"""Clues in a name itself: what the model calls it, what bears it, how it is written, where else it stands."""

from __future__ import annotations

from geomap.extraction.candidates import NameSpan
from geomap.extraction.document_names import DocumentNames
from geomap.extraction.view import TextView
from geomap.files import load_words
from geomap.gazetteer.place_cues import find_cue

__all__ = [
    "called_place",
    "first_word",
    "in_person",
    "inside_longer",
    "label",
    "last_word",
    "length",
    "level",
    "located",
    "main_name",
    "namesakes",
    "nature",
    "same_country",
    "same_district",
    "same_unit",
    "size",
    "tags",
    "writing",
]

_WORDS = load_words("geomap.extraction")
_GIVEN_NAMES = _WORDS["given_names"]
_SURNAMES = _WORDS["surnames"]
_COMMON = _WORDS["common_words"]
_TITLES = _WORDS["titles"]
_ORGANISATION = _WORDS["organisation_words"]
_STREETS = _WORDS["street_words"]
_NATURE = _WORDS["nature_words"]
_DIRECTIONS = _WORDS["directions"]
_PLACE_LABELS = frozenset(["GPE", "LOC", "FAC"])


def label(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """What the language model calls it: a label, and whether it is all of what is labelled so."""
    number = max(view.entity[span.first], view.entity[span.last - 1])
    if number < 0:
        return "none"
    piece = view.entities[number]
    if (piece.first, piece.last) == (span.first, span.last):
        return f"is {piece.label}"
    if piece.first <= span.first and span.last <= piece.last:
        side = "begins" if piece.first == span.first else "ends" if piece.last == span.last else "inside"
        return f"{side} {piece.label}"
    if span.first <= piece.first and piece.last <= span.last:
        return f"holds {piece.label}"
    return f"across {piece.label}"


def level(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """What bears the name: a country, a first-level unit, a city, a town, a village, ... or nothing."""
    if span.form != "name":
        return span.form
    return "unknown" if span.evidence is None else span.evidence.level


def size(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """How many inhabitants the largest place of the name has, as a power of ten."""
    return None if span.evidence is None else str(len(str(span.evidence.population)))


def namesakes(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """How many places bear the name."""
    if span.evidence is None:
        return None
    count = span.evidence.namesakes
    return "1" if count == 1 else "2-4" if count < 5 else "5-19" if count < 20 else "20+"


def main_name(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """Whether it is the main name of some place, or only a by-name."""
    return None if span.evidence is None else "yes" if span.evidence.preferred else "no"


def nature(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """Whether the words are ordinary words, given names or surnames as well."""
    words = span.key.split(" ")
    if len(words) > 1:
        if words[0] in _GIVEN_NAMES:
            return "given name first"
        return "all common" if all(word in _COMMON for word in words) else None
    found = [
        name for name, known in (("given", _GIVEN_NAMES), ("surname", _SURNAMES), ("common", _COMMON))
        if span.key in known
    ]  # fmt: skip
    if span.key in view.small:
        found.append("small here")
    return "+".join(found) if found else None


def length(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """How many words the name has, and whether it is very short."""
    count = span.last - span.first
    if count == 1:
        letters = len(span.key)
        return f"{letters} letters" if letters < 4 else "1"
    return str(min(count, 4))


def tags(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """The part of speech of the last word."""
    return view.tokens[span.last - 1].tag


def writing(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """How it is written: in capitals, in a sentence of capitals, in a headline, first in its sentence."""
    word = view.words[span.first]
    mode = view.mode[span.first]
    upper = "upper " if mode != "caps" and len(word) > 1 and word.isupper() else ""
    return f"{upper}{mode}{' first' if view.opens[span.first] else ''}"


def last_word(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """What kind of word a name of several words ends in."""
    if span.last - span.first < 2:
        return None
    lower = view.lower[span.last - 1]
    if lower.rstrip(".") in _STREETS:
        return "street"
    if lower in _NATURE:
        return "nature"
    if find_cue(lower) is not None:
        return "cue"
    return "organisation" if lower in _ORGANISATION else "other"


def first_word(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """What kind of word a name of several words begins with."""
    if span.last - span.first < 2:
        return None
    lower = view.lower[span.first]
    if lower in _DIRECTIONS:
        return "direction"
    return "cue" if find_cue(lower) is not None else "title" if lower.rstrip(".") in _TITLES else None


def in_person(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """Whether the document has persons with this name as a part of theirs, elsewhere or here."""
    count = names.persons.get(span.key, 0)
    if view.label(span.first) == "PERSON" and count > 0:
        count -= 1
    return "often" if count > 1 else "once" if count == 1 else None


def called_place(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """Whether the model calls the same name a place elsewhere in the document."""
    count = names.places.get(span.key, 0)
    if view.label(span.first) in _PLACE_LABELS:
        count -= 1
    return "often" if count > 1 else "once" if count == 1 else None


def located(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """Whether the name stands behind a preposition of place somewhere in the document."""
    count = names.located.get(span.key, 0)
    return "often" if count > 1 else "once" if count == 1 else None


def inside_longer(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """Whether it lies in a longer name that the gazetteer knows, and of what."""
    return names.longer.get((span.first, span.last))


def same_country(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """Whether a place of that name lies in a country that the document names."""
    if span.evidence is None or not names.countries or span.evidence.level == "country":
        return None
    countries = span.evidence.countries
    if countries[0] in names.countries:
        return "first"
    return "some" if any(code in names.countries for code in countries) else "none"


def same_unit(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """Whether a place of that name lies in a first-level unit that the document names."""
    if span.evidence is None or not names.units or span.evidence.level in {"country", "admin1"}:
        return None
    return "yes" if span.evidence.units & names.units else "no"


def same_district(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """How many other names of the document may lie in one second-level unit with it."""
    if span.evidence is None or span.evidence.level in {"country", "admin1"}:
        return None
    most = max((names.districts.get(district, 0) for district in span.evidence.districts), default=0)
    return "0" if most < 2 else str(min(most - 1, 4))
