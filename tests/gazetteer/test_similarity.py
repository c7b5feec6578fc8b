import pytest

from geomap.gazetteer.similarity import likeness, weighted_distance


@pytest.mark.parametrize(
    ("left", "right", "distance"),
    [
        ("shuyrat", "shuyrat", 0.0),
        ("shuyrat", "shayrat", 0.35),
        ("homs", "hims", 0.5),
        ("homs", "homms", 0.15),
        ("qaim", "kaim", 0.3),
        ("", "", 0.0),
        ("", "abc", 2.0),
    ],
)
def test_distance(left: str, right: str, distance: float):
    assert weighted_distance(left, right) == pytest.approx(distance)
    assert weighted_distance(right, left) == pytest.approx(distance)


def test_digraphs_count_as_one_letter():
    assert weighted_distance("khan", "han") == pytest.approx(0.55)
    assert weighted_distance("sharm", "charm") == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("written", "right", "wrong"),
    [
        ("shuyrat", "shairat", "shorot sabah"),
        ("deir ezzor", "dayr zawr", "deir hafer"),
        ("erbil", "arbil", "erbach"),
        ("kiev", "kyiv", "kirov"),
    ],
)
def test_spellings_of_one_name_are_nearer(written: str, right: str, wrong: str):
    assert likeness(written, right) > likeness(written, wrong)


def test_likeness_is_between_nothing_and_one():
    assert likeness("", "") == 1.0
    assert likeness("homs", "homs") == 1.0
    assert likeness("homs", "baghdad") < 0.3
    assert likeness("a", "bdfgkmnr") == 0.0
