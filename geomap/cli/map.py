"""``geomap map``."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import click

from geomap.cli.options import (
    column_options_beside_filters,
    date_order_option,
    filter_options,
    inputs_argument,
    jobs_option,
    land_options,
    link_options,
    output_option,
    run_options,
    to_option,
)
from geomap.cli.shared import (
    check_suggestions,
    finish,
    keep_suggestions,
    kept_rejects,
    make_settings,
    say,
    show_counts,
    show_pins,
    show_problems,
    show_rejects,
)

if TYPE_CHECKING:
    from geomap.rendering import ImageSettings

__all__ = ["command"]


@click.command(name="map")
@inputs_argument
@output_option("map.html", "File to write: .html, or .svg, .png, .pdf for print; - for standard output.")
@to_option
@click.option(
    "--title", help="Heading of the map; else that of geomap.toml, else the title of the only article."
)
@click.option(
    "--lang",
    type=click.Choice(["ar", "en"]),
    default="en",
    show_default=True,
    help="Language of the map's own words; titles, names and quotes stay as they are.",
)
@land_options
@click.option(
    "--tiles",
    metavar="NAME",
    help="Map pictures from the network, by their name in xyzservices (OpenStreetMap.Mapnik, ...). "
    "Opening the map then tells that host where and when each reader looks.",
)
@click.option(
    "--size",
    metavar="slide|column|page|WxH",
    help="Of a picture: a 16:9 slide (the default), a column, an A4 page, or millimetres such as 160x120.",
)
@click.option(
    "--extent",
    metavar="W,S,E,N",
    help="Part of the world that a picture shows, in degrees; else it fits the incidents.",
)
@click.option(
    "--by",
    type=click.Choice(["day", "week", "month", "year"]),
    help="Draw one small map for each of these periods, with one legend, in a picture.",
)
@click.option("--dpi", type=click.IntRange(30, 1200), help="Dots per inch of a .png; 200 if not given.")
@column_options_beside_filters
@date_order_option
@filter_options
@link_options
@jobs_option
@run_options
def command(inputs: tuple[str, ...], output: str, **flags: Any) -> None:  # noqa: ANN401 - click's flags
    """Articles and tables to one self-contained HTML map, or to a picture of it.

    INPUT is any mix of files, folders, patterns and - for standard input. The map opens from the
    file, with no network unless --tiles asks for it.

    \b
    Examples:
      geomap map article.txt -o map.html
      geomap map news/ incidents.csv -o map.html --title "Week 6"
      geomap map incidents.csv -o map.pdf --size page --by month
    """
    from geomap.pipeline.api import make_map
    from geomap.pipeline.run import run
    from geomap.rendering import MapSettings, check_map_files, find_tiles

    check_suggestions(flags)
    image = _image_settings(output, flags)
    settings = make_settings(flags, inputs)
    heading = flags["title"] or (None if settings.project is None else settings.project.title)
    looks = {name: flags[name] for name in ("lang", "basemap", "boundaries", "tiles")}
    check_map_files(MapSettings(**{name: flags[name] for name in ("basemap", "boundaries", "tiles")}))
    if flags["tiles"] is not None:
        say(f"Tiles: {find_tiles(flags['tiles']).warning}", quiet=flags["quiet"])
    with kept_rejects(flags["rejects"]) as rejects:
        found = run(inputs, settings, rejects=rejects)
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always", UserWarning)
            beside = make_map(found, title=heading, **looks).save(
                output, image=image, to_format=flags["to_format"]
            )
    quiet = flags["quiet"]
    for warning in told:
        say(f"Note: {warning.message}", quiet=quiet)
    show_pins(found, quiet=quiet)
    show_problems(found.problems, quiet=quiet)
    show_counts(found.tally, quiet=quiet)
    show_rejects(found, flags["rejects"], quiet=quiet)
    if output != "-":
        say(f"Map: {output}", quiet=quiet)
    if beside is not None:
        say(f"Texts, too many for the page: {beside}; keep it beside the map", quiet=quiet)
    keep_suggestions(found, flags)
    finish(flags, unsettled=found.tally.unsettled, log=found.log())


def _image_settings(output: str, flags: dict[str, Any]) -> ImageSettings | None:
    """Return how a picture is laid out; None for a page."""
    from geomap.rendering import IMAGE_FORMATS, ImageSettings, map_format

    given = {name: flags[name] for name in ("size", "extent", "by", "dpi") if flags[name] is not None}
    if map_format(output, flags["to_format"]) != "html":
        if flags["tiles"] is not None:
            raise click.UsageError("--tiles is for HTML maps; a picture loads nothing")
        return ImageSettings(**given)
    if given:
        endings = ", ".join(f".{name}" for name in IMAGE_FORMATS)
        raise click.UsageError(
            f"--{next(iter(given))} is for pictures; name one with -o, ending in {endings}, or with --to"
        )
    return None
