import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import EmptyInputError, MissingColumnError, UnknownNameError, UnreadableInputError
from geomap.readers import ReadSettings, iter_documents, read_table_header

FIXTURES = Path(__file__).parent.parent / "fixtures"
SHARED = Path(os.environ.get("GEOMAP_EVAL_DATA", Path(__file__).parents[2].parent / "shared"))


def read(path, **settings):
    problems = []
    docs = list(iter_documents([path], settings=ReadSettings(**settings), problems=problems))
    return docs, problems


def write(tmp_path, text, name="table.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def test_every_cell_is_kept_and_spans_point_at_it():
    docs, _ = read(FIXTURES / "ragged.csv")
    last = docs[-1]
    assert last.fields == {
        "id": "4",
        "place": '=HYPERLINK("x")',
        "note": " padded ",
        "column_4": "",
        "note_2": "last",
        "column_6": "",
    }
    assert last.text == 'id: 4\nplace: =HYPERLINK("x")\nnote: padded\nnote_2: last'
    assert {name: last.text[slice(*span)] for name, span in last.spans.items()} == {
        "id": "4",
        "place": '=HYPERLINK("x")',
        "note": "padded",
        "note_2": "last",
    }
    assert last.is_row


def test_ragged_rows_are_kept_and_reported():
    docs, problems = read(FIXTURES / "ragged.csv")
    assert [doc.row for doc in docs] == [1, 2, 3, 4, 5]
    assert docs[0].fields["note"] == "two\nlines"
    assert docs[1].fields["note_2"] == ""
    assert docs[2].fields["column_6"] == "beyond"
    assert docs[3].text == ""
    assert [(problem.row, problem.value) for problem in problems] == [(2, ""), (3, "beyond")]
    assert read_table_header(FIXTURES / "ragged.csv").columns == (
        "id",
        "place",
        "note",
        "column_4",
        "note_2",
        "column_6",
    )


def test_a_cell_far_down_beyond_the_header_is_reported_with_its_value(tmp_path):
    rows = "".join(f"{number},Homs\n" for number in range(300))
    docs, problems = read(write(tmp_path, f"id,place\n{rows}300,Hama,stray\n"))
    assert len(docs) == 301
    assert [(problem.row, problem.value) for problem in problems] == [(301, "stray")]


def test_semicolons_code_page_and_decimal_commas():
    docs, problems = read(FIXTURES / "incidents_semicolon_cp1252.csv")
    assert [problem.value for problem in problems] == ["cp1252"]
    assert [doc.value("place") for doc in docs] == ["Málaga", "Córdoba"]
    assert docs[0].fields["Bemerkung"] == "Straße gesperrt, niemand verletzt"
    header = read_table_header(FIXTURES / "incidents_semicolon_cp1252.csv")
    assert (header.delimiter, header.encoding) == (";", "cp1252")


def test_an_hxl_tag_row_is_no_data_and_tells_the_roles():
    docs, _ = read(FIXTURES / "incidents_hxl.csv")
    assert [doc.row for doc in docs] == [1, 2]
    assert docs[0].roles == {
        "place": "where it was",
        "admin1": "unit",
        "lat": "y_wgs",
        "lon": "x_wgs",
        "date": "when",
        "killed": "dead",
        "id": "nr",
    }
    assert docs[1].value("killed") is None
    assert read_table_header(FIXTURES / "incidents_hxl.csv").tags[2] == "#loc+name"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path, delimiter):
    rows = [
        ["id", "place", "note"],
        ["1", "Homs", "a, b; c | d"],
        ["2", "Hama", "x, y"],
        ["3", "Idlib", "z; z, z"],
    ]
    text = "\n".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows
    )
    docs, problems = read(write(tmp_path, text))
    assert problems == []
    assert [list(doc.fields.values()) for doc in docs] == rows[1:]


def test_a_lone_column(tmp_path):
    path = write(tmp_path, "place\nHoms, Syria\nHama\n")
    docs, problems = read(path)
    assert [doc.fields for doc in docs] == [{"place": "Homs, Syria"}, {"place": "Hama"}]
    assert problems == []
    assert read_table_header(path).delimiter == ","


@pytest.mark.parametrize(
    ("text", "encoding"), [("id,place\n1,حمص\n", "utf-16"), ("id,place\n1,حمص\n", "utf-8-sig")]
)
def test_marked_encodings(tmp_path, text, encoding):
    docs, problems = read(write(tmp_path, text, encoding=encoding))
    assert (docs[0].fields, problems) == ({"id": "1", "place": "حمص"}, [])


def test_notes_above_the_table_are_reported_not_read(tmp_path):
    docs, problems = read(write(tmp_path, "Export of 2024\n\nid,place,note\n1,Homs,a\n2,Hama,b\n"))
    assert [doc.value("place") for doc in docs] == ["Homs", "Hama"]
    assert [problem.value for problem in problems] == ["Export of 2024"]


