"""Large tables and their formats: same cells in every format, rejects that add up, nothing half-written."""

import csv
import io
import json
import sqlite3
import subprocess
import sys

import pytest

from geomap.pipeline import decisions, table_rows
from geomap.pipeline.geocode import geocode_table
from geomap.pipeline.settings import Settings
from geomap.readers import seen

ROWS = [
    ["id", "place", "admin1", "country", "lat", "lon", "note"],
    ["1", "Aleppo", "", "Syria", "48.0", "2.0", "far from its place"],
    ["2", "Homs", "", "Syria", "34.72", "36.72", "right"],
    ["3", "12 km north of Homs", "", "Syria", "", "", "a relation"],
    ["4", "Xqzvwk", "", "", "", "", "unknown"],
    ["5", "Homs", "", "Syria", "", "", '=1+1, "quoted"'],
    ["6", "", "Baghdad", "Iraq", "0", "0", "a unit"],
    ["7", "", "", "", "", "", "no place"],
]


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(ROWS)
    return path


def read_csv(path):
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))


def records(path):
    rows = read_csv(path)
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_every_format_holds_the_same_rows(geomap, table, tmp_path):
    import geopandas
    import pandas as pd

    for name in ("csv", "tsv", "parquet", "geojson", "geojsonl", "gpkg", "xlsx"):
        assert geomap("geocode", table, "-o", tmp_path / f"out.{name}", "-q").code == 0
    wanted = records(tmp_path / "out.csv")
    names = [row["place_name"] for row in wanted]
    assert [row["note"] for row in wanted] == [row[-1] for row in ROWS[1:]]
    frames = {
        "parquet": geopandas.read_parquet(tmp_path / "out.parquet"),
        "gpkg": geopandas.read_file(tmp_path / "out.gpkg"),
        "geojson": geopandas.read_file(tmp_path / "out.geojson"),
        "xlsx": pd.read_excel(tmp_path / "out.xlsx", dtype=str, keep_default_na=False, engine="openpyxl"),
        "tsv": pd.read_csv(tmp_path / "out.tsv", sep="\t", dtype=str, keep_default_na=False),
    }
    for kind, frame in frames.items():
        assert frame["place_name"].fillna("").tolist() == names, kind
        assert len(frame) == len(ROWS) - 1
    assert frames["xlsx"]["note"].iloc[4] == "'" + ROWS[5][-1]
    for kind in ("parquet", "gpkg", "geojson"):
        frame = frames[kind]
        assert frame.crs.to_epsg() == 4326
        assert frame["note"].tolist() == [row[-1] for row in ROWS[1:]]
        points = [None if point is None else (point.y, point.x) for point in frame.geometry]
        places = [(row["geomap_lat"], row["geomap_lon"]) for row in wanted]
        assert points == [None if lat == "" else (float(lat), float(lon)) for lat, lon in places]
        assert frame["radius_km"].dtype == "float64"
    lines = (tmp_path / "out.geojsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["properties"]["place_name"] or "" for line in lines] == names


def test_the_same_table_gives_the_same_bytes(table, tmp_path):
    for name in ("csv", "parquet", "geojson", "gpkg", "xlsx"):
        files = [tmp_path / f"{number}.{name}" for number in (1, 2)]
        for path in files:
            geocode_table(str(table), path, Settings())
        assert files[0].read_bytes() == files[1].read_bytes(), name


def test_attribution_is_in_every_file(table, tmp_path):
    import pyarrow.parquet as pq

    for name in ("parquet", "gpkg", "geojson"):
        geocode_table(str(table), tmp_path / f"x.{name}", Settings())
    assert b"GeoNames" in pq.read_schema(tmp_path / "x.parquet").metadata[b"geomap"]
    assert "GeoNames" in json.loads((tmp_path / "x.geojson").read_bytes())["metadata"]["attribution"][0]
    file = sqlite3.connect(tmp_path / "x.gpkg")
    assert "GeoNames" in file.execute("SELECT description FROM gpkg_contents").fetchone()[0]
    file.close()


def test_rejects_add_up(geomap, table, tmp_path):
    listed = tmp_path / "rejects.csv"
    done = geomap("geocode", table, "-o", tmp_path / "x.csv", "--rejects", listed, "--strict")
    assert done.code == 3
    rows = records(listed)
    assert list(rows[0]) == ["source", "row", "column", "value", "reason", "suggestion"]
    assert [row["row"] for row in rows] == ["1", "4", "6", "7"]
    assert "2 problems" in done.err
    assert f"Rejects: 4 in {listed}: 2 problems and 2 without a point" in done.err
    assert rows[1]["value"] == "Xqzvwk"
    assert rows[1]["column"] == "place"
    assert "no place called" in rows[1]["reason"]


def test_rejects_of_other_commands(geomap, table, tmp_path):
    for command in ("map", "extract", "parse"):
        listed = tmp_path / f"{command}.csv"
        done = geomap(
            command,
            table,
            "-o",
            tmp_path / f"{command}.out.csv" if command == "extract" else tmp_path / f"{command}.out",
            "--rejects",
            listed,
        )
        assert done.code == 0, done.err
        assert "Xqzvwk" in [row["value"] for row in records(listed)]
        assert f"Rejects: {len(records(listed))} in {listed}" in done.err


def test_cells_of_rejects_do_not_run(geomap, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("place\n=Xqzvwk(1)\n", encoding="utf-8")
    geomap("geocode", path, "-o", tmp_path / "x.csv", "--rejects", tmp_path / "r.csv")
    assert all(not cell.startswith("=") for row in read_csv(tmp_path / "r.csv")[1:] for cell in row)


def test_rows_that_grow_longer_late_keep_their_cells(monkeypatch, tmp_path):
    monkeypatch.setattr(table_rows, "CHUNK", 100)
    path = tmp_path / "t.csv"
    rows = [["place", "note"], *[["Homs", str(number)] for number in range(600)], ["Homs", "x", "beyond"]]
    path.write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    found = geocode_table(str(path), tmp_path / "x.csv", Settings(), rejects=tmp_path / "r.csv")
    back = records(tmp_path / "x.csv")
    assert [row["note"] for row in back] == [row[1] for row in rows[1:]]
    assert (back[-1]["column_3"], back[0]["column_3"]) == ("beyond", "")
    assert (found.tally.rows, len(found.problems), len(records(tmp_path / "r.csv"))) == (601, 1, 1)


def test_small_chunks_workers_and_temporary_files_change_nothing(monkeypatch, examples, table, tmp_path):
    for number, source in enumerate((examples / "incidents.csv", table)):
        whole, parts, spread = (tmp_path / f"{number}{name}.csv" for name in ("whole", "parts", "spread"))
        geocode_table(str(source), whole, Settings())
        with monkeypatch.context() as patch:
            patch.setattr(table_rows, "CHUNK", 3)
            patch.setattr(table_rows, "BATCH", 2)
            patch.setattr(decisions, "IN_MEMORY", 2)
            patch.setattr(seen, "IN_MEMORY", 2)
            geocode_table(str(source), parts, Settings())
            patch.setattr(table_rows, "WORTH_WORKERS", 0)
            geocode_table(str(source), spread, Settings(jobs=2))
        assert whole.read_bytes() == parts.read_bytes() == spread.read_bytes()


def test_a_failed_run_leaves_old_files(geomap, table, tmp_path):
    output, listed = tmp_path / "x.parquet", tmp_path / "r.csv"
    for path in (output, listed):
        path.write_bytes(b"old")
    table.write_text("place,x\nHoms,1\n" + "a" * 10 + "\n", encoding="utf-8")
    done = geomap("geocode", table, "-o", output, "--rejects", listed, "--place", "nowhere")
    assert done.code == 1
    assert (output.read_bytes(), listed.read_bytes()) == (b"old", b"old")
    assert not list(tmp_path.glob(".*"))


def test_an_unknown_format_is_told_before_the_work(geomap, table, tmp_path):
    done = geomap("geocode", table, "-o", tmp_path / "x.shp")
    assert done.code != 0
    assert "known: csv, geojson, geojsonl, gpkg, parquet, tsv, xlsx" in done.err


KILLED = """
import os, signal, sys
from geomap.exporters.sinks.{module} import {sink}
def die(self):
    os.kill(os.getpid(), 9)
{sink}.close = die
from geomap.cli.main import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills itself with a signal")
@pytest.mark.parametrize(
    ("module", "sink", "name"),
    [("parquet", "ParquetSink", "x.parquet"), ("delimited", "DelimitedSink", "x.csv")],
)
def test_a_killed_run_leaves_the_old_files(module, sink, name, table, tmp_path):
    output, listed = tmp_path / name, tmp_path / "r.csv"
    for path in (output, listed):
        path.write_bytes(b"old")
    command = ["geocode", str(table), "-o", str(output), "--rejects", str(listed), "-q"]
    code = KILLED.format(module=module, sink=sink)
    assert subprocess.run([sys.executable, "-c", code, *command], check=False).returncode != 0
    assert (output.read_bytes(), listed.read_bytes()) == (b"old", b"old")


FULL = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
from geomap.cli.main import main
main()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits the size of files")
@pytest.mark.parametrize("name", ["x.csv", "x.parquet", "x.gpkg", "x.xlsx"])
def test_a_full_disk_is_one_line_and_leaves_nothing(name, table, tmp_path):
    (tmp_path / name).write_bytes(b"old")
    command = ["geocode", str(table), "-o", str(tmp_path / name), "-q", "--rejects", str(tmp_path / "r.csv")]
    done = subprocess.run(
        [sys.executable, "-c", FULL, *command], capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 1, done.stderr
    assert "cannot write" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / name).read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["table.csv", name])


def test_what_is_told_of_a_row_is_the_same_in_every_command(geomap, tmp_path):
    table = tmp_path / "lists.csv"
    rows = (
        ["date", "place", "country"],
        ["2020-01-01", "Homs, Hama, Idlib", "Syria"],
        ["2020-01-02", "Mosul, Nineveh", "Iraq"],
        ["2020-01-03", "", ""],
    )
    table.write_text("".join('"' + '","'.join(row) + '"\n' for row in rows), encoding="utf-8")
    told = []
    for command in ("geocode", "extract"):
        rejects = tmp_path / f"{command}.csv"
        done = geomap(command, table, "-o", tmp_path / f"{command}.geojson", "--rejects", rejects)
        assert done.code == 0, done.err
        assert "3 rows, 3 mentions: 2 resolved, 0 ambiguous, 1 unresolved" in done.err
        told.append([(row["row"], row["column"], row["value"], row["reason"]) for row in records(rejects)])
    assert told[0] == told[1]
    listed, nowhere = told[0]
    assert listed[:3] == ("1", "place", "Homs, Hama, Idlib")
    assert listed[3].startswith("a list of places; the first known one, Homs, was taken, not ")
    assert nowhere == ("3", "", "", "the row names no place")


def test_points_in_parts_are_given_points_in_every_command(geomap, tmp_path):
    table = tmp_path / "utm.csv"
    table.write_text(
        "Village,Zone,Easting,Northing\nMutare,36K,465000,7902000\nChimoio,36,550000,7887000\n",
        encoding="utf-8",
    )
    done = geomap("geocode", table, "-o", tmp_path / "out.csv")
    assert done.code == 0, done.err
    first, second = records(tmp_path / "out.csv")
    assert (first["place_status"], round(float(first["lat"]), 3)) == ("given", -18.974)
    assert second["place_status"] == "resolved"
    assert "zone '36' does not say whether it is north or south; Easting: 36, 550000, 7887000" in done.err
