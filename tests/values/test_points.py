"""Coordinates in every notation, and back again."""

import json
import math
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.geo import distance_km
from geomap.values import PairOrder, PointVotes, read_degrees, read_point_cell, read_point_cells
from geomap.values.grids import read_mgrs, read_utm

LATS = st.floats(-89.99, 89.99).filter(lambda value: abs(value) > 0.001)
LONS = st.floats(-179.99, 179.99).filter(lambda value: abs(value) > 0.001)


def point_of(cell, order="either", **more):
    spot = read_point_cell(cell, order, **more).spot
    return None if spot is None else (spot.lat, spot.lon)


@pytest.mark.parametrize(
    ("cell", "axis", "degrees"),
    [
        ("33.5", "lat", 33.5), (".5", "lat", 0.5), ("-.3", "lon", -0.3), ("33,5", "lat", 33.5), ("٣٣٫٥",
        "lat", 33.5), ("33°30'15\" S", "lat", -33.504167), ("33º30’15’’N", "lat", 33.504167), ("N33 30.25",
        "lat",
        33.504167), ("33-30-15N", "lat", 33.504167), ("333015N", "lat", 33.504167), ("0442142E", "lon",
        44.361667),
        ("3318.768N", "lat", 33.3128), ("-44.4 W", "lon", -44.4), ("W-44.4", "lon", -44.4),
        ("44° 21′ 30″ Ost", "lon", 44.358333), ("Lat: 33.5", "lat", 33.5), ("33d18m46s N", "lat", 33.312778),
        ("33 deg 18 min 46 sec north", "lat", 33.312778), ("50°27′ с. ш.", "lat", 50.45),
        ("30.5234 в.д.", "lon", 30.5234), ("103:37E", "lon", 103.616667), ("44.4 Oeste", "lon", -44.4),
        ("33.3 شمال", "lat", 33.3), ("—33.5", "lat", -33.5),
        ("44.4 O", "lon", None), ("33.5 E", "lat", None), ("33 75", "lat", None), ("x", "lat", None),
        ("N 33.5 S", "lat", None), ("", "lon", None),
    ],
)  # fmt: skip
def test_one_coordinate(cell, axis, degrees):
    assert read_degrees(cell, axis) == (None if degrees is None else pytest.approx(degrees, abs=1e-6))


BAGHDAD = (33.3, 44.4)


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "33.3, 44.4",
            "(33.3, 44.4)",
            "33,3; 44,4",
            "33,3 44,4",
            "33,3, 44,4",
            "33.3 44.4",
            "33.3/44.4",
            "{33.3;44.4}",
        ),
        *(
            "33°18'N 44°24'E",
            "N33.3 E44.4",
            "44.4E, 33.3N",
            "33:18N - 44:24E",
            "33:18N – 44:24E",
            "33 18 44 24",
        ),
        *("Lat: 33.3, Lon: 44.4", "lon 44.4 lat 33.3", "33.3° N, 44.4° E", "POINT (44.4 33.3)", "33.3N 44.4"),
        *("SRID=4326;POINT(44.4 33.3)", "POINT Z (44.4 33.3 5)", "geo:33.3,44.4?z=3"),
        *('{"type":"Point","coordinates":[44.4,33.3]}', "https://maps.google.com/?q=33.3,44.4"),
        '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[44.4,33.3]}}',
        "https://www.google.com/maps/place/X/@33.31,44.36,15z/data=!3m1!4b1!4m5!3d33.3!4d44.4",
        "https://www.google.com/maps/@33.3,44.4,15z",
        "https://www.openstreetmap.org/?mlat=33.3&mlon=44.4#map=15/33.31/44.41",
        "https://www.openstreetmap.org/#map=15/33.3/44.4",
        "https://yandex.com/maps/?ll=44.4%2C33.3&z=12",
        "https://www.bing.com/maps?cp=33.3~44.4&lvl=12",
        "SRID=3857;POINT(4942585.395 3935191.982)",
    ],
)
def test_both_coordinates_in_one_cell(cell):
    assert point_of(cell) == pytest.approx(BAGHDAD, abs=1e-5)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("0, 0", "left blank"), ("4239.00416, 33", "no"), ("Baghdad", "no coordinates"),
        ("33.3", "no coordinates"), ("12 Main Street 45", "no coordinates"),
        ("https://goo.gl/maps/abc", "no point"), ("POINT (44.4)", "WKT"),
        ("SRID=32638;POINT(441200 3685000)", "EPSG:32638"), ("33.3 S, 44.4 O", "no coordinates"),
        ('{"type":"Point","coordinates":[44.4]}', "two coordinates"),
    ],
)  # fmt: skip
def test_what_is_no_point_says_why(cell, reason):
    reading = read_point_cell(cell)
    assert reading.spot is None
    assert reason in reading.reason


