"""Table row to mentions: its place cell, with the parts behind a comma as its parents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from geomap.gazetteer.pins import DocumentPins
from geomap.gazetteer.place_cues import PlaceCue, find_cue
from geomap.gazetteer.relation_words import iter_relations, side_at_start
from geomap.model import Document, Mention, PlaceRelation

__all__ = ["mentions_of_row"]

_PLACE_ROLES = ("place", "admin2", "admin1", "country")
_LEAD = re.compile(
    r"(?:(?:(?!(?:al|el|la|le|los|las|de|der|den|du|van|von|ad|ar|as|ash|az)\s)[^\W\dA-Z_][\w’'.-]*|\d[\w.,-]*)\s+)+"
    r"(?=[^\W\da-z_])|(?i:(?:the\s+)?(?:town|city|village|area|district|province)s?\s+of\s+(?:the\s+)?)"
)
"""What stands before a name in a cell: "in the village of X", "City of X"."""

_SPLIT = re.compile(
    r"\s+(?:[a-z]+\s+)+of(?:\s+the)?\s+(?=[^\W\da-z_])"
    r"|(?:\s+|-)(?:center|centre|market|locality|axis|corridor)(?:\s+|$)"
    r"|\s+(?:(?:on|along|at|towards)(?:\s+the|(?=\s+[a-z])|$)|in(?:\s+the)?|(?<!of )(?<!and )the"
    r"|located|situated|situé|which|that|where|approx\.?|about)(?:\s+|$)"
)
"""Words between a name and what is said of it."""

_PART = re.compile(r"(?:[^,;:/()\[\]|?\s]+|(?!\s+[-–—]+\s+)[^\S\n])+")
"""What stands between commas, colons, slashes, brackets and dashes."""

_SMALL = frozenset(
    [
        "at",
        "around",
        "between",
        "enroute",
        "from",
        "in",
        "near",
        "off",
        "on",
        "outside",
        "the",
        "to",
        "towards",
    ]
)
"""What may stand alone at the beginning of a cell, with a capital: "On the road to X", "Off X"."""

_PAIR = re.compile(r"\s+and\s+")

MOST_NAMES = 24
"""Names of a place cell that are looked up; a cell with more is no list of a place and its parents."""

LONGEST_NAME = 200
"""Letters of a name that are looked up; what is longer is prose."""


def mentions_of_row(doc: Document, pins: DocumentPins | None = None) -> tuple[Mention, ...]:
    """Return the mentions of a row: the parts of its place cell in order, then its unit cells, finest first.

    "Mashtal, Baghdad" is two mentions. "12 km north of Homs" is the mention "Homs"; the words before it
    state the relation. A place cell that is a pinned name is one mention.
    """
    found: list[Mention] = []
    for role in _PLACE_ROLES:
        if doc.value(role) is None:
            continue
        column = doc.roles[role]
        start, end = doc.spans[column]
        cell = doc.text[start:end]
        whole = role != "place" or (pins is not None and pins.named(cell) is not None)
        spans = [(0, len(cell))] if whole else list(islice(_iter_names(cell), MOST_NAMES))
        spans = [(first, min(last, first + LONGEST_NAME)) for first, last in spans]
        found += [_mention(doc, start + first, cell[first:last], column, role) for first, last in spans]
    return tuple(found)


def _iter_names(cell: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the names in a cell: what stands between commas, brackets and relations."""
    for part in _PART.finditer(cell):
        at, paired = part.start(), False
        for relation in (*iter_relations(part.group()), None):
            end = part.end() if relation is None else part.start() + relation.start
            yield from _trimmed(cell, at, end, paired=paired)
            if relation is not None:
                at = part.start() + relation.end
                paired = relation.kind in {PlaceRelation.BETWEEN, PlaceRelation.ROAD}


def _trimmed(cell: str, first: int, last: int, *, paired: bool) -> Iterator[tuple[int, int]]:
    """Yield the name in a piece of a cell without the small words around it; two of "between A and B"."""
    pieces, at = [], first
    for found in (_PAIR if paired else _SPLIT).finditer(cell, first, last):
        pieces.append((at, found.start()))
        at = found.end()
    for start, end in (*pieces, (at, last)):
        piece = cell[start:end].rstrip(" \t.-–")
        lead = len(piece) - len(piece.lstrip(" \t-–—"))
        small = _LEAD.match(piece, lead)
        name = piece[lead if small is None else small.end() :]
        if _is_side(name) or name.lower() in _SMALL:
            continue
        if any(ch.isalpha() for ch in name) and (cell.islower() or not name.islower()):
            yield start + len(piece) - len(name), start + len(piece)


def _is_side(name: str) -> bool:
    """Say whether words name only a side of what is named beside them: "NORTHERN", "SW"."""
    side = side_at_start(name)
    return side is not None and side[0] == len(name)


def _mention(doc: Document, start: int, name: str, column: str, role: str) -> Mention:
    """Return the mention of one part of a cell; its type word at an end is the cue."""
    cue = _cue(name)
    word = cue.word if cue is not None else None
    if word is None and role in {"admin1", "admin2"}:
        word = "province" if role == "admin1" else "district"
    return Mention(
        doc_id=doc.id, text=name, start=start, end=start + len(name), extractor=f"column:{column}", cue=word
    )


@lru_cache(maxsize=1 << 14)
def _cue(name: str) -> PlaceCue | None:
    """Return the type word at an end of a name: "Homs Governorate", "Lake Chad"."""
    words = name.split()
    for length in (3, 2, 1):
        if len(words) > length:
            cue = find_cue(" ".join(words[-length:]))
            if cue is not None and cue.after:
                return cue
    before = find_cue(words[0]) if len(words) > 1 else None
    return before if before is not None and before.before else None
