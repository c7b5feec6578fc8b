"""Open a gazetteer file and ask it."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import TracebackType

from geomap.errors import DamagedGazetteerError, MissingGazetteerError
from geomap.gazetteer.completion import complete_name
from geomap.gazetteer.filters import PlaceFilter
from geomap.gazetteer.grid import iter_cell_ranges
from geomap.gazetteer.info import GazetteerInfo, SourceInfo
from geomap.gazetteer.matching import NameSearch
from geomap.gazetteer.ranking import rank_query
from geomap.gazetteer.rows import PLACE_COLUMNS, PlaceReader, packed_id
from geomap.gazetteer.schema import APPLICATION_ID, PAGE_SIZE, SCHEMA_VERSION
from geomap.geo import distance_km
from geomap.model import Candidate, Place
from geomap.text import fold

__all__ = [
    "GAZETTEER_VARIABLE",
    "Gazetteer",
    "connect",
    "default_path",
    "is_gazetteer",
    "open_gazetteer",
    "read_info",
]

GAZETTEER_VARIABLE = "GEOMAP_GAZETTEER"
"""Environment variable naming the gazetteer to use instead of the one that comes with geomap."""

_MMAP_BYTES = 1 << 32
_EVERY_PLACE = PlaceFilter()
_NEARBY_STEPS_KM = (10.0, 40.0)
_SOURCE_COLUMNS = ("key", "title", "version", "date", "licence", "attribution", "url", "places")


def default_path() -> Path:
    """Return the path of the gazetteer in use when none is named."""
    named = os.environ.get(GAZETTEER_VARIABLE, "")
    return Path(named) if named != "" else Path(__file__).resolve().parents[1] / "_data" / "gazetteer.db"


def open_gazetteer(path: str | Path | None = None) -> Gazetteer:
    """Open a place index for asking; it is never written to.

    Args:
        path: A file that ``geomap gazetteer build`` made. Default: the one that ``GEOMAP_GAZETTEER`` names,
            else the one that comes with geomap.

    Raises:
        MissingGazetteerError: There is no such file.
        DamagedGazetteerError: The file is no gazetteer, not whole, or of another schema.
    """
    return Gazetteer(Path(path) if path is not None else default_path())


class Gazetteer:
    """A place index, open for reading; a context manager. Safe to share between threads that take turns.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._connection = connect(path)
        self.path = path
        self.info = read_info(self._connection, path)
        self._reader = PlaceReader(self._connection)
        self._find = lru_cache(maxsize=1 << 13)(self._find_candidates)
        self.has_key = lru_cache(maxsize=1 << 17)(self._has_key)
        self._countries: dict[str, Place] = {}

    def __enter__(self) -> Gazetteer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def get(self, place_id: str) -> Place | None:
        """Return the place of an id such as ``geonames:98182``, or None.

        Ids of other sources that were linked to a place at the build, ``wikidata:Q1530``, find it too.
        """
        space, ext = packed_id(place_id)
        own = self._places("p.ext = ?", ext)
        found = next((place for place in own if place.id == place_id), None)
        if found is not None:
            return found
        linked = self._places(
            "p.id IN (SELECT place FROM link WHERE ext = ? AND space = ?) ORDER BY p.id", ext, space
        )
        return linked[0] if linked else None

    def country(self, code: str) -> Place | None:
        """Return the country or territory of an ISO 3166-1 alpha-2 code in either case, or None."""
        upper = code.upper()
        if upper not in self._countries:
            found = self._places("p.id = (SELECT place FROM country WHERE cc = ?)", upper)
            if not found:
                return None
            self._countries[upper] = found[0]
        return self._countries[upper]

    def _places(self, condition: str, *values: str | int) -> list[Place]:
        rows = self._connection.execute(f"SELECT {PLACE_COLUMNS} FROM place p WHERE {condition}", values)
        return [self._reader.read(row) for row in rows]

    def candidates(
        self, name: str, *, fuzzy: bool = True, limit: int = 50, wanted: PlaceFilter = _EVERY_PLACE
    ) -> list[Candidate]:
        """Return all places that one name could mean, by the name alone.

        Ordered by match kind, likeness and population. Variant spellings stand beside exact homonyms when
        they are likely or are sites or units, so that context can choose them. ``scores`` is empty.

        Args:
            name: A name as written.
            fuzzy: Also try names that differ by a consonant, when nothing nearer is found; never done for
                names with digits or of fewer than four letters.
            limit: Of more homonyms than this, units and the most populous are kept.
            wanted: Which places an answer may hold.
        """
        return list(self._find(name, fuzzy, limit, wanted))

    def _find_candidates(
        self, name: str, fuzzy: bool, limit: int, wanted: PlaceFilter
    ) -> tuple[Candidate, ...]:
        return tuple(NameSearch(self._reader, wanted).find(name, fuzzy=fuzzy, limit=limit))

    def exact(self, name: str, *, wanted: PlaceFilter = _EVERY_PLACE) -> list[Place]:
        """Return the places that bear a name, case, marks and punctuation apart, most important first."""
        return NameSearch(self._reader, wanted).exact(name)

    def complete(self, start: str, *, limit: int = 10, wanted: PlaceFilter = _EVERY_PLACE) -> list[Candidate]:
        """Return the most important places with a name that begins so, for completing what is being typed.

        Args:
            start: The first letters of a name, in any script; case and marks do not matter.
            limit: How many to return.
            wanted: Which places an answer may hold.
        """
        return complete_name(self._reader, start, limit=limit, wanted=wanted)

    def lookup(
        self,
        query: str,
        *,
        country: str | None = None,
        limit: int = 5,
        fuzzy: bool = True,
        wanted: PlaceFilter = _EVERY_PLACE,
    ) -> list[Candidate]:
        """Return the places that a query as people write it asks for, best first, with reasons.

        Understands "Mashtal, Baghdad", "Homs Governorate", "Al Asad air base, Iraq", "Baghdad/Al Resafa".

        Args:
            query: A name, with the places it lies in behind commas, and words for its kind.
            country: ISO code; places elsewhere are left out.
            limit: How many to return.
            fuzzy: As in :meth:`candidates`.
            wanted: Further conditions on places: first-level unit, feature, box.
        """
        if country is not None:
            wanted = replace(wanted, countries=frozenset([country.upper()]))
        return rank_query(self, query, wanted=wanted, limit=limit, fuzzy=fuzzy)

    def _has_key(self, key: str) -> bool:
        """Say whether a folded key is the name of some place."""
        row = self._connection.execute("SELECT 1 FROM name WHERE k = ? LIMIT 1", (key,)).fetchone()
        return row is not None

    def demonym(self, text: str) -> str | None:
        """Return the ISO code of the country that "Iraqi" or "Iraqis" belongs to, or None."""
        row = self._connection.execute(
            "SELECT cc FROM demonym WHERE k = ? ORDER BY cc LIMIT 1", (fold(text),)
        ).fetchone()
        return None if row is None else str(row[0])

    def abbreviation(self, text: str) -> tuple[str, ...]:
        """Return the ids of the first-level units that "TX", "Ala." or "N.S.W." abbreviates, as written."""
        rows = self._connection.execute(
            "SELECT t.space || ':' || p.ext FROM abbreviation a JOIN place p ON p.id = a.place "
            "JOIN kind t ON t.id = p.kind WHERE a.form = ? ORDER BY p.id",
            (text,),
        )
        return tuple(row[0] for row in rows)

    def reverse(
        self, lat: float, lon: float, *, limit: int = 5, max_km: float = 100.0
    ) -> list[tuple[Place, float]]:
        """Return the towns and sites nearest to a point with their distance in km, nearest first.

        Args:
            lat: Degrees north.
            lon: Degrees east.
            limit: How many to return.
            max_km: How far to look.
        """
        for km in (*(step for step in _NEARBY_STEPS_KM if step < max_km), max_km):
            near = self._within(lat, lon, km)
            if len(near) >= limit or km == max_km:
                break
        near.sort()
        return [(self._places("p.id = ?", place)[0], km) for km, place in near[:limit]]

    def _within(self, lat: float, lon: float, km: float) -> list[tuple[float, int]]:
        """Return (distance, row) of the places within ``km`` of a point."""
        near = []
        for first, last in iter_cell_ranges(lat, lon, km):
            rows = self._connection.execute(
                "SELECT p.id, p.lat / 100000.0, p.lon / 100000.0 FROM cell JOIN place p ON p.id = cell.place "
                "WHERE cell BETWEEN ? AND ?",
                (first, last),
            )
            for place, place_lat, place_lon in rows:
                away = distance_km(lat, lon, place_lat, place_lon)
                if away <= km:
                    near.append((away, place))
        return near


