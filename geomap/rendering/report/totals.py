"""What the summary counts: each incident once, people added up with their bounds, and what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.model import CasualtyCount, Incident, IncidentPlace, PlacePrecision, PlaceStatus

__all__ = ["COUNTED", "FINENESS", "PeopleSum", "Totals", "count_of", "main_place", "sum_up", "why_left_out"]

COUNTED = ("killed", "wounded", "missing", "abducted")
"""Kinds of casualties that a summary adds up."""

FINENESS = {
    PlacePrecision.SITE: "exact",
    PlacePrecision.NEIGHBOURHOOD: "exact",
    PlacePrecision.SETTLEMENT: "exact",
    PlacePrecision.NEAR: "coarse",
    PlacePrecision.FEATURE: "coarse",
    PlacePrecision.ADM2: "coarse",
    PlacePrecision.SEA_AIR: "coarse",
    PlacePrecision.ADM1: "area",
    PlacePrecision.COUNTRY: "area",
}
"""How a placed incident is counted by its precision."""

_FINEST_FIRST = ("exact", "coarse", "area")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleSum:
    """Numbers of people of one kind, added up.

    Attributes:
        low: The least that the stated numbers add up to.
        high: The most, or None where a report says "at least".
        stated: How many incidents state a number; with 0, low and high mean nothing.
    """

    low: int
    high: int | None
    stated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The figures of the summary.

    Attributes:
        incidents: Each counted once.
        reports: Before reports of one incident were put together.
        placed: How fine the finest place of each placed incident is: exact, coarse, area.
        unplaced: Why the others have no point: ambiguous, unresolved, unnamed.
        counted: Incidents whose numbers of people are added up.
        left_out: Why the others are not.
    """

    incidents: int
    reports: int
    placed: Counter[str]
    unplaced: Counter[str]
    types: Counter[str]
    counted: int
    left_out: Counter[str]
    people: dict[str, PeopleSum]


def sum_up(incidents: Sequence[Incident], *, reports: int) -> Totals:
    """Count incidents, each of which stands for all its reports."""
    placed: Counter[str] = Counter()
    unplaced: Counter[str] = Counter()
    for incident in incidents:
        fineness = _finest(incident.places)
        if fineness is None:
            unplaced[_why_unplaced(incident)] += 1
        else:
            placed[fineness] += 1
    reasons = [why_left_out(incident) for incident in incidents]
    counted = [incident for incident, reason in zip(incidents, reasons, strict=True) if reason is None]
    return Totals(
        incidents=len(incidents),
        reports=reports,
        placed=placed,
        unplaced=unplaced,
        types=Counter(str(incident.event_type) for incident in incidents),
        counted=len(counted),
        left_out=Counter(reason for reason in reasons if reason is not None),
        people={kind: _people([count_of(incident, kind) for incident in counted]) for kind in COUNTED},
    )


def why_left_out(incident: Incident) -> str | None:
    """Return why an incident's numbers are not added to the others', or None when they are."""
    if incident.review_status == "rejected":
        return "rejected"
    if incident.factuality == "denied":
        return "denied"
    if incident.stage != "accomplished":
        return "attempted"
    if incident.is_aggregate:
        return "aggregate"
    return "background" if incident.is_background else None


def count_of(incident: Incident, kind: str) -> CasualtyCount:
    """Return an incident's count of one kind of ``COUNTED``."""
    count: CasualtyCount = getattr(incident, kind)
    return count


def main_place(incident: Incident) -> IncidentPlace:
    """Return the first place that has a point, or the first."""
    return next((place for place in incident.places if place.lat is not None), incident.places[0])


def _finest(places: Sequence[IncidentPlace]) -> str | None:
    found = {FINENESS.get(place.precision, "coarse") for place in places if place.lat is not None}
    return next((fineness for fineness in _FINEST_FIRST if fineness in found), None)


def _why_unplaced(incident: Incident) -> str:
    statuses = {place.resolution.status for place in incident.places if place.resolution is not None}
    if PlaceStatus.AMBIGUOUS in statuses:
        return "ambiguous"
    return "unresolved" if any(place.text is not None for place in incident.places) else "unnamed"


def _people(counts: Sequence[CasualtyCount]) -> PeopleSum:
    """Add up bounds: what has a best estimate only is as low and as high as that."""
    low, high, is_open, stated = 0, 0, False, 0
    for count in counts:
        least = count.low if count.low is not None else count.best
        most = count.high if count.high is not None else count.best
        if least is None and most is None:
            continue
        stated += 1
        low += 0 if least is None else least
        is_open = is_open or most is None
        high += 0 if most is None else most
    return PeopleSum(low=low, high=None if is_open else high, stated=stated)
