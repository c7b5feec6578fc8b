"""Mapping files and what project files say of tables: edited, they hold."""

import pytest

from geomap.errors import InputError, MissingColumnError, MissingInputError
from geomap.pipeline.mapping_files import read_mapping_file
from geomap.pipeline.project import project_of, read_project
from geomap.pipeline.settings import Settings
from geomap.pipeline.table_columns import mapping_text, read_columns
from geomap.readers import ReadSettings, iter_documents

TABLE = "Ort,Tag,Tote,Art,Bem\nHoms,03.02.2022,2,Mine,unknown\nHama,04.02.2022,-1,Drohne,x\n"
MAPPING = """
date_order = "dmy"
[columns]
place = "Ort"
date = "Tag"
killed = "Tote"
event_type = "Art"
title = ""
[constants]
country = "Syria"
[nulls]
Tote = ["-1"]
[values.Art]
"Mine" = { event_type = "explosion_remote", sub_type = "ied" }
"Droh*" = { event_type = "explosion_remote", sub_type = "air_drone_strike" }
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def mapping(tmp_path, text):
    path = tmp_path / "m.toml"
    path.write_text(text, encoding="utf-8")
    return read_mapping_file(path)


def read(path, found):
    return list(iter_documents([path], settings=ReadSettings(mapping=found), problems=[]))


def test_a_mapping_says_what_columns_and_cells_mean(table, tmp_path):
    first, second = read(table, mapping(tmp_path, MAPPING))
    assert (first.value("place"), first.value("country")) == ("Homs", "Syria")
    assert first.conventions["date"] == "day_first"
    assert (first.value("killed"), second.value("killed")) == ("2", None)
    assert (first.value("sub_type"), second.value("sub_type")) == ("ied", "air_drone_strike")
    assert first.fields["Art"] == "Mine"
    start, end = first.spans[first.roles["country"]]
    assert first.text[start:end] == "Syria"


def test_what_was_understood_is_written_as_a_mapping_that_gives_the_same(table, tmp_path):
    settings = Settings(mapping=mapping(tmp_path, MAPPING))
    written = mapping_text(read_columns(str(table), settings))
    again = mapping(tmp_path, written)
    assert read(table, again) == read(table, settings.mapping)
    assert '# "Bem"' in written


def test_an_edited_mapping_gives_the_edited_result(table, tmp_path):
    written = mapping_text(read_columns(str(table), Settings(columns={"place": "Ort"})))
    line = next(line for line in written.splitlines() if line.startswith("killed"))
    edited = mapping(tmp_path, written.replace(line, 'description = "Bem"'))
    first, second = read(table, edited)
    assert (first.value("killed"), first.value("description")) == (None, "unknown")
    assert second.value("description") == "x"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[columns]\nplaces = "Ort"', "unknown role 'places'"),
        ('[colums]\nplace = "Ort"', "unknown key 'colums'"),
        ('date_order = "us"', "date_order is 'us'"),
        ("guess = 1", "true or false"),
        ('[nulls]\nOrt = "x"', "list of words"),
        ('[values.Art]\nMine = "x"', "table of keys"),
        ("[columns", "not TOML"),
    ],
)
def test_what_means_nothing_is_named(tmp_path, text, told):
    with pytest.raises(InputError, match=told.replace("(", "\\(")) as caught:
        mapping(tmp_path, text)
    assert "\n" not in str(caught.value)


def test_a_column_that_is_not_there_is_an_error(table, tmp_path):
    with pytest.raises(MissingColumnError, match="no column 'Stadt'"):
        read(table, mapping(tmp_path, '[columns]\nplace = "Stadt"'))


def test_a_project_file_names_mappings_gazetteer_and_title(table, tmp_path):
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    project = tmp_path / "geomap.toml"
    project.write_text(
        'title = "Week 6"\ngazetteer = "places.db"\n[mapping]\n"t*.csv" = "m.toml"\n', encoding="utf-8"
    )
    found = read_project(project)
    assert (found.title, found.gazetteer) == ("Week 6", tmp_path / "places.db")
    first, _ = iter_documents([table], settings=Settings(project=found).read, problems=[])
    assert first.value("country") == "Syria"
    other = tmp_path / "other.csv"
    other.write_text("place\nHoms\n", encoding="utf-8")
    (doc,) = iter_documents([other], settings=Settings(project=found).read, problems=[])
    assert doc.value("country") is None


IN_PROJECT = MAPPING.replace("\n[", "\n[mapping.").replace("date_order", "mapping.date_order")


@pytest.mark.parametrize("text", ['mapping = "m.toml"', IN_PROJECT])
def test_a_mapping_stands_in_a_file_or_in_the_project_file(table, tmp_path, text):
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    project = tmp_path / "geomap.toml"
    project.write_text(text, encoding="utf-8")
    first, _ = iter_documents([table], settings=Settings(project=read_project(project)).read, problems=[])
    assert first.value("country") == "Syria"


@pytest.mark.parametrize("text", ["mapping = 3", 'mapping = ["a"]', "title = 3"])
def test_a_wrong_project_file_is_named(tmp_path, text):
    project = tmp_path / "geomap.toml"
    project.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"geomap\.toml"):
        read_project(project)
    project.write_text('mapping = "none.toml"', encoding="utf-8")
    with pytest.raises(MissingInputError, match="mapping file"):
        read_project(project)


def test_the_project_file_beside_the_input_holds(table, tmp_path, monkeypatch):
    desk = tmp_path / "desk"
    desk.mkdir()
    monkeypatch.chdir(desk)
    (tmp_path / "geomap.toml").write_text('title = "T"', encoding="utf-8")
    assert project_of([str(table)]) == tmp_path / "geomap.toml"
    assert project_of([str(tmp_path / "*.csv")]) == tmp_path / "geomap.toml"
    (desk / "geomap.toml").write_text('title = "Desk"', encoding="utf-8")
    assert project_of(["-"]) == desk / "geomap.toml"
    assert project_of([str(table)]) == tmp_path / "geomap.toml"
