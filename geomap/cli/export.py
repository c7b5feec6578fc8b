"""``geomap export``: an incidents file to another format."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from geomap.cli.options import gazetteer_option, output_option, quiet_option, to_option, town_points_option
from geomap.cli.shared import say

__all__ = ["command"]

EPILOG = """\b
Examples:
  geomap export incidents.geojson -o incidents.csv
  geomap extract news.txt | geomap export - --to csv
  geomap export incidents.geojson --to ucdp --town-points -o ged.csv
"""


@click.command(name="export", epilog=EPILOG)
@click.argument("source", metavar="INPUT")
@output_option("-", "File to write; its extension picks the format, - is standard output.")
@to_option
@town_points_option
@gazetteer_option
@quiet_option
def command(
    source: str, output: str, to_format: str | None, town_points: bool, gazetteer: Path | None, quiet: bool
) -> None:
    """Write an incidents file that geomap made in any other format.

    INPUT is GeoJSON (a collection, or one feature per line) or CSV; - is standard input. Other formats are
    csv, geojson, geojsonl, and the forms acled, ucdp, hxl and timemap.
    """
    from geomap.exporters import export_frame, format_of
    from geomap.frame import read_frame

    format_of(output, to_format=to_format)
    frame = read_frame(source)
    ignored = frame.attrs.get("ignored_columns", ())
    if town_points:
        from geomap.pipeline.town_points import at_town_points

        frame = at_town_points(frame, gazetteer=gazetteer)
    artifact = export_frame(frame, output, to_format=to_format, report=partial(say, quiet=quiet))
    if not quiet:
        if ignored:
            click.echo(f"left out, not columns of the incident table: {', '.join(ignored)}", err=True)
        click.echo(f"{artifact.rows} rows written to {artifact.path}", err=True)
