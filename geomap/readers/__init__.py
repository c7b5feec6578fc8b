"""Files to documents: news text, web pages and tables, from files, folders, patterns and ``-``."""

from geomap.readers.columns import ROLES, require_place
from geomap.readers.inputs import InputFile
from geomap.readers.mapping import TableMapping, parse_mapping
from geomap.readers.read import (
    READERS,
    find_tables,
    iter_documents,
    open_one_table,
    read_table_header,
)
from geomap.readers.settings import ReadSettings, Report
from geomap.readers.table import Table, TableHeader

__all__ = [
    "READERS",
    "ROLES",
    "InputFile",
    "ReadSettings",
    "Report",
    "Table",
    "TableHeader",
    "TableMapping",
    "find_tables",
    "iter_documents",
    "open_one_table",
    "parse_mapping",
    "read_table_header",
    "require_place",
]
