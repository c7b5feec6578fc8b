"""The gate itself: it fails when a figure is under its floor, and on another file."""

import pytest

from geomap.errors import InputError
from geomap.evaluation.gate import read_floors

FLOORS = """
[[corpus]]
file = "eval/x.jsonl.gz"
sha256 = "abc"

[[corpus.floor]]
metric = "plain.gold_spans.all_gold.acc_161"
floor = 0.8
subset = 0.7

[[corpus.floor]]
metric = "recognition.all_gold.exact.f1"
floor = 0.6
"""


def record(accuracy, f1=0.9, sha256="abc"):
    return {
        "facts": {"sha256": sha256},
        "plain": {"gold_spans": {"all_gold": {"acc_161": accuracy}}},
        "recognition": {"all_gold": {"exact": {"f1": f1}}},
    }


@pytest.fixture
def pinned(tmp_path):
    path = tmp_path / "floors.toml"
    path.write_text(FLOORS, encoding="utf-8")
    (corpus,) = read_floors(path)
    return corpus


def test_figures_at_their_floors_pass(pinned):
    assert pinned.failures(record(0.8, 0.6)) == []
    assert pinned.source_location is False


def test_a_figure_under_its_floor_fails(pinned):
    (failure,) = pinned.failures(record(0.79999))
    assert "acc_161 is 0.79999, its floor is 0.80000" in failure
    assert len(pinned.failures(record(0.1, 0.1))) == 2


def test_the_subset_has_its_own_floors(pinned):
    assert pinned.failures(record(0.7, 0.0), subset=True) == []
    assert len(pinned.failures(record(0.69, 0.0), subset=True)) == 1


def test_another_file_fails_whatever_its_figures(pinned):
    (failure,) = pinned.failures(record(1.0, 1.0, sha256="abd"))
    assert "another file" in failure


def test_a_figure_that_is_missing_or_none_fails(pinned):
    assert any("no plain" in failure for failure in pinned.failures({"facts": {"sha256": "abc"}}))
    assert any("no number" in failure for failure in pinned.failures(record(None)))


@pytest.mark.parametrize(
    "text", ["", "x = [", "[[corpus]]\nfile = 'x'", FLOORS.replace("floor = 0.6", "floor = 'x'")]
)
def test_a_file_of_another_shape_is_one_line(tmp_path, text):
    path = tmp_path / "floors.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"not a file of floors"):
        read_floors(path)
