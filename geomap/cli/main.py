"""The ``geomap`` command: loads a command's module only when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from geomap._version import __version__
from geomap.errors import GeomapError

__all__ = ["cli", "main"]

# name -> (module, one line for --help); the modules stay unloaded until their command runs.
COMMANDS = {
    "demo": ("geomap.cli.demo", "Map the bundled example article and table into outputs/."),
    "map": ("geomap.cli.map", "Articles and tables to one self-contained HTML map."),
    "extract": ("geomap.cli.extract", "Articles to incidents (GeoJSON, or any export format)."),
    "geocode": ("geomap.cli.geocode", "A table to the same table with place columns joined on."),
    "parse": ("geomap.cli.parse", "Text to every place mention with its resolution, as JSON lines."),
    "read": ("geomap.cli.read", "What files and the columns of tables were understood to hold."),
    "lookup": ("geomap.cli.lookup", "Ask the gazetteer where a name is."),
    "reverse": ("geomap.cli.reverse", "Ask the gazetteer what is near a point."),
    "export": ("geomap.cli.export", "An incidents file to any other format."),
    "report": ("geomap.cli.report", "Incidents to a briefing: HTML, Markdown, Word or PDF."),
    "embed": ("geomap.cli.embed", "A map as a snippet for web pages, notes and notebooks."),
    "merge": ("geomap.cli.merge", "A newer version of an incidents file over an older one."),
    "gazetteer": ("geomap.cli.gazetteer", "Make, describe and verify gazetteers."),
    "evaluate": ("geomap.cli.evaluate", "Score this installation on labelled texts."),
    "completion": ("geomap.cli.completion", "Print the shell completion script."),
}

EPILOG = """\b
Examples:
  geomap demo
  geomap map article.txt incidents.csv -o map.html
  geomap extract news/*.txt -o incidents.geojson
  geomap lookup "Mashtal, Baghdad"
"""


class LazyGroup(click.Group):
    """A group that imports the module of a command when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of a user's first hour."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - whatever a command returns
        """Run a command; a reader of its output that goes away (``geomap ... | head``) is no error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # What is still buffered is flushed at exit: into nothing.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table above, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="geomap")
@click.option("--debug", is_flag=True, help="Show the full traceback of an error.")
@click.pass_context
def cli(ctx: click.Context, debug: bool) -> None:
    """Turn news text and incident tables into a map that can be checked, offline."""
    ctx.obj = debug


def main() -> None:
    """Run the command line; an error of ours is one line on stderr and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stderr else "strict")
    try:
        cli(prog_name="geomap")
    except GeomapError as error:
        if "--debug" in sys.argv:
            raise
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)
