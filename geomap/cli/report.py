"""``geomap report``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

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

__all__ = ["command"]


def _write_template(ctx: click.Context, _: click.Parameter, path: Path | None) -> None:
    """Write the template of a format, by the file's extension, and end."""
    if path is None:
        return
    from geomap.files import write_output
    from geomap.rendering.report import bundled_template

    write_output(path, bundled_template(path.suffix.removeprefix(".").lower()))
    say(f"Template: {path}; use it with --template {path}")
    ctx.exit(0)


@click.command(name="report")
@inputs_argument
@output_option("report.html", "File to write: .html, .md, .docx or .pdf; - for standard output.")
@to_option
@click.option("--title", help="Heading; else that of geomap.toml, else the title of the only article.")
@click.option(
    "--lang",
    type=click.Choice(["ar", "en"]),
    default="en",
    show_default=True,
    help="Language of the report's own words; titles, names and quotes stay as they are.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=40,
    show_default=True,
    metavar="N",
    help="Incidents that get a card: those with the most people killed, then wounded. The table lists all.",
)
@click.option(
    "--interactive",
    is_flag=True,
    help="Put the interactive map into an HTML report too (about 1 MB).",
)
@land_options
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Your own template for HTML or Markdown; it runs in a sandbox.",
)
@click.option(
    "--write-template",
    type=click.Path(path_type=Path, dir_okay=False),
    is_eager=True,
    expose_value=False,
    callback=_write_template,
    metavar="FILE",
    help="Write geomap's own template (.html or .md), to change it, and end.",
)
@column_options_beside_filters
@date_order_option
@filter_options
@link_options
@jobs_option
@run_options
def command(inputs: tuple[str, ...], output: str, **flags: Any) -> None:  # noqa: ANN401 - click's flags
    """Articles and tables to a briefing: figures, map, time, table, and each incident with its words.

    INPUT is what geomap map takes, incident files of geomap among it. A report loads nothing from the
    network. The drawings of a Markdown report are written beside it.

    \b
    Examples:
      geomap report article.txt -o brief.html
      geomap report news/ incidents.csv -o brief.docx --title "Week 6" --since 2024-02-05
      geomap report incidents.geojson -o brief.pdf --lang ar --limit 10
      geomap report --write-template mine.html
    """
    from geomap.pipeline.reporting import make_report
    from geomap.pipeline.run import run
    from geomap.rendering import MapSettings, check_map_files
    from geomap.rendering.report import ReportSettings, report_format

    check_suggestions(flags)
    quiet = flags["quiet"]
    name = report_format(output, to_format=flags["to_format"], template=flags["template"])
    if flags["interactive"] and name != "html":
        raise click.UsageError(
            f"--interactive is for HTML reports, and this one is {name}; leave it out, or name an .html"
        )
    settings = make_settings(flags, inputs)
    heading = flags["title"] or (None if settings.project is None else settings.project.title)
    looks = ReportSettings(
        language=flags["lang"],
        limit=flags["limit"],
        template=flags["template"],
        interactive=flags["interactive"],
        basemap=flags["basemap"],
        boundaries=flags["boundaries"],
    )
    check_map_files(MapSettings(basemap=looks.basemap, boundaries=looks.boundaries))
    with kept_rejects(flags["rejects"]) as rejects:
        found = run(inputs, settings, rejects=rejects)
        make_report(
            found,
            output,
            title=heading,
            looks=looks,
            to_format=flags["to_format"],
            tell=partial(say, quiet=quiet),
        )
    show_pins(found, quiet=quiet)
    show_problems(found.problems, quiet=quiet)
    show_counts(found.tally, quiet=quiet)
    show_rejects(found, flags["rejects"], quiet=quiet)
    if output != "-":
        say(f"Report: {output}", quiet=quiet)
    keep_suggestions(found, flags)
    finish(flags, unsettled=found.tally.unsettled, log=found.log())
