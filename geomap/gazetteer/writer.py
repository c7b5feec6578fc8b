"""Entries → one SQLite file. Rows are staged, then loaded in key order, so that memory stays small."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from geomap.errors import BuildError
from geomap.gazetteer.grid import cell_of
from geomap.gazetteer.records import Entry, Name
from geomap.gazetteer.rows import packed_id, packed_spelling
from geomap.gazetteer.schema import APPLICATION_ID, DIGEST_QUERIES, KINDS, PAGE_SIZE, SCHEMA_VERSION, TABLES
from geomap.model import Place
from geomap.text import fold, is_latin, skeleton

__all__ = ["GazetteerWriter", "content_digest"]

_STAGE = """
CREATE TEMP TABLE stage_place (
    stage INTEGER PRIMARY KEY, space TEXT, ext, name TEXT, lat REAL, lon REAL, fclass TEXT, fcode TEXT,
    cc TEXT, a1code TEXT, population INTEGER, radius REAL, source TEXT, rank INTEGER, UNIQUE (space, ext)
);
CREATE TEMP TABLE stage_name (k TEXT, stage INTEGER, spelling TEXT, lang TEXT, kind INTEGER);
CREATE TEMP TABLE stage_skel (sk TEXT, k TEXT);
"""
_LOAD = """
CREATE TEMP TABLE numbered AS
    SELECT stage, row_number() OVER (ORDER BY rank DESC, space, ext) AS id FROM stage_place;
CREATE UNIQUE INDEX temp.numbered_stage ON numbered (stage);
CREATE TEMP TABLE unit AS
    SELECT cc, a1code, min(id) AS id FROM stage_place JOIN numbered USING (stage)
    WHERE fcode = 'ADM1' GROUP BY cc, a1code;
CREATE UNIQUE INDEX temp.unit_code ON unit (cc, a1code);
INSERT INTO idspace (name) SELECT DISTINCT space FROM stage_place ORDER BY space;
INSERT INTO place
    SELECT n.id, t.id, p.ext, p.name, round(p.lat * 100000), round(p.lon * 100000), p.fclass, p.fcode, p.cc,
        p.a1code, u.id, NULL, p.population, round(p.radius * 10), s.id
    FROM stage_place p JOIN numbered n USING (stage) JOIN idspace t ON t.name = p.space
        JOIN source s ON s.key = p.source LEFT JOIN unit u ON u.cc = p.cc AND u.a1code = p.a1code
    ORDER BY n.id;
CREATE UNIQUE INDEX place_ext ON place (ext, idspace);
INSERT INTO country
    SELECT cc, id, name FROM place WHERE fclass = 'A' AND fcode LIKE 'PCL%' ORDER BY cc;
INSERT INTO name
    SELECT s.k, n.id, s.spelling, s.lang, s.kind FROM stage_name s JOIN numbered n USING (stage)
    ORDER BY 1, 2;
