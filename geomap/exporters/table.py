"""Incidents as CSV, and a user's own table written back with columns appended."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geomap.exporters.formats import EXPORTERS
from geomap.exporters.records import iter_stated_records
from geomap.exporters.settings import ExportSettings
from geomap.frame import COLUMNS, SOURCE_COLUMNS, cell_text
from geomap.frame.records import Record

if TYPE_CHECKING:
    import geopandas

__all__ = [
    "TABLE_COLUMNS",
    "iter_table_lines",
    "quote_cell",
    "quoted_pattern",
    "source_cells",
    "to_csv",
    "write_table",
]

_AT = list(COLUMNS).index("sources") + 1
TABLE_COLUMNS: tuple[str, ...] = tuple(
    name for name in (*list(COLUMNS)[:_AT], *SOURCE_COLUMNS, *list(COLUMNS)[_AT:]) if name != "geometry"
)
"""Columns of a table for people: those of the incident table, and its sources once more as text."""


@EXPORTERS.register("csv")
def to_csv(frame: geopandas.GeoDataFrame, settings: ExportSettings) -> str:
    """A UTF-8 CSV table with every column; lists are JSON text, cells that would run are guarded.

    Publishers, dates, titles and links of the sources also stand in columns of their own. Attribution stands
    in the provenance column; a row that lacks it gets that of the settings.
    """
    rows = ({**record, **source_cells(record)} for record in iter_stated_records(frame, settings))
    return write_table(TABLE_COLUMNS, rows, added=TABLE_COLUMNS)


def source_cells(record: Record) -> dict[str, str | None]:
    """Return what a row's sources say as text, by column; several are joined with "; ", each once."""
    sources: Any = record["sources"]
    found = {}
    for column, part in SOURCE_COLUMNS.items():
        words = dict.fromkeys(str(entry[part]) for entry in sources if entry.get(part) not in (None, ""))
        found[column] = "; ".join(words) if words else None
    return found


def write_table(
    fieldnames: Sequence[str],
    rows: Iterable[Mapping[str, object]],
    *,
    added: Collection[str] = (),
    delimiter: str = ",",
) -> str:
    """Return a table as text: a header line, then one line per row, each ended with a line feed.

    Args:
        fieldnames: Every column, in order.
        rows: Cells by column; a missing or None cell is empty.
        added: Columns of our own making, whose text is guarded against spreadsheet formulas; all
            other cells are the user's and are written as they are.
        delimiter: Sign between two cells.
    """
    return "".join(iter_table_lines(fieldnames, rows, added=added, delimiter=delimiter))


def iter_table_lines(
    fieldnames: Sequence[str],
    rows: Iterable[Mapping[str, object]],
    *,
    added: Collection[str] = (),
    delimiter: str = ",",
) -> Iterator[str]:
    """Yield the lines of ``write_table`` one by one, for tables larger than memory."""
    quoted = quoted_pattern(delimiter)
    ours = frozenset(added)
    yield _line(fieldnames, quoted, delimiter)
    for row in rows:
        cells = [
            cell_text(row.get(name)) if name in ours else _verbatim(row.get(name)) for name in fieldnames
        ]
        yield _line(cells, quoted, delimiter)


def _verbatim(value: object) -> str:
    return value if isinstance(value, str) else cell_text(value)


def _line(cells: Sequence[str], quoted: re.Pattern[str], delimiter: str) -> str:
    """Return one line; a line of a single empty cell is quoted, else readers skip it as blank.

    The csv module quotes a carriage return on some Python versions only, so the rule stands here.
    """
    if len(cells) == 1 and cells[0] == "":
        return '""\n'
    return delimiter.join(quote_cell(cell, quoted) for cell in cells) + "\n"


def quoted_pattern(delimiter: str) -> re.Pattern[str]:
    """Return the pattern of cells that stand in quotes: those with a sign of the format, or outer spaces."""
    return re.compile(rf'["\r\n{re.escape(delimiter)}]|^\s|\s$')


def quote_cell(cell: str, quoted: re.Pattern[str]) -> str:
    """Return a cell, in quotes where it needs them."""
    return '"' + cell.replace('"', '""') + '"' if quoted.search(cell) else cell
