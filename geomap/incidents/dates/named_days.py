"""Days that have a name: Christmas Eve, Thanksgiving, 9/11."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources

from geomap.incidents.dates.calendar import last_of_month, weekday_number

__all__ = ["NamedDay", "load_named_days"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDay:
    """A day with a name: of one year, the same day of a month every year, or the nth of some weekday.

    Attributes:
        year: None for a day of every year.
        day: Day of the month, or None.
        weekday: 0 (Monday) to 6, or None.
        nth: Which such weekday of the month; 0 is the last.
    """

    year: int | None
    month: int
    day: int | None
    weekday: int | None
    nth: int

    def in_year(self, year: int) -> date:
        """Return the day in one year; its own, where it has one."""
        if self.year is not None:
            return date(self.year, self.month, self.day if self.day is not None else 1)
        if self.day is not None or self.weekday is None:
            return date(year, self.month, self.day if self.day is not None else 1)
        if self.nth == 0:
            last = last_of_month(year, self.month)
            return last - timedelta(days=(last.weekday() - self.weekday) % 7)
        first = date(year, self.month, 1)
        return first + timedelta(days=(self.weekday - first.weekday()) % 7 + 7 * (self.nth - 1))


@lru_cache(maxsize=1)
def load_named_days() -> Mapping[str, NamedDay]:
    """Return the days that have a name, by their names in lower case."""
    text = resources.files("geomap.incidents.dates").joinpath("named_days.tsv").read_text(encoding="utf-8")
    return {
        name: NamedDay(
            year=int(row["year"]) if row["year"] != "" else None,
            month=int(row["month"]),
            day=int(row["day"]) if row["day"] != "" else None,
            weekday=weekday_number(row["weekday"]) if row["weekday"] != "" else None,
            nth=int(row["nth"] or 0),
        )
        for row in csv.DictReader(text.splitlines(), delimiter="\t")
        for name in row["names"].split("|")
    }
