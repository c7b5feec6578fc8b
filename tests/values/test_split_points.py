"""Points whose parts stand in columns of their own."""

import pytest

from geomap.values.split_points import Metres, join_degrees, read_metres


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("17", "49", "30", "S"), "17°49'30\" S"),
        (("33", "20.4", "", "N"), "33°20.4' N"),
        (("33", "", "30", ""), "33°0'30\""),
        (("-33", "20", "", ""), "-33°20'"),
        (("33.34", "20", "", "N"), "33.34 N"),
        (("33,0", "20", "", ""), "33°20'"),
        (("33", "n/a", "", "N"), "33 N"),
        (("17°49'S", "", "", "S"), "17°49'S"),
        (("", "49", "30", "S"), ""),
    ],
)
def test_parts_of_degrees_are_one_coordinate(parts, expected):
    assert join_degrees(*parts) == expected


@pytest.mark.parametrize(
    "cells",
    [
        Metres("38S", "", "441200", "3685000"),
        Metres("38 N", "", "441 200", "3 685 000"),
        Metres("38", "North", "441,200.0", "3,685,000.0"),
        Metres("38", "Nord", "441200,0", "3685000,0"),
        Metres("EPSG:32638", "", "441200 m", "3685000 m"),
        Metres("WGS 84 / UTM zone 38N", "", "441200", "3685000"),
    ],
)
def test_metres_of_a_zone(cells):
    spot = read_metres(cells).spot
    assert (spot.lat, spot.lon) == (pytest.approx(33.3025, abs=1e-4), pytest.approx(44.3684, abs=1e-4))


def test_the_southern_half():
    spot = read_metres(Metres("36", "S", "465000", "7902000")).spot
    assert (spot.lat, spot.lon) == (pytest.approx(-18.974, abs=1e-3), pytest.approx(32.668, abs=1e-3))


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (Metres("38", "", "441200", "3685000"), "does not say whether it is north or south"),
        (Metres("", "", "441200", "3685000"), "without their UTM zone"),
        (Metres("38S", "", "441200", ""), "half of the coordinates is missing"),
        (Metres("38S", "", "far", "3685000"), "'far' is no number of metres"),
        (Metres("east", "", "441200", "3685000"), "'east' is no UTM zone"),
        (Metres("77N", "", "441200", "3685000"), "do not lie in this UTM zone"),
    ],
)
def test_metres_that_tell_no_point_say_why(cells, reason):
    reading = read_metres(cells)
    assert reading.spot is None
    assert reason in reading.reason


def test_nothing_is_nothing():
    assert read_metres(Metres("38S", "", "", "n/a")) == (None, "", None)
