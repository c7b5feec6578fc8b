"""One importer per source format; each yields records from a file and counts every row."""

import geomap.gazetteer.sources.cod
import geomap.gazetteer.sources.geonames
import geomap.gazetteer.sources.geonames_alternates
import geomap.gazetteer.sources.geonames_units
import geomap.gazetteer.sources.gns
import geomap.gazetteer.sources.linked_places
import geomap.gazetteer.sources.natural_earth
import geomap.gazetteer.sources.osm
import geomap.gazetteer.sources.wikidata
import geomap.gazetteer.sources.wof
from geomap.gazetteer.sources.files import SourceFile, open_source
from geomap.gazetteer.sources.registry import SOURCES, SourceFormat
from geomap.gazetteer.sources.report import SourceReport

# isort: split
# Formats are sniffed in the order of registration; own lists come last, since they fit nearly anything.
import geomap.gazetteer.sources.own

__all__ = ["SOURCES", "SourceFile", "SourceFormat", "SourceReport", "open_source"]
