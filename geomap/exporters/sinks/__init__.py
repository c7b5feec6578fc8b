"""A user's table with place columns joined on, written row group by row group: one module per format."""

from geomap.exporters.sinks import delimited, geojson, geopackage, parquet, workbook
from geomap.exporters.sinks.sink import PLACE_CELLS, SINKS, PlaceCells, Sink, TableLayout, sink_format

__all__ = [
    "PLACE_CELLS",
    "SINKS",
    "PlaceCells",
    "Sink",
    "TableLayout",
    "delimited",
    "geojson",
    "geopackage",
    "parquet",
    "sink_format",
    "workbook",
]