def connect(path: Path) -> sqlite3.Connection:
    """Open a file read-only after checking that it is a whole gazetteer of this schema."""
    if not path.is_file():
        raise MissingGazetteerError(f"no gazetteer at {path}; make it with: geomap gazetteer build -o {path}")
    mend = f"make it anew with: geomap gazetteer build -o {path}"
    other = "name one that is, or make one with: geomap gazetteer build -o NEW.db"
    with path.open("rb") as stream:
        header = stream.read(100)
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise DamagedGazetteerError(f"{path} is not a gazetteer; {other}")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise DamagedGazetteerError(f"{path} is not a gazetteer, or its build did not finish; {mend}")
    schema = int.from_bytes(header[60:64], "big")
    if schema != SCHEMA_VERSION:
        raise DamagedGazetteerError(f"{path} has schema {schema}, this geomap reads {SCHEMA_VERSION}; {mend}")
    if int.from_bytes(header[28:32], "big") * PAGE_SIZE != path.stat().st_size:
        raise DamagedGazetteerError(f"{path} is cut short or was altered; {mend}")
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    connection.execute(f"PRAGMA mmap_size = {_MMAP_BYTES}")
    return connection


def is_gazetteer(path: Path) -> bool:
    """Say whether a file is a SQLite file that a gazetteer build made or began."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        header = stream.read(100)
    return header.startswith(b"SQLite format 3\0") and header[68:72] == APPLICATION_ID.to_bytes(4, "big")


def read_info(connection: sqlite3.Connection, path: Path) -> GazetteerInfo:
    """Read the ``meta`` and ``source`` tables."""
    try:
        meta = dict(connection.execute("SELECT key, value FROM meta"))
        rows = connection.execute(
            f"SELECT {', '.join(_SOURCE_COLUMNS)} FROM source ORDER BY places DESC, key"
        )
        sources = tuple(SourceInfo(**dict(zip(_SOURCE_COLUMNS, row, strict=True))) for row in rows)
        return GazetteerInfo(
            path=path,
            title=meta["title"],
            date=meta["date"],
            digest=meta["digest"],
            inputs=meta["inputs"],
            schema=SCHEMA_VERSION,
            places=int(meta["places"]),
            names=int(meta["names"]),
            sources=sources,
        )
    except (sqlite3.DatabaseError, KeyError, ValueError) as error:
        raise DamagedGazetteerError(
            f"{path} is damaged ({error}); make it anew with: geomap gazetteer build -o {path}"
        ) from error
