from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.incidents.dates import find_dates, resolve_date, undated
from geomap.model import DatePrecision


def day(text):
    return date.fromisoformat(text)


FRIDAY = "2023-09-15"

READINGS = [
    # words, document date, start, end, precision
    ("on Friday", FRIDAY, "2023-09-15", "2023-09-15", "day"),
    ("last Friday", FRIDAY, "2023-09-08", "2023-09-08", "day"),
    ("next Friday", FRIDAY, "2023-09-22", "2023-09-22", "day"),
    ("on Saturday", FRIDAY, "2023-09-09", "2023-09-09", "day"),
    ("next Monday", FRIDAY, "2023-09-18", "2023-09-18", "day"),
    ("late on Thursday evening", FRIDAY, "2023-09-14", "2023-09-14", "day"),
    ("THURSDAY", FRIDAY, "2023-09-14", "2023-09-14", "day"),
    ("Tuesday, 12 September", FRIDAY, "2023-09-12", "2023-09-12", "day"),
    ("28 December", "2022-01-04", "2021-12-28", "2021-12-28", "day"),
    ("Dec. 30", "2022-01-04", "2021-12-30", "2021-12-30", "day"),
    ("January 2", "2021-12-30", "2022-01-02", "2022-01-02", "day"),
    ("3rd of March", "2019-03-10", "2019-03-03", "2019-03-03", "day"),
    ("the 21st of November", "2019-03-10", "2018-11-21", "2018-11-21", "day"),
    ("29 February", "2024-03-05", "2024-02-29", "2024-02-29", "day"),
    ("29 February", "2023-03-05", "2020-02-29", "2020-02-29", "day"),
    ("February 29, 2016", "2023-03-05", "2016-02-29", "2016-02-29", "day"),
    ("the day before yesterday", "2024-03-01", "2024-02-28", "2024-02-28", "day"),
    ("overnight", "2024-03-01", "2024-02-29", "2024-03-01", "days"),
    ("yesterday morning", "2021-01-01", "2020-12-31", "2020-12-31", "day"),
    ("earlier today", "2021-01-01", "2021-01-01", "2021-01-01", "day"),
    ("three days ago", "2024-03-02", "2024-02-28", "2024-02-28", "day"),
    ("six hours ago", "2024-03-02", "2024-03-02", "2024-03-02", "day"),
    ("two weeks ago", "2024-03-14", "2024-02-26", "2024-03-03", "week"),
    ("a month ago", "2024-03-31", "2024-02-01", "2024-02-29", "month"),
    ("five years ago", "2024-03-31", "2019-01-01", "2019-12-31", "year"),
    ("between 3 and 9 May", "2018-06-01", "2018-05-03", "2018-05-09", "days"),
    ("from April 28 to 30", "2018-06-01", "2018-04-28", "2018-04-30", "days"),
    ("30 April to 2 May", "2018-06-01", "2018-04-30", "2018-05-02", "days"),
    ("between December 30 and January 3", "2019-01-20", "2018-12-30", "2019-01-03", "days"),
    ("around March 8", "2020-06-05", "2020-03-07", "2020-03-09", "days"),
    ("the last 3 days", "2020-06-05", "2020-06-02", "2020-06-04", "days"),
    ("last weekend", "2018-06-04", "2018-06-02", "2018-06-03", "days"),
    ("early last week", "2020-06-05", "2020-05-25", "2020-05-27", "days"),
    ("the night of Saturday to Sunday", "2018-06-05", "2018-06-02", "2018-06-03", "days"),
    ("second week of February", "2018-06-05", "2018-02-08", "2018-02-14", "week"),
    ("the last week of February", "2020-06-05", "2020-02-23", "2020-02-29", "week"),
    ("in September", "2018-06-01", "2017-09-01", "2017-09-30", "month"),
    ("in June", "2018-06-11", "2018-06-01", "2018-06-11", "month"),
    ("mid-October", "2018-06-01", "2017-10-10", "2017-10-20", "month"),
    ("the end of August", "2018-08-20", "2018-08-15", "2018-08-20", "month"),
    ("since January", "2020-03-20", "2020-01-01", "2020-03-20", "year"),
    ("in 2011", "2018-06-01", "2011-01-01", "2011-12-31", "year"),
    ("mid-2014", "2018-06-01", "2014-05-01", "2014-08-31", "year"),
    ("in the early hours of Sunday", FRIDAY, "2023-09-10", "2023-09-10", "day"),
    ("at 9.30 p.m. on Monday", FRIDAY, "2023-09-11", "2023-09-11", "day"),
    ("tomorrow", FRIDAY, "2023-09-16", "2023-09-16", "day"),
    ("the day after tomorrow", FRIDAY, "2023-09-17", "2023-09-17", "day"),
    ("from Monday to Wednesday", FRIDAY, "2023-09-11", "2023-09-13", "days"),
    ("between Saturday and Monday", FRIDAY, "2023-09-09", "2023-09-11", "days"),
    ("Tuesday and Wednesday", FRIDAY, "2023-09-12", "2023-09-13", "days"),
    ("Monday and Wednesday", FRIDAY, "2023-09-11", "2023-09-11", "day"),
    ("3 and 4 May", "2018-06-01", "2018-05-03", "2018-05-04", "days"),
    ("3 and 7 May", "2018-06-01", "2018-05-03", "2018-05-07", "days"),
    ("April twenty-second", "2018-06-01", "2018-04-22", "2018-04-22", "day"),
    ("the third of May", "2018-06-01", "2018-05-03", "2018-05-03", "day"),
    ("on the 15th", "2018-06-01", "2018-05-15", "2018-05-15", "day"),
    ("Christmas Eve", "2022-01-04", "2021-12-24", "2021-12-24", "day"),
    ("Thanksgiving", "2022-12-01", "2022-11-24", "2022-11-24", "day"),
    ("Memorial Day", "2022-12-01", "2022-05-30", "2022-05-30", "day"),
    ("5/31/18", "2018-06-01", "2018-05-31", "2018-05-31", "day"),
    ("31/5/2018", "2018-06-01", "2018-05-31", "2018-05-31", "day"),
    ("two days earlier", "2018-06-03", "2018-06-01", "2018-06-01", "day"),
    ("a week later", "2018-06-03", "2018-06-09", "2018-06-11", "days"),
    ("a few minutes ago", "2018-06-03", "2018-06-03", "2018-06-03", "day"),
    ("the first quarter of 2017", "2018-06-03", "2017-01-01", "2017-03-31", "year"),
    ("Q4 2017", "2018-06-03", "2017-10-01", "2017-12-31", "year"),
    ("from March to May", "2018-06-03", "2018-03-01", "2018-05-31", "year"),
    ("between 2011 and 2014", "2018-06-03", "2011-01-01", "2014-12-31", "year"),
    ("the 2014 bombing", "2018-06-03", "2014-01-01", "2014-12-31", "year"),
    ("the September 11 attacks", "2018-06-03", "2001-09-11", "2001-09-11", "day"),
    ("next week", "2018-06-03", "2018-06-04", "2018-06-10", "week"),
    ("saturday", "2018-06-05", "2018-06-02", "2018-06-02", "day"),
    ("will meet on Monday", FRIDAY, "2023-09-18", "2023-09-18", "day"),
    ("is scheduled to open Monday", FRIDAY, "2023-09-18", "2023-09-18", "day"),
    ("plans to strike over the weekend", FRIDAY, "2023-09-16", "2023-09-17", "days"),
    ("a law effective April 1", "2021-10-26", "2022-04-01", "2022-04-01", "day"),
    ("earlier this year", "2018-06-02", "2018-01-01", "2018-06-02", "year"),
]


