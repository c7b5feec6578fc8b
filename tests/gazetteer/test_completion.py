"""What the first letters of a name may become."""

import sqlite3
from contextlib import closing

import pytest

from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.gazetteer.filters import PlaceFilter
from geomap.gazetteer.importing import build_from_sources
from geomap.model import MatchKind


def names(found) -> list[str]:
    return [candidate.place.name for candidate in found]


def test_countries_then_towns_by_their_people(small: Gazetteer):
    assert names(small.complete("d", limit=3)) == ["Germany", "Damascus", "Dimashq"]  # Deutschland
    assert names(small.complete("Ber", limit=2)) == ["Berlin", "Land Berlin"]
    assert names(small.complete("h", limit=3))[0] == "Homs"


@pytest.mark.parametrize("start", ["bagh", "BAGH", "Bagd", "Baghdad", "بغ"])
def test_any_spelling_in_any_script_is_completed(small: Gazetteer, start):
    assert small.complete(start)[0].place.id == "geonames:98182"


def test_the_main_name_is_shown_when_it_begins_so(small: Gazetteer):
    main = small.complete("Bagh")[0]
    assert (main.matched_name, main.preferred, main.match) == ("Baghdad", True, MatchKind.PREFIX)
    other = small.complete("بغد")[0]
    assert (other.matched_name, other.preferred) == ("بغداد", False)


def test_more_letters_are_more_likely(small: Gazetteer):
    scores = [small.complete(start)[0].name_score for start in ("B", "Bagh", "Baghdad")]
    assert scores == sorted(scores)
    assert scores[-1] == 1.0


def test_each_place_comes_once_and_no_more_than_asked(small: Gazetteer):
    found = small.complete("h", limit=50)
    assert len({one.place.id for one in found}) == len(found) > 2
    assert small.complete("h", limit=2) == found[:2]


@pytest.mark.parametrize("start", ["", "  ", "...", "zzzz", "Homs governorate of"])
def test_nothing_begins_so(small: Gazetteer, start):
    assert small.complete(start) == []


def test_filters_hold_for_completion(small: Gazetteer):
    assert small.complete("Hom", wanted=PlaceFilter(countries=frozenset(["DE"])))[0].place.id == "geonames:1"
    units = small.complete("Hom", wanted=PlaceFilter(features=frozenset(["ADM1"])))
    assert {one.place.feature_code for one in units} == {"ADM1"}
    assert small.complete("Hom", wanted=PlaceFilter(bbox=(0.0, -10.0, 1.0, 0.0))) == []


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """An index in which 300 towns begin alike, so that common beginnings are tabled."""
    folder = tmp_path_factory.mktemp("crowded")
    rows = [f"Bala {chr(97 + n // 26)}{chr(97 + n % 26)},1.{n:03d},2.0,{n}" for n in range(300)]
    table = folder / "towns.csv"
    table.write_text("\n".join(["name,lat,lon,population", *rows]) + "\n", encoding="utf-8")
    build_from_sources(folder / "crowded.db", [table], bare=True)
    with open_gazetteer(folder / "crowded.db") as gazetteer:
        yield gazetteer


@pytest.mark.parametrize("start", ["b", "ba", "bal", "bala", "bala l"])
def test_common_beginnings_give_the_most_populous_too(crowded, start):
    expected = [f"Bala {chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(299, -1, -1)]
    expected = [name for name in expected if name.lower().startswith(start)]
    assert names(crowded.complete(start, limit=5)) == expected[:5]
    with closing(sqlite3.connect(crowded.path)) as connection:
        tabled = connection.execute("SELECT count(*) FROM prefix WHERE start = ?", (start,)).fetchone()[0]
    assert tabled == (20 if len(start) <= 3 else 0)


def test_a_filter_looks_beyond_the_table(crowded):
    rare = PlaceFilter(bbox=(1.9, 1.0, 2.1, 1.0005))
    assert names(crowded.complete("b", wanted=rare)) == ["Bala aa"]


def test_what_people_type(default: Gazetteer):
    assert "Baghdad" in names(default.complete("Bagh", limit=3))
    assert names(default.complete("Ira", limit=2)) in (["Iran", "Iraq"], ["Iraq", "Iran"])
    assert names(default.complete("Lond", limit=1)) == ["London"]
    assert default.complete("Дама", limit=1)[0].place.id == "geonames:170654"
