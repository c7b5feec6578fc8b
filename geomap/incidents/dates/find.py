"""Finding words about time in a text, and reading one phrase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from geomap.incidents.dates.rules import RULES, DateRule
from geomap.model import DatePrecision, DateSpan

__all__ = ["FoundDate", "find_dates", "resolve_date", "undated"]

_NO_ANCHOR = date(1, 1, 1)
_FIRST_ANCHOR = date(1, 1, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """Words about time with their half-open span in the text."""

    start: int
    end: int
    when: DateSpan


def find_dates(
    text: str, document_date: date | None, *, start: int = 0, end: int | None = None
) -> list[FoundDate]:
    """Return every expression of time in a text, in order, none overlapping.

    Without a document date only dates that carry their own year are read; the others come back
    with no interval and precision unknown, so that their words are not lost.
    """
    stop = len(text) if end is None else end
    found: list[FoundDate] = []
    for rule in RULES:
        for match in rule.pattern.finditer(text, start, stop):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            when = _read(rule, match.group(), match, document_date)
            if when is not None:
                found.append(FoundDate(start=match.start(), end=match.end(), when=when))
    return sorted(found, key=lambda entry: entry.start)


def _read(rule: DateRule, words: str, match: object, anchor: date | None) -> DateSpan | None:
    """Apply one rule to its match; None when the words are no date after all (31 June)."""
    if anchor is None and (rule.needs_anchor and "year" not in _named_groups(match)):
        return DateSpan(start=None, end=None, precision=DatePrecision.UNKNOWN, text=words, rule=rule.name)
    try:
        reading = rule.read(match, _NO_ANCHOR if anchor is None else anchor)  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return None
    if reading is None:
        return None
    return DateSpan(
        start=reading.start,
        end=reading.end,
        precision=reading.precision,
        text=words,
        anchor=anchor,
        rule=rule.name,
    )


def _named_groups(match: object) -> set[str]:
    """Return the names of the groups that took part in a match."""
    groups: dict[str, str | None] = match.groupdict()  # type: ignore[attr-defined]
    return {name for name, value in groups.items() if value is not None}


def resolve_date(text: str, document_date: date | None) -> DateSpan:
    """Read one phrase about time: ``resolve_date("late on Wednesday", date(2024, 2, 8))``.

    Args:
        text: The phrase; the first expression in it counts.
        document_date: The day of reporting, to which relative words refer. Never today by itself.

    Returns:
        Start, end, precision and the rule that read it. Words that no rule reads give no
        interval and precision unknown.

    Source: the readings of vague words follow UCDP GED codebook 19.1, Appendix 2.
    """
    stripped = text.strip()
    if stripped == "" or stripped.lower() == "(no time given)":
        return undated(document_date)
    found = find_dates(stripped, document_date)
    if found:
        return found[0].when
    return DateSpan(
        start=None, end=None, precision=DatePrecision.UNKNOWN, text=stripped, anchor=document_date
    )


def undated(document_date: date | None) -> DateSpan:
    """Return the interval of news that gives no time: the three days before the report."""
    if document_date is None:
        return DateSpan(start=None, end=None, precision=DatePrecision.UNKNOWN, rule="no_date")
    return DateSpan(
        start=max(document_date, _FIRST_ANCHOR) - timedelta(days=3),
        end=max(document_date, _FIRST_ANCHOR) - timedelta(days=1),
        precision=DatePrecision.DAYS,
        anchor=document_date,
        rule="no_time_given",
    )