@pytest.mark.parametrize(
    ("words", "document_date", "start", "end", "precision"),
    READINGS,
    ids=[f"{words} in {document_date}" for words, document_date, *_ in READINGS],
)
def test_a_phrase_is_read_against_the_document_date(words, document_date, start, end, precision):
    when = resolve_date(words, day(document_date))
    assert (when.start, when.end, when.precision) == (day(start), day(end), precision)
    assert when.anchor == day(document_date)
    assert when.text in words
    assert when.rule != ""


ABSOLUTE = [
    ("2020-11-04", "2020-11-04", "2020-11-04"),
    ("2020-11-04T18:30:00", "2020-11-04", "2020-11-04"),
    ("4 November 2020", "2020-11-04", "2020-11-04"),
    ("Wednesday 4 November 2020", "2020-11-04", "2020-11-04"),
    ("Sept. 11, 2001", "2001-09-11", "2001-09-11"),
    ("12–14 October 2016", "2016-10-12", "2016-10-14"),
    ("30 December 2019 to 2 January 2020", "2019-12-30", "2020-01-02"),
    ("late 1987", "1987-09-01", "1987-12-31"),
    ("in 1964", "1964-01-01", "1964-12-31"),
]


@pytest.mark.parametrize(("words", "start", "end"), ABSOLUTE, ids=[words for words, *_ in ABSOLUTE])
def test_a_date_with_its_year_needs_no_document_date(words, start, end):
    when = resolve_date(words, None)
    assert (when.start, when.end) == (day(start), day(end))


