"""How inputs are to be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatch
from pathlib import PurePath
from types import MappingProxyType

from geomap.model import Problem
from geomap.readers.mapping import TableMapping

__all__ = ["ReadSettings", "Report"]

Report = Callable[[Problem], object]
"""Where problems go that do not stop the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """Choices of the user about reading; every default means "find out from the content".

    Attributes:
        from_format: Name of an input format, for every input.
        encoding: Name of a character encoding, for every input.
        columns: Column of a role, for tables: ``{"place": "Ort", "lat": "y"}``.
        date_order: dmy, mdy or ymd, for dates of bare numbers in tables.
        mapping: What the columns and cells of tables mean, from a mapping file; ``columns`` go before it.
        mappings: The same by a pattern for names of files (``acled*.csv``), for those without a mapping.
        sheet: Sheet of a workbook, or layer of a GeoPackage.
        document_date: Date of the documents that do not state one.
        needs_place: True when a table without any column about places is an error.
        is_table: True when text is a table, however short or named.
    """

    from_format: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    date_order: str | None = None
    mapping: TableMapping | None = None
    mappings: tuple[tuple[str, TableMapping], ...] = ()
    sheet: str | None = None
    document_date: date | None = None
    needs_place: bool = True
    is_table: bool = False

    def mapping_of(self, source: str) -> TableMapping:
        """Return what is settled about a table: an empty mapping when nothing is."""
        if self.mapping is not None:
            return self.mapping
        name = PurePath(source).name
        return next((one for pattern, one in self.mappings if fnmatch(name, pattern)), TableMapping())
