"""One importer per source format; each yields records from a file and counts every row."""

import geomap.gazetteer.sources.geonames
import geomap.gazetteer.sources.geonames_alternates
import geomap.gazetteer.sources.geonames_units
import geomap.gazetteer.sources.wof
from geomap.gazetteer.sources.files import SourceFile, open_source
from geomap.gazetteer.sources.registry import SOURCES, SourceFormat
from geomap.gazetteer.sources.report import SourceReport

__all__ = ["SOURCES", "SourceFile", "SourceFormat", "SourceReport", "open_source"]
