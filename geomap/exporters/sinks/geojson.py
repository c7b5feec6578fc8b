"""Joined tables as GeoJSON (RFC 7946): one collection, or one feature per line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from geomap.exporters.sinks.sink import PLACE_CELLS, SINKS, PlaceCells, TableLayout
from geomap.geo import to_lon_lat

__all__ = ["GeoJsonSink", "to_geojson_collection", "to_geojson_features"]

_LAT, _LON = PLACE_CELLS.index("lat"), PLACE_CELLS.index("lon")
_ALTERNATIVES = PLACE_CELLS.index("place_alternatives")


class GeoJsonSink:
    """A feature per row: the user's cells as text, ours typed; rows without a point have geometry null.

    Args:
        path: The file.
        layout: The table.
        lines: One feature per line, without a collection around them.
    """

    def __init__(self, path: Path, layout: TableLayout, *, lines: bool) -> None:
        self._layout = layout
        self._lines = lines
        self._count = 0
        self._stream = path.open("w", encoding="utf-8", errors="replace", newline="")
        if not lines:
            head = {"type": "FeatureCollection", "metadata": layout.export.metadata}
            self._stream.write(f'{_json(head)[:-1]},"features":[')

    def write(
        self, rows: Sequence[Sequence[str]], places: Sequence[PlaceCells], numbers: Sequence[int]
    ) -> None:
        """Write some rows."""
        ends = [self._end(cells) for cells in places]
        self._stream.writelines(self._features(rows, ends, numbers))

    def close(self) -> None:
        """Finish the file."""
        if not self._lines:
            self._stream.write("\n]}\n" if self._count > 0 else "]}\n")
        self._stream.close()

    def _features(
        self, rows: Sequence[Sequence[str]], ends: Sequence[str], numbers: Sequence[int]
    ) -> Iterator[str]:
        for row, number in zip(rows, numbers, strict=True):
            own = _json(dict(zip(self._layout.own, row, strict=True)))[1:-1]
            text = f'{{"type":"Feature","properties":{{{own}{"," if own != "" else ""}{ends[number]}'
            if self._lines:
                yield text + "\n"
            else:
                yield f"{',' if self._count > 0 else ''}\n{text}"
            self._count += 1

    def _end(self, cells: PlaceCells) -> str:
        """Return a place as the rest of a feature."""
        values: list[Any] = [*cells, self._layout.provenance]
        values[_ALTERNATIVES] = json.loads(values[_ALTERNATIVES])
        lat, lon = values[_LAT], values[_LON]
        point = None if lat is None or lon is None else {"type": "Point", "coordinates": to_lon_lat(lat, lon)}
        ours = _json(dict(zip(self._layout.ours.values(), values, strict=True)))
        return f'{ours[1:]},"geometry":{_json(point)}}}'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


@SINKS.register("geojson")
def to_geojson_collection(path: Path, layout: TableLayout) -> GeoJsonSink:
    """GeoJSON (RFC 7946), one feature per row; attribution stands in the member ``metadata``."""
    return GeoJsonSink(path, layout, lines=False)


@SINKS.register("geojsonl")
def to_geojson_features(path: Path, layout: TableLayout) -> GeoJsonSink:
    """The same, one feature per line."""
    return GeoJsonSink(path, layout, lines=True)
