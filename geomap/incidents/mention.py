"""One report of one event in a text, with what its own sentence says about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from geomap.incidents.counts import FoundCount
from geomap.incidents.dates import FoundDate
from geomap.incidents.detect import Hit
from geomap.incidents.party import Sides
from geomap.incidents.standing import ACCOMPLISHED, REPORTED, Standing
from geomap.model import EventType, IncidentPlace, PlacePrecision, Resolution

__all__ = ["OUTCOME_ROLES", "EventMention", "PlaceLink"]

_FINENESS = list(PlacePrecision)

OUTCOME_ROLES = frozenset(["harm", "casualty", "outcome"])
"""Roles of words that say what came of an event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLink:
    """A named place with its relation to the event: the words, the decision and the point.

    ``span`` is the half-open span of the words, relation included.
    """

    resolution: Resolution
    place: IncidentPlace
    span: tuple[int, int]

    @property
    def fineness(self) -> int:
        """Rank of the place's precision; 0 is the finest."""
        return _FINENESS.index(self.place.precision)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """A trigger with the dates, places, counts and sides that belong to it.

    Attributes:
        sentence: Index of the sentence; ``span`` is its half-open span in the text.
        is_title: It stands in the document's title.
        said: When a statement about it was made; it happened on that day at the latest.
        beside: A date that the sentence before or after gives without telling an event of its own.
        is_earlier: It is told as what was before something else: "had killed", "jailed for killing".
        reason: Words that set the sub-type beside the trigger, and the rule that read them; None when the
            trigger's own stands.
        stage, factuality: How far it got and who stands behind it, with the words that say so.
        is_apart: Its sentence begins with words for another event ("In a separate incident, ...").
        is_scene: Its sentence begins with its place ("In Lyon, ...").
        after: The words make it the background of something else ("after October 7, ...").
    """

    hit: Hit
    sentence: int
    span: tuple[int, int]
    event_type: EventType
    sub_type: str
    strength: int
    is_title: bool = False
    is_apart: bool = False
    is_scene: bool = False
    after: bool = False
    date: FoundDate | None = None
    said: FoundDate | None = None
    beside: FoundDate | None = None
    is_earlier: bool = False
    places: tuple[PlaceLink, ...] = ()
    counts: tuple[FoundCount, ...] = ()
    sides: Sides = field(default_factory=Sides)
    weapon: str | None = None
    reason: tuple[str, str] | None = None
    stage: Standing = ACCOMPLISHED
    factuality: Standing = REPORTED
    hits: tuple[Hit, ...] = field(default_factory=tuple)

    @property
    def side_a(self) -> str | None:
        """Who acted, as its own sentence names them."""
        return self.sides.name("perpetrator")

    @property
    def is_context(self) -> bool:
        """True when the words only stand in a clause of "since"."""
        return all(hit.since for hit in self.hits)

    @property
    def is_outcome(self) -> bool:
        """True when the words only say who was harmed ("five people were killed"), not by what."""
        harm = all(hit.trigger.role in OUTCOME_ROLES for hit in self.hits)
        return harm and self.strength == 0
