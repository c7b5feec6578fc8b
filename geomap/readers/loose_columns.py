"""Columns that no exact name tells: by a name with words around it, or by what all their cells look like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

__all__ = ["content_role", "either_name", "loose_name"]

ENOUGH = 3
"""Filled cells without which content proves nothing."""
ALIKE = 0.95
"""Share of the filled cells that must look alike."""

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile(r"[^\W_]+")
_EITHER = re.compile(r"\s*[/|\\]\s*|\s+(?:or|ou|oder)\s+", re.I)
_PAIR = re.compile(r"[(\[]?\s*[-+]?\d{1,2}\.\d{2,}\s*[,;]\s*[-+]?\d{1,3}\.\d{2,}\s*[)\]]?")
_DAY = re.compile(r"(?:19|20)\d\d-\d\d?-\d\d?(?:[T ].*)?|\d\d?[./-]\d\d?[./-](?:19|20)\d\d")
_CONTENT = (
    ("latlon", _PAIR, frozenset(["lat", "lon", "latlon"]), "its cells are pairs of coordinates"),
    ("date", _DAY, frozenset(["date", "year"]), "its cells are dates"),
    ("url", re.compile(r"https?://\S+"), frozenset(["url"]), "its cells are web addresses"),
)


def loose_name(name: str) -> str:
    """Return a column name without what stands in brackets and without words that say nothing of it.

    ``"Location (village)"`` is ``"Location"``, ``"No. of people killed"`` is ``"killed"``, and what stands
    under another name goes by its own: ``"where.geo.lat"`` is ``"lat"``, ``"Casualties Dead"`` is ``"Dead"``;
    but the type of a location is none of the incident.
    """
    words = _WORD.findall(_BRACKETED.sub(" ", name))
    general = len(words) > 1 and words[-1].casefold() in _words("column_general.txt")
    while len(words) > 1 and words[0].casefold() in _words(
        "column_wrappers.txt" if general else "column_parents.txt"
    ):
        del words[0]
    return " ".join(word for word in words if word.casefold() not in _words("column_noise.txt"))


def either_name(name: str) -> tuple[str, str]:
    """Return both names of a column that bears two: ``"Village or town"``; empty for all others."""
    names = [loose_name(part) for part in _EITHER.split(_BRACKETED.sub(" ", name).strip())]
    return (names[0], names[1]) if len(names) == 2 else ("", "")


@lru_cache(maxsize=4)
def _words(table: str) -> frozenset[str]:
    """Return words that say nothing of what a column is, beside the word that does, or before it."""
    text = files("geomap.readers").joinpath(f"data/{table}").read_text(encoding="utf-8")
    return frozenset(text.split())


def content_role(
    index: int, sample: Sequence[Sequence[str]], known: frozenset[str]
) -> tuple[str, str] | None:
    """Return the role of a column that its cells tell, and why; None when they tell none that is open.

    Args:
        known: Roles that have a column, or are to have none.
    """
    cells = [row[index].strip() for row in sample if index < len(row) and row[index].strip() != ""]
    if len(cells) < ENOUGH:
        return None
    for role, pattern, taken, reason in _CONTENT:
        if not taken & known and sum(pattern.fullmatch(cell) is not None for cell in cells) >= ALIKE * len(
            cells
        ):
            return role, reason
    return None
