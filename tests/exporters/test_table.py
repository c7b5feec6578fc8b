import csv
import io

from geomap.exporters import ExportSettings, to_csv, write_table
from geomap.frame import COLUMNS, SOURCE_COLUMNS


def rows_of(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def test_every_column_and_guarded_text(frame):
    header, first, second = rows_of(to_csv(frame, ExportSettings()))
    assert [name for name in header if name not in SOURCE_COLUMNS] == [
        name for name in COLUMNS if name != "geometry"
    ]
    cells = dict(zip(header, first, strict=True))
    assert cells["title"] == "'=cmd|' /C calc'!A0"
    assert cells["description"] == 'two\nlines, "quoted"'
    assert (cells["lat"], cells["killed_best"], cells["killed_low"], cells["is_background"]) == (
        "34.73",
        "2",
        "",
        "false",
    )
    assert cells["evidence"] == "[]"
    assert cells["provenance"].endswith("Example Lines, CC0")
    assert dict(zip(header, second, strict=True))["lat"] == ""


def test_a_row_without_provenance_gets_the_attribution_of_the_settings(frame):
    bare = frame.assign(provenance=frame["provenance"].where(frame["incident_id"] == "a"))
    settings = ExportSettings(attribution=("Example, CC0",), version="9")
    header, first, second = rows_of(to_csv(bare, settings))
    column = header.index("provenance")
    assert first[column].startswith("geomap 1.2")
    assert second[column] == "geomap 9 | Example, CC0"


def test_cells_of_the_user_are_verbatim_and_ours_are_guarded():
    text = write_table(["a", "b"], [{"a": "=1+1", "b": "=1+1"}, {"a": " x ", "b": None}], added=["b"])
    assert text == 'a,b\n=1+1,\'=1+1\n" x ",\n'


def test_awkward_cells_are_quoted():
    names = ["a", "b"]
    text = write_table(names, [{"a": "cr\rx", "b": 'q"q'}, {"a": "l\nf", "b": "c,c"}])
    assert rows_of(text) == [names, ["cr\rx", 'q"q'], ["l\nf", "c,c"]]
    assert write_table(names, [{"a": "t\tt", "b": "c,c"}], delimiter="\t") == 'a\tb\n"t\tt"\tc,c\n'


def test_a_lone_empty_cell_is_still_a_row():
    assert rows_of(write_table(["a"], [{"a": ""}, {"a": "x"}])) == [["a"], [""], ["x"]]


def test_lists_and_numbers():
    text = write_table(["n", "x", "l"], [{"n": 3, "x": 0.1, "l": [{"a": 1}]}], added=["n", "x", "l"])
    assert text == 'n,x,l\n3,0.1,"[{""a"":1}]"\n'
