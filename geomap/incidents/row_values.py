"""The dates and counts of a row: what its cells say, in the way its table writes them."""

from __future__ import annotations

import re

from geomap.incidents.counts.numbers import NUMBER, count_of
from geomap.incidents.dates import resolve_date, undated
from geomap.model import CasualtyCount, DatePrecision, DateSpan, Document
from geomap.values import CountReading, DateOrder, PointMark, date_from_parts, read_count_cell, read_date_cell

__all__ = ["bounded_deaths", "count_of_cell", "count_of_row", "when_of_row"]

_NUMBER = re.compile(NUMBER, re.IGNORECASE)


def when_of_row(doc: Document) -> DateSpan:
    """Return a row's days; words that cannot be read keep their text."""
    cell = doc.value("date")
    if cell is None:
        return _from_parts(doc)
    order = doc.conventions.get("date", DateOrder.EITHER)
    start = read_date_cell(cell, order)
    if start is None:
        words = resolve_date(cell, None)
        parts = _from_parts(doc) if words.start is None else words
        return words if parts.start is None else parts
    end_cell = doc.value("date_end")
    if end_cell is None:
        return start
    end = read_date_cell(end_cell, doc.conventions.get("date_end", order))
    return _joined(start, end)


def _joined(start: DateSpan, end: DateSpan | None) -> DateSpan:
    """Return the days from one cell to another; the first alone when the other gives none after it."""
    if end is None or end.end is None or start.start is None or end.end < start.start:
        return DateSpan(
            start=start.start,
            end=start.end,
            precision=start.precision,
            text=start.text,
            rule=f"{start.rule}_end_left_out",
        )
    if (start.start, start.end) == (end.start, end.end):
        return start
    exact = start.precision is end.precision is DatePrecision.DAY
    coarse = end.precision if start.precision is DatePrecision.DAY else start.precision
    return DateSpan(
        start=start.start,
        end=end.end,
        precision=DatePrecision.DAYS if exact else coarse,
        text=start.text,
        rule=start.rule,
    )


def _from_parts(doc: Document) -> DateSpan:
    """Return the date of year, month and day columns."""
    year = doc.value("year")
    if year is None:
        return undated(None)
    month, day = doc.value("month") or "", doc.value("day") or ""
    found = date_from_parts(year, month, day)
    if found is not None:
        return found
    text = "-".join(part for part in (year, month, day) if part != "")
    return DateSpan(start=None, end=None, precision=DatePrecision.UNKNOWN, text=text, rule="column")


def bounded_deaths(doc: Document) -> CasualtyCount:
    """Return the deaths of a row, with the bounds that their own columns give."""
    best = count_of_row(doc, "killed")
    low, high = count_of_row(doc, "killed_low").best, count_of_row(doc, "killed_high").best
    if low is None and high is None:
        return best
    return CasualtyCount(
        low=best.low if low is None else low,
        best=best.best,
        high=best.high if high is None else high,
        text=best.text,
    )


def count_of_row(doc: Document, role: str) -> CasualtyCount:
    """Return the bounds of a row's count; an empty or unreadable cell is unknown, "0" is none."""
    cell = doc.value(role)
    return CasualtyCount() if cell is None else count_of_cell(cell, doc.conventions.get(role, "")).count


def count_of_cell(cell: str, mark: str) -> CountReading:
    """Return what a count cell says, in digits or in English words."""
    reading = read_count_cell(cell, mark or PointMark.GROUPS)
    if reading.reason == "":
        return reading
    found = _NUMBER.fullmatch(cell.strip())
    return reading if found is None else CountReading(count_of(found))
