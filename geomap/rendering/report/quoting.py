"""The words of a source about an incident: whole sentences, with the words behind its fields marked."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.model import Evidence, Incident
from geomap.rendering.report.blocks import Span, Text
from geomap.rendering.report.words import clean

__all__ = ["quoted"]

_QUOTES = 3
_MARKED = frozenset({"place", "date", "killed", "wounded", "missing", "abducted"})
_LONGEST = 700


def quoted(incident: Incident) -> tuple[Text, ...]:
    """Return the widest quotes that do not repeat each other; the description where there is none."""
    first: dict[tuple[str, int, int], Evidence] = {}
    for entry in incident.evidence:
        first.setdefault((entry.doc_id, entry.start, entry.end), entry)
    widest = [entry for entry in first.values() if not any(_holds(other, entry) for other in first.values())]
    widest.sort(key=lambda entry: _order(entry, incident.evidence))
    told: dict[str, Text] = {}
    for entry in widest:
        if clean(entry.quote) != "" and not any(clean(entry.quote) in other for other in told):
            told[clean(entry.quote)] = _marked(entry, incident.evidence)
    if told:
        return tuple(told.values())[:_QUOTES]
    description = clean(incident.description)
    return ((Span(text=_cut(description)),),) if description != "" else ()


def _order(sentence: Evidence, evidence: Sequence[Evidence]) -> tuple[int, str, int]:
    """Sort quotes by how many of place, date and numbers of people they give, then as in their document."""
    given = {entry.field for entry in evidence if entry.field in _MARKED and _holds(sentence, entry)}
    return (-len(given), sentence.doc_id, sentence.start)


def _holds(wide: Evidence, narrow: Evidence) -> bool:
    if wide.doc_id != narrow.doc_id or (wide.start, wide.end) == (narrow.start, narrow.end):
        return False
    return wide.start <= narrow.start and narrow.end <= wide.end


def _marked(sentence: Evidence, evidence: Sequence[Evidence]) -> Text:
    """Return a quote in pieces; those that give place, date and numbers of people are marked."""
    inside = sorted(
        (entry.start - sentence.start, entry.end - sentence.start)
        for entry in evidence
        if entry.field in _MARKED and _holds(sentence, entry)
    )
    text, pieces, done = sentence.quote, [], 0
    for start, end in inside:
        if start < done:
            continue
        pieces += [(text[done:start], ""), (text[start:end], "mark")]
        done = end
    pieces.append((text[done:], ""))
    spans = [Span(text=_in_line(piece), style=style) for piece, style in pieces if piece != ""]
    return tuple(spans) if len(text) <= _LONGEST else (Span(text=_cut(clean(text))),)


def _in_line(piece: str) -> str:
    """Clean a piece of a sentence and keep the spaces at its ends, which part it from its neighbours."""
    before = " " if piece[:1].isspace() else ""
    after = " " if piece[-1:].isspace() and clean(piece) != "" else ""
    return f"{before}{clean(piece)}{after}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
