"""How words for weeks, months, quarters and years are read.

The readings follow the UCDP GED codebook (version 19.1, Appendix 2).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from geomap.incidents.dates.calendar import (
    add_months,
    last_of_month,
    month_number,
    number_value,
)
from geomap.incidents.dates.reading import Reading, days_back, on_day
from geomap.model import DatePrecision

__all__ = [
    "read_days_long",
    "read_last_days_of_month",
    "read_last_week",
    "read_month_of_anchor",
    "read_months",
    "read_next_period",
    "read_part_of_month",
    "read_part_of_year",
    "read_past_few_months",
    "read_past_units",
    "read_quarter",
    "read_this_week",
    "read_units_ago",
    "read_week_of_month",
    "read_whole_month",
    "read_whole_year",
    "read_year_of_anchor",
    "read_years",
]

_DAYS, _WEEK, _MONTH, _YEAR = (
    DatePrecision.DAYS,
    DatePrecision.WEEK,
    DatePrecision.MONTH,
    DatePrecision.YEAR,
)
_PARTS_OF_YEAR = {
    "first quarter": (1, 3), "second quarter": (4, 6), "third quarter": (7, 9), "fourth quarter": (10, 12),
    "last quarter": (10, 12), "final quarter": (10, 12), "q1": (1, 3), "q2": (4, 6), "q3": (7, 9),
    "q4": (10, 12), "first half": (1, 6), "second half": (7, 12),
}  # fmt: skip


def _month_year(found: re.Match[str], month: int, anchor: date) -> int:
    year = found.groupdict().get("year")
    if year is not None:
        return int(year)
    return anchor.year if month <= anchor.month else anchor.year - 1


def read_part_of_month(found: re.Match[str], anchor: date) -> Reading:
    """Read "early May", "the end of May"."""
    month = month_number(found["month"])
    year = _month_year(found, month, anchor)
    word = found["part"].lower()
    first, last = (1, 10) if word[0] in "ebs" and not word.startswith("end") else (10, 20)
    end = date(year, month, last)
    if word.startswith(("late", "end")):
        first, end = 15, last_of_month(year, month)
    start = date(year, month, first)
    if start <= anchor < end:
        end = anchor
    return Reading(start, end, _MONTH)


def read_week_of_month(found: re.Match[str], anchor: date) -> Reading:
    """Read "the second week of May"."""
    month = month_number(found["month"])
    number = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 4}[found["nth"].lower()]
    year = _month_year(found, month, anchor)
    if number == 4:
        end = last_of_month(year, month)
        return Reading(end - timedelta(days=6), end, _WEEK)
    start = date(year, month, 1 + 7 * number)
    return Reading(start, start + timedelta(days=6), _WEEK)


def read_last_days_of_month(found: re.Match[str], anchor: date) -> Reading:
    """Read "the last six days of January"."""
    month = month_number(found["month"])
    end = last_of_month(_month_year(found, month, anchor), month)
    # The codebook's own example leaves the month's last day out: 25-30 January for six days.
    return Reading(end - timedelta(days=number_value(found["n"])), end - timedelta(days=1), _DAYS)


def read_whole_month(found: re.Match[str], anchor: date) -> Reading:
    """Read "in May", "May 2020", "since May"."""
    month = month_number(found["month"])
    year = _month_year(found, month, anchor)
    start, end = date(year, month, 1), last_of_month(year, month)
    if found.groupdict().get("since") is not None and end < anchor:
        return Reading(start, anchor, _YEAR)
    return Reading(start, min(end, anchor) if start <= anchor else end, _MONTH)


def read_months(found: re.Match[str], anchor: date) -> Reading | None:
    """Read "from March to June", "between January and March 2020"."""
    month, last = month_number(found["month"]), month_number(found["last_month"])
    year = _month_year(found, last, anchor)
    start = date(year - (1 if month > last else 0), month, 1)
    return Reading(start, last_of_month(year, last), _YEAR)


def read_part_of_year(found: re.Match[str], anchor: date) -> Reading:
    """Read "early 2020"."""
    year = int(found["year"])
    first, last = {"e": (1, 4), "m": (5, 8), "l": (9, 12)}[found["part"].lower()[0]]
    return Reading(date(year, first, 1), last_of_month(year, last), _YEAR)


def read_quarter(found: re.Match[str], anchor: date) -> Reading:
    """Read "the first quarter of 2020"; without a year the latest one that has begun."""
    first, last = _PARTS_OF_YEAR[" ".join(found["part"].lower().split())]
    year = found["year"]
    number = int(year) if year is not None else anchor.year - (1 if first > anchor.month else 0)
    return Reading(date(number, first, 1), last_of_month(number, last), _YEAR)


def read_whole_year(found: re.Match[str], anchor: date) -> Reading:
    """Read "in 2020"."""
    year = int(found["year"])
    return Reading(date(year, 1, 1), date(year, 12, 31), _YEAR)


def read_years(found: re.Match[str], anchor: date) -> Reading | None:
    """Read "from 2011 to 2014"."""
    first, last = int(found["first_year"]), int(found["year"])
    return Reading(date(first, 1, 1), date(last, 12, 31), _YEAR) if first < last else None


def read_last_week(found: re.Match[str], anchor: date) -> Reading:
    """Read "last week", "late last week": the calendar week before the anchor's."""
    monday = anchor - timedelta(days=anchor.weekday() + 7)
    part = (found["part"] or "").lower()
    if part == "late":
        return Reading(monday + timedelta(days=4), monday + timedelta(days=6), _DAYS)
    if part == "early":
        return Reading(monday, monday + timedelta(days=2), _DAYS)
    return Reading(monday, monday + timedelta(days=6), _WEEK)


