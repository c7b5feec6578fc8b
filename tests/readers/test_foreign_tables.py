"""Tables as people keep them: in their own language, under two headers, with totals, with points in parts."""

import json

import openpyxl
import pytest

from geomap.errors import MissingColumnError
from geomap.model import Problem
from geomap.readers import ReadSettings, iter_documents, open_one_table
from geomap.readers.columns import find_roles
from geomap.readers.loose_columns import loose_name
from geomap.readers.totals import is_total


def read(path, **settings):
    problems: list[Problem] = []
    return list(iter_documents([path], settings=ReadSettings(**settings), problems=problems)), problems


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("Date;Lieu;Région;Pays;Tués;Blessés;Disparus", "date place admin1 country killed wounded missing"),
        ("Fecha;Municipio;Departamento;País;Fallecidos", "date admin2 admin1 country killed"),
        ("Data;Localidade;Província;País;Mortos;Feridos", "date place admin1 country killed wounded"),
        ("Datum;Ort;Bundesland;Land;Getötete;Verletzte", "date place admin1 country killed wounded"),
        ("التاريخ;المكان;المحافظة;البلد;القتلى;الجرحى", "date place admin1 country killed wounded"),
        ("Дата;Населений пункт;Область;Широта;Довгота;Поранені", "date place admin1 lat lon wounded"),
        ("Дата;Населённый пункт;Район;Страна;Погибшие", "date place admin2 country killed"),
        ("日期;地点;省;国家;死亡人数;受伤人数", "date place admin1 country killed wounded"),
        ("تاریخ;روستا;ولسوالی;ولایت;کشور", "date place admin2 admin1 country"),
    ],
)
def test_headers_in_other_languages(header, roles):
    names = header.split(";")
    assert find_roles(names, []) == dict(zip(roles.split(), names, strict=True))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("where.geo.lat", "lat"),
        ("casualties.killed", "killed"),
        ("Location Village", "Village"),
        ("attr_date", "date"),
        ("Location", "Location"),
        ("Victim name", "Victim name"),
        ("location_type", "location type"),
        ("geometry_type", "geometry type"),
        ("properties.title", "title"),
    ],
)
def test_names_under_other_names_go_by_their_own(name, short):
    assert loose_name(name) == short


def test_nested_json_is_understood(tmp_path):
    path = tmp_path / "nested.json"
    place = {"name": "Kherson", "country": "Ukraine", "geo": {"lat": 46.63, "lng": 32.6}}
    row = {"when": {"date": "2022-03-02"}, "where": place, "casualties": {"killed": 2, "injured": None}}
    path.write_text(json.dumps({"result": {"incidents": [row, row]}}), encoding="utf-8")
    docs, _ = read(path)
    told = {role: docs[0].value(role) for role in ("place", "country", "lat", "lon", "date", "killed")}
    assert told == {
        "place": "Kherson",
        "country": "Ukraine",
        "lat": "46.63",
        "lon": "32.6",
        "date": "2022-03-02",
        "killed": "2",
    }


@pytest.fixture
def log(tmp_path):
    """A log of incidents as an office keeps it: a title, a note, two header rows, a merged cell, a total."""
    book = openpyxl.Workbook()
    book.active.append(["Read me first"])
    sheet = book.create_sheet("Q1")
    sheet["A1"] = "Incident log, north-east"
    sheet["A2"] = "Not for publication"
    sheet.append([])
    for cell, name in {"A4": "No.", "B4": "Date", "C4": "Location", "F4": "Casualties"}.items():
        sheet[cell] = name
    for cell, name in {"C5": "State", "D5": "LGA", "E5": "Village", "F5": "Killed", "G5": "Injured"}.items():
        sheet[cell] = name
    for span in ("A1:G1", "A2:G2", "A4:A5", "B4:B5", "C4:E4", "F4:G4", "C6:C7"):
        sheet.merge_cells(span)
    rows = (
        (1, "2023-01-05", "Borno", "Konduga", "Konduga", 2, 3),
        (2, "2023-02-13", None, "Damboa", "Damboa", 0, 1),
        ("Grand total", None, None, None, None, "=SUM(F6:F7)", 4),
    )
    for at, row in enumerate(rows, start=6):
        for column, cell in enumerate(row, start=1):
            if cell is not None:
                sheet.cell(at, column, cell)
    summary = book.create_sheet("Summary")
    for row in (("State", "Incidents"), ("Borno", 2)):
        summary.append(row)
    path = tmp_path / "log.xlsx"
    book.save(path)
    return path


