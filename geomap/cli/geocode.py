"""``geomap geocode``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from geomap.cli.options import (
    column_options,
    date_order_option,
    encoding_option,
    gazetteer_option,
    log_option,
    output_option,
    pins_option,
    quiet_option,
    rejects_option,
    row_filter_options,
    strict_option,
    to_option,
)
from geomap.cli.shared import finish, make_settings, say, show_pins, show_problems, show_rejects

__all__ = ["command"]


@click.command(name="geocode")
@click.argument("table", metavar="TABLE")
@output_option(
    "-", "File to write (.csv, .tsv, .parquet, .geojson, .gpkg, .xlsx); - for CSV on standard output."
)
@to_option
@column_options
@date_order_option
@row_filter_options
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Decide places in N processes; else in as many as there are processors, if there are many places.",
)
@encoding_option
@gazetteer_option
@pins_option
@strict_option
@rejects_option
@log_option
@quiet_option
def command(table: str, output: str, to_format: str | None, rejects: Path | None, **flags: Any) -> None:  # noqa: ANN401
    """A table to the same table with place columns joined on.

    Rows, order and columns stay as they are, unless filters leave rows out; what we know of each row's
    place is appended. A row that cannot be placed says so in place_status. Tables of any length take the
    same memory.

    \b
    Examples:
      geomap geocode incidents.csv -o placed.csv
      geomap geocode liste.csv --place Ort --country Land -o placed.parquet
      geomap geocode incidents.csv -o placed.gpkg --rejects rejects.csv
      geomap geocode incidents.csv -o iraq.csv --in-country Iraq --since 2024
    """
    from geomap.pipeline.geocode import geocode_table

    found = geocode_table(table, output, make_settings(flags, [table]), to_format=to_format, rejects=rejects)
    show_pins(found, quiet=flags["quiet"])
    show_problems(found.problems, quiet=flags["quiet"])
    say(found.tally.sentence(incidents=False), quiet=flags["quiet"])
    show_rejects(found, rejects, quiet=flags["quiet"])
    finish(flags, unsettled=found.tally.unsettled, log=found.log())
