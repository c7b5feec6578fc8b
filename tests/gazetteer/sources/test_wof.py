import bz2
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from geomap.errors import BuildError
from geomap.gazetteer.records import Entry, Name
from geomap.gazetteer.sources import open_source
from geomap.gazetteer.sources.report import SourceReport
from geomap.gazetteer.sources.wof_feature import WofFeature, WofName, read_feature

HEADER = [
    "wof_id",
    "name",
    "placetype",
    "lat",
    "lon",
    "country",
    "parent_id",
    "region_id",
    "county_id",
    "gn_id",
    "gn_fcode",
    "wd_id",
    "population",
    "is_current",
    "src_geom",
    "names",
]
HOMS = {
    "wof_id": "421168647", "name": "Homs", "placetype": "locality", "lat": "34.72405", "lon": "36.72559",
    "country": "SY", "parent_id": "1108779095", "region_id": "85678393", "county_id": "1108779095",
    "gn_id": "169577", "gn_fcode": "PPLA", "wd_id": "Q131301", "population": "775404", "is_current": "1",
    "src_geom": "geonames", "names": "ara:preferred:حمص|eng:variant:Hims|und:variant:Ḩimş",
}  # fmt: skip


def table(*rows: dict[str, str]) -> str:
    lines = ["\t".join(HEADER), *("\t".join({**HOMS, **row}[name] for name in HEADER) for row in rows)]
    return "\n".join(lines) + "\n"


def feature(**properties) -> dict:
    """A feature as the repositories hold them; what is not given is Homs."""
    homs = {
        "edtf:cessation": "uuuu", "edtf:inception": "uuuu", "geom:area_square_m": 0.0,
        "geom:latitude": 34.7, "geom:longitude": 36.7, "gn:population": 775404, "iso:country": "SY",
        "lbl:latitude": 34.72405, "lbl:longitude": 36.72559, "mz:is_current": 1,
        "name:ara_x_preferred": ["حمص"], "name:eng_x_variant": ["Hims"], "name:und_x_variant": ["Ḩimş"],
        "wof:concordances": {"gn:id": 169577, "wd:id": "Q131301", "qs_pg:id": 1}, "wof:country": "SY",
        "wof:hierarchy": [{"country_id": 1, "region_id": 85678393, "county_id": 1108779095}],
        "wof:id": 421168647, "wof:name": "Homs", "wof:placetype": "locality", "wof:superseded_by": [],
    }  # fmt: skip
    merged = {**homs, **properties}
    return {
        "id": merged["wof:id"],
        "type": "Feature",
        "properties": {key: value for key, value in merged.items() if value is not None},
        "geometry": {"type": "Point", "coordinates": [36.7, 34.7]},
    }


