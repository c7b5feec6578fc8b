"""The formats that a gazetteer can be built from; a new one is a module here that registers itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from geomap.gazetteer.records import Record
from geomap.gazetteer.sources.files import SourceFile
from geomap.gazetteer.sources.report import SourceReport
from geomap.registry import Registry

__all__ = ["SOURCES", "Importer", "SourceFormat"]

Importer = Callable[[SourceFile, SourceReport], Iterator[Record]]
"""Yields what a file holds and counts every row in the report; reads as a stream."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFormat:
    """One format: how to know it, how to read it, and on which terms its data come.

    Attributes:
        key: ``Place.source`` of its places, and the space of their ids unless the importer says otherwise.
        title, licence, attribution, url: What `gazetteer info` and every output print about it.
        sniff: Says whether a file is of this format, by ``file.head``, ``file.name`` or its members.
        read: The importer.
        companion: Whether such files tell about places of other files, and so are read after those.
        tried: What real file it was tried on; empty when only on a fixture with the published header.
    """

    key: str
    title: str
    licence: str
    attribution: str
    url: str
    sniff: Callable[[SourceFile], bool]
    read: Importer
    companion: bool = False
    tried: str = ""

    def __call__(self, file: SourceFile, report: SourceReport) -> Iterator[Record]:
        """Read a file."""
        return self.read(file, report)


SOURCES: Registry[SourceFormat] = Registry("gazetteer source", group="geomap.gazetteer_sources")
"""Formats by the name that ``--source`` takes; sniffed in the order of registration."""
