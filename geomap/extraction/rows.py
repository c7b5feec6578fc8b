"""Table row to mentions: its place cell, with the parts behind a comma as its parents."""

from __future__ import annotations

import re

from geomap.gazetteer.pins import DocumentPins
from geomap.gazetteer.place_cues import PlaceCue, find_cue
from geomap.model import Document, Mention

__all__ = ["mentions_of_row"]

_PLACE_ROLES = ("place", "admin2", "admin1", "country")
_RELATION = re.compile(
    r"^.*\b(?:of|near|from|outside|around|off|between|close to|towards?)\s+(?:the\s+)?(?=[^\W\d_])",
    re.IGNORECASE,
)


def mentions_of_row(doc: Document, pins: DocumentPins | None = None) -> tuple[Mention, ...]:
    """Return the mentions of a row's finest filled place column: the place first, then its parents.

    "Mashtal, Baghdad" is two mentions, the second the parent of the first. "12 km north of Homs"
    is the mention "Homs"; the words before it state the relation. A cell that is a pinned name is one
    mention.
    """
    role = next((role for role in _PLACE_ROLES if doc.value(role) is not None), None)
    if role is None:
        return ()
    column = doc.roles[role]
    start, end = doc.spans[column]
    cell = doc.text[start:end]
    if pins is not None and pins.named(cell) is not None:
        return (_mention(doc, start, cell, column, role),)
    mentions = []
    for part in re.finditer(r"[^,;/()|]+", cell):
        first, text = start + part.start(), part.group()
        relation = _RELATION.match(text)
        skip = relation.end() if relation is not None else len(text) - len(text.lstrip())
        name = text[skip:].rstrip()
        if any(ch.isalpha() for ch in name):
            mentions.append(_mention(doc, first + skip, name, column, role))
    return tuple(mentions)


def _mention(doc: Document, start: int, name: str, column: str, role: str) -> Mention:
    """Return the mention of one part of a cell; its type word at an end is the cue."""
    cue = _cue(name)
    word = cue.word if cue is not None else None
    if word is None and role in {"admin1", "admin2"}:
        word = "province" if role == "admin1" else "district"
    return Mention(
        doc_id=doc.id, text=name, start=start, end=start + len(name), extractor=f"column:{column}", cue=word
    )


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
