"""Counts in cells: bounds, words and marks; nothing said is not 0."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.values import CountVotes, read_count_cell


def bounds(cell, mark="point_groups"):
    count = read_count_cell(cell, mark).count
    return count.low, count.best, count.high


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("0", (0, 0, 0)), ("3", (3, 3, 3)), ("3.0", (3, 3, 3)), ("1,200", (1200, 1200, 1200)), ("١٢", (12,
        12, 12)), ("1.200", (1200, 1200, 1200)), ("1 200", (1200, 1200, 1200)), ("1'200", (1200, 1200,
        1200)),
        ("1,00,000", (100_000, 100_000, 100_000)), ("1,234.0", (1234, 1234, 1234)),
        ("at least 12", (12, 12, None)), ("12+", (12, 12, None)), ("12 or more", (12, 12, None)),
        ("≥ 7", (7, 7, None)), ("au moins 5", (5, 5, None)), ("mindestens 3 Personen", (3, 3, None)),
        ("more than 100", (101, None, None)), (">100", (101, None, None)), ("up to 20", (None, None, 20)),
        ("<5", (None, None, 4)), ("~30", (None, 30, None)), ("5?", (None, 5, None)), ("approx. 40", (None,
        40, None)), ("10-15", (10, None, 15)), ("10 – 15", (10, None, 15)), ("between 10 and 15", (10, None,
        15)),
        ("10 to 15 killed", (10, None, 15)), ("2 ou 3", (2, None, 3)), ("0-2", (0, None, 2)),
        ("dozens", (12, None, None)), ("several", (3, None, None)), ("сотни", (100, None, None)),
        ("two", (2, 2, 2)), ("three killed", (3, 3, 3)), ("about two", (None, 2, None)), ("cinco", (5, 5, 5)),
        ("5 (incl. 2 children)", (5, 5, 5)), ("14 people", (14, 14, 14)),
    ],
)  # fmt: skip
def test_bounds(cell, expected):
    assert bounds(cell) == expected
    assert read_count_cell(cell).reason == ""


@pytest.mark.parametrize(
    "cell", ["", " ", "n/a", "NULL", "None", "-", "-9", "-99", "-99.0", "unknown", "nan"]
)
def test_nothing_said_is_not_0(cell):
    assert bounds(cell) == (None, None, None)
    assert read_count_cell(cell).reason == ""


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("-3", "negative"), ("-1.0", "negative"), ("2.5", "whole"), ("15-10", "lower"), ("3/4", "lower"),
        ("12 killed, 30 wounded", "no number"), ("many", "no number"), ("Baghdad", "no number"),
    ],
)  # fmt: skip
def test_what_is_no_count_says_why_and_keeps_its_words(cell, reason):
    reading = read_count_cell(cell)
    assert reason in reading.reason
    assert (reading.count.low, reading.count.best, reading.count.high) == (None, None, None)
    assert reading.count.text == cell


@pytest.mark.parametrize(
    ("cells", "mark", "cell", "expected"),
    [
        (["1.200", "14"], "point_groups", "1.200", (1200, 1200, 1200)),
        (["1.000", "0.000", "14.000"], "point_decimal", "1.000", (1, 1, 1)),
        (["1.0", "2.5", "1.000"], "point_decimal", "1.000", (1, 1, 1)),
        (["1.000", "14.000"], "either", "1.000", (None, None, None)),
        (["1.000", "14"], "point_groups", "1.000", (1000, 1000, 1000)),
        (["1,000"], "point_groups", "1,000", (1000, 1000, 1000)),
    ],
)
def test_the_column_says_what_a_point_is(cells, mark, cell, expected):
    votes = CountVotes()
    for one in cells:
        votes.add(one)
    assert votes.decide() == mark
    assert bounds(cell, votes.decide()) == expected


@settings(deadline=None)
@given(st.integers(0, 9_999_999), st.sampled_from(["{}", "{:,}", "at least {}", "{}+", "~{:,}", "{}.0"]))
def test_numbers_come_back(number, form):
    count = read_count_cell(form.format(number)).count
    assert count.best == number


@settings(deadline=None)
@given(st.text(max_size=20))
def test_any_text_has_bounds_in_order_or_none(cell):
    low, best, high = bounds(cell)
    known = [number for number in (low, best, high) if number is not None]
    assert known == sorted(known)
    assert all(number >= 0 for number in known)


@pytest.mark.parametrize("cell", ["9" * 11, "9" * 5000, "at least " + "9" * 400, "3-" + "9" * 30])
def test_numbers_that_no_people_are_counted_with(cell):
    reading = read_count_cell(cell)
    assert reading.reason == "more people than there are on Earth"
    assert reading.count.best is None
    assert read_count_cell("9" * 10).count.best == 9_999_999_999
