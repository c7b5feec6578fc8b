"""Incidents in the columns of ACLED, UCDP GED, HXL and TimeMap."""

import csv
import io
import json

import pytest

from geomap.exporters import EXPORTERS, ExportSettings
from geomap.exporters.forms.acled import ACLED_COLUMNS
from geomap.exporters.forms.ucdp import UCDP_COLUMNS
from geomap.frame import from_records
from geomap.frame.schema import COLUMNS

STRIKE = {
    "incident_id": "a1",
    "place_index": 0,
    "title": "Strike on Mashtal",
    "description": "=A drone hit a car.",
    "event_type": "explosion_remote",
    "sub_type": "air_drone_strike",
    "stage": "accomplished",
    "factuality": "reported",
    "is_background": False,
    "is_aggregate": False,
    "date_start": "2024-02-07",
    "date_end": "2024-02-07",
    "date_precision": "day",
    "place_text": "Mashtal",
    "place_name": "Mashtal",
    "place_id": "geonames:1",
    "feature_class": "P",
    "feature_code": "PPLX",
    "country": "Iraq",
    "country_code": "IQ",
    "admin1": "Baghdad",
    "lat": 33.324,
    "lon": -44.502,
    "place_status": "resolved",
    "place_precision": "neighbourhood",
    "radius_km": 2.0,
    "confidence": 0.9,
    "side_a": "United States",
    "side_b": "Kataib Hezbollah",
    "actors": [
        {"name": "United States", "role": "perpetrator", "class": "state_forces"},
        {"name": "Kataib Hezbollah", "role": "target", "class": "militia"},
    ],
    "killed_low": 3,
    "killed_text": "at least three",
    "counts_by_group": [
        {"kind": "killed", "group": "civilians", "low": 1, "best": 1, "high": 1, "text": "a passer-by"}
    ],
    "sources": [
        {
            "publisher": "The Post",
            "date": "2024-02-08",
            "url": "https://a.example/1",
            "title": "Car; hit",
            "doc_id": "d",
        }
    ],
    "evidence": [],
    "place_alternatives": [],
    "review_status": "auto",
}


def frame_of(*changes):
    empty = {name: [] if column.is_list else None for name, column in COLUMNS.items()}
    return from_records([{**empty, **STRIKE, **change} for change in changes])


def rows_of(name, *changes):
    told = []
    text = EXPORTERS.get(name)(frame_of(*changes), ExportSettings(report=told.append))
    return list(csv.DictReader(io.StringIO(text))), told


def test_acled_has_its_columns_and_words():
    (row,), told = rows_of("acled", {})
    assert list(row) == ACLED_COLUMNS.split()
    assert len(row) == 31 + 1
    assert told == []
    assert row["event_type"] == "Explosions/Remote violence"
    assert row["sub_event_type"] == "Air/drone strike"
    assert row["disorder_type"] == "Political violence"
    assert (row["inter1"], row["inter2"]) == ("State forces", "Political militia")
    assert row["interaction"] == "State forces-Political militia"
    assert (row["time_precision"], row["geo_precision"]) == ("1", "1")
    assert (row["fatalities"], row["latitude"], row["longitude"]) == ("3", "33.324", "-44.502")
    assert row["notes"] == "'=A drone hit a car."


def test_ucdp_has_its_columns_and_codes():
    (row,), _ = rows_of("ucdp", {})
    assert list(row) == UCDP_COLUMNS.split()
    assert len(row) == 49 + 1
    assert (row["type_of_violence"], row["where_prec"], row["date_prec"]) == ("1", "1", "1")
    assert (row["best"], row["low"], row["high"]) == ("3", "3", "")
    assert (row["deaths_civilians"], row["deaths_a"]) == ("1", "")
    assert row["geom_wkt"] == "POINT (-44.502 33.324)"
    assert row["source_article"] == '"The Post,2024-02-08,Car; hit"'


@pytest.mark.parametrize(
    ("point", "cell"),
    [((-90.0, -180.0), 1), ((-89.75, -179.25), 2), ((-89.25, -179.75), 721), ((90.0, 180.0), 259200)],
)
def test_prio_grid_is_numbered_from_the_south_west(point, cell):
    (row,), _ = rows_of("ucdp", {"lat": point[0], "lon": point[1]})
    assert row["priogrid_gid"] == str(cell)


@pytest.mark.parametrize(
    ("change", "violence"),
    [
        ({"event_type": "violence_against_civilians"}, "3"),
        ({"civilian_targeting": True}, "3"),
        ({"side_a": "Kataib Hezbollah", "side_b": "United States"}, "1"),
        ({"side_a": None, "side_b": None}, ""),
        ({"side_a": "Kataib Hezbollah", "side_b": None}, ""),
    ],
)
def test_type_of_violence_follows_the_sides(change, violence):
    (row,), _ = rows_of("ucdp", change)
    assert row["type_of_violence"] == violence


