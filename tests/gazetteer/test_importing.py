"""One gazetteer from any mix of files: what is read, linked, derived, counted and refused."""

import json
import os
import sqlite3
import time
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from geomap.errors import BuildError, MissingInputError, OutputError, UnknownNameError
from geomap.gazetteer import importing, open_gazetteer
from geomap.gazetteer.check import check_gazetteer
from geomap.gazetteer.importing import build_from_sources, expand_sources
from geomap.gazetteer.sources import SOURCES
from geomap.model import MatchKind

SAME_NAME = (MatchKind.EXACT, MatchKind.FOLDED)
WOF_COLUMNS = ("wof_id", "name", "placetype", "lat", "lon", "country", "region_id", "gn_id", "wd_id", "names")


def geonames(number: int, name: str, lat: float, lon: float, **cells: object) -> str:
    """A line of GeoNames' place file: a town of Syria when nothing else is said."""
    row = [""] * 19
    row[0:6] = [str(number), name, name, "", str(lat), str(lon)]
    row[6:9] = ["P", "PPL", "SY"]
    row[14] = "0"
    columns = {"alternatenames": 3, "fclass": 6, "fcode": 7, "country": 8, "admin1": 10, "admin2": 11,
               "population": 14}  # fmt: skip
    for column, cell in cells.items():
        row[columns[column]] = str(cell)
    return "\t".join(row) + "\n"


def wof(*rows: dict[str, object]) -> str:
    """A table of Who's On First: towns of Syria when nothing else is said."""
    town = {"placetype": "locality", "country": "SY"}
    lines = ("\t".join(str({**town, **row}.get(column, "")) for column in WOF_COLUMNS) for row in rows)
    return "\n".join(["\t".join(WOF_COLUMNS), *lines]) + "\n"


HOMS = geonames(169577, "Homs", 34.72405, 36.72559, admin1="11", admin2="1101", population=775404)
SHURAT = geonames(2, "Shurat", 34.5, 36.9, admin1="11", admin2="1102", population=600)
BAGHDAD = geonames(98182, "Baghdad", 33.34, 44.4, country="IQ", admin1="07", population=7216000)
UNIT = geonames(169575, "Homs Governorate", 34.3, 38.0, fclass="A", fcode="ADM1", admin1="11")
ADMIN1 = "SY.11\tHoms Governorate\tHoms Governorate\t169575\n"
ADMIN2 = "SY.11.1102\tQusayr District\tQusayr District\t9\nSY.11.9999\tEmpty District\tEmpty District\t10\n"


@pytest.fixture
def build(tmp_path):
    """Build from files given by name and content, without geomap's countries; return report and gazetteer."""
    opened = []

    def run(files, *sources, bare=True, name="built.db", **options):
        for file, content in files.items():
            (tmp_path / file).write_text(content, encoding="utf-8")
        paths = [tmp_path / file for file in files] + list(sources)
        report = build_from_sources(tmp_path / name, paths, bare=bare, **options)
        gazetteer = open_gazetteer(tmp_path / name)
        opened.append(gazetteer)
        check_gazetteer(tmp_path / name)
        adds_up(report)
        return report, gazetteer

    yield run
    for gazetteer in opened:
        gazetteer.close()


def adds_up(report):
    """Hold the counts of a build to what they say of each other."""
    for file in report.files:
        told = file.report
        assert told.used + sum(told.skipped.values()) + told.bad == told.rows
    read = sum(file.places for file in report.files)
    gone = report.linked + report.doubled + report.replaced
    assert read + report.copied + report.derived - gone == report.places


def ids(gazetteer, name):
    return [one.place.id for one in gazetteer.candidates(name, fuzzy=False) if one.match in SAME_NAME]


