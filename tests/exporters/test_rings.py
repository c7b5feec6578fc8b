"""Rings of uncertainty: their radius on the ellipsoid, the antimeridian, the poles."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry.polygon import orient

from geomap.exporters.rings import RING_COLUMNS, to_rings
from geomap.frame import from_records, iter_records

GEOD = Geod(ellps="WGS84")


@pytest.fixture(scope="module")
def ring(records):
    """Make the ring around a point: ``ring(lat, lon, km)``."""
    row = next(row for row in iter_records(from_records(records)) if row["lat"] is not None)

    def make(lat, lon, km):
        rings = to_rings(from_records([{**row, "lat": lat, "lon": lon, "radius_km": km}]))
        return rings.geometry.iloc[0] if len(rings) else None

    return make


def parts_of(shape):
    return list(getattr(shape, "geoms", [shape]))


@settings(max_examples=60, deadline=None)
@given(lat=st.floats(-89.9, 89.9), lon=st.floats(-180, 180), km=st.floats(0.1, 2000))
def test_every_ring_is_valid_wound_right_and_of_its_size(ring, lat, lon, km):
    shape = ring(lat, lon, km)
    assert shape.is_valid
    west, south, east, north = shape.bounds
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90
    for part in parts_of(shape):
        assert orient(part).equals_exact(part, 0)
    drawn = sum(abs(GEOD.geometry_area_perimeter(part)[0]) for part in parts_of(shape)) / 1e6
    assert drawn == pytest.approx(3.14159 * km**2, rel=0.05)


def test_corners_are_as_far_as_the_radius(ring):
    shape = ring(34.73, 36.71, 15.0)
    for lon, lat in shape.exterior.coords:
        assert GEOD.inv(36.71, 34.73, lon, lat)[2] == pytest.approx(15_000, abs=1)


def test_a_ring_over_the_antimeridian_is_cut(ring):
    shape = ring(-17.0, 179.9, 100.0)
    assert shape.geom_type == "MultiPolygon"
    assert shape.bounds[0] == -180
    assert shape.bounds[2] == 180


@pytest.mark.parametrize(("lat", "edge"), [(89.5, 3), (-89.5, 1)])
def test_a_ring_around_a_pole_reaches_it(ring, lat, edge):
    shape = ring(lat, 20.0, 300.0)
    assert shape.bounds[edge] == (90 if lat > 0 else -90)
    assert (shape.bounds[0], shape.bounds[2]) == (-180, 180)


def test_rows_without_a_radius_have_no_ring(ring, records):
    assert ring(34.0, 36.0, None) is None
    assert ring(34.0, 36.0, 0.0) is None
    assert ring(34.0, 36.0, 6000.0) is None
    table = from_records(records)
    rings = to_rings(table)
    assert list(rings.columns) == [*RING_COLUMNS, "geometry"]
    assert len(rings) == (table["lat"].notna() & (table["radius_km"] > 0)).sum()
    assert len(to_rings(table.iloc[:0])) == 0
