"""``geomap embed``."""

from __future__ import annotations

from pathlib import Path

import click

from geomap.cli.options import output_option

__all__ = ["command"]


@click.command(name="embed")
@click.argument("page", metavar="MAP.html", type=click.Path(path_type=Path))
@output_option("-", "File to write; - is standard output. Addresses count from its folder.")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["iframe", "srcdoc", "markdown", "myst", "quarto"]),
    default="iframe",
    show_default=True,
    help="iframe: a frame with the file beside the page; srcdoc: a frame that holds the map.",
)
@click.option("--title", help="What screen readers call the frame; else the map's own title.")
@click.option(
    "--image",
    "picture",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Picture for readers without frames; else MAP.svg or MAP.png beside the map, if there is one.",
)
@click.option(
    "--height", type=click.IntRange(min=50), default=620, show_default=True, help="Of the frame, in pixels."
)
def command(page: Path, output: str, kind: str, title: str | None, picture: Path | None, height: int) -> None:
    """Print a snippet that puts a map into a web page, a note or a document.

    The frame is sandboxed: the map runs its own script and reaches nothing of the page around it.

    \b
    Examples:
      geomap embed map.html >> page.html
      geomap embed map.html --as markdown -o notes/map.md
      geomap embed map.html --as srcdoc --height 480
    """
    from geomap.files import STDOUT, write_output
    from geomap.rendering import embed_snippet

    base = None if output == STDOUT else Path(output).parent
    write_output(output, embed_snippet(page, kind, title=title, picture=picture, base=base, height=height))
