"""Rows of the incident table as CSV in other columns, with a word about what found no room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from geomap.exporters.forms.crosswalk import Row
from geomap.exporters.records import iter_stated_records
from geomap.exporters.settings import ExportSettings
from geomap.exporters.table import write_table

if TYPE_CHECKING:
    import geopandas

__all__ = ["kept_rows", "write_form"]


def kept_rows(
    frame: geopandas.GeoDataFrame, settings: ExportSettings, why_not: Callable[[Row], str | None]
) -> list[Row]:
    """Return the rows that a form has room for, and tell how many are left out for which reason."""
    rows: list[Row] = []
    reasons = Counter[str]()
    for row in iter_stated_records(frame, settings):
        reason = why_not(row)
        if reason is None:
            rows.append(row)
        else:
            reasons[reason] += 1
    for reason, number in sorted(reasons.items()):
        settings.report(f"left out: {number} {'row' if number == 1 else 'rows'} {reason}")
    return rows


def write_form(
    frame: geopandas.GeoDataFrame,
    settings: ExportSettings,
    columns: Sequence[str],
    cells: Callable[[Row], Row],
    why_not: Callable[[Row], str | None],
    tags: Row | None = None,
) -> str:
    """Return a form as CSV.

    Args:
        columns: Of the form, in order.
        cells: Cells of one row, by column; those that are missing are empty.
        why_not: Why a row has no place in the form, or None.
        tags: Cells of a row under the header.
    """
    rows = [cells(row) for row in kept_rows(frame, settings, why_not)]
    if tags is None:
        return write_table(columns, rows, added=columns)
    header, *lines = write_table(columns, rows, added=columns).splitlines(keepends=True)
    tag_line = write_table(columns, [tags]).splitlines(keepends=True)[1]
    return "".join((header, tag_line, *lines))
