"""What every reader must do, whatever the format: one test over all of them."""

import importlib.util
import shutil
from pathlib import Path

import pytest

from geomap.readers import READERS, ReadSettings, iter_documents, open_one_table
from geomap.readers.sniff import EXTENSIONS, FORMATS

_spec = importlib.util.spec_from_file_location("reader_samples", Path(__file__).with_name("samples.py"))
samples = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(samples)

ARTICLES = ("html", "pdf", "text")
TABLES = tuple(name for name in FORMATS if name not in (*ARTICLES, "zip"))
ONE_FILE = tuple(name for name in FORMATS if name != "shp")
"""Formats whose content is one file; a Shapefile's parts stand beside it under its name."""
FIXTURES = Path(__file__).parents[1] / "fixtures"


def write(name, folder):
    """Write the sample of a format and return its path."""
    extension = next(suffix for suffix, kind in EXTENSIONS.items() if kind == name)
    path = folder / f"incidents{extension}"
    if name == "xls":
        shutil.copy(FIXTURES / "incidents.xls", path)
    else:
        getattr(samples, f"write_{name}")(path)
    return path


def read(path, **settings):
    problems = []
    docs = list(iter_documents([path], settings=ReadSettings(**settings), problems=problems))
    return docs, problems


def test_there_is_a_reader_for_every_format_and_it_says_what_it_reads():
    assert list(READERS) == list(FORMATS)
    docs = [READERS.get(name).__doc__ or "" for name in READERS]
    assert all(doc.strip() != "" for doc in docs)


@pytest.mark.parametrize("name", [*TABLES, "zip"])
def test_every_table_format_gives_the_same_rows(name, tmp_path):
    docs, _ = read(write(name, tmp_path))
    assert [doc.row for doc in docs] == [1, 2, 3]
    rows = sorted(docs, key=lambda doc: doc.value("id"))
    assert [doc.value("place") for doc in rows] == ["Baghdad", "Mosul", "Basra"]
    assert [doc.value("country") for doc in rows] == ["Iraq"] * 3
    assert [doc.value("date") for doc in rows] == ["2024-01-05", "2024-01-06", "2024-01-07"]
    assert [doc.value("lat") for doc in rows] == ["33.3", "36.34", "30.5"]
    assert [doc.value("lon") for doc in rows] == ["44.4", "43.13", "47.8"]
    assert [doc.value("description") for doc in rows] == ["a, b", "line\nbreak", "Ünï"]


@pytest.mark.parametrize("name", [*TABLES, "zip"])
def test_what_is_empty_stays_empty_and_zero_stays_zero(name, tmp_path):
    docs, _ = read(write(name, tmp_path))
    killed = {doc.value("id"): doc.value("killed") for doc in docs}
    assert killed == {"1": "3", "2": None, "3": "0"}


@pytest.mark.parametrize("name", [*TABLES, *ARTICLES, "zip"])
def test_reading_twice_gives_the_same_documents(name, tmp_path):
    path = write(name, tmp_path)
    assert read(path) == read(path)


@pytest.mark.parametrize("name", [*TABLES, "zip"])
def test_spans_of_rows_point_at_their_cells(name, tmp_path):
    for doc in read(write(name, tmp_path))[0]:
        for column, (start, end) in doc.spans.items():
            assert doc.text[start:end] == doc.fields[column].strip()


@pytest.mark.parametrize("name", ARTICLES)
def test_every_article_format_gives_the_text(name, tmp_path):
    (doc,) = read(write(name, tmp_path))[0]
    assert "Three people were killed near Homs on Monday" in doc.text
    assert not doc.is_row


@pytest.mark.parametrize("name", ONE_FILE)
def test_the_content_tells_the_format_whatever_the_name(name, tmp_path):
    path = write(name, tmp_path)
    unnamed = path.rename(tmp_path / "content")
    docs, _ = read(unnamed, is_table=name not in ARTICLES)
    assert len(docs) == (1 if name in ARTICLES else 3)


@pytest.mark.parametrize("name", ONE_FILE)
def test_gzip_is_unpacked_whatever_is_in_it(name, tmp_path):
    path = write(name, tmp_path)
    docs, _ = read(path)
    again, _ = read(samples.packed(path))
    assert [doc.text for doc in again] == [doc.text for doc in docs]


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_cut_in_half_never_ends_in_anything_but_an_error_of_ours(name, tmp_path):
    from geomap.errors import GeomapError

    path = write(name, tmp_path)
    content = path.read_bytes()
    for share in (0.3, 0.6, 0.9):
        path.write_bytes(content[: int(len(content) * share)])
        try:
            docs, _ = read(path)
        except GeomapError as error:
            message = str(error)
        else:
            message = ""
        assert docs if message == "" else "\n" not in message


@pytest.mark.parametrize("name", TABLES)
def test_the_one_door_gives_header_and_rows_of_text(name, tmp_path):
    with open_one_table(write(name, tmp_path)) as table:
        rows = list(table.rows)
        header = table.header
    assert header.kind == name
    assert len(rows) == 3
    assert all(isinstance(cell, str) for row in rows for cell in row)
    assert all(len(row) == header.width == len(header.columns) for row in rows)
    assert header.roles["place"] == "place"
    assert header.understanding.roles["place"].how == "header"
