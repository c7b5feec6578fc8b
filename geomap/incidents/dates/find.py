"""Finding words about time in a text, and reading one phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geomap.incidents.dates.rules import HOUR_BEFORE, RULES, DateRule, Needs, Reader
from geomap.incidents.dates.tense import is_boundary, is_statement_day, looks_ahead
from geomap.model import DatePrecision, DateSpan

__all__ = ["FoundDate", "find_dates", "resolve_date", "undated"]

_NO_ANCHOR = date(1, 1, 1)
_TRIAL = date(2000, 12, 31)
"""Stands for the document date where only the form of the words is tried."""
_FIRST_ANCHOR = date(1, 1, 4)

REFERENCE_DAYS = 3
"""Words such as "the next day" count from dates that span at most so many days."""

HOUR_CHARACTERS = 50
"""How long words for a time of day can be: "in the early morning hours of the"."""

_LATER_RULES = frozenset(["next_day", "hours_later"])


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """Words about time with their half-open span in the text."""

    start: int
    end: int
    when: DateSpan


_Match = tuple[DateRule, re.Match[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Anchors:
    """What dates are counted from: the document date, the day last told, the year of a full date."""

    document: date | None
    reference: DateSpan | None = None
    full: date | None = None

    def of(self, rule: DateRule, match: re.Match[str]) -> date | None:
        """Return what a rule counts from, or None when that is not known."""
        if rule.needs is Needs.NOTHING or _states_year(match):
            return self.document if self.document is not None else _NO_ANCHOR
        if rule.needs is Needs.REFERENCE and self.reference is not None:
            is_later = rule.name in _LATER_RULES or match.groupdict().get("way") in {"later", "after"}
            return self.reference.end if is_later else self.reference.start
        if rule.needs is Needs.YEAR and self.document is None:
            return self.full
        return self.document


def find_dates(
    text: str, document_date: date | None, *, start: int = 0, end: int | None = None, past: bool = False
) -> list[FoundDate]:
    """Return every expression of time in a text, in order, none overlapping.

    "The next day", "two days earlier" and the like count from the last day that the text tells
    before them, else from the document date. Weekdays and days of a month lie behind the document
    date unless their clause speaks of what is to come, which ``past`` denies.

    Without a document date only dates that carry their own year are read, and days of a month,
    whose year such a date tells; the others come back with no interval and precision unknown, so
    that their words are not lost.
    """
    matches = _matches(text, start, len(text) if end is None else end, document_date or _TRIAL)
    full = _first_full_date(matches) if document_date is None else None
    told: DateSpan | None = None
    stated: DateSpan | None = None
    found: list[FoundDate] = []
    for rule, match in matches:
        anchors = _Anchors(document=document_date, reference=told if told is not None else stated, full=full)
        read = rule.behind if past else rule.read
        if not past and rule.ahead is not None and looks_ahead(text, match.start(), match.end()):
            read = rule.ahead
        when = _read(rule, match, anchors, read if read is not None else rule.read)
        if when is None:
            continue
        hour = found.pop() if found and found[-1].when.rule == "time_of_day" else None
        first = _with_hour(text, match.start(), found[-1].end if found else start, when)
        if hour is not None and first >= hour.end:
            found.append(hour)
        words = text[first : match.end()].strip()
        found.append(FoundDate(start=first, end=first + len(words), when=replace(when, text=words)))
        if not _can_be_referred_to(when, document_date) or is_boundary(text, match.start()):
            continue
        if is_statement_day(text, match.start()):
            stated = when
        else:
            told = when
    return found


def _with_hour(text: str, start: int, floor: int, when: DateSpan) -> int:
    """Return where the words for a time of day begin that lead to a day: "in the early hours of Sunday"."""
    if when.precision is not DatePrecision.DAY and when.start is not None:
        return start
    hour = HOUR_BEFORE.search(text, max(floor, start - HOUR_CHARACTERS), start)
    return start if hour is None else hour.start()


def _matches(text: str, start: int, stop: int, anchor: date) -> list[_Match]:
    """Return where rules match and can be read, in the order of the text; of two that overlap the earlier."""
    kept: list[_Match] = []
    for rule in RULES:
        for match in rule.pattern.finditer(text, start, stop):
            overlaps = any(match.start() < other.end() and other.start() < match.end() for _, other in kept)
            if not overlaps and _apply(rule.read, match, anchor) is not None:
                kept.append((rule, match))
    return sorted(kept, key=lambda entry: entry[1].start())


def _apply(read: Reader, match: re.Match[str], anchor: date) -> tuple[date, date, DatePrecision] | None:
    """Apply a reader; None when the words are no date after all (31 June)."""
    try:
        return read(match, anchor)
    except (ValueError, OverflowError):
        return None


def _read(rule: DateRule, match: re.Match[str], anchors: _Anchors, read: Reader) -> DateSpan | None:
    """Read the words of a match; no interval where what they count from is not known."""
    words, anchor = match.group().strip(), anchors.of(rule, match)
    if anchor is None:
        return DateSpan(start=None, end=None, precision=DatePrecision.UNKNOWN, text=words, rule=rule.name)
    reading = _apply(read, match, anchor)
    if reading is None:
        return None
    first, last, precision = reading
    return DateSpan(
        start=first, end=last, precision=precision, text=words, anchor=anchors.document, rule=rule.name
    )


def _states_year(match: re.Match[str]) -> bool:
    return match.groupdict().get("year") is not None


def _first_full_date(matches: Sequence[_Match]) -> date | None:
    """Return the first day that a text names with its year."""
    for rule, match in matches:
        if rule.needs is Needs.NOTHING or _states_year(match):
            reading = _apply(rule.read, match, _NO_ANCHOR)
            if reading is not None and reading[2] is DatePrecision.DAY:
                return reading[0]
    return None


def _can_be_referred_to(when: DateSpan, document_date: date | None) -> bool:
    """Say whether words such as "the next day" can count from a date: a past one of a few days."""
    if when.start is None or when.end is None or (document_date is not None and when.start > document_date):
        return False
    return when.end - when.start < timedelta(days=REFERENCE_DAYS)


def resolve_date(text: str, document_date: date | None, *, sentence: str = "") -> DateSpan:
    """Read one phrase about time: ``resolve_date("late on Wednesday", date(2024, 2, 8))``.

    Args:
        text: The phrase; the first expression in it counts. Words around it tell past from future:
            "will meet on Wednesday".
        document_date: The day of reporting, to which relative words refer. Never today by itself.
        sentence: Where the phrase stands; its verbs then tell past from future.

    Returns:
        Start, end, precision and the rule that read it. Words that no rule reads give no
        interval and precision unknown.

    Source: the readings of vague words follow UCDP GED codebook 19.1, Appendix 2.
    """
    stripped = text.strip()
    if stripped == "" or stripped.lower() == "(no time given)":
        return undated(document_date)
    at = sentence.find(stripped)
    found = find_dates(sentence, document_date, start=at, end=at + len(stripped)) if at >= 0 else []
    found = found or find_dates(stripped, document_date)
    if found:
        return found[0].when
    return DateSpan(
        start=None, end=None, precision=DatePrecision.UNKNOWN, text=stripped, anchor=document_date
    )


def undated(document_date: date | None, *, same_day: bool = False) -> DateSpan:
    """Return the interval of news that gives no time: the three days before the report.

    Args:
        document_date: The day of reporting.
        same_day: The report was written as things happened, so that its own day counts too.
    """
    if document_date is None:
        return DateSpan(start=None, end=None, precision=DatePrecision.UNKNOWN, rule="no_date")
    anchor = max(document_date, _FIRST_ANCHOR)
    return DateSpan(
        start=anchor - timedelta(days=3),
        end=anchor - timedelta(days=0 if same_day else 1),
        precision=DatePrecision.DAYS,
        anchor=document_date,
        rule="no_time_given",
    )
