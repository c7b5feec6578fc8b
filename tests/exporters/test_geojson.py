import json

import geopandas
import pytest
from geojson_pydantic import FeatureCollection

from geomap.exporters import ExportSettings, export_frame, to_geojson, to_geojson_lines
from geomap.frame import COLUMNS, to_frame

SETTINGS = ExportSettings(attribution=("Example Names, CC BY 4.0",), gazetteer_digest="abc", version="1.2")


@pytest.fixture
def collection(frame):
    return json.loads(to_geojson(frame, SETTINGS))


def test_rfc_7946(frame, collection):
    FeatureCollection.model_validate(collection)
    assert "crs" not in collection
    assert collection["bbox"] == [36.71, 34.73, 36.71, 34.73]
    assert [feature["id"] for feature in collection["features"]] == ["a:0", "b:0"]
    assert collection["features"][0]["geometry"] == {"type": "Point", "coordinates": [36.71, 34.73]}
    assert collection["features"][1]["geometry"] is None
    assert "bbox" not in collection["features"][1]


def test_properties_are_every_column_in_order(collection):
    names = [name for name in COLUMNS if name != "geometry"]
    assert list(collection["features"][0]["properties"]) == names
    assert collection["features"][0]["properties"]["sources"] == [
        {"publisher": None, "date": None, "url": None, "title": None, "doc_id": "d"}
    ]


def test_attribution_generator_and_digest(collection):
    assert collection["metadata"] == {
        "generator": "geomap 1.2",
        "gazetteer_digest": "abc",
        "attribution": ["Example Names, CC BY 4.0"],
    }


def test_a_table_without_points_has_no_bbox(frame):
    collection = json.loads(to_geojson(frame[frame["lat"].isna()], SETTINGS))
    assert "bbox" not in collection
    FeatureCollection.model_validate(collection)
    empty = json.loads(to_geojson(to_frame([], provenance=""), SETTINGS))
    assert empty["features"] == []
    FeatureCollection.model_validate(empty)


def test_text_is_raw_utf8_and_ends_with_a_line_feed(frame):
    text = to_geojson(frame, SETTINGS)
    assert "حمص" in text
    assert text.endswith("]}\n")
    assert text.count("\n") == 4


def test_lines_are_one_feature_each(frame):
    lines = to_geojson_lines(frame, SETTINGS).split("\n")
    assert [json.loads(line)["id"] for line in lines[:-1]] == ["a:0", "b:0"]
    assert lines[-1] == ""


def test_gdal_reads_it(frame, tmp_path):
    export_frame(frame, tmp_path / "x.geojson", settings=SETTINGS)
    read = geopandas.read_file(tmp_path / "x.geojson")
    assert read.crs.to_epsg() == 4326
    assert (read.geometry[0].x, read.geometry[0].y) == (36.71, 34.73)
    assert read["killed_best"].tolist() == [2, 2]
    assert read.geometry[1] is None
