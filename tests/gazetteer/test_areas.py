"""The country of a point: tiles, single points and arrays, against shapely."""

import math
import sqlite3

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.gazetteer.areas import (
    FULL,
    GRID_PER_DEGREE,
    Area,
    CountryAreas,
    decode_tile,
    encode_tile,
)
from geomap.gazetteer.default.areas import cut_tiles
from geomap.gazetteer.default.shapes import Shape


def on_grid(points):
    return [
        (round((lon + 180) * GRID_PER_DEGREE), round((lat + 90) * GRID_PER_DEGREE)) for lon, lat in points
    ]


def areas_of(*shapes):
    """Open the areas of (code, rings of (lon, lat)) shapes."""
    tiles = cut_tiles(Shape(code, [on_grid(ring) for ring in rings]) for code, rings in shapes)
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE tile (cell INTEGER PRIMARY KEY, areas BLOB NOT NULL)")
    connection.executemany(
        "INSERT INTO tile VALUES (?, ?)", [(cell, encode_tile(areas)) for cell, areas in tiles.items()]
    )
    return CountryAreas(connection)


def box(west, south, east, north):
    return [(west, south), (west, north), (east, north), (east, south)]


star = st.tuples(
    st.floats(-170, 170),
    st.floats(-80, 80),
    st.lists(st.floats(0.05, 4.0), min_size=5, max_size=40),
)


def star_ring(lon, lat, reaches):
    turns = [2 * math.pi * i / len(reaches) for i in range(len(reaches))]
    return [
        (lon + r * math.cos(turn), lat + r * math.sin(turn)) for r, turn in zip(reaches, turns, strict=True)
    ]


@settings(max_examples=60, deadline=None)
@given(star, st.integers(0, 2**32 - 1))
def test_inside_is_what_shapely_says(star, seed):
    lon, lat, reaches = star
    ring = star_ring(lon, lat, reaches)
    hole = [(lon + (x - lon) * 0.4, lat + (y - lat) * 0.4) for x, y in ring]
    areas = areas_of(("XA", [ring, hole]))
    polygon = shapely.Polygon(ring, [hole])
    rng = np.random.default_rng(seed)
    lons, lats = rng.uniform(lon - 5, lon + 5, 200), rng.uniform(lat - 5, lat + 5, 200)
    points = shapely.points(lons, lats)
    clear = shapely.distance(polygon.boundary, points) > 3 / GRID_PER_DEGREE
    expected = shapely.contains(polygon, points)
    codes, how = areas.countries_of(lats, lons)
    assert ((how == "inside") == expected)[clear].all()
    assert ((codes == "XA") == (how != "")).all()


@settings(max_examples=30, deadline=None)
@given(star, st.integers(0, 2**32 - 1))
def test_one_point_and_many_give_the_same(star, seed):
    lon, lat, reaches = star
    ring = star_ring(lon, lat, reaches)
    east = [(x + 5, y) for x, y in ring]
    areas = areas_of(("XA", [ring]), ("XB", [east]))
    rng = np.random.default_rng(seed)
    lats = rng.uniform(lat - 4, lat + 4, 60)
    lons = np.concatenate([rng.uniform(lon - 5, lon + 10, 30), [x for x, _ in ring][:30]])
    lats[30 : 30 + len(ring)] = [y for _, y in ring][:30]
    lats, lons = lats[: len(lons)], lons
    codes, how = areas.countries_of(lats, lons)
    for index in range(len(lons)):
        one = areas.country_of(float(lats[index]), float(lons[index]))
        assert (one.code or "", one.how or "") == (codes[index], how[index])


@settings(max_examples=30, deadline=None)
@given(star, st.integers(0, 2**32 - 1))
def test_off_a_coast_is_within_three_km(star, seed):
    lon, lat, reaches = star
    ring = star_ring(lon, lat, reaches)
    areas = areas_of(("XA", [ring]))
    rng = np.random.default_rng(seed)
    spots = rng.integers(0, len(ring), 60)
    lats = np.array([ring[i][1] for i in spots]) + rng.normal(0, 0.03, 60)
    lons = np.array([ring[i][0] for i in spots]) + rng.normal(0, 0.06, 60)
    _, how = areas.countries_of(lats, lons)
    for lat_, lon_, way in zip(lats, lons, how, strict=True):
        narrow = math.cos(math.radians(lat_))
        outline = shapely.LinearRing([((x - lon_) * narrow * 111.195, (y - lat_) * 111.195) for x, y in ring])
        away = outline.distance(shapely.Point(0, 0))
        if way == "nearest":
            assert away <= 3.05
        elif way == "":
            assert away >= 2.95


