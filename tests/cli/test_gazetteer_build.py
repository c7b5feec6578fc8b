"""``geomap gazetteer build`` and ``add`` with files of one's own: counts, problems, errors."""

import csv
import json
import re

import pytest

from geomap.gazetteer import importing, open_gazetteer

HOMS = "169577\tHoms\tHoms\tHims\t34.72405\t36.72559\tP\tPPLA\tSY\t\t11\t\t\t\t775404\t\t\t\t\n"
CAMPS = """name,lat,lon,country,type
Camp One,34.0,37.0,SY,camp
=Camp Two,north,37.0,SY,camp
Camp Three,34.0,,SY,camp
Homs,34.72,36.72,SY,town
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working directory with a GeoNames file and a list of camps, two rows of which are bad."""
    (tmp_path / "SY.txt").write_text(HOMS + "\n", encoding="utf-8")
    (tmp_path / "camps.csv").write_text(CAMPS, encoding="utf-8")
    (tmp_path / "prose.txt").write_text("a line of prose", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_build_says_what_became_of_every_row(geomap, folder):
    done = geomap("gazetteer", "build", "-o", "mine.db", "SY.txt", "camps.csv", "--bare")
    assert (done.code, done.out) == (0, b"")
    lines = done.err.splitlines()
    assert lines[0].startswith("Problem: camps.csv, row 3: ")
    assert lines[2:5] == [
        "SY.txt (geonames): 2 rows: 1 used, 1 skipped (1 empty line), 0 bad; 1 places",
        "camps.csv (own): 4 rows: 2 used, 0 skipped, 2 bad; 2 places",
        "3 places read + 0 copied + 0 units derived - 1 linked to another source's "
        "- 0 with the id of an earlier one - 0 replaced = 2 places, 3 names",
    ]
    assert re.fullmatch(r"mine\.db: digest [0-9a-f]{12}; use it with --gazetteer mine\.db", lines[5])
    assert len(lines) == 6
    found = json.loads(geomap("lookup", "Hims", "--gazetteer", "mine.db", "--json").out)
    assert [one["place_id"] for one in found] == ["geonames:169577"]
    assert geomap("gazetteer", "check", "mine.db").code == 0


def test_countries_of_geomap_are_there_unless_bare(geomap, folder):
    assert geomap("gazetteer", "build", "-o", "mine.db", "SY.txt", "-q").err == ""
    (homs, *_) = json.loads(geomap("lookup", "Homs", "--gazetteer", "mine.db", "--json").out)
    assert homs["country"] == "Syria"
    geomap("gazetteer", "build", "-o", "bare.db", "SY.txt", "--bare")
    (homs, *_) = json.loads(geomap("lookup", "Homs", "--gazetteer", "bare.db", "--json").out)
    assert (homs["country"], homs["country_code"]) == (None, "SY")


def test_the_problem_list(geomap, folder):
    done = geomap("gazetteer", "build", "-o", "mine.db", "camps.csv", "--bare", "--rejects", "bad.csv")
    assert done.code == 0
    with (folder / "bad.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["source"], row["row"], row["column"]) for row in rows] == [
        ("camps.csv", "3", "lat"),
        ("camps.csv", "4", "lat"),
    ]
    assert rows[0]["value"] == "'=Camp Two"  # no formula
    assert all(row["reason"] != "" for row in rows)


def test_many_bad_rows_are_cut_short_and_the_list_is_offered(geomap, folder):
    rows = "".join(f"Camp {number},x,y\n" for number in range(9))
    (folder / "bad.csv").write_text(f"name,lat,lon\nCamp,34,37\n{rows}", encoding="utf-8")
    err = geomap("gazetteer", "build", "-o", "mine.db", "bad.csv", "--bare").err
    assert err.count("Problem: bad.csv, row ") == 5
    assert "Problem: and 4 more" in err
    assert "--rejects FILE.csv" in err
    err = geomap("gazetteer", "build", "-o", "mine.db", "bad.csv", "--bare", "--problems", "list.csv").err
    assert "--rejects FILE.csv" not in err
    assert len((folder / "list.csv").read_text(encoding="utf-8").splitlines()) == 10


def test_add_begins_with_geomaps_own_gazetteer_and_may_be_repeated(geomap, folder, monkeypatch):
    geomap("gazetteer", "build", "-o", "base.db", "SY.txt", "--bare")
    monkeypatch.setattr(importing, "packaged_path", lambda: folder / "base.db")
    done = geomap("gazetteer", "add", "camps.csv", "-o", "mine.db")
    assert done.code == 0
    assert "2 places read + 1 copied + 0 units derived - 1 linked" in done.err
    with open_gazetteer(folder / "mine.db") as index:
        first = (index.info.places, index.info.names)
        assert index.get("own:camps/2").name == "Camp One"
        assert index.get("own:camps/5").id == "geonames:169577"
    again = geomap("gazetteer", "add", "camps.csv", "-o", "mine.db")
    assert "2 places read + 2 copied" in again.err
    with open_gazetteer(folder / "mine.db") as index:
        assert (index.info.places, index.info.names) == first == (2, 3)


def test_files_of_a_folder_that_are_none_are_named(geomap, folder):
    done = geomap("gazetteer", "build", "-o", "../mine.db", ".", "--bare")
    assert done.code == 0
    assert "prose.txt: of no known format, left out" in done.err


BAD = {
    "unknown format": (("build", "-o", "x.db", "prose.txt"), "name one with --source: cod, csv, geojson"),
    "no such file": (("build", "-o", "x.db", "none.txt"), "no such file or folder: none.txt"),
    "no such format": (("build", "-o", "x.db", "SY.txt", "--source", "shp"), "'shp'"),
    "another format": (("build", "-o", "x.db", "prose.txt", "--source", "csv"), "has no column name"),
    "no place": (("build", "-o", "x.db", "SY.txt", "--source", "geonames-hierarchy", "--bare"), "no row"),
    "cannot be written": (("build", "-o", "SY.txt/x.db", "camps.csv"), "x.db"),
    "add of no file": (("add", "none.csv", "-o", "x.db"), "none.csv"),
    "add to no gazetteer": (("add", "camps.csv", "-o", "prose.txt"), "prose.txt"),
}


@pytest.mark.parametrize(("args", "named"), BAD.values(), ids=BAD)
def test_what_cannot_be_built_is_one_line_and_writes_nothing(geomap, folder, args, named):
    before = {path: path.read_bytes() for path in folder.iterdir()}
    done = geomap("gazetteer", *args)
    assert done.code == 1, done.err
    last = done.err.splitlines()[-1]
    assert last.startswith("Error: ")
    assert named in last
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("args", [("build", "SY.txt"), ("add", "SY.txt"), ("add", "-o", "x.db")])
def test_wrong_usage(geomap, folder, args):
    done = geomap("gazetteer", *args)
    assert done.code == 2
    assert "-o" in done.err or "SOURCE" in done.err
    assert "Traceback" not in done.err


def test_help_lists_the_formats_and_examples(geomap):
    text = geomap("gazetteer", "build", "--help").out.decode("utf-8")
    assert "Who's On First" in text
    assert "geomap gazetteer build -o iraq.db IQ.zip" in text
    assert "geomap gazetteer add camps.csv" in geomap("gazetteer", "add", "--help").out.decode("utf-8")


def test_a_list_that_is_added_again_replaces_its_rows(geomap, folder):
    (folder / "camps.csv").write_text("name,lat,lon,country\nCamp One,34.0,37.0,SY\n", encoding="utf-8")
    assert geomap("gazetteer", "build", "-o", "mine.db", "camps.csv", "--bare").code == 0
    (folder / "camps.csv").write_text("name,lat,lon,country\nCamp Uno,34.5,37.5,SY\n", encoding="utf-8")
    done = geomap("gazetteer", "add", "-o", "mine.db", "camps.csv")
    assert done.code == 0
    assert "- 1 replaced = 1 places, 1 names" in done.err
    with open_gazetteer(folder / "mine.db") as gazetteer:
        assert gazetteer.exact("Camp One") == []
        place = gazetteer.exact("Camp Uno")[0]
        assert (place.lat, place.lon, place.id) == (34.5, 37.5, "own:camps/2")


def test_nothing_but_a_gazetteer_is_replaced(geomap, folder):
    before = (folder / "camps.csv").read_bytes()
    done = geomap("gazetteer", "build", "-o", "camps.csv", "SY.txt", "--bare")
    assert done.code == 1
    assert "is no gazetteer" in done.err
    assert (folder / "camps.csv").read_bytes() == before
    done = geomap("gazetteer", "build", "-o", "mine.db", "camps.csv", "--bare", "--problems", "camps.csv")
    assert done.code == 2
    assert (folder / "camps.csv").read_bytes() == before


def test_swapped_coordinates_and_odd_cells_of_a_list_are_told(geomap, folder):
    rows = "name,lat,lon,country,population\nLager Eins,44.4,33.25,IQ,some 500\nLager Zwei,33.25,44.4,IQ,5\n"
    (folder / "camps.csv").write_text(rows, encoding="utf-8")
    done = geomap("gazetteer", "build", "-o", "mine.db", "camps.csv", "--bare")
    assert done.code == 0
    assert "row 2: not a number of people, left out" in done.err
    assert "row 2: Lager Eins: 44.4, 33.25 is not in IQ, but 33.25, 44.4 is" in done.err
    assert "Lager Zwei" not in done.err


def test_a_list_that_is_not_utf8_is_told(geomap, folder):
    rows = "name,lat,lon,country\nKöln-Süd,50.9,6.95,DE\n"
    (folder / "camps.csv").write_bytes(rows.encode("cp1252"))
    done = geomap("gazetteer", "build", "-o", "mine.db", "camps.csv", "--bare")
    assert "read as Windows-1252" in done.err
    with open_gazetteer(folder / "mine.db") as gazetteer:
        assert gazetteer.exact("Köln-Süd") != []


def test_sources_without_a_usable_row_are_an_error(geomap, folder):
    (folder / "camps.csv").write_text("name,lat,lon\nNowhere,,\n", encoding="utf-8")
    done = geomap("gazetteer", "build", "-o", "mine.db", "camps.csv")
    assert done.code == 1
    assert "no row of the sources could be used: 1 rows, 1 bad; camps.csv, row 2: " in done.err
    assert not (folder / "mine.db").exists()
