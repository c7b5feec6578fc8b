"""Which reports are compared, and how few of them are held at a time."""

from datetime import date, timedelta

import pytest

from geomap.errors import InvalidRecordError
from geomap.incidents.linking import blocking, link_incidents
from geomap.incidents.linking.blocking import in_day_order, iter_pairs
from geomap.incidents.linking.report import report_of
from geomap.model import DatePrecision, DateSpan


def compared(incidents, apart=None):
    reports = [
        report_of(incident, number, None if apart is None else apart[number])
        for number, incident in enumerate(incidents)
    ]
    pairs = iter_pairs(in_day_order(reports))
    return {"".join(sorted((one.id, two.id))) for one, two in pairs}


def test_reports_of_about_one_day_and_town_are_compared(told):
    incidents = [
        told("a", "A bomb"),
        told("b", "A blast", day="2023-05-13"),
        told("c", "A raid", day="2023-05-20"),
        told("d", "A raid", place="Rosario"),
    ]
    assert compared(incidents) == {"ab"}


def test_rows_that_their_table_tells_apart_are_not_compared(told):
    incidents = [told("a", "A bomb"), told("b", "A bomb"), told("c", "A bomb")]
    assert compared(incidents, ["table", "table", None]) == {"ac", "bc"}
    assert compared(incidents, ["table"] * 3) == set()


def test_a_report_whose_words_give_no_day_meets_those_of_the_days_around(told):
    day = date(2023, 5, 15)
    guessed = DateSpan(start=day, end=day, precision=DatePrecision.DAYS, rule="no_time_given")
    assert compared([told("a", "A bomb"), told("b", "A bomb", when=guessed)]) == {"ab"}
    assert compared([told("a", "A bomb"), told("b", "A bomb", day="2023-05-15")]) == set()


def test_letting_go_of_what_is_past_changes_nothing(told, monkeypatch):
    first = date(2023, 1, 1)
    incidents = [
        told(chr(97 + number), f"Bomb {number}", day=(first + timedelta(days=number // 2)).isoformat())
        for number in range(12)
    ]
    before = compared(incidents)
    monkeypatch.setattr(blocking, "SWEPT", 1)
    assert compared(incidents) == before != set()


def test_every_incident_needs_a_name_or_none(told):
    with pytest.raises(InvalidRecordError, match="2 incidents, but 1 names"):
        link_incidents([told("a", "A bomb"), told("b", "A bomb")], ["table"])
