"""One grammar for the words that say how something stands to a place."""

import pytest

from geomap.gazetteer.relation_words import (
    bearing_of,
    iter_relations,
    part_before,
    relation_after,
    relation_before,
)
from geomap.model import PlaceRelation

NEAR, OFF = PlaceRelation.NEAR, PlaceRelation.OFF_COAST
MOVED, SIDE = PlaceRelation.DISTANCE_DIRECTION, PlaceRelation.DIRECTION


@pytest.mark.parametrize("words", ["cuts off villages along the ", "A bomb went off in ", "set off for "])
def test_off_that_belongs_to_a_verb_is_no_coast(words):
    assert relation_before(words) is None


@pytest.mark.parametrize(
    ("words", "kind", "km", "bearing"),
    [
        ("12 km north of ", MOVED, 12, 0),
        ("7.5 kilometres to the south-east of ", MOVED, 7.5, 135),
        ("3nm NW of ", MOVED, 5.556, 315),
        ("about 1,200 km west of ", MOVED, 1200, 270),
        ("80 km (50 miles) northeast of the capital ", MOVED, 80, 45),
        ("10 NM NNE Off ", MOVED, 18.52, 22.5),
        ("400 metres south of the village of ", MOVED, 0.4, 180),
        ("thirty miles due east of ", MOVED, 48.28032, 90),
        ("a few km north of ", SIDE, None, 0),
        ("twenty kilometers from ", NEAR, 20, None),
        ("5 nautical miles off ", OFF, 9.26, None),
        ("an hour’s drive from ", NEAR, None, None),
        ("near the village of ", NEAR, None, None),
        ("off the coast of ", OFF, None, None),
        ("near the border with ", PlaceRelation.BORDER, None, None),
        ("road between ", PlaceRelation.ROAD, None, None),
        ("fields between ", PlaceRelation.BETWEEN, None, None),
        ("northern outskirts of ", PlaceRelation.OUTSKIRTS, None, None),
    ],
)
def test_words_before_a_name(words, kind, km, bearing):
    found = relation_before(words)
    assert found is not None
    assert found.kind is kind
    assert found.km == (None if km is None else pytest.approx(km))
    assert found.bearing == bearing
    assert found.end == len(words)


@pytest.mark.parametrize(
    "words", ["in ", "near a school in ", "killed 12 people in ", "the city of ", "near, "]
)
def test_words_that_state_no_relation(words):
    assert relation_before(words) is None


@pytest.mark.parametrize(
    ("words", "kind", "km"),
    [
        (" (near)", NEAR, None),
        (" town (12 km north of)", MOVED, 12),
        (" (14 km from, on the road)", NEAR, 14),
        (" 10 km from", NEAR, 10),
    ],
)
def test_words_behind_a_name(words, kind, km):
    found = relation_after(words)
    assert (found.kind, found.km, found.end) == (kind, km, len(words))


def test_brackets_that_say_something_else():
    assert relation_after(" (capital of the north)") is None
    assert relation_after(" town was hit") is None


@pytest.mark.parametrize(
    ("words", "bearing"),
    [("north", 0), ("South-West", 225), ("NNE", 22.5), ("WSW", 247.5), ("NxW", 348.75), ("SxE", 168.75)],
)
def test_bearings(words, bearing):
    assert bearing_of(words) == bearing


def test_parts_of_a_unit():
    assert part_before("in northern ") == (3, 0)
    assert part_before("in south-eastern ") == (3, 135)
    assert part_before("in central ") == (3, None)
    assert part_before("in ") is None


def test_relations_in_a_cell_in_order():
    cell = "Vila, 5 km south of Boa (near Alta)"
    assert [cell[one.start : one.end] for one in iter_relations(cell)] == ["5 km south of", "near"]
