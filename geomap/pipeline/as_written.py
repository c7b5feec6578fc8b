"""What was read in a copy of a text in another case, told in the words of the text itself."""

from __future__ import annotations

from dataclasses import replace

from geomap.model import CasualtyCount, Document, Incident, IncidentPlace, Mention, Resolution

__all__ = ["incident_as_written", "mention_as_written", "resolution_as_written"]


def mention_as_written(doc: Document, mention: Mention) -> Mention:
    """Return a mention with the words that stand at its offsets."""
    return replace(mention, text=doc.text[mention.start : mention.end])


def resolution_as_written(doc: Document, resolution: Resolution) -> Resolution:
    """Return a decision about the words that stand at its mention's offsets."""
    return replace(resolution, mention=mention_as_written(doc, resolution.mention))


def incident_as_written(doc: Document, reading: Document, incident: Incident) -> Incident:
    """Return an incident whose quotes and verbatim words are those of the text.

    Args:
        doc: The article.
        reading: Its copy of the same length, which the incident was read in.
        incident: What was read; its title and description stay in the copy's case.
    """

    def words(read: str | None) -> str | None:
        at = -1 if read is None else reading.text.find(read)
        return read if read is None or at < 0 else doc.text[at : at + len(read)]

    def count(read: CasualtyCount) -> CasualtyCount:
        return replace(read, text=words(read.text))

    def place(read: IncidentPlace) -> IncidentPlace:
        decided = None if read.resolution is None else resolution_as_written(doc, read.resolution)
        return replace(read, text=words(read.text), resolution=decided)

    return replace(
        incident,
        evidence=tuple(
            replace(entry, quote=doc.text[entry.start : entry.end]) for entry in incident.evidence
        ),
        places=tuple(map(place, incident.places)),
        when=replace(incident.when, text=words(incident.when.text) or ""),
        killed=count(incident.killed),
        wounded=count(incident.wounded),
        missing=count(incident.missing),
        abducted=count(incident.abducted),
        counts_by_group=tuple(replace(entry, count=count(entry.count)) for entry in incident.counts_by_group),
    )
