"""The measures, against values computed by hand."""

import math

import pytest

from geomap.evaluation.metrics import (
    NO_ANSWER_KM,
    accuracy_at,
    auc,
    exact,
    expected_calibration_error,
    fuzzy,
    keep_confident,
    mean,
    median,
    overlap,
    pair_spans,
    precision_recall,
    reliability,
)

ERRORS = [0.0, 10.0, 160.9, 161.0, NO_ANSWER_KM]


def test_accuracy_counts_errors_below_the_limit_only():
    assert accuracy_at(ERRORS, 161.0) == 3 / 5
    assert accuracy_at(ERRORS, 20.0) == 2 / 5
    assert accuracy_at([], 161.0) is None


def test_auc_is_the_trapezoid_over_sorted_logarithms():
    # ln(1), ln(11), ln(20040) over ln(20039); trapezoids: (0 + a) / 2 + (a + b) / 2, over n - 1 = 2
    a, b = math.log(11) / math.log(20039), math.log(20040) / math.log(20039)
    assert auc([10.0, NO_ANSWER_KM, 0.0]) == pytest.approx((a / 2 + (a + b) / 2) / 2)
    assert a == pytest.approx(0.24207, abs=1e-5)
    assert auc([0.0, 0.0]) == 0.0
    assert auc([NO_ANSWER_KM] * 5) == pytest.approx(1.0, abs=1e-5)
    assert auc([10.0]) == pytest.approx(a)
    assert auc([]) is None


def test_mean_and_median():
    assert (mean([1.0, 2.0, 6.0]), median([6.0, 1.0, 2.0]), median([4.0, 1.0, 2.0, 9.0])) == (3.0, 2.0, 3.0)
    assert (mean([]), median([])) == (None, None)


def test_rules_of_spans():
    assert exact((0, 5, "Paris"), (0, 5, "Paris")) is not None
    assert exact((0, 5, "Paris"), (0, 6, "Paris,")) is None
    assert overlap((0, 5, "Paris"), (4, 9, "s, Te")) == pytest.approx(1 / 9)
    assert overlap((0, 5, "Paris"), (5, 9, ", Te")) is None
    assert fuzzy((0, 5, "PARIS"), (9, 14, "Paris")) == -9.0
    assert fuzzy((0, 5, "Paris"), (10, 15, "Paris")) is None
    assert fuzzy((0, 5, "Paris"), (0, 6, "Paris,")) is None


def test_pairing_is_one_to_one_and_the_best_fit_goes_first():
    gold = [(0, 14, "New York State"), (20, 28, "New York")]
    found = [(0, 8, "New York"), (9, 14, "State"), (20, 28, "New York")]
    assert pair_spans(gold, found, exact) == {1: 2}
    assert pair_spans(gold, found, overlap) == {0: 0, 1: 2}
    # one long span cannot be two toponyms
    assert pair_spans([(0, 4, "Rome"), (6, 11, "Italy")], [(0, 11, "Rome, Italy")], overlap) == {1: 0}


def test_fuzzy_pairing_takes_the_nearest_of_the_same_word():
    gold = [(0, 5, "Paris"), (8, 13, "Paris")]
    found = [(9, 14, "Paris")]
    assert pair_spans(gold, found, fuzzy) == {1: 0}


def test_precision_recall():
    found = precision_recall(gold=10, predicted=8, matched=6)
    assert (found.precision, found.recall, found.f1) == (0.75, 0.6, pytest.approx(2 / 3))
    nothing = precision_recall(gold=10, predicted=0, matched=0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, 0.0, None)


ANSWERS = [(0.05, False), (0.55, True), (0.55, False), (0.95, True), (1.0, True)]


def test_reliability_puts_answers_in_bins():
    bins = reliability(ANSWERS)
    assert [one.n for one in bins] == [1, 0, 0, 0, 0, 2, 0, 0, 0, 2]
    assert (bins[5].confidence, bins[5].right) == (0.55, 0.5)
    assert (bins[1].confidence, bins[1].right) == (None, None)
    # (1 * 0.05 + 2 * 0.05 + 2 * 0.025) / 5
    assert expected_calibration_error(bins) == pytest.approx(0.04)
    assert expected_calibration_error(reliability([])) is None


def test_withholding_answers():
    half, high = keep_confident(ANSWERS, (0.5, 0.99))
    assert (half.n, half.kept, half.wrong) == (4, 0.8, 0.25)
    assert (high.n, high.kept, high.wrong) == (1, 0.2, 0.0)
    (none,) = keep_confident(ANSWERS[:1], (0.5,))
    assert (none.n, none.kept, none.wrong) == (0, 0.0, None)
