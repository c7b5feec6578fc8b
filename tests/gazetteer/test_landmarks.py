import pytest

from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.landmarks import landmarks_around

BAGHDAD = (33.32, 44.42)


@pytest.fixture(scope="module")
def gazetteer():
    with open_gazetteer() as opened:
        yield opened


def test_towns_near_a_point_are_named_the_largest_first(gazetteer):
    towns = landmarks_around(gazetteer, [BAGHDAD])
    assert towns[0].name == "Baghdad"
    assert "Al Fallūjah" in {town.name for town in towns} or "Fallujah" in {town.name for town in towns}
    assert len({(town.lat, town.lon) for town in towns}) == len(towns) > 8
    assert all(31 < town.lat < 36 and 42 < town.lon < 47 for town in towns)


def test_a_map_of_the_world_has_names_everywhere_and_not_too_many(gazetteer):
    towns = landmarks_around(gazetteer, [(-33.4, -70.6), (37.5, 127.0), (-26.2, 28.0), (52.5, 13.4), BAGHDAD])
    assert 100 < len(towns) <= 500
    wide = [town for town in towns if town.zoom < 7]
    assert {town.lat > 0 for town in wide} == {True, False}
    assert {town.lon > 0 for town in wide} == {True, False}
    assert {town.zoom for town in towns} <= set(range(8))


def test_nothing_on_the_map_needs_no_towns(gazetteer):
    assert landmarks_around(gazetteer, []) == ()


def test_towns_are_the_same_every_time(gazetteer):
    points = [BAGHDAD, (36.2, 37.2)]
    assert landmarks_around(gazetteer, points) == landmarks_around(gazetteer, reversed(points))


def test_towns_are_named_in_arabic_where_the_gazetteer_can(gazetteer):
    plain = landmarks_around(gazetteer, [BAGHDAD])
    named = landmarks_around(gazetteer, [BAGHDAD], language="ar")
    assert named[0].name == "بغداد"
    assert [(town.lat, town.lon, town.zoom) for town in named] == [
        (town.lat, town.lon, town.zoom) for town in plain
    ]
    arabic = [town.name for town in named if "\u0600" < town.name[0] < "\u0700"]
    assert len(arabic) > len(named) / 2
    assert not any(letter in name for name in arabic for letter in "پچگکیێەۆ")  # of other languages


def test_names_of_a_language_are_the_usual_ones(gazetteer):
    syria = landmarks_around(gazetteer, [(33.5, 36.3), (36.2, 37.2)], language="ar")
    assert {"دمشق", "حلب"} <= {town.name for town in syria}
