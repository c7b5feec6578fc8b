import numpy as np
import pytest

from geomap.gazetteer import open_gazetteer
from geomap.model import Parse, Token
from training.examples import Example, LabelledText
from training.fitting import fit, vocabulary
from training.marked_places import read_marks
from training.network import fit_network, join_networks
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


def marked(words, *spans):
    """Return what is read of spans in a text of one-letter-spaced words."""
    text = " ".join(words)
    starts = [sum(len(word) + 1 for word in words[:at]) for at in range(len(words))]
    tokens = tuple(
        Token(
            text=word, start=start, end=start + len(word), lemma=word, tag="NN", dep="dep", head=0, sentence=0
        )
        for word, start in zip(words, starts, strict=True)
    )
    row = {"text": text, "spans": [{"label": "LOCATION", "start": start, "end": end} for start, end in spans]}
    return read_marks(row, Parse(tokens=tokens, sentences=((0, len(tokens)),)))


def test_marks_count_characters_or_words():
    words = ["Six", "people", "were", "hurt", "in", "San", "Pedro", "."]
    assert marked(words, (24, 33)).places == ((5, 6),)
    assert marked(words, (5, 6)).places == ((5, 6),)
    assert marked(words, (6, 6)).places == ((6,),)
    assert marked(words, (2, 3)).places is None
    assert marked(words).places == ()


def sentences():
    """Twenty groups: "in" is right, "of" only where there is no "in"; "by" never."""
    answers = [("in", True, 1), ("of", False, 1), ("of", True, 2), ("by", False, 2), ("by", False, 3)]
    examples = [Example(answers=(word,), is_place=right, weight=1.0) for word, right, _ in answers]
    return examples * 20, [group + 10 * turn for turn in range(20) for *_, group in answers]


def scores(network, *words):
    sums = np.array(network.bias) + sum(np.array(network.clues[word]) for word in words)
    return sums[:2] + np.maximum(sums[2:], 0) @ np.array(network.output)


def test_of_each_group_one_example_or_none_is_chosen():
    examples, groups = sentences()
    network = fit_network(examples, groups, ["by", "in", "of"])
    best, middle, worst = (scores(network, word)[1] for word in ("in", "of", "by"))
    assert best > middle > worst
    assert network == fit_network(examples, groups, ["by", "in", "of"])


def test_networks_side_by_side_score_their_mean():
    examples, groups = sentences()
    first = fit_network(examples, groups, ["by", "in", "of"])
    second = fit_network(examples[:3], groups[:3], ["in", "of"], seed=1)
    both = join_networks([first, second])
    assert scores(both, "in") == pytest.approx((scores(first, "in") + scores(second, "in")) / 2)
    unseen = np.array(second.bias)
    alone = unseen[:2] + np.maximum(unseen[2:], 0) @ np.array(second.output)
    assert scores(both, "by") == pytest.approx((scores(first, "by") + alone) / 2)
