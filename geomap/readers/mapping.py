"""What the columns and cells of a table mean: read from a mapping file or a known format's own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from geomap.errors import InputError

__all__ = ["MAPPING_KEYS", "SEVERAL", "TableMapping", "parse_mapping"]

MAPPING_KEYS = ("name", "guess", "date_order", "columns", "constants", "nulls", "values")
"""Keys that a mapping file may hold."""

ANY_COLUMN = "*"
"""Name under which the null words of all columns stand."""

SEVERAL = ("place", "admin1", "admin2", "country")
"""Roles that can be filled from several columns."""

DATE_ORDERS = ("", "dmy", "mdy", "ymd")
"""In which order days, months and years stand; "" to find out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """What is settled about a table before its content is looked at.

    Attributes:
        name: Of the known format, or the path of the mapping file.
        columns: Column of a role; an empty name means that the table has none, whatever its names suggest.
        further: Columns of a role that are asked in turn where that one is empty.
        constants: What holds for every row, by role.
        nulls: Words that stand for "not known" in a column, in place of the usual ones ("unknown", "n/a");
            those of ``*`` in every column, beside them.
        values: What a cell means, by column and word: values by role. A word that ends in ``*`` stands for
            all cells that begin so.
        date_order: ``dmy``, ``mdy``, ``ymd``, or "" to find out.
        guess: Whether roles that are not named here are found from the content.
    """

    name: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    further: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    nulls: Mapping[str, frozenset[str]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    date_order: str = ""
    guess: bool = True


def parse_mapping(table: Mapping[str, Any], *, source: str, roles: Collection[str]) -> TableMapping:
    """Return the mapping that a TOML table states.

    Args:
        source: Name of the file, for messages.
        roles: Roles that there are.

    Raises:
        InputError: A key, role or value means nothing; the message lists the choices.
    """
    _check(table, MAPPING_KEYS, source, "key")
    columns, further = _columns(table.get("columns", {}), f"{source}, [columns]")
    constants = _texts(table.get("constants", {}), f"{source}, [constants]")
    _check(columns, roles, f"{source}, [columns]", "role")
    _check(constants, roles, f"{source}, [constants]", "role")
    guess = table.get("guess", True)
    if not isinstance(guess, bool):
        raise InputError(f"{source}: guess must be true or false")
    order = str(table.get("date_order", ""))
    if order not in DATE_ORDERS:
        raise InputError(f"{source}: date_order is '{order}'; known: {', '.join(DATE_ORDERS[1:])}")
    return TableMapping(
        name=str(table.get("name", source)),
        columns=columns,
        further=further,
        constants=constants,
        nulls={
            column: frozenset(str(word).strip() for word in _list(words, f"{source}, [nulls] {column}"))
            for column, words in _table(table.get("nulls", {}), f"{source}, [nulls]").items()
        },
        values=_values(table.get("values", {}), source, roles),
        date_order=order,
        guess=guess,
    )


def _columns(value: object, where: str) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the first column of each role, and those that are asked where it is empty."""
    table = dict(_table(value, where))
    further: dict[str, tuple[str, ...]] = {}
    for role, names in table.items():
        if isinstance(names, list):
            if role not in SEVERAL or not names or not all(isinstance(one, str) and one for one in names):
                raise InputError(f"{where}: '{role}' must be one column; {', '.join(SEVERAL)} can be a list")
            table[role], further[role] = names[0], tuple(names[1:])
    return _texts(table, where), further


def _values(table: object, source: str, roles: Collection[str]) -> dict[str, Mapping[str, Mapping[str, str]]]:
    """Return meanings by column, cell and role."""
    found: dict[str, Mapping[str, Mapping[str, str]]] = {}
    for column, cells in _table(table, f"{source}, [values]").items():
        where = f'{source}, [values."{column}"]'
        meanings = {word: _texts(meaning, where) for word, meaning in _table(cells, where).items()}
        for meaning in meanings.values():
            _check(meaning, roles, where, "role")
        found[column] = meanings
    return found


def _check(table: Mapping[str, Any], known: Collection[str], where: str, kind: str) -> None:
    unknown = next((key for key in table if key not in known), None)
    if unknown is not None:
        raise InputError(f"{where}: unknown {kind} '{unknown}'; known: {', '.join(known)}")


def _table(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InputError(f"{where}: must be a table of keys and values")
    return value


def _texts(value: object, where: str) -> dict[str, str]:
    table = _table(value, where)
    wrong = next((key for key, text in table.items() if isinstance(text, (dict, list))), None)
    if wrong is not None:
        raise InputError(f"{where}: '{wrong}' must be one word or number")
    return {key: str(text) for key, text in table.items()}


def _list(value: object, where: str) -> list[object]:
    if not isinstance(value, list):
        raise InputError(f'{where}: must be a list of words, such as ["-9", "n/a"]')
    return value
