"""Where is a point: country, units, nearest places; one point and many."""

import shutil
import sqlite3
from contextlib import closing

import numpy as np
import pytest

from geomap.errors import InputError
from geomap.gazetteer.areas import Area, CountryAreas, encode_tile
from geomap.gazetteer.default.areas import cut_tiles
from geomap.gazetteer.default.shapes import Shape
from geomap.gazetteer.reverse import check_point, locate, nearest_places
from geomap.gazetteer.reverse_bulk import locate_many
from geomap.gazetteer.rows import PlaceReader

LAND = {
    "SY": [(35.8, 32.5), (35.8, 36), (38.0, 36), (38.0, 32.5)],
    "IQ": [(38.0, 32.5), (38.0, 36), (46, 36), (46, 32.5)],
}


@pytest.fixture(scope="session")
def mapped(mini_path, tmp_path_factory):
    """The small gazetteer with two countries drawn as boxes, and one second-level unit."""
    path = tmp_path_factory.mktemp("mapped") / "mapped.db"
    shutil.copy(mini_path, path)
    shapes = [
        Shape(code, [[(round((lon + 180) * 1e4), round((lat + 90) * 1e4)) for lon, lat in ring]])
        for code, ring in LAND.items()
    ]
    rows = [(cell, encode_tile(areas)) for cell, areas in cut_tiles(shapes).items()]
    nobody = Area("", ((0, 0, 0, 5000, 5000, 5000, 5000, 0),))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE IF EXISTS tile")
        connection.execute("CREATE TABLE tile (cell INTEGER PRIMARY KEY, areas BLOB NOT NULL)")
        connection.executemany(
            "INSERT INTO tile VALUES (?, ?)", [*rows, (90 * 360 + 180, encode_tile([nobody]))]
        )
        connection.execute(
            "INSERT INTO unit SELECT (SELECT max(id) + 1 FROM unit), u.cc, u.code1, u.code2, u.a1, "
            "(SELECT id FROM place WHERE name = 'Al Qusayr District') "
            "FROM place p JOIN unit u ON u.id = p.unit WHERE p.name = 'Shurat'"
        )
        connection.execute("UPDATE place SET unit = (SELECT max(id) FROM unit) WHERE name = 'Shurat'")
    return path


@pytest.fixture
def reader(mapped):
    with closing(sqlite3.connect(mapped)) as opened:
        yield PlaceReader(opened)


@pytest.fixture
def at(reader):
    areas = CountryAreas(reader.connection)
    return lambda lat, lon, **options: locate(reader, areas, lat, lon, **options)


def test_country_units_and_places(at):
    found = at(34.5, 36.91)
    assert (found.country_code, found.country, found.country_how) == ("SY", "Syria", "inside")
    assert (found.admin1, found.admin2, found.admin_inferred) == ("Homs", "Al Qusayr District", True)
    assert [place.name for place, _ in found.places][:2] == ["Shurat", "Shayrat Air Base"]
    assert found.places[0][1] < found.places[1][1]


def test_units_are_those_of_a_place_in_the_same_country(at):
    found = at(34.5, 38.01, max_km=600)
    assert found.places[0][0].country_code == "SY"
    assert (found.country_code, found.admin1, found.admin2) == ("IQ", "Baghdad", None)
    assert not at(34.5, 38.01).admin_inferred


def test_a_district_is_not_taken_from_afar(at):
    assert at(34.5, 37.3).admin1 == "Homs"
    assert at(34.5, 37.3).admin2 is None


def test_the_sea_off_a_coast_and_land_of_nobody(at):
    assert at(34.5, 35.78).country_how == "nearest"
    assert (at(34.5, 35.78).country_code, at(34.5, 35.5).country_code) == ("SY", None)
    assert at(0.2, 0.2).country_how == "unassigned"
    nowhere = at(-45, -130)
    assert (nowhere.country_how, nowhere.places, nowhere.admin_inferred) == (None, (), False)


def test_a_place_hard_by_names_the_country_where_the_map_has_no_land(at):
    berlin = at(52.525, 13.41)
    assert (berlin.country_code, berlin.country_how, berlin.admin1) == ("DE", "place", "Land Berlin")
    assert at(52.58, 13.41).country_code is None


def test_a_gazetteer_without_outlines_goes_by_the_nearest_place(reader):
    with closing(sqlite3.connect(":memory:")) as bare:
        reader.connection.backup(bare)
        bare.execute("DROP TABLE tile")
        areas = CountryAreas(bare)
        assert locate(PlaceReader(bare), areas, 52.9, 13.41).country_how == "place"
        many = locate_many(PlaceReader(bare), areas, [52.9, -45], [13.41, -130])
        assert many.country_code.tolist() == ["DE", None]


def test_nearest_places(reader):
    near = nearest_places(reader, 34.5, 36.91, limit=3, max_km=300)
    assert [place.name for place, _ in near] == ["Shurat", "Shayrat Air Base", "Homs"]
    assert nearest_places(reader, 0, 0) == []


@pytest.mark.parametrize(
    ("lat", "lon", "words"),
    [
        (95, 10, "swapped? lat comes first: 10, 95"),
        (float("nan"), 0, "no point on Earth"),
        (0, 181, "0, 181 is"),
    ],
)
def test_no_point_on_earth(at, lat, lon, words):
    with pytest.raises(InputError, match=words.replace("?", r"\?")):
        at(lat, lon)


def test_swapped_is_only_said_where_it_would_help():
    with pytest.raises(InputError) as caught:
        check_point(0, 181)
    assert "swapped" not in str(caught.value)


def test_many_points_are_answered_as_one_is(reader, at):
    rng = np.random.default_rng(3)
    lats = np.concatenate(
        [rng.uniform(32, 37, 150), rng.uniform(50, 54, 30), [90, -90, 0.2, 34.5], [34.5] * 20]
    )
    lons = np.concatenate([rng.uniform(35.5, 47, 150), rng.uniform(9, 14, 30), [0, 0, 0.2, 180],
                           rng.uniform(36.7, 37.3, 20)])  # fmt: skip
    many = locate_many(reader, CountryAreas(reader.connection), lats, lons, max_km=150)
    assert len(many) == len(lats)
    for index, (lat, lon) in enumerate(zip(lats.tolist(), lons.tolist(), strict=True)):
        one = at(lat, lon, limit=1, max_km=150)
        for column in (
            "country_code",
            "country",
            "country_how",
            "admin1",
            "admin1_id",
            "admin2",
            "admin_inferred",
        ):
            assert getattr(many, column)[index] == getattr(one, column), (column, lat, lon)
        if one.places:
            place, km = one.places[0]
            assert (many.place_id[index], many.place[index]) == (place.id, place.name)
            assert many.distance_km[index] == pytest.approx(km, abs=1e-6)
        else:
            assert many.place_id[index] is None
            assert np.isnan(many.distance_km[index])


def test_many_points_must_be_points(reader):
    areas = CountryAreas(reader.connection)
    with pytest.raises(InputError, match=r"point 1 of 2 .*swapped"):
        locate_many(reader, areas, [1, 120], [1, 30])
    with pytest.raises(InputError, match="differ in shape"):
        locate_many(reader, areas, [1, 2], [1])
    assert len(locate_many(reader, areas, [], [])) == 0
