"""``geomap geocode``."""

from __future__ import annotations

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
    strict_option,
)
from geomap.cli.shared import finish, make_settings, say, show_pins, show_problems

__all__ = ["command"]


@click.command(name="geocode")
@click.argument("table", metavar="TABLE")
@output_option("-", "CSV file to write; - for standard output.")
@column_options
@date_order_option
@encoding_option
@gazetteer_option
@pins_option
@strict_option
@log_option
@quiet_option
def command(table: str, output: str, **flags: Any) -> None:  # noqa: ANN401 - click's flags
    """A table to the same table with place columns joined on.

    Rows, order and columns stay as they are; what we know of each row's place is appended. A row
    that cannot be placed says so in place_status.

    \b
    Examples:
      geomap geocode incidents.csv -o placed.csv
      geomap geocode liste.csv --place Ort --country Land -o placed.csv
    """
    from geomap.files import write_output
    from geomap.pipeline.geocode import geocode_table

    found = geocode_table(table, make_settings(flags, [table]))
    write_output(output, found.to_csv())
    show_pins(found.run, quiet=flags["quiet"])
    show_problems(found.run.problems, quiet=flags["quiet"])
    say(found.run.tally.sentence(incidents=False), quiet=flags["quiet"])
    finish(flags, unsettled=found.run.tally.unsettled, log=found.run.log())
