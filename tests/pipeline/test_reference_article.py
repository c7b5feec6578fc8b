"""The reference article gives the incidents of its hand-coded gold file, and no others."""

import json

import pytest

from geomap.frame.schema import COUNT_COLUMNS
from geomap.geo import distance_km

PRECISION = {
    "neighbourhood": "neighbourhood",
    "linear feature (border)": "feature",
    "country (two)": "country",
    "site": "site",
    "near/outskirts": "near",
}
NUMBERS = [name for name in COUNT_COLUMNS if name.endswith(("_low", "_best", "_high"))]


@pytest.fixture(scope="module")
def gold(shared_data):
    (path,) = (shared_data / "articles").glob("*.gold.json")
    return {entry["id"]: entry for entry in json.loads(path.read_text(encoding="utf-8"))["incidents"]}


@pytest.fixture
def rows(geomap, shared_data):
    (path,) = (shared_data / "articles").glob("*.txt")
    done = geomap("extract", path)
    assert done.code == 0, done.err
    return [feature["properties"] for feature in json.loads(done.out)["features"]]


def fits(row, entry):
    """Say whether a row is at a gold incident's place and time."""
    if (row["date_start"], row["date_end"]) != (entry["date_start"], entry["date_end"]):
        return False
    if entry.get("background"):
        return row["is_background"] and (row["lat"] is None or row["country_code"] == "IL")
    if row["place_precision"] != PRECISION[entry["level"]] or row["is_background"]:
        return False
    if "lat" in entry:
        km = distance_km(row["lat"], row["lon"], entry["lat"], entry["lon"])
        return km <= entry["tolerance_km"]
    return row["country"] in entry["place_chain"]


def counted(row, kind):
    return {bound: row[f"{kind}_{bound}"] for bound in ("low", "best", "high")}


def expected(entry, kind):
    wanted = entry.get(kind) or {}
    return {bound: wanted.get(bound) for bound in ("low", "best", "high")}


def test_every_incident_of_the_gold_file_and_no_other(rows, gold):
    found = {name: [row for row in rows if fits(row, entry)] for name, entry in gold.items()}
    places = {
        name: len(entry["place_chain"]) if "(two)" in entry.get("level", "") else 1
        for name, entry in gold.items()
    }
    assert {name: len(group) for name, group in found.items()} == places
    keys = [(row["incident_id"], row["place_index"]) for group in found.values() for row in group]
    assert sorted(keys) == sorted((row["incident_id"], row["place_index"]) for row in rows)
    for name, group in found.items():
        assert len({row["incident_id"] for row in group}) == 1, name


def test_counts_are_those_of_the_gold_file_and_stand_once(rows, gold):
    for name, entry in gold.items():
        first, *others = [row for row in rows if fits(row, entry)]
        assert first["place_index"] == 0
        assert counted(first, "killed") == expected(entry, "killed"), name
        assert counted(first, "wounded") == expected(entry, "wounded"), name
        for other in others:
            assert all(other[column] in (None, []) for column in COUNT_COLUMNS), name


def test_numbers_of_other_things_are_no_casualties(rows):
    values = {row[column] for row in rows for column in NUMBERS}
    assert not values & {85, 165}


def test_two_places_struck_on_one_day_are_two_incidents(rows, gold):
    ids = {row["incident_id"] for row in rows if fits(row, gold["S4"]) or fits(row, gold["S5"])}
    assert len(ids) == 2


def test_no_dot_for_a_war_an_organisation_or_a_speaker(rows):
    placed = [row for row in rows if row["lat"] is not None]
    assert {row["country_code"] for row in placed} <= {"IQ", "SY", "JO", "IL", None}
    assert not [
        row for row in placed if "Gaza" in (row["place_text"] or "") or "Gaza" in (row["place_name"] or "")
    ]
    assert not [row for row in placed if "Hezbollah" in (row["place_text"] or "")]


def test_who_did_it(rows, gold):
    for name in ("S1", "S3", "S4", "S5"):
        row = next(row for row in rows if fits(row, gold[name]))
        actor = gold[name]["actor1"].split()[0]
        assert row["side_a"].startswith(actor), name


def test_every_row_can_be_checked(rows, shared_data):
    """A quote is the text at its offsets; every placed incident says why it is there."""
    (path,) = (shared_data / "articles").glob("*.txt")
    text = path.read_text(encoding="utf-8")
    for row in rows:
        assert row["evidence"]
        for evidence in row["evidence"]:
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
        if row["lat"] is not None:
            assert any(evidence["field"] == "place" for evidence in row["evidence"])
            assert row["radius_km"] > 0
            assert 0 < row["confidence"] <= 1
        (source,) = row["sources"]
        assert source["publisher"] == "The Guardian"
        assert source["url"].startswith("https://www.theguardian.com/")
