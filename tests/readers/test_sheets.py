"""Workbooks: the right sheet, the right rows of it, cells as a person reads them."""

from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from geomap.errors import EmptyInputError, UnknownNameError, UnreadableInputError
from geomap.readers import ReadSettings, iter_documents, read_table_header
from geomap.readers.cell_text import cell_text

HEADER = ("Place", "Date", "Killed")


def workbook(path, sheets, merges=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for name, cells in merges:
        book[name].merge_cells(cells)
    book.save(path)
    return path


def read(path, **settings):
    problems = []
    docs = list(iter_documents([path], settings=ReadSettings(**settings), problems=problems))
    return docs, problems


def test_the_sheet_with_incidents_is_read_and_the_others_are_named(tmp_path):
    summary = [("Year", "Strikes", "Killed")] + [(year, 10, 20) for year in range(1990, 2024)]
    path = workbook(
        tmp_path / "t.xlsx",
        {
            "About": [("Made-up incidents",), ("Written for tests",)],
            "By year": summary,
            "Incidents": [("Incidents of 2024",), (), HEADER, ("Homs", date(2024, 1, 5), 3)],
            "Empty": [],
        },
    )
    docs, problems = read(path)
    assert [dict(doc.fields) for doc in docs] == [{"Place": "Homs", "Date": "2024-01-05", "Killed": "3"}]
    assert len(problems) == 1
    assert problems[0].value == "Incidents"
    assert "By year" in problems[0].reason
    assert "--sheet" in problems[0].suggestion
    assert any("notes" in note for note in read_table_header(path).notes)


def test_a_named_sheet_is_read_without_a_word(tmp_path):
    path = workbook(
        tmp_path / "t.xlsx", {"A": [HEADER, ("Homs", None, 1)], "B": [HEADER[:2], ("Hama", None)], "C": []}
    )
    docs, problems = read(path, sheet="b")
    assert [doc.value("place") for doc in docs] == ["Hama"]
    assert problems == []
    with pytest.raises(UnknownNameError, match="sheets: A, B, C"):
        read(path, sheet="D")
    with pytest.raises(EmptyInputError, match="holds no table"):
        read(path, sheet="C")


def test_sheets_with_one_header_are_one_table(tmp_path):
    path = workbook(
        tmp_path / "t.xlsx",
        {"2023": [HEADER, ("Homs", None, 1)], "2024": [HEADER, ("Hama", None, 2), ("Idlib", None, None)]},
    )
    docs, problems = read(path)
    assert [(doc.row, doc.value("place"), doc.value("killed")) for doc in docs] == [
        (1, "Homs", "1"),
        (2, "Hama", "2"),
        (3, "Idlib", None),
    ]
    assert problems == []


def test_cells_merged_downwards_hold_for_their_rows(tmp_path):
    rows = [HEADER, ("Homs", date(2024, 1, 5), 1), (None, None, 2), ("Hama", date(2024, 1, 6), 3)]
    path = workbook(tmp_path / "t.xlsx", {"A": rows}, [("A", "A2:A3"), ("A", "B2:B3")])
    docs, _ = read(path)
    assert [doc.value("place") for doc in docs] == ["Homs", "Homs", "Hama"]
    assert [doc.value("date") for doc in docs] == ["2024-01-05", "2024-01-05", "2024-01-06"]


def test_a_header_of_two_rows_is_one(tmp_path):
    rows = [("Place", "Killed", None), (None, "men", "women"), ("Homs", 1, 2), ("Hama", 3, 4)]
    docs, _ = read(workbook(tmp_path / "t.xlsx", {"A": rows}, [("A", "B1:C1")]))
    assert list(docs[0].fields) == ["Place", "Killed men", "Killed women"]
    assert [doc.value("place") for doc in docs] == ["Homs", "Hama"]


def test_timemap_sheets_belong_together(tmp_path):
    events = [
        ("description", "date", "time", "location", "latitude", "longitude", "source1"),
        ("A shot", "02/03/2022", "10:00", "Kyiv", 50.45, 30.5, "s1"),
    ]
    sources = [("id", "title", "path1"), ("s1", "A video", "https://example.org/v")]
    (doc,) = read(workbook(tmp_path / "t.xlsx", {"EXPORT_EVENTS": events, "EXPORT_SOURCES": sources}))[0]
    assert (doc.conventions["date"], doc.value("source")) == ("month_first", "A video")
    assert doc.value("url") == "https://example.org/v"


def test_a_workbook_that_is_damaged_or_empty_says_so(tmp_path):
    path = workbook(tmp_path / "t.xlsx", {"A": []})
    with pytest.raises(EmptyInputError, match="without a table"):
        read(path)
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(UnreadableInputError, match="damaged"):
        read(path)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (3.0, "3"),
        (0, "0"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (12345678901.0, "12345678901"),
        (True, "true"),
        (date(2024, 1, 5), "2024-01-05"),
        (datetime(2024, 1, 5), "2024-01-05"),  # noqa: DTZ001 - workbooks know no time zones
        (datetime(2024, 1, 5, 14, 30), "2024-01-05 14:30"),  # noqa: DTZ001
        (time(4, 5), "04:05"),
        (["a", None, 2.0], "a; 2"),
        ({"a": 1}, '{"a": 1}'),
    ],
)
def test_cells_as_a_person_reads_them(value, text):
    assert cell_text(value) == text


def test_a_cell_in_the_last_corner_does_not_fill_the_memory(tmp_path):
    path = workbook(
        tmp_path / "t.xlsx", {"Far": [HEADER, ("Homs", None, 1)], "Near": [HEADER, ("Hama", None, 2)]}
    )
    book = openpyxl.load_workbook(path)
    book["Far"]["XFD1048576"] = "stray"
    book.save(path)
    docs, problems = read(path)
    assert [doc.value("place") for doc in docs] == ["Hama"]
    assert problems[0].value == "Far"
    assert "CSV" in problems[0].suggestion


def test_an_old_workbook_that_leads_in_circles_is_damaged(tmp_path):
    content = bytearray((Path(__file__).parents[1] / "fixtures" / "incidents.xls").read_bytes())
    table = 512 + int.from_bytes(content[0x4C:0x50], "little") * 512
    content[table : table + 4] = (0).to_bytes(4, "little")
    path = tmp_path / "t.xls"
    path.write_bytes(content)
    with pytest.raises(UnreadableInputError, match="damaged Office file"):
        read(path)
