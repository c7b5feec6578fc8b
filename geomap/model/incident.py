"""Incidents: what happened, when, where, to how many, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geomap.errors import InvalidRecordError
from geomap.model.kinds import DatePrecision, EventType, PlacePrecision, PlaceRelation
from geomap.model.place import Resolution

__all__ = [
    "Actor",
    "CasualtyCount",
    "DateSpan",
    "Evidence",
    "GroupCount",
    "Incident",
    "IncidentPlace",
    "Source",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words that support one field of an incident: ``document.text[start:end] == quote``."""

    field: str
    doc_id: str
    start: int
    end: int
    quote: str
    cue: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """When something happened.

    Attributes:
        text: Verbatim words; empty when nothing was said.
        anchor: The document date that relative words were counted from.
        rule: Name of the rule that read the words.
    """

    start: date | None
    end: date | None
    precision: DatePrecision
    text: str = ""
    anchor: date | None = None
    rule: str = ""

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start > self.end:
            raise InvalidRecordError(f"date range {self.start}..{self.end} runs backwards")


@dataclass(frozen=True, slots=True, kw_only=True)
class CasualtyCount:
    """A number of people with its bounds; None is "not said", never 0."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCount:
    """A count of one group of people, such as children among the killed."""

    kind: str
    group: str
    count: CasualtyCount


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who takes part; role is perpetrator, target, victim or claimant."""

    name: str
    role: str
    actor_class: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an incident was reported."""

    doc_id: str
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPlace:
    """Where an incident happened: the words, the decision about them, and the point.

    Attributes:
        text: Verbatim words, relation included ("outskirts of Homs"); None when no place is named.
        resolution: The decision about the named place; None when no place is named.
        lat, lon: The point to draw; None when unresolved. Moved from the place's own point when
            the words state a distance and direction.
    """

    text: str | None
    resolution: Resolution | None
    precision: PlacePrecision
    radius_km: float | None
    relation: PlaceRelation | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One event record, placed or not, with the words that support it."""

    id: str
    title: str
    description: str
    event_type: EventType
    sub_type: str
    when: DateSpan
    places: tuple[IncidentPlace, ...]
    sources: tuple[Source, ...]
    evidence: tuple[Evidence, ...]
    stage: str = "accomplished"
    factuality: str = "reported"
    is_background: bool = False
    is_aggregate: bool = False
    side_a: str | None = None
    side_b: str | None = None
    actors: tuple[Actor, ...] = ()
    civilian_targeting: bool | None = None
    weapon: str | None = None
    target: str | None = None
    killed: CasualtyCount = CasualtyCount()
    wounded: CasualtyCount = CasualtyCount()
    missing: CasualtyCount = CasualtyCount()
    abducted: CasualtyCount = CasualtyCount()
    counts_by_group: tuple[GroupCount, ...] = ()
    cluster_id: str | None = None
    review_status: str = "auto"

    def __post_init__(self) -> None:
        if len(self.places) == 0:
            raise InvalidRecordError(f"incident {self.id} has no place entry, not even an unresolved one")
