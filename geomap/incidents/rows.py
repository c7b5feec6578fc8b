"""Table row to incident: the cells say what articles make us find out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date

from geomap.incidents.assemble import source_of
from geomap.incidents.counts.numbers import NUMBER, count_of
from geomap.incidents.dates import resolve_date, undated
from geomap.incidents.dates.calendar import last_of_month
from geomap.incidents.lexicon import load_triggers
from geomap.incidents.row_facts import with_stated_facts
from geomap.incidents.row_places import place_of_row
from geomap.model import (
    CasualtyCount,
    DatePrecision,
    DateSpan,
    Document,
    EventType,
    Evidence,
    Incident,
    IncidentPlace,
    Resolution,
    Source,
)

__all__ = ["incident_of_row"]

_TYPE_WORDS: tuple[tuple[str, EventType], ...] = (
    ("explosions/remote violence", EventType.EXPLOSION_REMOTE),
    ("violence against civilians", EventType.VIOLENCE_AGAINST_CIVILIANS),
    ("strategic developments", EventType.STRATEGIC),
    ("battles", EventType.BATTLE),
    ("protests", EventType.PROTEST),
    ("riots", EventType.RIOT),
)
_NUMBER = re.compile(NUMBER, re.IGNORECASE)
_DMY = re.compile(r"^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_YMD = re.compile(r"^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")


def incident_of_row(
    doc: Document, resolution: Resolution | None, others: Sequence[Resolution] = ()
) -> Incident:
    """Return the incident that a table row records; empty cells stay unknown.

    ``others`` are the decisions about all names of its place cell.
    """
    title = doc.value("title") or doc.value("description") or _title(doc)
    event_type, sub_type = _type(doc)
    place = place_of_row(doc, resolution, others)
    published = _day(doc.value("date"))
    own_id = doc.value("id")
    key = f"{doc.id}:{doc.row}" if own_id is None else own_id
    source = source_of(doc)
    incident = Incident(
        id=key if own_id is not None else hashlib.sha256(key.encode()).hexdigest()[:16],
        title=title,
        description=doc.value("description") or title,
        event_type=event_type,
        sub_type=sub_type,
        when=_when(doc),
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
        killed=_bounded(doc),
        wounded=_count(doc.value("wounded")),
        missing=_count(doc.value("missing")),
        abducted=_count(doc.value("abducted")),
    )
    return with_stated_facts(doc, incident)


def _title(doc: Document) -> str:
    """Return a title for a row without one: its type and place."""
    words = [doc.value("sub_type") or doc.value("event_type"), doc.value("place") or doc.value("country")]
    return " in ".join(word for word in words if word is not None) or f"row {doc.row}"


def _type(doc: Document) -> tuple[EventType, str]:
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
    return EventType.OTHER, sub_cell or type_cell or "unknown"


def _day(cell: str | None) -> date | None:
    """Return a cell's date when it can be read in one way only."""
    if cell is None:
        return None
    ymd, dmy = _YMD.match(cell), _DMY.match(cell)
    try:
        if ymd is not None:
            return date(int(ymd[1]), int(ymd[2]), int(ymd[3]))
        if dmy is not None:
            first, second, year = int(dmy[1]), int(dmy[2]), int(dmy[3])
            if first > 12 or first == second:
                return date(year, second, first)
            return date(year, first, second) if second > 12 else None
    except ValueError:
        return None
    when = resolve_date(cell, None)
    return when.start if when.precision is DatePrecision.DAY else None


def _when(doc: Document) -> DateSpan:
    """Return a row's dates; words that cannot be read in one way only keep their text."""
    cell, end_cell = doc.value("date"), doc.value("date_end")
    if cell is None and doc.value("year") is not None:
        return _from_parts(doc)
    start, end = _day(cell), _day(end_cell)
    if start is not None:
        last = end if end is not None and end >= start else start
        precision = DatePrecision.DAY if last == start else DatePrecision.DAYS
        return DateSpan(start=start, end=last, precision=precision, text=cell or "", rule="column")
    if cell is None:
        return undated(None)
    return resolve_date(cell, None)


def _from_parts(doc: Document) -> DateSpan:
    """Return the date of year, month and day columns; 0 is an unknown month or day (GTD)."""
    parts = [re.sub(r"\.0+$", "", doc.value(role) or "0") for role in ("year", "month", "day")]
    text = "-".join(part.zfill(2) for part in parts if part not in {"0", "00"})
    if not all(part.isdigit() for part in parts):
        return DateSpan(start=None, end=None, precision=DatePrecision.UNKNOWN, text=text, rule="column")
    year, month, day = (int(part) for part in parts)
    try:
        start = date(year, month or 1, day or 1)
        end = start if day > 0 else last_of_month(year, month or 12)
    except ValueError:
        return DateSpan(start=None, end=None, precision=DatePrecision.UNKNOWN, text=text, rule="column")
    precision = DatePrecision.DAY if day > 0 else DatePrecision.MONTH if month > 0 else DatePrecision.YEAR
    return DateSpan(start=start, end=end, precision=precision, text=text, rule="column")


def _bounded(doc: Document) -> CasualtyCount:
    """Return the deaths of a row, with the bounds that their own columns give."""
    best = _count(doc.value("killed"))
    low, high = _count(doc.value("killed_low")).best, _count(doc.value("killed_high")).best
    if low is None and high is None:
        return best
    return CasualtyCount(
        low=best.low if low is None else low,
        best=best.best,
        high=best.high if high is None else high,
        text=best.text,
    )


def _count(cell: str | None) -> CasualtyCount:
    """Return a count cell's bounds; an empty or unreadable cell is unknown, "0" is none."""
    if cell is None:
        return CasualtyCount()
    text = cell.strip()
    if re.fullmatch(r"\d+(?:\.0+)?", text) is not None:
        number = int(float(text))
        return CasualtyCount(low=number, best=number, high=number, text=text)
    found = _NUMBER.fullmatch(text)
    return CasualtyCount(text=text) if found is None else count_of(found)


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
