"""The most important towns of a part of the world, to know a map by."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from geomap.gazetteer.own_names import names_in

__all__ = ["Town", "towns_in_box"]

_TOWNS = (
    "SELECT p.id, p.name, p.lat, p.lon FROM place p JOIN kind k ON k.id = p.kind "
    "WHERE k.fcode IN ('PPL', 'PPLA', 'PPLA2', 'PPLA3', 'PPLC', 'PPLG') "
    "AND p.lat BETWEEN ? AND ? AND (p.lon BETWEEN ? AND ? OR p.lon BETWEEN ? AND ?) "
    "ORDER BY p.id LIMIT ?"
)
_PER_DEGREE = 100_000


class Town(NamedTuple):
    """A town's name and point."""

    name: str
    lat: float
    lon: float


def towns_in_box(
    connection: sqlite3.Connection, box: tuple[float, float, float, float], limit: int, language: str = "en"
) -> list[Town]:
    """Return the towns of a box, the most important first.

    Args:
        connection: An open gazetteer.
        box: West, south, east, north in degrees; beyond 180 means across the date line.
        limit: How many to return.
        language: Towns are called by their names in it where the index holds them.
    """
    west, south, east, north = (round(side * _PER_DEGREE) for side in box)
    turn = 360 * _PER_DEGREE
    shift = turn if west < -turn // 2 else -turn
    sides = (south, north, west, east, west + shift, east + shift)
    rows = connection.execute(_TOWNS, (*sides, limit)).fetchall()
    own = names_in(connection, language, (row[0] for row in rows))
    return [Town(own.get(key, name), lat / _PER_DEGREE, lon / _PER_DEGREE) for key, name, lat, lon in rows]
