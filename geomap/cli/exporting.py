"""What the commands share that write incidents: the flags of an export, and the writing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from geomap.cli.options import to_option, town_points_option
from geomap.cli.shared import say

if TYPE_CHECKING:
    import geopandas

    from geomap.exporters import ExportSettings
    from geomap.model import Artifact

__all__ = ["check_export", "export_options", "write_incidents"]

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

_OPTIONS = (
    to_option,
    click.option(
        "--table",
        default="incidents",
        show_default=True,
        metavar="NAME",
        help="Table to bring up to date, with --to postgresql://USER@HOST/DATABASE.",
    ),
    click.option(
        "--rings", is_flag=True, help="Add a layer with the rings of uncertainty: gpkg, kml, PostgreSQL."
    ),
    click.option("--located-only", is_flag=True, help="Leave out rows without a point."),
    click.option("--bom", is_flag=True, help="Begin CSV with a byte order mark, by which Excel knows UTF-8."),
    town_points_option,
    click.option(
        "--coarsen",
        metavar="adm1|KM",
        help="Put points at their province, or in the middle of cells of KM, and redact.",
    ),
    click.option(
        "--redact", is_flag=True, help="Leave out titles, quotes, names of people, sources, links and ids."
    ),
)


def export_options(command: CommandT) -> CommandT:
    """Add the flags of the commands that write incidents."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def check_export(output: str, flags: Mapping[str, Any]) -> None:
    """Refuse flags that do not go together before the work, not after.

    Raises:
        click.UsageError: Two flags contradict each other.
        UnknownNameError: There is no such format.
    """
    from geomap.errors import InputError
    from geomap.exporters import format_of
    from geomap.frame.coarsen import parse_coarseness

    name = format_of(output, to_format=flags["to_format"])
    if flags["coarsen"] is not None:
        try:
            parse_coarseness(flags["coarsen"])
        except InputError as error:
            raise click.BadParameter(str(error), param_hint="--coarsen") from error
        if flags["town_points"]:
            raise click.UsageError("--coarsen moves the points further than --town-points; leave one out")
    if name == "postgresql" and (flags["redact"] or flags["coarsen"] is not None):
        raise click.UsageError(
            "a table cannot be brought up to date with --redact or --coarsen, which renumber; write a file"
        )


def write_incidents(
    frame: geopandas.GeoDataFrame,
    output: str,
    flags: Mapping[str, Any],
    stated: ExportSettings | None = None,
) -> Artifact:
    """Write incidents as the flags say.

    Args:
        stated: What the incidents were made with; None for what their provenance column says.
    """
    from geomap.exporters import ExportSettings, export_frame

    own = _changed(frame, flags)
    # Of what was redacted only the rows themselves say what they are made of: pins files have names.
    known = stated if stated is not None and own is frame else ExportSettings()
    settings = replace(
        known,
        report=partial(say, quiet=flags["quiet"]),
        rings=flags["rings"],
        located_only=flags["located_only"],
        bom=flags["bom"],
    )
    return export_frame(own, output, to_format=flags["to_format"], settings=settings, table=flags["table"])


def _changed(frame: geopandas.GeoDataFrame, flags: Mapping[str, Any]) -> geopandas.GeoDataFrame:
    """Return the incidents with what is asked for: points of towns, coarse points, no words."""
    if flags["coarsen"] is not None:
        from geomap.pipeline.coarsening import coarsen

        return coarsen(frame, flags["coarsen"], gazetteer=flags["gazetteer"])
    if flags["town_points"]:
        from geomap.pipeline.town_points import at_town_points

        frame = at_town_points(frame, gazetteer=flags["gazetteer"])
    if flags["redact"]:
        from geomap.frame import redact_frame

        frame = redact_frame(frame)
    return frame
