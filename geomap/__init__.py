"""geomap: place names in news and tables become an interactive incident map, offline.

Names are loaded when they are first used, so that ``import geomap`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from geomap._version import __version__

# public name -> (module, name there)
_EXPORTS = {
    "ExportSettings": ("geomap.exporters", "ExportSettings"),
    "Filters": ("geomap.frame", "Filters"),
    "Gazetteer": ("geomap.gazetteer", "Gazetteer"),
    "GazetteerGeocoder": ("geomap.resolution.geopy_geocoder", "GazetteerGeocoder"),
    "GeomapError": ("geomap.errors", "GeomapError"),
    "ImageSettings": ("geomap.rendering", "ImageSettings"),
    "ReportSettings": ("geomap.rendering.report", "ReportSettings"),
    "Settings": ("geomap.pipeline.settings", "Settings"),
    "classify_event": ("geomap.pipeline.classifying", "classify_event"),
    "coarsen": ("geomap.pipeline.coarsening", "coarsen"),
    "combine": ("geomap.frame", "combine_reports"),
    "count_casualties": ("geomap.pipeline.counting", "count_casualties"),
    "export": ("geomap.pipeline.api", "export"),
    "extract": ("geomap.pipeline.api", "extract"),
    "filter": ("geomap.pipeline.filtering", "filter_incidents"),
    "geocode": ("geomap.pipeline.api", "geocode"),
    "link": ("geomap.pipeline.linking", "link_frame"),
    "map": ("geomap.pipeline.api", "make_map"),
    "merge": ("geomap.frame", "merge_frames"),
    "open_gazetteer": ("geomap.gazetteer", "open_gazetteer"),
    "parse": ("geomap.pipeline.api", "parse"),
    "read": ("geomap.pipeline.api", "read"),
    "read_frame": ("geomap.frame", "read_frame"),
    "redact": ("geomap.frame", "redact_frame"),
    "report": ("geomap.pipeline.reporting", "make_report"),
    "resolve_date": ("geomap.incidents", "resolve_date"),
    "rings": ("geomap.exporters", "to_rings"),
}

__all__ = [
    "ExportSettings",
    "Filters",
    "Gazetteer",
    "GazetteerGeocoder",
    "GeomapError",
    "ImageSettings",
    "ReportSettings",
    "Settings",
    "__version__",
    "classify_event",
    "coarsen",
    "combine",
    "count_casualties",
    "export",
    "extract",
    "filter",
    "geocode",
    "link",
    "map",
    "merge",
    "open_gazetteer",
    "parse",
    "read",
    "read_frame",
    "redact",
    "report",
    "resolve_date",
    "rings",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - each name has a type of its own
    """Import a public name from its module on first use."""
    if name not in _EXPORTS:
        raise AttributeError(f"module 'geomap' has no attribute '{name}'")
    module, attribute = _EXPORTS[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
