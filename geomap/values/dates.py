"""Date cells: a day, a month, a year or a range, in the orders, scripts and spellings that tables hold.

The order of day and month in ``03/04/2021`` is a matter of the column (:mod:`geomap.values.date_order`);
a cell whose column does not tell is read as all days from the earlier reading to the later.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from geomap.model import DatePrecision, DateSpan
from geomap.values.date_numbers import read_digits
from geomap.values.date_parts import DateParts, date_parts
from geomap.values.typography import is_blank, plain

__all__ = ["EITHER_RULE", "DateOrder", "date_from_parts", "numeric_readings", "read_date_cell"]

LONGEST_NUMBER = 6
"""Numbers of more digits are no year, month or day."""

EITHER_RULE = "column_either_order"
"""Name of the rule of a date whose day and month can stand in either order."""
TWO_DIGIT_PIVOT = 69
"""Two-digit years from here on are of the 1900s, those before of the 2000s, as POSIX has it."""
_WEEK, _MONTH = 7, 31


class DateOrder(StrEnum):
    """In which order a column writes its numbers; ``either`` when its cells do not tell."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    YEAR_FIRST = "year_first"
    EITHER = "either"


_LETTERS = {DateOrder.DAY_FIRST: "dmy", DateOrder.MONTH_FIRST: "mdy", DateOrder.YEAR_FIRST: "ymd"}
_YEAR_LAST = (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)

_SINGLE = {
    **{"Ydd": "ymd", "dMY": "dmy", "dMd": "dmy", "MdY": "mdy", "YMd": "ymd", "YdM": "ydm"},
    **{"MY": "my", "YM": "ym", "Yd": "ym", "dY": "my", "Y": "y"},
}
"""What the parts of one date are, by their shape; ``ddY`` and ``ddd`` are a matter of the column."""

_RANGES: dict[str, tuple[str, tuple[int, ...], tuple[int, ...]]] = {
    "ddMY": ("dMY", (0, 2, 3), (1, 2, 3)),
    "MddY": ("MdY", (0, 1, 3), (0, 2, 3)),
    "dMdMY": ("dMY", (0, 1, 4), (2, 3, 4)),
    "MdMdY": ("MdY", (0, 1, 4), (2, 3, 4)),
    "ddddY": ("ddY", (0, 1, 4), (2, 3, 4)),
    "dMYdMY": ("dMY", (0, 1, 2), (3, 4, 5)),
    "MdYMdY": ("MdY", (0, 1, 2), (3, 4, 5)),
    "YMdYMd": ("YMd", (0, 1, 2), (3, 4, 5)),
    "YddYdd": ("Ydd", (0, 1, 2), (3, 4, 5)),
    "ddYddY": ("ddY", (0, 1, 2), (3, 4, 5)),
    "MMY": ("MY", (0, 2), (1, 2)),
    "MYMY": ("MY", (0, 1), (2, 3)),
    "YdYd": ("Yd", (0, 1), (2, 3)),
    "dYdY": ("dY", (0, 1), (2, 3)),
    "YY": ("Y", (0,), (1,)),
}
"""Ranges by their shape: the shape of each end, and which parts each has."""

_ISO_WEEK = re.compile(r"(\d{4})-?W(\d{2})(?:-?([1-7]))?", re.IGNORECASE)
_ISO_ORDINAL = re.compile(r"(\d{4})-(\d{3})")
_YEAR_MONTH = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])")
_CLOCK = re.compile(r"(?<=^\d{8})T\d{4,6}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?$")
_QUARTER = re.compile(r"(?:Q([1-4])[\s/-]*(\d{4})|(\d{4})[\s/-]*Q([1-4]))", re.IGNORECASE)

_Span = tuple[date, date, DatePrecision]


