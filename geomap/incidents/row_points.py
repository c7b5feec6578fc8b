"""A row's own coordinates, from two cells, from one, or from cells that hold a part each."""

from __future__ import annotations

from functools import lru_cache

from geomap.model import Document
from geomap.values import LETTER_O, PointReading, read_point_cell, read_point_cells
from geomap.values.split_points import SPLIT_ROLES, Metres, join_degrees, read_metres

__all__ = ["POINT_ROLES", "given_point", "point_column", "point_of_row"]

POINT_ROLES = ("lat", "lon", "latlon", *SPLIT_ROLES)
"""Roles whose cells hold a row's own coordinates."""

_PARTS = ("", "_minutes", "_seconds", "_letter")
_METRES = ("utm_zone", "utm_hemisphere", "easting", "northing")
_TELLING = ("lat", "latlon", "lon", "easting", "northing")
"""Roles of which one is filled where a row has coordinates."""


def point_of_row(doc: Document) -> PointReading:
    """Return the point that a row states.

    Of its latitude and longitude, else of the cell that holds both, else of metres in a UTM zone.
    """
    if "easting" in doc.roles and doc.value("lat") is None and doc.value("latlon") is None:
        return _read_metres(Metres(*[doc.value(role) or "" for role in _METRES]))
    return _read(
        _degrees(doc, "lat"),
        _degrees(doc, "lon"),
        doc.value("latlon") or "",
        doc.conventions.get("latlon", "either"),
        doc.conventions.get(LETTER_O, ""),
    )


def given_point(doc: Document) -> tuple[float, float] | None:
    """Return a row's own (lat, lon), or None when it has none that is on Earth; 0, 0 is none."""
    spot = point_of_row(doc).spot
    return None if spot is None else (spot.lat, spot.lon)


def point_column(doc: Document) -> str | None:
    """Return the first column that holds some of a row's own coordinates, or None."""
    columns = [doc.roles.get(role) for role in _TELLING if doc.value(role) is not None]
    return next((column for column in columns if column in doc.spans), None)


def _degrees(doc: Document, axis: str) -> str:
    """Return a latitude or longitude, its parts put together where they have columns of their own."""
    if f"{axis}_minutes" not in doc.roles and f"{axis}_letter" not in doc.roles:
        return doc.value(axis) or ""
    return join_degrees(*[doc.value(f"{axis}{part}") or "" for part in _PARTS])


@lru_cache(maxsize=1024)
def _read_metres(cells: Metres) -> PointReading:
    return read_metres(cells)


@lru_cache(maxsize=1024)
def _read(lat: str, lon: str, both: str, order: str, letter_o: str) -> PointReading:
    """Read the cells; remembered, since a row is asked several times."""
    apart = read_point_cells(lat, lon, o_is=letter_o)
    if apart.spot is not None or both == "":
        return apart
    together = read_point_cell(both, order, o_is=letter_o)
    return together if together.spot is not None or apart.reason == "" else apart
