"""``geomap parse``."""

from __future__ import annotations

from typing import Any

import click

from geomap.cli.options import (
    inputs_argument,
    jobs_option,
    mention_filter_options,
    output_option,
    run_options,
)
from geomap.cli.shared import (
    finish,
    kept_rejects,
    make_settings,
    say,
    show_pins,
    show_problems,
    show_rejects,
)

__all__ = ["command"]


@click.command(name="parse")
@inputs_argument
@output_option("-", "JSON lines file to write; - for standard output.")
@click.option("--demonyms", is_flag=True, help="Also words for peoples (Iraqi, Americans), at their country.")
@mention_filter_options
@jobs_option
@run_options
def command(inputs: tuple[str, ...], output: str, demonyms: bool, **flags: Any) -> None:  # noqa: ANN401
    """Text to every place mention with its resolution, as JSON lines.

    INPUT is text, or a .jsonl file (or --from jsonl) of documents, one JSON object per line:
    {id, text, date?, mentions?: [{start, end}]}; given mentions switch recognition off. Offsets
    count Unicode code points.

    \b
    Examples:
      geomap parse article.txt
      echo "Clashes near Homs, Syria" | geomap parse - --from text
    """
    from geomap.files import staged_output
    from geomap.pipeline.mentions import iter_parsed
    from geomap.pipeline.run import Run

    found = Run(settings=make_settings(flags, inputs))
    with kept_rejects(flags["rejects"]) as rejects, staged_output(output) as part:
        found.problems.rejects = rejects
        with part.open("w", encoding="utf-8", newline="") as out:
            out.writelines(iter_parsed(inputs, found, demonyms=demonyms))
    show_pins(found, quiet=flags["quiet"])
    show_problems(found.problems, quiet=flags["quiet"])
    say(found.tally.sentence(incidents=False), quiet=flags["quiet"])
    show_rejects(found, flags["rejects"], quiet=flags["quiet"])
    finish(flags, unsettled=found.tally.unsettled, log=found.log())
