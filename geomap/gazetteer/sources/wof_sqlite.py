"""Who's On First as SQLite: the ``geojson`` table where there is one, else ``spr`` and those beside it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from geomap.errors import BuildError
from geomap.gazetteer.records import Entry
from geomap.gazetteer.sources.files import SourceFile
from geomap.gazetteer.sources.report import SourceReport
from geomap.gazetteer.sources.wof_feature import WofFeature, WofName, read_feature
from geomap.gazetteer.sources.wof_geojson import feature_of

__all__ = ["is_wof_sqlite", "read_wof_sqlite"]

_MAGIC = "SQLite format 3"
_PLACES = (
    "SELECT id, name, placetype, country, latitude, longitude, is_current, is_deprecated, is_ceased, "
    "is_superseded FROM spr ORDER BY id"
)
_NAMES = "SELECT id, language, extlang, script, region, privateuse, name FROM names ORDER BY id, rowid"
_LINKS = (
    "SELECT id, other_source, other_id FROM concordances WHERE other_source IN ('gn:id', 'wd:id') "
    "ORDER BY id, rowid"
)
_UNITS = (
    "SELECT id, ancestor_id FROM ancestors WHERE ancestor_placetype IN ('region', 'county') "
    "ORDER BY id, ancestor_placetype DESC, ancestor_id"
)
_FEATURES = (
    "SELECT id, CASE WHEN json_valid(body) THEN json_extract(body, '$.properties') END FROM geojson "
    "WHERE {shape} ORDER BY id"
)


def is_wof_sqlite(file: SourceFile) -> bool:
    """Say whether a file is a SQLite database with the tables of Who's On First."""
    if not file.head.startswith(_MAGIC):
        return False
    if file.is_packed:
        named = "whosonfirst" in file.name.lower()
        return named or any(f"CREATE TABLE {name}" in file.head for name in ("spr", "ancestors", "geojson"))
    try:
        with closing(_connect(file.path)) as connection:
            return bool(_tables(connection) & {"spr", "geojson"})
    except sqlite3.Error:
        return False


def read_wof_sqlite(file: SourceFile, report: SourceReport) -> Iterator[Entry]:
    """Read the places of a database.

    Raises:
        BuildError: The database is damaged, or its tables have other columns.
    """
    with _on_disk(file) as path, closing(_connect(path)) as connection:
        try:
            for number, feature in _features(connection, report):
                entry = read_feature(feature, number, report)
                if entry is not None:
                    yield entry
        except sqlite3.Error as error:
            raise BuildError(f"{file.name} cannot be read as a Who's On First database: {error}") from error


@contextmanager
def _on_disk(file: SourceFile) -> Iterator[Path]:
    """Give the path of the database, unpacked into a temporary folder where it has to be."""
    if not file.is_packed:
        yield file.path
        return
    with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
        path = Path(folder) / "wof.db"
        with file.open() as packed, path.open("wb") as plain:
            shutil.copyfileobj(packed, plain, 1 << 20)
        yield path


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    return connection


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _features(connection: sqlite3.Connection, report: SourceReport) -> Iterator[tuple[int, WofFeature]]:
    """Yield the places with the number of their row."""
    tables = _tables(connection)
    if "geojson" in tables and connection.execute("SELECT 1 FROM geojson LIMIT 1").fetchone() is not None:
        yield from _from_bodies(connection, report)
    else:
        yield from enumerate(_from_tables(connection, tables), start=1)


def _from_bodies(connection: sqlite3.Connection, report: SourceReport) -> Iterator[tuple[int, WofFeature]]:
    """Yield the features of the ``geojson`` table, which alone knows populations."""
    columns = {row[1] for row in connection.execute("PRAGMA table_info(geojson)")}
    shape = "NOT coalesce(is_alt, 0)" if "is_alt" in columns else "1"
    left_out = connection.execute(f"SELECT count(*) FROM geojson WHERE NOT ({shape})").fetchone()[0]
    if left_out > 0:
        report.skip("alternate shape of a place", left_out)
    for row, (key, text) in enumerate(connection.execute(_FEATURES.format(shape=shape)), start=1):
        properties = json.loads(text) if text is not None else None
        if isinstance(properties, dict):
            yield row, feature_of(properties)
        else:
            report.reject(row, "not a GeoJSON feature", column="body", value=str(key))


def _from_tables(connection: sqlite3.Connection, tables: set[str]) -> Iterator[WofFeature]:
    """Yield the rows of ``spr``, each with its names, links and units; all are read in the order of ids."""

    def beside(table: str, query: str) -> _Beside:
        return _Beside(connection.execute(query) if table in tables else iter(()))

    names, links = beside("names", _NAMES), beside("concordances", _LINKS)
    units = beside("ancestors", _UNITS)
    for row in connection.execute(_PLACES):
        key, name, placetype, country, lat, lon, current, deprecated, ceased, superseded = row
        linked = {source: str(other) for _, source, other in links.of(key)}
        yield WofFeature(
            id=str(key),
            name=name or "",
            placetype=placetype or "",
            lat=_text(lat),
            lon=_text(lon),
            country=country or "",
            withdrawn="deprecated" if deprecated == 1 else "superseded by another" if superseded == 1 else "",
            ceased=current == 0 or ceased == 1,
            names=tuple(_name(spelling) for spelling in names.of(key)),
            geonames_id=linked.get("gn:id", ""),
            wikidata_id=linked.get("wd:id", ""),
            units=tuple(str(unit) for _, unit in units.of(key)),
        )


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _name(row: tuple[Any, ...]) -> WofName:
    _, language, extlang, script, region, kind, text = row
    tag = "_".join(part for part in (language, extlang, script, region) if part)
    return WofName(tag, (kind or "").removeprefix("x_").removeprefix("x-"), text or "")


class _Beside:
    """Rows that belong to places, in the order of the places' ids, which is the rows' first column."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._groups = ((key, list(group)) for key, group in groupby(rows, key=itemgetter(0)))
        self._next = next(self._groups, None)

    def of(self, key: int) -> list[tuple[Any, ...]]:
        """Return the rows of a place; the places must be asked for in the order of their ids."""
        while self._next is not None and self._next[0] < key:
            self._next = next(self._groups, None)
        return self._next[1] if self._next is not None and self._next[0] == key else []