def save_feature(folder: Path, document: dict, suffix: str = "") -> Path:
    name = str(document["id"])
    path = folder / "data" / name[:3] / name[3:6] / f"{name}{suffix}.geojson"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def database(path: Path, *, bodies: tuple[str, ...] = ()) -> Path:
    """A distribution with the columns that go-whosonfirst-sqlite-features writes."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(
            "CREATE TABLE spr (id INTEGER NOT NULL PRIMARY KEY, parent_id INTEGER, name TEXT, "
            "placetype TEXT, country TEXT, repo TEXT, latitude REAL, longitude REAL, min_latitude REAL, "
            "min_longitude REAL, max_latitude REAL, max_longitude REAL, is_current INTEGER, "
            "is_deprecated INTEGER, "
            "is_ceased INTEGER, is_superseded INTEGER, is_superseding INTEGER, superseded_by TEXT, "
            "supersedes TEXT, lastmodified INTEGER);"
            "CREATE TABLE names (id INTEGER NOT NULL, placetype TEXT, country TEXT, language TEXT, "
            "extlang TEXT, script TEXT, region TEXT, variant TEXT, extension TEXT, privateuse TEXT, "
            "name TEXT, lastmodified INTEGER);"
            "CREATE TABLE concordances (id INTEGER NOT NULL, other_id INTEGER NOT NULL, other_source TEXT, "
            "lastmodified INTEGER);"
            "CREATE TABLE ancestors (id INTEGER NOT NULL, ancestor_id INTEGER NOT NULL, "
            "ancestor_placetype TEXT, lastmodified INTEGER);"
        )
        spr = (
            "INSERT INTO spr (id, name, placetype, country, latitude, longitude, is_current, is_deprecated, "
        )
        spr += "is_ceased, is_superseded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        connection.executemany(
            spr,
            [
                (7, "Old", "locality", "SY", 34.0, 36.0, 0, 1, 0, 0),
                (8, "Other", "locality", "SY", 34.0, 36.0, 0, 0, 0, 1),
                (9, "Lost", "locality", "SY", None, 36.0, -1, 0, 0, 0),
                (421168647, "Homs", "locality", "SY", 34.72405, 36.72559, 1, 0, 0, 0),
                (421168650, "Ghost", "locality", "XX", 34.5, 36.5, 0, 0, 1, 0),
            ],
        )
        names = "INSERT INTO names (id, language, script, region, privateuse, name) VALUES (?, ?, ?, ?, ?, ?)"
        connection.executemany(
            names,
            [
                (421168650, "eng", "", "", "variant", "Ghost Town"),
                (421168647, "ara", "", "", "preferred", "حمص"),
                (421168647, "eng", "", "", "variant", "Hims"),
                (421168647, "zho", "hant", "", "x_preferred", "霍姆斯"),
                (1, "eng", "", "", "preferred", "Of no place"),
            ],
        )
        connection.executemany(
            "INSERT INTO concordances (id, other_id, other_source) VALUES (?, ?, ?)",
            [(421168647, 169577, "gn:id"), (421168647, "Q131301", "wd:id"), (421168647, 5, "qs:id")],
        )
        connection.executemany(
            "INSERT INTO ancestors (id, ancestor_id, ancestor_placetype) VALUES (?, ?, ?)",
            [(421168647, 1108779095, "county"), (421168647, 85678393, "region"), (421168647, 1, "country")],
        )
        if bodies:
            connection.execute(
                "CREATE TABLE geojson (id INTEGER NOT NULL, body TEXT, source TEXT, is_alt BOOLEAN, "
                "alt_label TEXT, lastmodified INTEGER)"
            )
            connection.executemany(
                "INSERT INTO geojson (id, body, is_alt) VALUES (?, ?, ?)",
                [(number, body, number == 3) for number, body in enumerate(bodies, start=1)],
            )
    return path


def homs(entry: Entry) -> None:
    """Hold an entry to what every layout says about Homs."""
    place = entry.place
    assert (place.id, place.name, place.country_code) == ("wof:421168647", "Homs", "SY")
    assert (place.lat, place.lon) == (34.72405, 36.72559)
    assert place.feature_class == "P"
    assert place.source == "wof"
    assert {Name("حمص", "ar"), Name("Hims", "en")} <= set(entry.names)
    assert entry.links == ("geonames:169577", "wikidata:Q131301")
    assert entry.parents == ("wof:85678393", "wof:1108779095")


@pytest.mark.parametrize("name", ["sy.tsv", "sy.tsv.gz"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_table(imported, written, name, ends):
    done = imported(written(name, "\ufeff" + table({}).replace("\n", ends)))
    assert done.known == ["wof"]
    (entry,) = done.records
    homs(entry)
    assert entry.names[-1] == Name("Ḩimş", "")  # und is no language
    assert (entry.place.feature_code, entry.place.population) == ("PPLA", 775404)


@pytest.mark.parametrize(
    ("row", "reason", "column"),
    [
        ({"lat": "north"}, "not a number (place 421168647)", "lat"),
        ({"lon": ""}, "no coordinate (place 421168647)", "lon"),
        ({"lat": "0.0", "lon": "0.0"}, "0, 0 stands for an unknown point (place 421168647)", "lat"),
        ({"wof_id": "x"}, "not an id of Who's On First", "id"),
        ({"name": "", "names": ""}, "no name", "name"),
        ({"names": "ara:preferred:حمص\textra"}, "17 columns, not 16", None),
    ],
)
def test_a_bad_row_is_listed_and_the_import_goes_on(imported, written, row, reason, column):
    done = imported(written("sy.tsv", table({}, row, {}) + "\n"))
    assert (done.report.used, done.report.bad, done.report.rows) == (2, 1, 4)
    assert dict(done.report.skipped) == {"empty line": 1}
    (problem,) = done.report.problems
    assert (problem.row, problem.reason, problem.column) == (3, reason, column)


def test_namibia_and_places_of_no_country(imported, written):
    done = imported(written("na.tsv", table({"country": "NA"}, {"country": "XX"}, {"country": "-1"})))
    assert [entry.place.country_code for entry in done.records] == ["NA", "", ""]


def test_a_place_without_main_name_is_called_by_its_preferred_one(imported, written):
    done = imported(written("sy.tsv", table({"name": "", "names": "ara:preferred:حمص|eng:preferred:Homs"})))
    assert done.records[0].place.name == "Homs"


def test_a_bad_population_costs_the_population_and_not_the_place(imported, written):
    done = imported(written("sy.tsv", table({"population": "many"})))
    assert done.records[0].place.population == 0
    assert [problem.column for problem in done.report.problems] == ["population"]
    assert done.report.bad == 0


def test_what_is_no_more_has_historical_names(imported, written):
    (entry,) = imported(written("sy.tsv", table({"is_current": "0"}))).records
    assert {name.kind for name in entry.names} == {"historical"}
    assert Name("Homs", "", "historical") in entry.names


def kinds(*names: tuple[str, str, str], placetype: str = "locality", name: str = "Somewhere") -> dict:
    report = SourceReport("x")
    given = tuple(WofName(*parts) for parts in names)
    entry = read_feature(
        WofFeature(id="1", name=name, placetype=placetype, lat="1", lon="2", names=given), 1, report
    )
    assert entry is not None
    return {"place": entry.place, **{found.text: (found.language, found.kind) for found in entry.names}}


def test_kinds_of_names():
    found = kinds(
        ("eng", "preferred", "Al Asad Airbase"),
        ("deu", "preferred", "Al Asad Airbase"),
        ("ceb", "preferred", "Air Base"),
        ("eng", "variant", "ORAA"),
        ("eng", "variant", "Kut"),
        ("eng", "colloquial", "Camp Cupcake"),
        ("eng", "historical", "Qadisiyah"),
        ("eng", "abbreviation", "AAB"),
        ("eng", "unknown", "UNDOF"),
        ("cat", "preferred", "al-asad"),
        ("ara", "preferred", "عين الأسد"),
        ("zho_hant", "preferred", "阿薩德空軍基地"),
        ("zho_min_nan", "preferred", "Asad"),
        ("por_br", "preferred", "Asade"),
        ("mul", "variant", "Asadd"),
        ("eng", "variant", "12345"),
        ("eng", "variant", "https://x.org/Asad"),
        ("eng", "preferred", " "),
        ("eng", "preferred", "Somewhere"),
    )
    del found["place"]
    assert found == {
        "Al Asad Airbase": ("en", "strong"),
        "Air Base": ("ceb", "weak"),
        "ORAA": ("en", "weak"),
        "Kut": ("en", "weak"),
        "Camp Cupcake": ("en", "weak"),
        "Qadisiyah": ("en", "historical"),
        "AAB": ("en", "weak"),
        "UNDOF": ("en", "weak"),
        "al-asad": ("ca", "weak"),
        "عين الأسد": ("ar", "strong"),
        "阿薩德空軍基地": ("zh-Hant", "strong"),
        "Asad": ("nan", "strong"),
        "Asade": ("pt-BR", "strong"),
        "Asadd": ("", "strong"),
    }


@pytest.mark.parametrize(
    ("placetype", "name", "code"),
    [
        ("country", "Syria", "A.PCLI"),
        ("region", "Homs", "A.ADM1"),
        ("county", "Homs", "A.ADM2"),
        ("neighbourhood", "Mashtal", "P.PPLX"),
        ("campus", "Al Asad Airport", "S.AIRP"),
        ("campus", "Al Asad Air Base", "S.AIRB"),
        ("campus", "Zaatari Refugee Camp", "S.CMPRF"),
        ("campus", "Campos", "S.FCL"),
        ("locality", "Jabalia refugee camp", "S.CMPRF"),
        ("locality", "Camp Verde", "P.PPL"),
        ("marinearea", "Red Sea", "H.SEA"),
    ],
)
def test_placetypes(placetype, name, code):
    place = kinds(placetype=placetype, name=name)["place"]
    assert f"{place.feature_class}.{place.feature_code}" == code


def test_a_base_is_known_by_its_english_name():
    found = kinds(("eng", "preferred", "Al Asad Airbase"), placetype="campus", name="Al Asad Airport")
    assert (found["place"].feature_code, found["place"].radius_km) == ("AIRB", 3.0)


@pytest.mark.parametrize(
    ("given", "placetype", "code"),
    [("FRM", "locality", "FRM"), ("PPL", "neighbourhood", "PPLX"), ("ADM2", "locality", "PPL"),
     ("PPLA", "county", "ADM2"), ("ZZZ", "locality", "PPL"), ("PPLC", "locality", "PPLC")],
)  # fmt: skip
def test_the_code_of_geonames_is_finer_than_a_placetype(imported, written, given, placetype, code):
    (entry,) = imported(written("x.tsv", table({"gn_fcode": given, "placetype": placetype}))).records
    assert entry.place.feature_code == code


def test_what_is_no_place_is_skipped_by_placetype(imported, written):
    rows = [
        {"placetype": "postalcode"},
        {"placetype": "postalcode"},
        {"placetype": "castle"},
        {"placetype": ""},
    ]
    done = imported(written("x.tsv", table(*rows)))
    assert dict(done.report.skipped) == {
        "placetype postalcode: not a place": 2,
        "placetype castle: unknown": 1,
        "placetype (none): unknown": 1,
    }
    assert done.report.rows == 4


def test_a_unit_does_not_lie_in_itself(imported, written):
    row = {"wof_id": "85678393", "placetype": "region", "region_id": "85678393", "county_id": "-1"}
    (entry,) = imported(written("x.tsv", table(row))).records
    assert entry.parents == ()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "whosonfirst-data-admin-sy"
    save_feature(folder, feature())
    save_feature(folder, feature(), "-alt-quattroshapes")
    save_feature(folder, feature(**{"wof:id": 101, "edtf:deprecated": "2019-01-01"}))
    save_feature(folder, feature(**{"wof:id": 102, "wof:superseded_by": [421168647]}))
    save_feature(folder, feature(**{"wof:id": 103, "edtf:cessation": "1948", "wof:name": "Ghost"}))
    save_feature(folder, feature(**{"wof:id": 104, "lbl:latitude": "x"}))
    save_feature(folder, feature(**{"wof:id": 105, "lbl:latitude": None}))
    region = {"wof:id": 106, "wof:placetype": "region", "geom:area_square_m": 42e9}
    save_feature(folder, feature(**region))
    broken = save_feature(folder, feature(**{"wof:id": 107}))
    broken.write_text(broken.read_text(encoding="utf-8")[:100], encoding="utf-8")
    save_feature(folder, {"id": 108, "type": "Feature", "properties": []})
    (folder / "README.md").write_text("# data", encoding="utf-8")
    (folder / "meta.csv").write_text("id\n", encoding="utf-8")
    return folder


def zip_of(folder: Path) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, f"{folder.name}-main/{file.relative_to(folder).as_posix()}")
    return path


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_a_repository(imported, repository, packed):
    done = imported(zip_of(repository) if packed else repository)
    assert done.known == ["wof"]
    by_id = {entry.place.id: entry for entry in done.records}
    assert set(by_id) == {"wof:421168647", "wof:103", "wof:105", "wof:106"}
    homs(by_id["wof:421168647"])
    assert by_id["wof:421168647"].place.population == 775404
    assert {name.kind for name in by_id["wof:103"].names} == {"historical"}
    assert by_id["wof:105"].place.lat == 34.7  # the centroid, where there is no label point
    assert by_id["wof:106"].place.radius_km == 115.6  # of its area
    report = done.report
    assert dict(report.skipped) == {
        "alternate shape of a place": 1,
        "deprecated": 1,
        "superseded by another": 1,
        "not a GeoJSON file": 1,
    }
    assert (report.used, report.bad, report.rows) == (4, 3, 11)
    reasons = sorted(problem.reason.partition(":")[0] for problem in report.problems)
    assert reasons == ["a feature without properties", "not JSON", "not a number (place 104)"]
    assert any(problem.value.endswith("107.geojson") for problem in report.problems)


def test_one_feature_and_a_collection(imported, tmp_path):
    done = imported(save_feature(tmp_path, feature()))
    assert done.known == ["wof"]
    homs(done.records[0])
    collection = tmp_path / "wof.geojson"
    collection.write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature(), feature()]}), "utf-8"
    )
    assert imported(collection).report.used == 2


def test_folders_and_features_of_others_are_not_taken(imported, tmp_path):
    other = {"type": "Feature", "properties": {"name": "x"}, "geometry": None}
    (tmp_path / "12.geojson").write_text(json.dumps(other), encoding="utf-8")
    assert imported(tmp_path).known == []
    assert imported(tmp_path / "12.geojson").known == ["geojson"]
    (tmp_path / "empty").mkdir()
    assert imported(tmp_path / "empty").known == []


@pytest.mark.parametrize("pack", [None, "bz2", "zip"])
def test_a_database_of_tables(imported, tmp_path, pack):
    path = database(tmp_path / "whosonfirst-data-admin-sy-latest.db")
    file = open_source(path)
    if pack == "bz2":
        (tmp_path / "latest.db.bz2").write_bytes(bz2.compress(path.read_bytes()))
        file = open_source(tmp_path / "latest.db.bz2")
    elif pack == "zip":
        with zipfile.ZipFile(tmp_path / "latest.zip", "w") as archive:
            archive.write(path, "latest.db")
        (file,) = open_source(tmp_path / "latest.zip").members()
    done = imported(file)
    assert done.known == ["wof"]
    first, ghost = done.records
    homs(first)
    assert Name("霍姆斯", "zh-Hant") in first.names
    assert (ghost.place.country_code, ghost.links, ghost.parents) == ("", (), ())
    assert set(ghost.names) == {Name("Ghost", "", "historical"), Name("Ghost Town", "en", "historical")}
    report = done.report
    assert dict(report.skipped) == {"deprecated": 1, "superseded by another": 1}
    assert (report.used, report.bad, report.rows) == (2, 1, 5)
    assert (report.problems[0].row, report.problems[0].column) == (3, "lat")


def test_a_database_with_features_is_read_from_them(imported, tmp_path):
    bodies = (json.dumps(feature()), "{broken", json.dumps(feature()), "[]")
    done = imported(database(tmp_path / "sy.db", bodies=bodies))
    (entry,) = done.records
    homs(entry)
    assert entry.place.population == 775404  # spr has none
    report = done.report
    assert dict(report.skipped) == {"alternate shape of a place": 1}
    assert (report.used, report.bad, report.rows) == (1, 2, 4)


def test_other_databases_are_not_taken(imported, tmp_path):
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection, connection:
        connection.execute("CREATE TABLE gpkg_contents (id INTEGER)")
    assert imported(tmp_path / "x.db").known == []
    (tmp_path / "y.db").write_bytes(b"SQLite format 3\x00 and nothing else")
    assert imported(tmp_path / "y.db").known == []


def test_a_damaged_database_is_one_line(imported, tmp_path):
    path = database(tmp_path / "sy.db")
    content = path.read_bytes()
    path.write_bytes(content[:4096] + bytes(len(content) - 4096))
    with pytest.raises(BuildError, match=r"sy\.db cannot be read as a Who's On First database: "):
        imported(path, source="wof")


def test_nothing_is_left_behind_of_an_unpacked_database(imported, tmp_path, monkeypatch):
    import tempfile

    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    path = database(tmp_path / "sy.db")
    (tmp_path / "sy.db.bz2").write_bytes(bz2.compress(path.read_bytes()))
    assert imported(tmp_path / "sy.db.bz2").report.used == 2
    assert list(scratch.iterdir()) == []


def test_the_tables_of_seven_countries(imported, shared_data):
    files = sorted((shared_data / "gazetteer" / "wof").glob("*.tsv.gz"))
    assert len(files) == 7
    rows, found = 0, {}
    for path in files:
        done = imported(path)
        assert done.known == ["wof"]
        assert done.report.bad == 0
        assert done.report.used == len(done.records)
        rows += done.report.rows
        found.update((entry.place.id, entry) for entry in done.records)
    assert rows == len(found) == 80_211
    mashtal = found["wof:1796500189"]
    assert (mashtal.place.name, mashtal.place.feature_code) == ("Mashtal", "PPLX")
    base = found["wof:102542465"]
    assert base.place.feature_code == "AIRB"
    assert Name("قاعدة عين الأسد الجوية", "ar") in base.names
    assert Name("ORAA", "en", "weak") in base.names
