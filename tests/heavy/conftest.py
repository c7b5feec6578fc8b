"""Tests with large programs: only with ``make test-heavy``."""

import os
import shutil
from pathlib import Path

import pytest

from geomap.frame import from_records


def pytest_collection_modifyitems(config, items):
    wanted = "heavy" in config.option.markexpr
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.heavy)
            if not wanted:
                item.add_marker(pytest.mark.skip(reason="opens large programs: make test-heavy"))


@pytest.fixture
def program():
    """Find a program or a Python that has a module, or skip and say so."""

    def find(*names):
        for name in names:
            found = shutil.which(name)
            if found is not None:
                return found
        return pytest.skip(f"no {names[0]}: apt install it; exported files are NOT opened with it")

    return find


@pytest.fixture
def table(records):
    return from_records(records)


@pytest.fixture(autouse=True)
def no_screen(monkeypatch, tmp_path):
    """Large programs draw to memory, and keep their settings to themselves."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("HOME", os.fspath(tmp_path))
