"""Incidents as FlatGeobuf, which maps on the web read piece by piece."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.exporters.formats import EXPORTERS, located_rows
from geomap.exporters.settings import ExportSettings
from geomap.exporters.typed import typed_table

if TYPE_CHECKING:
    import geopandas

__all__ = ["to_flatgeobuf"]


@EXPORTERS.register("fgb")
def to_flatgeobuf(frame: geopandas.GeoDataFrame, settings: ExportSettings) -> bytes:
    """FlatGeobuf with a spatial index and every column, days and lists as text.

    Left out, and told: rows without a point, which its index cannot hold.
    """
    from pyogrio.raw import write_arrow

    located = located_rows(frame, settings.report)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "incidents.fgb"
        write_arrow(
            typed_table(located, settings, has_dates=False),
            path,
            driver="FlatGeobuf",
            layer="incidents",
            geometry_name="geometry",
            geometry_type="Point",
            crs="EPSG:4326",
            layer_options={"DESCRIPTION": settings.provenance},
        )
        return path.read_bytes()
