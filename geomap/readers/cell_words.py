"""Cells that say that nothing is known."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from functools import lru_cache
from importlib.resources import files

__all__ = ["null_words"]

_CODED = frozenset(["country", "admin1", "admin2", "id"])
"""Roles whose cells may be codes of two letters: NA is Namibia."""

CODES = 0.8
"""Share of the filled cells that are of two letters where a column holds codes."""


def null_words(roles: Collection[str], cells: Sequence[str]) -> set[str]:
    """Return the words that mean "not known" in a column, folded.

    Args:
        roles: What the column is.
        cells: Some of its cells: where most are codes of two letters, ``NA`` is a code too.
    """
    words = _table()
    found = {word for role in roles for word in words.get(role, words["*"])}
    filled = [cell.strip() for cell in cells if cell.strip() != ""]
    if _CODED & set(roles) and filled and sum(len(cell) == 2 for cell in filled) > CODES * len(filled):
        found.discard("na")
    return found


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    """Return null words by role; those of ``*`` for all other roles."""
    text = files("geomap.readers").joinpath("data/null_words.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {
        role: frozenset(word.strip() for word in (row["words"] or "").split("|") if word.strip() != "")
        for row in csv.DictReader(lines, delimiter="\t")
        for role in row["roles"].split(",")
    }
