"""Every format opened again by a program that is not ours: same rows, fields, points, days, Arabic text."""

import io
import json
import shutil
import sqlite3
import subprocess
import xml.etree.ElementTree as ET
from datetime import date

import geopandas
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from geomap.errors import InputError
from geomap.exporters import EXPORTERS, ExportSettings, export_frame, to_geojson, to_rings
from geomap.exporters.symbols import load_symbols
from geomap.frame import COLUMNS, from_records, iter_records

ARABIC = "قصف في حمص"
KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture
def table(records):
    """Incidents of every kind, one of them in Arabic and with text that would run."""
    odd = {"title": ARABIC, "description": "<script>alert(1)</script> & $[name]", "side_a": "=HYPERLINK(1)"}
    return from_records([{**records[0], **odd}, *records[1:]])


@pytest.fixture
def ogrinfo():
    """Open a file with GDAL's own program: its layers as JSON-like text."""
    program = shutil.which("ogrinfo")
    if program is None:
        pytest.skip("no ogrinfo: apt install gdal-bin; exported files are NOT opened with GDAL's program")

    def run(*args):
        done = subprocess.run([program, *map(str, args)], capture_output=True, check=True)
        errors = [line for line in done.stderr.decode().splitlines() if "ERROR" in line]
        assert errors == []
        return done.stdout.decode("utf-8")

    return run


@pytest.mark.parametrize(
    ("name", "layer"),
    [
        ("geojson", None),
        ("geojsonl", None),
        ("gpkg", "incidents"),
        ("fgb", "incidents"),
        ("kml", "incidents"),
        ("xlsx", "incidents"),
        ("csv", "x"),
    ],
)
def test_gdals_own_program_sees_the_same(name, layer, table, ogrinfo, tmp_path):
    path = tmp_path / f"x.{name}"
    export_frame(table, path)
    kept = table[table["lat"].notna()] if name == "fgb" else table
    told = ogrinfo("-al", "-ro", path) if layer is None else ogrinfo("-ro", path, layer)
    assert f"Feature Count: {len(kept)}" in told
    for field in ("incident_id", "date_start", "place_name", "killed_best", "sources", "provenance"):
        assert f"{field}: " in told
    assert (ARABIC in told) == bool((kept["title"] == ARABIC).any())
    for day in kept["date_start"].dropna():
        assert day in told or day.replace("-", "/") in told
    if name not in ("xlsx", "csv"):
        assert told.count("POINT (") == kept["lat"].notna().sum()


@pytest.mark.parametrize("name", ["geojson", "geojsonl", "gpkg", "fgb", "parquet"])
def test_geopandas_sees_the_same(name, table, tmp_path):
    path = tmp_path / f"x.{name}"
    export_frame(table, path)
    if name == "parquet":
        read = geopandas.read_parquet(path)
    else:
        read = geopandas.read_file(path, **({"layer": "incidents"} if name == "gpkg" else {}))
    kept = table[table["lat"].notna()] if name == "fgb" else table
    assert read.crs.to_epsg() == 4326
    by_key = read.set_index(["incident_id", "place_index"])
    assert len(by_key) == len(kept)
    for row in iter_records(kept):
        found = by_key.loc[(row["incident_id"], row["place_index"])]
        point = found["geometry"]
        assert (None if point is None else (point.y, point.x)) == (row["lat"] and (row["lat"], row["lon"]))
        assert found["title"] == row["title"]
        day = found["date_start"]
        assert (None if pd.isna(day) else str(day)[:10]) == row["date_start"]
        best = found["killed_best"]
        assert (None if pd.isna(best) else int(best)) == row["killed_best"]


def test_geojson_passes_a_validator(table):
    validator = pytest.importorskip("geojson_validator")
    collection = json.loads(to_geojson(table, ExportSettings()))
    assert validator.validate_structure(collection, check_crs=True) == {}
    located = [feature for feature in collection["features"] if feature["geometry"] is not None]
    told = validator.validate_geometries({**collection, "features": located})
    assert (told["invalid"], told["problematic"]) == ({}, {})
    rings = json.loads(to_rings(table).to_json(drop_id=True))
    assert validator.validate_geometries(rings)["invalid"] == {}


def test_geojson_positions_are_rounded_and_days_are_days(table):
    row = next(iter_records(table[table["lat"].notna()]))
    fine = from_records([{**row, "lat": 34.123456789, "lon": -0.0000000001}])
    (feature,) = json.loads(to_geojson(fine, ExportSettings()))["features"]
    assert str(feature["geometry"]["coordinates"]) == "[0.0, 34.123457]"
    assert len(feature["properties"]["date_start"]) == len("2024-02-07")


