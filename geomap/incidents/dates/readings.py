"""How words for days are read: from a match and the document date to an interval.

The readings follow the UCDP GED codebook (version 19.1, Appendix 2): an unclear time is an
interval, and its precision says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from geomap.incidents.dates.calendar import (
    day_in_month,
    last_of_month,
    latest_weekday,
    month_number,
    nearest_year,
    next_weekday,
    next_year,
    weekday_number,
)
from geomap.incidents.dates.named_days import load_named_days
from geomap.incidents.dates.reading import Reading, days_back, on_day
from geomap.model import DatePrecision

__all__ = [
    "read_around",
    "read_between_nights",
    "read_day_of_month",
    "read_day_range",
    "read_fixed",
    "read_full_date",
    "read_iso_date",
    "read_month_day",
    "read_month_day_ahead",
    "read_month_day_behind",
    "read_month_range",
    "read_named_day",
    "read_named_day_ahead",
    "read_named_event",
    "read_numeric_date",
    "read_short_numeric_date",
    "read_since_weekday",
    "read_weekday",
    "read_weekday_ahead",
    "read_weekday_pair",
    "read_weekday_range",
    "read_weekend",
    "read_weekend_ahead",
]

SOON_DAYS = 31
"""What lies at most so far ahead is told as a plan, not with its year left out."""

_DAYS = DatePrecision.DAYS


def _year_of(found: re.Match[str], month: int, day: str | int, anchor: date) -> int:
    year = found.groupdict().get("year")
    return int(year) if year is not None else nearest_year(month, day, anchor).year


def read_day_range(found: re.Match[str], anchor: date) -> Reading | None:
    """Read "3 to 5 May"."""
    month = month_number(found["month"])
    year = _year_of(found, month, found["first"], anchor)
    start, end = day_in_month(year, month, found["first"]), day_in_month(year, month, found["last"])
    return Reading(start, end, _DAYS) if start <= end else None


def read_month_range(found: re.Match[str], anchor: date) -> Reading | None:
    """Read "30 April to 2 May"."""
    last_month = month_number(found["last_month"])
    end = day_in_month(_year_of(found, last_month, found["last"], anchor), last_month, found["last"])
    month = month_number(found["month"])
    own = found["first_year"]
    year = int(own) if own is not None else end.year - (1 if month > last_month else 0)
    start = day_in_month(year, month, found["first"])
    return Reading(start, end, _DAYS) if start <= end else None


def read_full_date(found: re.Match[str], anchor: date) -> Reading:
    """Read "3 May 2020"."""
    return on_day(day_in_month(int(found["year"]), month_number(found["month"]), found["day"]))


def read_iso_date(found: re.Match[str], anchor: date) -> Reading:
    """Read "2020-05-03"."""
    return on_day(date(int(found["year"]), int(found["month"]), int(found["day"])))


def read_numeric_date(found: re.Match[str], anchor: date) -> Reading | None:
    """Read "23/05/2020"; which of two small numbers is the month, nothing says."""
    year, one, two = int(found["year"]), int(found["one"]), int(found["two"])
    if one > 12 or one == two:
        return on_day(date(year, two, one))
    return on_day(date(year, one, two)) if two > 12 else None


def read_short_numeric_date(found: re.Match[str], anchor: date) -> Reading | None:
    """Read "2/9/98" where only one of its two readings is a day of the month before the report."""
    year = 100 * (anchor.year // 100) + int(found["short"])
    one, two = int(found["one"]), int(found["two"])
    days = {
        date(year, month, day)
        for month, day in ((one, two), (two, one))
        if 1 <= month <= 12 and 1 <= day <= last_of_month(year, month).day
    }
    recent = [day for day in days if timedelta() <= anchor - day <= timedelta(days=31)]
    return on_day(recent[0]) if len(recent) == 1 else None


def read_month_day(found: re.Match[str], anchor: date) -> Reading:
    """Read "3 May" as the nearest such day."""
    return on_day(nearest_year(month_number(found["month"]), found["day"], anchor))


def read_month_day_behind(found: re.Match[str], anchor: date) -> Reading | None:
    """Read "killed on 3 May" as the latest such day; one that is soon to come is more likely a plan."""
    month = month_number(found["month"])
    coming = nearest_year(month, found["day"], anchor)
    if timedelta() < coming - anchor <= timedelta(days=SOON_DAYS):
        return None
    return on_day(nearest_year(month, found["day"], anchor, only_past=True))


def read_month_day_ahead(found: re.Match[str], anchor: date) -> Reading:
    """Read "will vote on 3 May"."""
    return on_day(next_year(month_number(found["month"]), found["day"], anchor))


def read_named_event(found: re.Match[str], anchor: date) -> Reading | None:
    """Read "9/11": a day of one year, which a report before that day cannot mean."""
    day = load_named_days()[_name(found)].in_year(anchor.year)
    return on_day(day) if day <= anchor or anchor.year == 1 else None


def read_named_day(found: re.Match[str], anchor: date) -> Reading:
    """Read "Christmas Eve", "Thanksgiving" as the nearest such day."""
    days = _named_days(found, anchor)
    return on_day(min(days, key=lambda day: abs((day - anchor).days) * (3 if day > anchor else 1)))


def read_named_day_ahead(found: re.Match[str], anchor: date) -> Reading:
    """Read "plans a march on Christmas Eve"."""
    return on_day(min(day for day in _named_days(found, anchor) if day >= anchor))


def _name(found: re.Match[str]) -> str:
    return " ".join(found["name"].lower().replace("’", "'").split())


def _named_days(found: re.Match[str], anchor: date) -> list[date]:
    """Return a day that has a name in the years around the anchor's."""
    name = load_named_days()[_name(found)]
    return [name.in_year(year) for year in range(anchor.year - 1, anchor.year + 2)]


