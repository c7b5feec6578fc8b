"""Flags that several commands share, each written once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = [
    "column_options",
    "column_options_beside_filters",
    "date_option",
    "date_order_option",
    "encoding_option",
    "filter_options",
    "from_option",
    "gazetteer_option",
    "inputs_argument",
    "jobs_option",
    "land_options",
    "language_option",
    "link_options",
    "log_option",
    "mention_filter_options",
    "model_option",
    "output_option",
    "pins_option",
    "quiet_option",
    "rejects_option",
    "row_filter_options",
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
rejects_option = click.option(
    "--rejects",
    type=click.Path(path_type=Path, dir_okay=False),
    help="CSV file to write: cells, rows and files that could not be used, and places without a point.",
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
            rejects_option,
            log_option,
            quiet_option,
        )
    ):
        command = option(command)
    return command


def column_options(command: CommandT) -> CommandT:
    """Add the flags that say what a table's columns are."""
    command = table_options(command)
    return _columns(command, ("place", "admin1", "admin2", "country", "lat", "lon"), short=True)


def column_options_beside_filters(command: CommandT) -> CommandT:
    """Add the same flags where ``--country`` is a filter: the column is ``--country-column``."""
    command = table_options(command)
    command = _columns(command, ("lat", "lon"), short=True)
    command = _columns(command, ("country",), short=False)
    return _columns(command, ("place", "admin1", "admin2"), short=True)


def table_options(command: CommandT) -> CommandT:
    """Add the flags that say which table of a file is read, and by what mapping."""
    command = click.option(
        "--sheet", metavar="NAME", help="Sheet of a workbook, or layer of a GeoPackage; else by its content."
    )(command)
    return click.option(
        "--mapping",
        type=click.Path(path_type=Path),
        help="Mapping file: what columns and cells mean; geomap read FILE --write-mapping makes one.",
    )(command)


def _columns(command: CommandT, roles: tuple[str, ...], *, short: bool) -> CommandT:
    for role in reversed(roles):
        flags = [f"--{role}", f"--{role}-column"] if short else [f"--{role}-column"]
        command = click.option(
            *flags, f"{role}_column", metavar="COLUMN", help=f"Column that holds the {role}."
        )(command)
    return command


date_order_option = click.option(
    "--date-order",
    type=click.Choice(["dmy", "mdy", "ymd"]),
    help="How tables write dates such as 03/04/2021; else found out for each column.",
)


def filter_options(command: CommandT) -> CommandT:
    """Add the flags that say which incidents to keep."""
    return _filters(command, "incidents", country=("--country", "--in-country"))


def row_filter_options(command: CommandT) -> CommandT:
    """Add the flags that say which rows of a table to keep, where ``--country`` names a column."""
    return _filters(command, "rows", country=("--in-country",))


def mention_filter_options(command: CommandT) -> CommandT:
    """Add the flags that say which place names to keep; they have no type."""
    return _filters(command, "names", country=("--country", "--in-country"), types=False)


def _filters(command: CommandT, what: str, *, country: tuple[str, ...], types: bool = True) -> CommandT:
    of_type = click.option(
        "--type",
        "types",
        multiple=True,
        metavar="TYPE",
        help=f"Keep {what} of this event type or sub-type. May be repeated.",
    )
    for option in reversed(
        (
            click.option("--bbox", metavar="W,S,E,N", help=f"Keep {what} in this box, in degrees."),
            click.option(
                "--within",
                type=click.Path(path_type=Path),
                metavar="FILE",
                help=f"Keep {what} in the polygons of a file: GeoJSON, GeoPackage, Shapefile, KML, ...",
            ),
            click.option(
                *country,
                "countries",
                multiple=True,
                metavar="COUNTRY",
                help=f"Keep {what} in this country (code or name). May be repeated.",
            ),
            click.option(
                "--since", metavar="DATE", help=f"Keep {what} that may have been on this day or later."
            ),
            click.option(
                "--until", metavar="DATE", help=f"Keep {what} that may have been on this day or before."
            ),
            *((of_type,) if types else ()),
            click.option(
                "--min-confidence",
                type=click.FloatRange(0, 1),
                metavar="X",
                help=f"Keep {what} whose place is at least so certain, 0 to 1.",
            ),
        )
    ):
        command = option(command)
    return command


def land_options(command: CommandT) -> CommandT:
    """Add the flags of the commands that draw maps: what lies under and over the dots."""
    for option in reversed(
        (
            click.option(
                "--basemap",
                metavar="world|none|FILE",
                default="world",
                show_default=True,
                help="Land to draw: geomap's own, none, or a file of areas "
                "(GeoJSON, GeoPackage, FlatGeobuf, Shapefile).",
            ),
            click.option(
                "--boundaries",
                type=click.Path(path_type=Path, dir_okay=False),
                help="File of lines or areas to draw over the base map, "
                "such as your organisation's boundaries.",
            ),
        )
    ):
        command = option(command)
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
