"""Whole corpora take minutes: they are scored by ``make eval``, not by every run of the tests."""

import pytest


def pytest_collection_modifyitems(config, items):
    if "slow_eval" in config.getoption("markexpr"):
        return
    skip = pytest.mark.skip(reason="scores whole corpora: make eval")
    for item in items:
        if item.get_closest_marker("slow_eval") is not None:
            item.add_marker(skip)
