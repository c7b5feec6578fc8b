"""ZIP archives and gzip: what is in them is read, and nothing in them can do harm."""

import gzip
import io
import zipfile

import pytest

from geomap.errors import EmptyInputError, UnreadableInputError
from geomap.readers import iter_documents, packed, read_table_header

TABLE = "place,killed\nHoms,2\nHama,3\n"


def archive(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return path


def read(path):
    problems = []
    return list(iter_documents([path], problems=problems)), problems


def test_the_files_in_an_archive_are_read_in_order_of_their_names(tmp_path):
    path = archive(
        tmp_path / "a.zip", {"b/t.csv": TABLE, "a.txt": "Shelling near Homs.\n", "logo.svg": "<svg/>"}
    )
    docs, problems = read(path)
    assert [doc.source.removeprefix(str(tmp_path)).replace("\\", "/") for doc in docs] == [
        "/a.zip/a.txt",
        "/a.zip/b/t.csv",
        "/a.zip/b/t.csv",
    ]
    assert problems == []


def test_the_same_rows_have_the_same_ids_in_two_archives_of_one_name(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        archive(tmp_path / folder / "a.zip", {"t.csv": TABLE})
    first, _ = read(tmp_path / "one" / "a.zip")
    second, _ = read(tmp_path / "two" / "a.zip")
    assert [doc.id for doc in first] == [doc.id for doc in second]


def test_names_that_lead_out_of_the_archive_lead_nowhere(tmp_path):
    outside = tmp_path / "evil.csv"
    path = archive(
        tmp_path / "a.zip",
        {"../evil.csv": TABLE, "/etc/evil.csv": TABLE, "C:\\evil.csv": TABLE},
    )
    docs, _ = read(path)
    assert len(docs) == 6
    assert not outside.exists()
    assert sorted(entry.name for entry in tmp_path.rglob("*")) == ["a.zip"]


def test_a_bomb_is_refused_before_it_goes_off(tmp_path, monkeypatch):
    monkeypatch.setattr(packed, "SMALL_BYTES", 1 << 16)
    path = archive(tmp_path / "bomb.zip", {"t.csv": "a" * (1 << 22)})
    with pytest.raises(UnreadableInputError, match="unpack it yourself"):
        read(path)


def test_gzip_that_never_ends_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(packed, "SMALL_BYTES", 1 << 16)
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(b"place,killed\n" + b"Homs,1\n" * (1 << 20)))
    with pytest.raises(UnreadableInputError, match="which no table does"):
        read(path)


def test_a_file_that_says_less_than_it_holds_is_cut_or_refused(tmp_path):
    path = archive(tmp_path / "a.zip", {"t.csv": TABLE * 100})
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02") + 24  # the size in the list of contents
    content[at : at + 4] = (10).to_bytes(4, "little")
    path.write_bytes(content)
    docs, problems = read(path)
    assert docs == []
    assert len(problems) == 1


def test_too_many_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(packed, "MAX_MEMBERS", 3)
    with pytest.raises(UnreadableInputError, match="4 files"):
        read(archive(tmp_path / "a.zip", {f"{number}.csv": TABLE for number in range(4)}))


def test_an_archive_in_an_archive_is_opened_and_no_deeper(tmp_path):
    def inside(members):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as inner:
            for name, content in members.items():
                inner.writestr(name, content)
        return target.getvalue()

    one = inside({"t.csv": TABLE})
    docs, _ = read(archive(tmp_path / "two.zip", {"one.zip": one}))
    assert [doc.value("place") for doc in docs] == ["Homs", "Hama"]
    with pytest.raises(UnreadableInputError, match="archive within an archive"):
        read(archive(tmp_path / "three.zip", {"two.zip": inside({"one.zip": one})}))


def test_archives_without_anything_to_read_say_so(tmp_path):
    with pytest.raises(EmptyInputError, match="holds no file that geomap reads"):
        read(archive(tmp_path / "a.zip", {"photo.svg": "<svg/>", "__MACOSX/t.csv": TABLE}))
    path = archive(tmp_path / "w.docx", {"word/document.xml": "<w/>"})
    with pytest.raises(UnreadableInputError, match="Word document"):
        read(path)


def test_a_bad_file_in_an_archive_is_left_out_and_reported(tmp_path):
    path = archive(
        tmp_path / "a.zip", {"bad.csv": "colour,size\nred,1\n", "t.csv": TABLE, "x.xlsx": b"PK\x03\x04"}
    )
    docs, problems = read(path)
    assert len(docs) == 2
    assert len(problems) == 2
    assert {problem.suggestion for problem in problems} == {"file left out"}


def test_locked_archives_say_so(tmp_path):
    path = archive(tmp_path / "a.zip", {"t.csv": TABLE})
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    path.write_bytes(content)
    docs, problems = read(path)
    assert docs == []
    assert "cannot be unpacked" in problems[0].reason


def test_an_archive_with_one_table_is_that_table(tmp_path):
    path = archive(tmp_path / "a.zip", {"readme.txt": "Made up for tests.\n", "t.csv": TABLE})
    assert read_table_header(path).columns == ("place", "killed")
    archive(path, {"a.csv": TABLE, "b.csv": TABLE})
    with pytest.raises(UnreadableInputError, match=r"2 tables: a\.csv, b\.csv"):
        read_table_header(path)
    with pytest.raises(UnreadableInputError, match="no table"):
        read_table_header(archive(path, {"readme.txt": "Made up for tests.\n"}))
