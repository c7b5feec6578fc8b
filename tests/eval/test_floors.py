"""Figures on labelled corpora stay above their floors: a subset in every run, all with ``make eval``."""

import sys
from pathlib import Path

import pytest

from geomap.evaluation import EvaluationSettings, evaluate, report_lines
from geomap.evaluation.gate import read_floors

FLOORS = read_floors(Path(__file__).with_name("floors.toml"))
EVERY = 20
"""The subset is every twentieth document."""


def by_file(pinned):
    return Path(pinned.file).name


def scored(pinned, folder, *, every):
    settings = EvaluationSettings(every=every, source_location=pinned.source_location)
    path = folder / pinned.file
    if not path.is_file():
        pytest.skip(f"no corpus {path}")
    (one,) = evaluate([path], settings)
    return one.report


@pytest.mark.parametrize("pinned", FLOORS, ids=by_file)
def test_floors_of_the_subset(opened, shared_data, pinned):
    report = scored(pinned, shared_data, every=EVERY)
    assert pinned.failures(report.record(), subset=True) == []


@pytest.mark.slow_eval
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("pinned", FLOORS, ids=by_file)
def test_floors(opened, shared_data, pinned, capsys):
    report = scored(pinned, shared_data, every=1)
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(report_lines(report)) + "\n")
    assert pinned.failures(report.record()) == []


def test_every_corpus_has_floors_for_the_subset_too():
    for pinned in FLOORS:
        assert any(floor.subset is not None for floor in pinned.floors), pinned.file
