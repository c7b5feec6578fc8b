"""Who's On First in its three layouts: a table, a SQLite database, a folder or zip of GeoJSON features."""

from __future__ import annotations

from collections.abc import Iterator

from geomap.gazetteer.records import Entry
from geomap.gazetteer.sources.files import SourceFile
from geomap.gazetteer.sources.registry import SOURCES, SourceFormat
from geomap.gazetteer.sources.report import SourceReport
from geomap.gazetteer.sources.wof_geojson import is_wof_geojson, read_wof_geojson
from geomap.gazetteer.sources.wof_sqlite import is_wof_sqlite, read_wof_sqlite
from geomap.gazetteer.sources.wof_tsv import is_wof_table, read_wof_table

__all__ = ["is_wof", "read_wof"]


def is_wof(file: SourceFile) -> bool:
    """Say whether a file, folder or zip is of Who's On First."""
    if file.is_container:
        return is_wof_geojson(file)
    return is_wof_table(file) or is_wof_sqlite(file) or is_wof_geojson(file)


def read_wof(file: SourceFile, report: SourceReport) -> Iterator[Entry]:
    """Read the places with their names in all languages, their links to GeoNames and Wikidata, their units.

    Deprecated and superseded ones are skipped; the names of those that have ceased are historical.
    """
    if file.is_container:
        return read_wof_geojson(file, report)
    if is_wof_table(file):
        return read_wof_table(file, report)
    return read_wof_sqlite(file, report) if is_wof_sqlite(file) else read_wof_geojson(file, report)


SOURCES.register("wof")(
    SourceFormat(
        key="wof",
        title="Who's On First",
        licence="CC0 1.0 and CC BY 4.0",
        attribution="Who's On First",
        url="https://whosonfirst.org/",
        sniff=is_wof,
        read=read_wof,
        tried="tables of seven countries, 80,211 rows; databases and GeoJSON not yet",
    )
)
