"""Date cells: one day, a range or a coarser date; the order of a column decided from its cells."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.model import DatePrecision
from geomap.values import DateOrder, date_from_parts, decide_date_order, read_date_cell

DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


def days_of(cell, order=DateOrder.EITHER):
    found = read_date_cell(cell, order)
    return None if found is None else (found.start.isoformat(), found.end.isoformat(), str(found.precision))


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2021-04-03", "2021-04-03"), ("2021/4/3", "2021-04-03"), ("20210403", "2021-04-03"),
        ("20210403T101500Z", "2021-04-03"), ("2014-01-22 00:00:00.000", "2014-01-22"),
        ("2009-02-20T23:30:00+03:00", "2009-02-20"), ("Tue Apr 01 2014 00:00:00 GMT+0000 (UTC)",
        "2014-04-01"), ("Wed Oct 10 20:19:24 +0000 2018", "2018-10-10"), ("12/25/20 13:45", "2020-12-25"),
        ("16 May 2025", "2025-05-16"), ("May 16th, 2025", "2025-05-16"), ("03-Apr-21", "2021-04-03"),
        ("3 avril 2021", "2021-04-03"), ("5 de mayo de 2020", "2020-05-05"), ("6 серпня 2023", "2023-08-06"),
        ("25.12.2015 г.", "2015-12-25"), ("3 كانون الثاني 2015", "2015-01-03"), ("٢٥/٤/٢٠٢١", "2021-04-25"),
        ("2021年4月3日", "2021-04-03"), ("lundi 3 février 2020", "2020-02-03"), ("1 Ağustos 2016",
        "2016-08-01"), ("43924", "2020-04-03"), ("43924.75", "2020-04-03"), ("1617408000", "2021-04-03"),
        ("1617408000000", "2021-04-03"), ("2024-036", "2024-02-05"), ("2024-W05-3", "2024-01-31"),
        ("2022/02/24 05:00:00+00", "2022-02-24"), ("Tue, 01/21/2020 - 12:00", "2020-01-21"),
        ("3/18/2014 12:00:00 AM", "2014-03-18"), ("14:30 -24.02.2022", "2022-02-24"),
        ("07.07.2019", "2019-07-07"), ("25-12-2015 14.30 hrs", "2015-12-25"),
    ],
)  # fmt: skip
def test_one_day(cell, day):
    assert days_of(cell) == (day, day, "day")


@pytest.mark.parametrize(
    ("cell", "start", "end", "precision"),
    [
        ("3-5 May 2021", "2021-05-03", "2021-05-05", "days"),
        ("May 3–5, 2021", "2021-05-03", "2021-05-05", "days"),
        ("30 May to 2 June 2021", "2021-05-30", "2021-06-02", "days"),
        ("2021-04-03/2021-04-07", "2021-04-03", "2021-04-07", "days"),
        ("28/05/2021 - 30/05/2021", "2021-05-28", "2021-05-30", "days"),
        ("2021-04", "2021-04-01", "2021-04-30", "month"),
        ("04/2021", "2021-04-01", "2021-04-30", "month"),
        ("February 2020", "2020-02-01", "2020-02-29", "month"),
        ("201507", "2015-07-01", "2015-07-31", "month"),
        ("2015-07-00", "2015-07-01", "2015-07-31", "month"),
        ("00/00/2015", "2015-01-01", "2015-12-31", "year"),
        ("2021", "2021-01-01", "2021-12-31", "year"),
        ("2019-2020", "2019-01-01", "2020-12-31", "year"),
        ("May-June 2021", "2021-05-01", "2021-06-30", "year"),
        ("2024-W05", "2024-01-29", "2024-02-04", "week"),
        ("Q3 2021", "2021-07-01", "2021-09-30", "year"),
    ],
)
def test_more_than_one_day(cell, start, end, precision):
    assert days_of(cell) == (start, end, precision)


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "",
            "n/a",
            "NULL",
            "-",
            "unknown",
            "yesterday",
            "14:30",
            "-2150",
            "99/99/2015",
            "31/02/2020",
            "2/29/2023",
        ),
        *(
            "2015/13/45",
            "Baghdad",
            "33.3, 44.4",
            "1/2",
            "5 May",
            "0000-00-00",
            "7 May 2021 or later",
            "5-3 May 2021",
        ),
    ],
)
def test_what_names_no_day_that_can_be_told(cell):
    assert read_date_cell(cell) is None


def test_a_cell_in_either_order_spans_both_readings():
    assert days_of("03/04/2021") == ("2021-03-04", "2021-04-03", "month")
    assert days_of("01/12/2021") == ("2021-01-12", "2021-12-01", "year")
    assert days_of("03/04/2021", "day_first") == ("2021-04-03", "2021-04-03", "day")
    assert days_of("03/04/2021", "month_first") == ("2021-03-04", "2021-03-04", "day")
    assert days_of("12/03/2021 - 05/04/2021", "day_first") == ("2021-03-12", "2021-04-05", "days")


def test_only_the_possible_reading_is_taken_against_the_column():
    assert days_of("04/13/2021", "day_first") == ("2021-04-13", "2021-04-13", "day")
    assert days_of("13/04/2021", "month_first") == ("2021-04-13", "2021-04-13", "day")


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["1/2/2007", "1/13/2007"], "month_first"),
        (["1/2/2007", "13/1/2007"], "day_first"),
        (["1/2/2007", "2/1/2007"], "either"),
        (["13/1/2007", "1/13/2007"], "either"),
        (["13/1/2007"] * 40 + ["1/13/2007"], "day_first"),
        (["2007-01-13", "n/a", "5/5/2007"], "either"),
        ([f"{day:02}/{month:02}/2020" for month in (1, 2, 3) for day in (1, 4, 9)], "day_first"),
        ([f"{month:02}/{day:02}/2020" for month in (3, 2, 1) for day in (9, 4, 1)], "month_first"),
        ([f"21-{month:02}-{day:02}" for month in (1, 2) for day in range(1, 28, 2)], "year_first"),
        ([], "either"),
    ],
)
def test_the_order_of_a_column(cells, order):
    assert decide_date_order(cells) == order


@settings(deadline=None)
@given(
    st.lists(DAYS, min_size=20, max_size=60, unique=True),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%y"]),
)
def test_a_column_that_tells_its_order_gives_its_days_back(days, form):
    days = [*(day for day in days if 1969 <= day.year < 2069), date(2020, 1, 31)]
    cells = [day.strftime(form) for day in days]
    order = decide_date_order(cells)
    for cell, day in zip(cells, days, strict=True):
        found = read_date_cell(cell, order)
        assert found is not None
        assert found.start == found.end == day


@settings(deadline=None)
@given(
    DAYS, st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%Y-%m-%dT%H:%M:%S", "%Y-W%V-%u"])
)
def test_a_day_of_one_reading_comes_back(day, form):
    form = form.replace("%Y-W", "%G-W")
    found = read_date_cell(day.strftime(form))
    assert found is not None
    assert (found.start, found.end, found.precision) == (day, day, DatePrecision.DAY)


@settings(deadline=None)
@given(DAYS)
def test_spreadsheet_days_come_back(day):
    found = read_date_cell(str((day - date(1899, 12, 30)).days))
    assert found is not None
    assert found.start == day


@settings(deadline=None)
@given(DAYS, st.integers(1, 20))
def test_ranges_never_run_backwards(day, length):
    last = day + timedelta(days=length)
    found = read_date_cell(f"{day.isoformat()} - {last.isoformat()}")
    assert found is not None
    assert (found.start, found.end) == (day, last)
    assert read_date_cell(f"{last.isoformat()} - {day.isoformat()}") is None


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none(cell):
    found = read_date_cell(cell)
    assert found is None or (found.start is not None and found.start <= found.end)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("2013", "5", "9"), ("2013-05-09", "2013-05-09", "day")),
        (("2013.0", "May", ""), ("2013-05-01", "2013-05-31", "month")),
        (("2013", "-9", "-99"), ("2013-01-01", "2013-12-31", "year")),
        (("365", "7", "21"), ("0365-07-21", "0365-07-21", "day")),
        (("62", "", ""), ("0062-01-01", "0062-12-31", "year")),
    ],
)
def test_year_month_and_day_apart(parts, expected):
    found = date_from_parts(*parts)
    assert (found.start.isoformat(), found.end.isoformat(), str(found.precision)) == expected


@pytest.mark.parametrize(
    "parts", [("", "5", "9"), ("-2150", "", ""), ("2013", "13", "1"), ("2013", "x", ""), ("soon",)]
)
def test_year_month_and_day_that_are_none(parts):
    assert date_from_parts(*parts) is None


@pytest.mark.parametrize("cell", ["9" * 5000, "²", "99999"])
def test_parts_that_are_no_year_or_month(cell):
    assert date_from_parts(cell, "1", "1") is None
    assert date_from_parts("2020", cell, "1") is None
