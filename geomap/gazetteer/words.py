"""The small tables of an index, read whole: abbreviations of units, and words for peoples."""

from __future__ import annotations

import sqlite3

__all__ = ["read_abbreviated", "read_abbreviations", "read_peoples"]


def read_abbreviations(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Return the style, postal or press, and the unit (``US.KY``) of each abbreviation, as written."""
    rows = connection.execute(
        "SELECT a.form, a.style, u.cc || '.' || coalesce(u.code1, '') FROM abbreviation a "
        "JOIN place p ON p.id = a.place JOIN unit u ON u.id = p.unit ORDER BY a.form, a.place DESC"
    )
    return {form: (style, unit) for form, style, unit in rows}


def read_abbreviated(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return the ids of the first-level units that each abbreviation stands for, as written."""
    rows = connection.execute(
        "SELECT a.form, t.space || ':' || p.ext FROM abbreviation a JOIN place p ON p.id = a.place "
        "JOIN kind t ON t.id = p.kind ORDER BY a.form, p.id"
    )
    ids: dict[str, tuple[str, ...]] = {}
    for form, place_id in rows:
        ids[form] = (*ids.get(form, ()), place_id)
    return ids


def read_peoples(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the country code, or place id, of each word for a people, by its folded form."""
    rows = connection.execute("SELECT k, cc FROM demonym ORDER BY k, cc DESC")
    return {str(key): str(code) for key, code in rows}