def test_three_sources_of_one_town_make_one_place(build):
    report, index = build(
        {
            "SY.txt": HOMS,
            "sy.tsv": wof({"wof_id": 421168647, "name": "Hims", "lat": 34.73, "lon": 36.71, "gn_id": 169577}),
            "mine.csv": "name,lat,lon,country,type,aliases\nHoms,34.72,36.72,SY,town,Emesa\n",
        }
    )
    assert (report.places, report.linked, report.doubled) == (1, 2, 0)
    homs = index.get("geonames:169577")
    assert (homs.name, homs.lat, homs.population, homs.source) == ("Homs", 34.72405, 775404, "geonames")
    assert index.get("wof:421168647") == index.get("own:mine/2") == homs
    assert ids(index, "Hims") == ids(index, "Emesa") == ids(index, "Homs") == ["geonames:169577"]
    assert index.reverse(34.72, 36.72, limit=5) == [(homs, pytest.approx(0.7, abs=0.2))]


def test_the_source_that_is_named_first_stands(build):
    town = {"wof_id": 421168647, "name": "Hims", "lat": 34.73, "lon": 36.71, "gn_id": 169577}
    _, index = build({"sy.tsv": wof(town), "SY.txt": HOMS})
    assert index.get("geonames:169577").id == "wof:421168647"
    assert (index.get("wof:421168647").name, index.get("wof:421168647").lat) == ("Hims", 34.73)
    assert ids(index, "Homs") == ["wof:421168647"]


def test_places_are_linked_by_a_third_id(build):
    report, index = build(
        {
            "SY.txt": HOMS,
            "alternateNamesV2.txt": "1\t169577\twkdt\tQ131301\t\t\t\t\t\t\n",
            "sy.tsv": wof({"wof_id": 7, "name": "Emesa", "lat": 34.9, "lon": 36.7, "wd_id": "Q131301"}),
        }
    )
    assert (report.places, report.linked) == (1, 1)
    assert index.get("wikidata:Q131301") == index.get("wof:7") == index.get("geonames:169577")


@pytest.mark.parametrize(
    ("row", "linked"),
    [
        ("Homs,34.74,36.73,SY,town", True),
        ("ḤOMS,34.74,36.73,SY,town", True),
        ("Homs,35.0,36.73,SY,town", False),  # 30 km away
        ("Homs,34.74,36.73,SY,base", False),  # another class
        ("Homs,34.74,36.73,LB,town", False),
        ("Hims,34.74,36.73,SY,town", False),
    ],
)
def test_namesakes_of_two_sources_are_one_place_when_near_and_alike(build, row, linked):
    report, index = build({"SY.txt": HOMS, "mine.csv": f"name,lat,lon,country,type\n{row}\n"})
    assert (report.linked, report.places) == ((1, 1) if linked else (0, 2))
    assert (index.get("own:mine/2").id == "geonames:169577") is linked


def test_units_are_linked_over_a_greater_distance_and_only_with_their_level(build):
    unit = {"name": "Homs Governorate", "lat": 34.7, "lon": 37.5, "country": "SY"}
    report, index = build(
        {
            "SY.txt": UNIT,
            "sy.tsv": wof(
                {**unit, "wof_id": 1, "placetype": "region"}, {**unit, "wof_id": 2, "placetype": "county"}
            ),
        }
    )
    assert (report.linked, report.places) == (1, 2)
    assert index.get("wof:1").id == "geonames:169575"
    assert index.get("wof:2").id == "wof:2"


def test_an_id_is_not_believed_over_a_hundred_kilometres(build):
    far = {"wof_id": 7, "name": "Hims", "lat": 36.2, "lon": 37.1, "gn_id": 169577}
    report, index = build({"SY.txt": HOMS, "sy.tsv": wof(far)})
    assert (report.linked, report.places) == (0, 2)
    assert index.get("wof:7").lat == 36.2


def test_namesakes_of_one_source_stay_two(build):
    report, index = build({"SY.txt": SHURAT + geonames(3, "Shurat", 34.51, 36.9)})
    assert (report.places, report.linked) == (2, 0)
    assert sorted(ids(index, "Shurat")) == ["geonames:2", "geonames:3"]


