"""The registry of importers; a new source registers itself here and is named in ``build.DEFAULT_SOURCES``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from geomap.gazetteer.records import Entry
from geomap.gazetteer.sources.inputs import Inputs
from geomap.registry import Registry

__all__ = ["IMPORTERS", "Importer"]

Importer = Callable[[Inputs], Iterator[Entry]]

IMPORTERS: Registry[Importer] = Registry("gazetteer source", group="geomap.gazetteer_sources")
"""Importers by name."""
