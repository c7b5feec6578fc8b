"""JSON that is no list of objects: what its records are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["records_of_whole"]

KEY = "key"
"""Column of the ids under which objects stand."""


def records_of_whole(content: object) -> list[dict[str, Any]]:
    """Return the records of JSON content that holds no list of objects.

    They may be objects by id (``{"a": {...}, "b": {...}}``), columns (``{"place": [...], "date": [...]}``
    or ``{"place": {"0": ...}}``), lists under or beside a list of names, or one object.
    """
    if isinstance(content, list):
        return _listed(content)
    if not isinstance(content, Mapping) or not content:
        return []
    split = _listed([content.get("columns"), *_rows_of(content.get("data"))])
    if split:
        return split
    values = list(content.values())
    if all(isinstance(value, list) for value in values) and len({len(value) for value in values}) == 1:
        return [dict(zip(content, row, strict=True)) for row in zip(*values, strict=True)]
    if len(values) > 1 and all(isinstance(value, Mapping) for value in values):
        inner = [list(value) for value in values]
        if all(key.isdigit() for key in inner[0]) and all(keys == inner[0] for keys in inner):
            return [{name: column[key] for name, column in content.items()} for key in inner[0]]
        return [{KEY: key, **value} for key, value in content.items()]
    return [dict(content)]


def _rows_of(data: object) -> list[object]:
    """Return the rows beside a list of names, as pandas writes them with ``orient="split"``."""
    return data if isinstance(data, list) and all(isinstance(row, list) for row in data) else []


def _listed(rows: Sequence[object]) -> list[dict[str, Any]]:
    """Return lists under a list of names as records."""
    lists = [row for row in rows if isinstance(row, list)]
    if len(lists) < 2 or not all(isinstance(name, str) for name in lists[0]):
        return []
    names = lists[0]
    return [dict(zip(names, row, strict=False)) for row in lists[1:]]
