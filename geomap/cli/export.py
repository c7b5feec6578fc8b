"""``geomap export``: an incidents file to another format."""

from __future__ import annotations

from typing import Any

import click

from geomap.cli.exporting import check_export, export_options, write_incidents
from geomap.cli.filters import filtered_words, make_filters
from geomap.cli.options import filter_options, gazetteer_option, output_option, quiet_option
from geomap.cli.shared import say

__all__ = ["command"]

EPILOG = """\b
Examples:
  geomap export incidents.geojson -o incidents.gpkg --rings
  geomap extract news.txt | geomap export - --to csv
  geomap export incidents.geojson -o iraq.csv --country Iraq --since 2024-02
  geomap export incidents.geojson --to ucdp --town-points -o ged.csv
  geomap export incidents.geojson --to postgresql://me@localhost/osint
  geomap export incidents.geojson -o public.geojson --coarsen adm1
"""


@click.command(name="export", epilog=EPILOG)
@click.argument("source", metavar="INPUT")
@output_option("-", "File to write; its extension picks the format, - is standard output.")
@export_options
@filter_options
@gazetteer_option
@quiet_option
def command(source: str, output: str, **flags: Any) -> None:  # noqa: ANN401
    """Write an incidents file that geomap made in any other format.

    INPUT is GeoJSON (a collection, or one feature per line), CSV, GeoPackage, FlatGeobuf, GeoParquet or XLSX;
    - is standard input. Formats are geojson, geojsonl, gpkg, parquet (GeoParquet), fgb (FlatGeobuf), kml,
    csv, xlsx, the forms acled, ucdp, hxl and timemap, and a PostGIS table.
    """
    from geomap.frame import read_frame
    from geomap.pipeline.filtering import filter_incidents

    check_export(output, flags)
    filters = make_filters(flags)
    frame = read_frame(source)
    ignored = frame.attrs.get("ignored_columns", ())
    if filters is not None:
        frame = filter_incidents(frame, filters, gazetteer=flags["gazetteer"])
    filtered = frame.attrs.get("filtered")
    artifact = write_incidents(frame, output, flags)
    if ignored:
        say(f"left out, not columns of the incident table: {', '.join(ignored)}", quiet=flags["quiet"])
    if filtered is not None:
        say(filtered_words(filtered), quiet=flags["quiet"])
    say(f"{artifact.rows} rows written to {artifact.path}", quiet=flags["quiet"])
