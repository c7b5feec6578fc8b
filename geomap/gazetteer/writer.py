"""Records → one SQLite file, whole only when it is sealed. Rows are staged, then loaded in key order."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from geomap.errors import BuildError, OutputError
from geomap.files import atomic_path
from geomap.gazetteer.copying import CopiedTables, copy_gazetteer
from geomap.gazetteer.file import refuse_to_replace
from geomap.gazetteer.linking import link_sources
from geomap.gazetteer.loading import load_tables
from geomap.gazetteer.records import Record
from geomap.gazetteer.rows import packed_id
from geomap.gazetteer.schema import APPLICATION_ID, DIGEST_QUERIES, PAGE_SIZE, SCHEMA_VERSION, TABLES
from geomap.gazetteer.staging import Staging
from geomap.gazetteer.units import DERIVED, apply_parents, derive_missing_units
from geomap.text import fold

__all__ = ["GazetteerWriter", "content_digest", "open_writer"]

_CACHE_KIB = 131_072
_SORT_THREADS = 2
_DIGEST_ROWS = 5_000
_SOURCE_COLUMNS = ("key", "title", "version", "date", "licence", "attribution", "url")


@contextmanager
def open_writer(output: Path, tell: Callable[[str], None]) -> Iterator[GazetteerWriter]:
    """Give a writer whose file replaces ``output`` when the block ends well.

    Raises:
        OutputError: The file, or the temporary tables, cannot be written.
    """
    refuse_to_replace(output)
    with atomic_path(output) as part:
        writer = GazetteerWriter(part, tell)
        try:
            yield writer
        except sqlite3.OperationalError as error:
            raise OutputError(f"cannot write {output}: {error}") from error
        finally:
            writer.close()


class GazetteerWriter:
    """Writes one gazetteer file; the file is whole only after :meth:`finish`.

    Args:
        path: A new file; the caller moves it into place when it is whole.
        tell: Called with a few words as each part of the work begins.

    Attributes:
        staging: What was taken so far.
        linked: Entries that turned out to be other sources' entries for a place.
        derived: Units placed at their most populous place.
    """

    def __init__(self, path: Path, tell: Callable[[str], None] = lambda _: None) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._tell = tell
        run = self._connection.execute
        run(f"PRAGMA page_size = {PAGE_SIZE}")
        run("PRAGMA journal_mode = OFF")
        run("PRAGMA synchronous = OFF")
        run(f"PRAGMA cache_size = -{_CACHE_KIB}")
        run(f"PRAGMA temp.cache_size = -{_CACHE_KIB}")
        run(f"PRAGMA threads = {_SORT_THREADS}")
        self._connection.executescript(TABLES)
        self.staging = Staging(self._connection)
        self._copied: list[CopiedTables] = []
        self.linked = 0
        self.derived = 0
        run("BEGIN")

    def take(self, record: Record) -> None:
        """Take one record of an importer."""
        self.staging.take(record)

    def copy(self, base: sqlite3.Connection, *, only_countries: bool = False) -> None:
        """Take the places of another gazetteer with their names, and its small tables.

        Args:
            base: The other gazetteer, open.
            only_countries: Of its places only countries, territories and continents.
        """
        self._copied.append(
            copy_gazetteer(self._connection, self.staging, base, only_countries=only_countries)
        )

    def finish(
        self,
        sources: Iterable[Mapping[str, str]],
        facts: Mapping[str, str],
        *,
        demonyms: Iterable[tuple[str, str, str]] = (),
        abbreviations: Iterable[tuple[str, str, str]] = (),
        areas: Iterable[tuple[int, bytes]] = (),
        compact: bool = False,
    ) -> str:
        """Load the staged rows in order, add the small tables, seal the file and return its digest.

        Args:
            sources: Mappings with key, title, version, date, licence, attribution, url.
            facts: Further entries of the ``meta`` table.
            demonyms: ``(form, country code, kind)``.
            abbreviations: ``(form, style, place id)``.
            areas: Rows of the table of countries' outlines.
            compact: Pack the pages, which makes a file about a tenth smaller and takes a while.

        Raises:
            BuildError: There is no place, or places of a source that ``sources`` does not describe.
        """
        self.staging.flush()
        if not self.staging.places:
            raise BuildError("the sources hold no place; see the counts and problems above")
        self.staging.settle_aliases()
        apply_parents(self._connection, self.staging)
        self.derived = derive_missing_units(self._connection, self.staging)
        self._tell("linking sources")
        self.linked = link_sources(self._connection, self.staging)
        load_tables(self._connection, self.staging, self._tell)
        self._load_sources(sources)
        self._load_small_tables(demonyms, abbreviations)
        self._load_areas(areas)
        self._tell("taking the digest")
        digest = content_digest(self._connection)
        meta = {**facts, "digest": digest, "places": self._count("place"), "names": self._count("name")}
        self._connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        self._seal(compact=compact)
        return digest

    def _seal(self, *, compact: bool) -> None:
        """Mark the file as whole, as the last thing that is written, and bring it to the disk."""
        run = self._connection.execute
        run("COMMIT")
        if compact:
            run("VACUUM")
        run("PRAGMA synchronous = FULL")
        run(f"PRAGMA user_version = {SCHEMA_VERSION}")
        run(f"PRAGMA application_id = {APPLICATION_ID}")
        self.close()

    def _count(self, table: str) -> str:
        return str(self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def _load_sources(self, sources: Iterable[Mapping[str, str]]) -> None:
        """Write the sources and how many places each gave."""
        described = {source["key"]: source for copied in self._copied for source in copied.sources}
        described.update((source["key"], source) for source in sources)
        if self.derived > 0:
            described.setdefault(DERIVED["key"], DERIVED)
        counted = self._connection.execute(
            "SELECT t.source, count(*) FROM place p JOIN kind t ON t.id = p.kind GROUP BY 1"
        )
        places = dict(counted.fetchall())
        unknown = sorted(set(places) - set(described))
        if unknown:
            raise BuildError(f"nothing describes the sources {', '.join(unknown)}")
        for key in sorted(described):
            row = (*(described[key][column] for column in _SOURCE_COLUMNS), places.get(key, 0))
            self._connection.execute(
                f"INSERT INTO source ({', '.join(_SOURCE_COLUMNS)}, places) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )

    def _load_small_tables(
        self, demonyms: Iterable[tuple[str, str, str]], abbreviations: Iterable[tuple[str, str, str]]
    ) -> None:
        run = self._connection.execute
        copied_demonyms = (row for copied in self._copied for row in copied.demonyms)
        for form, code, kind in sorted({*demonyms, *copied_demonyms}):
            run("INSERT OR IGNORE INTO demonym VALUES (?, ?, ?, ?)", (fold(form), form, code, kind))
        copied_abbreviations = (row for copied in self._copied for row in copied.abbreviations)
        for form, style, key in sorted({*abbreviations, *copied_abbreviations}):
            space, ext = packed_id(key)
            run(
                "INSERT OR IGNORE INTO abbreviation SELECT ?, p.id, ? FROM place p "
                "JOIN kind t ON t.id = p.kind WHERE t.space = ? AND p.ext = ?",
                (form, style, space, ext),
            )

    def _load_areas(self, areas: Iterable[tuple[int, bytes]]) -> None:
        """Write the outlines of countries: given ones, else those of the first gazetteer copied."""
        copied = (row for tables in self._copied for row in tables.areas)
        for row in (*areas, *copied):
            self._connection.execute("INSERT OR IGNORE INTO tile VALUES (?, ?)", row)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def content_digest(connection: sqlite3.Connection) -> str:
    """Return the SHA-256 of a gazetteer's rows, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for query in DIGEST_QUERIES:
        digest.update(query.encode())
        rows = connection.execute(query)
        while chunk := list(islice(rows, _DIGEST_ROWS)):
            digest.update(repr(chunk).encode())
    return digest.hexdigest()