@pytest.mark.parametrize("cell", ["", " ", "n/a", "-", "NULL"])
def test_blank_cells_say_nothing(cell):
    assert read_point_cell(cell) == (None, "", None)
    assert read_point_cells(cell, cell) == (None, "", None)


def test_two_cells_one_of_which_may_hold_both():
    assert read_point_cells("33.3", "44.4").spot[:2] == BAGHDAD
    assert read_point_cells("33.3, 44.4", "").spot[:2] == BAGHDAD
    assert read_point_cells("33.3, 44.4", "44.4").spot[:2] == BAGHDAD
    assert "half" in read_point_cells("33.3", "").reason
    assert "'north'" in read_point_cells("north", "44.4").reason
    assert read_point_cells("-200", "5").numbers == (-200.0, 5.0)


def test_the_column_decides_between_bare_numbers_and_cells_for_themselves():
    assert point_of("44.4, 33.3", "lon_first") == BAGHDAD
    assert point_of("44.4, 33.3") == (44.4, 33.3)
    assert point_of("120.5, 33", "lat_first") == (33.0, 120.5)
    assert point_of("33.3N, 44.4E", "lon_first") == BAGHDAD


@pytest.mark.parametrize(
    ("cells", "order", "letter"),
    [
        (["44.4, 33.3", "101.2, 4.5"], "lon_first", ""),
        (["33.3, 44.4", "4.5, 101.2"], "lat_first", ""),
        (["33.3, 44.4"], "either", ""),
        (["101.2, 4.5", "4.5, 101.2"], "either", ""),
        (["4,5 S, 70,1 O", "3,0 N, 9,1 E"], "either", "W"),
        (["4,5 N, 70,1 O", "3,0 N, 9,1 W"], "either", "E"),
        (["4,5 N, 70,1 O"], "either", ""),
    ],
)
def test_what_a_column_of_pairs_tells(cells, order, letter):
    votes = PointVotes()
    for cell in cells:
        votes.add(cell)
    assert (votes.decide(), votes.decide_o()) == (PairOrder(order), letter)


def test_an_o_is_what_its_column_says():
    assert point_of("4,5 S, 70,1 O", o_is="W") == (-4.5, -70.1)
    assert point_of("4,5 S, 70,1 O", o_is="E") == (-4.5, 70.1)


