"""``geomap read``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from geomap.cli.options import (
    column_options,
    date_option,
    date_order_option,
    encoding_option,
    from_option,
    inputs_argument,
    output_option,
    quiet_option,
)
from geomap.cli.shared import make_settings, say, show_problems

__all__ = ["command"]


@click.command(name="read")
@inputs_argument
@output_option("-", "File to write; - for standard output.")
@click.option("--columns", "by_column", is_flag=True, help="What each column of a table is, and why.")
@click.option("--json", "as_json", is_flag=True, help="With --columns: as JSON, one object per table.")
@click.option(
    "--write-mapping",
    "mapping_path",
    metavar="FILE",
    help="Write what was understood of a table as a mapping file to edit; - for standard output.",
)
@column_options
@date_order_option
@from_option
@encoding_option
@date_option
@quiet_option
def command(
    inputs: tuple[str, ...],
    output: str,
    by_column: bool,
    as_json: bool,
    mapping_path: str | None,
    **flags: Any,  # noqa: ANN401 - click's flags
) -> None:
    """What files were understood to hold: documents, or the columns of tables.

    Without --columns and --write-mapping, every document (an article, or a row of a table) is one
    JSON object per line.

    \b
    Examples:
      geomap read incidents.xlsx --columns
      geomap read incidents.xlsx --write-mapping incidents.toml
      geomap map incidents.xlsx --mapping incidents.toml -o map.html
      geomap read news/ -o documents.jsonl
    """
    from geomap.files import write_output
    from geomap.pipeline.documents import document_lines
    from geomap.pipeline.table_columns import mapping_text, read_columns
    from geomap.readers import find_tables

    settings = make_settings(flags, inputs)
    if not by_column and mapping_path is None:
        problems: list[Any] = []
        write_output(output, "".join(document_lines(inputs, settings, problems)))
        show_problems(problems, quiet=flags["quiet"])
        return
    reports = [read_columns(table, settings) for table in find_tables(inputs, settings=settings.read)]
    if mapping_path is not None:
        if len(reports) > 1:
            raise click.UsageError("--write-mapping takes one table")
        write_output(mapping_path, mapping_text(reports[0]))
        if mapping_path != "-":
            say(f"Mapping: {mapping_path}; use it with --mapping {Path(mapping_path)}", quiet=flags["quiet"])
    if by_column:
        lines = (
            [json.dumps(report.record(), ensure_ascii=False) for report in reports]
            if as_json
            else [line for report in reports for line in (*report.lines(), "")]
        )
        write_output(output, "\n".join(lines) + "\n")
