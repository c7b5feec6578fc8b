"""Rows of a table that sum up the others: no incident, though they have numbers of people."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from geomap.readers.columns import column_key
from geomap.values.split_points import SPLIT_ROLES

__all__ = ["is_total"]

_BESIDE = frozenset(["grand", "general", "generale", "gesamt"])
"""Words that make no total alone."""

_TELLING = ("place", "lat", "lon", "latlon", "date", "year", *SPLIT_ROLES)
"""Roles of which an incident's row fills one, and a row of totals none."""


def is_total(fields: Mapping[str, str], roles: Mapping[str, str]) -> bool:
    """Say whether a row is one of totals: its first cell says so, and it has neither place, point nor date.

    The word itself may stand in the column of places or dates.

    Args:
        fields: The row's cells by column.
        roles: Column of each role.
    """
    first = next(((name, cell) for name, cell in fields.items() if cell.strip() != ""), None)
    if first is None:
        return False
    words = {column_key(word) for word in first[1].split()} - _BESIDE - {""}
    if len(words) == 0 or not words <= _total_words():
        return False
    columns = {roles[role] for role in _TELLING if role in roles} - {first[0]}
    return not any(fields.get(column, "").strip() for column in columns)


@lru_cache(maxsize=1)
def _total_words() -> frozenset[str]:
    text = files("geomap.readers").joinpath("data/total_words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(column_key(word) for line in lines for word in line.split())
