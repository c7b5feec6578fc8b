"""Temporary tables → the tables of the file, each in the order of its key, so that memory stays small."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from geomap.gazetteer.grid import CELLS_PER_DEGREE
from geomap.gazetteer.skeletons import iter_skeletons
from geomap.gazetteer.staging import Staging
from geomap.gazetteer.units import resolve_units

__all__ = ["CELL_ROWS", "load_tables"]

_COUNTRY_RANK = 10**11
"""Puts countries before every other place in the order of importance."""
_WIDEST_NEARBY = 300
"""Seas, borders and others of a wider radius, in tenths of a km, are not "near" a point; nor are units."""
_PREFIX_LETTERS = 3
_PREFIX_PLACES = 20
_PREFIX_COMMON = 200
_PREFIX_IMPORTANT = 30_000
"""Starts that few places share need no table: all of them can be read."""

_NUMBER = f"""
CREATE TEMP TABLE ordered (id INTEGER PRIMARY KEY, stage INTEGER);
INSERT INTO ordered (stage) SELECT p.stage FROM stage_place p JOIN kind t ON t.id = p.kind
    WHERE p.stage NOT IN (SELECT stage FROM merged)
    ORDER BY p.population + (t.fclass = 'A' AND t.fcode LIKE 'PCL%') * {_COUNTRY_RANK} DESC, t.space, p.ext;
CREATE TEMP TABLE numbered (stage INTEGER PRIMARY KEY, id INTEGER, merged INTEGER);
INSERT INTO numbered SELECT stage, id, 0 FROM ordered ORDER BY stage;
INSERT INTO numbered SELECT m.stage, n.id, 1 FROM merged m JOIN numbered n ON n.stage = m.into_stage
"""
_PLACES = """
INSERT INTO place
    SELECT o.id, p.ext, p.name, p.lat, p.lon, p.kind, p.unit, p.population, p.radius
    FROM ordered o CROSS JOIN stage_place p ON p.stage = o.stage ORDER BY o.id;
DROP TABLE temp.ordered;
CREATE INDEX place_ext ON place (ext);
INSERT OR IGNORE INTO country
    SELECT u.cc, p.id, p.name FROM place p JOIN kind t ON t.id = p.kind JOIN unit u ON u.id = p.unit
    WHERE t.fclass = 'A' AND t.fcode LIKE 'PCL%' AND u.cc <> '' ORDER BY p.id
"""
_LINKS = """
INSERT OR IGNORE INTO link
    SELECT l.ext, s.name, n.id FROM stage_link l JOIN space s ON s.id = l.space JOIN numbered n USING (stage)
    UNION SELECT p.ext, s.name, n.id FROM merged m JOIN stage_place p USING (stage)
    JOIN space s ON s.id = p.space JOIN numbered n USING (stage)
"""
_NAMES = """
INSERT OR IGNORE INTO name
    SELECT s.k, n.id, CASE WHEN n.merged AND s.spelling IS NULL
        THEN (SELECT p.name FROM stage_place p WHERE p.stage = s.stage) ELSE s.spelling END AS spelling,
        s.lang, s.kind
    FROM stage_name s CROSS JOIN numbered n ON n.stage = s.stage
    ORDER BY 1, 2, 5, n.merged, 3, 4;
DROP TABLE temp.stage_name
"""
CELL_ROWS = (
    f"SELECT min((p.lat + 9000000) * {CELLS_PER_DEGREE} / 100000, {180 * CELLS_PER_DEGREE - 1}) "
    f"* {360 * CELLS_PER_DEGREE} "
    f"+ (p.lon + 18000000) * {CELLS_PER_DEGREE} / 100000 % {360 * CELLS_PER_DEGREE}, p.id "
    "FROM place p JOIN kind t ON t.id = p.kind "
    f"WHERE t.fclass NOT IN ('A', 'L') AND p.radius <= {_WIDEST_NEARBY}"
)
"""The rows of the table ``cell``, computed from the places as ``grid.cell_of`` does."""
_PREFIXES = f"""
INSERT INTO prefix
    SELECT start, place, k FROM (
        SELECT start, place, k, row_number() OVER (PARTITION BY start ORDER BY place) AS nth,
            count(*) OVER (PARTITION BY start) AS places FROM (
            SELECT substr(k, 1, :letters) AS start, place, min(k) AS k FROM name
            WHERE place <= {_PREFIX_IMPORTANT} AND kind = 0 AND length(k) >= :letters GROUP BY 1, 2
        )
    ) WHERE nth <= {_PREFIX_PLACES} AND places >= {_PREFIX_COMMON} ORDER BY 1, 2
"""


def load_tables(connection: sqlite3.Connection, staging: Staging, tell: Callable[[str], None]) -> None:
    """Fill the file's tables from what was staged.

    Args:
        tell: Called with what is being done, a few words, as each part begins.
    """
    tell("ordering places")
    _load_kinds(connection, staging)
    _run(connection, _NUMBER)
    _load_units(connection, staging)
    tell("writing places")
    _run(connection, _PLACES)
    _run(connection, _LINKS)
    tell("sorting names")
    _run(connection, _NAMES)
    tell("writing places by cell")
    connection.execute(f"INSERT INTO cell {CELL_ROWS} ORDER BY 1, 2")
    for letters in range(1, _PREFIX_LETTERS + 1):
        connection.execute(_PREFIXES, {"letters": letters})
    tell("computing skeletons")
    copied = connection.execute("SELECT count(*) FROM stage_skel").fetchone()[0]
    if copied > 0:
        connection.execute("CREATE INDEX temp.stage_skel_k ON stage_skel (k)")
    fresh = iter_skeletons(connection, "WHERE k NOT IN (SELECT k FROM stage_skel)" if copied > 0 else "")
    connection.executemany("INSERT INTO stage_skel VALUES (?, ?)", (row for row in fresh if row[0] != ""))
    tell("sorting skeletons")
    connection.execute("INSERT OR IGNORE INTO skel SELECT sk, k FROM stage_skel ORDER BY 1, 2")


def _run(connection: sqlite3.Connection, statements: str) -> None:
    for statement in filter(str.strip, statements.split(";\n")):
        connection.execute(statement)


def _load_kinds(connection: sqlite3.Connection, staging: Staging) -> None:
    """Write what kinds' and id spaces' numbers stand for."""
    rows = [(number, *kind) for kind, number in staging.kinds.items()]
    connection.executemany("INSERT INTO kind VALUES (?, ?, ?, ?, ?)", rows)
    connection.execute("CREATE TEMP TABLE space (id INTEGER PRIMARY KEY, name TEXT)")
    spaces = ((number, name) for name, number in staging.spaces.items())
    connection.executemany("INSERT INTO space VALUES (?, ?)", spaces)


def _load_units(connection: sqlite3.Connection, staging: Staging) -> None:
    """Write which places are the units that numbers stand for."""
    for row in resolve_units(connection, staging):
        connection.execute(
            "INSERT INTO unit VALUES (?, ?, ?, ?, (SELECT id FROM numbered WHERE stage = ?), "
            "(SELECT id FROM numbered WHERE stage = ?))",
            (row.number, row.country_code, row.code1, row.code2, row.stage1, row.stage2),
        )
