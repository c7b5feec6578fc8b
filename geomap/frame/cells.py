"""Values as cells of a flat format, and back: lists as JSON text, text guarded against formulas."""

from __future__ import annotations

import json
import re

from geomap.errors import InvalidRecordError
from geomap.frame.schema import COLUMNS, Column

__all__ = ["cell_text", "guard_text", "parse_cell", "unguard_text"]

# A spreadsheet runs a cell that begins so. Quotes already in front count as part of the text, so
# that taking one guard off always gives the text back.
_GUARDED = re.compile(r"'*[=+\-@\t\r\n]")
_UNGUARDED = re.compile(r"'+[=+\-@\t\r\n]")
_LIST = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_BOOLEANS = {"true": True, "false": False}


def guard_text(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula."""
    return f"'{text}" if _GUARDED.match(text) else text


def unguard_text(text: str) -> str:
    """Take the apostrophe of ``guard_text`` off again."""
    return text[1:] if _UNGUARDED.match(text) else text


def cell_text(value: object) -> str:
    """Return any value of the table as a cell: null is empty, lists are JSON, text is guarded."""
    if value is None:
        return ""
    if isinstance(value, str):
        return guard_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return _LIST.encode(value)
    return repr(value) if isinstance(value, float) else str(value)


def parse_cell(name: str, cell: str) -> object:
    """Return the value of one cell of the incident table.

    Raises:
        InvalidRecordError: The cell cannot be a value of that column.
    """
    column = COLUMNS[name]
    if cell == "":
        return [] if column.is_list else None
    try:
        return _parse(column, cell)
    except (KeyError, ValueError) as error:
        raise InvalidRecordError(
            f"column '{name}' cannot hold '{cell[:80]}'; it holds {_kind(column)}"
        ) from error


def _parse(column: Column, cell: str) -> object:
    if column.is_text:
        return unguard_text(cell)
    if column.is_list:
        return json.loads(cell)
    if column.dtype == "boolean":
        return _BOOLEANS[cell.lower()]
    return int(cell) if column.dtype == "Int64" else float(cell)


def _kind(column: Column) -> str:
    kinds = {
        "Int64": "whole numbers",
        "float64": "numbers",
        "boolean": "true or false",
        "object": "JSON lists",
    }
    return kinds[column.dtype]
