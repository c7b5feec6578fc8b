"""JSON of many shapes, and what becomes of geometries."""

import json

import geopandas as gpd
import pytest
from shapely.geometry import Point, box

from geomap.errors import EmptyInputError, UnreadableInputError
from geomap.readers import ReadSettings, iter_documents, open_one_table

ROWS = [{"place": "Homs", "killed": 2}, {"place": "Hama", "killed": None}]


def read(tmp_path, content, name="t.json", **settings):
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    problems = []
    docs = list(iter_documents([path], settings=ReadSettings(**settings), problems=problems))
    return docs, problems


@pytest.mark.parametrize(
    "content",
    [
        ROWS,
        {"status": 200, "data": ROWS},
        {"meta": {"pages": [1, 2]}, "response": {"results": ROWS, "facets": [{"a": 1}]}},
        {"x1": ROWS[0], "x2": ROWS[1]},
        {"place": ["Homs", "Hama"], "killed": [2, None]},
        {"place": {"0": "Homs", "1": "Hama"}, "killed": {"0": 2, "1": None}},
        [["place", "killed"], ["Homs", 2], ["Hama", None]],
        "\n".join(json.dumps(row) for row in ROWS),
        "[\n" + ",\n".join(json.dumps(row) for row in ROWS) + "\n]",
        "\ufeff" + json.dumps(ROWS),
    ],
    ids=["list", "api", "deep", "by id", "columns", "frame", "lists", "lines", "list by line", "mark"],
)
def test_records_are_found_wherever_they_stand(tmp_path, content):
    docs, problems = read(tmp_path, content)
    assert [(doc.value("place"), doc.value("killed")) for doc in docs] == [("Homs", "2"), ("Hama", None)]
    assert problems == []


def test_nested_records_become_columns_with_dots(tmp_path):
    record = {
        "place": {"name": "Homs", "point": {"type": "Point", "coordinates": [36.72, 34.73]}},
        "tags": ["a", "b"],
        "sources": [{"url": "https://example.org/1"}, {"url": "https://example.org/2", "by": "N"}],
        "filters": [{"key": "Weapon", "value": "Mine"}],
        "none": [],
    }
    (doc,) = read(tmp_path, [record], needs_place=False)[0]
    assert doc.fields == {
        "place.name": "Homs",
        "place.point": "34.73, 36.72",
        "tags": "a; b",
        "sources.url": "https://example.org/1; https://example.org/2",
        "sources.by": "N",
        "filters.Weapon": "Mine",
        "none": "",
    }
    assert doc.value("place") == "Homs"


def test_json_that_breaks_off_keeps_what_was_read(tmp_path):
    docs, problems = read(tmp_path, json.dumps(ROWS)[:-8])
    assert [doc.value("place") for doc in docs] == ["Homs"]
    assert "breaks off" in problems[0].reason


def test_a_broken_line_costs_that_line(tmp_path):
    docs, problems = read(tmp_path, '{"place": "Homs"}\n{"place": \n{"place": "Hama"}\n', name="t.jsonl")
    assert [doc.value("place") for doc in docs] == ["Homs", "Hama"]
    assert [problem.reason for problem in problems] == ["line 2 is no JSON object and was left out"]


@pytest.mark.parametrize(
    ("content", "error"),
    [("[]", EmptyInputError), ("{}", EmptyInputError), ('{"a": [1, 2', UnreadableInputError)],
)
def test_json_without_records_is_an_error(tmp_path, content, error):
    with pytest.raises(error):
        read(tmp_path, content)


def test_lines_and_areas_have_a_point_and_how_far_they_reach(tmp_path):
    frame = gpd.GeoDataFrame(
        {"name": ["a", "b", "c"]}, geometry=[Point(36.7, 34.7), box(36, 34, 37, 35), None], crs="EPSG:4326"
    )
    docs, _ = read(tmp_path, frame.to_json())
    assert [doc.value("radius_km") is None for doc in docs] == [True, False, True]
    assert 60 < float(docs[1].value("radius_km")) < 90
    assert [doc.fields["geometry_type"] for doc in docs] == ["Point", "Polygon", ""]
    assert docs[2].value("lat") is None


def test_another_reference_system_is_turned_into_degrees(tmp_path):
    frame = gpd.GeoDataFrame({"name": ["a"]}, geometry=[Point(36.7, 34.7)], crs="EPSG:4326").to_crs(3857)
    for name, driver in (("t.geojson", "GeoJSON"), ("t.gpkg", "GPKG")):
        options = {"RFC7946": "NO"} if driver == "GeoJSON" else {}
        frame.to_file(tmp_path / name, driver=driver, **options)
        (doc,) = iter_documents([tmp_path / name], problems=[])
        assert (round(float(doc.value("lat")), 5), round(float(doc.value("lon")), 5)) == (34.7, 36.7)


def test_one_feature_is_one_row_whatever_lists_it_holds(tmp_path):
    feature = {
        "type": "Feature",
        "properties": {"name": "Homs", "sources": [{"url": "https://example.org/1"}, {"url": "x"}]},
        "geometry": {"type": "Point", "coordinates": [36.7, 34.7]},
    }
    (doc,) = read(tmp_path, feature)[0]
    assert (doc.fields["name"], doc.value("lat"), doc.value("lon")) == ("Homs", "34.7", "36.7")


def test_a_property_keeps_its_name_beside_the_geometry(tmp_path):
    frame = gpd.GeoDataFrame({"lat": ["x"]}, geometry=[Point(36.7, 34.7)], crs="EPSG:4326")
    (doc,) = read(tmp_path, frame.to_json())[0]
    assert (doc.fields["lat"], doc.fields["geometry_lat"]) == ("x", "34.7")


def test_timemap_events_get_their_sources(tmp_path):
    event = {"id": "e1", "description": "d", "date": "02/03/2022", "location": "Kyiv", "latitude": "50.45"}
    events = [{**event, "longitude": "30.5", "sources": ["s1"]}, {**event, "id": "e2", "sources": []}]
    sources = {"s1": {"id": "s1", "title": "A video", "paths": ["https://example.org/v"]}}
    docs, _ = read(tmp_path, {"events": events, "sources": sources, "associations": [{"id": "a"}]})
    assert [doc.value("source") for doc in docs] == ["A video", None]
    assert [doc.value("url") for doc in docs] == ["https://example.org/v", None]
    assert docs[0].conventions["date"] == "month_first"


def test_many_records_are_read_without_holding_them(tmp_path):
    import tracemalloc

    path = tmp_path / "big.json"
    with path.open("w", encoding="utf-8") as stream:
        stream.write('{"data": [')
        for number in range(20_000):
            comma = "," if number else ""
            stream.write(f'{comma}{{"id": "{number}", "place": "Homs", "notes": "{"word " * 20}"}}')
        stream.write("]}")
    tracemalloc.start()
    count = sum(1 for _ in iter_documents([path], problems=[]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 10 << 20  # the documents together would be some 40 MB


def test_rows_beside_a_list_of_names(tmp_path):
    path = tmp_path / "split.json"
    rows = [["Goma", "2020-01-01"], ["Beni", "2020-01-02"]]
    path.write_text(json.dumps({"data": rows, "columns": ["place", "date"]}), encoding="utf-8")
    with open_one_table(path) as table:
        assert table.header.columns == ("place", "date")
        assert list(table.rows) == rows
