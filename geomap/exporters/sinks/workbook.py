"""Joined tables as an Excel workbook: one sheet, written row by row into the archive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from geomap.errors import OutputError
from geomap.exporters.sinks.sink import SINKS, PlaceCells, TableLayout
from geomap.frame import guard_text

__all__ = ["MOST_ROWS", "WorkbookSink"]

MOST_ROWS = 1_048_576
"""Rows of a sheet, its header among them: more is no workbook."""

MOST_CHARACTERS = 32_767
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="places" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


class _Archive(ZipFile):
    """An archive that only ``close`` finishes: one that could not be written is thrown away as it is."""

    def __del__(self) -> None:
        """Write nothing."""


@SINKS.register("xlsx")
class WorkbookSink:
    """Excel workbook: the user's cells as text, guarded against formulas, our numbers as numbers.

    Cells are cut to the 32,767 characters that a sheet can hold; tables of over 1,048,575 rows are refused.

    Args:
        path: The file.
        layout: The table.
    """

    def __init__(self, path: Path, layout: TableLayout) -> None:
        self._provenance = layout.provenance
        self._count = 0
        self._stream = path.open("wb")
        self._archive = _Archive(self._stream, "w", ZIP_DEFLATED)
        for name, text in _PARTS.items():
            self._archive.writestr(_member(name), _HEAD + text)
        self._sheet: IO[bytes] = self._archive.open(
            _member("xl/worksheets/sheet1.xml"), "w", force_zip64=True
        )
        self._put(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>')
        heads = [layout.fieldnames, *([layout.tags] if layout.tags else [])]
        self._put("".join(f"<row>{''.join(map(_cell, cells))}</row>" for cells in heads))
        self._count = len(heads)

    def write(
        self, rows: Sequence[Sequence[str]], places: Sequence[PlaceCells], numbers: Sequence[int]
    ) -> None:
        """Write some rows."""
        self._count += len(rows)
        if self._count > MOST_ROWS:
            raise OutputError(f"a workbook holds {MOST_ROWS:,} rows; write .csv or .parquet")
        ends = ["".join(map(_cell, (*cells, self._provenance))) for cells in places]
        self._put("".join(self._rows(rows, ends, numbers)))

    def close(self) -> None:
        """Finish the file."""
        with closing(self._stream):
            self._put("</sheetData></worksheet>")
            self._sheet.close()
            self._archive.close()

    def _put(self, text: str) -> None:
        self._sheet.write(text.encode("utf-8"))

    @staticmethod
    def _rows(rows: Sequence[Sequence[str]], ends: Sequence[str], numbers: Sequence[int]) -> Iterator[str]:
        for row, number in zip(rows, numbers, strict=True):
            yield f"<row>{''.join(map(_cell, row))}{ends[number]}</row>"


def _member(name: str) -> ZipInfo:
    """Return a part of the archive with a fixed date, so that the same table gives the same file."""
    info = ZipInfo(name, _EARLIEST)
    info.compress_type = ZIP_DEFLATED
    return info


def _cell(value: object) -> str:
    """Return a value as a cell; an empty one still takes its place in the row."""
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, float):
        return f"<c><v>{value!r}</v></c>"
    text = _UNREADABLE.sub("\ufffd", guard_text(str(value)))[:MOST_CHARACTERS]
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
