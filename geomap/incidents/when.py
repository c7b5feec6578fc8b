"""The date of each event of a document: its own, that of the event told before it, the report's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from geomap.incidents.dates import undated
from geomap.incidents.mention import EventMention
from geomap.incidents.merge import Cluster
from geomap.model import DatePrecision, DateSpan, Document

__all__ = ["date_clusters"]

CARRY_SENTENCES = 2
"""How many sentences after an event with a date one without may take it."""

CARRY_DAYS = 14
"""Older dates are not carried: they are of the background."""

STATEMENT_DAYS = 3
"""Days before a statement within which what it tells happened, as for a report without a time."""

_FIRST_SAID = date.min + timedelta(days=STATEMENT_DAYS)


def date_clusters(doc: Document, clusters: Sequence[Cluster]) -> list[DateSpan]:
    """Return when each event happened.

    The date that its own sentences state; else that of the event told shortly before it, unless
    something speaks against that; else the days up to the statement about it; else those before
    the report. The rule's name says which of them it is.
    """
    dated = sorted(
        (mention for cluster in clusters for mention in cluster.mentions if _is_narrative(doc, mention)),
        key=lambda mention: (mention.sentence, mention.hit.index),
    )
    return [_date_of(doc, cluster, dated) for cluster in clusters]


def _date_of(doc: Document, cluster: Cluster, dated: Sequence[EventMention]) -> DateSpan:
    own = cluster.when
    said = min(
        (mention.said.when for mention in cluster.mentions if mention.said is not None),
        key=lambda when: when.end or date.max,
        default=None,
    )
    if own is not None:
        unread = own.start is None and said is not None and said.start is not None
        return _before_statement(said) if said is not None and unread else own
    if cluster.is_context:
        return undated(None)
    if all(mention.is_earlier for mention in cluster.mentions):
        words = said.text if said is not None else ""
        return DateSpan(
            start=None, end=None, precision=DatePrecision.UNKNOWN, text=words, rule="told_as_past"
        )
    known = all(mention.hit.definite for mention in cluster.mentions)
    carried = None if known else _carried(cluster.mentions[0], dated) or _beside(doc, cluster.mentions)
    if carried is not None and _is_before(carried, said):
        return replace(carried, rule=f"carried:{carried.rule}")
    if said is not None:
        return _before_statement(said)
    return undated(doc.published, same_day=doc.date_rule == "dateline")


def _is_narrative(doc: Document, mention: EventMention) -> bool:
    """Say whether a date is one of the days that the report is about."""
    if all(hit.trigger.role == "outcome" for hit in mention.hits):
        return False  # the day on which bodies are found is that of nothing else
    if mention.date is None or mention.after or mention.is_context or mention.is_earlier or mention.is_title:
        return False
    return _is_recent(doc, mention.date.when)


def _is_recent(doc: Document, when: DateSpan) -> bool:
    """Say whether a date is of a few days, not after the report and not long before it."""
    fine = when.precision in {DatePrecision.DAY, DatePrecision.DAYS}
    if when.start is None or when.end is None or not fine:
        return False
    return doc.published is None or timedelta() <= doc.published - when.end <= timedelta(days=CARRY_DAYS)


def _carried(mention: EventMention, dated: Sequence[EventMention]) -> DateSpan | None:
    """Return the date of the last event told shortly before a mention."""
    place = (mention.sentence, mention.hit.index)
    before = [other for other in dated if (other.sentence, other.hit.index) < place]
    if not before or mention.is_title or mention.sentence - before[-1].sentence > CARRY_SENTENCES:
        return None
    found = before[-1].date
    return found.when if found is not None else None


def _beside(doc: Document, mentions: Sequence[EventMention]) -> DateSpan | None:
    """Return the date that a sentence beside one of an event's own gives without telling an event."""
    for mention in mentions:
        if mention.beside is not None and _is_recent(doc, mention.beside.when):
            return mention.beside.when
    return None


def _is_before(when: DateSpan, said: DateSpan | None) -> bool:
    """Say whether a date is not after that of the statement about the event."""
    return said is None or said.end is None or (when.start is not None and when.start <= said.end)


def _before_statement(said: DateSpan) -> DateSpan:
    """Return the days up to a statement: it says when an event happened at the latest."""
    if said.start is None or said.end is None:
        return DateSpan(
            start=None, end=None, precision=DatePrecision.UNKNOWN, text=said.text, rule="before_statement"
        )
    first = max(said.start, _FIRST_SAID) - timedelta(days=STATEMENT_DAYS)
    return replace(said, start=first, precision=DatePrecision.DAYS, rule="before_statement")
