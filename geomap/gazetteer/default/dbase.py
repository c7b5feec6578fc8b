"""A reader for dBASE tables, the attribute half of a shapefile: forty lines save a dependency."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from geomap.errors import BuildError

__all__ = ["iter_dbase_rows"]


def iter_dbase_rows(content: bytes, encoding: str = "utf-8") -> Iterator[dict[str, str]]:
    """Yield the rows of a dBASE table as text cells, outer blanks and padding removed.

    Raises:
        BuildError: The content is not a dBASE table.
    """
    rows, header_size, row_size = struct.unpack("<IHH", content[4:12]) if len(content) >= 12 else (0, 33, 1)
    if len(content) < header_size + rows * row_size:
        raise BuildError("not a dBASE table: too short")
    fields = []
    for start in range(32, header_size - 1, 32):
        if content[start] == 0x0D:
            break
        fields.append((content[start : start + 11].split(b"\0")[0].decode("ascii"), content[start + 16]))
    if sum(width for _, width in fields) + 1 != row_size:
        raise BuildError("not a dBASE table: its fields do not add up to its row size")
    for index in range(rows):
        start = header_size + index * row_size + 1
        row = {}
        for name, width in fields:
            row[name] = content[start : start + width].decode(encoding, "ignore").strip(" \0")
            start += width
        yield row
