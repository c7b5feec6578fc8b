"""How each kind of words about time is read: from a match and the document date to an interval.

The readings follow the UCDP GED codebook (version 19.1, Appendix 2): an unclear time is an
interval, and its precision says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from geomap.incidents.dates.calendar import (
    add_months,
    day_in_month,
    last_of_month,
    latest_weekday,
    month_number,
    nearest_year,
    number_value,
    weekday_number,
)
from geomap.model import DatePrecision

__all__ = [
    "Reading",
    "read_around",
    "read_between_nights",
    "read_day_range",
    "read_days_long",
    "read_fixed",
    "read_full_date",
    "read_iso_date",
    "read_last_days_of_month",
    "read_last_week",
    "read_month_day",
    "read_month_of_anchor",
    "read_month_range",
    "read_part_of_month",
    "read_part_of_year",
    "read_past_few_months",
    "read_past_units",
    "read_since_weekday",
    "read_this_week",
    "read_units_ago",
    "read_week_of_month",
    "read_weekday",
    "read_weekend",
    "read_whole_month",
    "read_whole_year",
    "read_year_of_anchor",
]


class Reading(NamedTuple):
    """What a rule understood."""

    start: date
    end: date
    precision: DatePrecision


_DAY, _DAYS, _WEEK, _MONTH, _YEAR = (
    DatePrecision.DAY,
    DatePrecision.DAYS,
    DatePrecision.WEEK,
    DatePrecision.MONTH,
    DatePrecision.YEAR,
)


def _on(day: date) -> Reading:
    return Reading(day, day, _DAY)


def _back(anchor: date, first: int, last: int, precision: DatePrecision) -> Reading:
    return Reading(anchor - timedelta(days=first), anchor - timedelta(days=last), precision)


def _year_of(found: re.Match[str], month: int, day: str | int, anchor: date) -> int:
    year = found.groupdict().get("year")
    return int(year) if year is not None else nearest_year(month, day, anchor).year


def read_day_range(found: re.Match[str], anchor: date) -> Reading | None:
    month = month_number(found["month"])
    year = _year_of(found, month, found["first"], anchor)
    start, end = day_in_month(year, month, found["first"]), day_in_month(year, month, found["last"])
    return Reading(start, end, _DAYS) if start <= end else None


def read_month_range(found: re.Match[str], anchor: date) -> Reading | None:
    last_month = month_number(found["last_month"])
    end = day_in_month(_year_of(found, last_month, found["last"], anchor), last_month, found["last"])
    month = month_number(found["month"])
    own = found["first_year"]
    year = int(own) if own is not None else end.year - (1 if month > last_month else 0)
    start = day_in_month(year, month, found["first"])
    return Reading(start, end, _DAYS) if start <= end else None


def read_full_date(found: re.Match[str], anchor: date) -> Reading:
    return _on(day_in_month(int(found["year"]), month_number(found["month"]), found["day"]))


def read_iso_date(found: re.Match[str], anchor: date) -> Reading:
    return _on(date(int(found["year"]), int(found["month"]), int(found["day"])))


def read_month_day(found: re.Match[str], anchor: date) -> Reading:
    return _on(nearest_year(month_number(found["month"]), found["day"], anchor))


def read_around(found: re.Match[str], anchor: date) -> Reading:
    month = month_number(found["month"])
    day = day_in_month(_year_of(found, month, found["day"], anchor), month, found["day"])
    return Reading(day - timedelta(days=1), day + timedelta(days=1), _DAYS)


def _month_year(found: re.Match[str], month: int, anchor: date) -> int:
    year = found.groupdict().get("year")
    if year is not None:
        return int(year)
    return anchor.year if month <= anchor.month else anchor.year - 1


def read_part_of_month(found: re.Match[str], anchor: date) -> Reading:
    month = month_number(found["month"])
    year = _month_year(found, month, anchor)
    word = found["part"].lower()
    first, last = (1, 10) if word[0] in "eb" and not word.startswith("end") else (10, 20)
    end = date(year, month, last)
    if word.startswith(("late", "end")):
        first, end = 15, last_of_month(year, month)
    start = date(year, month, first)
    if start <= anchor < end:
        end = anchor
    return Reading(start, end, _MONTH)


def read_week_of_month(found: re.Match[str], anchor: date) -> Reading:
    month = month_number(found["month"])
    number = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 4}[found["nth"].lower()]
    year = _month_year(found, month, anchor)
    if number == 4:
        end = last_of_month(year, month)
        return Reading(end - timedelta(days=6), end, _WEEK)
    start = date(year, month, 1 + 7 * number)
    return Reading(start, start + timedelta(days=6), _WEEK)


def read_last_days_of_month(found: re.Match[str], anchor: date) -> Reading:
    month = month_number(found["month"])
    end = last_of_month(_month_year(found, month, anchor), month)
    # The codebook's own example leaves the month's last day out: 25-30 January for six days.
    return Reading(end - timedelta(days=number_value(found["n"])), end - timedelta(days=1), _DAYS)


def read_whole_month(found: re.Match[str], anchor: date) -> Reading:
    month = month_number(found["month"])
    year = _month_year(found, month, anchor)
    start, end = date(year, month, 1), last_of_month(year, month)
    if found.groupdict().get("since") is not None and end < anchor:
        return Reading(start, anchor, _YEAR)
    return Reading(start, min(end, anchor) if start <= anchor else end, _MONTH)


def read_part_of_year(found: re.Match[str], anchor: date) -> Reading:
    year = int(found["year"])
    first, last = {"e": (1, 4), "m": (5, 8), "l": (9, 12)}[found["part"].lower()[0]]
    return Reading(date(year, first, 1), last_of_month(year, last), _YEAR)


def read_whole_year(found: re.Match[str], anchor: date) -> Reading:
    year = int(found["year"])
    return Reading(date(year, 1, 1), date(year, 12, 31), _YEAR)


def read_weekday(found: re.Match[str], anchor: date) -> Reading:
    number = weekday_number(found["weekday"])
    which = (found.groupdict().get("which") or "").lower()
    if which == "next":
        day = latest_weekday(number, anchor)
        return _on(day + timedelta(days=7))
    return _on(latest_weekday(number, anchor, strictly_before=which in {"last", "past", "previous"}))


def read_since_weekday(found: re.Match[str], anchor: date) -> Reading:
    return Reading(latest_weekday(weekday_number(found["weekday"]), anchor), anchor, _DAYS)


def read_between_nights(found: re.Match[str], anchor: date) -> Reading | None:
    end = latest_weekday(weekday_number(found["second"]), anchor)
    start = latest_weekday(weekday_number(found["weekday"]), end)
    return Reading(start, end, _DAYS)


def read_weekend(found: re.Match[str], anchor: date) -> Reading:
    sunday = latest_weekday(6, anchor)
    return Reading(sunday - timedelta(days=1), sunday, _DAYS)


def _week_before(anchor: date) -> date:
    """Return the Monday of the week before the anchor's."""
    return anchor - timedelta(days=anchor.weekday() + 7)


