"""Dates that are one number: compact days, days since 1900 as spreadsheets count, seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

__all__ = ["read_digits"]

_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_SERIAL_START = date(1899, 12, 30)
"""Day 0 of spreadsheets, so that day 61 and all after it are right although they count a 29 February 1900."""
_EPOCH_DIGITS = {9: 1, 10: 1, 13: 1_000, 16: 1_000_000}
"""Digits of seconds, milliseconds and microseconds since 1970, with how many of them a second has."""
_YEARS = range(1800, 2200)


def read_digits(text: str) -> date | None:
    """Return the day of a cell of digits only, or None: ``20210403``, ``43924.5``, ``1617408000``.

    Raises:
        ValueError: There is no such day.
    """
    if not text[:1].isdigit():
        return None
    if _SERIAL.fullmatch(text) is not None:
        return _SERIAL_START + timedelta(days=int(text[:5]))
    digits = text.removesuffix(".0")
    if not digits.isdigit():
        return None
    if len(digits) in {8, 10, 12, 14}:
        compact = _compact(digits)
        if compact is not None:
            return compact
    per_second = _EPOCH_DIGITS.get(len(digits))
    if per_second is None:
        return None
    return datetime.fromtimestamp(int(digits) // per_second, tz=UTC).date()


def _compact(digits: str) -> date | None:
    """Return a day written year first, or day first where only that is one; hours and minutes may follow."""
    clock = [int(digits[at : at + 2]) for at in range(8, len(digits), 2)]
    if any(part >= limit for part, limit in zip(clock, (24, 60, 60), strict=False)):
        return None
    first, last = digits[:4], digits[4:8]
    for year, month, day in ((first, digits[4:6], digits[6:8]), (last, digits[2:4], digits[:2])):
        if int(year) in _YEARS:
            try:
                return date(int(year), int(month), int(day))
            except ValueError:
                continue
    return None