def read_date_cell(cell: str, order: DateOrder | str = DateOrder.EITHER) -> DateSpan | None:
    """Return the days that a cell names, or None when it names none that can be told.

    Zeros stand for what is not known (``00/00/2015`` is the year). A time of day is left out, and with it
    the zone: the day is the one that is written. Words that count from another day ("yesterday") are not
    read here.

    Args:
        cell: As it stands in the table.
        order: What the column's other cells say about ``03/04/2021``.
    """
    return _read_cell(cell, DateOrder(order))


@lru_cache(maxsize=1 << 14)
def _read_cell(cell: str, order: DateOrder) -> DateSpan | None:
    """Read a cell; remembered, since a table has fewer days than rows."""
    text = plain(cell)
    if is_blank(text) or text.startswith("-"):
        return None
    try:
        found = _read(text, order)
    except (ValueError, OverflowError):
        return None
    if found is None:
        return None
    spans, rule = found
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    precision = spans[0][2]
    if len(spans) > 1 and any(span[:2] != spans[0][:2] for span in spans):
        rule = EITHER_RULE
        precision = _precision_of((end - start).days + 1)
    return DateSpan(start=start, end=end, precision=precision, text=cell.strip(), rule=rule)


def numeric_readings(cell: str) -> dict[DateOrder, date]:
    """Return the days that a cell of bare numbers (``03/04/2021``) can be, by the order of its column."""
    parts = date_parts(plain(cell))
    if parts is None or parts.shape not in {"ddY", "ddd"}:
        return {}
    orders = _YEAR_LAST if parts.shape == "ddY" else DateOrder
    spans = _by_order(parts, orders)
    return {order: span[0] for order, span in spans.items() if span[2] is DatePrecision.DAY}


def date_from_parts(year: str, month: str = "", day: str = "") -> DateSpan | None:
    """Return the days of cells for year, month and day; a month or day of 0 or none is not known.

    Args:
        month: A number or a name.
    """
    numbers = [_part(cell) for cell in (year, month, day)]
    text = "-".join(cell.strip() for cell, number in zip((year, month, day), numbers, strict=True) if number)
    if numbers[0] is None or None in numbers:
        return None
    try:
        start, end, precision = _span("ymd", tuple(number or 0 for number in numbers), two_digit_years=False)
    except ValueError:
        return None
    return DateSpan(start=start, end=end, precision=precision, text=text, rule="column")


def _part(cell: str) -> int | None:
    """Return a cell's number, 0 when it is blank or a mark for "not known" (-9); None for other words."""
    text = re.sub(r"\.0+$", "", plain(cell))
    if is_blank(text) or re.fullmatch(r"-9+", text):
        return 0
    if text.isdecimal() and len(text) <= LONGEST_NUMBER:
        return int(text)
    parts = date_parts(text)
    return parts.values[0] if parts is not None and parts.shape == "M" else None


def _read(text: str, order: DateOrder) -> tuple[list[_Span], str] | None:
    special = _read_special(text)
    if special is not None:
        return [special], "column"
    days = read_digits(_CLOCK.sub("", text))
    if days is not None:
        return [(days, days, DatePrecision.DAY)], "column"
    parts = date_parts(text)
    if parts is None:
        return None
    if parts.shape in {"ddY", "ddd"}:
        return _chosen(_readings(parts, order), order)
    if parts.shape in _SINGLE:
        return [_span(_SINGLE[parts.shape], parts.values)], "column"
    if parts.shape not in _RANGES:
        return None
    shape, first, last = _RANGES[parts.shape]
    ends = [DateParts(shape, tuple(parts.values[index] for index in half)) for half in (first, last)]
    if shape == "ddY":
        return _numeric_range(ends, order)
    return [_joined(*(_span(_SINGLE[shape], end.values) for end in ends))], "column"


def _numeric_range(ends: list[DateParts], order: DateOrder) -> tuple[list[_Span], str] | None:
    by_order = [_by_order(end, _YEAR_LAST) for end in ends]
    both = {
        one: _joined(by_order[0][one], by_order[1][one])
        for one in by_order[0]
        if one in by_order[1] and by_order[0][one][0] <= by_order[1][one][1]
    }
    return _chosen(both, order)


