"""One gazetteer into another: its rows are taken as they are, without reading its sources again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from geomap.gazetteer.staging import Staging
from geomap.text import fold

__all__ = ["CopiedTables", "copy_gazetteer"]

_COUNTRIES = "(t.fclass = 'A' AND (t.fcode LIKE 'PCL%' OR t.fcode LIKE 'TERR%')) OR t.fcode = 'CONT'"
_SOURCE_COLUMNS = ("key", "title", "version", "date", "licence", "attribution", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedTables:
    """What a gazetteer holds beside places.

    Attributes:
        sources: Mappings with key, title, version, date, licence, attribution, url.
        demonyms: (form, country code, kind).
        abbreviations: (form, style, place id).
        areas: Rows of the table of countries' outlines.
    """

    sources: tuple[Mapping[str, str], ...]
    demonyms: tuple[tuple[str, str, str], ...]
    abbreviations: tuple[tuple[str, str, str], ...]
    areas: tuple[tuple[int, bytes], ...]


def copy_gazetteer(
    connection: sqlite3.Connection, staging: Staging, base: sqlite3.Connection, *, only_countries: bool
) -> CopiedTables:
    """Stage the places, names and links of a gazetteer; return its small tables.

    Args:
        connection: The file that is being built.
        base: The gazetteer to take from, open.
        only_countries: Of its places only countries, territories and continents.
    """
    condition = _COUNTRIES if only_countries else "1"
    highest = base.execute("SELECT max(id) FROM place").fetchone()[0]
    before = staging.next_stages(highest)
    taken = sum(staging.places.values())
    added = connection.executemany(
        "INSERT OR IGNORE INTO stage_place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        _place_rows(staging, base, condition, before),
    )
    doubled = added.rowcount < sum(staging.places.values()) - taken
    mains = _merge_doubled(connection, staging, base, before) if doubled else {}
    wanted = f"place IN (SELECT p.id FROM place p JOIN kind t ON t.id = p.kind WHERE {condition})"
    connection.executemany(
        "INSERT INTO stage_name VALUES (?, ?, ?, ?, ?)",
        (
            (key, before + place, mains.get(place) if spelling is None else spelling, language, kind)
            for key, place, spelling, language, kind in base.execute(
                f"SELECT k, place, spelling, lang, kind FROM name WHERE {wanted}"
            )
        ),
    )
    connection.executemany(
        "INSERT INTO stage_link VALUES (?, ?, ?)",
        (
            (ext, staging.space(space), before + place)
            for ext, space, place in base.execute(f"SELECT ext, space, place FROM link WHERE {wanted}")
        ),
    )
    if not only_countries:
        connection.executemany("INSERT INTO stage_skel VALUES (?, ?)", base.execute("SELECT sk, k FROM skel"))
    return _small_tables(base, staging)


def _place_rows(
    staging: Staging, base: sqlite3.Connection, condition: str, before: int
) -> Iterator[tuple[object, ...]]:
    """Yield the places of a gazetteer as rows of ``stage_place``."""
    units = {
        number: (cc, code1 or "", code2 or "", ())
        for number, cc, code1, code2 in base.execute("SELECT id, cc, code1, code2 FROM unit")
    }
    rows = base.execute(
        "SELECT p.id, p.ext, t.space, p.name, p.lat, p.lon, t.fclass, t.fcode, t.source, p.unit, "
        f"p.population, p.radius FROM place p JOIN kind t ON t.id = p.kind WHERE {condition} ORDER BY p.id"
    )
    for place, ext, space, name, lat, lon, fclass, fcode, source, unit, population, radius in rows:
        kind = staging.kinds.setdefault((fclass, fcode, source, space), len(staging.kinds) + 1)
        codes = staging.units.setdefault(units[unit], len(staging.units) + 1)
        staging.places[source] = staging.places.get(source, 0) + 1
        stage = before + place
        yield stage, ext, staging.space(space), name, lat, lon, kind, codes, population, radius, fold(name)


def _merge_doubled(
    connection: sqlite3.Connection, staging: Staging, base: sqlite3.Connection, before: int
) -> dict[int, str]:
    """Give what a gazetteer holds of places that an earlier one holds too to the earlier entries.

    Returns:
        The main names of such places where the earlier entry has another, by the gazetteer's numbers.
    """
    mains: dict[int, str] = {}
    rows = base.execute("SELECT p.id, p.ext, t.space, p.name FROM place p JOIN kind t ON t.id = p.kind")
    for place, ext, space, name in rows:
        found = connection.execute(
            "SELECT stage, name FROM stage_place WHERE ext = ? AND space = ?", (ext, staging.space(space))
        ).fetchone()
        if found is not None and found[0] != before + place:
            connection.execute("INSERT INTO merged VALUES (?, ?)", (before + place, found[0]))
            staging.doubled += 1
            if found[1] != name:
                mains[place] = name
    return mains


def _small_tables(base: sqlite3.Connection, staging: Staging) -> CopiedTables:
    """Return the small tables; of the sources those of which anything is taken."""
    columns = ", ".join(_SOURCE_COLUMNS)
    return CopiedTables(
        sources=tuple(
            dict(zip(_SOURCE_COLUMNS, row, strict=True))
            for *row, places in base.execute(f"SELECT {columns}, places FROM source ORDER BY key")
            if places == 0 or row[0] in staging.places
        ),
        demonyms=tuple(base.execute("SELECT form, cc, kind FROM demonym ORDER BY form, cc, kind")),
        abbreviations=tuple(
            base.execute(
                "SELECT a.form, a.style, t.space || ':' || p.ext FROM abbreviation a "
                "JOIN place p ON p.id = a.place JOIN kind t ON t.id = p.kind ORDER BY 1, 2, 3"
            )
        ),
        areas=tuple(base.execute("SELECT cell, areas FROM tile ORDER BY cell")),
    )
