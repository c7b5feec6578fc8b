"""What people write to ask for a place, taken apart: name, words for its kind, the places around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geomap.gazetteer.place_cues import PlaceCue, find_cue
from geomap.text import collapse_spaces

__all__ = ["PlaceQuery", "parse_query"]

_SEPARATORS = re.compile(r"[,;،]+")
_BRACKETS = re.compile(r"\s*\(([^()]+)\)$")
_LONGEST_CUE = 3
_WITH_COMMA = 2
"""Names that hold one comma themselves ("Washington, D.C.") are also tried whole."""
_JOINING = ("of", "the")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceQuery:
    """A query in its parts.

    Attributes:
        name: The part before the first comma.
        names: Spellings to look for, the fullest first: "Shuyrat airbase", "Shuyrat".
        whole: Those of them that hold every word of the name.
        cue: The word for a kind of place that stood beside the name.
        parents: What was written behind commas, nearest first.
    """

    name: str
    names: tuple[str, ...]
    whole: frozenset[str]
    cue: PlaceCue | None
    parents: tuple[str, ...]


def parse_query(text: str) -> PlaceQuery:
    """Take a query apart: "Shuyrat airbase, Syria" asks for an airbase in Syria called Shuyrat."""
    whole = collapse_spaces(text)
    parts = [collapse_spaces(part) for part in _SEPARATORS.split(_BRACKETS.sub(r", \1", whole))]
    filled = [part for part in parts if part != ""]
    if not filled:
        return PlaceQuery(name="", names=(), whole=frozenset(), cue=None, parents=())
    first = filled[0]
    bare, cue = _split_cue(first)
    full = [*([whole] if len(filled) == _WITH_COMMA else []), first]
    names = dict.fromkeys([*full, *([bare] if bare != "" else [])])
    return PlaceQuery(
        name=first, names=tuple(names), whole=frozenset(full), cue=cue, parents=tuple(filled[1:])
    )


def _split_cue(name: str) -> tuple[str, PlaceCue | None]:
    """Part a name from the cue words behind or before it; ("", None) when there are none."""
    words = name.split()
    for length in range(min(_LONGEST_CUE, len(words) - 1), 0, -1):
        behind = find_cue(" ".join(words[-length:]))
        if behind is not None and behind.after:
            return " ".join(words[:-length]), behind
        ahead = find_cue(" ".join(words[:length]))
        if ahead is not None and ahead.before:
            rest = words[length:]
            while len(rest) > 1 and rest[0].lower() in _JOINING:
                rest = rest[1:]
            return " ".join(rest), ahead
    return "", None
