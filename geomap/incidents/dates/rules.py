"""The rules that read words about time, most specific first.

Each rule has a name, a pattern and the function that reads its match.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from geomap.incidents.dates.calendar import DAY, MONTH, NUMBER, WEEKDAY
from geomap.incidents.dates.readings import (
    Reading,
    read_around,
    read_between_nights,
    read_day_range,
    read_days_long,
    read_fixed,
    read_full_date,
    read_iso_date,
    read_last_days_of_month,
    read_last_week,
    read_month_day,
    read_month_of_anchor,
    read_month_range,
    read_part_of_month,
    read_part_of_year,
    read_past_few_months,
    read_past_units,
    read_since_weekday,
    read_this_week,
    read_units_ago,
    read_week_of_month,
    read_weekday,
    read_weekend,
    read_whole_month,
    read_whole_year,
    read_year_of_anchor,
)
from geomap.model import DatePrecision

__all__ = ["RULES", "DateRule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRule:
    """One rule; ``needs_anchor`` is False for words that stand without a document date."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date], Reading | None]
    needs_anchor: bool = True


def _rule(
    name: str, pattern: str, read: Callable[[re.Match[str], date], Reading | None], *, absolute: bool = False
) -> DateRule:
    compiled = re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE)
    return DateRule(name=name, pattern=compiled, read=read, needs_anchor=not absolute)


_OF = r"(?:\s+of)?\s+"
_YEAR4 = r"(?P<year>(?:1[89]|20)\d\d)"
_OPTIONAL_YEAR = rf"(?:,?\s+{_YEAR4})?"
_FIRST_YEAR = r"(?:,?\s+(?P<first_year>(?:1[89]|20)\d\d))?"
_TIME_OF_DAY = r"(?:\s+(?:night|morning|afternoon|evening|noon|midday|midnight))?"
_TO = r"(?:-|–|—|to|and|until)"
_WEEKDAY_BEFORE = rf"(?:{WEEKDAY},?\s+(?:the\s+)?)?"
_RECENT = r"(?:last|past|recent|previous)"