def test_neighbours_share_every_point_of_their_border():
    areas = areas_of(("XA", [box(10.1, 10.1, 12.5, 12.5)]), ("XB", [box(12.5, 10.1, 14, 12.5)]))
    assert areas.country_of(11, 12.4999).code == "XA"
    assert areas.country_of(11, 12.5001).code == "XB"
    assert areas.country_of(11, 12.5).how == "inside"


def test_a_tile_inside_one_country_holds_its_code_alone():
    tiles = cut_tiles([Shape("XA", [on_grid(box(9.5, 9.5, 12.5, 12.5))])])
    rows = {cell: encode_tile(areas) for cell, areas in tiles.items()}
    assert sorted(map(len, rows.values()))[:4] == [2, 2, 2, 2]
    assert len(rows) == 16
    assert decode_tile(b"XA") == (Area("XA", (FULL,)),)


def test_an_enclave_as_large_as_a_tile_leaves_nothing_around_it():
    outer, inner = box(10, 10, 13, 13), box(11, 11, 12, 12)
    areas = areas_of(("XA", [outer, inner]), ("XB", [inner]))
    assert areas.country_of(11.5, 11.5) == ("XB", "inside")
    assert areas.country_of(10.5, 10.5) == ("XA", "inside")


def test_land_of_nobody_is_said_to_be():
    areas = areas_of(("XA", [box(10, 10, 11, 11)]), ("", [box(11, 10, 11.5, 11)]))
    assert areas.country_of(10.5, 11.01) == (None, "unassigned")
    codes, how = areas.countries_of([10.5, 10.5], [11.01, 11.51])
    assert (codes.tolist(), how.tolist()) == (["", ""], ["unassigned", ""])


def test_a_coast_in_the_next_tile_and_over_the_antimeridian():
    areas = areas_of(("XA", [box(179.2, 10.2, 179.99, 10.8)]), ("XB", [box(20.01, 0.01, 20.5, 0.5)]))
    assert areas.country_of(10.5, -179.99) == ("XA", "nearest")
    assert areas.country_of(10.5, -179.9).how is None
    assert areas.country_of(10.5, 179.9) == ("XA", "inside")
    assert areas.country_of(-0.005, 19.995) == ("XB", "nearest")
    assert areas.countries_of([10.5, -0.005], [-179.99, 19.995])[1].tolist() == ["nearest", "nearest"]


def test_a_cut_is_no_coast():
    inlet = [(10.4, 10.5), (10.4, 9.7), (10.6, 9.7), (10.6, 10.5)]
    horseshoe = [(10.2, 9.5), (10.2, 10.5), *inlet, (10.8, 10.5), (10.8, 9.5)]
    areas = areas_of(("XA", [horseshoe]))
    assert areas.country_of(10.001, 10.5).how is None
    assert areas.countries_of([10.001], [10.5])[1].tolist() == [""]


@pytest.mark.parametrize("point", [(90, 0), (-90, 0), (90, 180), (-90, -180), (0, 180), (0, -180)])
def test_the_ends_of_the_earth(point):
    areas = areas_of(("XA", [box(-180, -90, 180, -89.5)]))
    south = point[0] == -90
    assert areas.country_of(*point) == (("XA", "inside") if south else (None, None))
    assert areas.countries_of([point[0]], [point[1]])[0].tolist() == (["XA"] if south else [""])


def test_no_points_and_no_outlines():
    connection = sqlite3.connect(":memory:")
    assert not CountryAreas(connection).exist
    connection.execute("CREATE TABLE tile (cell INTEGER PRIMARY KEY, areas BLOB NOT NULL)")
    areas = CountryAreas(connection)
    assert not areas.exist
    assert areas.country_of(1, 1) == (None, None)
    codes, how = areas.countries_of([], [])
    assert (len(codes), len(how)) == (0, 0)


packed_rings = st.lists(
    st.lists(st.integers(0, GRID_PER_DEGREE), min_size=6, max_size=40).filter(
        lambda ring: len(ring) % 2 == 0
    ),
    min_size=1,
    max_size=3,
)


@given(st.lists(st.tuples(st.sampled_from(["IQ", "SY", ""]), packed_rings), min_size=1, max_size=3))
def test_what_is_packed_comes_back(areas):
    packed = [Area(code, tuple(tuple(ring) for ring in rings)) for code, rings in areas]
    assert list(decode_tile(encode_tile(packed))) == packed
