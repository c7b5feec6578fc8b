"""What the gazetteer in the package must answer, one name at a time."""

import time
from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer
from geomap.geo import distance_km
from geomap.model import MatchKind, Place


def first(gazetteer: Gazetteer, query: str, **options) -> Place:
    found = gazetteer.lookup(query, limit=1, **options)
    assert found, f"nothing is called {query}"
    return found[0].place


@pytest.mark.parametrize(
    ("query", "place_id"),
    [
        ("Shuyrat airbase", "ourairports:OS65"),
        ("Shuyrat air base, Syria", "ourairports:OS65"),
        ("Shayrat", "geomap:ash-shairat-sy"),
        ("Mashtal, Baghdad", "geomap:al-mashtal-iq"),
        ("Mashtal (Baghdad)", "geomap:al-mashtal-iq"),
        ("Homs", "geonames:169577"),
        ("city of Homs", "geonames:169577"),
        ("Homs Governorate", "geonames:169575"),
        ("Baghdad", "geonames:98182"),
        ("Bagdad, Iraq", "geonames:98182"),
        ("Tower 22", "geomap:tower-22-jo"),
        ("Ain al-Asad, Iraq", "ourairports:ORAA"),
        ("Al Asad air base, Iraq", "ourairports:ORAA"),
        ("Deir Ezzor", "geonames:170794"),
        ("Deir ez-Zor", "geonames:170794"),
        ("دير الزور", "geonames:170794"),
        ("Киев", "geonames:703448"),
        ("Gaza", "geonames:281133"),
        ("Gaza Strip", "geonames:281132"),
        ("West Bank", "geonames:285153"),
        ("Jordan-Syria border", "geomap:jordan-syria-border"),
        ("Syrian-Jordanian border", "geomap:jordan-syria-border"),
        ("Jenin camp", "geomap:jenin-camp-ps"),
        ("Red Sea", "geomap:red-sea"),
        ("NYC", "geonames:5128581"),
        ("Washington, D.C.", "geonames:4140963"),
        ("Paris", "geonames:2988507"),
        ("Paris, Texas", "geonames:4717560"),
        ("Portland, OR", "geonames:5746545"),
        ("Portland, Maine", "geonames:4975802"),
        ("Birmingham, Ala.", "geonames:4049979"),
        ("Orange County, Calif.", "geonames:5379524"),
        ("Ala.", "geonames:4829764"),
        ("Saigon", "geonames:1566083"),
        ("Ontario", "geonames:6093943"),
        ("Dora, Baghdad", "geomap:dora-iq"),
        ("Savannah, Georgia", "geonames:4221552"),
        ("Tbilisi, Georgia", "geonames:611717"),
        ("Minna, Niger", "geonames:2330100"),
        ("Ain al-Asad", "ourairports:ORAA"),
        ("al-Tanf, Syria", "geomap:al-tanf-garrison-sy"),
        ("Baghdad/Al Resafa", "geonames:9166668"),
        ("Mount Hermon", "geomap:mount-hermon"),
        ("Golan", "geomap:golan-heights-sy"),
        ("geonames:169577", "geonames:169577"),
    ],
)
def test_first_answer(default: Gazetteer, query: str, place_id: str):
    assert first(default, query).id == place_id


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("USA", "US"), ("US", "US"), ("us", "US"), ("U.S.", "US"), ("America", "US"), ("UK", "GB"),
        ("Britain", "GB"),
        ("UAE", "AE"), ("DRC", "CD"), ("Congo", "CD"), ("China", "CN"), ("France", "FR"), ("Jordan", "JO"),
        ("Chad", "TD"), ("Georgia", "GE"), ("Türkiye", "TR"), ("Turkey", "TR"), ("Ivory Coast", "CI"),
        ("North Korea", "KP"), ("Palestine", "PS"), ("Kosovo", "XK"), ("Taiwan", "TW"), ("Burma", "MM"),
        ("Soviet Union", "RU"), ("the Netherlands", "NL"), ("العراق", "IQ"), ("סוריה", "SY"), ("Сирия", "SY"),
    ],
)  # fmt: skip
def test_countries_by_the_names_of_the_news(default: Gazetteer, query: str, code: str):
    place = first(default, query)
    assert (place.country_code, place.feature_class) == (code, "A")
    assert place.feature_code.startswith("PCL")


