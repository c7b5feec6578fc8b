"""Every reading of the UCDP GED codebook's table of vague words, against several document dates."""

import csv
from calendar import monthrange
from datetime import date, timedelta

import pytest

from geomap.incidents.dates import resolve_date

DOCUMENT_DATES = (
    date(2024, 8, 14),  # a Wednesday in a leap year
    date(2021, 9, 27),  # a Monday
    date(2022, 8, 28),  # a Sunday
    date(2020, 8, 29),  # a Saturday
    date(2023, 8, 31),  # a Thursday, the last of its month
)
PRECISION = {"1": "day", "2": "days", "3": "week", "4": "month", "5": "year"}
MONTHS = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]


def latest(weekday, day):
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def monday_of(day):
    return day - timedelta(days=day.weekday())


def last_of(day):
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_before(day):
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def three_months_before(day):
    year, month = divmod(day.year * 12 + day.month - 4, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


STARTS = {
    "that day": lambda day: date(day.year, 1, 14),
    "latest Tuesday before D": lambda day: latest(1, day - timedelta(days=1)),
    "that Monday": lambda day: latest(0, day),
    "that Thursday": lambda day: latest(3, day),
    "Saturday": lambda day: latest(6, day) - timedelta(days=1),
    "Sunday": lambda day: latest(0, day) - timedelta(days=1),
    "Monday of D's week": monday_of,
    "Monday of the week before": lambda day: monday_of(day) - timedelta(days=7),
    "Friday of the week before": lambda day: monday_of(day) - timedelta(days=3),
    "evening day": lambda day: day - timedelta(days=1),
    "first of the month": lambda day: day.replace(day=1),
    "first of the month before": month_before,
    "first of last year": lambda day: date(day.year - 1, 1, 1),
    "first of D's year": lambda day: date(day.year, 1, 1),
    "D minus 3 months": three_months_before,
}
ENDS = {
    "that day": STARTS["that day"],
    "Sunday": lambda day: latest(6, day),
    "Monday": lambda day: latest(0, day),
    "next day": lambda day: day,
}


def day_named(cell, document_date, start=None):
    """Return the day that a cell of the table names, for one document date."""
    if cell == "same":
        return start
    if cell in {"last of it", "Sunday of it"}:
        if cell == "Sunday of it":
            return monday_of(start) + timedelta(days=6)
        return date(start.year, 12, 31) if start.year < document_date.year else last_of(start)
    named = (STARTS if start is None else ENDS).get(cell)
    if named is not None:
        return named(document_date)
    if cell == "D" or cell.startswith("D-"):
        return document_date - timedelta(days=int(cell[2:] or 0))
    words = cell.removesuffix(" or D").split()
    if len(words) == 1:
        return date.fromisoformat(cell)
    day = date(document_date.year, MONTHS.index(words[1]) + 1, int(words[0]))
    return day if day <= document_date else day.replace(year=day.year - 1)


@pytest.fixture(scope="module")
def rules(shared_data):
    with (shared_data / "research" / "ucdp_rules.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


@pytest.mark.parametrize("document_date", DOCUMENT_DATES, ids=str)
def test_every_rule_of_the_codebook(rules, document_date):
    assert len(rules) > 45
    wrong = []
    for rule in rules:
        start = day_named(rule["start"], document_date)
        end = day_named(rule["end"], document_date, start)
        when = resolve_date(rule["expression"], document_date)
        if (when.start, when.end, when.precision) != (start, end, PRECISION[rule["date_prec"]]):
            wrong.append(
                f"{rule['expression']}: {start}..{end}, got {when.start}..{when.end} {when.precision}"
            )
    assert wrong == []