def dms(value, letters):
    total = round(abs(value) * 3600, 2)
    degrees, rest = divmod(total, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{degrees:.0f}°{minutes:.0f}'{seconds:.2f}\"{letters[value < 0]}"


@settings(deadline=None)
@given(LATS, LONS)
def test_degrees_minutes_and_seconds_come_back(lat, lon):
    cell = f"{dms(lat, 'NS')} {dms(lon, 'EW')}"
    if "60.00" not in cell:
        assert point_of(cell) == pytest.approx((lat, lon), abs=1e-5)


@settings(deadline=None)
@given(
    LATS,
    LONS,
    st.sampled_from(["{0:.6f}, {1:.6f}", "{0:.6f};{1:.6f}", "({0:.6f} {1:.6f})", "geo:{0:.6f},{1:.6f}"]),
)
def test_decimal_pairs_come_back(lat, lon, form):
    if abs(lon) <= 90 or "geo" in form:
        assert point_of(form.format(lat, lon)) == pytest.approx((lat, lon), abs=1e-6)


@settings(deadline=None)
@given(LATS, LONS)
def test_decimal_commas_come_back(lat, lon):
    cell = f"{lat:.6f} / {lon:.6f}".replace(".", ",")
    assert point_of(cell, "lat_first") == pytest.approx((lat, lon), abs=1e-6)


@settings(deadline=None)
@given(LATS, LONS, st.sampled_from("<>"), st.booleans())
def test_packed_bytes_and_geojson_come_back(lat, lon, order, with_srid):
    head = struct.pack(f"{order}BI", order == "<", 1 | (0x20000000 if with_srid else 0))
    srid = struct.pack(f"{order}I", 4326) if with_srid else b""
    packed = (head + srid + struct.pack(f"{order}2d", lon, lat)).hex()
    assert point_of(packed.upper()) == pytest.approx((lat, lon), abs=1e-6)
    assert point_of(json.dumps({"type": "Point", "coordinates": [lon, lat]})) == pytest.approx(
        (lat, lon), abs=1e-6
    )


@settings(deadline=None)
@given(
    st.floats(-79.9, 83.9).filter(lambda lat: abs(lat) > 0.001), st.integers(1, 60), st.floats(-2.99, 2.99)
)
def test_utm_comes_back(lat, zone, off):
    from pyproj import Proj

    lon = zone * 6 - 183 + off
    easting, northing = Proj(proj="utm", zone=zone, south=lat < 0)(lon, lat)
    band = "CDEFGHJKLMNPQRSTUVWX"[min(19, int((lat + 80) // 8))]
    spot = read_utm(f"{zone}{band} {easting:.2f} {northing:010.2f}")
    assert spot is not None
    assert distance_km(spot.lat, spot.lon, lat, lon) < 0.0001


def mgrs_of(lat, lon, digits):
    """Write a point as MGRS, by the letters' own rule: 8 columns by zone, 20 rows shifted in even zones."""
    from pyproj import Proj

    zone = int((lon + 180) // 6) + 1
    easting, northing = Proj(proj="utm", zone=zone, south=lat < 0)(lon, lat)
    band = "CDEFGHJKLMNPQRSTUVWX"[min(19, int((lat + 80) // 8))]
    column = ("STUVWXYZ", "ABCDEFGH", "JKLMNPQR")[zone % 3][int(easting // 100_000) - 1]
    row = "ABCDEFGHJKLMNPQRSTUV"[(int(northing // 100_000) + (5 if zone % 2 == 0 else 0)) % 20]
    size = 10 ** (5 - digits)
    within = (
        "".join(f"{int(part % 100_000) // size:0{digits}d}" for part in (easting, northing)) if digits else ""
    )
    return f"{zone}{band}{column}{row}{within}"


@settings(deadline=None)
@given(
    st.floats(-79.9, 83.9).filter(lambda lat: abs(lat) > 0.001), st.floats(-179.9, 179.9), st.integers(0, 5)
)
def test_mgrs_comes_back_within_its_square(lat, lon, digits):
    spot = read_mgrs(mgrs_of(lat, lon, digits))
    assert spot is not None
    assert distance_km(spot.lat, spot.lon, lat, lon) <= 100 / 10**digits * math.sqrt(0.5) * 1.01 + 0.001


def test_grid_references_as_they_are_written():
    assert read_mgrs("38S MB 44 88")[:2] == pytest.approx((33.3342, 44.4036), abs=1e-3)
    assert read_mgrs("4QFJ12345678")[:2] == pytest.approx((21.3095, -157.9168), abs=1e-3)
    assert point_of("38S 441200 3685000") == pytest.approx((33.3025, 44.3684), abs=1e-4)
    assert point_of("19S 300000 6200000") == pytest.approx((-34.322, -71.1738), abs=1e-3)
    assert [read_mgrs(text) for text in ("38SMB123", "61SMB44", "38SZZ44", "Baghdad")] == [None] * 4


def test_shapes_stand_at_a_point_inside_with_a_radius():
    spot = read_point_cell("POLYGON((44 33,45 33,45 34,44 33))").spot
    assert (spot.lat, spot.lon) == pytest.approx((33.5, 44.75))
    assert spot.radius_km == pytest.approx(40.5, abs=1)


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=20))
def test_any_text_is_a_point_on_earth_or_a_reason(cell, other):
    for reading in (read_point_cell(cell), read_point_cells(cell, other)):
        if reading.spot is not None:
            assert -90 <= reading.spot.lat <= 90
            assert -180 <= reading.spot.lon <= 180
