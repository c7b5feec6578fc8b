"""``geomap merge``: a newer version of an incidents file over an older one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from geomap.cli.options import output_option, quiet_option, to_option
from geomap.cli.shared import say

__all__ = ["command"]

EPILOG = """\b
Examples:
  geomap merge incidents.geojson today.geojson -o incidents.geojson
  geomap merge incidents.geojson acled_2025.csv -o incidents.geojson
  geomap merge all.csv additions.csv --keep-missing --delete withdrawn.txt -o all.csv
"""


@click.command(name="merge", epilog=EPILOG)
@click.argument("old")
@click.argument("new")
@output_option("-", "File to write, OLD itself if you like; its extension picks the format.")
@to_option
@click.option("--keep-missing", is_flag=True, help="Keep incidents that NEW lacks.")
@click.option(
    "--delete",
    "delete",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Text file of incident ids to delete, one a line.",
)
@quiet_option
def command(
    old: str,
    new: str,
    output: str,
    to_format: str | None,
    keep_missing: bool,
    delete: Path | None,
    quiet: bool,
) -> None:
    """Bring incidents up to date: add, update and delete by incident_id.

    OLD and NEW are incidents files that geomap made, or tables and articles to read first. Incidents
    that somebody has confirmed, edited or rejected stay as they are in OLD.
    """
    from geomap.exporters import ExportSettings, export_frame, format_of
    from geomap.frame import merge_frames
    from geomap.pipeline.api import extract

    format_of(output, to_format=to_format)
    ids = [] if delete is None else delete.read_text(encoding="utf-8-sig").split()
    merged = merge_frames(extract(old), extract(new), keep_missing=keep_missing, delete=ids)
    settings = ExportSettings(report=partial(say, quiet=quiet))
    artifact = export_frame(merged.frame, output, to_format=to_format, settings=settings)
    say(
        f"{len(merged.added)} added, {len(merged.updated)} updated, {len(merged.unchanged)} unchanged, "
        f"{len(merged.deleted)} deleted, {len(merged.kept)} kept as they were; "
        f"{artifact.rows} rows written to {artifact.path}",
        quiet=quiet,
    )
