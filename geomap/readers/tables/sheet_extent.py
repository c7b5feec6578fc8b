"""How far the cells of a workbook's sheets reach: a stray cell in the last corner would fill all memory."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree import ElementTree as ET

from geomap.readers.inputs import InputFile
from geomap.readers.packed import open_member, zip_members

__all__ = ["MOST_CELLS", "oversized_sheets"]

MOST_CELLS = 60_000_000
"""Cells between the first and the last that has a value; more are not held in memory."""
CHUNK = 1 << 20
OVERLAP = 1 << 10

_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>/]*>')


def oversized_sheets(file: InputFile) -> frozenset[str]:
    """Return the names of an XLSX workbook's sheets whose cells reach too far to be held in memory."""
    with file.open() as stream:
        if stream.read(2) != b"PK":
            return frozenset()
        stream.seek(0)
        parts = {info.filename for info in zip_members(stream, file.source)}
        if _BOOK not in parts or _RELATIONS not in parts:
            return frozenset()
        found = set()
        for name, part in _sheet_parts(file, stream):
            if part in parts:
                with open_member(stream, part, file.source) as content:
                    if _extent(content) > MOST_CELLS:
                        found.add(name)
    return frozenset(found)


def _sheet_parts(file: InputFile, stream: BinaryIO) -> list[tuple[str, str]]:
    """Return each sheet's name with the part that holds its cells."""
    try:
        with open_member(stream, _RELATIONS, file.source) as content:
            targets = {one.get("Id"): one.get("Target", "") for one in ET.parse(content).getroot()}
        with open_member(stream, _BOOK, file.source) as content:
            sheets = [one for one in ET.parse(content).getroot().iter() if one.tag.endswith("}sheet")]
    except ET.ParseError:
        return []  # the workbook's own reader says what is wrong with it
    found = []
    for sheet in sheets:
        relation = next((value for key, value in sheet.items() if key.endswith("}id")), None)
        target = targets.get(relation, "")
        part = target.removeprefix("/") if target.startswith("/") else posixpath.join("xl", target)
        found.append((sheet.get("name", ""), posixpath.normpath(part)))
    return found


def _extent(content: BinaryIO) -> int:
    """Return the size of the smallest block of cells that holds all values of a sheet."""
    columns: set[bytes] = set()
    first, last = 1 << 30, 0
    for piece in _pieces(content):
        cells = _CELL.findall(piece)
        if cells:
            columns.update(column for column, _ in cells)
            rows = [int(row) for _, row in cells]
            first, last = min(first, *rows), max(last, *rows)
    if not columns:
        return 0
    numbers = [_number(column) for column in columns]
    return (last - first + 1) * (max(numbers) - min(numbers) + 1)


def _pieces(content: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes in pieces that overlap, so that no cell is cut in two."""
    held = b""
    while chunk := content.read(CHUNK):
        held = held[-OVERLAP:] + chunk
        yield held


def _number(column: bytes) -> int:
    """Return a column's number: A is 1, AA is 27."""
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number
