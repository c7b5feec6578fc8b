"""Files to documents: news text, web pages and tables, from files, folders, patterns and ``-``."""

from geomap.readers.columns import ROLES, require_place
from geomap.readers.read import READERS, iter_documents, open_rows, read_table_header
from geomap.readers.row_documents import RowIds, report_width, row_document, row_fields
from geomap.readers.settings import ReadSettings, Report
from geomap.readers.table import Table, TableHeader, table_of_rows

__all__ = [
    "READERS",
    "ROLES",
    "ReadSettings",
    "Report",
    "RowIds",
    "Table",
    "TableHeader",
    "iter_documents",
    "open_rows",
    "read_table_header",
    "report_width",
    "require_place",
    "row_document",
    "row_fields",
    "table_of_rows",
]