def test_what_a_form_has_no_room_for_is_told():
    changes = (
        {"incident_id": "b", "event_type": "accident", "sub_type": None},
        {"incident_id": "c", "date_start": None},
    )
    rows, told = rows_of("acled", {}, *changes)
    assert [row["event_id_cnty"] for row in rows] == ["a1"]
    assert told == ["left out: 1 row of a kind that ACLED does not have", "left out: 1 row without a date"]
    rows, told = rows_of("ucdp", {"killed_low": 0, "killed_best": 0, "killed_high": 0})
    assert rows == []
    assert told == ["left out: 1 row without deaths"]
    rows, told = rows_of("hxl", {}, *changes)
    assert len(rows) == 4
    assert told == []


def test_numbers_stand_on_the_first_place_only():
    second = {"place_index": 1, "killed_low": None, "killed_text": None, "counts_by_group": []}
    rows, _ = rows_of("acled", {}, second)
    assert [(row["event_id_cnty"], row["fatalities"]) for row in rows] == [("a1", "3"), ("a1-1", "")]


def test_hxl_tags_stand_under_the_header():
    (tags, row), _ = rows_of("hxl", {})
    assert all(tag.startswith("#") for tag in tags.values())
    assert tags["Killed (low)"] == "#affected+killed+min"
    assert (row["Killed (low)"], row["Killed"], row["Source"]) == ("3", "", "The Post")


def test_timemap_names_its_sources_and_filters():
    again = {"incident_id": "b", "date_start": None, "date_end": None, "date_precision": "unknown"}
    nowhere = {**again, "incident_id": "c", "lat": None, "lon": None, "place_status": "unresolved"}
    told = []
    content = json.loads(
        EXPORTERS.get("timemap")(frame_of({}, again, nowhere), ExportSettings(report=told.append))
    )
    assert [event["id"] for event in content["events"]] == ["a1", "b"]
    assert [event["date"] for event in content["events"]] == ["02/07/2024", ""]
    assert content["events"][0]["latitude"] == "33.324"
    assert [source["url"] for source in content["sources"]] == ["https://a.example/1"]
    assert content["events"][0]["sources"] == [content["sources"][0]["id"]]
    assert content["associations"][0]["filter_paths"] == ["explosion_remote", "air_drone_strike"]
    assert told == ["left out: 1 row with neither a date nor a point"]


@pytest.mark.parametrize(
    ("name", "extension"), [("acled", "csv"), ("ucdp", "csv"), ("hxl", "csv"), ("timemap", "json")]
)
def test_forms_are_read_back_with_their_columns(geomap, name, extension, tmp_path):
    path = tmp_path / f"form.{extension}"
    path.write_text(EXPORTERS.get(name)(frame_of({"side_a": None}), ExportSettings()), encoding="utf-8")
    done = geomap("extract", path, "--to", "geojson")
    assert done.code == 0
    (feature,) = json.loads(done.out)["features"]
    found = feature["properties"]
    kept = ["incident_id", "event_type", "date_start", "lat", "lon"]
    if name == "ucdp":
        kept.remove("event_type")  # GED has no kind for strikes: a state-based conflict is a battle
    assert {key: found[key] for key in kept} == {key: STRIKE[key] for key in kept}
    if name != "timemap":
        assert found["side_b"] == "Kataib Hezbollah"
        assert 3 in (found["killed_low"], found["killed_best"])


@pytest.mark.parametrize(
    ("side_a", "side_b", "violence", "inter"),
    [
        ("Government of Mali", "Ansar", "1", "State forces"),
        ("Military Forces of Mali (2020-)", "Ansar", "1", "State forces"),
        ("Ansar", "Civilians (Mali)", "3", ""),
        ("Ansar", "Others", "", ""),
    ],
)
def test_the_name_of_an_actor_tells_its_class(side_a, side_b, violence, inter):
    told = {**STRIKE, "event_type": "battle", "sub_type": "armed_clash", "civilian_targeting": None}
    row = {**told, "side_a": side_a, "side_b": side_b, "actors": [], "killed_best": 2}
    empty = {name: [] if column.is_list else None for name, column in COLUMNS.items()}
    frame = from_records([{**empty, **row}])
    for name, column, expected in (("ucdp", "type_of_violence", violence), ("acled", "inter1", inter)):
        text = EXPORTERS.get(name)(frame, ExportSettings())
        (found,) = csv.DictReader(io.StringIO(text))
        assert found[column] == expected
