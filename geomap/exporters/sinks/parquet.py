"""Joined tables as GeoParquet 1.1: text columns as they were, ours typed, points as WKB, row groups."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geomap.exporters.sinks.sink import PLACE_CELLS, SINKS, PlaceCells, TableLayout
from geomap.frame import COLUMNS
from geomap.frame.join import free_name

__all__ = ["ParquetSink", "geo_metadata"]

_POINT = b"\x01\x01\x00\x00\x00"
"""WKB of a point begins so: little end first, type 1."""


@SINKS.register("parquet")
class ParquetSink:
    """GeoParquet: the user's columns as text, ours typed, and a point geometry (null where none is known).

    Args:
        path: The file.
        layout: The table.
    """

    def __init__(self, path: Path, layout: TableLayout) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._layout = layout
        kinds = {"float64": pa.float64()}
        fields = [_field(pa, name, tag) for name, tag in _tagged(layout)]
        fields += [
            pa.field(name, kinds.get(COLUMNS[column].dtype, pa.string()))
            for column, name in layout.ours.items()
        ]
        geometry = free_name("geometry", layout.fieldnames)
        self._schema = pa.schema(
            [*fields, pa.field(geometry, pa.binary())],
            metadata={
                "geo": json.dumps(geo_metadata(geometry)),
                "geomap": json.dumps(layout.export.metadata, ensure_ascii=False),
            },
        )
        self._writer = pq.ParquetWriter(path, self._schema, compression="snappy")

    def write(
        self, rows: Sequence[Sequence[str]], places: Sequence[PlaceCells], numbers: Sequence[int]
    ) -> None:
        """Write some rows as one row group."""
        import numpy as np
        import pyarrow as pa

        at = pa.array(numbers, pa.int32())
        own = list(zip(*rows, strict=True)) if rows else [() for _ in self._layout.own]
        columns = [_texts(pa, cells) for cells in own]
        by_column = dict(zip(PLACE_CELLS, zip(*places, strict=True), strict=True)) if places else {}
        for column, name in self._layout.ours.items():
            if column == "provenance":
                text = pa.array([self._layout.provenance], pa.string())
                columns.append(text.take(pa.array(np.zeros(len(rows), dtype=np.int32))))
            else:
                cells = pa.array(by_column.get(column, ()), self._schema.field(name).type)
                columns.append(cells.take(at))
        points = pa.array(_wkb(by_column.get("lat", ()), by_column.get("lon", ())), pa.binary())
        self._writer.write_table(pa.Table.from_arrays([*columns, points.take(at)], schema=self._schema))

    def close(self) -> None:
        """Finish the file."""
        self._writer.close()


def _tagged(layout: TableLayout) -> list[tuple[str, str]]:
    tags = [*layout.tags, *[""] * (len(layout.own) - len(layout.tags))]
    return list(zip(layout.own, tags, strict=True))


def _field(pa: Any, name: str, tag: str) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return a column of the user's; its HXL tag stands in the column's metadata."""
    return pa.field(name, pa.string(), metadata={"hxl": tag} if tag != "" else None)


def _texts(pa: Any, cells: Sequence[str]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return cells as a column of UTF-8; a lone surrogate, which has no such form, is replaced."""
    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:
        return pa.array([cell.encode("utf-8", "replace").decode("utf-8") for cell in cells], pa.string())


def _wkb(lats: Sequence[Any], lons: Sequence[Any]) -> list[bytes | None]:
    """Return points as well-known binary, (lon, lat); None for a place without a point."""
    import struct

    pack = struct.Struct("<dd").pack
    return [
        None if lat is None or lon is None else _POINT + pack(lon, lat)
        for lat, lon in zip(lats, lons, strict=True)
    ]


def geo_metadata(column: str) -> dict[str, object]:
    """Return the file's GeoParquet metadata."""
    from pyproj import CRS

    return {
        "version": "1.1.0",
        "primary_column": column,
        "columns": {
            column: {
                "encoding": "WKB",
                "geometry_types": ["Point"],
                "crs": CRS.from_epsg(4326).to_json_dict(),
            }
        },
    }