def test_geoparquet_passes_the_published_rules(table, tmp_path):
    validator = pytest.importorskip("geoparquet_validator")
    for frame in (table, table[table["lat"].isna()], table.iloc[:0]):
        path = tmp_path / "x.parquet"
        export_frame(frame, path)
        report = validator.check(str(path))
        assert validator.failed(report, "core") == []
        assert validator.failed(report, "covering") == []
    geo = json.loads(pq.read_metadata(path).metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    assert geo["columns"]["geometry"]["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]


def test_geoparquet_has_types_boxes_and_metadata(table, tmp_path):
    path = tmp_path / "x.parquet"
    export_frame(table, path)
    read = pq.read_table(path)
    kinds = {name: str(read.schema.field(name).type) for name in read.schema.names}
    assert (kinds["date_start"], kinds["killed_best"], kinds["is_background"]) == (
        "date32[day]",
        "int64",
        "bool",
    )
    boxes = read["bbox"].to_pylist()
    lats = read["lat"].to_pylist()
    assert [box and box["ymin"] for box in boxes] == lats
    assert json.loads(read.schema.metadata[b"geomap"])["attribution"] == []
    west = table["lon"].min()
    seen = geopandas.read_parquet(path, bbox=(west - 0.1, -90, west + 0.1, 90))
    assert 0 < len(seen) < len(table)


def test_geopackage_carries_style_times_and_attribution(table, tmp_path):
    path = tmp_path / "x.gpkg"
    settings = ExportSettings(attribution=("Example Names, CC BY 4.0",), version="1", rings=True)
    export_frame(table, path, settings=settings)
    with sqlite3.connect(path) as file:
        styles = dict(file.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault"))
        contents = dict(file.execute("SELECT table_name, description FROM gpkg_contents"))
        indexed = {
            row[0]
            for row in file.execute(
                "SELECT table_name FROM gpkg_extensions WHERE extension_name LIKE '%rtree%'"
            )
        }
        (days,) = file.execute(
            "SELECT typeof(date_start) FROM incidents WHERE date_start IS NOT NULL LIMIT 1"
        )
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    file.close()
    assert list(styles) == ["incidents", "rings"]
    points = ET.fromstring(styles["incidents"].partition("\n")[2])
    categories = {node.get("value") for node in points.iter("category")}
    assert (
        categories == {symbol.event_type for symbol in load_symbols()} == set(COLUMNS["event_type"].choices)
    )
    times = points.find("temporal")
    assert (times.get("enabled"), times.get("mode")) == ("1", "4")
    assert contents["incidents"] == "geomap 1 | Example Names, CC BY 4.0"
    assert {"incidents", "rings"} <= indexed
    assert days == ("text",)


def test_colours_are_those_of_the_map(request):
    script = (request.config.rootpath / "geomap/rendering/static/symbols.js").read_text(encoding="utf-8")
    words = (request.config.rootpath / "geomap/rendering/static/words.js").read_text(encoding="utf-8")
    for symbol in load_symbols():
        line = next(
            line for line in script.splitlines() if line.strip().startswith(f"{symbol.event_type}: [")
        )
        assert symbol.colour in line
        assert f"{symbol.event_type}: '{symbol.label}'" in words


def test_kml_is_xml_with_times_and_text_that_does_not_run(table, tmp_path):
    path = tmp_path / "x.kml"
    export_frame(table, path, settings=ExportSettings(rings=True))
    root = ET.parse(path).getroot()
    places = root.findall(f".//{KML}Folder")[0].findall(f"{KML}Placemark")
    assert len(places) == len(table)
    first = next(node for node in places if node.findtext(f"{KML}name") == ARABIC)
    balloon = first.findtext(f"{KML}description")
    assert "<script" not in balloon
    assert "&lt;script&gt;alert(1)" in balloon
    assert "$[" not in balloon
    whens = [node.findtext(f"{KML}TimeStamp/{KML}when") for node in places]
    spans = [node.find(f"{KML}TimeSpan") for node in places]
    assert (
        sum(when is not None for when in whens) + sum(span is not None for span in spans)
        == table["date_start"].notna().sum()
    )
    assert len(root.findall(f".//{KML}Polygon")) >= len(to_rings(table))
    assert "href=" not in path.read_text(encoding="utf-8").replace("&lt;a href=", "").replace("<a href=", "")


def test_kml_links_go_to_the_web_only(frame):
    row = next(iter_records(frame))
    entry = {"publisher": "P", "date": None, "title": None, "doc_id": "d"}
    urls = ("javascript:alert(1)", 'https://x.example/?a="b"&c', "data:text/html,x")
    odd = from_records([{**row, "sources": [{**entry, "url": url} for url in urls]}])
    root = ET.fromstring(EXPORTERS.get("kml")(odd, ExportSettings()))
    balloon = root.findtext(f".//{KML}Placemark/{KML}description")
    assert balloon.count("<a href=") == 1
    assert '<a href="https://x.example/?a=&quot;b&quot;&amp;c">' in balloon


def test_workbook_cells_are_typed_and_nothing_runs(table, tmp_path):
    path = tmp_path / "x.xlsx"
    export_frame(table, path)
    sheet = openpyxl.load_workbook(path)["incidents"]
    rows = list(sheet.iter_rows(values_only=True))
    cells = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    arabic = next(row for row in cells if row["title"] == ARABIC)
    assert arabic["side_a"] == "'=HYPERLINK(1)"
    assert isinstance(arabic["is_background"], bool)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert [row["date_start"] and row["date_start"].date() for row in cells] == [
        None if pd.isna(day) else date.fromisoformat(day) for day in table["date_start"]
    ]
    assert [row["lat"] for row in cells] == [None if pd.isna(lat) else lat for lat in table["lat"]]
    assert arabic["source_urls"] == "; ".join(entry["url"] for entry in json.loads(arabic["sources"]))
    assert sheet.freeze_panes == "A2"


def test_a_list_too_long_for_a_cell_loses_its_end_and_that_is_told(frame, tmp_path):
    row = next(iter_records(frame))
    quotes = [{"field": "place", "quote": "x" * 9000, "number": number} for number in range(9)]
    told = []
    path = tmp_path / "x.xlsx"
    export_frame(
        from_records([{**row, "evidence": quotes}]), path, settings=ExportSettings(report=told.append)
    )
    sheet = openpyxl.load_workbook(path)["incidents"]
    head, cells = (list(found) for found in sheet.iter_rows(values_only=True))
    assert json.loads(cells[head.index("evidence")]) == quotes[:3]
    assert told == ["cut to 32,767 characters: 1 cell"]


def test_pandas_reads_csv_with_and_without_a_byte_order_mark(table, tmp_path):
    for bom, encoding in ((False, "utf-8"), (True, "utf-8-sig")):
        path = tmp_path / "x.csv"
        export_frame(table, path, settings=ExportSettings(bom=bom))
        assert path.read_bytes().startswith(b"\xef\xbb\xbf") == bom
        read = pd.read_csv(path, encoding=encoding)
        assert list(read["incident_id"]) == list(table["incident_id"])
        assert ARABIC in set(read["title"])
        assert read["source_urls"].notna().any()


def test_days_before_1900_are_text_in_a_workbook(frame):
    row = next(iter_records(frame))
    old = from_records(
        [{**row, "date_start": "1899-05-01", "date_end": "1899-05-01", "date_precision": "day"}]
    )
    content = EXPORTERS.get("xlsx")(old, ExportSettings())
    sheet = openpyxl.load_workbook(io.BytesIO(content))["incidents"]
    head, cells = (list(found) for found in sheet.iter_rows(values_only=True))
    assert cells[head.index("date_start")] == "1899-05-01"


def test_choices_that_a_format_has_no_place_for_are_refused(table, tmp_path):
    with pytest.raises(InputError, match=r"csv has one layer.*gpkg, kml, postgresql"):
        export_frame(table, tmp_path / "x.csv", settings=ExportSettings(rings=True))
    with pytest.raises(InputError, match="byte order mark is for CSV"):
        export_frame(table, tmp_path / "x.kml", settings=ExportSettings(bom=True))
    assert list(tmp_path.iterdir()) == []


def test_rows_without_a_point_are_left_out_where_that_is_asked_for(table, tmp_path):
    told = []
    settings = ExportSettings(located_only=True, report=told.append)
    artifact = export_frame(table, tmp_path / "x.geojson", settings=settings)
    features = json.loads((tmp_path / "x.geojson").read_text(encoding="utf-8"))["features"]
    assert len(features) == artifact.rows == table["lat"].notna().sum()
    missing = table["lat"].isna().sum()
    assert told == [f"left out: {missing} {'row' if missing == 1 else 'rows'} without a point"]


HOLDING_NULL = ["GeoJSON", "GeoJSONSeq", "GPKG", "GML", "SQLite", "KML"]


@pytest.mark.parametrize("driver", [*HOLDING_NULL, "FlatGeobuf"])
def test_a_frame_writes_itself_too(driver, table, tmp_path):
    frame = table if driver in HOLDING_NULL else table[table["lat"].notna()]
    path = tmp_path / f"x.{driver.lower()}"
    frame.to_file(path, driver=driver)
    assert len(geopandas.read_file(path)) == len(frame)
