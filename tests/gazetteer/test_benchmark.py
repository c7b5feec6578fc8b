"""The benchmark measures what it says."""

import subprocess
import sys

import pytest

from benchmarks import gazetteer as benchmark
from benchmarks import questions
from benchmarks.processes import HAS_PROC, private_memory, python, weigh
from benchmarks.sections import Settings, large_section, spellings_section
from benchmarks.table import Row, Section, section_lines
from geomap.gazetteer import open_gazetteer

GREEDY = """
import subprocess, sys
held = b"x" * 40_000_000
subprocess.run([sys.executable, "-c", {child!r}], check=True)
"""
HOLDING = """
from benchmarks.processes import private_memory
before = private_memory()
held = bytearray(b"x") * 20_000_000
print(private_memory() - before)
"""
CHILD = "import time; b = b'x' * 60_000_000; time.sleep(0.5)"


def settings(folder, **changed):
    few = {"places": 2_000, "names": 300, "misspelt": 20, "points": 1_000, "kills": 1}
    return Settings(work=folder, data=folder, tell=lambda _: None, **{**few, **changed})


@pytest.mark.parametrize(
    ("value", "limit", "at_least", "verdict"),
    [
        (1.0, 1.0, False, "ok"),
        (1.1, 1.0, False, "MISSED"),
        (1.0, 1.0, True, "ok"),
        (0.9, 1.0, True, "MISSED"),
        (0.9, None, False, ""),
        (None, 1.0, False, ""),
    ],
)
def test_limits(value, limit, at_least, verdict):
    row = Row(what="w", value=value, limit=limit, at_least=at_least, decimals=1)
    assert row.cells()[3] == verdict
    assert row.is_missed is (verdict == "MISSED")


def test_a_missed_limit_is_the_exit_code(monkeypatch, capsys):
    for value, code in ((0.4, 0), (0.6, 1)):
        told = Section(title="T", rows=(Row(what="w", value=value, unit="s", limit=0.5, decimals=1),))
        monkeypatch.setattr(benchmark, "SECTIONS", {"default": lambda _, told=told: told})
        assert benchmark.main(["--only", "default"]) == code
    assert "MISSED" in capsys.readouterr().out


def test_a_large_index_is_built_and_asked(tmp_path):
    section = large_section(settings(tmp_path))
    figures = {row.what.strip(): row.value for row in section.rows}
    assert figures["build"] > 0.1
    assert figures["new process to first exact answer"] > figures["bare Python start"] > 1
    assert figures["exact lookups"] > 100
    assert 0 < figures["variant spelling, median"] <= figures["variant spelling, 99th of 100"]
    if HAS_PROC:
        assert figures["its memory"] > 10
    assert not (tmp_path / "large.txt").exists()


def test_without_data_the_spellings_are_skipped_loudly(tmp_path):
    assert any("SKIPPED" in line for line in section_lines(spellings_section(settings(tmp_path))))


@pytest.mark.skipif(not HAS_PROC, reason="the memory of children is known on Linux only")
def test_memory_is_that_of_a_process_and_its_children():
    finished = weigh(python("-c", GREEDY.format(child=CHILD)), every=0.02)
    assert finished.peak > 100_000_000
    assert finished.seconds > 0.5


def test_private_memory_grows_with_what_is_held():
    if private_memory() is None:
        assert sys.platform != "linux"
        return
    # In a process of its own: memory that this one has freed would be used again.
    grown = subprocess.run([sys.executable, "-c", HOLDING], check=True, capture_output=True, text=True).stdout
    assert int(grown) > 15_000_000


def test_a_tenth_of_the_names_are_not_in_the_index(mini_path):
    with open_gazetteer(mini_path) as gazetteer:
        names = questions.draw_names(gazetteer._connection, 200)
        assert names == questions.draw_names(gazetteer._connection, 200)
        assert sum(gazetteer.ids(name) == [] for name in names) == 20
        misspelt = questions.draw_misspelt(gazetteer._connection, 50)
        assert all(gazetteer.ids(name) == [] for name in misspelt)


def test_points_are_on_earth_and_mostly_near_towns(mini_path):
    with open_gazetteer(mini_path) as gazetteer:
        lats, lons = questions.draw_points(gazetteer._connection, 2_000)
        found = gazetteer.reverse_many(lats, lons)
    assert 0.8 < sum(place is not None for place in found.place) / 2_000 < 0.97
