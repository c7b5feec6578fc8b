"""The rules that read words about time, most specific first.

Each rule has a name, a pattern, the function that reads its match, and what that has to know.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from geomap.files import load_words
from geomap.incidents.dates import periods, readings, references
from geomap.incidents.dates.calendar import (
    ANY_MONTH,
    DAY,
    DAY_WORD,
    FULL_MONTH,
    FULL_WEEKDAY,
    MONTH,
    NUMBER,
    WEEKDAY,
)
from geomap.incidents.dates.named_days import load_named_days
from geomap.incidents.dates.reading import Reading
from geomap.model import DatePrecision

__all__ = ["HOUR_BEFORE", "RULES", "DateRule", "Needs"]

_WORDS = load_words("geomap.incidents.dates")

Reader = Callable[[re.Match[str], date], Reading | None]


class Needs(Enum):
    """What must be known before words can be read."""

    NOTHING = "nothing"
    YEAR = "year"
    DOCUMENT_DATE = "document date"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRule:
    """One rule.

    Attributes:
        read: Reads a match against the anchor: the document date, or the day referred to.
        ahead: Reads it where the words around speak of what is to come; None when that changes nothing.
        behind: Reads it where it is known to be past; None when that changes nothing.
    """

    name: str
    pattern: re.Pattern[str]
    read: Reader
    needs: Needs
    ahead: Reader | None = None
    behind: Reader | None = None


def _rule(
    name: str,
    pattern: str,
    read: Reader,
    needs: Needs = Needs.DOCUMENT_DATE,
    *,
    ahead: Reader | None = None,
    behind: Reader | None = None,
) -> DateRule:
    compiled = re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE)
    return DateRule(name=name, pattern=compiled, read=read, needs=needs, ahead=ahead, behind=behind)


_OF = r"(?:\s+of)?\s+"
_YEAR4 = r"(?P<year>(?:1[89]|20)\d\d)"
_OPTIONAL_YEAR = rf"(?:,?\s+{_YEAR4})?"
_FIRST_YEAR = r"(?:,?\s+(?P<first_year>(?:1[89]|20)\d\d))?"
_CLOCK = r"(?:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\b\.?|o'clock|hours|GMT)(?:\s*\(?(?-i:[A-Z]{2,4})\b\)?)?|\d{1,2}:\d\d(?:\s+(?-i:[A-Z]{2,4})\b)?)"
_PART = r"(?:dawn|sunrise|morning|noon|midday|mid-?afternoon|afternoon|dusk|sunset|evening|night|midnight)"
HOUR_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:in\s+)?the\s+(?:early\s+|late\s+|small\s+|pre-?dawn\s+|wee\s+)(?:morning\s+)?hours\s+of"
    rf"|(?:on\s+)?the\s+(?:early\s+|late\s+)?{_PART}\s+of|(?:very\s+)?(?:early|late|later|earlier)|{_PART}|{_CLOCK})"
    r"\s*,?\s*(?:on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
"""Words for a time of day that lead to the words for a day which follow."""
_HOUR_AFTER = rf"(?:\s+(?:at\s+)?{_PART})?"
_TO = r"(?:-|–|—|to|until|till|through|(?(span)and|(?!)))"
_SPAN = r"(?P<span>(?:between|from)\s+(?:the\s+)?)?"
_WEEKDAY_BEFORE = rf"(?:{WEEKDAY},?\s+(?:the\s+)?)?"
_RECENT = r"(?:last|past|recent|previous)"
_NO_NAME = rf"(?!\s+(?-i:{'|'.join(sorted(word.title() for word in _WORDS['weekday_names_after']))})\b)"
_NOT_AFTER = "".join(rf"(?<!\b{word}\s)" for word in sorted(_WORDS["weekday_names_before"]))
_UNCOUNTED = rf"(?!-\d)(?!\s+(?:{'|'.join(sorted(_WORDS['counted']))})\b)"
_UNITS = r"(?P<unit>minutes?|hours?|days?|nights?|weeks?|months?|years?)"
_ENDS = r"(?=\s*(?:[,.;:)]|$))"


def _named(*, of_one_year: bool) -> str:
    """Return a pattern of the names of days, of one year or of every year."""
    names = [name for name, day in load_named_days().items() if (day.year is not None) == of_one_year]
    ordered = sorted(names, key=lambda name: (-len(name), name))
    words = (re.escape(name).replace("\\ ", r"\s+").replace("'", "['’]") for name in ordered)
    return rf"(?P<name>{'|'.join(words)})"


_NO_NAME_OF_DAY = rf"(?!\s+(?:{'|'.join(sorted(_WORDS['named_after_days']))})\b)"
_WORD_AFTER_ORDINAL = r"[a-z]+ly\b|half|quarter|week|round|time"
_QUARTER = r"(?P<part>(?:first|second|third|fourth|last|final)\s+quarter|q[1-4]|(?:first|second)\s+half)"

_NOTHING, _YEAR, _REFERENCE = Needs.NOTHING, Needs.YEAR, Needs.REFERENCE
_ONE_DAY, _FEW = DatePrecision.DAY, DatePrecision.DAYS

RULES: tuple[DateRule, ...] = (
    _rule("named_event", _named(of_one_year=True), readings.read_named_event, _NOTHING),
    _rule("iso_date", r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>\d\d)(?:T[\d:.]+Z?)?", readings.read_iso_date, _NOTHING),
    _rule("numeric_date", rf"(?<![\d./-])(?P<one>\d\d?)(?P<sign>[./-])(?P<two>\d\d?)(?P=sign){_YEAR4}(?![./-]?\d)", readings.read_numeric_date, _NOTHING),
    _rule("numeric_date", r"(?<![\d./-])(?P<one>\d\d?)(?P<sign>[./-])(?P<two>\d\d?)(?P=sign)(?P<short>\d\d)(?![./-]?\d)", readings.read_short_numeric_date),
    _rule("month_range", rf"{_SPAN}(?P<first>{DAY}){_OF}(?P<month>{MONTH}){_FIRST_YEAR}\s*{_TO}\s*(?P<last>{DAY}){_OF}(?P<last_month>{MONTH}){_OPTIONAL_YEAR}", readings.read_month_range, _YEAR),
    _rule("month_range", rf"{_SPAN}(?P<month>{MONTH})\s+(?P<first>{DAY}){_FIRST_YEAR}\s*{_TO}\s*(?P<last_month>{MONTH})\s+(?P<last>{DAY})(?!\d){_OPTIONAL_YEAR}", readings.read_month_range, _YEAR),
    _rule("day_range", rf"(?:overnight\s+)?{_SPAN}(?P<first>{DAY})\s*{_TO}\s*(?:the\s+)?(?P<last>{DAY}){_OF}(?P<month>{MONTH}){_OPTIONAL_YEAR}", readings.read_day_range, _YEAR),
    _rule("day_range", rf"{_SPAN}(?P<month>{MONTH})\s+(?P<first>{DAY})\s*{_TO}\s*(?P<last>{DAY})(?!\s*{MONTH})(?!\d){_OPTIONAL_YEAR}", readings.read_day_range, _YEAR),
    _rule("day_pair", rf"(?P<first>{DAY})\s+and\s+(?P<last>{DAY}){_OF}(?P<month>{MONTH}){_OPTIONAL_YEAR}", readings.read_day_range, _YEAR),
    _rule("day_pair", rf"(?P<month>{MONTH})\s+(?P<first>{DAY})\s+and\s+(?P<last>{DAY})(?!\s*{MONTH})(?!\d){_OPTIONAL_YEAR}", readings.read_day_range, _YEAR),
    _rule("around_day", rf"(?:around|about|circa)\s+(?P<day>{DAY}){_OF}(?P<month>{MONTH}){_OPTIONAL_YEAR}", readings.read_around, _YEAR),
    _rule("around_month_day", rf"(?:around|about|circa)\s+(?P<month>{MONTH})\s+(?P<day>{DAY})(?!\d){_OPTIONAL_YEAR}", readings.read_around, _YEAR),
    _rule("full_date", rf"{_WEEKDAY_BEFORE}(?P<day>{DAY}){_OF}(?P<month>{ANY_MONTH}),?\s*{_YEAR4}", readings.read_full_date, _NOTHING),
    _rule("full_date", rf"{_WEEKDAY_BEFORE}(?P<month>{ANY_MONTH})\s*(?P<day>{DAY}),?\s*{_YEAR4}", readings.read_full_date, _NOTHING),
    _rule("week_of_month", rf"(?:the\s+)?(?P<nth>first|second|third|fourth|last)\s+week\s+(?:of|in)\s+(?P<month>{MONTH}){_OPTIONAL_YEAR}", periods.read_week_of_month, _YEAR),
    _rule("last_days_of_month", rf"(?:the\s+)?last\s+(?P<n>{NUMBER})\s+days\s+of\s+(?P<month>{MONTH}){_OPTIONAL_YEAR}", periods.read_last_days_of_month, _YEAR),
    _rule("part_of_month", rf"(?:in\s+)?(?P<part>early|beginning|start|mid|middle|late|end)(?:[\s-]+(?:of\s+|in\s+)?)(?P<month>{MONTH})(?!\s+\d{{1,2}}\b){_OPTIONAL_YEAR}", periods.read_part_of_month, _YEAR),
    _rule("month_day", rf"{_WEEKDAY_BEFORE}(?:the\s+)?(?P<day>{DAY}){_OF}(?P<month>{MONTH}){_NO_NAME_OF_DAY}", readings.read_month_day, _YEAR, ahead=readings.read_month_day_ahead, behind=readings.read_month_day_behind),
    _rule("month_day", rf"{_WEEKDAY_BEFORE}(?P<month>{MONTH})\s*(?:the\s+)?(?P<day>{DAY})(?![\d:]|,\d){_NO_NAME_OF_DAY}", readings.read_month_day, _YEAR, ahead=readings.read_month_day_ahead, behind=readings.read_month_day_behind),
    _rule("month_day", rf"{_WEEKDAY_BEFORE}(?:the\s+)?(?P<day>{DAY_WORD})\s+of\s+(?P<month>{MONTH})", readings.read_month_day, _YEAR, ahead=readings.read_month_day_ahead, behind=readings.read_month_day_behind),
    _rule("month_day", rf"{_WEEKDAY_BEFORE}(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{DAY_WORD})(?!\s+(?:{_WORD_AFTER_ORDINAL}))", readings.read_month_day, _YEAR, ahead=readings.read_month_day_ahead, behind=readings.read_month_day_behind),
    _rule("named_day", _named(of_one_year=False), readings.read_named_day, _YEAR, ahead=readings.read_named_day_ahead),
    _rule("quarter", rf"(?:in\s+)?(?:the\s+)?{_QUARTER}(?:\s+(?:of|in))?\s+{_YEAR4}", periods.read_quarter, _NOTHING),
    _rule("part_of_year", rf"(?:in\s+)?(?P<part>early|mid|late)[\s-]+{_YEAR4}", periods.read_part_of_year, _NOTHING),
    _rule("years", rf"(?P<span>from|between)\s+(?P<first_year>(?:1[89]|20)\d\d)\s*{_TO}\s*{_YEAR4}", periods.read_years, _NOTHING),
    _rule("months", rf"(?P<span>from|between)\s+(?P<month>{FULL_MONTH})\s+{_TO}\s+(?P<last_month>{FULL_MONTH}){_OPTIONAL_YEAR}", periods.read_months, _YEAR),
    _rule("whole_month", rf"(?P<month>{MONTH}),?\s+(?:of\s+)?{_YEAR4}", periods.read_whole_month, _NOTHING),
    _rule("whole_month", rf"(?:in|during|(?P<since>since)|last|throughout|through|by|until)\s+(?P<month>{FULL_MONTH})", periods.read_whole_month, _YEAR),
    _rule("whole_month", rf"^(?P<month>{FULL_MONTH})$", periods.read_whole_month, _YEAR),
    _rule("night_between", rf"(?:the\s+)?(?:over)?night\s+(?:between|of|from)\s+(?P<weekday>{WEEKDAY})\s+(?:and|to|into)\s+(?P<second>{WEEKDAY})", readings.read_between_nights),
    _rule("weekday_range", rf"(?P<span>from|between)\s+(?P<weekday>{WEEKDAY})\s+{_TO}\s+(?P<second>{WEEKDAY}){_HOUR_AFTER}", readings.read_weekday_range),
    _rule("weekday_range", rf"(?P<weekday>{FULL_WEEKDAY})\s+(?:through|until)\s+(?P<second>{FULL_WEEKDAY})", readings.read_weekday_range),
    _rule("weekday_pair", rf"(?P<weekday>{FULL_WEEKDAY})\s+and\s+(?P<second>{FULL_WEEKDAY})", readings.read_weekday_pair),
    _rule("since_weekday", r"since\s+(?:last\s+)?(?P<weekday>(?-i:[MTWFS]\w+day))", readings.read_since_weekday),
    _rule("weekday", rf"(?P<which>last|next|past|previous|this|coming)\s+(?P<weekday>{WEEKDAY}){_HOUR_AFTER}", readings.read_weekday, ahead=readings.read_weekday_ahead),
    _rule("weekday", rf"{_NOT_AFTER}(?P<weekday>{FULL_WEEKDAY}){_NO_NAME}{_HOUR_AFTER}", readings.read_weekday, ahead=readings.read_weekday_ahead),
    _rule("day_of_month", rf"(?:{WEEKDAY},?\s+)?(?:on\s+)?the\s+(?P<day>{DAY}(?<=st|nd|rd|th))(?=\s*(?:[,.;:)]|$))", readings.read_day_of_month),
    _rule("last_night", r"(?:late\s+|earlier\s+)?last\s+(?:night|evening)", readings.read_fixed(1, 1, _ONE_DAY)),
    _rule("overnight", r"overnight", readings.read_fixed(1, 0, _FEW)),
    _rule("other_day", r"the\s+other\s+day", readings.read_fixed(1, 1, _ONE_DAY)),
    _rule("before_yesterday", r"(?:the\s+)?day\s+before\s+yesterday", readings.read_fixed(2, 2, _ONE_DAY)),
    _rule("after_tomorrow", r"(?:the\s+)?day\s+after\s+tomorrow", readings.read_fixed(-2, -2, _ONE_DAY)),
    _rule("yesterday", rf"yesterday{_HOUR_AFTER}", readings.read_fixed(1, 1, _ONE_DAY)),
    _rule("tomorrow", rf"tomorrow{_HOUR_AFTER}", readings.read_fixed(-1, -1, _ONE_DAY)),
    _rule("today", r"today|tonight|(?:(?:early|late|later|earlier)\s+)?this\s+(?:morning|afternoon|evening)", readings.read_fixed(0, 0, _ONE_DAY)),
    _rule("weekend", r"(?:over|at|during|on)\s+(?:the|this)\s+weekend|(?:last|this|past)\s+weekend", readings.read_weekend, ahead=readings.read_weekend_ahead),
    _rule("this_week", r"(?:since\s+)?(?:the\s+)?(?:beginning|start)\s+of\s+the\s+week|(?:earlier\s+|later\s+)?this\s+week", periods.read_this_week),
    _rule("last_week", r"(?:(?P<part>late|early)\s+)?last\s+week", periods.read_last_week),
    _rule("next_period", r"next\s+(?P<unit>week|month|year)", periods.read_next_period),
    _rule("few_days", rf"(?:the\s+)?{_RECENT}\s+(?:few\s+|couple\s+of\s+)?days|recent\s+(?:attacks|clashes|strikes|violence|fighting)|recently|(?:a\s+few|several|some)\s+days\s+(?:ago|earlier)", readings.read_fixed(3, 1, _FEW)),
    _rule("few_weeks", rf"(?:a\s+number\s+of|several|{_RECENT}(?:\s+few)?)\s+weeks", readings.read_fixed(21, 0, DatePrecision.MONTH)),
    _rule("past_few_months", r"(?:the\s+)?(?:past|last|recent)\s+(?:few\s+|several\s+)?months", periods.read_past_few_months),
    _rule("fortnight", r"(?:a|one)\s+fortnight\s+ago|(?:the\s+)?(?:past|last)\s+fortnight", readings.read_fixed(13, 0, DatePrecision.MONTH)),
    _rule("past_week", r"(?:the\s+|over\s+the\s+)?past\s+(?:week|seven\s+days)|week-(?:old|long)", readings.read_fixed(6, 0, DatePrecision.WEEK)),
    _rule("past_units", rf"(?:the\s+)?(?:past|last|previous)\s+(?P<n>{NUMBER})\s+(?P<unit>hours?|days?|weeks?|months?|years?)", periods.read_past_units),
    _rule("just_now", r"(?:(?:a\s+few|several|some)\s+(?:minutes|hours|moments)|moments|a\s+(?:short\s+)?while)\s+ago", readings.read_fixed(0, 0, _ONE_DAY)),
    _rule("units_ago", rf"(?P<n>{NUMBER})\s+(?P<unit>minutes?|hours?|days?|weeks?|months?|years?)\s+ago", periods.read_units_ago),
    _rule("units_away", rf"(?P<n>{NUMBER})\s+{_UNITS}\s+(?P<way>earlier|later|previously|afterwards?|(?:before|after){_ENDS})", references.read_shift, _REFERENCE),
    _rule("time_after", rf"(?P<n>{NUMBER})\s+{_UNITS}\s+after(?=\s+\w)", references.read_before_that, _REFERENCE),
    _rule("hours_later", rf"(?:(?:a\s+few|several|some|many)\s+)?(?:hours|minutes|moments|shortly)\s+(?:later|earlier|afterwards?|(?:before|after){_ENDS})|later\s+(?:on\s+)?(?:that|the\s+same)\s+(?:day|{_PART})", references.read_same_day, _REFERENCE),
    _rule("same_day", rf"(?:the|that)\s+same\s+(?:day|{_PART})|(?:earlier\s+)?that\s+(?:day|{_PART})|(?:earlier|later)\s+in\s+the\s+(?:day|{_PART})", references.read_same_day, _REFERENCE),
    _rule("next_day", rf"(?:the\s+)?(?:next|following)\s+(?:day|{_PART})|the\s+day\s+after{_ENDS}", references.read_following_day, _REFERENCE),
    _rule("previous_day", rf"(?:the\s+)?previous\s+(?:day|{_PART})|the\s+(?:day|{_PART})\s+before{_ENDS}", references.read_previous_day, _REFERENCE),
    _rule("time_of_day", rf"{_CLOCK}|(?:at|around|about|before|shortly\s+(?:before|after))\s+(?:noon|midnight|dawn|dusk|midday|sunrise|sunset)|^(?:noon|midnight|midday)$", references.read_same_day, _REFERENCE),
    _rule("units_ahead", rf"(?P<n>{NUMBER})\s+{_UNITS}\s+(?P<way>from\s+(?:now|today)|hence)", references.read_shift),
    _rule("month_of_anchor", r"(?:earlier\s+|later\s+)?(?P<which>this|last)\s+month", periods.read_month_of_anchor),
    _rule("year_of_anchor", r"(?:earlier\s+|later\s+)?(?P<which>this|last|past)\s+year", periods.read_year_of_anchor),
    _rule("days_long", rf"(?P<n>{NUMBER})-day(?:-long|-old(?!\s+(?:{'|'.join(sorted(_WORDS['young']))})\b))?(?!-)", periods.read_days_long),
    _rule("night_long", r"night-?long|night\s+of\s+(?:clashes|fighting|violence|shelling)", readings.read_fixed(1, 0, _FEW)),
    _rule("whole_year", rf"(?:(?:in|since|during|throughout|of)\s+|^){_YEAR4}{_UNCOUNTED}", periods.read_whole_year, _NOTHING),
    _rule("year_of_event", rf"(?:the|a|an|his|her|its|their)\s+{_YEAR4}(?=\s+(?-i:[a-z])){_UNCOUNTED}", periods.read_whole_year, _NOTHING),
)  # fmt: skip
"""Tried in this order; of two that overlap, the earlier rule keeps the words."""
