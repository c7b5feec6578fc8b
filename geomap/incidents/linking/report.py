"""What of an incident is compared when reports are linked, made ready once for each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from geomap.files import load_words
from geomap.incidents.lexicon import load_triggers, load_weapons
from geomap.incidents.types import load_sub_types
from geomap.model import CasualtyCount, DatePrecision, DateSpan, EventType, Incident, IncidentPlace, Place
from geomap.text import fold

__all__ = ["Report", "Spot", "report_of"]

_WORDS = load_words("geomap.incidents.linking")
_UPDATE = re.compile(r"^(?:(?:update|correction|corrected|urgent|breaking|alert)\b[\s\d]*[-:–]\s*)+", re.I)
_COMPASS = re.compile(r"\b((?:north|south) ?(?:east|west)|north|south|east|west|central)(?:ern)?\b")

COUNT_KINDS = ("killed", "wounded", "missing", "abducted")
UNSTATED_RULES = frozenset(["no_time_given", "before_statement", "told_as_past", "same_day", ""])
_BROAD = _WORDS["broad"]
STATED_DAYS = 31
"""A period longer than this says nothing about which day is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place of an incident: its entry and point, and how far the point may be off.

    ``direction`` is the word for the part or side that is meant ("north of", "western").
    """

    id: str
    name: str
    precision: str
    radius_km: float
    country_code: str
    admin1: str | None
    lat: float
    lon: float
    direction: str = ""

    @property
    def is_fine(self) -> bool:
        """True for a town or less: two events in one country are not at one place."""
        return self.precision in {"site", "neighbourhood", "settlement", "near"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report of one event, in the form in which reports are compared.

    Attributes:
        number: Its place among the reports that are linked.
        id: The incident's.
        apart: Name of what keeps its incidents apart (an article, a table with ids); None for neither.
        start, end: Ordinals of the first and last day; None when nothing is known.
        is_dated: The words give the day; else it was counted back from the report's own date.
        published: Ordinal of the day of the report.
        sub_type: One of our own; empty where a table has terms of its own that are none of them.
        counts: Least and greatest number of people of each kind that is counted.
        numbers: Of each kind the one number that it was put at, where there is one.
        sides: Words of the names of who took part.
        title: The headline's words as one key, without "UPDATE 2-".
        title_words: The words of the headline, numbers left out.
        words: Words that tell what the report is about; not those that every report has.
    """

    number: int
    id: str
    apart: str | None
    event_type: EventType
    sub_type: str
    start: int | None
    end: int | None
    is_dated: bool
    published: int | None
    spots: tuple[Spot, ...]
    counts: dict[str, tuple[int, float]]
    numbers: dict[str, int]
    sides: frozenset[str]
    weapon: str | None
    publisher: str
    title: str
    title_words: frozenset[str]
    words: frozenset[str]
    is_aggregate: bool

    @property
    def is_fine(self) -> bool:
        """True when every place is a town or less."""
        return bool(self.spots) and all(spot.is_fine for spot in self.spots)


def report_of(incident: Incident, number: int = 0, apart: str | None = None) -> Report:
    """Return an incident as a report to compare.

    Args:
        incident: What was read from an article or a table row.
        number: Its place among the reports that are linked.
        apart: Name shared by incidents that their source tells as different ones.
    """
    source = incident.sources[0] if incident.sources else None
    start, end = _days(incident.when)
    published = source.published if source is not None else None
    title = _title_key(incident.title)
    told = incident.title if incident.description == incident.title else incident.description
    where = _place_words(incident)
    is_row = any(piece.rule == "column" for piece in incident.evidence)
    return Report(
        number=number,
        id=incident.id,
        apart=apart,
        event_type=incident.event_type,
        sub_type="" if is_row and incident.sub_type in _BROAD else _kind(incident.sub_type),
        start=start,
        end=end,
        is_dated=_is_stated(incident.when),
        published=None if published is None else published.toordinal(),
        spots=tuple(spot for place in incident.places if (spot := _spot(place)) is not None),
        counts={
            kind: bounds for kind in COUNT_KINDS if (bounds := _bounds(getattr(incident, kind))) is not None
        },
        numbers={kind: put for kind in COUNT_KINDS if (put := _number(getattr(incident, kind))) is not None},
        sides=_sides(incident) - where,
        weapon=incident.weapon,
        publisher=fold(source.publisher or "") if source is not None else "",
        title=title,
        title_words=frozenset(word for word in title.split() if not word.isdigit()),
        words=(_words(incident.title) | _words(told)) - where,
        is_aggregate=incident.is_aggregate or incident.is_background,
    )