def country_codes() -> list[str]:
    babel = pytest.importorskip("babel")
    territories = babel.Locale("en").territories
    no_countries = {"AC", "CP", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ", "CQ", "AQ"}
    return sorted(
        code for code in territories if len(code) == 2 and code.isalpha() and code not in no_countries
    )


@pytest.mark.parametrize("code", country_codes())
def test_every_country_by_its_english_name(default: Gazetteer, code: str):
    import babel

    name = babel.Locale("en").territories[code]
    place = first(default, name)
    assert (place.country_code, place.feature_code[:3]) == (code, "PCL")
    assert place == default.country(code)
    assert place.country == place.name
    assert place.radius_km >= 1


TABLE = Path(__file__).with_name("capitals.tsv").read_text(encoding="utf-8").splitlines()
PAIRS = [tuple(line.split("\t")) for line in TABLE[1:]]
NOT_A_TOWN_OF_500 = {"PW"}


@pytest.mark.parametrize(("code", "capital"), PAIRS)
def test_every_capital_in_its_country(default: Gazetteer, code: str, capital: str):
    place = first(default, f"{capital}, {default.country(code).name}")
    assert place.country_code == code
    if code not in NOT_A_TOWN_OF_500 | {"LK"}:
        assert place.feature_code == "PPLC"


@pytest.mark.parametrize(
    "capital",
    ["Kabul", "Baghdad", "Cairo", "Tehran", "Damascus", "Beirut", "Moscow", "Kyiv", "London", "Paris",
     "Washington", "Tripoli", "Khartoum", "Mogadishu", "Addis Ababa", "Sanaa", "Riyadh", "Amman",
     "Ankara", "Berlin", "Rome"],
)  # fmt: skip
def test_bare_capitals_of_the_news(default: Gazetteer, capital: str):
    assert first(default, capital).feature_code == "PPLC"


STATES = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND "
    "OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY"
)
ELSEWHERE = {"Georgia": "GE", "Washington": "US"}


@pytest.mark.parametrize("code", STATES.split())
def test_every_us_state(default: Gazetteer, code: str):
    units = [default.get(place_id) for place_id in default.abbreviation(code)]
    state = next(unit for unit in units if unit.country_code == "US")
    assert (state.feature_code, state.admin1_code) == ("ADM1", code)
    assert first(default, f"{state.name}, USA").country_code == "US"
    found = first(default, state.name)
    if state.name in ELSEWHERE:
        assert found.country_code == ELSEWHERE[state.name]
        assert first(default, f"{state.name} state").id == state.id
    else:
        assert found.country_code == "US"
        assert found.feature_code == "ADM1" or found.admin1 == state.name


@pytest.mark.parametrize(
    ("query", "lat", "lon", "km"),
    [
        ("Mashtal, Baghdad", 33.3212, 44.5017, 3),
        ("Shuyrat airbase", 34.4903, 36.9089, 5),
        ("al-Tanf, Syria", 33.51, 38.62, 10),
        ("Jordan-Syria border", 32.65, 37.42, 10),
    ],
)
def test_points_of_the_news(default: Gazetteer, query: str, lat: float, lon: float, km: float):
    place = first(default, query)
    assert distance_km(place.lat, place.lon, lat, lon) <= km


def test_context_can_choose_al_tanf_over_a_village_in_senegal(default: Gazetteer):
    codes = {candidate.place.country_code for candidate in default.candidates("al-Tanf")}
    assert "SY" in codes
    garrison = [one for one in default.candidates("al-Tanf") if one.place.feature_code == "MILB"]
    assert garrison[0].match is MatchKind.EXACT


@pytest.mark.parametrize(
    "form", ["Iraqi", "Iraqis", "Syrian", "Israelis", "Americans", "British", "Britons", "Gazan"]
)
def test_demonyms(default: Gazetteer, form: str):
    assert default.demonym(form) in {"IQ", "SY", "IL", "US", "GB", "PS"}


def test_every_sovereign_country_has_a_demonym(default: Gazetteer):
    rows = default._connection.execute(
        "SELECT c.cc FROM country c JOIN place p ON p.id = c.place JOIN kind t ON t.id = p.kind "
        "WHERE t.fcode = 'PCLI' AND c.cc NOT IN (SELECT cc FROM demonym)"
    )
    assert [row[0] for row in rows] == ["AQ", "VA"]


def test_country_option_keeps_to_a_country(default: Gazetteer):
    assert first(default, "Tripoli", country="lb").country_code == "LB"
    assert default.lookup("Baghdad", country="NZ", fuzzy=False) == []


def test_reasons_travel_with_the_answer(default: Gazetteer):
    scores = default.lookup("Mashtal, Baghdad", limit=1)[0].scores
    assert [reason.name for reason in scores][:1] == ["name"]
    assert "it lies in Baghdad" in [reason.detail for reason in scores]


def test_answers_are_quick(default: Gazetteer):
    keys = [f"key {number}" for number in range(20_000)]
    start = time.perf_counter()
    assert not any(default.has_key(key) for key in keys)
    assert time.perf_counter() - start < 20_000 / 10_000


def test_towns_of_vietnam_stand_in_their_units(default: Gazetteer):
    assert default.get("geonames:1566083").admin1 == "Hồ Chí Minh"
    assert default.get("geonames:1581130").admin1 == "Hanoi"


@pytest.mark.parametrize("query", ["Shuyrat", "xyzzyq", "Resafa, Baghdad, Atlantis"])
def test_exact_gives_no_names_that_merely_resemble(default: Gazetteer, query: str):
    assert default.lookup(query, fuzzy=False) == []
