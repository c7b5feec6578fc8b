"""Flags that several commands share, each written once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = [
    "column_options",
    "date_option",
    "encoding_option",
    "from_option",
    "gazetteer_option",
    "inputs_argument",
    "jobs_option",
    "language_option",
    "link_options",
    "log_option",
    "model_option",
    "output_option",
    "pins_option",
    "quiet_option",
    "run_options",
    "strict_option",
    "to_option",
    "town_points_option",
]

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

inputs_argument = click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)

gazetteer_option = click.option(
    "--gazetteer",
    type=click.Path(path_type=Path),
    help="Place index to use instead of the one that comes with geomap.",
)
model_option = click.option(
    "--model", metavar="NAME", help="spaCy model to use; the published figures hold for the pinned one."
)
language_option = click.option(
    "--language", metavar="CODE", help="Language of the articles (en, ar, fr, ...); else found out for each."
)
pins_option = click.option(
    "--pins",
    type=click.Path(path_type=Path),
    help="File that says what names mean (columns name, means, country, document, note). "
    "Pins of a geomap.toml in this folder or one above it hold too, behind these.",
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="No messages, only errors.")
strict_option = click.option(
    "--strict", is_flag=True, help="Exit with 3 when a place stayed unresolved or a row was rejected."
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="Read articles in N processes; each takes the memory of one. The output is the same.",
)
date_option = click.option(
    "--date",
    "document_date",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="Date of the articles, for those that do not state it; relative dates count from it.",
)
log_option = click.option(
    "--log-json",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the counts, settings, versions and gazetteer digest of this run.",
)
to_option = click.option(
    "--to", "to_format", metavar="FORMAT", help="Output format; else by the extension of -o."
)
town_points_option = click.option(
    "--town-points",
    is_flag=True,
    help="Put sites and neighbourhoods at the point of their town, as UCDP GED does.",
)
from_option = click.option(
    "--from",
    "from_format",
    metavar="FORMAT",
    help="Input format (text, html, pdf, csv, xlsx, json, ...); else found out.",
)
encoding_option = click.option("--encoding", metavar="NAME", help="Character encoding; else found out.")


def output_option(default: str, text: str) -> Callable[[CommandT], CommandT]:
    """Return the ``-o`` option with a command's own default and help text."""
    return click.option("-o", "--output", default=default, show_default=True, metavar="FILE", help=text)


def run_options(command: CommandT) -> CommandT:
    """Add the flags that every command has which reads articles and tables."""
    for option in reversed(
        (
            from_option,
            encoding_option,
            date_option,
            gazetteer_option,
            pins_option,
            model_option,
            language_option,
            strict_option,
            log_option,
            quiet_option,
        )
    ):
        command = option(command)
    return command


def column_options(command: CommandT) -> CommandT:
    """Add the flags that say what a table's columns are."""
    command = click.option(
        "--sheet", metavar="NAME", help="Sheet of a workbook, or layer of a GeoPackage; else by its content."
    )(command)
    command = click.option(
        "--mapping",
        type=click.Path(path_type=Path),
        help="Mapping file: what columns and cells mean; geomap read FILE --write-mapping makes one.",
    )(command)
    for role in reversed(("place", "admin1", "admin2", "country", "lat", "lon")):
        name = f"{role}_column"
        command = click.option(f"--{role}", name, metavar="COLUMN", help=f"Column that holds the {role}.")(
            command
        )
    return command


def link_options(command: CommandT) -> CommandT:
    """Add the flags of the commands that link reports of one incident."""
    for option in reversed(
        (
            click.option(
                "--link/--no-link",
                default=True,
                show_default=True,
                help="Give reports of one incident, from all inputs, the same cluster_id; none is left out.",
            ),
            click.option(
                "--suggestions",
                type=click.Path(path_type=Path, dir_okay=False),
                help="CSV file to write: pairs of incidents that may be one, with score and reasons.",
            ),
        )
    ):
        command = option(command)
    return command
