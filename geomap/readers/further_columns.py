"""Further columns of a role: where a row's usual column says nothing, the next in order of trust does."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from geomap.readers.cell_words import null_words
from geomap.readers.columns import RoleFound, column_key, role_names
from geomap.readers.mapping import SEVERAL

__all__ = ["FurtherColumn", "further_columns"]

AGREEING = 0.5
"""Share of the sampled rows in which two columns of one role must share a word, where both say something."""
_CODE = 3


class FurtherColumn(NamedTuple):
    """A column that is asked where those before it say nothing; ``nulls`` are its words for that, folded."""

    found: RoleFound
    nulls: frozenset[str]


def further_columns(
    roles: Mapping[str, RoleFound],
    closed: Collection[str],
    columns: Sequence[str],
    sample: Sequence[Sequence[str]],
) -> dict[str, list[RoleFound]]:
    """Return the columns beside the first of each role that say the same by their name and their cells.

    Args:
        roles: The first column of each role.
        closed: Roles whose columns are settled.
    """
    used = {found.column for found in roles.values()}
    keys = {column_key(name): name for name in reversed(columns) if name not in used}
    found: dict[str, list[RoleFound]] = {}
    for role in SEVERAL:
        first = roles.get(role)
        if first is None or role in closed or first.how == "content":
            continue
        for key in role_names(role):
            name = keys.get(key)
            if name is not None and _say_the_same(
                role, columns.index(first.column), columns.index(name), sample
            ):
                reason = f"where '{first.column}' is empty; its name '{name}'"
                found.setdefault(role, []).append(RoleFound(name, "header", reason))
    return found


def _say_the_same(role: str, first: int, other: int, sample: Sequence[Sequence[str]]) -> bool:
    """Say whether two columns can stand for each other: country codes do not share words with names."""
    one, two = (_filled(role, [row[at] if at < len(row) else "" for row in sample]) for at in (first, other))
    if not any(ch.isalpha() for cell in two for ch in cell):
        return False
    if role == "country" and any(all(len(cell) <= _CODE for cell in cells) for cells in (one, two)):
        return True
    pairs = [(_words(here), _words(there)) for here, there in zip(one, two, strict=True) if here and there]
    return sum(not here.isdisjoint(there) for here, there in pairs) >= AGREEING * len(pairs)


def _filled(role: str, cells: Sequence[str]) -> list[str]:
    """Return the cells, empty where they say that nothing is known."""
    nulls = null_words((role,), cells)
    return ["" if cell.strip().casefold() in nulls else cell.strip() for cell in cells]


def _words(cell: str) -> set[str]:
    """Return the words of a cell as they are compared."""
    return {key for word in cell.replace(",", " ").split() if (key := column_key(word)) != ""}
