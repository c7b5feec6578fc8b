"""Events that one verb tells of several places: "killed ten in Basra on Monday and four in Mosul"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.files import load_words
from geomap.incidents.counts import FoundCount, count_of_words
from geomap.incidents.dates import FoundDate
from geomap.incidents.detect import Hit
from geomap.incidents.link import Linked
from geomap.incidents.mention import PlaceLink
from geomap.model import CasualtyCount

__all__ = ["Portion", "apportion"]

_THINGS = load_words("geomap.incidents.counts")["things"]
_JOINED = re.compile(r"(?:^|,|;|\band\b|\bwhile\b|\bwith\b)\s*(?=\S)")
_LOWER_WORDS = re.compile(r"(?:\s+[a-z][a-z'’-]*){0,7}\s*(?:[A-Z][a-z]+ (?:and|or) )?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """What a sentence tells of one of several places; ``date`` is None where it gives one for all."""

    links: tuple[PlaceLink, ...]
    counts: tuple[FoundCount, ...]
    date: FoundDate | None
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    """A number of people in a text, and the count it is of where a word of harm was found for it."""

    start: int
    end: int
    count: CasualtyCount
    known: bool


def apportion(
    linked: Linked,
    links: Sequence[PlaceLink],
    counts: Sequence[FoundCount],
    dates: Sequence[FoundDate],
    hits: Sequence[Hit],
) -> list[Portion]:
    """Return what a sentence tells of each of several places with numbers of their own, if it does.

    Args:
        linked: The document.
        links: Places of one group of event words.
        counts: Counts of people of that group.
        dates: Dates that the sentence names.
        hits: The event words.
    """
    if len(links) < 2 or not counts:
        return []
    text, ordered = linked.doc.text, sorted(links, key=lambda link: link.span)
    begun: list[tuple[int, _Number]] = []
    for at in range(1, len(ordered)):
        number = _number_between(text, ordered[at - 1].span[1], ordered[at].span[0], counts)
        if number is not None:
            begun.append((at, number))
    if not begun:
        return []
    starts = [0, *(number.start for _, number in begun)]
    ends = [*starts[1:], len(text)]
    firsts = [0, *(at for at, _ in begun), len(ordered)]
    told = _numbers(text, ordered[0].span[0], counts, begun)
    return [
        Portion(
            links=tuple(ordered[firsts[at] : firsts[at + 1]]),
            counts=tuple(_counts(counts, (starts[at], ends[at]), told[at])),
            date=_date(dates, (starts[at], ends[at])) if at > 0 or _has_own(dates, starts) else None,
            hits=tuple(hit for hit in hits if starts[at] <= linked.tree.token(hit.index).start < ends[at]),
        )
        for at in range(len(starts))
    ]


def _number_between(text: str, start: int, end: int, counts: Sequence[FoundCount]) -> _Number | None:
    """Return the number of people that stands between two places and belongs to the second."""
    known = next((entry for entry in counts if start <= entry.start < end), None)
    if known is not None:
        return _Number(start=known.start, end=known.end, count=known.count, known=True)
    for joint in _JOINED.finditer(text, start, end):
        found = count_of_words(text, joint.end(), end)
        if found is None:
            continue
        stop, count = found
        words = text[stop:end]
        if _LOWER_WORDS.fullmatch(words) is None or _is_of_things(words):
            continue
        return _Number(start=joint.end(), end=stop, count=count, known=False)
    return None


def _is_of_things(words: str) -> bool:
    first = (words.split() or [""])[0]
    return first in _THINGS or first.removesuffix("s") in _THINGS


def _numbers(
    text: str, place: int, counts: Sequence[FoundCount], begun: Sequence[tuple[int, _Number]]
) -> list[_Number | None]:
    """Return the number of each portion whose count is not found as it stands.

    "Seven in Kutum and five in Tine" was found as one count of twelve; in "ten people, six in Basra and
    four in Mosul" the first number is of both.
    """
    later = [number for _, number in begun]
    first = next((entry for entry in counts if entry.start < place), None)
    if first is None:
        return [None, *later]
    if first.end > later[0].start:
        found = count_of_words(text, first.start, later[0].start)
        own = None if found is None else _Number(start=first.start, end=found[0], count=found[1], known=False)
        return [own, *later]
    between = _number_between(text, first.end, place, [])
    values = [number.count.best for number in (between, *later) if number is not None]
    is_sum = None not in values and sum(value or 0 for value in values) == first.count.best
    return [between if between is not None and is_sum else None, *later]


def _counts(
    counts: Sequence[FoundCount], bounds: tuple[int, int], number: _Number | None
) -> list[FoundCount]:
    """Return the counts within a portion; a number without a word of harm is of the kind before it."""
    start, end = bounds
    inside = [entry for entry in counts if start <= entry.start < end]
    if number is None or number.known:
        return inside
    before = [entry for entry in counts if entry.start <= number.start]
    if not before:
        return inside
    words = replace(number.count, text=number.count.text)
    own = replace(
        before[-1], start=number.start, end=number.end, count=words, rule="of_place", implied=False, groups=()
    )
    return [own, *(entry for entry in inside if entry.kind != own.kind)]


def _date(dates: Sequence[FoundDate], bounds: tuple[int, int]) -> FoundDate | None:
    return next((entry for entry in dates if bounds[0] <= entry.start < bounds[1]), None)


def _has_own(dates: Sequence[FoundDate], starts: Sequence[int]) -> bool:
    """Say whether the first portion has a date and another one has one too."""
    return any(entry.start < starts[1] for entry in dates) and any(
        entry.start >= starts[1] for entry in dates
    )
