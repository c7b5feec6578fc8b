import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.geo import COMPASS_BEARINGS, bbox_of, destination, distance_km, is_valid_lat_lon, to_lon_lat

lats = st.floats(-89, 89)
lons = st.floats(-180, 180)


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ((33.34058, 44.40088), (34.72405, 36.72559), 723.6),
        ((0, 0), (0, 1), 111.195),
        ((90, 0), (-90, 0), 20015.1),
        ((0, 179.5), (0, -179.5), 111.195),
        ((33.0, 44.0), (33.0, 44.0), 0.0),
    ],
)
def test_known_distances(a, b, km):
    assert distance_km(*a, *b) == pytest.approx(km, rel=2e-3, abs=1e-9)


@given(lats, lons, lats, lons)
def test_distance_is_symmetric_and_bounded(lat1, lon1, lat2, lon2):
    there = distance_km(lat1, lon1, lat2, lon2)
    assert there == pytest.approx(distance_km(lat2, lon2, lat1, lon1))
    assert 0 <= there <= 20015.2


@given(lats, lons, st.floats(0, 360), st.floats(0, 1000))
def test_destination_lies_at_its_distance(lat, lon, bearing, km):
    there = destination(lat, lon, bearing, km)
    assert distance_km(lat, lon, *there) == pytest.approx(km, rel=1e-6, abs=1e-3)
    assert is_valid_lat_lon(*there)


@pytest.mark.parametrize(
    ("word", "dlat", "dlon"), [("north", 1, 0), ("east", 0, 1), ("south", -1, 0), ("west", 0, -1)]
)
def test_bearings_are_clockwise_from_north(word, dlat, dlon):
    lat, lon = destination(0, 0, COMPASS_BEARINGS[word], 111.195)
    assert (lat, lon) == pytest.approx((dlat, dlon), abs=1e-3)


@pytest.mark.parametrize(
    ("lat", "lon", "valid"),
    [
        (0.0, 0.0, True),
        (90, 180, True),
        (-90, -180, True),
        (90.001, 0, False),
        (0, 180.001, False),
        (math.nan, 0, False),
        (0, math.inf, False),
    ],
)
def test_validity(lat, lon, valid):
    assert is_valid_lat_lon(lat, lon) is valid


def test_only_here_the_order_is_swapped():
    assert to_lon_lat(33.3, 44.4) == (44.4, 33.3)


def test_boxes_are_west_south_east_north():
    assert bbox_of([(33.3, 44.4), (34.7, 36.7)]) == (36.7, 33.3, 44.4, 34.7)
    assert bbox_of([(0.0, 0.0)]) == (0.0, 0.0, 0.0, 0.0)
    assert bbox_of([]) is None