@pytest.mark.parametrize(
    "words", ["yesterday", "on Tuesday", "4 November", "last month", "three days ago", "overnight"]
)
def test_without_a_document_date_relative_words_keep_their_text_only(words):
    when = resolve_date(words, None)
    assert (when.start, when.end, when.precision) == (None, None, DatePrecision.UNKNOWN)
    assert when.text != ""
    assert when.text in words


@pytest.mark.parametrize(
    "words", ["31 June", "June 31, 2020", "2021-02-30", "2021-13-01", "0 May", "no time at all", "the 1990s"]
)
def test_what_is_no_date_gives_no_interval(words):
    when = resolve_date(words, date(2024, 7, 5))
    assert (when.start, when.end, when.precision) == (None, None, DatePrecision.UNKNOWN)


def test_an_undated_report_covers_the_three_days_before_it():
    when = undated(date(2024, 3, 2))
    assert (when.start, when.end, when.precision) == (date(2024, 2, 28), date(2024, 3, 1), DatePrecision.DAYS)
    assert undated(None).start is None
    assert resolve_date("  ", date(2024, 3, 2)) == when


def test_found_dates_stand_where_they_say():
    text = (
        "Two boats sank off Zuwara on 3 May. Since Monday, 40 people have died; last night a third one sank."
    )
    found = find_dates(text, date(2022, 5, 6))
    assert [text[entry.start : entry.end] for entry in found] == ["3 May", "Since Monday", "last night"]
    assert [entry.when.start for entry in found] == [date(2022, 5, 3), date(2022, 5, 2), date(2022, 5, 5)]


def test_only_the_asked_part_of_a_text_is_read():
    text = "yesterday and today and tomorrow"
    found = find_dates(text, date(2022, 5, 6), start=10, end=19)
    assert [(entry.start, text[entry.start : entry.end]) for entry in found] == [(14, "today")]


NO_DATES = """
She may march on the second floor.
The sun sat low and they wed in the garden.
A 12-bedroom house, flat 7 of 30.
The august assembly sat for nine minutes.
Room 2019 is closed; call 555-2010.
The clinic is open 24/7 and treats men aged 24 to 30.
Highway 5 was shut after at least 3 may have been hurt.
A reporter of the Sunday Times met one of the Daily Mail.
April Jones, 5, and May Brown, 12, were found.
Version 3.5.2019 came after version 10.12.
A total of 1,990 people and of 2015 soldiers died.
In 2020 cases the court ruled against the state.
Two-thirds, or 2/3, voted; it ended 3-2.
Every Friday they meet, and on Fridays they sing.
It was agreed in the Good Friday accord.
Rebels of the March 23 Movement and the 17 November group.
He ran 10 km in 30 minutes and rested for two days.
A three-day-old baby was saved.
AT LEAST 20 MAY HAVE BEEN KILLED.
Sun City and Mon Repos are hotels.
Flight 1972 left gate 11.
The 1990s were quiet.
It opened weeks after the attack, the day after the vote.
"""


