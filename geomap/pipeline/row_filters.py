"""Filters over what is no incident: the rows of a table, and the place names of documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from geomap.exporters.sinks import PLACE_CELLS
from geomap.frame.filters import Filters, what_meets
from geomap.gazetteer import Gazetteer
from geomap.incidents.row_values import when_of_row
from geomap.incidents.rows import type_of_row
from geomap.model import Document, Resolution
from geomap.pipeline.filtering import countries_at
from geomap.pipeline.row_decisions import AskedRow, document_of
from geomap.pipeline.table_rows import PlacedRows
from geomap.readers import ReadSettings, TableHeader

__all__ = ["RowFilter", "kept_mentions"]

_NEEDED = ("lat", "lon", "country_code", "place_status", "confidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFilter:
    """The filters of a run, and how the table whose rows they are asked about is read.

    Attributes:
        filters: What is to be kept.
        header: The table's.
        settings: How it is read.
        gazetteer: Says in which country a bare point lies.
    """

    filters: Filters
    header: TableHeader
    settings: ReadSettings
    gazetteer: Gazetteer

    def keep(self, some: PlacedRows) -> tuple[PlacedRows, Counter[str]]:
        """Return the rows that meet all conditions, and how many were left out, by reason."""
        at = [PLACE_CELLS.index(name) for name in _NEEDED]
        columns: dict[str, list[Any]] = {
            name: [some.places[number][index] for number in some.numbers]
            for name, index in zip(_NEEDED, at, strict=True)
        }
        if self.filters.types or self.filters.since is not None or self.filters.until is not None:
            columns |= self._facts(some.rows)
        kept, left_out = _kept(columns, len(some.rows), self.filters, self.gazetteer)
        rows = [row for row, holds in zip(some.rows, kept, strict=True) if holds]
        numbers = [number for number, holds in zip(some.numbers, kept, strict=True) if holds]
        return replace(some, rows=rows, numbers=numbers), left_out

    def _facts(self, rows: Sequence[Sequence[str]]) -> dict[str, list[Any]]:
        """Return the days and types of rows."""
        docs = [document_of(self.header, AskedRow(0, "", list(row)), self.settings) for row in rows]
        types = [type_of_row(doc) for doc in docs]
        spans = [when_of_row(doc) for doc in docs]
        return {
            "date_start": [_iso(when.start) for when in spans],
            "date_end": [_iso(when.end) for when in spans],
            "event_type": [str(kind) for kind, _ in types],
            "sub_type": [sub or None for _, sub in types],
        }


def kept_mentions(
    doc: Document, resolutions: Sequence[Resolution], filters: Filters, gazetteer: Gazetteer
) -> tuple[list[bool], Counter[str]]:
    """Say of each place name of a document whether it meets all conditions, and count the others by reason.

    Days are those of the row, or the article's own date.
    """
    if not resolutions:
        return [], Counter()
    when = when_of_row(doc) if doc.is_row else None
    first, last = (doc.published, doc.published) if when is None else (when.start, when.end)
    count = len(resolutions)
    columns: dict[str, list[Any]] = {
        "lat": [resolution.lat for resolution in resolutions],
        "lon": [resolution.lon for resolution in resolutions],
        "country_code": [None if one.place is None else one.place.country_code for one in resolutions],
        "place_status": [str(resolution.status) for resolution in resolutions],
        "confidence": [resolution.confidence for resolution in resolutions],
        "date_start": [_iso(first)] * count,
        "date_end": [_iso(last)] * count,
    }
    return _kept(columns, count, filters, gazetteer)


def _kept(
    columns: dict[str, list[Any]], count: int, filters: Filters, gazetteer: Gazetteer
) -> tuple[list[bool], Counter[str]]:
    import pandas as pd

    kinds = {"lat": "float64", "lon": "float64", "confidence": "float64"}
    frame = pd.DataFrame(
        {name: pd.Series(cells, dtype=kinds.get(name, "object")) for name, cells in columns.items()}
    )
    frame["incident_id"] = range(count)
    kept, left_out = what_meets(frame, filters, countries_at=partial(countries_at, gazetteer))
    return [bool(holds) for holds in kept], Counter(left_out)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
