"""What a rule for words about time understood, and the short ways to say it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from geomap.model import DatePrecision

__all__ = ["Reading", "days_back", "on_day"]


class Reading(NamedTuple):
    """What a rule understood."""

    start: date
    end: date
    precision: DatePrecision


def on_day(day: date) -> Reading:
    """Return the reading of one day."""
    return Reading(day, day, DatePrecision.DAY)


def days_back(anchor: date, first: int, last: int, precision: DatePrecision) -> Reading:
    """Return the interval from ``first`` to ``last`` days before the anchor."""
    return Reading(anchor - timedelta(days=first), anchor - timedelta(days=last), precision)
