import json
from pathlib import Path

import pytest

from geomap.errors import MissingColumnError
from geomap.gazetteer.sources import SOURCES, open_source
from geomap.gazetteer.sources.own import load_own_columns

DOCS = Path(__file__).parents[3] / "docs" / "gazetteer-sources.md"


def test_a_full_row(read_source, names_of):
    entry = read_source("csv", "own.csv").entries["own:own/H1"]
    place = entry.place
    assert (place.name, place.lat, place.lon, place.country_code) == ("Hajar Camp", 34.5, 36.9, "SY")
    assert (place.feature_class, place.feature_code, place.admin1) == ("S", "CMPRF", "Homs")
    assert (place.population, place.radius_km, place.source) == (4200, 1.5, "own")
    assert names_of(entry) == {
        "Camp Hajar": ("", "strong"),
        "Hajar": ("", "weak"),
        "مخيم الحجر": ("ar", "strong"),
    }
    assert entry.links == ("wikidata:Q900012", "geonames:99003")


def test_bad_rows_are_problems_with_reasons_and_the_rest_is_read(read_source):
    reading = read_source("csv", "own.csv")
    assert (reading.report.rows, reading.report.used, reading.report.bad) == (9, 5, 4)
    reasons = reading.reasons()
    assert "left blank" in reasons[5]
    assert "swapped" in reasons[6]
    assert "missing" in reasons[7]
    assert reasons[8] == "no name"


def test_what_is_not_understood_is_remarked_on_once_and_the_row_kept(read_source):
    reading = read_source("csv", "own.csv")
    remarks = [(problem.row, problem.column, problem.value) for problem in reading.report.problems]
    assert (9, "country", "Freedonia") in remarks
    assert (9, "type", "hideout") in remarks
    place = reading.entries["own:own/H3-9"].place
    assert (place.country_code, place.feature_class, place.feature_code) == ("", "L", "LCTY")
    rows = "".join(f"P{number},33,44,Freedonia\n" for number in range(30))
    assert len(read_source("csv", "t.csv", f"name,lat,lon,country\n{rows}").report.problems) == 1


def test_na_is_namibia(read_source):
    assert read_source("csv", "own.csv").entries["own:own/10"].place.country_code == "NA"


def test_semicolons_decimal_commas_degrees_and_windows_letters(read_source):
    entries = read_source("csv", "own_semicolon_cp1252.csv").entries
    places = [entry.place for entry in entries.values()]
    assert [place.name for place in places] == ["Münster", "Café du Nord"]
    assert (places[0].lat, places[0].lon) == (48.1372, 11.5756)
    assert (places[1].lat, places[1].lon) == (33.5041667, 44.4)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_and_encodings(read_source, delimiter, encoding):
    rows = [["Place Name", "Latitude", "LONG"], ["Ḥajar", "34.5", "36.9"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    (entry,) = read_source("csv", "t.txt", text.encode(encoding)).entries.values()
    assert (entry.place.name, entry.place.lon) == ("Ḥajar", 36.9)


@pytest.mark.parametrize(
    "pair", [("y", "x"), ("lat", "lng"), ("LATITUDE", "LONGITUDE"), ("gps_lat", "gps_lon")]
)
def test_names_of_coordinate_columns(read_source, pair):
    assert len(read_source("csv", "t.csv", f"name,{pair[0]},{pair[1]}\nA,34.5,36.9\n").entries) == 1


def test_geonames_codes_and_classes_count_as_kinds(read_source):
    content = "name,lat,lon,feature_class,feature_code\nA,1,2,S,AIRB\nB,1,2,P,PPLX\nC,1,2,H,STM\nD,1,2,T,\n"
    entries = read_source("csv", "t.csv", content).entries.values()
    kinds = [(entry.place.feature_class, entry.place.feature_code) for entry in entries]
    assert kinds == [("S", "AIRB"), ("P", "PPLX"), ("H", "STM"), ("T", "")]


@pytest.mark.parametrize("radius", ["wide", "-3", "0", "9000"])
def test_a_radius_that_is_none_is_a_problem(read_source, radius):
    reading = read_source("csv", "t.csv", f"name,lat,lon,radius_km\nA,1,2,{radius}\nB,1,2,2 km\n")
    assert list(reading.reasons()) == [2]
    assert [entry.place.radius_km for entry in reading.entries.values()] == [2.0]


def test_a_missing_column_is_named(read_source):
    with pytest.raises(MissingColumnError, match="no column lat; rename one of name, north, lon"):
        read_source("csv", "t.csv", "name,north,lon\nA,1,2\n")


def test_one_bad_row_among_many_is_one_problem(read_source):
    rows = [f"P{number},{number % 80 + 1},44" for number in range(20_000)]
    rows[777] = '"open,33,44'
    rows[15_000] = "too,many,cells,here"
    reading = read_source("csv", "t.csv", "name,lat,lon\n" + "\n".join(rows) + "\n")
    assert (reading.report.used, reading.report.bad) == (19_998, 2)
    assert reading.reasons() == {779: "a quote is not closed", 15_002: "4 cells under 3 columns"}


def test_features_with_properties_and_areas(read_source, names_of):
    reading = read_source("geojson", "own.geojson")
    camp = reading.entries["own:own/h1"]
    assert (camp.place.country_code, camp.place.feature_code, camp.place.radius_km) == ("SY", "CMPRF", 1.5)
    assert names_of(camp) == {"Camp Hajar": ("", "strong"), "Hajar": ("", "weak")}
    assert reading.entries["own:own/2"].place.radius_km == 1.1
    assert reading.reasons() == {3: "no coordinates", 4: "no name"}


def test_no_two_roles_share_a_column_name_and_all_are_plain():
    names = [name for listed in load_own_columns().values() for name in listed]
    assert len(names) == len(set(names))
    assert all(name.isalnum() and name == name.lower() for name in names)


def test_the_example_of_the_documentation_is_read_without_a_problem(read_source):
    text = DOCS.read_text(encoding="utf-8")
    example = text.partition("```csv\n")[2].partition("```")[0]
    reading = read_source("csv", "example.csv", example)
    assert len(reading.entries) == 4
    assert reading.report.problems == []


def test_every_role_is_documented():
    text = DOCS.read_text(encoding="utf-8")
    for role, names in load_own_columns().items():
        assert any(f"`{name}`" in text for name in (role, *names)), role


def test_every_source_is_documented():
    text = DOCS.read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in text for name in SOURCES)


def test_list_properties_and_numbers_of_geojson_are_read(read_source):
    feature = {
        "type": "Feature",
        "properties": {"name": "A", "population": 1200, "geonameid": 5.0, "id": 7},
        "geometry": {"type": "Point", "coordinates": [36.9, 34.5]},
    }
    (entry,) = read_source("geojson", "t.geojson", json.dumps({"features": [feature]})).entries.values()
    assert (entry.place.id, entry.place.population, entry.links) == ("own:t/7", 1200, ("geonames:5",))


def test_a_table_without_a_name_column_is_not_claimed(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("killed,lat,lon\n3,1,2\n", encoding="utf-8")
    assert not SOURCES.get("csv").sniff(open_source(path))
