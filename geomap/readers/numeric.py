"""Dates such as 02/08/2024, which are February or August until something else in the text tells.

What tells: a weekday beside them, days that the text names, the weekdays of statements ("officials said on
Saturday": that day or the day before), the country of an address, British spelling (which no text has whose
months come first). Where nothing or too much does, the date stays unread.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

from geomap.readers.dateline import find_dates

__all__ = ["numeric_dates", "settle"]

_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<first>0?[1-9]|1[0-2])(?P<sign>[/.-])(?P<second>0?[1-9]|1[0-2])(?P=sign)(?P<year>(?:19|20)\d\d)(?!\d)"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:said|told|announced|reported|confirmed|wrote|added)\b[^.;\n]{0,40}?"
    r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)
_RECENT = timedelta(days=21)
"""Days before a report within which the days lie that it names most."""

_MONTHS_FIRST = frozenset(["us", "gov", "mil", "edu", "ph", "ca"])
"""Ends of addresses of places where months come first, or where both are in use."""

_BRITISH = re.compile(
    r"\b(?:\w+is(?:ation|ations|ed|ing)|\w*(?:colour|labour|neighbour|harbour|honour|behaviour|favour)\w*|centres?"
    r"|(?:kilo|centi)?metres?|defence|licence|tyres?|lorr(?:y|ies)|programmes?|traveller\w*|grey|theatres?)\b"
)
_NO_BRITISH = re.compile(
    r"(?:advert|ra|pra|prom|prem|surpr|superv|rev|telev|exerc|comprom|adv|ar|po|no|bru|cru|pa|cau|clo|lo|u|inv|enterpr)"
    r"is(?:ed|ing)$"
)


def numeric_dates(line: str) -> tuple[date, date] | None:
    """Return both readings of the first date of a line that has two: day first, month first."""
    found = _NUMERIC.search(line)
    if found is None or int(found["first"]) == int(found["second"]):
        return None
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
    return date(year, second, first), date(year, first, second)


def settle(readings: tuple[date, date], line: str, text: str, url: str | None) -> date | None:
    """Return the reading of a date that the rest of a text speaks for, or None.

    Args:
        readings: Day first, month first.
        line: The line that it stands in.
        text: All of the text.
        url: The text's address.
    """
    days_first, _ = readings
    for told in (_by_weekday(readings, line), _by_days(readings, text), _by_statements(readings, text)):
        if told is not None:
            return told
    return days_first if _is_of_days_first(url) or _is_british(text) else None


def _by_weekday(readings: tuple[date, date], line: str) -> date | None:
    named = {_WEEKDAYS.index(word.lower()) for word in _WEEKDAY.findall(line)}
    fitting = [day for day in readings if day.weekday() in named]
    return fitting[0] if len(fitting) == 1 else None


def _by_days(readings: tuple[date, date], text: str) -> date | None:
    """Return the reading shortly before which days lie that the text names; None when both have some."""
    named = [(found.year, found.month, found.day) for found in find_dates(text)]

    def is_near(day: date) -> bool:
        around = (day - timedelta(days=back) for back in range(-1, _RECENT.days))
        recent = {(one.month, one.day): one.year for one in around}
        return any(
            (month, number) in recent and year in {None, recent[month, number]}
            for year, month, number in named
        )

    fitting = [day for day in readings if is_near(day)]
    return fitting[0] if len(fitting) == 1 else None


def _by_statements(readings: tuple[date, date], text: str) -> date | None:
    said = {_WEEKDAYS.index(word.lower()[:3]) for word in _SAID.findall(text)}
    fitting = [day for day in readings if said <= {day.weekday(), (day.weekday() - 1) % 7}]
    return fitting[0] if len(fitting) == 1 else None


def _is_of_days_first(url: str | None) -> bool:
    """Say whether an address ends in the letters of a country where days come first."""
    if url is None:
        return False
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return False
    end = host.rpartition(".")[2]
    return len(end) == 2 and end.isalpha() and end not in _MONTHS_FIRST


def _is_british(text: str) -> bool:
    words = (found.group() for found in _BRITISH.finditer(text))
    return any(_NO_BRITISH.search(word) is None for word in words)
