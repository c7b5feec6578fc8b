import json

import pytest

from geomap.cli.coverage import coverage_records, iter_coverage_lines
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.coverage import UnitCoverage, coverage, summed
from geomap.geo import distance_km


def test_held_and_known_units_are_counted(small: Gazetteer):
    by_code = {one.code: one for one in coverage(small)}
    syria = by_code["SY"]
    assert (syria.towns, syria.towns_in_admin1, syria.towns_in_admin2) == (4, 4, 4)
    assert syria.admin1 == UnitCoverage(held=2, known=2, own_point=1)
    assert syria.admin2 == UnitCoverage(held=3, known=3, own_point=1)
    assert by_code["IQ"].admin2 == UnitCoverage(held=0, known=1, own_point=0)
    assert by_code["IQ"].admin2.share == 0.0
    assert UnitCoverage(held=3).share is None


def test_all_countries_are_summed(small: Gazetteer):
    every = summed(coverage(small))
    assert (every.admin1.held, every.admin1.known) == (5, 5)
    assert (every.admin2.held, every.admin2.known) == (3, 4)
    assert every.towns == 7


def test_the_table_and_the_records_say_the_same(small: Gazetteer):
    countries = coverage(small)
    lines = list(iter_coverage_lines(countries))
    iraq = next(line for line in lines if line.startswith("IQ Iraq"))
    assert iraq.split()[2:] == ["1", "100%", "0%", "1", "1", "100%", "0%", "0", "1", "0%", "-"]
    assert len(lines) == len(countries) + 2 + 1 + 3
    records = json.loads(json.dumps(coverage_records(countries)))
    assert records[1]["admin2"] == {"held": 0, "known": 1, "own_point": 0}


def test_every_first_level_unit_of_the_world_is_placed(default: Gazetteer):
    countries = coverage(default)
    assert len(countries) >= 249
    assert [one.code for one in countries if one.admin1.held != one.admin1.known] == []
    assert sum(one.admin1.held for one in countries) >= 3800
    towns = sum(one.towns for one in countries)
    assert sum(one.towns_in_admin1 for one in countries) / towns > 0.995
    assert sum(one.towns_in_admin2 for one in countries) / towns > 0.85


@pytest.mark.parametrize(
    ("code", "units"),
    [
        ("DE", 16),
        ("FR", 13),
        ("SY", 14),
        ("IQ", 19),
        ("UA", 27),
        ("NG", 37),
        ("US", 51),
        ("CA", 13),
        ("AU", 8),
    ],
)
def test_first_level_units_of_a_country(default: Gazetteer, code: str, units: int):
    by_code = {one.code: one for one in coverage(default)}
    assert by_code[code].admin1.held == units


def test_every_us_county_stands_among_its_towns(default: Gazetteer):
    rows = default._connection.execute(
        "SELECT p.name, u.code1, p.lat / 1e5, p.lon / 1e5, avg(q.lat) / 1e5, avg(q.lon) / 1e5, "
        "p.radius / 10.0 "
        "FROM place p JOIN kind t ON t.id = p.kind JOIN unit u ON u.id = p.unit "
        "LEFT JOIN unit v ON v.a2 = p.id LEFT JOIN place q ON q.unit = v.id AND q.id <> p.id "
        "AND q.kind IN (SELECT id FROM kind WHERE fclass = 'P') "
        "WHERE t.fcode = 'ADM2' AND u.cc = 'US' GROUP BY p.id"
    ).fetchall()
    assert len(rows) >= 3143
    without = [name for name, *_, lat, lon, _ in rows if lat is None]
    assert len(without) <= 5
    far = [
        (name, state)
        for name, state, lat, lon, mean_lat, mean_lon, radius in rows
        if mean_lat is not None and distance_km(lat, lon, mean_lat, mean_lon) > max(60.0, radius)
    ]
    assert far == []


def test_counties_are_found_and_are_units_of_their_towns(default: Gazetteer):
    dade = default.lookup("Miami-Dade County, Fla.", limit=1)[0].place
    assert (dade.feature_code, dade.admin1) == ("ADM2", "Florida")
    assert default.get("geonames:4164138").admin2_id == dade.id
    orange = {one.place.admin1 for one in default.candidates("Orange County")}
    assert {"California", "Florida", "New York", "Texas"} <= orange
    bare = [one.place for one in default.candidates("Orange", fuzzy=False) if one.matched_name == "Orange"]
    assert [place.name for place in bare if place.feature_code == "ADM2" and place.country_code == "US"] == []


@pytest.mark.parametrize("name", ["Homs", "Santa Rosa", "Cali", "Recife", "Toledo", "Afrin", "Kharkiv"])
def test_a_bare_name_means_the_town_before_the_unit_around_it(default: Gazetteer, name: str):
    assert default.lookup(name, limit=1)[0].place.feature_class == "P"


def test_places_without_known_inhabitants_are_held(default: Gazetteer):
    villages = default._connection.execute(
        "SELECT count(*) FROM place p JOIN kind t ON t.id = p.kind WHERE t.fclass = 'P' AND p.population = 0"
    ).fetchone()[0]
    assert villages >= 30_000
