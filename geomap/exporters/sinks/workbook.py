"""Joined tables as an Excel workbook: one sheet, written row by row into the archive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from geomap.exporters.sheet import Sheet, as_cell
from geomap.exporters.sinks.sink import SINKS, PlaceCells, TableLayout

__all__ = ["WorkbookSink"]


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
        self._sheet = Sheet(path.open("wb"), "places")
        heads = [layout.fieldnames, *([layout.tags] if layout.tags else [])]
        self._sheet.write(
            ("".join(as_cell(cell, is_head=True) for cell in cells) for cells in heads), len(heads)
        )

    def write(
        self, rows: Sequence[Sequence[str]], places: Sequence[PlaceCells], numbers: Sequence[int]
    ) -> None:
        """Write some rows."""
        ends = ["".join(map(as_cell, (*cells, self._provenance))) for cells in places]
        lines = (
            f"{''.join(map(as_cell, row))}{ends[number]}" for row, number in zip(rows, numbers, strict=True)
        )
        self._sheet.write(lines, len(rows))

    def close(self) -> None:
        """Finish the file."""
        self._sheet.close()