def test_a_table_without_a_header_row(tmp_path):
    path = write(tmp_path, "1,Homs,34.7,36.7\n2,Hama,35.1,36.8\n3,Idlib,35.9,36.6\n")
    docs, problems = read(path, columns={"place": "column_2", "lat": "column_3", "lon": "column_4"})
    assert [doc.value("place") for doc in docs] == ["Homs", "Hama", "Idlib"]
    assert "no header row" in problems[0].reason


def test_an_unclosed_quote_swallows_no_row(tmp_path):
    docs, problems = read(write(tmp_path, 'id,place,note\n1,Homs,"open\n2,Hama,b\n3,Idlib,c\n'))
    assert [doc.fields["id"] for doc in docs] == ["1", "2", "3"]
    assert docs[0].fields["note"] == '"open'
    assert "never closed" in problems[0].reason


def test_a_table_without_a_place_column(tmp_path):
    path = write(tmp_path, "colour,size\nred,1\nblue,2\n")
    with pytest.raises(
        MissingColumnError, match=r"no place column; columns: colour, size; name it with --place COLUMN"
    ):
        read(path)
    assert len(read(path, needs_place=False)[0]) == 2
    assert read(path, columns={"place": "Colour"})[0][0].value("place") == "red"


def test_columns_that_the_user_names(tmp_path):
    path = write(tmp_path, "place,other\nHoms,Hama\n")
    assert read(path, columns={"place": "other"})[0][0].value("place") == "Hama"
    with pytest.raises(MissingColumnError, match="no column 'town'; columns: place, other"):
        read(path, columns={"place": "town"})
    with pytest.raises(UnknownNameError, match="no column role"):
        read(path, columns={"plaice": "other"})


def test_a_header_without_rows(tmp_path):
    with pytest.raises(EmptyInputError, match="no rows"):
        read(write(tmp_path, "id,place\n"))


def test_bytes_that_are_not_of_the_named_encoding(tmp_path):
    rows = "".join(f"{number},Homs\n" for number in range(20000))
    path = write(tmp_path, f"id,place\n{rows}x,Málaga\n", encoding="cp1252")
    with pytest.raises(UnreadableInputError, match="--encoding"):
        read(path, encoding="utf-8")
    assert read(path)[0][-1].value("place") == "Málaga"


def test_ids_come_from_the_id_column_or_from_content_and_row(tmp_path):
    before, _ = read(write(tmp_path, "id,place\n1,Homs\n2,Hama\n"))
    after, _ = read(write(tmp_path, "id,place\n0,Idlib\n2,Hama\n"))
    assert before[1].id == after[1].id
    plain, _ = read(write(tmp_path, "place\nHoms\nHoms\n"))
    assert len({doc.id for doc in plain}) == 2


def test_a_repeated_id_far_down_is_reported_and_still_unique(tmp_path):
    rows = "".join(f"{number},Homs\n" for number in range(300))
    docs, problems = read(write(tmp_path, f"id,place\n{rows}7,Hama\n"))
    assert len({doc.id for doc in docs}) == 301
    assert [(problem.row, problem.value) for problem in problems] == [(301, "7")]


def test_tables_of_one_name_in_two_folders_do_not_share_ids(tmp_path):
    for year in ("2023", "2024"):
        (tmp_path / year).mkdir()
        write(tmp_path / year, "id,place\n1,Homs\n")
    docs = list(
        iter_documents([tmp_path / "2023" / "table.csv", tmp_path / "2024" / "table.csv"], problems=[])
    )
    assert len({doc.id for doc in docs}) == 2


def test_the_date_of_the_user_is_the_document_date_of_rows(tmp_path):
    docs, _ = read(write(tmp_path, "date,place\n2020-01-01,Homs\n"), document_date=date(2020, 2, 1))
    assert (docs[0].published, docs[0].date_rule) == (date(2020, 2, 1), "option")


cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


@given(rows=st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=8))
def test_any_cells_survive_writing_and_reading(rows, tmp_path_factory):
    from geomap.exporters import write_table

    names = ["place", "note one", "note two"]
    text = write_table(names, [dict(zip(names, row, strict=True)) for row in rows])
    path = write(tmp_path_factory.mktemp("t"), text)
    docs, _ = read(path, columns={"place": "place"}, encoding="utf-8")
    assert [list(doc.fields.values()) for doc in docs] == rows


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "rows", "roles"),
    [
        (
            "nasa_landslides_cp1252.csv",
            2999,
            {"place": "nearest_places", "lat": "latitude", "killed": "fatalities"},
        ),
        ("noaa_earthquakes.tsv", 6086, {"place": "LOCATION_NAME", "lon": "LONGITUDE", "year": "YEAR"}),
        ("pirate_attacks.csv", 2499, {"place": "location_description", "lat": "latitude", "date": "date"}),
    ],
)
def test_real_tables(name, rows, roles):
    path = SHARED / "tables" / name
    if not path.exists():
        pytest.skip(f"no table at {path}; set GEOMAP_EVAL_DATA")
    docs, problems = read(path)
    assert len(docs) == rows
    assert roles.items() <= dict(docs[0].roles).items()
    assert all(problem.row is None for problem in problems)