def test_of_two_namesakes_the_nearer_one_is_linked(build):
    towns = SHURAT + geonames(3, "Shurat", 34.53, 36.9)
    report, index = build(
        {"SY.txt": towns, "mine.csv": "name,lat,lon,country,type\nShurat,34.525,36.9,SY,town\n"}
    )
    assert (report.places, report.linked) == (2, 1)
    assert index.get("own:mine/2").id == "geonames:3"


def test_an_id_that_comes_twice_is_one_place_with_both_names(build):
    again = geonames(169577, "Emesa", 1, 1, alternatenames="Émèse")
    report, index = build({"SY.txt": HOMS + SHURAT + again})
    assert (report.doubled, report.places) == (1, 2)
    assert index.get("geonames:169577").lat == 34.72405
    assert ids(index, "Emesa") == ids(index, "Émèse") == ids(index, "Homs") == ["geonames:169577"]


@pytest.mark.parametrize("names_first", [False, True])
def test_names_of_places_may_come_before_or_after_them(build, names_first):
    names = (
        "1\t169577\tar\tحمص\t1\t\t\t\t\t\n2\t169577\t\tEmesa\t\t\t\t1\t\t\n3\t404\ten\tNowhere\t\t\t\t\t\t\n"
    )
    files = {"alternateNamesV2.txt": names, "SY.txt": HOMS}
    order = files if names_first else dict(reversed(files.items()))
    report, index = build(order)
    assert [file.format for file in report.files] == ["geonames", "geonames"]
    assert [file.report.source for file in report.files] == ["SY.txt", "alternateNamesV2.txt"]
    assert (report.strangers, report.places, report.names) == (1, 1, 3)
    assert ids(index, "حمص") == ["geonames:169577"]
    (weak,) = index.candidates("Emesa", fuzzy=False)
    assert weak.name_score < 1.0


def test_units_of_codes_are_joined_to_their_places(build):
    _, index = build({"SY.txt": HOMS + UNIT + SHURAT, "admin2Codes.txt": ADMIN2})
    homs, shurat = index.get("geonames:169577"), index.get("geonames:2")
    assert (homs.admin1, homs.admin1_id, homs.admin1_code) == ("Homs Governorate", "geonames:169575", "11")
    assert (homs.admin2, homs.admin2_id, homs.admin2_code) == (None, None, "1101")
    assert (shurat.admin2, shurat.admin2_id) == ("Qusayr District", "geonames:9")


def test_a_unit_without_a_point_stands_at_its_most_populous_town(build):
    report, index = build(
        {"SY.txt": HOMS + SHURAT, "admin1CodesASCII.txt": ADMIN1, "admin2Codes.txt": ADMIN2}
    )
    assert (report.derived, report.places) == (2, 4)
    unit = index.get("geonames:169575")
    assert (unit.lat, unit.lon, unit.source) == (34.72405, 36.72559, "derived")
    assert (unit.feature_class, unit.feature_code, unit.country_code) == ("A", "ADM1", "SY")
    assert unit.radius_km == pytest.approx(12.5, abs=0.1)  # half of 0.224 degrees
    assert index.get("geonames:9").lat == 34.5
    assert index.get("geonames:10") is None  # no town lies in it
    derived = next(source for source in index.info.sources if source.key == "derived")
    assert derived.places == 2


def test_a_unit_that_a_file_places_is_not_derived(build):
    report, index = build({"SY.txt": HOMS + UNIT, "admin1CodesASCII.txt": ADMIN1})
    assert report.derived == 0
    assert index.get("geonames:169575").lat == 34.3
    assert "derived" not in {source.key for source in index.info.sources}


