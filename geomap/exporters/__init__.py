"""The incident table to files: one module per format, found by name or file extension."""

from geomap.exporters.formats import EXPORTERS, Exporter, export_frame, format_of
from geomap.exporters.forms import to_acled, to_hxl, to_timemap, to_ucdp
from geomap.exporters.geojson import to_geojson, to_geojson_lines
from geomap.exporters.settings import ExportSettings
from geomap.exporters.table import iter_table_lines, to_csv, write_table

__all__ = [
    "EXPORTERS",
    "ExportSettings",
    "Exporter",
    "export_frame",
    "format_of",
    "iter_table_lines",
    "to_acled",
    "to_csv",
    "to_geojson",
    "to_geojson_lines",
    "to_hxl",
    "to_timemap",
    "to_ucdp",
    "write_table",
]
