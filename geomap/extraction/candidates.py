"""Every span of a text that could be the name of a place, generously: what they are worth is judged later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from geomap.extraction.spans import cue_after, cue_before
from geomap.extraction.view import TextView
from geomap.files import load_words
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.evidence import NameEvidence
from geomap.text import fold

__all__ = ["NameSpan", "find_name_spans"]

_WORDS = load_words("geomap.extraction")
_PARTICLES = _WORDS["particles"]
_JOINERS = _WORDS["name_joiners"] | {"-", "–", "'", "’", "&", "."}
_LOCATIVE = _WORDS["locative"]
_CALENDAR = _WORDS["calendar"] | _WORDS["calendar_seasons"]
_SITE_WORDS = _WORDS["nature_words"] | _WORDS["street_words"]
_SHORT_FORMS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}
_PLACE_LABELS = frozenset(["GPE", "LOC", "FAC"])
_NO_NAME_LABELS = frozenset(["DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"])
_LONGEST = 6
"""Longest name, in words; the gazetteer's longer ones are formal names of states."""


class NameSpan(NamedTuple):
    """A span that could be a name.

    Attributes:
        start, end: Half-open span of characters.
        first, last: Half-open range of tokens.
        key: Folded name.
        evidence: What bears the name, or None when nothing does.
        form: ``press`` or ``postal`` for an abbreviation of a state, else ``name``.
        unit: The state that is abbreviated (``US.KY``).
    """

    start: int
    end: int
    first: int
    last: int
    key: str
    evidence: NameEvidence | None
    form: str = "name"
    unit: str = ""


def find_name_spans(view: TextView, gazetteer: Gazetteer) -> list[NameSpan]:
    """Return the spans that could be names, in order of start and then length.

    These are what the model calls a place; every run of capitalised words, and every part of one, that
    the gazetteer knows; abbreviations of states; and unknown names with a word that says what they are
    ("Lomond County", "Lake Nowhere") or a preposition of place before them.
    """
    asked = {(first, last): _key(view, first, last) for first, last in _runs(view)}
    known = gazetteer.evidence([key for keys in asked.values() for key in keys])
    spans: dict[tuple[int, int], NameSpan] = {}
    for (first, last), keys in asked.items():
        key = next((key for key in keys if key in known), keys[0])
        evidence = known.get(key)
        start, end = view.span(first, last)
        if evidence is not None and evidence.level == "weak" and not view.words[first].isupper():
            evidence = None  # "Ga" is not the code "GA"
        if evidence is not None and last - first == 1 and key in gazetteer.demonyms:
            continue
        if evidence is not None or _stands_alone(view, first, last):
            spans[start, end] = NameSpan(start, end, first, last, key, evidence)
    for span in _abbreviations(view, gazetteer):
        spans.pop((span.start, span.end - 1), None)  # without its full stop
        spans[span.start, span.end] = span
    return sorted(spans.values())


def _key(view: TextView, first: int, last: int) -> tuple[str, ...]:
    """Return the folded name, and the name with its short forms written out."""
    start, end = view.span(first, last)
    key = fold(view.text[start:end])
    words = key.split(" ")
    if words[0] not in _SHORT_FORMS or len(words) == 1:
        return (key,)
    return key, " ".join([_SHORT_FORMS[words[0]], *words[1:]])


def _runs(view: TextView) -> Iterator[tuple[int, int]]:
    """Yield every part of every run of capitalised words, and what the model calls a place."""
    seen: set[tuple[int, int]] = set()
    for first, last in view.parse.sentences:
        for at in range(first, last):
            if not _opens_name(view, at, last):
                continue
            for stop in _stops(view, at, last):
                seen.add((at, stop))
                yield at, stop
    for piece in view.entities:
        pair = (piece.first, piece.last)
        if piece.label in _PLACE_LABELS and pair not in seen and any(view.named[piece.first : piece.last]):
            yield pair


def _opens_name(view: TextView, at: int, last: int) -> bool:
    if view.named[at]:
        is_name = view.label(at) not in _NO_NAME_LABELS or view.mode[at] == "caps"
        return is_name or _is_no_date(view, at)
    hyphened = at + 2 < last and view.words[at + 1] == "-" and view.named[at + 2]
    return hyphened and view.lower[at] in _PARTICLES


def _is_no_date(view: TextView, at: int) -> bool:
    """Say whether what the model calls a date is a name after a preposition: "In Turbat, gunmen ..."."""
    if view.label(at) != "DATE" or at == 0 or view.lower[at - 1] not in _LOCATIVE:
        return False
    piece = view.entities[view.entity[at]]
    words = view.lower[piece.first : piece.last]
    return not any(word in _CALENDAR or word[:1].isdigit() for word in words)


def _stops(view: TextView, at: int, last: int) -> Iterator[int]:
    """Yield where a name that opens at a token may end."""
    words = 0
    for index in range(at, min(last, at + 2 * _LONGEST)):
        if view.named[index] or (index > at and view.words[index].isdigit()):
            words += 1
            if words > _LONGEST:
                return
            yield index + 1
        elif index > at and view.lower[index] not in _JOINERS and view.lower[index] not in _PARTICLES:
            return


def _stands_alone(view: TextView, first: int, last: int) -> bool:
    """Say whether a name that the gazetteer lacks is a candidate all the same."""
    number = view.entity[first]
    if number >= 0:
        piece = view.entities[number]
        if (piece.first, piece.last) == (first, last) and piece.label in _PLACE_LABELS:
            return True
    opens = first == 0 or not view.named[first - 1] or view.opens[first]
    ends = last >= len(view.words) or not view.named[last] or view.opens[last]
    if not opens:
        return False
    if last - first > 1 and _ends_in_cue(view, first, last):
        return True
    if not ends:
        return False
    beside = cue_after(view.parse, last) or cue_before(view.parse, first)
    return beside is not None or (first > 0 and view.lower[first - 1] in _LOCATIVE)


def _ends_in_cue(view: TextView, first: int, last: int) -> bool:
    """Say whether a name ends in a word for a kind of place ("X County", "X Creek"), or begins with one."""
    if view.lower[last - 1].rstrip(".") in _SITE_WORDS:
        return True
    behind = cue_after(view.parse, last - 1)
    return (behind is not None and behind[1] == 1) or cue_before(view.parse, first + 1) is not None


def _abbreviations(view: TextView, gazetteer: Gazetteer) -> Iterator[NameSpan]:
    """Yield "Ky.", "W. Va." and "KY" as names of states."""
    forms = gazetteer.abbreviations
    for index, word in enumerate(view.words):
        if not view.named[index] or len(word) > 6:
            continue
        for last in (index + 2, index + 1):
            if last > len(view.words):
                continue
            start, end = view.span(index, last)
            dotted = view.text[end : end + 1] == "." and view.text[start : end + 1] in forms
            stop = end + 1 if dotted else end
            found = forms.get(view.text[start:stop])
            if found is not None:
                yield NameSpan(start, stop, index, last, fold(view.text[start:stop]), None, *found)
                break
