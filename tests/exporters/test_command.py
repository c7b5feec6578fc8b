import json
import sqlite3
import subprocess
import sys

import pandas as pd

from geomap.exporters import export_frame


def geomap(*args, stdin=b""):
    return subprocess.run(
        [sys.executable, "-m", "geomap", *map(str, args)], input=stdin, capture_output=True, check=False
    )


def test_a_file_becomes_another_format(frame, tmp_path):
    export_frame(frame, tmp_path / "x.geojson")
    done = geomap("export", tmp_path / "x.geojson", "-o", tmp_path / "x.csv")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode().startswith("2 rows written to ")
    back = geomap("export", "-", "-q", stdin=(tmp_path / "x.csv").read_bytes())
    assert (back.returncode, back.stderr) == (0, b"")
    assert back.stdout == (tmp_path / "x.geojson").read_bytes()
    assert json.loads(back.stdout)["metadata"]["generator"] == "geomap 1.2"


def test_errors_are_one_line_and_nothing_is_written(frame, tmp_path):
    export_frame(frame, tmp_path / "x.geojson")
    for args in (
        ("export", tmp_path / "x.geojson", "-o", tmp_path / "y.docx"),
        ("export", tmp_path / "none.geojson", "-o", tmp_path / "y.csv"),
    ):
        done = geomap(*args)
        assert done.returncode == 1
        assert done.stderr.decode().startswith("Error: ")
        assert done.stderr.decode().count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["x.geojson"]
    assert geomap("export").returncode == 2


def test_flags_of_an_export(frame, geomap, tmp_path):
    path = tmp_path / "x.geojson"
    export_frame(frame, path)
    done = geomap("export", path, "-o", tmp_path / "x.csv", "--bom", "--located-only")
    assert done.code == 0
    assert "left out: 1 row without a point\n1 rows written" in done.err
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbfincident_id,")
    done = geomap("export", path, "-o", tmp_path / "x.csv", "--rings")
    assert done.code == 1
    assert "csv has one layer" in done.err
    assert geomap("export", path, "-o", tmp_path / "x.gpkg", "--rings", "-q").code == 0
    done = geomap("export", tmp_path / "x.gpkg", "-o", tmp_path / "y.geojson")
    assert done.err == f"2 rows written to {tmp_path / 'y.geojson'}\n"
    assert (tmp_path / "y.geojson").read_bytes() == path.read_bytes()


def test_extract_has_the_flags_of_an_export(examples, tmp_path):
    article = examples / "article.txt"
    made = {
        name: geomap("extract", article, "-o", tmp_path / name, *flags, "-q")
        for name, flags in {
            "all.gpkg": ["--rings"],
            "public.csv": ["--redact"],
            "units.csv": ["--coarsen", "adm1"],
            "full.csv": [],
        }.items()
    }
    assert {done.returncode for done in made.values()} == {0}
    with sqlite3.connect(tmp_path / "all.gpkg") as database:
        assert database.execute("SELECT count(*) FROM rings").fetchone()[0] > 0
    database.close()
    full, public, units = (pd.read_csv(tmp_path / f"{name}.csv") for name in ("full", "public", "units"))
    assert len(full) == len(public) == len(units)
    assert full["description"].notna().all()
    assert public["description"].isna().all()
    assert list(public["lat"]) == list(full["lat"])
    assert units["place_text"].isna().all()
    assert list(units["lat"]) != list(full["lat"])
    assert geomap("extract", article, "-o", tmp_path / "x.csv", "--rings").returncode == 1
