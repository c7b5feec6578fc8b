"""Calendar arithmetic and the words for months, weekdays and numbers."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

__all__ = [
    "ANY_MONTH",
    "DAY",
    "DAY_WORD",
    "FULL_MONTH",
    "FULL_WEEKDAY",
    "MONTH",
    "NUMBER",
    "WEEKDAY",
    "add_months",
    "day_in_month",
    "last_of_month",
    "latest_weekday",
    "month_number",
    "nearest_year",
    "next_weekday",
    "next_year",
    "number_value",
    "weekday_number",
]

LEAP_GAP = 8
"""Most years between two 29ths of February."""
QUARTER_DAYS = 92
AHEAD_DAYS = 274

MONTH_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
WEEKDAY_NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
NUMBER_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "twenty-four": 24, "twenty four": 24, "thirty": 30, "forty-eight": 48, "forty eight": 48,
}  # fmt: skip

_FULL = "January February March April May June July August September October November December"
_SHORT = "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
_ALSO_WORDS = frozenset(["march", "may", "august", "mar", "dec"])
"""Months that in lower case are words of another kind."""
_MODAL = r"(?!\s+(?:BE|HAVE|NOT|ALSO|WELL|BECOME|SEEM|NEED|STILL|EVEN|ONLY)\b)"
"""In capitals MAY before these is the verb."""


def _months() -> str:
    names = [*_FULL.split(), *(rf"{short}\.?" for short in _SHORT.split())]
    lower = [name.lower() for name in names if name.lower().rstrip("?.\\") not in _ALSO_WORDS]
    upper = [name.upper() + (_MODAL if name == "May" else "") for name in names]
    return "(?-i:" + "|".join([*names, *upper, *lower]) + ")"


MONTH = _months()
"""Pattern of a month's name, full or shortened, in capitals where it could be another word."""
ANY_MONTH = r"(?:" + "|".join([*_FULL.split(), *(rf"{short}\.?" for short in _SHORT.split())]) + ")"
"""Pattern of a month's name in any case, for where a year makes it one."""
FULL_MONTH = (
    "(?-i:"
    + "|".join(
        [
            *_FULL.split(),
            *(name.upper() for name in _FULL.split() if name != "May"),
            *(name.lower() for name in _FULL.split() if name.lower() not in _ALSO_WORDS),
        ]
    )
    + ")"
)
"""Pattern of a month's full name, for where no day says that it is one."""
WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?-i:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun|MON|TUES?|WED|THU(?:RS?)?|FRI|SAT|SUN)\b\.?)"
)
"""Pattern of a weekday's name, full or, in capitals, shortened."""
FULL_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
"""Pattern of a weekday's full name."""
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
"""Pattern of a day of the month."""
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_ORDINAL_DAYS = {
    **{word: number for number, word in enumerate(_ORDINALS, 1)},
    **{f"twenty {word}": 20 + number for number, word in enumerate(_ORDINALS[:9], 1)},
    "thirtieth": 30,
    "thirty first": 31,
}
DAY_WORD = (
    "(?:"
    + "|".join(word.replace(" ", r"[\s-]+") for word in sorted(_ORDINAL_DAYS, key=len, reverse=True))
    + ")"
)
"""Pattern of a day of the month as it is spoken: ``twenty-second``."""
NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + ")"
"""Pattern of a small number in digits or words."""


def month_number(word: str) -> int:
    """Return 1 to 12 for a month's name or its first three letters."""
    return next(i for i, name in enumerate(MONTH_NAMES, 1) if name.startswith(word.lower()[:3]))


def weekday_number(word: str) -> int:
    """Return 0 (Monday) to 6 for a weekday's name or its first three letters."""
    return next(i for i, name in enumerate(WEEKDAY_NAMES) if name.startswith(word.lower()[:3]))


def number_value(word: str) -> int:
    """Return the value of a number in digits or words."""
    lower = word.lower()
    return int(lower) if lower.isdigit() else NUMBER_WORDS[lower]


def day_in_month(year: int, month: int, word: str | int) -> date:
    """Return a date from a year, a month and a day such as ``7th``.

    Raises:
        ValueError: The month has no such day.
    """
    if isinstance(word, str):
        digits = re.sub(r"\D", "", word)
        day = int(digits) if digits != "" else _ORDINAL_DAYS[" ".join(re.split(r"[\s-]+", word.lower()))]
    else:
        day = word
    return date(year, month, day)


def last_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """Return the same day some months later or earlier, or that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def latest_weekday(weekday: int, anchor: date, *, strictly_before: bool = False) -> date:
    """Return the latest such weekday not after the anchor, or strictly before it."""
    back = (anchor.weekday() - weekday) % 7
    return anchor - timedelta(days=7 if back == 0 and strictly_before else back)


def next_weekday(weekday: int, anchor: date) -> date:
    """Return the first such weekday not before the anchor."""
    return anchor + timedelta(days=(weekday - anchor.weekday()) % 7)


def next_year(month: int, word: str | int, anchor: date) -> date:
    """Return the month and day in the year that an announcement would mean: at most nine months ahead.

    Raises:
        ValueError: No year around the anchor has such a day.
    """
    for year in (anchor.year, anchor.year + 1):
        try:
            day = day_in_month(year, month, word)
        except ValueError:
            continue
        if 0 <= (day - anchor).days <= AHEAD_DAYS:
            return day
    return nearest_year(month, word, anchor)


def nearest_year(month: int, word: str | int, anchor: date, *, only_past: bool = False) -> date:
    """Return the month and day in the year that news would mean, given the document date.

    The nearest such day; a day in the future counts three times as far, since incidents are past,
    and is never more than a quarter away.

    Raises:
        ValueError: No year around the anchor has such a day.
    """
    choices = []
    for year in range(anchor.year - LEAP_GAP, anchor.year + 2):
        try:
            day = day_in_month(year, month, word)
        except ValueError:
            continue
        gap = (day - anchor).days
        if gap <= (0 if only_past else QUARTER_DAYS):
            choices.append((gap * 3 if gap > 0 else -gap, day))
    if not choices:
        raise ValueError(f"no day {word} in month {month}")
    return min(choices)[1]
