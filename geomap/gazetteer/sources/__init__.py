"""One importer per source format; each yields records from a file and counts every row."""

from geomap.gazetteer.sources import cod, gns, linked_places, natural_earth, osm, wikidata  # noqa: F401
from geomap.gazetteer.sources.files import SourceFile, open_source
from geomap.gazetteer.sources.registry import SOURCES, SourceFormat
from geomap.gazetteer.sources.report import SourceReport

# isort: split
# Formats are sniffed in the order of registration; own lists come last, since they fit nearly anything.
from geomap.gazetteer.sources import own  # noqa: F401

__all__ = ["SOURCES", "SourceFile", "SourceFormat", "SourceReport", "open_source"]
