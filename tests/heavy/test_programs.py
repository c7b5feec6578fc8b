"""QGIS and LibreOffice open what was exported, and see what was meant."""

import csv
import json
import subprocess
from pathlib import Path

import pytest

from geomap.exporters import ExportSettings, export_frame, to_rings
from geomap.exporters.symbols import load_symbols
from geomap.frame import from_records, iter_records

LOOK = Path(__file__).with_name("look_qgis.py")
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
DAYS = ("2024-02-07", "2020-01-01")


@pytest.fixture
def qgis(program, tmp_path):
    """Open a layer in QGIS without a screen: what it makes of it, and a picture."""
    program("qgis")
    python = program("/usr/bin/python3", "python3")
    if subprocess.run([python, "-c", "import qgis.core"], capture_output=True, check=False).returncode != 0:
        pytest.skip("no Python of QGIS: apt install python3-qgis; the GeoPackage is NOT opened with it")

    def look(path, layer, *days):
        picture = tmp_path / f"{layer}.png"
        done = subprocess.run(
            [python, LOOK, path, layer, picture, *days], capture_output=True, check=True, timeout=200
        )
        return json.loads(done.stdout.splitlines()[-1]), picture

    return look


def test_qgis_colours_types_and_follows_time(table, qgis, tmp_path):
    path = tmp_path / "x.gpkg"
    export_frame(table, path, settings=ExportSettings(rings=True))
    told, picture = qgis(path, "incidents", *DAYS)
    assert told["valid"]
    assert told["rows"] == len(table)
    assert (told["renderer"], told["attribute"]) == ("categorizedSymbol", "event_type")
    assert told["categories"] == {symbol.event_type: symbol.colour for symbol in load_symbols()}
    assert (told["temporal"], told["mode"]) == (True, 4)
    assert (told["fields"]["date_start"], told["fields"]["is_background"]) == ("Date", "Boolean")
    assert sorted(told["titles"]) == sorted(table["title"])
    assert picture.stat().st_size > 0
    busy, empty = (told["drawn_on"][day] for day in DAYS)
    assert told["drawn"] > busy > 0
    assert empty == 0


def test_qgis_shows_the_rings(table, qgis, tmp_path):
    path = tmp_path / "x.gpkg"
    export_frame(table, path, settings=ExportSettings(rings=True))
    told, _ = qgis(path, "rings", *DAYS)
    assert (told["rows"], told["renderer"], told["temporal"]) == (len(to_rings(table)), "singleSymbol", True)
    assert told["drawn"] > told["drawn_on"]["2024-02-07"] > 0


def test_qgis_reads_arabic(table, qgis, tmp_path):
    arabic = from_records({**row, "title": "قصف في حمص"} for row in iter_records(table))
    path = tmp_path / "x.gpkg"
    export_frame(arabic, path)
    told, _ = qgis(path, "incidents")
    assert set(told["titles"]) == {"قصف في حمص"}


def test_libreoffice_opens_the_workbook(table, program, tmp_path):
    office = program("soffice", "libreoffice")
    odd = from_records({**row, "title": "=1+1 قصف", "side_a": "@SUM(A1)"} for row in iter_records(table))
    path = tmp_path / "x.xlsx"
    export_frame(odd, path)
    subprocess.run(
        [office, "--headless", "--convert-to", AS_CSV, "--outdir", tmp_path, path],
        capture_output=True,
        check=True,
        timeout=200,
    )
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["incident_id"] for row in rows] == list(odd["incident_id"])
    assert {row["title"] for row in rows} == {"'=1+1 قصف"}
    assert {row["side_a"] for row in rows} == {"'@SUM(A1)"}
    assert [row["date_start"] for row in rows] == list(odd["date_start"])
    assert [float(row["lat"]) for row in rows if row["lat"]] == list(odd["lat"].dropna())
    assert {row["is_aggregate"] for row in rows} == {"FALSE"}
