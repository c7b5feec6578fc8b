"""Is a gazetteer file whole and unaltered? Counts and re-hashes everything in it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from geomap.errors import DamagedGazetteerError
from geomap.gazetteer.file import connect, read_info
from geomap.gazetteer.info import GazetteerInfo
from geomap.gazetteer.loading import CELL_ROWS
from geomap.gazetteer.skeletons import iter_skeletons
from geomap.gazetteer.writer import content_digest

__all__ = ["CheckReport", "check_gazetteer"]

_BROKEN_LINKS = {
    "names of absent places": "SELECT count(*) FROM name WHERE place NOT IN (SELECT id FROM place)",
    "places of absent units": "SELECT count(*) FROM place WHERE unit NOT IN (SELECT id FROM unit)",
    "places of absent kinds": "SELECT count(*) FROM place WHERE kind NOT IN (SELECT id FROM kind)",
    "beginnings of absent names": (
        "SELECT count(*) FROM prefix x LEFT JOIN name n ON n.k = x.k AND n.place = x.place "
        "WHERE n.k IS NULL OR substr(x.k, 1, length(x.start)) <> x.start"
    ),
    "places in wrong cells": f"SELECT count(*) FROM (SELECT * FROM cell EXCEPT {CELL_ROWS})",
    "places in no cell": f"SELECT count(*) FROM ({CELL_ROWS} EXCEPT SELECT * FROM cell)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What a check of a whole gazetteer found: it is the content that its digest names."""

    info: GazetteerInfo


def check_gazetteer(path: Path) -> CheckReport:
    """Verify a gazetteer file: pages, links between tables, counts and digest.

    Raises:
        MissingGazetteerError: There is no such file.
        DamagedGazetteerError: It is not whole or was altered; the message says in what.
    """
    connection = connect(path)
    try:
        info = read_info(connection, path)
        problem = _problem(connection, info)
    except sqlite3.DatabaseError as error:
        problem = str(error)
    finally:
        connection.close()
    if problem is not None:
        raise DamagedGazetteerError(
            f"{path} is damaged ({problem}); make it anew with: geomap gazetteer build -o {path}"
        )
    return CheckReport(info=info)


def _problem(connection: sqlite3.Connection, info: GazetteerInfo) -> str | None:
    """Return the first thing that is wrong, or None."""
    state = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if state != "ok":
        return str(state)
    for what, query in _BROKEN_LINKS.items():
        count = connection.execute(query).fetchone()[0]
        if count > 0:
            return f"{count} {what}"
    for table, stated in (("place", info.places), ("name", info.names)):
        count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        if count != stated:
            return f"{count} rows in {table}, {stated} stated"
    if not _has_all_skeletons(connection):
        return "its skeletons are not those of its names"
    digest = content_digest(connection)
    return None if digest == info.digest else f"its content is not that of digest {info.short_digest}"


def _has_all_skeletons(connection: sqlite3.Connection) -> bool:
    """Compute all skeletons again and say whether just these are there."""
    count = 0
    for bones, key in iter_skeletons(connection):
        if bones != "":
            count += 1
            row = connection.execute("SELECT 1 FROM skel WHERE sk = ? AND k = ?", (bones, key)).fetchone()
            if row is None:
                return False
    stated: int = connection.execute("SELECT count(*) FROM skel").fetchone()[0]
    return count == stated
