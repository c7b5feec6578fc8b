"""Flags that several commands share, each written once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = [
    "date_option",
    "gazetteer_option",
    "inputs_argument",
    "log_option",
    "model_option",
    "output_option",
    "quiet_option",
    "strict_option",
    "to_option",
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
quiet_option = click.option("-q", "--quiet", is_flag=True, help="No messages, only errors.")
strict_option = click.option(
    "--strict", is_flag=True, help="Exit with 3 when a place stayed unresolved or a row was rejected."
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


def output_option(default: str, text: str) -> Callable[[CommandT], CommandT]:
    """Return the ``-o`` option with a command's own default and help text."""
    return click.option("-o", "--output", default=default, show_default=True, metavar="FILE", help=text)
