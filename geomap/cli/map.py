"""``geomap map``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from geomap.cli.options import (
    column_options_beside_filters,
    date_order_option,
    filter_options,
    inputs_argument,
    jobs_option,
    link_options,
    output_option,
    run_options,
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

__all__ = ["command"]


@click.command(name="map")
@inputs_argument
@output_option("map.html", "HTML file to write; - for standard output.")
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
@click.option(
    "--basemap",
    metavar="world|none|FILE",
    default="world",
    show_default=True,
    help="Land to draw: geomap's own, none, or a file of areas (GeoJSON, GeoPackage, FlatGeobuf, Shapefile).",
)
@click.option(
    "--boundaries",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of lines or areas to draw over the base map, such as your organisation's boundaries.",
)
@click.option(
    "--tiles",
    metavar="NAME",
    help="Map pictures from the network, by their name in xyzservices (OpenStreetMap.Mapnik, ...). "
    "Opening the map then tells that host where and when each reader looks.",
)
@column_options_beside_filters
@date_order_option
@filter_options
@link_options
@jobs_option
@run_options
def command(inputs: tuple[str, ...], output: str, **flags: Any) -> None:  # noqa: ANN401 - click's flags
    """Articles and tables to one self-contained HTML map.

    INPUT is any mix of files, folders, patterns and - for standard input. The map opens from the
    file, with no network unless --tiles asks for it.

    \b
    Examples:
      geomap map article.txt -o map.html
      geomap map news/ incidents.csv -o map.html --title "Week 6"
    """
    from geomap.pipeline.api import make_map
    from geomap.pipeline.run import run
    from geomap.rendering import MapSettings, check_map_files, find_tiles

    check_suggestions(flags)
    settings = make_settings(flags, inputs)
    heading = flags["title"] or (None if settings.project is None else settings.project.title)
    looks = {name: flags[name] for name in ("lang", "basemap", "boundaries", "tiles")}
    check_map_files(MapSettings(**{name: flags[name] for name in ("basemap", "boundaries", "tiles")}))
    if flags["tiles"] is not None:
        say(f"Tiles: {find_tiles(flags['tiles']).warning}", quiet=flags["quiet"])
    with kept_rejects(flags["rejects"]) as rejects:
        found = run(inputs, settings, rejects=rejects)
        beside = make_map(found, title=heading, **looks).save(output)
    quiet = flags["quiet"]
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
