import builtins
import importlib.util
import zipfile

import pytest

from geomap.errors import MissingDependencyError
from geomap.gazetteer.records import Alias, Name, Unit
from geomap.gazetteer.sources import SOURCES, open_source


def test_a_table_without_points_gives_units_and_their_names(read_source):
    reading = read_source("cod", "cod_old.csv")
    assert reading.others(Unit) == [
        Unit("cod:IQ99", "Fordland", "IQ", "IQ99"),
        Unit("cod:IQ9901", "Upper Ford", "IQ", "IQ99", "IQ9901"),
        Unit("cod:IQ9902", "Lower Ford", "IQ", "IQ99", "IQ9902"),
    ]
    assert Alias("cod:IQ9901", Name("المخاضة العليا", "ar")) in reading.records
    assert Alias("cod:IQ9902", Name("Nether Ford")) in reading.records
    assert (reading.report.used, reading.report.bad, reading.report.rows) == (2, 1, 4)
    assert reading.report.skipped == {"row of HXL tags": 1}


def test_the_unified_columns_give_places_with_centres_and_parents(read_source, names_of):
    reading = read_source("cod", "cod_new.csv")
    entry = reading.entries["cod:SY990101"]
    assert (entry.place.feature_class, entry.place.feature_code) == ("A", "ADM3")
    assert (entry.place.lat, entry.place.lon, entry.place.country_code) == (35.1, 40.2, "SY")
    assert (entry.place.admin1_code, entry.place.admin2_code) == ("SY99", "SY9901")
    assert entry.parents == ("cod:SY9901", "cod:SY99", "cod:SY")
    assert names_of(entry)["الضفة الشرقية"] == ("ar", "strong")
    assert [unit.place_id for unit in reading.others(Unit)] == ["cod:SY99", "cod:SY9901"]
    assert reading.report.skipped == {"unit below the second level without a point": 1}


def test_polygons_give_a_point_inside_and_a_radius(read_source, names_of):
    reading = read_source("cod", "cod.geojson")
    entry = reading.entries["cod:YE99"]
    assert 44 < entry.place.lon < 44.2
    assert 15 < entry.place.lat < 15.2
    assert 11 < entry.place.radius_km < 14
    assert entry.place.admin1_code == "YE99"
    assert names_of(entry) == {
        "Fordland": ("en", "strong"), "أرض المخاضة": ("ar", "strong"), "Ford": ("", "strong"),
        "Fordia": ("en", "strong"),
    }  # fmt: skip
    assert "EPSG:4326" in reading.reasons()[3]


HEADER = "ADM1_EN,ADM1_PCODE,ADM0_PCODE,lat,lon\n"


def test_a_second_part_of_a_unit_is_skipped(read_source):
    reading = read_source("cod", "t.csv", f"{HEADER}Ford,IQ99,IQ,33,44\nFord,IQ99,IQ,34,44\n")
    assert reading.entries["cod:IQ99"].place.lat == 33
    assert reading.report.skipped == {"further part of a unit already read": 1}


@pytest.mark.parametrize(
    ("cells", "code"), [("IQ99,IQ", "IQ"), ("IQ99,IRQ", "IQ"), ("IQ99,", "IQ"), ("9901,", "")]
)
def test_the_country_comes_from_its_code_or_the_pcode(read_source, cells, code):
    reading = read_source("cod", "t.csv", f"{HEADER}Ford,{cells},33,44\n")
    (entry,) = reading.entries.values()
    assert entry.place.country_code == code


def test_countries_are_read_too(read_source):
    reading = read_source("cod", "t.csv", "ADM0_EN,ADM0_PCODE,lat,lon\nFreedonia,IQ,33,44\n")
    assert reading.entries["cod:IQ"].place.feature_code == "PCLI"


def test_a_row_without_a_pcode_is_a_problem(read_source):
    reading = read_source("cod", "t.csv", f"{HEADER}Ford,,,33,44\n")
    assert reading.reasons() == {2: "no p-code"}


def test_excel_needs_openpyxl_and_says_so(tmp_path, monkeypatch, read_source):
    path = tmp_path / "irq.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert SOURCES.get("cod").sniff(open_source(path))
    real = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name == "openpyxl":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr("importlib.import_module", lambda name: refuse(name))
    with pytest.raises(MissingDependencyError, match="pip install openpyxl"):
        read_source("cod", "irq.xlsx", path.read_bytes())


@pytest.mark.skipif(importlib.util.find_spec("openpyxl") is None, reason="openpyxl is not installed")
def test_excel_sheets_are_read(tmp_path, read_source):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["read me"])
    sheet = book.create_sheet("Admin1")
    sheet.append(["ADM1_EN", "ADM1_AR", "ADM1_PCODE", "ADM0_PCODE", "lat", "lon"])
    sheet.append(["Ford", "فورد", "IQ99", "IQ", 33.5, 44.5])
    book.save(tmp_path / "b.xlsx")
    reading = read_source("cod", "irq.xlsx", (tmp_path / "b.xlsx").read_bytes())
    assert reading.entries["cod:IQ99"].place.lat == 33.5
