"""``geomap export``: an incidents file to another format."""

from __future__ import annotations

import click

from geomap.cli.options import output_option, quiet_option, to_option

__all__ = ["command"]

EPILOG = """\b
Examples:
  geomap export incidents.geojson -o incidents.csv
  geomap extract news.txt | geomap export - --to csv
"""


@click.command(name="export", epilog=EPILOG)
@click.argument("source", metavar="INPUT")
@output_option("-", "File to write; its extension picks the format, - is standard output.")
@to_option
@quiet_option
def command(source: str, output: str, to_format: str | None, quiet: bool) -> None:
    """Write an incidents file that geomap made in any other format.

    INPUT is GeoJSON (a collection, or one feature per line) or CSV; - is standard input.
    """
    from geomap.exporters import export_frame, format_of
    from geomap.frame import read_frame

    format_of(output, to_format=to_format)
    frame = read_frame(source)
    artifact = export_frame(frame, output, to_format=to_format, report=partial(say, quiet=quiet))
    if not quiet:
        ignored = frame.attrs.get("ignored_columns", ())
        if ignored:
            click.echo(f"left out, not columns of the incident table: {', '.join(ignored)}", err=True)
        click.echo(f"{artifact.rows} rows written to {artifact.path}", err=True)