def read_day_of_month(found: re.Match[str], anchor: date) -> Reading:
    """Read "on the 15th" as the latest such day."""
    number = int(re.sub(r"\D", "", found["day"]))
    month = anchor if number <= anchor.day else anchor.replace(day=1) - timedelta(days=1)
    return on_day(day_in_month(month.year, month.month, number))


def read_around(found: re.Match[str], anchor: date) -> Reading:
    """Read "around 3 May": a day more on either side."""
    month = month_number(found["month"])
    day = day_in_month(_year_of(found, month, found["day"], anchor), month, found["day"])
    return Reading(day - timedelta(days=1), day + timedelta(days=1), _DAYS)


def read_weekday(found: re.Match[str], anchor: date) -> Reading:
    """Read a weekday as the latest such day; the document's own day when it is that weekday."""
    number = weekday_number(found["weekday"])
    which = (found.groupdict().get("which") or "").lower()
    if which in {"next", "coming"}:
        return on_day(latest_weekday(number, anchor) + timedelta(days=7))
    return on_day(latest_weekday(number, anchor, strictly_before=which in {"last", "past", "previous"}))


def read_weekday_ahead(found: re.Match[str], anchor: date) -> Reading:
    """Read "will meet on Friday" as the next such day."""
    if (found.groupdict().get("which") or "").lower() not in {"", "this"}:
        return read_weekday(found, anchor)
    return on_day(next_weekday(weekday_number(found["weekday"]), anchor))


def read_since_weekday(found: re.Match[str], anchor: date) -> Reading:
    """Read "since Thursday"."""
    return Reading(latest_weekday(weekday_number(found["weekday"]), anchor), anchor, _DAYS)


def read_between_nights(found: re.Match[str], anchor: date) -> Reading | None:
    """Read "the night between Sunday and Monday"."""
    end = latest_weekday(weekday_number(found["second"]), anchor)
    start = latest_weekday(weekday_number(found["weekday"]), end)
    return Reading(start, end, _DAYS)


def read_weekday_range(found: re.Match[str], anchor: date) -> Reading | None:
    """Read "from Monday to Wednesday": the latest such days."""
    reading = read_between_nights(found, anchor)
    return reading if reading is not None and reading.start < reading.end else None


def read_weekday_pair(found: re.Match[str], anchor: date) -> Reading | None:
    """Read "on Saturday and Sunday"; days that do not follow each other are two dates, not one."""
    reading = read_between_nights(found, anchor)
    return reading if reading is not None and reading.end - reading.start == timedelta(days=1) else None


def read_weekend(found: re.Match[str], anchor: date) -> Reading:
    """Read "over the weekend" as the latest one that has ended, or ends today."""
    sunday = latest_weekday(6, anchor)
    return Reading(sunday - timedelta(days=1), sunday, _DAYS)


def read_weekend_ahead(found: re.Match[str], anchor: date) -> Reading:
    """Read "will rally over the weekend"."""
    sunday = next_weekday(6, anchor)
    return Reading(sunday - timedelta(days=1), sunday, _DAYS)


def read_fixed(first: int, last: int, precision: DatePrecision) -> Callable[[re.Match[str], date], Reading]:
    """Return a reader for words that always reach from ``first`` to ``last`` days back."""
    return lambda _, anchor: days_back(anchor, first, last, precision)
