"""The gold file of our own articles is sound, and its scorer and that of MUC-4 can tell right from wrong."""

from dataclasses import replace
from datetime import date

import pytest

from benchmarks.articles import FOLDER, MORE, figures, judge, load_gold
from benchmarks.muc import date_credit, pair
from geomap.model import (
    CasualtyCount,
    DatePrecision,
    DateSpan,
    EventType,
    Incident,
    IncidentPlace,
    PlacePrecision,
)

GOLD = {
    "file": "one.txt",
    "incidents": [
        {
            "id": "one",
            "event_type": ["battle"],
            "date": ["2024-01-02", "2024-01-02"],
            "places": [{"name": "X", "lat": 10.0, "lon": 20.0, "tolerance_km": 5}],
            "killed": [3, 3, 3],
            "side_a": ["rebels"],
        }
    ],
}


@pytest.fixture
def read():
    return Incident(
        id="1",
        title="t",
        description="Rebels attacked the POLICE STATION.",
        event_type=EventType.BATTLE,
        sub_type="attack",
        when=DateSpan(start=date(2024, 1, 2), end=date(2024, 1, 2), precision=DatePrecision.DAY),
        places=(
            IncidentPlace(
                text="X",
                resolution=None,
                precision=PlacePrecision.SETTLEMENT,
                radius_km=5,
                lat=10.0,
                lon=20.0,
            ),
        ),
        sources=(),
        evidence=(),
        side_a="rebels",
        killed=CasualtyCount(low=3, best=3, high=3),
    )


@pytest.mark.parametrize(
    ("folder", "size", "kinds"),
    [
        (FOLDER, 10, {"war", "crime", "disaster", "protest"}),
        (MORE, 12, {"war", "crime", "disaster", "riot"}),
    ],
)
def test_the_gold_file_is_sound(folder, size, kinds):
    articles = load_gold(folder)
    assert len(articles) == size
    assert {article["file"] for article in articles} == {path.name for path in folder.glob("*.txt")}
    assert {article["kind"] for article in articles} == kinds
    for article in articles:
        for entry in article["incidents"]:
            assert {EventType(kind) for kind in entry["event_type"]}
            for start, end in (entry["date"], *entry.get("date_also", [])):
                assert date.fromisoformat(start) <= date.fromisoformat(end)
            for place in entry.get("places", []):
                assert -90 <= place["lat"] <= 90
                assert -180 <= place["lon"] <= 180


def test_an_incident_read_as_noted_is_right_in_every_field(read):
    done = judge(GOLD, [read])
    assert (done.missed, done.extra) == ([], [])
    ((_, entries),) = done.paired
    assert {name for name, _, _ in entries} >= {"event_type", "date", "place", "killed", "side_a"}
    assert all(right for _, right, _ in entries)


def test_a_wrong_count_and_a_missed_incident_show(read):
    wrong = judge(GOLD, [replace(read, killed=CasualtyCount(low=4, best=4, high=4))])
    assert figures([wrong])["fields"]["killed"] == [0, 1]
    nothing = judge(GOLD, [])
    assert nothing.missed == ["one"]
    assert figures([nothing])["recall"] == 0.0
    twice = judge(GOLD, [read, read])
    assert figures([twice])["precision"] == 0.5


def template(start, end):
    return {
        "INCIDENT: TYPE": ["ATTACK"],
        "PHYS TGT: ID": ['"POLICE STATION"'],
        "_date": [{"start": start, "end": end}],
        "_location": None,
        "_optional": False,
    }


def test_templates_are_paired_by_kind_date_and_words(read):
    assert pair([template("2024-01-02", "2024-01-02")], [read]) == [(0, 0)]
    other = {**template("2023-01-02", "2023-01-02"), "PHYS TGT: ID": ['"BRIDGE"']}
    assert pair([other], [read]) == []


@pytest.mark.parametrize(
    ("start", "end", "credit"),
    [
        ("2024-01-02", "2024-01-02", 1.0),
        ("2024-01-01", "2024-01-02", 0.5),
        ("2024-01-05", "2024-01-05", 0.0),
        (None, "2024-01-04", 1.0),
        (None, "2024-01-20", 0.5),
        (None, None, None),
    ],
)
def test_a_date_is_right_half_right_or_wrong(read, start, end, credit):
    assert date_credit(template(start, end), read) == credit
