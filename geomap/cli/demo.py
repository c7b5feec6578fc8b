"""``geomap demo``."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from geomap.cli.shared import say

__all__ = ["command"]


@click.command(name="demo")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("outputs"),
    show_default=True,
    help="Folder to write to.",
)
@click.option("--open/--no-open", "open_map", default=False, help="Open the map in the browser afterwards.")
def command(folder: Path, open_map: bool) -> None:
    """Map the bundled example article and table into outputs/."""
    from geomap.exporters import export_frame
    from geomap.pipeline.api import make_map
    from geomap.pipeline.run import run
    from geomap.pipeline.settings import Settings

    examples = resources.files("geomap").joinpath("examples")
    with resources.as_file(examples) as path:
        found = run([path / "article.txt", path / "incidents.csv"], Settings())
    frame = found.frame()
    make_map(found, title="geomap demo: an article and a table").save(folder / "map.html")
    for name in ("incidents.geojson", "incidents.csv"):
        export_frame(frame, folder / name, settings=found.export)
    say(found.tally.sentence())
    click.echo(f"Map: {(folder / 'map.html').resolve()}")
    click.echo(f"Data: {folder / 'incidents.geojson'}, {folder / 'incidents.csv'}")
    if open_map:
        click.launch((folder / "map.html").resolve().as_uri())
