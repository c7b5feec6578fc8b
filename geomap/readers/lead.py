"""The dateline at the start of a report: ``BAGHDAD, Feb 8 (Reuters) -``, ``(CNN)``, ``AMMAN, Jordan --``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geomap.readers.dateline import FoundDate, find_dates

__all__ = ["Lead", "read_lead"]

PREFIX_CHARACTERS = 100
PLACE_WORDS = 6

_SEPARATOR = re.compile(r"\s*(?:--+|[–—]|(?<=[\s)])[-_](?=\s)|(?<=\)):|(?<=[A-Z]{3}):(?=\s))\s*")
_AGENCY_ONLY = re.compile(r"\(\s*(?P<agency>[A-Z][\w.& ]{1,30})\s*\)\s*(?:--+|[–—:-])?\s*")
_AGENCY = re.compile(r"\(\s*(?P<agency>[^()]{2,40}?)\s*\)\s*$")
_FULL_STOP = re.compile(r"(?<=(?:19|20)\d\d)\.\s+(?=[A-Z])")
_JOINING = frozenset(
    ("and", "or", "of", "the", "near", "de", "del", "el", "al", "in", "on", "la", "le", "du")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A dateline at the start of a paragraph.

    Attributes:
        length: Characters up to the first word of the report itself.
        agency: Name in parentheses, if any.
        found: Date, if any.
    """

    length: int
    agency: str | None
    found: FoundDate | None


def read_lead(paragraph: str) -> Lead | None:
    """Return the dateline that a paragraph starts with, or None when it starts with the report."""
    alone = _AGENCY_ONLY.match(paragraph)
    if alone is not None and alone.end() < len(paragraph):
        return Lead(length=alone.end(), agency=alone["agency"].strip(), found=None)
    separator = _SEPARATOR.search(paragraph[:PREFIX_CHARACTERS]) or _FULL_STOP.search(
        paragraph[:PREFIX_CHARACTERS]
    )
    if separator is None or separator.end() >= len(paragraph):
        return None
    prefix = paragraph[: separator.start()].strip()
    bracket = _AGENCY.search(prefix)
    if bracket is not None and len(find_dates(bracket["agency"])) > 0:
        prefix, bracket = f"{prefix[: bracket.start()]}{bracket['agency']}", None
    agency = bracket["agency"] if bracket is not None else None
    dated = prefix[: bracket.start()] if bracket is not None else prefix
    dates = find_dates(dated)
    place = dated[: dates[0].start] + dated[dates[-1].end :] if dates else dated
    if not _is_place(place, alone=agency is None and not dates):
        return None
    return Lead(length=separator.end(), agency=agency, found=dates[0] if dates else None)


def _is_place(words: str, *, alone: bool) -> bool:
    """Say whether words can be where a report was filed; without date or agency only in capitals."""
    bare = [word.strip(".,;'’()") for word in words.split()]
    names = [word for word in bare if word != ""]
    if len(names) > PLACE_WORDS:
        return False
    if alone:
        return len(names) > 0 and names[0].isupper() and len(names[0]) > 2
    return all(name[0].isupper() or name.lower() in _JOINING or "-" in name for name in names)
