"""Incidents as an Excel workbook, for people: typed cells, sources in columns of their own."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

from geomap.exporters.formats import EXPORTERS
from geomap.exporters.records import iter_stated_records
from geomap.exporters.settings import ExportSettings
from geomap.exporters.sheet import MOST_CHARACTERS, Sheet, as_cell
from geomap.exporters.table import TABLE_COLUMNS, source_cells
from geomap.exporters.typed import json_text
from geomap.frame.records import Record
from geomap.frame.validate import DATE_COLUMNS

if TYPE_CHECKING:
    import geopandas

__all__ = ["to_xlsx"]


class _KeptOpen(io.BytesIO):
    """A stream whose content is still there when it has been closed."""

    def close(self) -> None:
        """Keep the content."""


@EXPORTERS.register("xlsx")
def to_xlsx(frame: geopandas.GeoDataFrame, settings: ExportSettings) -> bytes:
    """Excel workbook with every column: numbers, days and truth values typed, lists as JSON text.

    Text that a spreadsheet would run is guarded. A cell holds 32,767 characters: longer text is cut, longer
    lists lose their last entries, and a line tells how many.
    """
    stream = _KeptOpen()
    sheet = Sheet(stream, "incidents")
    sheet.write(["".join(as_cell(name, is_head=True) for name in TABLE_COLUMNS)], 1)
    cut = 0
    for record in iter_stated_records(frame, settings):
        cells = [_value(name, cell) for name, cell in _cells(record)]
        texts = [as_cell(cell) for cell, _ in cells]
        cut += sum(is_cut for _, is_cut in cells)
        sheet.write(["".join(texts)], 1)
    sheet.close()
    if cut > 0:
        settings.report(f"cut to {MOST_CHARACTERS:,} characters: {cut} {'cell' if cut == 1 else 'cells'}")
    return stream.getvalue()


def _cells(record: Record) -> list[tuple[str, object]]:
    row = {**record, **source_cells(record)}
    return [(name, row[name]) for name in TABLE_COLUMNS]


def _value(name: str, cell: object) -> tuple[object, bool]:
    """Return a cell as it is written, and whether that is less than it held."""
    if isinstance(cell, list):
        kept, text = len(cell), json_text(cell)
        while len(text) > MOST_CHARACTERS:
            kept -= 1
            text = json_text(cell[:kept])
        return text, kept < len(cell)
    if isinstance(cell, str):
        if name in DATE_COLUMNS:
            return date.fromisoformat(cell), False
        return cell, len(cell) > MOST_CHARACTERS
    return cell, False
