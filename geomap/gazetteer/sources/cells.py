"""Cells of source files as values: points, counts, and what is wrong with those that are none."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Fault", "parse_count", "parse_point", "point_fault"]


class Fault(NamedTuple):
    """What is wrong with a row: the reason, its column where one is at fault, and the cell."""

    reason: str
    column: str | None = None
    value: str = ""


def parse_point(lat: str, lon: str) -> tuple[float, float] | None:
    """Return (lat, lon) in degrees, or None where two cells are no place on Earth; see ``point_fault``.

    The point 0, 0 lies in the open sea and is what empty coordinates turn into: it is none.
    """
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        return None
    if -90.0 <= north <= 90.0 and -180.0 <= east <= 180.0 and (north != 0.0 or east != 0.0):
        return north, east
    return None


def point_fault(lat: str, lon: str, columns: tuple[str, str] = ("lat", "lon")) -> Fault:
    """Say why ``parse_point`` returned None."""
    for cell, column, limit in ((lat, columns[0], 90.0), (lon, columns[1], 180.0)):
        try:
            degrees = float(cell)
        except ValueError:
            return Fault("no coordinate" if cell.strip() == "" else "not a number", column, cell)
        if not -limit <= degrees <= limit:
            return Fault(f"not between -{limit:g} and {limit:g}", column, cell)
    return Fault("0, 0 stands for an unknown point", columns[0], lat)


def parse_count(cell: str) -> int | None:
    """Return a count of people, 0 for an empty cell; None where the cell is no count."""
    if cell in ("0", ""):
        return 0
    try:
        count = int(float(cell)) if "." in cell else int(cell)
    except (ValueError, OverflowError):
        return None
    return count if count >= 0 else None
