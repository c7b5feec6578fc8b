"""Several columns of one role: the first that says something in a row is used, and named."""

import pytest

from geomap.errors import InputError
from geomap.pipeline.mapping_files import read_mapping_file
from geomap.pipeline.settings import Settings
from geomap.pipeline.table_columns import mapping_text, read_columns
from geomap.readers import ReadSettings, iter_documents

ROWS = [
    "date,location,country,iso3,countryname,admin1,region",
    "2024-01-02,Tripoli,Libya,,Libya,Tarabulus,Africa",
    "2024-01-03,Tripoli,,LBN,Lebanon,North,Middle East",
    "2024-01-04,Tripoli,unknown,,Lebanon,,Middle East",
    "2024-01-05,Tripoli,Libya,LBN,,Tarabulus,Africa",
    "2024-01-06,Tripoli,,,,,",
]


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("\n".join(ROWS) + "\n", encoding="utf-8")
    return path


def read(path, **settings):
    return list(iter_documents([path], settings=ReadSettings(**settings), problems=[]))


def countries(docs):
    return [doc.value("country") for doc in docs]


def test_the_first_filled_column_says_the_country(table):
    docs = read(table)
    assert countries(docs) == ["Libya", "Lebanon", "Lebanon", "Libya", None]
    assert [doc.roles["country"] for doc in docs[:3]] == ["country", "countryname", "countryname"]
    start, end = docs[1].spans[docs[1].roles["country"]]
    assert docs[1].text[start:end] == "Lebanon"


def test_a_column_that_says_something_else_is_no_further_one(table):
    # Both are called like first units, but no row says the same in both.
    assert [doc.value("admin1") for doc in read(table)] == ["Tarabulus", "North", None, "Tarabulus", None]


def test_a_column_that_the_user_names_is_the_only_one(table):
    assert countries(read(table, columns={"country": "country"})) == ["Libya", None, None, "Libya", None]


def test_a_constant_comes_after_all_columns(table, tmp_path):
    path = tmp_path / "m.toml"
    path.write_text('[constants]\ncountry = "Iraq"\n', encoding="utf-8")
    assert countries(read(table, mapping=read_mapping_file(path)))[-2:] == ["Libya", "Iraq"]


def test_a_mapping_file_names_them_in_order(table, tmp_path):
    path = tmp_path / "m.toml"
    path.write_text('[columns]\ncountry = ["iso3", "country"]\n', encoding="utf-8")
    mapping = read_mapping_file(path)
    assert countries(read(table, mapping=mapping)) == ["Libya", "LBN", None, "LBN", None]
    report = read_columns(str(table), Settings(mapping=mapping))
    column = next(one for one in report.columns if one.name == "country")
    assert column.roles == ("country",)
    assert "where 'iso3' is empty" in column.reason
    path.write_text(mapping_text(report), encoding="utf-8")
    assert read(table, mapping=read_mapping_file(path)) == read(table, mapping=mapping)


@pytest.mark.parametrize("told", ['title = ["a", "b"]', "country = []", "country = [1]"])
def test_other_roles_have_one_column(tmp_path, told):
    path = tmp_path / "m.toml"
    path.write_text(f"[columns]\n{told}\n", encoding="utf-8")
    with pytest.raises(InputError, match="place, admin1, admin2, country can be a list"):
        read_mapping_file(path)
