"""Which texts were met before, among any number: kept in memory at first, then in a temporary file."""

from __future__ import annotations

import hashlib
import sqlite3

from geomap.errors import OutputError

__all__ = ["Seen"]

IN_MEMORY = 250_000
_CACHE_KIB = 32_768


class Seen:
    """Texts that were met, by eight bytes of their digest: two of ten million are alike once in 400,000 runs.

    SQLite's own temporary file holds them when they are many; it goes with the process.
    """

    def __init__(self) -> None:
        self._numbers: set[int] = set()
        self._file: sqlite3.Connection | None = None

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, text: str) -> bool:
        """Take a text; say whether it is new.

        Raises:
            OutputError: There is no room for temporary files.
        """
        digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        number = int.from_bytes(digest, "big", signed=True)
        if self._file is not None:
            return self._store(self._file, number)
        if number in self._numbers:
            return False
        self._numbers.add(number)
        if len(self._numbers) >= IN_MEMORY:
            self._move()
        return True

    def _move(self) -> None:
        """Move what is in memory to a file, in order, which is quicker."""
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._file.execute("PRAGMA synchronous = OFF")
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute("CREATE TABLE seen (number INTEGER PRIMARY KEY)")
        self._file.execute("BEGIN")
        self._file.executemany("INSERT INTO seen VALUES (?)", ((number,) for number in sorted(self._numbers)))
        self._numbers.clear()

    @staticmethod
    def _store(file: sqlite3.Connection, number: int) -> bool:
        try:
            return file.execute("INSERT OR IGNORE INTO seen VALUES (?)", (number,)).rowcount > 0
        except sqlite3.OperationalError as error:
            raise OutputError(f"cannot write a temporary file: {error}") from error
