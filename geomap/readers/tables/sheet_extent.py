"""What an XLSX workbook says of its sheets before they are read.

That is how far their cells reach, since a stray cell in the last corner would fill all memory, and how many
formulas were never calculated.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, NamedTuple
from xml.etree import ElementTree as ET

from geomap.readers.inputs import InputFile
from geomap.readers.packed import open_member, zip_members
from geomap.readers.settings import Report
from geomap.readers.tables.raw import problem

__all__ = ["MOST_CELLS", "SheetExtent", "report_uncalculated", "sheet_extents"]

MOST_CELLS = 60_000_000
"""Cells between the first and the last that has a value; more are not held in memory."""
CHUNK = 1 << 20
OVERLAP = 1 << 10

_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>/]*>')
_UNCALCULATED = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A formula without its value; one of type "str" is an empty text."""


class SheetExtent(NamedTuple):
    """What the XML of a sheet says.

    Attributes:
        cells: Size of the smallest block that holds all its values.
        uncalculated: Cells with a formula whose value no program has stored.
    """

    cells: int
    uncalculated: int


def sheet_extents(file: InputFile) -> dict[str, SheetExtent]:
    """Return what an XLSX workbook says of its sheets, by their names; nothing of other workbooks."""
    with file.open() as stream:
        if stream.read(2) != b"PK":
            return {}
        stream.seek(0)
        parts = {info.filename for info in zip_members(stream, file.source)}
        if _BOOK not in parts or _RELATIONS not in parts:
            return {}
        found = {}
        for name, part in _sheet_parts(file, stream):
            if part in parts:
                with open_member(stream, part, file.source) as content:
                    found[name] = _extent(content)
    return found


def report_uncalculated(
    names: Iterable[str], extents: Mapping[str, SheetExtent], source: str, report: Report
) -> None:
    """Report formulas of sheets whose values nobody has calculated: they are read as empty cells."""
    for name in names:
        count = extents[name].uncalculated if name in extents else 0
        if count > 0:
            cells = f"{count:,} cell{'' if count == 1 else 's'}"
            reason = f"sheet '{name}': {cells} with a formula that was never calculated, read as empty"
            advice = "open and save the workbook in a spreadsheet program"
            report(problem(source, name, reason, advice))


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


def _extent(content: BinaryIO) -> SheetExtent:
    columns: set[bytes] = set()
    first, last, uncalculated = 1 << 30, 0, 0
    for piece, known in _pieces(content):
        uncalculated += sum(
            b't="str"' not in found[1] for found in _UNCALCULATED.finditer(piece) if found.end() > known
        )
        cells = _CELL.findall(piece)
        if cells:
            columns.update(column for column, _ in cells)
            rows = [int(row) for _, row in cells]
            first, last = min(first, *rows), max(last, *rows)
    if not columns:
        return SheetExtent(0, uncalculated)
    numbers = [_number(column) for column in columns]
    return SheetExtent((last - first + 1) * (max(numbers) - min(numbers) + 1), uncalculated)


def _pieces(content: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yield the bytes in pieces that overlap, so that no cell is cut in two, and how many overlap."""
    held = b""
    while chunk := content.read(CHUNK):
        before = held[-OVERLAP:]
        held = before + chunk
        yield held, len(before)


def _number(column: bytes) -> int:
    """Return a column's number: A is 1, AA is 27."""
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number
