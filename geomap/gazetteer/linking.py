"""The same place from two sources is one place: which of the staged entries are others of them."""

from __future__ import annotations

import sqlite3

from geomap.gazetteer.staging import Staging
from geomap.geo import distance_km

__all__ = ["link_sources"]

_NEAR_KM = {"A": 100.0, "H": 100.0, "L": 100.0, "T": 15.0}
_NEAR_SITE_KM = 5.0
"""How far apart namesakes of one country and class may be and still be one place; sites and settlements
5 km, units and waters more, since each source has its own idea of their middle."""
_BELIEVED_KM = 100.0
"""Sources that name each other's ids are not believed over a greater distance."""

_SAME_ID = (
    "SELECT max(l.stage, p.stage) AS late, min(l.stage, p.stage) AS early FROM stage_link l "
    "JOIN stage_place p ON p.ext = l.ext AND p.space = l.space WHERE l.stage <> p.stage"
)
_SAME_THIRD_ID = (
    "SELECT b.stage AS late, a.stage AS early FROM stage_link a JOIN stage_link b USING (ext, space) "
    "WHERE a.stage < b.stage"
)
_NAMED = (
    "CREATE TEMP TABLE link_named AS SELECT stage, k FROM stage_place WHERE k <> '' AND kind IN ("
    "SELECT id FROM link_kind WHERE grp IN (SELECT grp FROM link_kind GROUP BY grp "
    "HAVING count(DISTINCT space) > 1))"
)
_NAMESAKES = (
    "SELECT b.stage AS late, a.stage AS early FROM link_named a JOIN link_named b USING (k) "
    "WHERE a.stage < b.stage"
)
_COUNTRIES = (
    "CREATE TEMP TABLE link_country AS SELECT p.stage, u.cc FROM link_kind t "
    "JOIN stage_place p ON p.kind = t.id JOIN link_unit u ON u.id = p.unit "
    "WHERE t.grp = 'APCL' AND u.cc <> ''"
)
_SAME_COUNTRY = (
    "SELECT b.stage AS late, a.stage AS early FROM link_country a JOIN link_country b USING (cc) "
    "WHERE a.stage < b.stage"
)
_PAIRS = """
INSERT INTO pair
    SELECT late, early, kb.space, away(a.lat, a.lon, b.lat, b.lon) AS km FROM ({candidates})
    JOIN stage_place a ON a.stage = early JOIN stage_place b ON b.stage = late
    JOIN link_kind ka ON ka.id = a.kind JOIN link_kind kb ON kb.id = b.kind
    JOIN link_unit ua ON ua.id = a.unit JOIN link_unit ub ON ub.id = b.unit
    WHERE ka.space <> kb.space AND ka.grp = kb.grp AND ua.cc = ub.cc
        AND late NOT IN (SELECT stage FROM merged) AND early NOT IN (SELECT stage FROM merged)
        AND km <= {reach}
"""
_NEAREST = """
INSERT INTO merged
    SELECT late, early FROM (
        SELECT late, early, row_number() OVER (PARTITION BY late ORDER BY km, early) AS mine,
            row_number() OVER (PARTITION BY early, space ORDER BY km, late) AS theirs FROM pair
    ) WHERE mine = 1 AND theirs = 1 ORDER BY late
"""
_FOLLOW = (
    "UPDATE merged SET into_stage = (SELECT m.into_stage FROM merged m WHERE m.stage = merged.into_stage) "
    "WHERE into_stage IN (SELECT stage FROM merged)"
)


def link_sources(connection: sqlite3.Connection, staging: Staging) -> int:
    """Find the entries that are other sources' entries for a place; return how many.

    Two entries whose ids are of different sources are one place when one names the other's id, when both
    name the same third id (Wikidata's), when they are countries of one ISO code, or when they bear the same
    main name, are of the same class and country, and lie near each other. The earlier one stays; names and
    ids of the later one are added to it.
    """
    if len({space for _, _, _, space in staging.kinds}) < 2:
        return 0
    run = connection.execute
    before: int = run("SELECT count(*) FROM merged").fetchone()[0]
    _prepare(connection, staging)
    for candidates in (_SAME_ID, _SAME_THIRD_ID):
        _merge(connection, candidates, str(_BELIEVED_KM))
    run(_COUNTRIES)
    _merge(connection, _SAME_COUNTRY, "ka.near")
    run(_NAMED)
    run("CREATE INDEX temp.link_named_k ON link_named (k)")
    _merge(connection, _NAMESAKES, "ka.near")
    while run(_FOLLOW).rowcount > 0:
        pass
    after: int = run("SELECT count(*) FROM merged").fetchone()[0]
    return after - before


def _prepare(connection: sqlite3.Connection, staging: Staging) -> None:
    """Make the small tables that pairs are judged by."""
    run = connection.execute
    run("CREATE TEMP TABLE pair (late INTEGER, early INTEGER, space TEXT, km REAL)")
    run("CREATE TEMP TABLE link_kind (id INTEGER PRIMARY KEY, space TEXT, grp TEXT, near REAL)")
    run("CREATE TEMP TABLE link_unit (id INTEGER PRIMARY KEY, cc TEXT)")
    run("CREATE INDEX temp.stage_link_id ON stage_link (ext, space)")
    kinds = (
        (number, space, _group(fclass, fcode), _near_km(fclass, fcode))
        for (fclass, fcode, _, space), number in staging.kinds.items()
    )
    connection.executemany("INSERT INTO link_kind VALUES (?, ?, ?, ?)", kinds)
    units = ((number, codes[0]) for codes, number in staging.units.items())
    connection.executemany("INSERT INTO link_unit VALUES (?, ?)", units)
    connection.create_function("away", 4, _away, deterministic=True)


def _group(fclass: str, fcode: str) -> str:
    """Return what two entries must share: the class, and among units the level."""
    return fclass if fclass != "A" else f"A{fcode[:4]}" if fcode.startswith("ADM") else f"A{fcode[:3]}"


def _near_km(fclass: str, fcode: str) -> float:
    return 20_000.0 if fcode.startswith("PCL") else _NEAR_KM.get(fclass, _NEAR_SITE_KM)


def _away(lat: int, lon: int, other_lat: int, other_lon: int) -> float:
    """Return the distance in km of two points as the tables hold them."""
    return distance_km(lat / 100_000, lon / 100_000, other_lat / 100_000, other_lon / 100_000)


def _merge(connection: sqlite3.Connection, candidates: str, reach: str) -> None:
    """Merge the pairs of a query that are each other's nearest."""
    connection.execute("DELETE FROM pair")
    connection.execute(_PAIRS.format(candidates=candidates, reach=reach))
    connection.execute(_NEAREST)