def test_the_hierarchy_gives_units_to_places_that_have_no_codes(build):
    town = geonames(5, "Tadmur", 34.56, 38.28)
    files = {"SY.txt": UNIT + town + HOMS, "hierarchy.txt": "169575\t5\tADM\n6\t5\t\n169575\t404\tADM\n"}
    report, index = build(files)
    assert (index.get("geonames:5").admin1, index.get("geonames:5").admin1_id) == (
        "Homs Governorate",
        "geonames:169575",
    )
    assert report.strangers == 1


def test_parents_by_id_are_units(build):
    _, index = build(
        {
            "sy.tsv": wof(
                {"wof_id": 1, "name": "Homs", "placetype": "region", "lat": 34.3, "lon": 38.0},
                {"wof_id": 2, "name": "Tadmur", "lat": 34.56, "lon": 38.28, "region_id": 1},
            )
        }
    )
    assert (index.get("wof:2").admin1, index.get("wof:2").admin1_id) == ("Homs", "wof:1")


def test_a_list_of_ones_own_names_units_by_their_names(build):
    rows = "Camp A,34.5,37.0,SY,Homs Governorate\nCamp B,34.6,37.0,SY,Nowhere\n"
    _, index = build({"SY.txt": UNIT + HOMS, "mine.csv": f"name,lat,lon,country,admin1\n{rows}"})
    assert index.get("own:mine/2").admin1_id == "geonames:169575"
    assert index.get("own:mine/3").admin1_id is None


def test_countries_of_two_sources_are_one_by_their_code(build):
    syria = geonames(163843, "Syria", 35.0, 38.0, fclass="A", fcode="PCLI")
    land = {"wof_id": 8, "name": "Syrian Arab Republic", "placetype": "country", "lat": 34.0, "lon": 39.5}
    report, index = build({"SY.txt": syria + HOMS, "sy.tsv": wof(land)})
    assert (report.linked, report.places) == (1, 2)
    assert index.country("SY").id == index.get("wof:8").id == "geonames:163843"
    assert index.get("geonames:169577").country == "Syria"


def test_geomaps_own_countries_are_there_unless_bare(build, mini_path, monkeypatch):
    monkeypatch.setattr(importing, "packaged_path", lambda: mini_path)
    report, index = build({"SY.txt": HOMS}, bare=False)
    assert index.get("geonames:169577").country == "Syria"
    assert index.country("IQ").name == "Iraq"
    assert index.demonym("Iraqis") == "IQ"
    assert index.locate(34.5, 36.9).country_how == "inside"
    assert index.get("geonames:3") is None  # Berlin is no country
    assert 0 < report.copied == report.places - 1
    report, index = build({"SY.txt": HOMS}, bare=True, name="bare.db")
    assert (report.copied, report.places, index.country("IQ"), index.demonym("Iraqis")) == (0, 1, None, None)
    assert index.get("geonames:169577").country is None


def test_without_geomaps_own_gazetteer_there_are_no_countries(build, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "packaged_path", lambda: tmp_path / "none.db")
    told = []
    report, _ = build({"SY.txt": HOMS}, bare=False, tell=told.append)
    assert report.places == 1
    assert "no gazetteer to take countries from" in told


def test_the_word_default_stands_for_the_whole_gazetteer(build, mini_path, monkeypatch):
    monkeypatch.setattr(importing, "packaged_path", lambda: mini_path)
    report, index = build({"mine.csv": "name,lat,lon,country,type\nCamp,34.0,37.0,SY,camp\n"}, "default")
    with open_gazetteer(mini_path) as mini:
        assert report.copied == mini.info.places
        assert (report.places, report.files[0].places) == (mini.info.places + 1, 1)
        assert index.info.names == mini.info.names + 1
        for place_id in ("geonames:169577", "ourairports:OS65", "geonames:3", "geomap:iraq-syria-border"):
            assert index.get(place_id) == mini.get(place_id) is not None
        assert index.candidates("Shuyrat") == mini.candidates("Shuyrat")
        assert {source.key for source in index.info.sources} == {
            *(source.key for source in mini.info.sources),
            "own",
        }
        assert index.abbreviation("Bln.") == mini.abbreviation("Bln.")
    assert index.get("own:mine/2").country == "Syria"


