"""Coarse places: at their province or in a cell, and nothing beside that tells where it was."""

import json
import sqlite3
from zipfile import ZipFile

import pytest

from geomap import coarsen
from geomap.exporters import EXPORTERS, ExportSettings, export_frame
from geomap.frame import from_records, iter_records
from geomap.geo import distance_km

MASHTAL = {
    "place_text": "a clinic in Mashtal",
    "place_name": "Al Mashtal",
    "place_id": None,
    "title": "Strike in Mashtal",
    "country_code": "IQ",
    "country": "Iraq",
    "admin1": "Baghdad",
    "admin2": "Sadr",
    "lat": 33.3212,
    "lon": 44.5017,
    "radius_km": 1.5,
    "place_precision": "neighbourhood",
}


@pytest.fixture
def table(records, opened):
    row = next(
        row for row in iter_records(from_records(records)) if row["place_precision"] == "neighbourhood"
    )
    changes = (
        {},
        {"place_precision": "site", "country_code": None, "country": None, "admin1": None},
        {
            "lat": 2.0,
            "lon": -35.0,
            "country_code": None,
            "country": None,
            "admin1": None,
            "place_precision": "sea_air",
        },
        {"place_precision": "country", "radius_km": 350.0},
        {
            "lat": None,
            "lon": None,
            "radius_km": None,
            "place_status": "unresolved",
            "place_precision": "unresolved",
        },
    )
    return from_records(
        {**row, **MASHTAL, **change, "incident_id": f"src{number}", "place_index": 0}
        for number, change in enumerate(changes)
    )


def places(frame):
    return sorted(
        (str(row["place_precision"]), row["place_name"], row["admin1"], row["lat"])
        for row in iter_records(frame)
    )


def test_points_stand_at_their_province_or_country_or_nowhere(table):
    found = list(iter_records(coarsen(table, "adm1")))
    by_level = {}
    for row in found:
        by_level.setdefault(row["place_precision"], []).append(row)
    assert {level: len(rows) for level, rows in by_level.items()} == {
        "adm1": 2,
        "country": 1,
        "unresolved": 2,
    }
    for row in by_level["adm1"]:
        assert (row["place_name"], row["admin1"], row["admin2"], row["country_code"]) == (
            "Baghdad",
            "Baghdad",
            None,
            "IQ",
        )
        assert distance_km(row["lat"], row["lon"], 33.32, 44.5) < row["radius_km"]
    (country,) = by_level["country"]
    assert (country["place_name"], country["admin1"]) == ("Iraq", None)
    assert (country["lat"], country["lon"]) != (MASHTAL["lat"], MASHTAL["lon"])
    assert all(row["lat"] is None and row["place_name"] is None for row in by_level["unresolved"])


def test_points_stand_in_the_middle_of_cells(table):
    for row in iter_records(coarsen(table, 20)):
        assert row["place_name"] is None
        if row["lat"] is not None and row["lat"] > 30:
            assert distance_km(row["lat"], row["lon"], MASHTAL["lat"], MASHTAL["lon"]) < row["radius_km"]
            assert row["lat"] != MASHTAL["lat"]


def test_no_format_holds_the_place_or_its_words(table, tmp_path):
    dated = from_records(
        {**row, "event_type": "battle", "killed_best": 1, "cluster_id": "src"} for row in iter_records(table)
    )
    for how in ("adm1", "20"):
        coarse = coarsen(dated, how)
        for name in EXPORTERS:
            path = tmp_path / f"x.{name}"
            export_frame(coarse, path, settings=ExportSettings(rings=name in ("gpkg", "kml")))
            told = plain(path)
            for secret in ("ashtal", "clinic", "Sadr", "33.32", "44.50", "src0", "example.org"):
                assert secret not in told, (how, name, secret)


def plain(path):
    """Return all that a file holds as text."""
    content = path.read_bytes()
    if content.startswith(b"PK"):
        with ZipFile(path) as archive:
            return "".join(archive.read(name).decode("utf-8") for name in archive.namelist())
    if content.startswith(b"PAR1"):
        import pyarrow.parquet as pq

        table = pq.read_table(path)
        return json.dumps(table.drop(["geometry"]).to_pylist(), default=str) + str(table.schema.metadata)
    if content.startswith(b"SQLite"):
        with sqlite3.connect(path) as file:
            text = "\n".join(file.iterdump())
        file.close()
        return text
    return content.decode("utf-8", "replace")


def test_the_command(table, geomap, tmp_path):
    export_frame(table, tmp_path / "x.geojson")
    done = geomap("export", tmp_path / "x.geojson", "--coarsen", "adm1", "-q")
    assert done.code == 0
    features = json.loads(done.out)["features"]
    assert len(features) == len(table)
    assert "ashtal" not in done.out.decode("utf-8")
    assert "places coarsened to first-level units" in json.loads(done.out)["metadata"]["attribution"][-1]
    redacted = geomap("export", tmp_path / "x.geojson", "--redact", "--to", "csv", "-q")
    assert redacted.code == 0
    assert b"clinic" not in redacted.out
    assert b"33.3212" in redacted.out
    assert geomap("export", tmp_path / "x.geojson", "--coarsen", "adm7").code == 2
    assert geomap("export", tmp_path / "x.geojson", "--coarsen", "20", "--town-points").code == 2


def test_a_coarse_file_is_mapped(table, geomap, tmp_path):
    export_frame(coarsen(table, "adm1"), tmp_path / "x.geojson")
    done = geomap("map", tmp_path / "x.geojson", "-o", tmp_path / "x.html", "-q")
    assert done.code == 0, done.err
    assert "first-level units" in (tmp_path / "x.html").read_text(encoding="utf-8")
