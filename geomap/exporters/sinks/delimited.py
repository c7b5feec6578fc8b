"""Joined tables as CSV: the user's cells as they were, ours guarded against formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from geomap.exporters.sinks.sink import SINKS, PlaceCells, TableLayout
from geomap.exporters.table import quote_cell, quoted_pattern
from geomap.frame import cell_text

__all__ = ["DelimitedSink", "to_csv", "to_tsv"]

_REMEMBERED = 150_000
"""Places whose cells are kept as written."""


class DelimitedSink:
    """A text file with a header line, then one line per row, each ended with a line feed.

    Args:
        path: The file.
        layout: The table.
        delimiter: Sign between two cells.
    """

    def __init__(self, path: Path, layout: TableLayout, delimiter: str) -> None:
        self._delimiter = delimiter
        self._quoted = quoted_pattern(delimiter)
        self._odd = re.compile(rf'["\r\n{re.escape(delimiter)}]|(?:\A|\0)\s|\s(?:\Z|\0)')
        self._provenance = layout.provenance
        self._texts: dict[PlaceCells, str] = {}
        self._stream = path.open("w", encoding="utf-8", errors="replace", newline="")
        self._stream.write(self._line(layout.fieldnames) + "\n")
        if layout.tags:
            blanks = [""] * (len(layout.fieldnames) - len(layout.tags))
            self._stream.write(self._line([*layout.tags, *blanks]) + "\n")

    def write(
        self, rows: Sequence[Sequence[str]], places: Sequence[PlaceCells], numbers: Sequence[int]
    ) -> None:
        """Write some rows."""
        ends = [self._text(cells) for cells in places]
        self._stream.writelines(
            [f"{self._line(row)}{ends[number]}" for row, number in zip(rows, numbers, strict=True)]
        )

    def close(self) -> None:
        """Finish the file."""
        self._stream.close()

    def _line(self, cells: Sequence[str]) -> str:
        """Return cells as text; most rows have none that needs quotes."""
        if self._odd.search("\0".join(cells)) is None:
            return self._delimiter.join(cells)
        return self._delimiter.join([quote_cell(cell, self._quoted) for cell in cells])

    def _text(self, cells: PlaceCells) -> str:
        """Return a place's cells as the end of a line."""
        text = self._texts.get(cells)
        if text is None:
            if len(self._texts) >= _REMEMBERED:
                self._texts.clear()
            ours = [quote_cell(cell_text(cell), self._quoted) for cell in (*cells, self._provenance)]
            text = self._texts[cells] = self._delimiter.join(["", *ours]) + "\n"
        return text


@SINKS.register("csv")
def to_csv(path: Path, layout: TableLayout) -> DelimitedSink:
    """CSV in UTF-8, with the delimiter of the table that was read and its row of HXL tags."""
    return DelimitedSink(path, layout, layout.delimiter)


@SINKS.register("tsv")
def to_tsv(path: Path, layout: TableLayout) -> DelimitedSink:
    """The same with tabs between the cells."""
    return DelimitedSink(path, layout, "\t")
