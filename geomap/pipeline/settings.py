"""Every choice of a run, in one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from geomap.frame.filters import Filters
from geomap.pipeline.pin_files import PinsGiven
from geomap.pipeline.project import Project
from geomap.readers import ReadSettings, TableMapping
from geomap.resolution import ResolverSettings

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Choices of a run; every default means "what geomap comes with" or "find out".

    Attributes:
        gazetteer: Place index file; None for the one that comes with geomap.
        model: spaCy model; None for the pinned one, for which published figures hold.
        language: ISO 639 code of the articles' language; None to find it out for each.
        document_date: Date of documents that do not state one.
        from_format: Name of an input format, for every input.
        encoding: Character encoding of every input.
        columns: Column of a role, for tables.
        mapping: What the columns and cells of tables mean; ``columns`` go before it.
        sheet: Sheet of a workbook, or layer of a GeoPackage, to read.
        date_order: dmy, mdy or ymd, for dates of bare numbers in tables; None to find it out for each column.
        pins: What names mean, ahead of all other evidence: a pins file, ``{name: meaning}``, or a list of
            mappings with the columns of a pins file.
        project: What a project file says; ``pins`` and ``mapping`` go before its own.
        jobs: How many processes read articles or decide places of tables; more than the machine has cores
            make nothing faster. 0 leaves it to ``geocode``, which starts some for tables with many places.
        link: Whether incidents of the whole run that are judged to be one share a ``cluster_id``.
        filters: Which incidents to keep; None for all.
        resolver: Thresholds and weights of the decision; None for the frozen ones.
    """

    gazetteer: Path | None = None
    model: str | None = None
    language: str | None = None
    document_date: date | None = None
    from_format: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    mapping: TableMapping | None = None
    sheet: str | None = None
    date_order: str | None = None
    pins: PinsGiven | None = None
    project: Project | None = None
    jobs: int = 1
    link: bool = True
    filters: Filters | None = None
    resolver: ResolverSettings | None = None

    @property
    def read(self) -> ReadSettings:
        """The part of the choices that readers need."""
        return ReadSettings(
            from_format=self.from_format,
            encoding=self.encoding,
            columns=self.columns,
            mapping=self.mapping,
            mappings=() if self.project is None else self.project.mappings,
            sheet=self.sheet,
            date_order=self.date_order,
            document_date=self.document_date,
        )
