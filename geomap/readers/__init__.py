"""Files to documents: news text, web pages and tables, from files, folders, patterns and ``-``."""

from geomap.readers.columns import ROLES, require_place
from geomap.readers.inputs import InputFile, expand_inputs
from geomap.readers.mapping import TableMapping, parse_mapping
from geomap.readers.read import (
    READERS,
    find_tables,
    iter_documents,
    open_one_table,
    open_rows,
    read_table_header,
)
from geomap.readers.row_documents import RowIds, report_width, row_document, row_fields
from geomap.readers.settings import ReadSettings, Report
from geomap.readers.table import Table, TableHeader, table_of_rows

__all__ = [
    "READERS",
    "ROLES",
    "InputFile",
    "ReadSettings",
    "Report",
    "RowIds",
    "Table",
    "TableHeader",
    "TableMapping",
    "expand_inputs",
    "find_tables",
    "iter_documents",
    "open_one_table",
    "open_rows",
    "parse_mapping",
    "read_table_header",
    "report_width",
    "require_place",
    "row_document",
    "row_fields",
    "table_of_rows",
]
