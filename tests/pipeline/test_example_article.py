"""The bundled article and table, which tell the same facts in other words than the reference article."""

import json

import pytest


@pytest.fixture
def rows(geomap, examples):
    done = geomap("extract", examples / "article.txt")
    assert done.code == 0, done.err
    return [feature["properties"] for feature in json.loads(done.out)["features"]]


def row_of(rows, day, place):
    (found,) = [row for row in rows if row["date_start"] == day and place in (row["place_name"] or "")]
    return found


def killed(row):
    return row["killed_low"], row["killed_best"], row["killed_high"]


def test_the_strike_that_the_article_is_about(rows):
    row = row_of(rows, "2024-02-07", "Mashtal")
    assert (row["place_precision"], row["country_code"], row["admin1"]) == ("neighbourhood", "IQ", "Baghdad")
    assert killed(row) == (3, 3, 3)
    assert row["wounded_low"] is None
    assert (row["event_type"], row["sub_type"]) == ("explosion_remote", "air_drone_strike")


def test_the_base_that_was_attacked(rows):
    row = row_of(rows, "2024-01-27", "Tower 22")
    assert row["country_code"] == "JO"
    assert killed(row) == (3, 3, 3)
    assert (row["wounded_low"], row["wounded_best"]) == (12, None)


def test_the_raids_of_the_week_before_are_one_incident_in_two_countries(rows):
    syria, iraq = row_of(rows, "2024-01-29", "Syria"), row_of(rows, "2024-01-29", "Iraq")
    assert syria["incident_id"] == iraq["incident_id"]
    assert syria["date_end"] == "2024-02-04"
    assert {row["killed_best"] for row in (syria, iraq)} == {40, None}


def test_the_airbase_and_the_outskirts_are_two_incidents(rows):
    base, near = row_of(rows, "2024-02-06", "Shayrat"), row_of(rows, "2024-02-06", "Homs")
    assert base["incident_id"] != near["incident_id"]
    assert (base["place_precision"], near["place_precision"]) == ("site", "near")
    assert near["place_relation"] == "outskirts"


def test_history_is_background(rows):
    background = [row for row in rows if row["is_background"]]
    assert [row["date_start"] for row in background] == ["2023-10-07"]


def test_nothing_else_becomes_an_incident(rows):
    assert len({row["incident_id"] for row in rows}) == 6
    assert not [row for row in rows if "Gaza" in (row["place_name"] or "")]


def test_the_table_resolves_in_the_country_that_each_row_names(geomap, examples):
    done = geomap("extract", examples / "incidents.csv")
    rows = [feature["properties"] for feature in json.loads(done.out)["features"]]
    assert len(rows) == 21
    assert {row["place_status"] for row in rows} == {"resolved"}
    assert len({row["country_code"] for row in rows}) == 21
    assert [row["date_start"] for row in rows] == sorted(row["date_start"] for row in rows)
    beirut = next(row for row in rows if row["place_name"] == "Beirut")
    assert killed(beirut) == (218, 218, 218)
    assert beirut["sources"][0]["url"].startswith("https://en.wikipedia.org/")
    assert beirut["event_type"] == "accident"
