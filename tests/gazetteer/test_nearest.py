"""The nearest place is exact, at the poles and the antimeridian too."""

import numpy as np
import pytest

from geomap.gazetteer.nearest import NOBODY, NearestFinder
from geomap.geo import EARTH_RADIUS_KM


def distances(lat, lon, lats, lons):
    phi, phis = np.radians(lat), np.radians(lats)
    chord = np.sin((phis - phi) / 2) ** 2
    chord += np.cos(phi) * np.cos(phis) * np.sin(np.radians(lons - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1, np.sqrt(chord)))


def places(rng, count):
    lats = np.degrees(np.arcsin(rng.uniform(-1, 1, count)))
    lons = rng.uniform(-180, 180, count)
    lats[:50], lons[50:90], lons[90:130] = rng.uniform(84, 90, 50), 180 - rng.uniform(0, 0.2, 40), -180
    return lats, lons, rng.permutation(count)


@pytest.mark.parametrize("max_km", [3.0, 60.0, 800.0, 25_000.0])
def test_it_is_what_brute_force_finds(max_km):
    rng = np.random.default_rng(7)
    lats, lons, ids = places(rng, 4000)
    groups = rng.integers(0, 3, 4000)
    at_lat = np.concatenate(
        [np.degrees(np.arcsin(rng.uniform(-1, 1, 300))), lats[:200] + 0.001, [90, -90, 0, 0]]
    )
    at_lon = np.concatenate([rng.uniform(-180, 180, 300), lons[:200], [0, 77, 180, -180]])
    at_lat = np.clip(at_lat, -90, 90)
    asked = rng.integers(0, 3, len(at_lat))
    whole, km = NearestFinder(lats, lons, ids).find(at_lat, at_lon, max_km)
    part, part_km = NearestFinder(lats, lons, ids, groups).find(at_lat, at_lon, max_km, asked)
    for index in range(len(at_lat)):
        away = distances(at_lat[index], at_lon[index], lats, lons)
        check(ids, away, max_km, whole[index], km[index])
        check(ids, np.where(groups == asked[index], away, np.inf), max_km, part[index], part_km[index])


def check(ids, away, max_km, found, km):
    if away.min() > max_km:
        assert found == NOBODY
    else:
        assert km == pytest.approx(away.min(), abs=1e-6)
        assert away[ids == found][0] == pytest.approx(away.min(), abs=1e-6)


def test_of_places_at_one_point_the_first_is_given():
    finder = NearestFinder(np.array([5.0, 5.0, 5.0]), np.array([7.0, 7.0, 7.0]), np.array([30, 10, 20]))
    found, km = finder.find(np.array([5.0]), np.array([7.001]), 10.0)
    assert (found.tolist(), round(km[0], 3)) == ([10], 0.111)


def test_no_places_and_no_points():
    none = np.empty(0)
    finder = NearestFinder(none, none, np.empty(0, dtype=np.int64))
    assert finder.find(np.array([1.0]), np.array([1.0]), 50.0)[0].tolist() == [NOBODY]
    one = NearestFinder(np.array([5.0]), np.array([7.0]), np.array([1]))
    assert len(one.find(none, none, 50.0)[0]) == 0
