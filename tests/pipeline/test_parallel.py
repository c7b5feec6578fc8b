"""Documents in several processes: the same results in the same order, and clear errors."""

import importlib
import itertools
import json
import os
import signal
import sys

import pytest

from geomap.errors import InputError, WorkerError
from geomap.pipeline.parallel import CHUNK, WAITING, map_documents

WORK = """
import os, signal, time
from geomap.errors import InputError

def double(engine, number):
    time.sleep(0.2 if number == 0 else 0)
    return number * 2, os.getpid()

def known(engine, name):
    return engine.gazetteer.country(name).name

def fail(engine, number):
    if number == 3:
        raise InputError("document 3 is no document; leave it out")
    return number

def killed(engine, number):
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number
"""


@pytest.fixture
def work(tmp_path, monkeypatch):
    (tmp_path / "work_of_workers.py").write_text(WORK, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    yield importlib.import_module("work_of_workers")
    sys.modules.pop("work_of_workers")


def test_results_come_in_order_from_several_processes(opened, work):
    results = list(map_documents(work.double, range(5 * CHUNK + 1), opened, jobs=2))
    assert [number for number, _ in results] == list(range(0, 10 * CHUNK + 2, 2))
    assert os.getpid() not in {process for _, process in results}


def test_each_worker_has_an_engine(opened, work):
    assert list(map_documents(work.known, ["IQ", "SY"], opened, jobs=2)) == ["Iraq", "Syria"]


def test_one_job_is_done_here_and_now(opened):
    taken = []
    results = map_documents(lambda engine, number: taken.append(number), itertools.count(), opened)
    next(results)
    assert taken == [0]


def test_few_items_are_taken_ahead(opened, work):
    endless = itertools.count()
    results = map_documents(work.double, endless, opened, jobs=2)
    next(results)
    results.close()
    assert next(endless) <= 2 * WAITING * CHUNK


def test_an_error_is_raised_when_its_turn_comes(opened, work):
    results = map_documents(work.fail, range(10), opened, jobs=2)
    with pytest.raises(InputError, match="document 3 is no document"):
        list(results)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_a_killed_worker_is_one_error(opened, work):
    with pytest.raises(WorkerError, match=r"one of the 2 worker processes was killed.*--jobs 1"):
        list(map_documents(work.killed, range(10), opened, jobs=2))


def documents(folder, count):
    """Write articles, one of them empty, which is a problem and not an article."""
    folder.mkdir()
    for number in range(count):
        story = f"Report {number}.\n\nA bomb killed {number + 2} people in Homs, Syria, on Monday.\n"
        text = "" if number == 5 else story
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", [("extract", "--date", "2024-02-08"), ("parse",)], ids=lambda one: one[0])
def test_output_and_messages_are_those_of_one_process(geomap, opened, tmp_path, command):
    folder = documents(tmp_path / "news", 12)
    one, two = (geomap(*command, folder, "--jobs", jobs) for jobs in (1, 2))
    assert (one.code, two.code) == (0, 0)
    assert one.out == two.out
    assert one.err == two.err
    assert b"Homs" in one.out


def test_log_is_that_of_one_process(geomap, opened, tmp_path):
    folder = documents(tmp_path / "news", 12)
    logs = []
    for jobs in (1, 2):
        path = tmp_path / f"log{jobs}.json"
        assert geomap("extract", folder, "--jobs", jobs, "--log-json", path).code == 0
        logs.append(json.loads(path.read_text(encoding="utf-8")))
    assert logs[0] == logs[1]


def test_evaluation_is_that_of_one_process(geomap, opened, tmp_path):
    corpus = tmp_path / "corpus.jsonl"
    toponym = {"start": 8, "end": 12, "lat": 33.0, "lon": 44.0}
    lines = [{"id": n, "text": "Rain in Iraq.", "toponyms": [toponym]} for n in range(3)]
    corpus.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    one, two = (geomap("evaluate", corpus, "--jobs", jobs) for jobs in (1, 2))
    assert one.code == 0
    assert one.out == two.out