def read_last_week(found: re.Match[str], anchor: date) -> Reading:
    monday = _week_before(anchor)
    part = (found["part"] or "").lower()
    if part == "late":
        return Reading(monday + timedelta(days=4), monday + timedelta(days=6), _DAYS)
    if part == "early":
        return Reading(monday, monday + timedelta(days=2), _DAYS)
    return Reading(monday, monday + timedelta(days=6), _WEEK)


def read_this_week(found: re.Match[str], anchor: date) -> Reading:
    return Reading(anchor - timedelta(days=anchor.weekday()), anchor, _DAYS)


def read_past_units(found: re.Match[str], anchor: date) -> Reading | None:
    count, unit = number_value(found["n"]), found["unit"].lower()
    if unit.startswith("hour"):
        return _back(anchor, 1 if count <= 24 else 2, 0, _DAYS)
    if unit.startswith("day"):
        return _back(anchor, count, 1, _DAYS)
    if unit.startswith("week"):
        return _back(anchor, 7 * count - 1, 0, _WEEK if count == 1 else _MONTH)
    months = count * (12 if unit.startswith("year") else 1)
    return Reading(add_months(anchor, -months), anchor, _YEAR)


def read_units_ago(found: re.Match[str], anchor: date) -> Reading:
    count, unit = number_value(found["n"]), found["unit"].lower()
    if unit.startswith(("minute", "hour")):
        return _on(anchor)
    if unit.startswith("day"):
        return _on(anchor - timedelta(days=count))
    if unit.startswith("week"):
        day = anchor - timedelta(days=7 * count)
        monday = day - timedelta(days=day.weekday())
        return Reading(monday, monday + timedelta(days=6), _WEEK)
    if unit.startswith("month"):
        day = add_months(anchor, -count)
        return Reading(day.replace(day=1), last_of_month(day.year, day.month), _MONTH)
    return Reading(date(anchor.year - count, 1, 1), date(anchor.year - count, 12, 31), _YEAR)


def read_month_of_anchor(found: re.Match[str], anchor: date) -> Reading:
    first = anchor.replace(day=1)
    if found["which"].lower() == "last":
        end = first - timedelta(days=1)
        return Reading(end.replace(day=1), end, _MONTH)
    return Reading(first, max(first, anchor - timedelta(days=1)), _MONTH)


def read_year_of_anchor(found: re.Match[str], anchor: date) -> Reading:
    which = found["which"].lower()
    if which == "last":
        return Reading(date(anchor.year - 1, 1, 1), date(anchor.year - 1, 12, 31), _YEAR)
    return Reading(date(anchor.year, 1, 1), anchor, _YEAR)


def read_past_few_months(found: re.Match[str], anchor: date) -> Reading:
    return Reading(add_months(anchor, -3), anchor, _YEAR)


def read_days_long(found: re.Match[str], anchor: date) -> Reading:
    return _back(anchor, max(0, number_value(found["n"]) - 1), 0, _DAYS)


def read_fixed(first: int, last: int, precision: DatePrecision) -> Callable[[re.Match[str], date], Reading]:
    """Return a reader for words that always reach from ``first`` to ``last`` days back."""
    return lambda _, anchor: _back(anchor, first, last, precision)
