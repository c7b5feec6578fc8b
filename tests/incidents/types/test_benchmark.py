"""The benchmark of types: its arithmetic, and its floors on the labelled snippets."""

import pytest

from benchmarks import types as benchmark


def test_weighted_f1_by_hand():
    pairs = [("a", "a"), ("a", "b"), ("a", "a"), ("b", "b")]
    # a: 2 of 3 found, none too many: F1 .8; b: found, one too many: F1 2/3
    assert benchmark.weighted_f1(pairs) == pytest.approx((3 * 0.8 + 1 * 2 / 3) / 4)
    assert benchmark.weighted_f1([]) == 0.0
    assert benchmark.weighted_f1([("a", "none")]) == 0.0


def test_labels_are_all_of_acled_and_no_others():
    known = {entry.acled for entry in benchmark.load_sub_types().values() if entry.acled is not None}
    assert set(benchmark.LABELS.values()) == known
    assert len(benchmark.LABELS) == 25


@pytest.mark.shared
def test_floors_hold_on_both_halves(shared_data, monkeypatch):
    monkeypatch.setenv("GEOMAP_EVAL_DATA", str(shared_data))
    result = benchmark.evaluate(benchmark.data_path())
    for scores in result.scores.values():
        for name, floor in benchmark.FLOORS.items():
            assert scores[name] >= floor, name
