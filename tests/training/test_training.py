import numpy as np
import pytest

from geomap.gazetteer import open_gazetteer
from training.examples import Example, LabelledText
from training.fitting import fit, vocabulary
from training.own import read_own


@pytest.fixture(scope="module")
def own():
    with open_gazetteer() as gazetteer:
        return read_own(gazetteer), read_own(gazetteer)


def test_our_sentences_are_the_same_on_every_reading(own):
    first, second = own
    assert first == second


def test_marks_and_slots_are_gone_and_spans_hold_names(own):
    texts, _ = own
    assert len(texts) > 1000
    for one in texts:
        assert not {"[[", "]]", "((", "))", "{", "}"} & {one.text[at : at + 2] for at in range(len(one.text))}
        assert "{" not in one.text
        for start, end in (*one.places, *one.unsure):
            assert one.text[start:end].strip() == one.text[start:end] != ""


def test_a_line_is_filled_anew_in_each_copy(own):
    texts, _ = own
    assert len({one.text for one in texts}) > 0.9 * len(texts)


def examples():
    yes = [Example(answers=("a", "c"), is_place=True, weight=1.0)] * 30
    no = [Example(answers=("b", "c"), is_place=False, weight=1.0)] * 10
    return yes + no


def test_answers_of_places_gain_weight_and_others_lose_it():
    weights, bias = fit(examples(), ["a", "b", "c"], penalty=0.1)
    assert weights["a"] > 1.0
    assert weights["b"] < -1.0
    assert abs(bias + weights["c"]) < weights["a"]


def test_the_fit_is_where_the_slope_is_flat():
    weights, bias = fit(examples(), ["a", "b", "c"], penalty=2.0)
    odds_yes, odds_no = weights["a"] + weights["c"] + bias, weights["b"] + weights["c"] + bias
    pull_yes, pull_no = 30 / (1 + np.exp(odds_yes)), -10 / (1 + np.exp(-odds_no))
    assert weights["a"] * 2.0 == pytest.approx(pull_yes, abs=0.05)
    assert weights["b"] * 2.0 == pytest.approx(pull_no, abs=0.05)


def test_rare_answers_get_no_weight():
    rare = Example(answers=("a", "rare"), is_place=True, weight=1.0)
    assert vocabulary([*examples(), rare], least=4) == ["a", "b", "c"]


def test_a_labelled_text_is_unsure_of_nothing_by_default():
    assert LabelledText(corpus="own", number=0, text="x", places=()).unsure == ()
