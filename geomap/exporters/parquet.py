"""Incidents as GeoParquet 1.1, with the box of every row beside it."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from geomap.exporters.formats import EXPORTERS
from geomap.exporters.settings import ExportSettings
from geomap.exporters.sinks.parquet import geo_metadata
from geomap.exporters.typed import typed_table
from geomap.geo import bbox_of

if TYPE_CHECKING:
    import geopandas

__all__ = ["to_parquet"]

SIDES = ("xmin", "ymin", "xmax", "ymax")


@EXPORTERS.register("parquet")
def to_parquet(frame: geopandas.GeoDataFrame, settings: ExportSettings) -> bytes:
    """GeoParquet 1.1 with every column: days as dates, lists as JSON text, points as WKB, null without one.

    The column ``bbox`` covers the geometry, by which readers skip what they need not read. Attribution
    stands in the file's metadata ``geomap`` and in the provenance column.
    """
    import pyarrow.parquet as pq

    table = typed_table(frame, settings)
    table = table.append_column("bbox", _covering(table))
    metadata = {
        "geo": json.dumps(_geo(table)),
        "geomap": json.dumps(settings.metadata, ensure_ascii=False),
    }
    sink = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), sink, compression="zstd", version="2.6")
    return sink.getvalue()


def _covering(table: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return a column of boxes; a row without a point has none."""
    import pyarrow as pa

    sides = [table["lon"], table["lat"], table["lon"], table["lat"]]
    fields = [pa.field(side, pa.float64()) for side in SIDES]
    return pa.StructArray.from_arrays(
        [side.combine_chunks() for side in sides], fields=fields, mask=table["lat"].combine_chunks().is_null()
    )


def _geo(table: Any) -> dict[str, object]:  # noqa: ANN401
    """Return the GeoParquet metadata, the box of all rows included."""
    metadata: Any = geo_metadata("geometry")
    column = metadata["columns"]["geometry"]
    column["covering"] = {"bbox": {side: ["bbox", side] for side in SIDES}}
    points = zip(table["lat"].to_pylist(), table["lon"].to_pylist(), strict=True)
    box = bbox_of((lat, lon) for lat, lon in points if lat is not None and lon is not None)
    if box is not None:
        column["bbox"] = list(box)
    return dict(metadata)
