"""A workbook with one sheet, written row by row into its archive (Office Open XML)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from typing import IO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from geomap.errors import OutputError
from geomap.frame import guard_text

__all__ = ["MOST_CHARACTERS", "MOST_ROWS", "UNREADABLE", "Sheet", "as_cell"]

MOST_ROWS = 1_048_576
"""Rows of a sheet, its header among them: more is no workbook."""

MOST_CHARACTERS = 32_767
"""Characters of a cell."""

UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Signs that XML cannot hold."""

_RETURN = {"\r": "&#13;"}
"""A bare carriage return would be read as a line feed."""

_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""A text that looks like the format's own escape of a sign, whose first line must be escaped itself."""

_FIRST_DAY = date(1900, 3, 1)
"""Before it, the day numbers of workbooks are one off: they hold a 29 February 1900."""

_DAY_ZERO = date(1899, 12, 30)
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    f'ContentType="{_KIND}.sheet.main+xml"/><Override PartName="/xl/styles.xml" '
    f'ContentType="{_KIND}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
    f'ContentType="{_KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
    f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    # cell format 1 is a day, 2 the header
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
    'formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill '
    'patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1">'
    '<xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" numFmtId="164" '
    'applyNumberFormat="1"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle '
    'name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
_PANES = (
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
    'state="frozen"/></sheetView></sheetViews>'
)


class _Archive(ZipFile):
    """An archive that only ``close`` finishes: one that could not be written is thrown away as it is."""

    def __del__(self) -> None:
        """Write nothing."""


class Sheet:
    """A workbook that is being written.

    Args:
        stream: Where it goes; closed with the workbook.
        name: Of the sheet.
    """

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._count = 0
        self._stream = stream
        self._archive = _Archive(stream, "w", ZIP_DEFLATED)
        parts = {
            **_PARTS,
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets></workbook>',
        }
        for path, text in parts.items():
            self._archive.writestr(_member(path), _HEAD + text)
        self._sheet: IO[bytes] = self._archive.open(
            _member("xl/worksheets/sheet1.xml"), "w", force_zip64=True
        )
        self._put(f'{_HEAD}<worksheet xmlns="{_MAIN}">{_PANES}<sheetData>')

    def write(self, rows: Iterable[str], count: int) -> None:
        """Write some rows, each the text of its cells.

        Raises:
            OutputError: There are more rows than a sheet can hold.
        """
        first = self._count + 1
        self._count += count
        if self._count > MOST_ROWS:
            raise OutputError(f"a workbook holds {MOST_ROWS:,} rows; write .csv or .parquet")
        self._put("".join(f'<row r="{at}">{cells}</row>' for at, cells in enumerate(rows, start=first)))

    def close(self) -> None:
        """Finish the workbook."""
        with closing(self._stream):
            self._put("</sheetData></worksheet>")
            self._sheet.close()
            self._archive.close()

    def _put(self, text: str) -> None:
        self._sheet.write(text.encode("utf-8"))


def _member(name: str) -> ZipInfo:
    """Return a part of the archive with a fixed date, so that the same table gives the same file."""
    info = ZipInfo(name, _EARLIEST)
    info.compress_type = ZIP_DEFLATED
    return info


def as_cell(value: object, *, is_head: bool = False) -> str:
    """Return a value as the text of a cell; an empty one still takes its place in the row.

    Text is guarded against formulas and cut to what a cell can hold; numbers, booleans and days are typed.
    """
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, float | int):
        return f"<c><v>{value!r}</v></c>"
    if isinstance(value, date):
        if value >= _FIRST_DAY:
            return f'<c s="1"><v>{(value - _DAY_ZERO).days}</v></c>'
        value = value.isoformat()
    text = UNREADABLE.sub("\ufffd", guard_text(str(value)))[:MOST_CHARACTERS]
    text = _ESCAPE.sub("_x005F_", text)
    style = ' s="2"' if is_head else ""
    return f'<c{style} t="inlineStr"><is><t xml:space="preserve">{escape(text, _RETURN)}</t></is></c>'
