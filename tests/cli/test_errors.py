"""Bad input: one line that names the thing and the next step, the right exit code, nothing written."""

import os
import sys

import pytest

ARTICLE = (
    "Blast in Homs\nExample News\n8 February 2024\n\nA blast killed two people in Homs, Syria, on Tuesday.\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with one of each bad input, as the working directory."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.txt").write_bytes(b" \n\t\r\n")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (tmp_path / "no_place.csv").write_text("when,what\n2024-01-01,fire\n", encoding="utf-8")
    (tmp_path / "header_only.csv").write_bytes(b"")
    (tmp_path / "broken.txt").write_bytes(b"Blast in H\xff\xfe\x81oms, Syria.\n")
    (tmp_path / "broken.jsonl").write_text('{"id": 1, "text": "Homs"}\n{"id": 2\n', encoding="utf-8")
    (tmp_path / "not_ours.geojson").write_text('{"type": "FeatureCollection"}', encoding="utf-8")
    (tmp_path / "a_folder").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


BAD = {
    "missing file": (("map", "nowhere.txt"), "nowhere.txt"),
    "missing pattern": (("extract", "news/*.txt"), "news/*.txt"),
    "empty": (("map", "empty.txt"), "empty.txt"),
    "blank": (("extract", "blank.txt"), "blank.txt"),
    "empty table": (("geocode", "header_only.csv"), "header_only.csv"),
    "empty folder": (("map", "a_folder"), "a_folder"),
    "binary": (("map", "binary.txt"), "binary.txt"),
    "picture": (("extract", "picture.txt"), "picture.txt"),
    "no place column": (("geocode", "no_place.csv"), "--place"),
    "no such column": (("geocode", "no_place.csv", "--place", "Ort"), "when, what"),
    "text as table": (("geocode", "article.txt"), "no place column"),
    "not that encoding": (("map", "broken.txt", "--encoding", "utf-8"), "--encoding"),
    "no such encoding": (("map", "article.txt", "--encoding", "utf-9"), "utf-9"),
    "no such format": (("extract", "article.txt", "-o", "x.docx"), "geojson"),
    "no such input format": (("extract", "article.txt", "--from", "docx"), "html"),
    "no such model": (("extract", "article.txt", "--model", "xx_none"), "xx_none"),
    "no gazetteer": (("extract", "article.txt", "--gazetteer", "none.db"), "geomap gazetteer build"),
    "text as gazetteer": (("extract", "article.txt", "--gazetteer", "article.txt"), "article.txt"),
    "broken JSON lines": (("parse", "broken.jsonl"), "line 2"),
    "missing JSON lines": (("parse", "none.jsonl"), "none.jsonl"),
    "not incidents": (("export", "not_ours.geojson", "-o", "x.csv"), ""),
    "output is a folder": (("map", "article.txt", "-o", "a_folder"), "a_folder"),
    "output below a file": (("map", "article.txt", "-o", "article.txt/map.html"), "map.html"),
    "table below a file": (("geocode", "no_place.csv", "--place", "what", "-o", "empty.txt/x.csv"), "x.csv"),
    "demo below a file": (("demo", "-o", "article.txt/out"), "article.txt"),
}


@pytest.mark.parametrize(("args", "named"), BAD.values(), ids=BAD)
def test_bad_input_is_one_line_and_exit_code_1(geomap, folder, args, named):
    before = sorted(folder.rglob("*"))
    done = geomap(*args)
    assert done.code == 1, done.err
    lines = done.err.splitlines()
    assert len(lines) == 1, done.err
    assert lines[0].startswith("Error: ")
    assert named in lines[0]
    assert done.out == b""
    assert sorted(folder.rglob("*")) == before


WRONG_USAGE = [
    ("nosuchcommand",),
    ("map",),
    ("geocode",),
    ("map", "article.txt", "--date", "2024-13-01"),
    ("map", "article.txt", "--nosuchoption"),
    ("lookup",),
    ("completion", "cmd.exe"),
]


@pytest.mark.parametrize("args", WRONG_USAGE, ids=" ".join)
def test_wrong_usage_is_exit_code_2_and_says_where_help_is(geomap, folder, args):
    done = geomap(*args)
    assert done.code == 2
    assert done.err.startswith("Usage: geomap")
    assert "--help" in done.err
    assert "Traceback" not in done.err
    assert done.out == b""


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="permissions do not stop this user",
)
def test_a_folder_that_may_not_be_written_to(geomap, folder):
    (folder / "a_folder").chmod(0o500)
    done = geomap("extract", "article.txt", "-o", "a_folder/x.csv")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert done.err.startswith("Error: cannot write ")


def test_broken_utf8_is_read_and_reported(geomap, folder):
    done = geomap("extract", "broken.txt")
    assert done.code == 0
    assert done.err.startswith("Problem: broken.txt: not UTF-8")
    assert "1 problem" in done.err.splitlines()[-1]


def test_one_bad_file_of_a_folder_is_left_out_and_reported(geomap, folder):
    done = geomap("extract", folder, "-o", "x.geojson")
    assert done.code == 0, done.err
    assert "binary.txt" in done.err
    assert "file left out" in done.err
    assert (folder / "x.geojson").exists()


def test_debug_shows_where_an_error_comes_from(geomap, folder):
    from geomap.errors import MissingInputError

    with pytest.raises(MissingInputError):
        geomap("--debug", "map", "nowhere.txt")
