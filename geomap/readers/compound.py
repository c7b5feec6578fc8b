"""Old Office files (compound files): whether they are whole, and whether one is a workbook.

A damaged one may lead from sector to sector for ever; programs that follow it run out of memory.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

__all__ = ["entry_names", "has_cycle"]

_LAST = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
_HEADER_TABLE = 109
_ENTRY_BYTES = 128
_NAME_BYTES = 64


class _Compound:
    """The tables of a compound file."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._size = 1 << min(20, struct.unpack_from("<H", content, 0x1E)[0])
        self.first_entry, self.first_mini, extra = (
            struct.unpack_from("<I", content, at)[0] for at in (0x30, 0x3C, 0x44)
        )
        listed = list(struct.unpack_from(f"<{_HEADER_TABLE}I", content, 0x4C))
        seen: set[int] = set()
        while extra < _LAST and extra not in seen:
            seen.add(extra)
            *more, extra = self._numbers(extra)
            listed += more
        self.is_cyclic = extra in seen
        self.table = [number for sector in listed if sector < _LAST for number in self._numbers(sector)]

    def _numbers(self, sector: int) -> tuple[int, ...]:
        payload = self.sector(sector)
        whole = payload.ljust(self._size, b"\xff")
        return struct.unpack(f"<{self._size // 4}I", whole)

    def sector(self, number: int) -> bytes:
        """Return the bytes of a sector; fewer at the end of a file that is cut off."""
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    def chain(self, number: int) -> Iterator[int]:
        """Yield the sectors of a chain, each once."""
        seen: set[int] = set()
        while number < len(self.table) and number not in seen:
            seen.add(number)
            yield number
            number = self.table[number]


def has_cycle(content: bytes) -> bool:
    """Say whether sectors of a compound file lead back to themselves, or its header makes no sense."""
    try:
        file = _Compound(content)
    except struct.error:
        return True
    mini = b"".join(file.sector(number) for number in file.chain(file.first_mini))
    numbers = struct.unpack(f"<{len(mini) // 4}I", mini[: len(mini) // 4 * 4])
    return file.is_cyclic or _leads_back(file.table) or _leads_back(numbers)


def entry_names(content: bytes) -> list[str]:
    """Return the names of the streams in a compound file."""
    try:
        file = _Compound(content)
    except struct.error:
        return []
    entries = b"".join(file.sector(number) for number in file.chain(file.first_entry))
    return [
        entries[at : at + _NAME_BYTES].decode("utf-16-le", "replace").split("\x00")[0]
        for at in range(0, len(entries) - _ENTRY_BYTES + 1, _ENTRY_BYTES)
    ]


def _leads_back(table: Sequence[int]) -> bool:
    """Say whether following the numbers of a table from anywhere comes back to where it was."""
    done = bytearray(len(table))
    for start in range(len(table)):
        path = []
        number = start
        while number < len(table) and done[number] == 0:
            done[number] = 1
            path.append(number)
            number = table[number]
        if number < len(table) and done[number] == 1:
            return True
        for one in path:
            done[one] = 2
    return False