def test_a_file_called_default_is_that_file(build, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "default").write_text("name,lat,lon\nCamp,34.0,37.0\n", encoding="utf-8")
    report, _ = build({}, "default")
    assert (report.copied, report.places) == (0, 1)


def test_adding_twice_changes_nothing(build, mini_path):
    rows = "c1,Camp One,34.0,37.0,SY,camp\nc2,Homs,34.72,36.72,SY,town\n"
    camps = {"camps.csv": f"id,name,lat,lon,country,type\n{rows}"}
    first, index = build(camps, mini_path, name="first.db")
    assert (first.linked, first.doubled) == (1, 0)
    second, again = build(camps, index.path, name="second.db")
    assert (second.places, second.names) == (first.places, first.names)
    assert (second.replaced, second.linked, second.doubled) == (1, 1, 0)
    assert second.copied == first.places
    assert again.get("own:camps/c1") == index.get("own:camps/c1")
    assert again.get("own:camps/c2").id == "geonames:169577"
    assert again.info.places == index.info.places


def test_a_gazetteer_may_be_extended_in_place(build, mini_path, tmp_path):
    path = tmp_path / "mine.db"
    path.write_bytes(mini_path.read_bytes())
    _, index = build({"camps.csv": "name,lat,lon\nCamp One,34.0,37.0\n"}, path, name="mine.db")
    assert index.get("own:camps/2").name == "Camp One"
    assert index.get("geonames:98182").name == "Baghdad"


def test_two_gazetteers_that_share_places_are_put_together(build, mini_path):
    report, index = build({}, mini_path, mini_path)
    with open_gazetteer(mini_path) as mini:
        assert report.places == mini.info.places
        assert report.names == mini.info.names
        assert index.candidates("Homs") == mini.candidates("Homs")


def test_what_a_second_gazetteer_knows_of_a_place_is_added(build):
    _, first = build({"SY.txt": HOMS}, name="first.db")
    other = geonames(169577, "Emesa", 1, 1, alternatenames="Homs,Émèse")
    town = {"wof_id": 7, "name": "Hims", "lat": 1, "lon": 1, "gn_id": 169577}
    _, second = build({"SY.txt": other + SHURAT, "sy.tsv": wof(town)}, name="second.db")
    report, index = build({}, first.path, second.path)
    assert (report.copied, report.doubled, report.places) == (3, 1, 2)
    homs = index.get("wof:7")
    assert (homs.id, homs.name, homs.lat) == ("geonames:169577", "Homs", 34.72405)
    (emesa,) = index.candidates("Emesa", fuzzy=False)
    assert (emesa.place.id, emesa.matched_name, emesa.preferred) == ("geonames:169577", "Emesa", False)
    assert ids(index, "Hims") == ids(index, "Émèse") == ids(index, "Homs") == ["geonames:169577"]


def test_the_same_files_give_the_same_bytes(build, tmp_path):
    files = {"SY.txt": HOMS + SHURAT + UNIT, "mine.csv": "name,lat,lon\nCamp,34.0,37.0\n"}
    first, _ = build(files, name="a.db")
    second, _ = build(files, name="b.db")
    assert first.digest == second.digest
    assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()


def test_sources_are_described_with_the_files_they_came_from(build):
    _, index = build({"SY.txt": HOMS, "IQ.txt": BAGHDAD, "mine.csv": "name,lat,lon\nCamp,34.0,37.0\n"})
    sources = {source.key: source for source in index.info.sources}
    assert set(sources) == {"geonames", "own"}
    assert sources["geonames"].places == 2
    assert sources["geonames"].version.startswith("SY.txt, sha256 ")
    assert "; IQ.txt, sha256 " in sources["geonames"].version
    assert sources["geonames"].licence == "CC BY 4.0"
    assert index.info.title == "gazetteer of SY.txt, IQ.txt, mine.csv"


