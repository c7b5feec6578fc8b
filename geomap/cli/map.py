"""``geomap map``."""

from __future__ import annotations

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
@click.option("--title", help="Heading of the map; else the title of the only article.")
@click.option(
    "--lang",
    type=click.Choice(["ar", "en"]),
    default="en",
    show_default=True,
    help="Language of the map's own words; titles, names and quotes stay as they are.",
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
    file, with no network.

    \b
    Examples:
      geomap map article.txt -o map.html
      geomap map news/ incidents.csv -o map.html --title "Week 6"
    """
    from geomap.pipeline.api import make_map
    from geomap.pipeline.run import run

    check_suggestions(flags)
    with kept_rejects(flags["rejects"]) as rejects:
        found = run(inputs, make_settings(flags), rejects=rejects)
        make_map(found, title=flags["title"], lang=flags["lang"]).save(output)
    quiet = flags["quiet"]
    show_pins(found, quiet=quiet)
    show_problems(found.problems, quiet=quiet)
    show_counts(found.tally, quiet=quiet)
    show_rejects(found, flags["rejects"], quiet=quiet)
    if output != "-":
        say(f"Map: {output}", quiet=quiet)
    keep_suggestions(found, flags)
    finish(flags, unsettled=found.tally.unsettled, log=found.log())
