"""Open a gazetteer file and ask it."""

from __future__ import annotations

import os
import sqlite3
from functools import lru_cache
from pathlib import Path
from types import TracebackType

from geomap.errors import DamagedGazetteerError, MissingGazetteerError
from geomap.gazetteer.grid import iter_cell_ranges
from geomap.gazetteer.info import GazetteerInfo, SourceInfo
from geomap.gazetteer.matching import find_candidates
from geomap.gazetteer.ranking import rank_query
from geomap.gazetteer.rows import PLACE_COLUMNS, PLACE_JOINS, PlaceRow, packed_id, read_place
from geomap.gazetteer.schema import APPLICATION_ID, PAGE_SIZE, SCHEMA_VERSION
from geomap.geo import distance_km
from geomap.model import Candidate, Place
from geomap.text import fold

__all__ = ["GAZETTEER_VARIABLE", "Gazetteer", "connect", "default_path", "open_gazetteer", "read_info"]

GAZETTEER_VARIABLE = "GEOMAP_GAZETTEER"
"""Environment variable naming the gazetteer to use instead of the one that comes with geomap."""

_MMAP_BYTES = 1 << 30
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
        """Return the place of an id such as ``geonames:98182``, or None."""
        return self._place("p.ext = ? AND t.name = ?", *reversed(packed_id(place_id)))

    def country(self, code: str) -> Place | None:
        """Return the country or territory of an ISO 3166-1 alpha-2 code in either case, or None."""
        upper = code.upper()
        if upper not in self._countries:
            place = self._place("p.id = (SELECT place FROM country WHERE cc = ?)", upper)
            if place is None:
                return None
            self._countries[upper] = place
        return self._countries[upper]

    def _place(self, condition: str, *values: str | int) -> Place | None:
        row = self._connection.execute(
            f"SELECT {PLACE_COLUMNS} FROM place p {PLACE_JOINS} WHERE {condition}", values
        ).fetchone()
        return None if row is None else read_place(PlaceRow(*row))

    def candidates(self, name: str, *, fuzzy: bool = True, limit: int = 50) -> list[Candidate]:
        """Return all places that one name could mean, by the name alone.

        Ordered by match kind, likeness and population. Variant spellings stand beside exact homonyms when
        they are likely or are sites or units, so that context can choose them. ``scores`` is empty.

        Args:
            name: A name as written.
            fuzzy: Also try names that differ by a consonant, when nothing nearer is found; never done for
                names with digits or of fewer than four letters.
            limit: Of more homonyms than this, units and the most populous are kept.
        """
        return list(self._find(name, fuzzy, limit))

    def _find_candidates(self, name: str, fuzzy: bool, limit: int) -> tuple[Candidate, ...]:
        return tuple(find_candidates(self._connection, name, fuzzy=fuzzy, limit=limit))

    def lookup(
        self, query: str, *, country: str | None = None, limit: int = 5, fuzzy: bool = True
    ) -> list[Candidate]:
        """Return the places that a query as people write it asks for, best first, with reasons.

        Understands "Mashtal, Baghdad", "Homs Governorate", "Al Asad air base, Iraq", "Portland, OR".

        Args:
            query: A name, with the places it lies in behind commas, and words for its kind.
            country: ISO code; places elsewhere are left out.
            limit: How many to return.
            fuzzy: As in :meth:`candidates`.
        """
        return rank_query(self, query, country=country, limit=limit, fuzzy=fuzzy)

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
            "SELECT t.name || ':' || p.ext FROM abbreviation a JOIN place p ON p.id = a.place "
            "JOIN idspace t ON t.id = p.idspace WHERE a.form = ? ORDER BY p.id",
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
        found = ((self._place("p.id = ?", place), km) for km, place in near[:limit])
        return [(place, km) for place, km in found if place is not None]

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