def _joined(first: _Span, last: _Span) -> _Span:
    """Return the days from one reading to another.

    Raises:
        ValueError: They run backwards.
    """
    if first[0] > last[1]:
        raise ValueError("the range runs backwards")
    if first[:2] == last[:2]:
        return last
    is_exact = first[2] is last[2] is DatePrecision.DAY
    precision = DatePrecision.DAYS if is_exact else _precision_of((last[1] - first[0]).days + 1)
    return first[0], last[1], precision


def _chosen(by_order: dict[DateOrder, _Span], order: DateOrder) -> tuple[list[_Span], str] | None:
    """Return the reading in the column's order; in another order when only that makes a date of the cell."""
    if not by_order:
        return None
    if order in by_order and len(by_order) > 1:
        return [by_order[order]], f"column_{order}"
    return list(by_order.values()), "column"


def _readings(parts: DateParts, order: DateOrder) -> dict[DateOrder, _Span]:
    """Return what three bare numbers can be, the year first only where the column or nothing else says so."""
    year_first = {} if parts.shape == "ddY" else _by_order(parts, [DateOrder.YEAR_FIRST])
    if order is DateOrder.YEAR_FIRST and year_first:
        return year_first
    return _by_order(parts, _YEAR_LAST) or year_first


def _by_order(parts: DateParts, orders: Iterable[DateOrder]) -> dict[DateOrder, _Span]:
    """Return the days of three bare numbers in each of the orders that gives any."""
    spans = {}
    for order in orders:
        try:
            spans[order] = _span(_LETTERS[order], parts.values)
        except (KeyError, ValueError):
            continue
    return spans


def _span(letters: str, values: tuple[int, ...], *, two_digit_years: bool = True) -> _Span:
    """Return the days of numbers whose letters say what they are.

    Raises:
        ValueError: There are no such days.
    """
    named = dict(zip(letters, values, strict=True))
    year, month, day = named["y"], named.get("m", 0), named.get("d", 0)
    if year < 100 and two_digit_years:
        year += 1900 if year >= TWO_DIGIT_PIVOT else 2000
    if month == 0:
        return date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR
    if day == 0:
        last = calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 0
        return date(year, month, 1), date(year, month, last), DatePrecision.MONTH
    start = date(year, month, day)
    return start, start, DatePrecision.DAY


def _read_special(text: str) -> _Span | None:
    """Return an ISO week, an ISO ordinal day, a month in six digits or a quarter."""
    week = _ISO_WEEK.fullmatch(text)
    if week is not None:
        start = date.fromisocalendar(int(week[1]), int(week[2]), int(week[3] or 1))
        if week[3] is not None:
            return start, start, DatePrecision.DAY
        return start, start + timedelta(days=_WEEK - 1), DatePrecision.WEEK
    ordinal = _ISO_ORDINAL.fullmatch(text)
    if ordinal is not None:
        start = date(int(ordinal[1]), 1, 1) + timedelta(days=int(ordinal[2]) - 1)
        if start.year != int(ordinal[1]):
            return None
        return start, start, DatePrecision.DAY
    compact = _YEAR_MONTH.fullmatch(text)
    if compact is not None:
        return _span("ym", (int(compact[1]), int(compact[2])))
    quarter = _QUARTER.fullmatch(text)
    if quarter is None:
        return None
    year, number = int(quarter[2] or quarter[3]), int(quarter[1] or quarter[4])
    last = calendar.monthrange(year, 3 * number)[1]
    return date(year, 3 * number - 2, 1), date(year, 3 * number, last), DatePrecision.YEAR


def _precision_of(days: int) -> DatePrecision:
    """Return how fine an interval of so many days is."""
    if days < _WEEK:
        return DatePrecision.DAYS
    return DatePrecision.MONTH if days <= _MONTH else DatePrecision.YEAR
