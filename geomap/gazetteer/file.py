"""A gazetteer file: where it is, opening it read-only when it is whole, what it says of itself."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from geomap.errors import DamagedGazetteerError, MissingGazetteerError, OutputError
from geomap.gazetteer.info import GazetteerInfo, SourceInfo
from geomap.gazetteer.schema import APPLICATION_ID, PAGE_SIZE, SCHEMA_VERSION

__all__ = [
    "GAZETTEER_VARIABLE",
    "connect",
    "default_path",
    "is_gazetteer",
    "packaged_path",
    "read_info",
    "refuse_to_replace",
]

GAZETTEER_VARIABLE = "GEOMAP_GAZETTEER"
"""Environment variable naming the gazetteer to use instead of the one that comes with geomap."""

_MMAP_BYTES = 1 << 32
_CACHE_KIB = 16_000
_SOURCE_COLUMNS = ("key", "title", "version", "date", "licence", "attribution", "url", "places")


def default_path() -> Path:
    """Return the path of the gazetteer in use when none is named."""
    named = os.environ.get(GAZETTEER_VARIABLE, "")
    return Path(named) if named != "" else packaged_path()


def packaged_path() -> Path:
    """Return the path of the gazetteer that comes with geomap, whichever is in use."""
    return Path(__file__).resolve().parents[1] / "_data" / "gazetteer.db"


def refuse_to_replace(output: Path) -> None:
    """Make sure that writing a gazetteer to a path destroys nothing else.

    Raises:
        OutputError: There is something at the path that is no gazetteer.
    """
    if output.is_dir() or not output.exists() or is_gazetteer(output):
        return
    if output.is_file() and output.stat().st_size == 0:
        return
    raise OutputError(f"{output} is there and is no gazetteer; name another file with -o, or remove it first")


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
        raise DamagedGazetteerError(f"{path} is not a gazetteer, or its build did not finish; {other}")
    schema = int.from_bytes(header[60:64], "big")
    if schema != SCHEMA_VERSION:
        raise DamagedGazetteerError(f"{path} has schema {schema}, this geomap reads {SCHEMA_VERSION}; {mend}")
    if int.from_bytes(header[28:32], "big") * PAGE_SIZE != path.stat().st_size:
        raise DamagedGazetteerError(f"{path} is cut short or was altered; {mend}")
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    connection.execute(f"PRAGMA mmap_size = {_MMAP_BYTES}")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
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