def test_a_folder_is_read_file_by_file(build, tmp_path):
    folder = tmp_path / "dump"
    (folder / "more").mkdir(parents=True)
    (folder / "SY.txt").write_text(HOMS, encoding="utf-8")
    (folder / "more" / "IQ.txt").write_text(BAGHDAD, encoding="utf-8")
    (folder / "readme.txt").write_text("about", encoding="utf-8")
    (folder / "notes.txt").write_text("a line of prose", encoding="utf-8")
    report, _ = build({}, folder)
    assert sorted(file.report.source for file in report.files) == ["IQ.txt", "SY.txt"]
    assert (report.places, report.ignored) == (2, ["notes.txt"])


def test_a_zip_is_read_member_by_member(build, tmp_path):
    path = tmp_path / "dump.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("SY.txt", HOMS)
        archive.writestr("alternateNamesV2.txt", "1\t169577\t\tEmesa\t\t\t\t\t\t\n")
        archive.writestr("iso-languagecodes.txt", "ISO 639-3\n")
        archive.writestr("notes.txt", "a line of prose")
    report, index = build({}, path)
    assert [file.report.source for file in report.files] == [
        "dump.zip/SY.txt",
        "dump.zip/alternateNamesV2.txt",
    ]
    assert report.ignored == ["dump.zip/notes.txt"]
    assert ids(index, "Emesa") == ["geonames:169577"]


def test_bad_rows_are_listed_and_the_build_goes_on(build):
    bad = geonames(3, "North", 91, 0) + "1\t2\t3\n" + "\n"
    report, index = build({"SY.txt": HOMS + bad + SHURAT})
    (file,) = report.files
    told = file.report
    assert (told.used, dict(told.skipped), told.bad, told.rows) == (2, {"empty line": 1}, 2, 5)
    assert [(problem.source, problem.row, problem.column) for problem in told.problems] == [
        ("SY.txt", 2, "latitude"),
        ("SY.txt", 3, None),
    ]
    assert (index.info.places, file.places) == (2, 2)


def test_no_place_is_no_gazetteer(build, tmp_path):
    build({"SY.txt": HOMS})
    earlier = (tmp_path / "built.db").read_bytes()
    with pytest.raises(BuildError, match="no row of the sources could be used: 0 rows"):
        build({"mine.csv": "name,lat,lon\n"})
    with pytest.raises(BuildError, match="hold no place"):
        build({"admin1CodesASCII.txt": ADMIN1})
    assert (tmp_path / "built.db").read_bytes() == earlier
    assert not list(tmp_path.glob(".*.part"))


def test_an_unknown_format_lists_the_known_ones(build, tmp_path):
    for content in ("a line of prose", ""):
        with pytest.raises(BuildError) as caught:
            build({"notes.txt": content})
        assert str(caught.value).startswith("notes.txt is of no known format; name one with --source: ")
        assert all(name in str(caught.value) for name in SOURCES)
    (tmp_path / "empty").mkdir()
    with pytest.raises(BuildError, match="empty is of no known format"):
        build({}, tmp_path / "empty")


def test_a_missing_file_and_a_format_that_does_not_exist(build, tmp_path):
    with pytest.raises(MissingInputError, match="no such file or folder"):
        build({}, tmp_path / "none.txt")
    with pytest.raises(UnknownNameError, match="geonames"):
        build({"SY.txt": HOMS}, source_format="shapefile")
    with pytest.raises(OutputError):
        build({"SY.txt": HOMS}, name="SY.txt/x.db")


