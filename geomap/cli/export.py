"""``geomap export``: an incidents file to another format."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from geomap.cli.filters import filtered_words, make_filters
from geomap.cli.options import (
    filter_options,
    gazetteer_option,
    output_option,
    quiet_option,
    to_option,
    town_points_option,
)
from geomap.cli.shared import say

__all__ = ["command"]

EPILOG = """\b
Examples:
  geomap export incidents.geojson -o incidents.csv
  geomap extract news.txt | geomap export - --to csv
  geomap export incidents.geojson --to ucdp --town-points -o ged.csv
  geomap export incidents.geojson -o iraq.csv --country Iraq --since 2024-02
"""


@click.command(name="export", epilog=EPILOG)
@click.argument("source", metavar="INPUT")
@output_option("-", "File to write; its extension picks the format, - is standard output.")
@to_option
@town_points_option
@filter_options
@gazetteer_option
@quiet_option
def command(source: str, output: str, to_format: str | None, quiet: bool, **flags: Any) -> None:  # noqa: ANN401
    """Write an incidents file that geomap made in any other format.

    INPUT is GeoJSON (a collection, or one feature per line), CSV, GeoPackage, FlatGeobuf, GeoParquet or XLSX;
    - is standard input. Other formats are csv, geojson, geojsonl, and the forms acled, ucdp, hxl and timemap.
    """
    from geomap.exporters import export_frame, format_of
    from geomap.frame import read_frame
    from geomap.pipeline.filtering import filter_incidents

    format_of(output, to_format=to_format)
    filters = make_filters(flags)
    frame = read_frame(source)
    ignored = frame.attrs.get("ignored_columns", ())
    if filters is not None:
        frame = filter_incidents(frame, filters, gazetteer=flags["gazetteer"])
    filtered = frame.attrs.get("filtered")
    if flags["town_points"]:
        from geomap.pipeline.town_points import at_town_points

        frame = at_town_points(frame, gazetteer=flags["gazetteer"])
    artifact = export_frame(frame, output, to_format=to_format, report=partial(say, quiet=quiet))
    if not quiet:
        if ignored:
            click.echo(f"left out, not columns of the incident table: {', '.join(ignored)}", err=True)
        if filtered is not None:
            click.echo(filtered_words(filtered), err=True)
        click.echo(f"{artifact.rows} rows written to {artifact.path}", err=True)
