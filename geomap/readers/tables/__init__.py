"""Table formats: one module each, all giving names and rows of text."""

from geomap.readers.tables import delimited, sheets
from geomap.readers.tables.raw import TABLES, RawTable, TableReader

__all__ = ["TABLES", "RawTable", "TableReader", "delimited", "sheets"]