def read_this_week(found: re.Match[str], anchor: date) -> Reading:
    """Read "this week"."""
    return Reading(anchor - timedelta(days=anchor.weekday()), anchor, _DAYS)


def read_next_period(found: re.Match[str], anchor: date) -> Reading:
    """Read "next week", "next month", "next year"."""
    unit = found["unit"].lower()
    if unit == "week":
        monday = anchor + timedelta(days=7 - anchor.weekday())
        return Reading(monday, monday + timedelta(days=6), _WEEK)
    if unit == "month":
        first = add_months(anchor, 1).replace(day=1)
        return Reading(first, last_of_month(first.year, first.month), _MONTH)
    return Reading(date(anchor.year + 1, 1, 1), date(anchor.year + 1, 12, 31), _YEAR)


def read_past_units(found: re.Match[str], anchor: date) -> Reading | None:
    """Read "the past 24 hours", "the last three weeks"."""
    count, unit = number_value(found["n"]), found["unit"].lower()
    if unit.startswith("hour"):
        return days_back(anchor, 1 if count <= 24 else 2, 0, _DAYS)
    if unit.startswith("day"):
        return days_back(anchor, count, 1, _DAYS)
    if unit.startswith("week"):
        return days_back(anchor, 7 * count - 1, 0, _WEEK if count == 1 else _MONTH)
    months = count * (12 if unit.startswith("year") else 1)
    return Reading(add_months(anchor, -months), anchor, _YEAR)


def read_units_ago(found: re.Match[str], anchor: date) -> Reading:
    """Read "three days ago", "two years ago"."""
    count, unit = number_value(found["n"]), found["unit"].lower()
    if unit.startswith(("minute", "hour")):
        return on_day(anchor)
    if unit.startswith("day"):
        return on_day(anchor - timedelta(days=count))
    if unit.startswith("week"):
        day = anchor - timedelta(days=7 * count)
        monday = day - timedelta(days=day.weekday())
        return Reading(monday, monday + timedelta(days=6), _WEEK)
    if unit.startswith("month"):
        day = add_months(anchor, -count)
        return Reading(day.replace(day=1), last_of_month(day.year, day.month), _MONTH)
    return Reading(date(anchor.year - count, 1, 1), date(anchor.year - count, 12, 31), _YEAR)


def read_month_of_anchor(found: re.Match[str], anchor: date) -> Reading:
    """Read "last month", "earlier this month"."""
    first = anchor.replace(day=1)
    if found["which"].lower() == "last":
        end = first - timedelta(days=1)
        return Reading(end.replace(day=1), end, _MONTH)
    return Reading(first, max(first, anchor - timedelta(days=1)), _MONTH)


def read_year_of_anchor(found: re.Match[str], anchor: date) -> Reading:
    """Read "last year", "this year"."""
    which = found["which"].lower()
    if which == "last":
        return Reading(date(anchor.year - 1, 1, 1), date(anchor.year - 1, 12, 31), _YEAR)
    return Reading(date(anchor.year, 1, 1), anchor, _YEAR)


def read_past_few_months(found: re.Match[str], anchor: date) -> Reading:
    """Read "the past few months"."""
    return Reading(add_months(anchor, -3), anchor, _YEAR)


def read_days_long(found: re.Match[str], anchor: date) -> Reading:
    """Read "a five-day offensive"."""
    return days_back(anchor, max(0, number_value(found["n"]) - 1), 0, _DAYS)
