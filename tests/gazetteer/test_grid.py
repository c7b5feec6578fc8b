import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.gazetteer.grid import cell_of, iter_cell_ranges
from geomap.geo import destination


@given(
    lat=st.floats(-89.9, 89.9),
    lon=st.floats(-180, 180),
    bearing=st.floats(0, 360),
    km=st.floats(0.1, 300),
    share=st.floats(0, 0.99),
)
def test_every_point_within_reach_lies_in_the_ranges(lat, lon, bearing, km, share):
    cell = cell_of(*destination(lat, lon, bearing, km * share))
    assert any(first <= cell <= last for first, last in iter_cell_ranges(lat, lon, km))


@pytest.mark.parametrize(("lat", "lon"), [(90.0, 180.0), (-90.0, -180.0), (0.0, 180.0), (90.0, -180.0)])
def test_the_edges_of_the_map_have_cells(lat: float, lon: float):
    assert 0 <= cell_of(lat, lon) < 360 * 720


def test_the_date_line_joins():
    assert cell_of(10, 180) == cell_of(10, -180)


def test_ranges_are_few_and_near():
    cells = sum(last - first + 1 for first, last in iter_cell_ranges(33.3, 44.4, 10))
    assert cells <= 4
