import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import InvalidRecordError
from geomap.gazetteer.sources.coordinates import Spot, parse_degrees, read_point, read_wkt, spot_of


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("33.5", 33.5), ("33,5", 33.5), ("-33.5", -33.5), ("−33.5", -33.5), (" 33 ", 33.0), ("33.", 33.0),
        ("33.5 N", 33.5), ("33.5S", -33.5), ("N 33.5", 33.5), ("33°30'N", 33.5), ("33° 30′ 36″ S", -33.51),
        ("33 30 36", 33.51), ("33:30:36", 33.51), ("33°30.6'", 33.51), ("-33 30", -33.5),
        ("33.5 E", None), ("33 75", None), ("", None), ("abc", None), ("33.5.1", None), ("N 33.5 S", None),
        ("33 30 36 S", -33.51), ("33 30 s", -33.5), ("33°S", -33.0),
        ("-33.5 S", None), ("1690000", 1690000.0), ("33 N 44 E", None), ("inf", None), ("nan", None),
    ],
)  # fmt: skip
def test_degrees_in_any_notation(text, degrees):
    found = parse_degrees(text, "NS")
    assert found == (pytest.approx(degrees) if degrees is not None else None)


def test_hemispheres_of_longitude():
    assert parse_degrees("44°24' W", "EW") == pytest.approx(-44.4)
    assert parse_degrees("44 N", "EW") is None


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_plain_decimals_are_read_as_written(lat, lon):
    if abs(lat) > 1e-4 and abs(lon) > 1e-4:
        spot = read_point(f"{lat:.6f}", f"{lon:.6f}")
        assert spot == Spot(pytest.approx(lat, abs=1e-6), pytest.approx(lon, abs=1e-6))
        assert read_point(lat, lon) == Spot(round(lat, 7), round(lon, 7))


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_text_is_a_point_on_earth_or_a_reason(lat, lon):
    try:
        spot = read_point(lat, lon)
    except InvalidRecordError:
        return
    assert -90 <= spot.lat <= 90
    assert -180 <= spot.lon <= 180


@pytest.mark.parametrize(
    ("lat", "lon", "reason"),
    [
        ("", None, "no coordinates"),
        ("33", "", "half of the coordinates is missing"),
        (0, 0.0, "left blank"),
        ("0", "0.000", "left blank"),
        ("120.5", "33", "swapped"),
        ("120", "190", "projection"),
        ("438000", "1690000", "EPSG:4326"),
        ("north", "44", "latitude 'north' is not a number of degrees"),
        (float("nan"), 44.0, "not a latitude"),
        (True, 44.0, "latitude 'True' is not"),
    ],
)
def test_what_is_no_point_says_why(lat, lon, reason):
    with pytest.raises(InvalidRecordError, match=reason):
        read_point(lat, lon)


def test_zero_is_a_coordinate_when_the_other_is_not():
    assert read_point("0", "44") == Spot(0.0, 44.0)
    assert read_point("51.5", "0") == Spot(51.5, 0.0)


SQUARE = [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]


def test_areas_stand_at_a_point_inside_with_the_radius_of_their_size():
    spot = spot_of({"type": "Polygon", "coordinates": SQUARE})
    assert 0 < spot.lat < 1
    assert 0 < spot.lon < 1
    assert spot.radius_km == pytest.approx(62.7, abs=0.5)


def test_a_crescent_is_marked_inside_itself():
    from shapely.geometry import Point, shape

    crescent = {
        "type": "Polygon",
        "coordinates": [[[0, 0], [10, 0], [10, 10], [9, 10], [9, 1], [1, 1], [1, 10], [0, 10], [0, 0]]],
    }
    spot = spot_of(crescent)
    assert shape(crescent).contains(Point(spot.lon, spot.lat))


def test_lines_stand_half_way_with_half_their_extent():
    spot = spot_of({"type": "MultiLineString", "coordinates": [[[0, 0], [0.1, 0]], [[0, 1], [2, 1]]]})
    assert (spot.lat, spot.lon) == (1.0, 1.0)
    assert spot.radius_km is not None
    assert spot.radius_km > 100


def test_collections_stand_at_their_first_point():
    point = {"type": "Point", "coordinates": [44, 33, 120]}
    area = {"type": "Polygon", "coordinates": SQUARE}
    assert spot_of({"type": "GeometryCollection", "geometries": [area, point]}) == Spot(33.0, 44.0)
    assert spot_of({"type": "GeometryCollection", "geometries": [area]}).radius_km is not None
    assert spot_of({"type": "MultiPoint", "coordinates": [[44, 33]]}) == Spot(33.0, 44.0)


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {},
        {"type": "Point"},
        {"type": "Point", "coordinates": []},
        {"type": "Point", "coordinates": [1]},
        {"type": "Point", "coordinates": "1 2"},
        {"type": "Point", "coordinates": [None, None]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
        {"type": "Polygon", "coordinates": [["a"]]},
        {"type": "Circle", "coordinates": [1, 2]},
        {"type": "GeometryCollection", "geometries": []},
        {"type": "GeometryCollection", "geometries": None},
    ],
)
def test_shapes_that_cannot_be_read_say_so(geometry):
    with pytest.raises(InvalidRecordError):
        spot_of(geometry)


@pytest.mark.parametrize(
    "text", ["POINT(44 33)", "Point(44 33)", "POINT Z (44 33 5)", "SRID=4326;POINT(44 33)"]
)
def test_points_in_wkt(text):
    assert read_wkt(text) == Spot(33.0, 44.0)


def test_other_shapes_in_wkt():
    assert read_wkt("LINESTRING (40 35, 42 35)").lon == 41.0
    for text in ("", "POINT EMPTY", "POLYGON ((1 2", "somewhere"):
        with pytest.raises(InvalidRecordError):
            read_wkt(text)
