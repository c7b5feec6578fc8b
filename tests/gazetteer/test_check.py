import shutil
import sqlite3
from pathlib import Path

import pytest

from geomap.errors import DamagedGazetteerError, MissingGazetteerError
from geomap.gazetteer.check import check_gazetteer


@pytest.fixture
def copy(mini_path: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(mini_path, tmp_path / "copy.db"))


def alter(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()


def test_a_whole_file_passes(copy: Path):
    assert check_gazetteer(copy).info.title == "mini"


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE place SET lat = lat + 1 WHERE id = 1", "not that of digest"),
        ("DELETE FROM name WHERE place = 3", "rows in name"),
        ("UPDATE place SET unit = 999 WHERE id = 3", "1 places of absent units"),
        ("UPDATE place SET kind = 999 WHERE id = 3", "1 places of absent kinds"),
        ("INSERT INTO prefix VALUES ('x', 1, 'no such key')", "1 beginnings of absent names"),
        ("DELETE FROM place WHERE id = 3", "names of absent places"),
        ("INSERT INTO cell VALUES (1, 9999)", "1 places in wrong cells"),
        ("DELETE FROM cell WHERE place = (SELECT min(place) FROM cell)", "1 places in no cell"),
        ("INSERT INTO skel VALUES ('xx', 'no such key')", "skeletons are not those of its names"),
        ("DELETE FROM skel WHERE sk = (SELECT min(sk) FROM skel)", "skeletons are not those of its names"),
        ("UPDATE skel SET sk = 'xx' WHERE sk = (SELECT min(sk) FROM skel)", "skeletons are not those"),
        ("UPDATE meta SET value = '7' WHERE key = 'places'", "rows in place, 7 stated"),
    ],
)
def test_an_altered_file_is_refused(copy: Path, statement: str, problem: str):
    alter(copy, statement)
    with pytest.raises(DamagedGazetteerError, match=problem):
        check_gazetteer(copy)


def test_damaged_pages_are_refused(copy: Path):
    content = bytearray(copy.read_bytes())
    content[3 * 4096 : 4 * 4096] = b"\xff" * 4096
    copy.write_bytes(content)
    with pytest.raises(DamagedGazetteerError, match="geomap gazetteer build"):
        check_gazetteer(copy)


def test_a_missing_file_says_how_to_make_it(tmp_path: Path):
    with pytest.raises(MissingGazetteerError, match="geomap gazetteer build -o"):
        check_gazetteer(tmp_path / "no.db")
