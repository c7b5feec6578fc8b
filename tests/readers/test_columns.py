import csv
from importlib.resources import files

import pytest

from geomap.errors import MissingColumnError
from geomap.readers.columns import (
    ROLES,
    column_key,
    explain_roles,
    find_roles,
    require_place,
    unique_names,
)

ACLED = (
    "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,country,admin1,admin2,loc"
    "ation,latitude,longitude,source,notes,fatalities"
)
GED = (
    "id,type_of_violence,side_a,side_b,source_headline,where_coordinates,adm_1,adm_2,latitude,l"
    "ongitude,country,date_start,date_end,best,high,low"
)
GTD = (
    "eventid,iyear,imonth,iday,country_txt,provstate,city,latitude,longitude,location,summary,a"
    "ttacktype1_txt,gname,target1,nkill,nwound"
)


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        (
            ACLED,
            {
                "place": "location",
                "date": "event_date",
                "killed": "fatalities",
                "description": "notes",
                "id": "event_id_cnty",
                "side_a": "actor1",
            },
        ),
        (
            GED,
            {
                "place": "where_coordinates",
                "admin1": "adm_1",
                "killed": "best",
                "killed_low": "low",
                "date_end": "date_end",
                "title": "source_headline",
            },
        ),
        (
            GTD,
            {
                "place": "city",
                "year": "iyear",
                "month": "imonth",
                "day": "iday",
                "killed": "nkill",
                "wounded": "nwound",
                "country": "country_txt",
            },
        ),
        (
            "Incident ID,Event Date,Place Name,LAT,Lng",
            {"id": "Incident ID", "date": "Event Date", "place": "Place Name", "lat": "LAT", "lon": "Lng"},
        ),
    ],
)
def test_known_headers(header, roles):
    assert roles.items() <= find_roles(header.split(","), []).items()


def test_cells_overrule_names():
    names = ["place", "town", "lat", "lon", "location"]
    sample = [["17", "Homs", "Homs", "500", "34.7, 36.7"], ["18", "Hama", "Hama", "600", "35.1, 36.8"]]
    assert find_roles(names, sample) == {"place": "town", "latlon": "location"}


def test_a_filled_column_comes_before_an_empty_one():
    assert find_roles(["place", "city"], [["", "Homs"], ["", "Hama"]]) == {"place": "city"}


@pytest.mark.parametrize("cell", ["34.7", "34,7", "-4", "34°42'N", "34.7 N", " 34.70 "])
def test_coordinates_in_many_spellings(cell):
    assert find_roles(["lat"], [[cell]]) == {"lat": "lat"}


def test_unique_names():
    assert unique_names(["a", "", "a", " b ", "a_2"]) == ["a", "column_2", "a_3", "b", "a_2"]
    assert unique_names(["", "column_1"]) == ["column_1_", "column_1"]


def test_ten_thousand_columns_of_one_name_stay_apart():
    assert len(set(unique_names(["a"] * 10_000))) == 10_000


def test_an_error_lists_column_names_on_one_line():
    with pytest.raises(MissingColumnError) as caught:
        require_place({}, ["two\nlines", "b" * 100], source="t.csv")
    assert (
        str(caught.value)
        == f"t.csv has no place column; columns: two lines, {'b' * 40}; name it with --place COLUMN"
    )


def test_the_table_of_names_is_in_order():
    text = files("geomap.readers").joinpath("data/column_roles.tsv").read_text(encoding="utf-8")
    rows = list(
        csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter="\t")
    )
    assert {row["role"] for row in rows} == set(ROLES)
    assert all(row["name"] == column_key(row["name"]) for row in rows)
    assert len({(row["role"], row["name"]) for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("name", "cells", "role", "how"),
    [
        ("Location (village)", ["Homs", "Hama", "Idlib"], "place", "alias"),
        ("No. of people killed", ["1", "2", ""], "killed", "alias"),
        ("Latitude [N]", ["34.7", "35.1", "35.9"], "lat", "alias"),
        ("Village or town", ["Homs", "Hama", "Idlib"], "place", "either"),
        ("State / Locality", ["Homs", "Hama", "Idlib"], "admin1", "either"),
        ("Sector / village", ["Homs", "Hama", "Idlib"], "place", "either"),
        ("somewhere", ["34.73, 36.72", "35.13, 36.75", "35.93, 36.63"], "latlon", "content"),
        ("logged", ["2024-01-05", "2024-01-06 10:00", "2024-01-07"], "date", "content"),
        (
            "proof",
            ["https://example.org/1", "", "http://example.org/2", "https://example.org/3"],
            "url",
            "content",
        ),
    ],
)
def test_names_with_words_around_them_and_cells_that_speak(name, cells, role, how):
    found = explain_roles([name], [[cell] for cell in cells], told={})
    assert found[role].column == name
    assert found[role].how == how


def test_a_few_cells_or_mixed_ones_prove_nothing():
    assert explain_roles(["a"], [["34.73, 36.72"], ["35.13, 36.75"]], told={}) == {}
    assert explain_roles(["a"], [["2024-01-05"], ["see note"], ["2024-01-07"]], told={}) == {}
    assert explain_roles(["a"], [["2024-01-05"]] * 5, told={}, closed=["date"]) == {}


def test_a_number_under_two_names_is_neither():
    assert find_roles(["place", "Killed/wounded"], [["Homs", "3"]] * 4) == {"place": "place"}