def _days(when: DateSpan) -> tuple[int | None, int | None]:
    start, end = when.start or when.end, when.end or when.start
    if start is None or end is None:
        return None, None
    return start.toordinal(), end.toordinal()


def _is_stated(when: DateSpan) -> bool:
    """Say whether the words give a day or a few, not only the date of the report."""
    return (
        when.start is not None
        and when.rule not in UNSTATED_RULES
        and when.precision in {DatePrecision.DAY, DatePrecision.DAYS}
    )


def _spot(place: IncidentPlace) -> Spot | None:
    """Return the point of a place; None for one that is not on the map."""
    if place.lat is None or place.lon is None:
        return None
    entry = None if place.resolution is None else place.resolution.place
    return Spot(
        id="" if entry is None else entry.id,
        name=(place.text or "") if entry is None else entry.name,
        precision=place.precision.value,
        radius_km=5.0 if place.radius_km is None else place.radius_km,
        country_code="" if entry is None else entry.country_code,
        admin1=None if entry is None else entry.admin1,
        lat=place.lat,
        lon=place.lon,
        direction=_direction(place, entry),
    )


def _direction(place: IncidentPlace, entry: Place | None) -> str:
    """Return the word of direction in the words about a place that is no part of its name."""
    if place.text is None:
        return ""
    name = "" if entry is None else fold(entry.name)
    found = _COMPASS.search(fold(place.text))
    return "" if found is None or found[0] in name else found[1]


def _bounds(count: CasualtyCount) -> tuple[int, float] | None:
    """Return the least and greatest number that a count allows; None when nothing was counted."""
    known = [value for value in (count.low, count.best, count.high) if value is not None]
    if not known:
        return None
    low = min(known)
    open_above = count.high is None and (count.best is None or count.best == count.low)
    return low, float("inf") if open_above and count.best is None else max(known)


def _number(count: CasualtyCount) -> int | None:
    """Return the one number that stands in a count: "at least 12" and "12" are both put at 12."""
    known = {value for value in (count.low, count.high) if value is not None}
    if count.best is not None:
        return count.best
    return next(iter(known)) if len(known) == 1 else None


@lru_cache(maxsize=1024)
def _kind(written: str) -> str:
    """Return our own sub-type for the term of an article or a table."""
    known = load_sub_types()
    if written in known:
        return written
    term = written.strip().lower()
    return next(
        (name for name, entry in known.items() if entry.acled is not None and entry.acled.lower() == term), ""
    )


def _sides(incident: Incident) -> frozenset[str]:
    names = [incident.side_a, incident.side_b, *(actor.name for actor in incident.actors)]
    return frozenset(
        word
        for name in names
        if name is not None
        for word in _plain(name)
        if word not in _WORDS["common"] and len(word) > 1
    )


def _title_key(title: str) -> str:
    return " ".join(_plain(_UPDATE.sub("", title)))


def _words(text: str) -> frozenset[str]:
    """Return the words of a text that can tell one event from another; numbers are counts, not words."""
    return frozenset(
        word for word in _plain(text) if len(word) > 2 and word not in _dull() and not word.isdigit()
    )


def _place_words(incident: Incident) -> frozenset[str]:
    """Return the words of where it was, which are compared as places."""
    names = []
    for place in incident.places:
        entry = None if place.resolution is None else place.resolution.place
        names.append(place.text or "")
        if entry is not None:
            names += [entry.name, entry.country or "", entry.admin1 or ""]
    return frozenset(word for name in names for word in _plain(name))


@lru_cache(maxsize=1)
def _dull() -> frozenset[str]:
    """Return the words that many reports share: small words, and those of every kind of event."""
    triggers = {word for lemma, _ in load_triggers() for word in _plain(lemma)}
    weapons = {word for phrase in load_weapons() for word in _plain(phrase)}
    return frozenset(_stem(word) for word in _WORDS["common"]) | triggers | weapons


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    """Take off the commonest endings: "pilgrims" and "pilgrim" are one word."""
    for ending in ("ings", "ing", "ers", "ies", "ed", "es", "er", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=1 << 14)
def _plain(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text."""
    words = fold(text.replace("’s", "").replace("'s", "")).split()
    return tuple(_stem(word) for word in words)
