import sqlite3
import threading
from pathlib import Path

import pytest

from geomap.errors import DamagedGazetteerError, MissingGazetteerError
from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.gazetteer.file import GAZETTEER_VARIABLE
from geomap.model import MatchKind


def names(candidates) -> list[tuple[str, str]]:
    return [(candidate.place.name, candidate.place.country_code) for candidate in candidates]


def test_get_fills_in_the_units_around_a_place(small: Gazetteer):
    place = small.get("geonames:169577")
    assert (place.name, place.country, place.admin1, place.admin1_code) == ("Homs", "Syria", "Homs", "11")
    assert (place.lat, place.lon, place.radius_km) == (34.72405, 36.72559, 8.0)
    assert small.get("geonames:404") is None
    assert small.get("nonsense") is None


def test_all_homonyms_come_most_populous_first(small: Gazetteer):
    exact = [one for one in small.candidates("Homs") if one.match is MatchKind.EXACT]
    assert [(one.place.feature_code, one.place.country_code) for one in exact] == [
        ("ADM1", "SY"),
        ("PPL", "SY"),
        ("PPL", "DE"),
    ]
    assert all(one.preferred and one.name_score == 1.0 and one.scores == () for one in exact)


@pytest.mark.parametrize(
    ("written", "match"),
    [
        ("Hims", MatchKind.EXACT),
        ("Ḩimş", MatchKind.FOLDED),
        ("HIMS", MatchKind.FOLDED),
        ("al-Homs", MatchKind.ARTICLE),
        ("Hooms", MatchKind.VARIANT),
        ("حِمص", MatchKind.FOLDED),
        ("Berlim", MatchKind.FUZZY),
    ],
)
def test_how_a_name_is_met(small: Gazetteer, written: str, match: MatchKind):
    assert small.candidates(written)[0].match is match


def test_a_weak_name_scores_below_a_strong_one(small: Gazetteer):
    weak = next(one for one in small.candidates("Shayrat") if one.place.id == "ourairports:OS65")
    assert weak.matched_name == "Shayrat"
    assert not weak.preferred
    assert weak.name_score == 0.95


def test_a_base_is_offered_beside_an_exact_village(small: Gazetteer):
    found = small.candidates("Shurat")
    assert names(found)[0] == ("Shurat", "SY")
    assert "ourairports:OS65" in [one.place.id for one in found]


def test_names_with_digits_meet_only_the_same_digits(small: Gazetteer):
    assert small.candidates("Tower 22")[0].place.country_code == "JO"
    assert small.candidates("Tower 23") == []
    assert small.candidates("Tower 2") == []


def test_fuzzy_can_be_switched_off(small: Gazetteer):
    assert small.candidates("Berlim", fuzzy=False) == []
    assert small.candidates("Ber") == []


def test_limit_keeps_the_units_and_the_most_populous(small: Gazetteer):
    assert [one.place.feature_code for one in small.candidates("Homs", limit=1)] == ["ADM1"]
    assert len(small.candidates("Homs", limit=2)) == 2


def test_blank_names_mean_nothing(small: Gazetteer):
    assert small.candidates("  ") == []
    assert small.candidates("...") == []
    assert small.lookup(" , ") == []


def test_the_caller_owns_the_list(small: Gazetteer):
    small.candidates("Homs").clear()
    assert len(small.candidates("Homs")) > 0


def test_country_codes_names_and_demonyms(small: Gazetteer):
    assert small.country("XX") is None
    assert small.country("SY").name == "Syria"
    assert small.candidates("Ирак")[0].place.country_code == "IQ"
    assert small.candidates("IRQ")[0].place.country_code == "IQ"
    assert small.demonym("Iraqis") == small.demonym("IRAQI") == "IQ"
    assert small.demonym("Martian") is None


def test_abbreviations_are_taken_as_written(small: Gazetteer):
    assert small.abbreviation("Bln.") == small.abbreviation("BE") == ("geonames:2950157",)
    assert small.abbreviation("be") == ()


def test_reverse_gives_the_nearest_first_and_no_areas(small: Gazetteer):
    near = small.reverse(34.5, 36.91)
    assert [place.name for place, _ in near][:2] == ["Shurat", "Shayrat Air Base"]
    assert [km for _, km in near] == sorted(km for _, km in near)
    assert all(place.feature_class not in "AL" for place, _ in near)
    assert small.reverse(0, 0) == []


def test_reverse_obeys_limit_and_distance(small: Gazetteer):
    assert len(small.reverse(34.5, 36.91, limit=1)) == 1
    assert [place.name for place, _ in small.reverse(34.72, 36.72, max_km=1)] == ["Homs"]
    far = small.reverse(34.5, 36.91, limit=50, max_km=300)
    assert {"Homs", "Damascus", "Tower 22"} <= {place.name for place, _ in far}


@pytest.mark.parametrize("point", [(90, 0), (-90, 180), (0, 180), (0, -180), (89.99, -179.99)])
def test_reverse_at_the_edges_of_the_map(small: Gazetteer, point: tuple[float, float]):
    assert small.reverse(*point, max_km=50) == []


def test_info_names_sources_and_credits(small: Gazetteer):
    info = small.info
    assert info.title == "mini"
    assert len(info.digest) == 64
    assert info.digest.startswith(info.short_digest)
    assert {source.key for source in info.sources} >= {"geonames", "cldr"}
    assert info.attribution.startswith("Places: ")
    assert "Natural-Earth" in info.attribution
    assert sum(source.places for source in info.sources) == info.places


def test_threads_may_share_it(small: Gazetteer):
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(len(small.candidates("Damascus"))))
    thread.start()
    thread.join()
    assert found == [1]


def test_the_file_is_never_written_to(small: Gazetteer):
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        small._connection.execute("DELETE FROM name")


def test_the_environment_names_another_file(mini_path: Path, monkeypatch):
    monkeypatch.setenv(GAZETTEER_VARIABLE, str(mini_path))
    with open_gazetteer() as gazetteer:
        assert gazetteer.info.title == "mini"


def test_a_missing_file_says_how_to_make_it(tmp_path: Path):
    with pytest.raises(MissingGazetteerError, match="geomap gazetteer build -o"):
        open_gazetteer(tmp_path / "no.db")
    with pytest.raises(MissingGazetteerError):
        open_gazetteer(tmp_path)


def test_other_files_are_refused(tmp_path: Path):
    path = tmp_path / "x.db"
    for content in (b"", b"text" * 100, b"SQLite format 3\0" + b"\0" * 200):
        path.write_bytes(content)
        with pytest.raises(DamagedGazetteerError, match="geomap gazetteer build"):
            open_gazetteer(path)


def test_a_file_cut_short_is_refused(mini_path: Path, tmp_path: Path):
    path = tmp_path / "cut.db"
    path.write_bytes(mini_path.read_bytes()[:-4096])
    with pytest.raises(DamagedGazetteerError, match="cut short"):
        open_gazetteer(path)


def test_another_schema_is_refused(mini_path: Path, tmp_path: Path):
    path = tmp_path / "old.db"
    content = bytearray(mini_path.read_bytes())
    content[60:64] = (99).to_bytes(4, "big")
    path.write_bytes(content)
    with pytest.raises(DamagedGazetteerError, match="schema 99"):
        open_gazetteer(path)
