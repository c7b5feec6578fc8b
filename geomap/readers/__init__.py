"""Files to documents: news text, web pages and tables, from files, folders, patterns and ``-``."""

from geomap.readers.columns import ROLES, require_place
from geomap.readers.read import READERS, iter_documents, read_table_header
from geomap.readers.settings import ReadSettings, Report
from geomap.readers.table import TableHeader

__all__ = [
    "READERS",
    "ROLES",
    "ReadSettings",
    "Report",
    "TableHeader",
    "iter_documents",
    "read_table_header",
    "require_place",
]
