import io
import sys
from pathlib import Path

import pytest

from geomap.errors import (
    EmptyInputError,
    InputError,
    MissingInputError,
    UnknownNameError,
    UnreadableInputError,
)
from geomap.readers import ReadSettings, iter_documents

FIXTURES = Path(__file__).parent.parent / "fixtures"
TEXT = "Nobody was hurt. It rained."


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.txt", "deep/c.txt", ".hidden/d.txt", "picture.png"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{TEXT} {name}", encoding="utf-8")
    return tmp_path / "news"


def sources(inputs, problems=None, **settings):
    docs = iter_documents(
        inputs, settings=ReadSettings(**settings), problems=[] if problems is None else problems
    )
    return [Path(doc.source).name for doc in docs]


def test_a_folder_is_read_with_subfolders_in_order_without_hidden_files(folder):
    assert sources([folder]) == ["a.txt", "b.txt", "c.txt"]


def test_patterns_are_expanded_and_sorted_and_a_file_is_read_once(folder):
    assert sources([str(folder / "*.txt")]) == ["a.txt", "b.txt"]
    assert sources([str(folder / "**" / "*.txt"), str(folder / "a.txt")]) == ["a.txt", "b.txt", "c.txt"]


def test_a_name_with_brackets_is_a_name_when_it_exists(folder):
    (folder / "x[1].txt").write_text(TEXT, encoding="utf-8")
    assert sources([str(folder / "x[1].txt")]) == ["x[1].txt"]


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    (doc,) = iter_documents(["-"], problems=[])
    assert (doc.source, doc.text) == ("-", TEXT)


def test_a_table_on_standard_input_is_told_from_its_shape(monkeypatch):
    table = "id,place,killed\n1,Homs,2\n2,Hama,3\n3,Idlib,\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(table.encode())))
    assert [doc.value("place") for doc in iter_documents(["-"], problems=[])] == ["Homs", "Hama", "Idlib"]


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        (b"PK\x03\x04 x", "damaged ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\x1f\x8b\x08", "damaged or locked"),
        (b"\xd0\xcf\x11\xe0 no workbook", "damaged Office file"),
        (b"some text\x00with NUL", "binary"),
    ],
)
def test_binary_content_is_named(tmp_path, payload, kind):
    path = tmp_path / "x.txt"
    path.write_bytes(payload)
    with pytest.raises(UnreadableInputError, match=kind):
        iter_documents([path], problems=[])


@pytest.mark.parametrize("payload", [b"", b" \n\t\r\n", b"\xef\xbb\xbf"])
def test_empty_files(tmp_path, payload):
    path = tmp_path / "x.csv"
    path.write_bytes(payload)
    with pytest.raises(EmptyInputError, match="is empty"):
        iter_documents([path], problems=[])


def test_missing_files_and_patterns_without_a_match(tmp_path):
    with pytest.raises(MissingInputError, match="no file or folder"):
        iter_documents([tmp_path / "none.txt"], problems=[])
    with pytest.raises(MissingInputError, match="no file matches"):
        iter_documents([str(tmp_path / "*.txt")], problems=[])
    with pytest.raises(EmptyInputError, match="holds no file"):
        iter_documents([tmp_path], problems=[])


def test_one_bad_input_among_good_ones_stops_the_run_before_it_starts(folder):
    with pytest.raises(InputError, match="no file or folder"):
        iter_documents([folder / "a.txt", folder / "none.txt"], problems=[])
    (folder / "bad.txt").write_bytes(b"\x00\x01")
    with pytest.raises(InputError, match="binary"):
        iter_documents([folder / "a.txt", folder / "bad.txt"], problems=[])


def test_a_bad_file_in_a_folder_is_reported_and_left_out(folder):
    (folder / "bad.txt").write_bytes(b"\x00\x01")
    (folder / "table.csv").write_text("colour,size\nred,1\nblue,2\n", encoding="utf-8")
    problems = []
    assert sources([folder], problems) == ["a.txt", "b.txt", "c.txt"]
    assert sorted(Path(problem.source).name for problem in problems) == ["bad.txt", "table.csv"]


def test_problems_may_go_to_a_function(folder):
    (folder / "bad.txt").write_bytes(b"\x00\x01")
    seen = []
    assert len(list(iter_documents([folder], problems=seen.append))) == 3
    assert len(seen) == 1


def test_format_and_encoding_are_overridden(tmp_path):
    path = tmp_path / "x.txt"
    path.write_bytes("id\tplace\n1\tMálaga, Spain\n".encode("cp1252"))
    docs = list(
        iter_documents([path], settings=ReadSettings(from_format="tsv", encoding="cp1252"), problems=[])
    )
    assert [doc.value("place") for doc in docs] == ["Málaga, Spain"]
    with pytest.raises(UnreadableInputError, match="--encoding"):
        list(iter_documents([path], settings=ReadSettings(encoding="utf-8"), problems=[]))
    with pytest.raises(UnknownNameError, match="text, tsv, xls"):
        iter_documents([path], settings=ReadSettings(from_format="docx"), problems=[])
    with pytest.raises(UnknownNameError, match="encoding"):
        iter_documents([path], settings=ReadSettings(encoding="latin-99"), problems=[])
