"""Filters on commands: the same conditions everywhere, and counts that add up."""

import json

import geopandas
import pytest
from shapely.geometry import box

import geomap as api

TABLE = """id,date,place,country,lat,lon,killed
a,03/04/2021,Baghdad,Iraq,33.3,44.4,2
b,13/04/2021,Homs,Syria,34.73,36.72,10-15
c,,Mosul,Iraq,36.34,43.13,
d,2021-06,Erbil,Iraq,,,-9
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def ids(payload):
    return [feature["properties"]["incident_id"] for feature in json.loads(payload)["features"]]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["--country", "Iraq"], ["a", "c", "d"]),
        (["--country", "SYR", "--country", "irak"], ["a", "b", "c", "d"]),
        (["--bbox", "40,30,48,35"], ["a"]),
        (["--since", "2021-04-04"], ["b", "d"]),
        (["--until", "2021-04"], ["a", "b"]),
        (["--since", "2021-06-30", "--min-confidence", "0.2"], ["d"]),
        (["--type", "riot"], []),
    ],
)
def test_the_same_incidents_stay_in_extract_and_export(geomap, table, tmp_path, args, expected):
    done = geomap("extract", table, *args)
    assert done.code == 0, done.err
    assert sorted(ids(done.out)) == expected
    assert f"4 incidents, {4 - len(expected)} filtered out" in done.err or len(expected) == 4
    everything = tmp_path / "all.geojson"
    assert geomap("extract", table, "-o", everything, "-q").code == 0
    again = geomap("export", everything, *args, "--to", "geojson")
    assert again.code == 0, again.err
    assert sorted(ids(again.out)) == expected
    assert f"{4 - len(expected)} filtered out" in again.err


def test_the_counts_of_a_map_add_up(geomap, table, tmp_path):
    area = tmp_path / "area.geojson"
    geopandas.GeoDataFrame(geometry=[box(40, 30, 48, 38)], crs="EPSG:4326").to_file(area)
    log = tmp_path / "log.json"
    done = geomap(
        "map", table, "-o", tmp_path / "m.html", "--within", area, "--since", "2021", "--log-json", log
    )
    assert done.code == 0, done.err
    assert "4 incidents, 2 filtered out (1 undated, 1 outside the area), 2 kept, 2 on the map" in done.err
    counts = json.loads(log.read_text(encoding="utf-8"))["counts"]
    assert (counts["incidents"], counts["filtered_out"], counts["kept"], counts["on_map"]) == (4, 2, 2, 2)


def test_dates_are_read_as_the_column_writes_them(geomap, table):
    features = json.loads(geomap("extract", table).out)["features"]
    days = {one["properties"]["incident_id"]: one["properties"]["date_start"] for one in features}
    assert days == {"a": "2021-04-03", "b": "2021-04-13", "c": None, "d": "2021-06-01"}
    features = json.loads(geomap("extract", table, "--date-order", "mdy").out)["features"]
    days = {one["properties"]["incident_id"]: one["properties"]["date_start"] for one in features}
    assert (days["a"], days["b"]) == ("2021-03-04", "2021-04-13")


def test_a_country_column_is_named_beside_the_filter(geomap, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("place,where_else\nTripoli,Lebanon\n", encoding="utf-8")
    done = geomap("extract", path, "--country-column", "where_else", "--country", "Lebanon")
    assert json.loads(done.out)["features"][0]["properties"]["country_code"] == "LB"


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["--country", "Atlantis"], 2, "'Atlantis' is no country"),
        (["--bbox", "1,2"], 2, "is no box"),
        (["--bbox", "1,20,2,10"], 2, "is no box"),
        (["--since", "soon"], 2, "'soon' is no date"),
        (["--since", "03/04/2021"], 2, "is no date"),
        (["--since", "2022", "--until", "2021"], 2, "no day is since"),
        (["--within", "none.geojson"], 1, "no file none.geojson"),
        (["--type", "bananas"], 1, "no incident is of the type 'bananas'"),
        (["--min-confidence", "2"], 2, "--min-confidence"),
    ],
)
def test_what_cannot_be_filtered_by(geomap, table, tmp_path, args, code, words):
    output = tmp_path / "out.geojson"
    done = geomap("extract", table, "-o", output, *args)
    assert done.code == code
    assert words in done.err
    assert not output.exists()


def test_the_python_api_filters_too(table):
    frame = api.extract(table)
    found = api.filter(frame, api.Filters(countries=frozenset(["SY"])))
    assert list(found["incident_id"]) == ["b"]
    assert found.attrs["filtered"] == {"in other countries": 3}
    settings = api.Settings(filters=api.Filters(countries=frozenset(["SY"])))
    assert list(api.extract(table, settings=settings)["incident_id"]) == ["b"]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["--in-country", "Iraq"], ["a", "c", "d"]),
        (["--bbox", "40,30,48,35"], ["a"]),
        (["--since", "2021-04-04", "--until", "2021-05"], ["b"]),
        (["--min-confidence", "1"], ["a", "b", "c"]),
        (["--type", "riot"], []),
    ],
)
def test_geocode_keeps_the_rows_that_meet_the_conditions(geomap, table, tmp_path, args, expected):
    output, log = tmp_path / "placed.csv", tmp_path / "log.json"
    done = geomap("geocode", table, "-o", output, "--log-json", log, *args)
    assert done.code == 0, done.err
    rows = output.read_text(encoding="utf-8").splitlines()[1:]
    assert [row.split(",")[0] for row in rows] == expected
    left_out = 4 - len(expected)
    assert f"; {left_out} filtered out (" in done.err
    assert f"), {len(expected)} kept" in done.err
    counts = json.loads(log.read_text(encoding="utf-8"))["counts"]
    assert (counts["rows"], counts["filtered_out"], counts["kept"]) == (4, left_out, len(expected))


def test_in_geocode_country_names_a_column_still(geomap, table, tmp_path):
    done = geomap("geocode", table, "-o", tmp_path / "x.csv", "--country", "country", "--in-country", "SY")
    assert done.code == 0, done.err
    assert "3 filtered out (3 in other countries), 1 kept" in done.err


def test_parse_keeps_the_names_that_meet_the_conditions(geomap, tmp_path):
    article = tmp_path / "news.txt"
    article.write_text("Shelling in Homs, Syria, followed clashes in Mosul, Iraq.\n", encoding="utf-8")
    done = geomap("parse", article, "--country", "Syria")
    assert done.code == 0, done.err
    names = [json.loads(line)["text"] for line in done.out.decode().splitlines()]
    assert names == ["Homs", "Syria"]
    assert "4 mentions: 4 resolved" in done.err
    assert "2 filtered out (2 in other countries), 2 kept" in done.err
    dated = geomap("parse", article, "--date", "2024-02-08", "--until", "2024-01")
    assert dated.out == b""
    assert "4 filtered out (4 on other days), 0 kept" in dated.err


def test_parse_filters_rows_by_their_own_days(geomap, table):
    done = geomap("parse", table, "--since", "2021-04-04")
    words = {json.loads(line)["text"] for line in done.out.decode().splitlines()}
    assert words == {"Homs", "Syria", "Erbil", "Iraq"}
