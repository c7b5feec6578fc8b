from datetime import date

import pytest

from geomap.readers.dateline import date_in_url, find_dates, nearest_day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("The Coastal Courier-Mar3rd2023", date(2023, 3, 3)),
        ("Published 18 February 2024", date(2024, 2, 18)),
        ("Thu 8 Feb 2024 14.30 GMT", date(2024, 2, 8)),
        ("Sept. 21st, 2019", date(2019, 9, 21)),
        ("the 2nd of May, 2017", date(2017, 5, 2)),
        ("2024-02-08T10:15:00Z", date(2024, 2, 8)),
        ("2024/2/8", date(2024, 2, 8)),
        ("20240208", date(2024, 2, 8)),
        ("QUITO, 3 JAN 90", date(1990, 1, 3)),
        ("08-Feb-2024", date(2024, 2, 8)),
        ("25/12/2020", date(2020, 12, 25)),
        ("12/25/2020", date(2020, 12, 25)),
        ("07.07.2021", date(2021, 7, 7)),
    ],
)
def test_a_stated_date_is_read(line, day):
    assert [found.full for found in find_dates(line)] == [day]


@pytest.mark.parametrize(
    "line", ["02/08/2024", "30 February 2024", "May 2024", "12345678", "no date", "2024-13-01"]
)
def test_what_is_no_date_or_can_be_read_in_two_ways_is_left_alone(line):
    assert find_dates(line) == []


def test_a_date_without_a_year_is_completed_by_the_nearest():
    (found,) = find_dates("BAGHDAD, Dec 30 (Example)")
    assert found.full is None
    assert nearest_day(found.month, found.day, date(2024, 1, 2)) == date(2023, 12, 30)
    assert nearest_day(2, 29, date(2023, 6, 1)) == date(2024, 2, 29)


def test_two_dates_of_a_line_come_in_order_with_their_spans():
    line = "8 February 2024, last modified 9 February 2024"
    found = find_dates(line)
    assert [line[entry.start : entry.end] for entry in found] == ["8 February 2024", "9 February 2024"]


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/world/2024/feb/07/strike", date(2024, 2, 7)),
        ("https://a.example/2024/02/07/strike", date(2024, 2, 7)),
        ("https://a.example/2024/2/7", date(2024, 2, 7)),
        ("https://a.example/20240207/strike", date(2024, 2, 7)),
        ("https://a.example/strike-2024-02-07.html", date(2024, 2, 7)),
        ("https://a.example/2024/02/strike", None),
        ("https://a.example/news/123456789", None),
        ("https://a.example/2024/99/07/", None),
    ],
)
def test_the_day_in_an_address(url, day):
    assert date_in_url(url) == day
