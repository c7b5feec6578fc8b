"""Dates as headers, datelines and addresses of news write them.

Only dates that can be read in one way are read: 02/08/2024 is February or August, so it is left
alone. A date without a year is found too, and completed by ``nearest_day`` when another date of
the document tells the year. The clock is never asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

__all__ = ["FoundDate", "date_in_url", "find_dates", "nearest_day"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SHORT_YEAR = r"(?P<short>\d\d)(?![:.]?\d)"
_GAP = r"[\s.,/-]*"

# In the order in which they are tried; a later pattern never reads inside an earlier find.
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d/]){_YEAR}(?P<sign>[-/.])(?P<monthnumber>\d\d?)(?P=sign)(?P<day>\d\d?)(?!\d)",
        rf"(?<!\d){_YEAR}(?P<monthnumber>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?<![^\W\d_]){_MONTH}{_GAP}{_DAY}{_GAP}{_YEAR}(?!\d)",
        rf"(?<!\d){_DAY}{_GAP}(?:of\s+)?{_MONTH}{_GAP}{_YEAR}(?!\d)",
        rf"(?<!\d){_DAY}[\s-]+{_MONTH}[\s.-]+'?{_SHORT_YEAR}",
        r"(?<![\d/.-])(?P<first>\d\d?)(?P<sign>[/.-])(?P<second>\d\d?)(?P=sign)(?P<year>(?:19|20)\d\d)(?!\d)",
        rf"(?<![^\W\d_]){_MONTH}\.?\s+{_DAY}(?![\d:])",
        rf"(?<!\d){_DAY}\s+(?:of\s+)?{_MONTH}(?![^\W\d_])",
    )
)
_URL_DATE = re.compile(
    r"[/_-](?P<year>(?:19|20)\d\d)(?P<sign>[/_-]?)(?P<month>0?[1-9]|1[0-2]|[a-z]{3,9})(?P=sign)"
    r"(?P<day>0?[1-9]|[12]\d|3[01])(?=\D|$)",
    re.IGNORECASE,
)
# Two-digit years up to this one belong to the 2000s: a fixed rule, so that no clock is asked.
_PIVOT = 49


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date in a line, ``line[start:end]``.

    Attributes:
        year: None when the line does not state it.
    """

    start: int
    end: int
    year: int | None
    month: int
    day: int

    @property
    def full(self) -> date | None:
        """The date, or None when the year is not stated."""
        return date(self.year, self.month, self.day) if self.year is not None else None


def find_dates(line: str) -> list[FoundDate]:
    """Return the dates that a line states without doubt, from left to right."""
    found: list[FoundDate] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(line):
            overlaps = any(match.start() < other.end and other.start < match.end() for other in found)
            entry = None if overlaps else _read(match)
            if entry is not None:
                found.append(entry)
    return sorted(found, key=lambda entry: entry.start)


def date_in_url(url: str) -> date | None:
    """Return the day in an address such as ``/2024/feb/07/`` or ``/2024-02-07-``, or None."""
    for match in _URL_DATE.finditer(url):
        word = match["month"].lower()
        month = int(word) if word.isdigit() else _month_number(word)
        if match["sign"] == "" and len(match["month"] + match["day"]) != 4:
            continue
        if month is not None and _is_day(int(match["year"]), month, int(match["day"])):
            return date(int(match["year"]), month, int(match["day"]))
    return None


def nearest_day(month: int, day: int, anchor: date) -> date | None:
    """Return the day of that month and day that lies nearest to ``anchor``."""
    years = range(anchor.year - 1, anchor.year + 2)
    days = [date(year, month, day) for year in years if _is_day(year, month, day)]
    return min(days, key=lambda other: abs(other - anchor), default=None)


def _read(match: re.Match[str]) -> FoundDate | None:
    """Return the date of a match, or None when there is no such day or it can be read in two ways."""
    groups = match.groupdict()
    year = _year(groups)
    if groups.get("first") is not None:
        pair = _day_and_month(int(match["first"]), int(match["second"]))
        if pair is None:
            return None
        day, month = pair
    else:
        day, month = int(match["day"]), _month(groups)
    # 29 February is a day in some year, so a date without one is checked in a leap year.
    if not _is_day(year if year is not None else 2000, month, day):
        return None
    return FoundDate(start=match.start(), end=match.end(), year=year, month=month, day=day)


def _year(groups: dict[str, str | None]) -> int | None:
    year, short = groups.get("year"), groups.get("short")
    if year is not None:
        return int(year)
    if short is None:
        return None
    return int(short) + (2000 if int(short) <= _PIVOT else 1900)


def _month(groups: dict[str, str | None]) -> int:
    number, word = groups.get("monthnumber"), groups.get("month")
    if number is not None:
        return int(number)
    return _MONTHS.index(str(word)[:3].lower()) + 1


def _month_number(word: str) -> int | None:
    spelled = re.fullmatch(_MONTH, word, re.IGNORECASE)
    return _MONTHS.index(word[:3]) + 1 if spelled is not None else None


def _day_and_month(first: int, second: int) -> tuple[int, int] | None:
    """Tell day and month apart where only one of the two orders is a date."""
    if first == second or (first > 12 >= second):
        return first, second
    if second > 12 >= first:
        return second, first
    return None


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
