"""What a whole document says about its names, for judging each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from geomap.extraction.candidates import NameSpan
from geomap.extraction.view import TextView
from geomap.files import load_words
from geomap.text import fold

__all__ = ["DocumentNames", "read_names"]

_WORDS = load_words("geomap.extraction")
_LOCATIVE = _WORDS["locative"] - {"into", "of", "between", "from", "to"}
_PLACE_LABELS = frozenset(["GPE", "LOC", "FAC"])


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNames:
    """What the whole document says about its names.

    Attributes:
        persons: Folded words of persons' names of two words and more, as the model has them, with how often.
        places: Folded names that the model calls a place somewhere, with how often.
        located: Folded names that stand behind a preposition of place somewhere, with how often.
        longer: For each span that lies in a longer known name the level of the longest such.
        countries: ISO codes of the countries that the document names, and of those its states lie in.
        units: First-level units that the document names, in full or abbreviated.
        regions: The tokens at which names of countries and first-level units begin, in full or abbreviated.
        districts: Second-level units that at least two names of the document may lie in, with how many.
    """

    persons: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    located: dict[str, int] = field(default_factory=dict)
    longer: dict[tuple[int, int], str] = field(default_factory=dict)
    countries: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    regions: frozenset[int] = frozenset()
    districts: dict[str, int] = field(default_factory=dict)


def read_names(view: TextView, spans: Sequence[NameSpan]) -> DocumentNames:
    """Collect what a document says about its names."""
    persons: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for piece in view.entities:
        if piece.label == "PERSON" and piece.last - piece.first > 1:
            persons.update(view.lower[piece.first : piece.last])
        elif piece.label in _PLACE_LABELS:
            start, end = view.span(piece.first, piece.last)
            places[fold(view.text[start:end])] += 1
    located = Counter(
        span.key
        for span in spans
        if span.first > 0 and view.lower[span.first - 1] in _LOCATIVE and not _goes_on(view, span.last)
    )
    units = _units(view, spans)
    return DocumentNames(
        persons=persons,
        places=places,
        located=located,
        longer=_longer_names(spans),
        countries=_countries(spans) | {unit.partition(".")[0] for unit in units},
        units=units,
        regions=frozenset(span.first for span in spans if _is_region(span)),
        districts=_districts(spans),
    )


def _goes_on(view: TextView, at: int) -> bool:
    """Say whether a name is followed by another capitalised word."""
    return at < len(view.words) and view.named[at] and not view.opens[at]


def _longer_names(spans: Sequence[NameSpan]) -> dict[tuple[int, int], str]:
    """Return which spans lie in longer known names, with what the longest is and whether they open it."""
    longer: dict[tuple[int, int], str] = {}
    lengths: dict[tuple[int, int], int] = {}
    for number, outer in enumerate(spans):
        size = outer.last - outer.first
        if size < 2 or outer.evidence is None:
            continue
        for inner in (*spans[max(0, number - 8) : number], *spans[number + 1 : number + 24]):
            pair = (inner.first, inner.last)
            inside = outer.first <= inner.first and inner.last <= outer.last and inner.evidence is not None
            if inside and pair != (outer.first, outer.last) and size > lengths.get(pair, 0):
                lengths[pair] = size
                side = "opens" if inner.first == outer.first else "in"
                longer[pair] = f"{side} {outer.evidence.level}"
    return longer


def _countries(spans: Sequence[NameSpan]) -> frozenset[str]:
    """Return the countries that the document names."""
    evidence = (span.evidence for span in spans)
    return frozenset(
        one.country
        for one in evidence
        if one is not None and one.level == "country" and one.country is not None
    )


def _units(view: TextView, spans: Sequence[NameSpan]) -> frozenset[str]:
    """Return the first-level units that the document names."""
    found: set[str] = set()
    for span in spans:
        if span.form == "press" or (span.form == "postal" and view.words[span.first - 1] == ","):
            found.add(span.unit)
        elif _is_unit(span) and span.evidence is not None and view.label(span.first) in _PLACE_LABELS:
            found |= span.evidence.units
    return frozenset(found)


def _is_region(span: NameSpan) -> bool:
    """Say whether a name is a country's or a state's."""
    return span.form != "name" or (span.evidence is not None and span.evidence.level in {"country", "admin1"})


def _is_unit(span: NameSpan) -> bool:
    """Say whether a name is first of all a first-level unit's; names with very many bearers say little."""
    return span.evidence is not None and span.evidence.level == "admin1" and span.evidence.namesakes < 30


def _districts(spans: Sequence[NameSpan]) -> dict[str, int]:
    """Count the names that may lie in each second-level unit; names with very many bearers say nothing."""
    names = {span.key: span.evidence for span in spans if span.evidence is not None}
    counts = Counter(
        district for evidence in names.values() if evidence.namesakes < 12 for district in evidence.districts
    )
    return {district: count for district, count in counts.items() if count > 1}
