"""Rows of the incident table as every exporter wants them: plain values, each with its provenance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap.exporters.settings import ExportSettings
from geomap.frame import iter_records
from geomap.frame.records import Record

if TYPE_CHECKING:
    import geopandas

__all__ = ["iter_stated_records"]


def iter_stated_records(frame: geopandas.GeoDataFrame, settings: ExportSettings) -> Iterator[Record]:
    """Yield the rows; one that does not say what it was made with says what the settings say."""
    provenance = settings.provenance if settings.provenance != "" else None
    for record in iter_records(frame):
        yield record if record["provenance"] is not None else {**record, "provenance": provenance}
