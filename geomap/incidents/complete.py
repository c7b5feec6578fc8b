"""Evidence for the fields of an incident that no word alone decides: what was carried, or left unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from geomap.model import Document, Evidence, GroupCount, Incident

__all__ = ["complete_evidence"]


def complete_evidence(doc: Document, incident: Incident) -> Incident:
    """Return an incident in which every field with a value has words behind it.

    A date that was carried from another sentence quotes that sentence's words; what nothing in the text
    speaks against (it happened, it is reported as a fact) quotes the sentence that reports it.
    """
    known = {entry.field for entry in incident.evidence}
    sentence = next((entry for entry in incident.evidence if entry.field == "event_type"), None)
    if sentence is None:
        return incident
    more = tuple(entry for entry in _missing(doc, incident, sentence) if entry.field not in known)
    return replace(incident, evidence=(*incident.evidence, *more))


def _missing(doc: Document, incident: Incident, sentence: Evidence) -> Iterator[Evidence]:
    """Yield evidence for every field that may lack it."""
    when = incident.when
    if when.start is not None or when.text != "":
        yield _words(doc, sentence, "date", when.text, when.rule)
    yield replace(sentence, field="stage", cue=incident.stage, rule="nothing_says_otherwise")
    yield replace(sentence, field="factuality", cue=incident.factuality, rule="nothing_says_otherwise")
    if incident.is_background:
        yield replace(sentence, field="is_background", cue="", rule="long_past_or_told_in_passing")
    if incident.is_aggregate:
        yield replace(sentence, field="is_aggregate", cue="", rule="sum_of_many_events")
    if incident.weapon is not None:
        yield _words(doc, sentence, "weapon", incident.weapon, "weapon")
    for entry in incident.counts_by_group:
        yield _group(doc, incident, sentence, entry)


def _group(doc: Document, incident: Incident, sentence: Evidence, entry: GroupCount) -> Evidence:
    """Return the words of a group's count; else those of the count that it is part of."""
    rule = f"group:{entry.kind}:{entry.group}"
    found = _words(doc, sentence, "counts_by_group", entry.count.text or "", rule)
    whole = next((piece for piece in incident.evidence if piece.field == entry.kind), None)
    if found.start == sentence.start and whole is not None:
        return replace(whole, field="counts_by_group", rule=rule)
    return found


def _words(doc: Document, sentence: Evidence, field: str, words: str, rule: str) -> Evidence:
    """Return the nearest occurrence of some words: in a sentence, before it, after it; else the sentence."""
    lower, wanted = doc.text.lower(), words.lower()
    at = -1
    if wanted != "":
        at = lower.find(wanted, sentence.start, sentence.end)
        at = at if at >= 0 else lower.rfind(wanted, 0, sentence.start)
        at = at if at >= 0 else lower.find(wanted, sentence.end)
    if at < 0 or len(lower) != len(doc.text):
        return replace(sentence, field=field, cue=words, rule=rule)
    end = at + len(wanted)
    return Evidence(
        field=field, doc_id=doc.id, start=at, end=end, quote=doc.text[at:end], cue=words, rule=rule
    )
