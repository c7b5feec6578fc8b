"""A record for a headline: one, with whatever was found in it, so that headlines can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from geomap.incidents.assemble import source_of
from geomap.incidents.counts import count_people
from geomap.incidents.dates import find_dates, undated
from geomap.incidents.lexicon import Trigger, load_triggers
from geomap.incidents.relations import place_incident
from geomap.model import (
    CasualtyCount,
    DateSpan,
    Document,
    EventType,
    Incident,
    IncidentPlace,
    Parse,
    PlacePrecision,
    Resolution,
)

__all__ = ["incident_of_headline"]

_FINENESS = list(PlacePrecision)
_POS = {"N": "N", "V": "V", "J": "A"}
_NO_PLACE = IncidentPlace(text=None, resolution=None, precision=PlacePrecision.UNRESOLVED, radius_km=None)


def incident_of_headline(
    doc: Document, parse: Parse, resolutions: Sequence[Resolution], incidents: Sequence[Incident]
) -> Incident:
    """Return one incident for a text of a line or two, even where no event was read in it.

    What its incident leaves open is filled from the line as a whole: the finest places that it names,
    a date, numbers of people, the kind of event that its strongest word stands for.

    Args:
        doc: The headline with the date of its publication.
        parse: Its words.
        resolutions: The decision about each of its place mentions.
        incidents: What was read in it; the first is taken.
    """
    found = next(iter(incidents), None)
    if found is None:
        found = _blank(doc, parse)
    if all(place.lat is None for place in found.places):
        found = replace(found, places=_places(doc, resolutions) or (_NO_PLACE,))
    if found.when.start is None:
        found = replace(found, when=_when(doc))
    return _with_counts(found, count_people(doc.text, parse))


def _blank(doc: Document, parse: Parse) -> Incident:
    trigger = _trigger(parse)
    return Incident(
        id=doc.id,
        title=doc.text,
        description=doc.text,
        event_type=EventType.OTHER if trigger is None else trigger.event_type,
        sub_type="" if trigger is None else trigger.sub_type,
        when=_when(doc),
        places=(_NO_PLACE,),
        sources=(source_of(doc),),
        evidence=(),
    )


def _trigger(parse: Parse) -> Trigger | None:
    """Return the strongest event word of a line, whatever stands around it; the first of equals."""
    triggers = load_triggers()
    found = [
        trigger
        for token in parse.tokens
        if (trigger := triggers.get((token.lemma, _POS.get(token.tag[:1], "")))) is not None
    ]
    return max(found, key=lambda trigger: trigger.strength, default=None)


def _places(doc: Document, resolutions: Sequence[Resolution]) -> tuple[IncidentPlace, ...]:
    """Return the finest places that a line names."""
    named = [place_incident(doc.text, entry)[0] for entry in resolutions if entry.lat is not None]
    finest = min((_FINENESS.index(place.precision) for place in named), default=0)
    return tuple(place for place in named if _FINENESS.index(place.precision) == finest)


def _when(doc: Document) -> DateSpan:
    stated = [entry.when for entry in find_dates(doc.text, doc.published) if entry.when.start is not None]
    return stated[0] if stated else undated(doc.published)


def _with_counts(incident: Incident, counts: Mapping[str, CasualtyCount]) -> Incident:
    """Fill the counts that an incident leaves open."""
    empty = CasualtyCount()

    def filled(kind: str, own: CasualtyCount) -> CasualtyCount:
        return counts.get(kind, empty) if own == empty else own

    return replace(
        incident,
        killed=filled("killed", incident.killed),
        wounded=filled("wounded", incident.wounded),
        missing=filled("missing", incident.missing),
        abducted=filled("abducted", incident.abducted),
    )
