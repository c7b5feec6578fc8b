"""How words that count from another date of the text are read: "the next day", "hours later".

The anchor of these readers is the reference: the last day that the text named before.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from geomap.incidents.dates.calendar import add_months, last_of_month, number_value
from geomap.incidents.dates.reading import Reading, on_day
from geomap.model import DatePrecision

__all__ = ["read_before_that", "read_following_day", "read_previous_day", "read_same_day", "read_shift"]


def read_same_day(found: re.Match[str], anchor: date) -> Reading:
    """Read "on the same day", "hours later"."""
    return on_day(anchor)


def read_following_day(found: re.Match[str], anchor: date) -> Reading:
    """Read "the next day", "the following morning"."""
    return on_day(anchor + timedelta(days=1))


def read_previous_day(found: re.Match[str], anchor: date) -> Reading:
    """Read "the previous night", "the day before"."""
    return on_day(anchor - timedelta(days=1))


def read_shift(found: re.Match[str], anchor: date) -> Reading:
    """Read "two days earlier", "a week later", "three months later"."""
    ahead = found["way"].lower().startswith(("later", "after", "from", "hence"))
    return _shift(found, anchor, 1 if ahead else -1)


def read_before_that(found: re.Match[str], anchor: date) -> Reading:
    """Read "a week after a bombing": when the bombing was."""
    return _shift(found, anchor, -1)


def _shift(found: re.Match[str], anchor: date, sign: int) -> Reading:
    count = sign * number_value(found["n"])
    unit = found["unit"].lower()
    if unit.startswith(("minute", "hour")):
        return on_day(anchor)
    if unit.startswith(("day", "night")):
        return on_day(anchor + timedelta(days=count))
    if unit.startswith("week"):
        day = anchor + timedelta(days=7 * count)
        return Reading(day - timedelta(days=1), day + timedelta(days=1), DatePrecision.DAYS)
    if unit.startswith("month"):
        day = add_months(anchor, count)
        return Reading(day.replace(day=1), last_of_month(day.year, day.month), DatePrecision.MONTH)
    return Reading(date(anchor.year + count, 1, 1), date(anchor.year + count, 12, 31), DatePrecision.YEAR)