def test_two_header_rows_name_what_stands_under_both(log):
    with open_one_table(log) as table:
        roles = dict(table.header.roles)
    assert {role: roles[role] for role in ("place", "admin1", "admin2", "killed", "wounded", "date")} == {
        "place": "Location Village",
        "admin1": "Location State",
        "admin2": "Location LGA",
        "killed": "Casualties Killed",
        "wounded": "Casualties Injured",
        "date": "Date",
    }


def test_a_row_of_totals_is_no_incident_and_is_told(log):
    docs, problems = read(log)
    assert [(doc.value("place"), doc.value("admin1")) for doc in docs] == [
        ("Konduga", "Borno"),
        ("Damboa", "Borno"),
    ]
    (total,) = [problem for problem in problems if problem.row is not None]
    assert (total.row, total.value, total.suggestion) == (3, "Grand total, 4", "row left out")


def test_formulas_that_nobody_calculated_are_told(log):
    _, problems = read(log)
    assert any("1 cell with a formula that was never calculated" in problem.reason for problem in problems)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"no": "Total", "place": "", "killed": "9"}, True),
        ({"no": "", "place": "Разом:", "killed": "9"}, True),
        ({"no": "المجموع", "place": "", "killed": "9"}, True),
        ({"no": "Total", "place": "Homs", "killed": "9"}, False),
        ({"no": "", "place": "Grand Bassam", "killed": "9"}, False),
        ({"no": "", "place": "Grand", "killed": "9"}, False),
        ({"no": "1", "place": "", "killed": "9"}, False),
        ({"no": "", "place": "", "killed": ""}, False),
    ],
)
def test_which_rows_are_totals(fields, expected):
    assert is_total(fields, {"place": "place", "killed": "killed"}) is expected


def test_metres_and_minutes_in_columns_of_their_own_are_found():
    names = ["Village", "Zone", "Easting", "Northing"]
    sample = [["Mutare", "36K", "465000", "7902000"]]
    assert find_roles(names, sample) == {
        "place": "Village",
        "utm_zone": "Zone",
        "easting": "Easting",
        "northing": "Northing",
    }
    names = ["Place", "Lat Deg", "Lat Min", "N/S", "Lon Deg", "Lon Min", "E/W"]
    roles = find_roles(names, [["Harare", "17", "49.5", "S", "31", "3", "E"]])
    assert roles["lat_minutes"] == "Lat Min"
    assert roles["lon_letter"] == "E/W"


@pytest.mark.parametrize(
    ("names", "row"),
    [
        (["place", "lat", "lon", "lat_min", "lat_max"], ["Homs", "34.7", "36.7", "34.1", "35.2"]),
        (["place", "zone", "x", "note"], ["Gondar", "North Gondar", "1", ""]),
        (["place", "lat", "lon", "x", "y"], ["Homs", "34.7", "36.7", "300000", "3800000"]),
    ],
)
def test_what_only_looks_like_parts_of_coordinates_is_left_alone(names, row):
    assert find_roles(names, [row]).keys() <= {"place", "lat", "lon"}


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("place;lat;lon\nHoms;34,72;36,72\nHama;35,13;36,75\n", ("place", "lat", "lon")),
        ("lat;lon;km\n34,72;36,72;1,5\n35,13;36,75;2,5\n", ("lat", "lon", "km")),
        ("Our list; as of May\n\nplace,lat,lon\nHoms,34.7,36.7\nHama,35.1,36.7\n", ("place", "lat", "lon")),
    ],
)
def test_decimal_commas_do_not_part_columns(text, columns, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    with open_one_table(path) as table:
        assert table.header.columns == columns
        assert len(list(table.rows)) == 2


def test_a_guessed_encoding_is_told_where_no_column_is_understood(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes("日期,地点\n2008-05-12,汶川\n2008-05-13,北川\n".encode("gb18030"))
    with pytest.raises(
        MissingColumnError, match=r"--place COLUMN, or its encoding, read as cp\d+, with --enc"
    ):
        read(path)
    docs, _ = read(path, encoding="gb18030")
    assert [doc.value("place") for doc in docs] == ["汶川", "北川"]
