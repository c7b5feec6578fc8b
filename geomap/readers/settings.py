"""How inputs are to be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from geomap.model import Problem

__all__ = ["ReadSettings", "Report"]

Report = Callable[[Problem], object]
"""Where problems go that do not stop the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """Choices of the user about reading; every default means "find out from the content".

    Attributes:
        from_format: text, html, csv or tsv, for every input.
        encoding: Name of a character encoding, for every input.
        columns: Column of a role, for tables: ``{"place": "Ort", "lat": "y"}``.
        date_order: dmy, mdy or ymd, for dates of bare numbers in tables.
        document_date: Date of the documents that do not state one.
        needs_place: True when a table without any column about places is an error.
    """

    from_format: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    date_order: str | None = None
    document_date: date | None = None
    needs_place: bool = True
