from datetime import date

import pytest

from geomap.incidents.dates.calendar import (
    add_months,
    day_in_month,
    last_of_month,
    latest_weekday,
    month_number,
    nearest_year,
    number_value,
    weekday_number,
)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2023, 3, 31), -1, date(2023, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2023, 1, 15), -3, date(2022, 10, 15)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2023, 6, 1), 0, date(2023, 6, 1)),
    ],
)
def test_months_are_added_and_long_ones_end_early(day, months, expected):
    assert add_months(day, months) == expected


def test_the_latest_weekday_may_be_the_day_itself():
    thursday = date(2025, 1, 2)
    assert latest_weekday(3, thursday) == thursday
    assert latest_weekday(3, thursday, strictly_before=True) == date(2024, 12, 26)
    assert latest_weekday(4, thursday) == date(2024, 12, 27)


def test_a_month_and_day_mean_the_nearest_year_that_news_would_mean():
    assert nearest_year(12, "25", date(2023, 1, 3)) == date(2022, 12, 25)
    assert nearest_year(1, "2nd", date(2022, 12, 30)) == date(2023, 1, 2)
    assert nearest_year(10, "7th", date(2024, 2, 8)) == date(2023, 10, 7)
    with pytest.raises(ValueError, match="month 6"):
        nearest_year(6, "31", date(2024, 2, 8))


def test_words_for_months_weekdays_and_numbers():
    assert [month_number(word) for word in ("Sept.", "DEC", "may")] == [9, 12, 5]
    assert [weekday_number(word) for word in ("Mon", "thurs", "SUNDAY")] == [0, 3, 6]
    assert [number_value(word) for word in ("17", "a", "Couple of", "twenty-four")] == [17, 1, 2, 24]


def test_days_that_a_month_has_and_has_not():
    assert last_of_month(2100, 2) == date(2100, 2, 28)
    assert day_in_month(2023, 4, "30th") == date(2023, 4, 30)
    with pytest.raises(ValueError, match="day"):
        day_in_month(2023, 4, "31st")
