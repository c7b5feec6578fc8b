"""Table row to incident: the cells say what articles make us find out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from geomap.incidents.assemble import source_of
from geomap.incidents.lexicon import Trigger, load_triggers
from geomap.incidents.row_facts import with_stated_facts
from geomap.incidents.row_places import place_of_row
from geomap.incidents.row_values import bounded_deaths, count_of_row, when_of_row
from geomap.model import (
    DatePrecision,
    Document,
    EventType,
    Evidence,
    Incident,
    IncidentPlace,
    Resolution,
    Source,
)
from geomap.values.dates import EITHER_RULE

__all__ = ["incident_of_row", "type_of_row"]

_TYPE_WORDS: tuple[tuple[str, EventType], ...] = (
    ("explosions/remote violence", EventType.EXPLOSION_REMOTE),
    ("violence against civilians", EventType.VIOLENCE_AGAINST_CIVILIANS),
    ("strategic developments", EventType.STRATEGIC),
    ("battles", EventType.BATTLE),
    ("protests", EventType.PROTEST),
    ("riots", EventType.RIOT),
)


def incident_of_row(
    doc: Document, resolution: Resolution | None, others: Sequence[Resolution] = ()
) -> Incident:
    """Return the incident that a table row records; empty cells stay unknown.

    ``others`` are the decisions about all names of its place cell.
    """
    title = doc.value("title") or doc.value("description") or _title(doc)
    event_type, sub_type = type_of_row(doc)
    place = place_of_row(doc, resolution, others)
    when = when_of_row(doc)
    is_known = when.precision in {DatePrecision.DAY, DatePrecision.DAYS} and when.rule != EITHER_RULE
    published = when.start if is_known else None
    own_id = doc.value("id")
    key = f"{doc.id}:{doc.row}" if own_id is None else own_id
    source = source_of(doc)
    incident = Incident(
        id=key if own_id is not None else hashlib.sha256(key.encode()).hexdigest()[:16],
        title=title,
        description=doc.value("description") or title,
        event_type=event_type,
        sub_type=sub_type,
        when=when,
        places=(place,),
        sources=(
            Source(
                doc_id=source.doc_id,
                publisher=doc.value("source") or source.publisher,
                published=published if source.published is None else source.published,
                url=doc.value("url") or source.url,
                title=source.title,
            ),
        ),
        evidence=tuple(_cells(doc, place)),
        side_a=doc.value("side_a"),
        side_b=doc.value("side_b"),
        killed=bounded_deaths(doc),
        wounded=count_of_row(doc, "wounded"),
        missing=count_of_row(doc, "missing"),
        abducted=count_of_row(doc, "abducted"),
    )
    return with_stated_facts(doc, incident)


def _title(doc: Document) -> str:
    """Return a title for a row without one: its type and place."""
    words = [doc.value("sub_type") or doc.value("event_type"), doc.value("place") or doc.value("country")]
    return " in ".join(word for word in words if word is not None) or f"row {doc.row}"


def type_of_row(doc: Document) -> tuple[EventType, str]:
    """Return a row's event type and sub-type from its own words; other when they name none of ours."""
    type_cell, sub_cell = doc.value("event_type"), doc.value("sub_type")
    for cell in (type_cell, sub_cell):
        if cell is None:
            continue
        lower = cell.lower().replace("_", " ")
        for word, kind in _TYPE_WORDS:
            if lower.startswith(word[:8]):
                return kind, sub_cell or ""
        for kind in EventType:
            if lower == kind.value.replace("_", " "):
                return kind, sub_cell or ""
        for (lemma, pos), trigger in load_triggers().items():
            if pos == "N" and re.search(rf"\b{re.escape(lemma)}s?\b", lower) is not None:
                return trigger.event_type, sub_cell or trigger.sub_type
    told = None if type_cell or sub_cell else _first_trigger(doc.value("description") or doc.value("title"))
    if told is not None:
        return told.event_type, told.sub_type
    return EventType.OTHER, sub_cell or type_cell or "unknown"


def _first_trigger(words: str | None) -> Trigger | None:
    """Return the first noun for an event in a row's own words; of two at one place the longer."""
    lower = (words or "").lower()
    found = [
        (match.start(), -len(lemma), trigger)
        for (lemma, pos), trigger in load_triggers().items()
        if pos == "N" and lemma not in _OTHER_SENSES
        for match in [re.search(rf"\b{re.escape(lemma)}(?:s|es)?\b", lower)]
        if match is not None
    ]
    return min(found, key=lambda one: one[:2])[2] if found else None


_OTHER_SENSES = frozenset(["fire", "strike", "crash", "rally", "death", "injury", "casualty"])
"""Nouns that a sentence must explain: teachers strike, police open fire, deaths are of something."""

_EVIDENT = frozenset(["place", "date", "killed", "wounded", "description", "title", "event_type"])


def _cells(doc: Document, place: IncidentPlace) -> list[Evidence]:
    """Return the cells that support the record, as evidence with their span in the row's text."""
    reason = "" if place.resolution is None else place.resolution.reason
    found = []
    for role, column in sorted(doc.roles.items()):
        span = doc.spans.get(column)
        if span is not None and role in _EVIDENT:
            start, end = span
            found.append(
                Evidence(
                    field=role,
                    doc_id=doc.id,
                    start=start,
                    end=end,
                    quote=doc.text[start:end],
                    cue=reason if role == "place" and reason != "" else column,
                    rule="column",
                )
            )
    return found
