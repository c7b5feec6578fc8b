"""Which consonant skeletons an index has: most that are asked for it has not, which memory tells sooner."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

__all__ = ["KnownSkeletons"]

_WORTH_READING = 60_000
"""Skeletons asked for from which reading all of them takes less time than looking each up."""
_FLAGS = 1 << 22
"""Bytes, a power of two; 300,000 skeletons let every fourteenth other one pass."""


class KnownSkeletons:
    """Leaves out skeletons that an index does not have; some of those pass.

    Args:
        connection: An open gazetteer.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._asked = 0
        self._flags: bytearray | None = None

    def among(self, skeletons: Collection[str]) -> Collection[str]:
        """Return those of some skeletons that the index may have; all of them until many were asked for."""
        self._asked += len(skeletons)
        if self._flags is None:
            if self._asked < _WORTH_READING:
                return skeletons
            self._flags = self._read()
        flags, mask = self._flags, _FLAGS - 1
        return [bones for bones in skeletons if flags[hash(bones) & mask]]

    def _read(self) -> bytearray:
        flags, mask = bytearray(_FLAGS), _FLAGS - 1
        for (bones,) in self._connection.execute("SELECT DISTINCT sk FROM skel"):
            flags[hash(bones) & mask] = 1
        return flags