INSERT INTO skel SELECT DISTINCT sk, k FROM stage_skel ORDER BY 1, 2;
"""
_COUNTRY_RANK = 10**11
"""Puts countries before every other place in the order of importance."""
_AREA_CLASSES = ("A", "L")
"""Classes that stand for areas; they are not "near" a point and stay out of the reverse index."""
_BATCH = 20_000
_WIDEST_NEARBY_KM = 30.0
"""Seas, borders and other wide features stay out of the reverse index for the same reason."""


class GazetteerWriter:
    """Writes one gazetteer file; the file is whole only after :meth:`finish`.

    Args:
        path: A new file; the caller moves it into place when it is whole.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        run = self._connection.execute
        run(f"PRAGMA page_size = {PAGE_SIZE}")
        run("PRAGMA journal_mode = OFF")
        run("PRAGMA synchronous = OFF")
        run("PRAGMA cache_size = -65536")
        self._connection.executescript(TABLES + _STAGE)
        run("BEGIN")
        self._stages = 0
        self._names: list[tuple[str, int, str | None, str, int]] = []
        self._bones: list[tuple[str, str]] = []
        self.duplicates: list[str] = []

    def add(self, entry: Entry, extra: tuple[Name, ...] = ()) -> None:
        """Stage one place; a second one of the same id is left out and noted in ``duplicates``."""
        place = entry.place
        row = self._stage_row(place)
        added = self._connection.execute(f"INSERT OR IGNORE INTO stage_place VALUES ({_marks(14)})", row)
        if added.rowcount == 0:
            self.duplicates.append(place.id)
            return
        for key, name in _keyed_names(place.name, (*extra, *entry.names)).items():
            packed = packed_spelling(name.text, key, place.name)
            self._names.append((key, self._stages, packed, name.language, KINDS.index(name.kind)))
            bones = skeleton(key) if is_latin(key) else ""
            if bones != "":
                self._bones.append((bones, key))
        if len(self._names) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        """Hand the collected names to the staging tables."""
        self._connection.executemany(f"INSERT INTO stage_name VALUES ({_marks(5)})", self._names)
        self._connection.executemany(f"INSERT INTO stage_skel VALUES ({_marks(2)})", self._bones)
        self._names.clear()
        self._bones.clear()

    def _stage_row(self, place: Place) -> tuple[object, ...]:
        self._stages += 1
        is_country = place.feature_class == "A" and place.feature_code.startswith("PCL")
        rank = place.population + (_COUNTRY_RANK if is_country else 0)
        return (
            *(self._stages, *packed_id(place.id), place.name, place.lat, place.lon),
            *(place.feature_class, place.feature_code, place.country_code, place.admin1_code),
            *(place.population, place.radius_km, place.source, rank),
        )

    def finish(
        self,
        sources: Iterable[Mapping[str, str]],
        demonyms: Iterable[tuple[str, str, str]],
        abbreviations: Iterable[tuple[str, str, str]],
        facts: Mapping[str, str],
    ) -> str:
        """Load the staged rows in order, add the small tables, seal the file and return its digest.

        Args:
            sources: Mappings with key, title, version, date, licence, attribution, url.
            demonyms: ``(form, country code, kind)``.
            abbreviations: ``(form, style, place id)``.
            facts: Further entries of the ``meta`` table.
        """
        self._flush()
        self._load_sources(sources)
        for statement in filter(str.strip, _LOAD.split(";\n")):
            self._connection.execute(statement)
        self._load_cells()
        self._load_small_tables(demonyms, abbreviations)
        digest = content_digest(self._connection)
        meta = {**facts, "digest": digest, "places": self._count("place"), "names": self._count("name")}
        self._connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        self._connection.execute("COMMIT")
        self._connection.execute("ANALYZE")
        self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        self._connection.execute("VACUUM")
        self._connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        self.close()
        return digest

    def _count(self, table: str) -> str:
        return str(self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def _load_sources(self, sources: Iterable[Mapping[str, str]]) -> None:
        run = self._connection.execute
        columns = ("key", "title", "version", "date", "licence", "attribution", "url")
        for source in sorted(sources, key=lambda entry: entry["key"]):
            places = run("SELECT count(*) FROM stage_place WHERE source = ?", (source["key"],)).fetchone()[0]
            row = (*(source[column] for column in columns), places)
            run(f"INSERT INTO source ({', '.join(columns)}, places) VALUES ({_marks(8)})", row)
        unknown = run(
            "SELECT DISTINCT source FROM stage_place WHERE source NOT IN (SELECT key FROM source)"
        ).fetchall()
        if unknown:
            raise BuildError(f"sources.toml lacks the sources {', '.join(row[0] for row in unknown)}")

    def _load_cells(self) -> None:
        rows = self._connection.execute(
            "SELECT id, lat / 100000.0, lon / 100000.0 FROM place WHERE fclass NOT IN (?, ?) AND radius <= ?",
            (*_AREA_CLASSES, 10 * _WIDEST_NEARBY_KM),
        )
        cells = sorted((cell_of(lat, lon), place) for place, lat, lon in rows)
        self._connection.executemany("INSERT INTO cell VALUES (?, ?)", cells)

    def _load_small_tables(
        self, demonyms: Iterable[tuple[str, str, str]], abbreviations: Iterable[tuple[str, str, str]]
    ) -> None:
        run = self._connection.execute
        for form, code, kind in sorted(demonyms):
            run(f"INSERT OR IGNORE INTO demonym VALUES ({_marks(4)})", (fold(form), form, code, kind))
        for form, style, key in sorted(abbreviations):
            space, ext = packed_id(key)
            run(
                "INSERT INTO abbreviation SELECT ?, p.id, ? FROM place p JOIN idspace t ON t.id = p.idspace "
                "WHERE t.name = ? AND p.ext = ?",
                (form, style, space, ext),
            )

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _keyed_names(main: str, others: tuple[Name, ...]) -> dict[str, Name]:
    """Return one name per folded key: the main name, then strong before weak before historical."""
    keyed = {fold(main): Name(main)}
    for name in sorted(others, key=lambda entry: KINDS.index(entry.kind)):
        keyed.setdefault(fold(name.text), name)
    keyed.pop("", None)
    return keyed


def content_digest(connection: sqlite3.Connection) -> str:
    """Return the SHA-256 of a gazetteer's rows, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for query in DIGEST_QUERIES:
        digest.update(query.encode())
        for row in connection.execute(query):
            digest.update(repr(row).encode())
    return digest.hexdigest()
