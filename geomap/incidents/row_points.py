"""A row's own coordinates, from two cells or one."""

from __future__ import annotations

from functools import lru_cache

from geomap.model import Document
from geomap.values import LETTER_O, PointReading, read_point_cell, read_point_cells

__all__ = ["given_point", "point_of_row"]


def point_of_row(doc: Document) -> PointReading:
    """Return the point that a row states: of its latitude and longitude, else of the cell that holds both."""
    return _read(
        doc.value("lat") or "",
        doc.value("lon") or "",
        doc.value("latlon") or "",
        doc.conventions.get("latlon", "either"),
        doc.conventions.get(LETTER_O, ""),
    )


def given_point(doc: Document) -> tuple[float, float] | None:
    """Return a row's own (lat, lon), or None when it has none that is on Earth; 0, 0 is none."""
    spot = point_of_row(doc).spot
    return None if spot is None else (spot.lat, spot.lon)


@lru_cache(maxsize=1024)
def _read(lat: str, lon: str, both: str, order: str, letter_o: str) -> PointReading:
    """Read the cells; remembered, since a row is asked several times."""
    apart = read_point_cells(lat, lon, o_is=letter_o)
    if apart.spot is not None or both == "":
        return apart
    together = read_point_cell(both, order, o_is=letter_o)
    return together if together.spot is not None or apart.reason == "" else apart
