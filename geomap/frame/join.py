"""Place columns joined to a user's table: what they are called there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geomap.frame.schema import PLACE_COLUMNS

__all__ = ["free_name", "place_fieldnames"]

PREFIX = "geomap_"


def place_fieldnames(fieldnames: Sequence[str]) -> dict[str, str]:
    """Return the name in the joined table of each of our place columns.

    A name that the table already uses, in any case of letters, gets the prefix ``geomap_``.
    """
    taken = list(fieldnames)
    names = {}
    for column in PLACE_COLUMNS:
        names[column] = free_name(column, taken)
        taken.append(names[column])
    return names


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return a name for a column of ours, with a prefix where it is taken in any case of letters."""
    used = {other.casefold() for other in taken}
    while name.casefold() in used:
        name = PREFIX + name
    return name
