"""Table formats: one module each, all giving names and rows of text."""

from geomap.readers.tables import delimited, json_tables, kml, parquet, sheets, vector
from geomap.readers.tables.raw import TABLES, RawTable, TableReader

__all__ = [
    "TABLES",
    "RawTable",
    "TableReader",
    "delimited",
    "json_tables",
    "kml",
    "parquet",
    "sheets",
    "vector",
]
