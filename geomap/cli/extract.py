"""``geomap extract``."""

from __future__ import annotations

from typing import Any

import click

from geomap.cli.exporting import check_export, export_options, write_incidents
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


@click.command(name="extract")
@inputs_argument
@output_option("-", "File to write; - for standard output (GeoJSON).")
@export_options
@column_options_beside_filters
@date_order_option
@filter_options
@link_options
@jobs_option
@run_options
@click.option(
    "--explain",
    is_flag=True,
    help="Also print, on standard error, each field of each incident with its sentence, cue and rule.",
)
def command(inputs: tuple[str, ...], output: str, explain: bool, **flags: Any) -> None:  # noqa: ANN401
    """Articles to incidents (GeoJSON, or any export format).

    \b
    Examples:
      geomap extract article.txt -o incidents.geojson
      cat article.txt | geomap extract - --date 2024-02-08 --to csv
      geomap extract article.txt -o incidents.geojson --explain
    """
    from geomap.pipeline.run import run

    check_export(output, flags)
    check_suggestions(flags)
    with kept_rejects(flags["rejects"]) as rejects:
        found = run(inputs, make_settings(flags, inputs), rejects=rejects)
        write_incidents(found.frame(), output, flags, found.export)
    if explain:
        from geomap.pipeline.explain import explain_incidents

        say("\n".join(explain_incidents(found.incidents)))
    show_pins(found, quiet=flags["quiet"])
    show_problems(found.problems, quiet=flags["quiet"])
    show_counts(found.tally, quiet=flags["quiet"])
    show_rejects(found, flags["rejects"], quiet=flags["quiet"])
    keep_suggestions(found, flags)
    finish(flags, unsettled=found.tally.unsettled, log=found.log())
