"""The incident table to files: one module per format, found by name or file extension."""

from geomap.exporters.flatgeobuf import to_flatgeobuf
from geomap.exporters.formats import EXPORTERS, Exporter, export_frame, format_of
from geomap.exporters.forms import to_acled, to_hxl, to_timemap, to_ucdp
from geomap.exporters.geojson import to_geojson, to_geojson_lines
from geomap.exporters.geopackage import to_geopackage
from geomap.exporters.kml import to_kml
from geomap.exporters.parquet import to_parquet
from geomap.exporters.rings import to_rings
from geomap.exporters.settings import ExportSettings
from geomap.exporters.table import iter_table_lines, to_csv, write_table
from geomap.exporters.workbook import to_xlsx

__all__ = [
    "EXPORTERS",
    "ExportSettings",
    "Exporter",
    "export_frame",
    "format_of",
    "iter_table_lines",
    "to_acled",
    "to_csv",
    "to_flatgeobuf",
    "to_geojson",
    "to_geojson_lines",
    "to_geopackage",
    "to_hxl",
    "to_kml",
    "to_parquet",
    "to_rings",
    "to_timemap",
    "to_ucdp",
    "to_xlsx",
    "write_table",
]