def test_a_named_format_is_taken_without_asking_the_file(build, tmp_path):
    rows = "name,lat,lon,country\nCamp,34.0,37.0,SY\n"
    report, _ = build({"list.txt": rows}, source_format="csv")
    assert (report.files[0].format, report.places) == ("own", 1)
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "a.csv").write_text(rows, encoding="utf-8")
    (folder / "b.csv").write_text(rows, encoding="utf-8")
    report, _ = build({}, folder, source_format="csv", name="two.db")
    assert (len(report.files), report.places) == (2, 2)


def test_files_of_units_and_names_are_read_last(tmp_path):
    for name, content in {"admin1CodesASCII.txt": ADMIN1, "SY.txt": HOMS}.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    found = list(expand_sources([tmp_path / "admin1CodesASCII.txt", tmp_path / "SY.txt"], None, []))
    assert [(file.name, form.companion) for file, form in found] == [
        ("admin1CodesASCII.txt", True),
        ("SY.txt", False),
    ]


def test_the_traces_of_a_killed_build_are_swept_after_an_hour(build, tmp_path):
    old, fresh = tmp_path / ".built.db.111.part", tmp_path / ".built.db.222.part"
    for path in (old, fresh):
        path.write_bytes(b"x")
    long_ago = time.time() - 7200
    os.utime(old, (long_ago, long_ago))
    build({"SY.txt": HOMS})
    assert (old.exists(), fresh.exists()) == (False, True)


def test_a_failed_build_leaves_the_earlier_gazetteer(build, tmp_path):
    _, index = build({"SY.txt": HOMS})
    before = index.path.read_bytes()
    with zipfile.ZipFile(tmp_path / "IQ.zip", "w") as archive:
        archive.writestr("IQ.txt", BAGHDAD * 2000)
    content = bytearray((tmp_path / "IQ.zip").read_bytes())
    content[5000:5040] = b"\xff" * 40
    (tmp_path / "IQ.zip").write_bytes(content)
    with pytest.raises(BuildError, match=r"IQ\.zip.* is damaged or cut short"):
        build({}, tmp_path / "IQ.zip")
    assert index.path.read_bytes() == before
    assert not list(tmp_path.glob(".*.part"))


def test_the_main_name_is_strong_unless_the_place_has_ceased_to_be(build):
    kut = geonames(5, "Kut", 32.5, 45.8, alternatenames="Kut,Kût")
    ceased = {"wof_id": 9, "name": "Emesa", "lat": 34.7, "lon": 36.7, "is_current": 0}
    columns = (*WOF_COLUMNS, "is_current")
    lines = [
        "\t".join(columns),
        "\t".join(str({"placetype": "locality", **ceased}.get(one, "")) for one in columns),
    ]
    _, index = build({"IQ.txt": kut, "sy.tsv": "\n".join(lines) + "\n"})
    assert index.candidates("Kut")[0].name_score == 1.0
    assert index.candidates("Emesa")[0].name_score < 1.0


def test_progress_is_told(build):
    told = []
    build({"SY.txt": HOMS}, tell=told.append)
    assert told[0].startswith("reading SY.txt")
    assert "sorting names" in told


def test_every_name_is_found_by_its_consonants(build):
    _, index = build({"SY.txt": geonames(1, "Shayrat", 34.5, 36.9) + geonames(2, "الشعيرات", 34.6, 36.9)})
    assert index.candidates("Shuyrat")[0].match is MatchKind.VARIANT
    with closing(sqlite3.connect(index.path)) as connection:
        keys = {key for (key,) in connection.execute("SELECT k FROM skel")}
    assert keys == {"shayrat"}


def test_geojson_and_numbers_in_ids(build):
    feature = {
        "type": "Feature",
        "id": "007",
        "properties": {"name": "Post 7"},
        "geometry": {"type": "Point", "coordinates": [37.0, 34.0]},
    }
    _, index = build({"posts.geojson": json.dumps({"type": "FeatureCollection", "features": [feature]})})
    assert index.get("own:posts/007").name == "Post 7"
    assert Path(index.path).name == "built.db"
