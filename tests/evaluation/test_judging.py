"""An answer held against the gold."""

import pytest

from geomap.evaluation.gold import GoldToponym
from geomap.evaluation.judging import find_ceiling, judge, know
from geomap.evaluation.metrics import NO_ANSWER_KM


def gold(text, lat=None, lon=None, geonameid=None, names=()):
    return GoldToponym(start=0, end=len(text), text=text, lat=lat, lon=lon, geonameid=geonameid, names=names)


@pytest.fixture
def gazetteer(opened):
    return opened.gazetteer


@pytest.mark.parametrize(
    ("toponym", "meant", "code", "demonym"),
    [
        (gold("Iraq", 33.0, 44.0, 99237), "IQ", "IQ", False),
        (gold("Iraqi", 33.0, 44.0, 99237), "IQ", "IQ", True),
        (gold("Iraqi", 33.0, 44.0), "IQ", "IQ", True),
        (gold("Georgia", 32.75, -83.5, 4197000), None, "US", False),
        (gold("Georgia", 32.75, -83.5), None, "US", False),
        (gold("Georgia", 42.0, 43.5), "GE", "GE", False),
        (gold("Baghdad", 33.34, 44.4, 98182), None, "IQ", False),
        (gold("Mediterranean", 35.0, 18.0), None, None, False),
        (gold("Iraqis"), None, None, True),
    ],
    ids=lambda value: getattr(value, "text", None),
)
def test_what_words_mean(gazetteer, toponym, meant, code, demonym):
    known = know(toponym, gazetteer)
    assert (known.country_meant, known.country_code, known.demonym) == (meant, code, demonym)


def test_no_answer_is_wrong_by_half_the_globe(gazetteer):
    baghdad = gold("Baghdad", 33.34, 44.4, 98182)
    judged = judge(baghdad, know(baghdad, gazetteer), None)
    assert (judged.answered, judged.km, judged.by_code) == (False, NO_ANSWER_KM, False)
    assert (judged.country, judged.same_id, judged.twin) == (False, False, False)


def test_right_place(gazetteer):
    baghdad = gold("Baghdad", 33.34, 44.4, 98182)
    judged = judge(baghdad, know(baghdad, gazetteer), gazetteer.get("geonames:98182"))
    assert judged.km < 5
    assert (judged.by_code, judged.country, judged.same_id, judged.twin) == (True, True, True, True)


def test_a_twin_is_near_and_of_that_name(gazetteer):
    place = gazetteer.get("geonames:98182")
    twin = gold("Baghdad", 33.34, 44.4, 98180)
    judged = judge(twin, know(twin, gazetteer), place)
    assert (judged.same_id, judged.twin) == (False, True)
    far = gold("Baghdad", 34.5, 44.4, 98180)
    assert judge(far, know(far, gazetteer), place).twin is False
    other = gold("Sadr City", 33.34, 44.4, 1)
    assert judge(other, know(other, gazetteer), place).twin is False


def test_countries_are_judged_by_code(gazetteer):
    russia = gold("Russia", 66.0, 120.0)
    country, moscow = gazetteer.country("RU"), gazetteer.get("geonames:524901")
    known = know(russia, gazetteer)
    right = judge(russia, known, country)
    assert right.km > 161
    assert (right.by_code, right.country, right.same_id) == (True, True, None)
    # the right country is not enough: the answer has to be the country
    assert judge(russia, known, moscow).by_code is False
    assert judge(russia, known, gazetteer.country("UA")).by_code is False


def test_ceiling_is_the_best_of_all_candidates(opened):
    from geomap.evaluation.gold import GoldDocument
    from geomap.evaluation.scoring import gold_mentions, to_document

    small = gold("Paris", 33.66, -95.55)  # in Texas
    nowhere = gold("Paris", -60.0, 0.0)
    document = GoldDocument(id="d", text="Paris", toponyms=(small,))
    (resolution,) = opened.resolve(to_document(document), gold_mentions(document))
    best = find_ceiling(small, know(small, opened.gazetteer), resolution, opened.gazetteer)
    assert best.km < 30
    assert best.by_code
    assert not find_ceiling(nowhere, know(nowhere, opened.gazetteer), resolution, opened.gazetteer).by_code
