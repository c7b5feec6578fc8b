"""Incidents explained for people: of each field its value, the words for it, the cue and the rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geomap.model import CasualtyCount, Evidence, Incident, IncidentPlace
from geomap.text import collapse_spaces

__all__ = ["explain_incidents"]

SENTENCE = 200
"""Characters of a sentence that are shown."""

_COUNTS = ("killed", "wounded", "missing", "abducted")
_HEADER = ("field", "value", "words", "cue", "rule")


def explain_incidents(incidents: Sequence[Incident]) -> Iterator[str]:
    """Yield lines of text: for each incident its sentences, and a table of its fields with their evidence."""
    for number, incident in enumerate(incidents, 1):
        if number > 1:
            yield ""
        yield f"incident {number} of {len(incidents)}: {incident.id}  {incident.title}"
        sentences = _sentences(incident)
        for at, sentence in enumerate(sentences, 1):
            yield f"  [{at}] {_cut(collapse_spaces(sentence.quote), SENTENCE)}"
        yield from _table([_HEADER, *_rows(incident, sentences)])


def _sentences(incident: Incident) -> list[Evidence]:
    """Return the sentences that report an incident, in the order of the text."""
    told = {entry.start: entry for entry in incident.evidence if entry.field == "event_type"}
    return [told[start] for start in sorted(told)]


def _rows(incident: Incident, sentences: Sequence[Evidence]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of an incident's table: every field that has a value, with each piece of evidence."""
    for field, value in _values(incident):
        pieces = [entry for entry in incident.evidence if entry.field == field]
        shown, label = _cut(value, 44), field
        for entry in pieces:
            yield label, shown, _words(entry, sentences), _cut(entry.cue, 40), entry.rule
            label = shown = ""
        if not pieces:
            yield label, shown, "", "", "not stated"


def _words(entry: Evidence, sentences: Sequence[Evidence]) -> str:
    """Return a quote with the number of its sentence; the whole sentence is its number alone."""
    for at, sentence in enumerate(sentences, 1):
        if (entry.start, entry.end) == (sentence.start, sentence.end):
            return f"[{at}]"
        if sentence.start <= entry.start < sentence.end:
            return f"[{at}] {_cut(collapse_spaces(entry.quote), 48)}"
    return _cut(collapse_spaces(entry.quote), 52)


def _values(incident: Incident) -> Iterator[tuple[str, str]]:
    """Yield the fields of an incident that have a value, in the order of the table's columns."""
    when = incident.when
    yield "event_type", f"{incident.event_type} ({incident.sub_type})"
    yield "stage", incident.stage
    yield "factuality", incident.factuality
    if incident.is_background:
        yield "is_background", "true"
    if incident.is_aggregate:
        yield "is_aggregate", "true"
    if when.start is not None and when.end is not None:
        days = str(when.start) if when.start == when.end else f"{when.start} to {when.end}"
        yield "date", f"{days} ({when.precision})"
    else:
        yield "date", "unknown"
    yield "place", "; ".join(map(_place, incident.places))
    for field in ("side_a", "side_b", "target", "weapon"):
        value = getattr(incident, field)
        if value is not None:
            yield field, value
    if incident.actors:
        yield "actors", "; ".join(f"{actor.name} ({actor.role})" for actor in incident.actors)
    if incident.civilian_targeting is not None:
        yield "civilian_targeting", str(incident.civilian_targeting).lower()
    for kind in _COUNTS:
        count: CasualtyCount = getattr(incident, kind)
        if count != CasualtyCount():
            yield kind, _count(count)
    groups = "; ".join(f"{one.kind} {one.group}: {_count(one.count)}" for one in incident.counts_by_group)
    if groups != "":
        yield "counts_by_group", groups


def _place(place: IncidentPlace) -> str:
    entry = place.resolution.place if place.resolution is not None else None
    if place.text is None:
        return "none named"
    if entry is None or place.lat is None or place.lon is None:
        return f"{place.text}: unresolved"
    return f"{entry.name}, {entry.country or '-'} {place.lat:.3f} {place.lon:.3f} ({place.precision})"


def _count(count: CasualtyCount) -> str:
    """Return a count in words: "7", "at least 7", "about 60", "12 to 15"."""
    low, best, high = count.low, count.best, count.high
    if low is not None and low == high:
        return str(low)
    if low is not None and high is not None:
        return f"{low} to {high}"
    if low is not None:
        return f"at least {low}"
    if high is not None:
        return f"up to {high}"
    return f"about {best}" if best is not None else "unknown"


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows in columns as wide as their longest cell."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield ("  " + "  ".join(cells)).rstrip()
