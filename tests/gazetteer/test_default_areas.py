"""The outlines in the package agree with its towns."""

import numpy as np
import pytest

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.areas import CountryAreas


@pytest.fixture(scope="module")
def areas(default: Gazetteer) -> CountryAreas:
    return CountryAreas(default._connection)


def test_towns_lie_in_their_countries(default: Gazetteer, areas: CountryAreas, capsys):
    rows = default._connection.execute(
        "SELECT p.lat / 100000.0, p.lon / 100000.0, u.cc FROM place p JOIN kind t ON t.id = p.kind "
        "JOIN unit u ON u.id = p.unit WHERE t.fclass = 'P' AND t.source = 'geonames'"
    ).fetchall()
    codes, _ = areas.countries_of([row[0] for row in rows], [row[1] for row in rows])
    stated = np.array([row[2] for row in rows])
    share = (codes == stated).mean()
    with capsys.disabled():
        print(f"\n  {share:.2%} of {len(rows):,} towns lie in the country that GeoNames states")  # noqa: T201
    assert share > 0.995
    large = [code for code in np.unique(stated) if (stated == code).sum() >= 100]
    worst = {code: float((codes == stated)[stated == code].mean()) for code in large}
    assert min(worst.values()) > 0.9, sorted(worst.items(), key=lambda entry: entry[1])[:5]


@pytest.mark.parametrize(
    ("lat", "lon", "code", "how"),
    [
        (33.33, 44.51, "IQ", "inside"),
        (4.92, -52.31, "GF", "inside"),
        (-21.1, 55.5, "RE", "inside"),
        (78.2, 15.7, "SJ", "inside"),
        (12.15, -68.27, "BQ", "inside"),
        (45.0, 34.1, "UA", "inside"),
        (31.5, 34.46, "PS", "inside"),
        (25.03, 121.56, "TW", "inside"),
        (42.66, 21.16, "XK", "inside"),
        (21.87, 33.74, None, "unassigned"),
        (33.0, 35.75, None, "unassigned"),
        (-77.0, 100.0, "AQ", "inside"),
        (-16.8, 180.0, "FJ", "inside"),
        (66.5, -179.9, "RU", "inside"),
        (42.0, 50.5, None, None),
        (-45.0, -130.0, None, None),
        (90.0, 0.0, None, None),
    ],
)  # fmt: skip
def test_points_of_the_map(areas: CountryAreas, lat: float, lon: float, code: str | None, how: str | None):
    assert areas.country_of(lat, lon) == (code, how)


def test_the_table_is_small(default: Gazetteer):
    size = default._connection.execute("SELECT sum(length(areas)), count(*) FROM tile").fetchone()
    assert size[0] < 3_000_000
    assert size[1] < 30_000