RULES: tuple[DateRule, ...] = (
    _rule("iso_date", r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>\d\d)(?:T[\d:.]+Z?)?", read_iso_date, absolute=True),
    _rule("month_range", rf"(?:between\s+|from\s+)?(?P<first>{DAY}){_OF}(?P<month>{MONTH}){_FIRST_YEAR}\s*{_TO}\s*(?P<last>{DAY}){_OF}(?P<last_month>{MONTH}){_OPTIONAL_YEAR}", read_month_range),
    _rule("month_range", rf"(?:between\s+|from\s+)?(?P<month>{MONTH})\s+(?P<first>{DAY}){_FIRST_YEAR}\s*{_TO}\s*(?P<last_month>{MONTH})\s+(?P<last>{DAY})(?!\d){_OPTIONAL_YEAR}", read_month_range),
    _rule("day_range", rf"(?:between\s+|from\s+)?(?P<first>{DAY})\s*{_TO}\s*(?P<last>{DAY}){_OF}(?P<month>{MONTH}){_OPTIONAL_YEAR}", read_day_range),
    _rule("month_day_range", rf"(?:between\s+|from\s+)?(?P<month>{MONTH})\s+(?P<first>{DAY})\s*{_TO}\s*(?P<last>{DAY})(?!\s*{MONTH}){_OPTIONAL_YEAR}", read_day_range),
    _rule("around_day", rf"(?:around|about|circa)\s+(?P<day>{DAY}){_OF}(?P<month>{MONTH}){_OPTIONAL_YEAR}", read_around),
    _rule("around_month_day", rf"(?:around|about|circa)\s+(?P<month>{MONTH})\s+(?P<day>{DAY})(?!\d){_OPTIONAL_YEAR}", read_around),
    _rule("full_date", rf"{_WEEKDAY_BEFORE}(?P<day>{DAY}){_OF}(?P<month>{MONTH}),?\s*{_YEAR4}", read_full_date, absolute=True),
    _rule("full_date", rf"{_WEEKDAY_BEFORE}(?P<month>{MONTH})\s*(?P<day>{DAY}),?\s*{_YEAR4}", read_full_date, absolute=True),
    _rule("week_of_month", rf"(?:the\s+)?(?P<nth>first|second|third|fourth|last)\s+week\s+(?:of|in)\s+(?P<month>{MONTH}){_OPTIONAL_YEAR}", read_week_of_month),
    _rule("last_days_of_month", rf"(?:the\s+)?last\s+(?P<n>{NUMBER})\s+days\s+of\s+(?P<month>{MONTH}){_OPTIONAL_YEAR}", read_last_days_of_month),
    _rule("part_of_month", rf"(?:in\s+)?(?P<part>early|beginning|mid|middle|late|end)(?:[\s-]+(?:of\s+)?)(?P<month>{MONTH})(?!\s+\d{{1,2}}\b){_OPTIONAL_YEAR}", read_part_of_month),
    _rule("month_day", rf"{_WEEKDAY_BEFORE}(?:the\s+)?(?P<day>{DAY}){_OF}(?P<month>{MONTH})", read_month_day),
    _rule("month_day", rf"{_WEEKDAY_BEFORE}(?P<month>{MONTH})\s+(?P<day>{DAY})(?![\d:])", read_month_day),
    _rule("part_of_year", rf"(?:in\s+)?(?P<part>early|mid|late)[\s-]+{_YEAR4}", read_part_of_year, absolute=True),
    _rule("whole_month", rf"(?P<month>{MONTH}),?\s+{_YEAR4}", read_whole_month),
    _rule("whole_month", r"(?:in|during|(?P<since>since)|last)\s+(?P<month>(?-i:January|February|March|April|May|June|July|August|September|October|November|December))", read_whole_month),
    _rule("night_between", rf"(?:the\s+)?night\s+(?:between|of|from)\s+(?P<weekday>{WEEKDAY})\s+(?:and|to|into)\s+(?P<second>{WEEKDAY})", read_between_nights),
    _rule("since_weekday", r"since\s+(?:last\s+)?(?P<weekday>(?-i:[MTWFS]\w+day))", read_since_weekday),
    _rule("weekday", rf"(?P<which>last|next|past|previous|this)\s+(?P<weekday>{WEEKDAY}){_TIME_OF_DAY}", read_weekday),
    _rule("weekday", rf"(?P<weekday>(?-i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)){_TIME_OF_DAY}", read_weekday),
    _rule("last_night", r"last\s+(?:night|evening)|overnight", read_fixed(1, 1, DatePrecision.DAY)),
    _rule("other_day", r"the\s+other\s+day", read_fixed(1, 1, DatePrecision.DAY)),
    _rule("before_yesterday", r"(?:the\s+)?day\s+before\s+yesterday", read_fixed(2, 2, DatePrecision.DAY)),
    _rule("yesterday", rf"yesterday{_TIME_OF_DAY}", read_fixed(1, 1, DatePrecision.DAY)),
    _rule("today", r"today|tonight|this\s+(?:morning|afternoon|evening)|earlier\s+(?:on\s+)?today", read_fixed(0, 0, DatePrecision.DAY)),
    _rule("weekend", r"(?:over|at|during|on)\s+(?:the|this)\s+weekend|(?:last|this|past)\s+weekend", read_weekend),
    _rule("this_week", r"(?:since\s+)?(?:the\s+)?(?:beginning|start)\s+of\s+the\s+week|(?:earlier\s+)?this\s+week", read_this_week),
    _rule("last_week", r"(?:(?P<part>late|early)\s+)?last\s+week", read_last_week),
    _rule("few_days", rf"(?:the\s+)?{_RECENT}\s+(?:few\s+|couple\s+of\s+)?days|recent\s+(?:attacks|clashes|strikes|violence|fighting)|recently", read_fixed(3, 1, DatePrecision.DAYS)),
    _rule("few_weeks", rf"(?:a\s+number\s+of|several|{_RECENT}(?:\s+few)?)\s+weeks", read_fixed(21, 0, DatePrecision.MONTH)),
    _rule("past_few_months", r"(?:the\s+)?(?:past|last|recent)\s+(?:few\s+|several\s+)?months", read_past_few_months),
    _rule("fortnight", r"(?:a|one)\s+fortnight\s+ago|(?:the\s+)?(?:past|last)\s+fortnight", read_fixed(13, 0, DatePrecision.MONTH)),
    _rule("past_week", r"(?:the\s+|over\s+the\s+)?past\s+(?:week|seven\s+days)|week-(?:old|long)", read_fixed(6, 0, DatePrecision.WEEK)),
    _rule("past_units", rf"(?:the\s+)?(?:past|last|previous)\s+(?P<n>{NUMBER})\s+(?P<unit>hours?|days?|weeks?|months?|years?)", read_past_units),
    _rule("units_ago", rf"(?P<n>{NUMBER})\s+(?P<unit>minutes?|hours?|days?|weeks?|months?|years?)\s+(?:ago|earlier)", read_units_ago),
    _rule("month_of_anchor", r"(?:earlier\s+)?(?P<which>this|last)\s+month", read_month_of_anchor),
    _rule("year_of_anchor", r"(?:earlier\s+)?(?P<which>this|last|past)\s+year", read_year_of_anchor),
    _rule("days_long", rf"(?P<n>{NUMBER})-day(?:-long|-old)?", read_days_long),
    _rule("night_long", r"night-?long|night\s+of\s+(?:clashes|fighting|violence|shelling)", read_fixed(1, 0, DatePrecision.DAYS)),
    _rule("whole_year", rf"(?:(?:in|since|during|of)\s+|^){_YEAR4}(?!-\d)", read_whole_year, absolute=True),
)  # fmt: skip
"""Tried in this order; of two that overlap, the earlier rule keeps the words."""
