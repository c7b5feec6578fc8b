"""Does a date lie ahead or behind? Told from the words around it in its clause."""

from __future__ import annotations

import re

from geomap.files import load_words

__all__ = ["is_boundary", "is_statement_day", "looks_ahead"]

_WORDS = load_words("geomap.incidents.dates")

BEFORE_CHARACTERS = 160
AFTER_CHARACTERS = 80


def _any_of(key: str) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, _WORDS[key]), key=lambda word: (-len(word), word))) + ")"


_CLAUSE_END = re.compile(r"[;:!?\n]|\.\s|``|''|[\"“”]|,\s+(?:and|but)\s|\s[-–—]+\s")
_NO_VERB = (
    r"(?:the|a|an|his|her|their|its|this|that|these|those|have|all|both|about|at|more|him|them|me|us|it)\b"
)
_CUE = re.compile(
    rf"(?P<ahead>(?<!\bhad been )\b{_any_of('intending')}\s+(?:\w+\s+)?to\s+(?!{_NO_VERB})[a-z]+(?:\s+(?:be\s+)?\w+ed\b)?"
    rf"|(?:\b(?:will|shall|would)|['’]ll|\bwon['’]t)\s+(?!have\b)(?:\w+\s+)?(?:be\s+)?\w+"
    rf"|\b{_any_of('coming')}(?!\w)|\b(?:is|are)\s+(?:due|scheduled|expected|set|planned|slated)\b)"
    rf"|(?P<behind>\b{_any_of('past')}\b|\b[a-z]{{2,}}ed\b|\b(?:has|have|had)\s+\w+)",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"\b{_any_of('said')}(?:\s+[\w.]+){{0,2}}?\s*(?:\bon\s+)?(?:\b(?:early|late)\s+(?:on\s+)?)?$"
)

_BOUND = re.compile(r"\b(?:since|after|before|until|till)\s+(?:on\s+|the\s+)?$", re.IGNORECASE)


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Say whether the clause around ``text[start:end]`` speaks of what is to come.

    The last verb before the date decides, else the first one after it; a clause without any
    tells of what happened.
    """
    before = _CLAUSE_END.split(text[max(0, start - BEFORE_CHARACTERS) : start])[-1]
    cues = list(_CUE.finditer(before))
    if cues:
        return cues[-1]["ahead"] is not None
    after = _CLAUSE_END.split(text[end : end + AFTER_CHARACTERS])[0]
    cue = _CUE.search(after)
    return cue is not None and cue["ahead"] is not None


def is_statement_day(text: str, start: int) -> bool:
    """Say whether a date that begins at ``start`` follows a verb of saying: "police said on Monday"."""
    return _SAID.search(text[max(0, start - 60) : start]) is not None


def is_boundary(text: str, start: int) -> bool:
    """Say whether a date only bounds a time: "the worst since 16 April"."""
    return _BOUND.search(text[max(0, start - 20) : start]) is not None
