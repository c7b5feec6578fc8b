import pytest

from geomap.gazetteer.sources.cells import parse_count, parse_point, point_fault


@pytest.mark.parametrize(
    ("lat", "lon", "reason", "column"),
    [
        ("", "44", "no coordinate", "lat"),
        ("33", " ", "no coordinate", "lon"),
        ("33,3", "44", "not a number", "lat"),
        ("33", "east", "not a number", "lon"),
        ("90.01", "44", "not between -90 and 90", "lat"),
        ("33", "-180.5", "not between -180 and 180", "lon"),
        ("nan", "44", "not between -90 and 90", "lat"),
        ("33", "inf", "not between -180 and 180", "lon"),
        ("0.0", "0", "0, 0 stands for an unknown point", "lat"),
    ],
)
def test_no_point(lat: str, lon: str, reason: str, column: str):
    assert parse_point(lat, lon) is None
    fault = point_fault(lat, lon)
    assert (fault.reason, fault.column) == (reason, column)
    assert fault.value == {"lat": lat, "lon": lon}[column]


@pytest.mark.parametrize(
    ("lat", "lon", "point"),
    [("0", "9.45", (0.0, 9.45)), ("51.48", "0.0", (51.48, 0.0)), ("-90", "180", (-90.0, 180.0))],
)
def test_points_on_the_equator_and_the_meridian(lat: str, lon: str, point: tuple[float, float]):
    assert parse_point(lat, lon) == point


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("", 0),
        ("0", 0),
        ("602", 602),
        ("602.0", 602),
        ("-5", None),
        ("many", None),
        ("1,234", None),
        ("inf", None),
    ],
)
def test_counts(cell: str, count: int | None):
    assert parse_count(cell) == count
