"""Decisions about places, kept by what a row says: in memory at first, then in a temporary file."""

from __future__ import annotations

import json
import pickle
import sqlite3
from collections.abc import Collection, Iterable
from typing import NamedTuple

from geomap.errors import OutputError
from geomap.exporters.sinks import PlaceCells
from geomap.model import Problem, Resolution

__all__ = ["Decided", "Decisions", "Key"]

Key = tuple[str, ...]
"""The cells that say where a row is: place, admin2, admin1, country; then what tells its pins apart."""

IN_MEMORY = 150_000
_CACHE_KIB = 65_536
_AT_ONCE = 500


class Decided(NamedTuple):
    """A decision about a place, reduced to what its rows are written with.

    Attributes:
        cells: What stands in the place columns.
        resolution: The decision without its candidates, where rows of the table have their own coordinates.
        alternatives: JSON text of the candidates when none of them is the place, for the same.
        words: The name that was decided.
        reason: Why it has no point; empty when it has one.
        listed: What is to be told of rows whose place cell lists several places, or None.
    """

    cells: PlaceCells
    resolution: Resolution | None
    alternatives: str
    words: str
    reason: str
    listed: Problem | None = None


class Decisions:
    """Decisions by the cells that they were made from; many more than fit into memory."""

    def __init__(self) -> None:
        self._near: dict[Key, Decided] = {}
        self._file: sqlite3.Connection | None = None

    def close(self) -> None:
        """Let go of the temporary file."""
        if self._file is not None:
            self._file.close()

    def get(self, keys: Collection[Key]) -> dict[Key, Decided]:
        """Return those decisions that are known, by their keys."""
        found = {key: self._near[key] for key in keys if key in self._near}
        if self._file is not None and len(found) < len(keys):
            found |= self._read(self._file, [key for key in keys if key not in found])
        return found

    def put(self, decided: Iterable[tuple[Key, Decided]]) -> None:
        """Keep decisions.

        Raises:
            OutputError: There is no room for temporary files.
        """
        self._near.update(decided)
        if len(self._near) > IN_MEMORY:
            try:
                self._move()
            except sqlite3.OperationalError as error:
                raise OutputError(f"cannot write a temporary file: {error}") from error

    def _move(self) -> None:
        if self._file is None:
            self._file = sqlite3.connect("", isolation_level=None)
            self._file.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            self._file.execute("PRAGMA synchronous = OFF")
            self._file.execute("PRAGMA journal_mode = OFF")
            self._file.execute("CREATE TABLE decided (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID")
            self._file.execute("BEGIN")
        rows = ((json.dumps(key), pickle.dumps(value)) for key, value in self._near.items())
        self._file.executemany("INSERT OR REPLACE INTO decided VALUES (?, ?)", rows)
        self._near.clear()

    @staticmethod
    def _read(file: sqlite3.Connection, keys: list[Key]) -> dict[Key, Decided]:
        found = {}
        by_text = {json.dumps(key): key for key in keys}
        texts = sorted(by_text)
        for start in range(0, len(texts), _AT_ONCE):
            some = texts[start : start + _AT_ONCE]
            query = f"SELECT key, value FROM decided WHERE key IN ({', '.join('?' * len(some))})"
            for text, value in file.execute(query, some):
                found[by_text[text]] = pickle.loads(value)
        return found