@pytest.mark.parametrize("text", NO_DATES.strip().splitlines())
def test_words_that_only_look_like_dates(text):
    assert find_dates(text, date(2022, 5, 6)) == []


PIECES = st.sampled_from(
    [
        "31",
        "30",
        "29",
        "0",
        "2",
        "1999",
        "2024",
        "9999",
        "february",
        "june",
        "May",
        "Monday",
        "Sun",
        "last",
        "next",
        "past",
        "the",
        "of",
        "in",
        "since",
        "to",
        "-",
        "–",
        ",",
        "early",
        "mid",
        "late",
        "week",
        "weekend",
        "days",
        "hours",
        "ago",
        "years",
        "night",
        "overnight",
        "yesterday",
        "between",
        "and",
        "around",
        "500",
        "a",
        "fortnight",
        "month",
    ]
)
DATES = st.one_of(st.none(), st.dates())


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=9).map(" ".join)), document_date=DATES)
def test_any_text_is_read_without_failing(text, document_date):
    when = resolve_date(text, document_date)
    assert (when.start is None) == (when.end is None)
    last = 0
    for entry in find_dates(text, document_date):
        assert last <= entry.start < entry.end <= len(text)
        assert text[entry.start : entry.end] == entry.when.text
        if entry.when.start is not None:
            assert entry.when.start <= entry.when.end
        last = entry.end


def test_the_sentence_tells_past_from_future():
    wednesday = date(2024, 5, 8)
    assert resolve_date("Friday", wednesday).start == date(2024, 5, 3)
    assert resolve_date("Friday", wednesday, sentence="He was freed on Friday.").start == date(2024, 5, 3)
    assert resolve_date("Friday", wednesday, sentence="He will be freed on Friday.").start == date(
        2024, 5, 10
    )
    assert resolve_date("Friday", wednesday, sentence="On Friday, he will sing.").start == date(2024, 5, 10)
    assert resolve_date("Friday", wednesday, sentence="Nothing of it.").start == date(2024, 5, 3)


REFERENCES = [
    ("A mine killed two on 3 May. The next day a second one went off.", "2022-05-04"),
    ("A mine killed two on 3 May, police said on 5 May. Two days earlier a bus burned.", "2022-05-01"),
    ("It was 3 May. Hours later shells fell.", "2022-05-03"),
    ("It was 3 May. On the same night shells fell.", "2022-05-03"),
    ("It was 3 May. The previous night shells fell.", "2022-05-02"),
    ("It was between 2 and 3 May. The following morning shells fell.", "2022-05-04"),
    ("It was between 2 and 3 May. The day before, shells fell.", "2022-05-01"),
    ("It began in 2019. The next day shells fell.", "2022-05-21"),
    ("The vote will be on 24 May. Two days later shells fell.", "2022-05-22"),
]


@pytest.mark.parametrize(("text", "expected"), REFERENCES, ids=[text for text, _ in REFERENCES])
def test_words_count_from_the_last_day_that_was_told(text, expected):
    assert find_dates(text, date(2022, 5, 20))[-1].when.start == day(expected)


def test_a_full_date_tells_the_year_of_others_and_nothing_else():
    found = find_dates("On 28 December 2019 it began. By 3 January all was lost. It rained on Monday.", None)
    assert [entry.when.start for entry in found] == [date(2019, 12, 28), date(2020, 1, 3), None]
