"""What commands do alike: settings from flags, messages, log and exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from geomap.model import Problem
    from geomap.pipeline.counts import Tally
    from geomap.pipeline.problems import Problems, Rejects
    from geomap.pipeline.run import Run
    from geomap.pipeline.settings import Settings

__all__ = [
    "STRICT_EXIT",
    "check_suggestions",
    "finish",
    "keep_suggestions",
    "kept_rejects",
    "make_settings",
    "say",
    "show_counts",
    "show_pins",
    "show_problems",
    "show_rejects",
]

STRICT_EXIT = 3
"""Exit code of ``--strict`` when something stayed unresolved or was rejected."""

SHOWN_PROBLEMS = 5
SHOWN_CHARACTERS = 40


def say(message: str, *, quiet: bool = False) -> None:
    """Print a message for people on stderr."""
    if not quiet:
        click.echo(message, err=True)


def make_settings(flags: Mapping[str, Any], inputs: Sequence[str] = ()) -> Settings:
    """Return the settings that a command's flags state, and a project file beside its inputs.

    ``--place COLUMN`` and the like name columns.
    """
    from geomap.cli.filters import make_filters
    from geomap.pipeline.mapping_files import read_mapping_file
    from geomap.pipeline.project import project_of, read_project
    from geomap.pipeline.settings import Settings

    path = project_of(inputs)
    project = None if path is None else read_project(path)
    mapping = flags.get("mapping")
    day = flags.get("document_date")
    suffix = "_column"
    return Settings(
        gazetteer=flags.get("gazetteer") or (None if project is None else project.gazetteer),
        model=flags.get("model"),
        language=flags.get("language"),
        document_date=day.date() if isinstance(day, datetime) else day,
        from_format=flags.get("from_format"),
        encoding=flags.get("encoding"),
        columns={
            name.removesuffix(suffix): column
            for name, column in flags.items()
            if name.endswith(suffix) and column is not None
        },
        date_order=flags.get("date_order"),
        filters=make_filters(flags),
        pins=flags.get("pins"),
        jobs=flags.get("jobs", 1) or 0,
        link=flags.get("link", True),
        project=project,
        mapping=None if mapping is None else read_mapping_file(mapping),
        sheet=flags.get("sheet"),
    )


def check_suggestions(flags: Mapping[str, Any]) -> None:
    """Refuse ``--suggestions`` where nothing is linked."""
    if flags["suggestions"] is not None and not flags["link"]:
        raise click.UsageError("--suggestions needs linking; leave out --no-link")


def keep_suggestions(run: Run, flags: Mapping[str, Any]) -> None:
    """Write the pairs that may be one incident to the file of ``--suggestions``, if one is named."""
    path: Path | None = flags["suggestions"]
    if path is not None:
        from geomap.pipeline.linking import write_suggestions

        write_suggestions(path, run.suggestions, run.incidents)
        say(f"Suggestions: {len(run.suggestions):,} in {path}", quiet=flags["quiet"])


def show_problems(problems: Problems | list[Problem], *, quiet: bool) -> None:
    """Print the first problems of a run, and how many more there are."""
    for problem in islice(problems, SHOWN_PROBLEMS):
        where = f"{problem.source}" + (f", row {problem.row}" if problem.row is not None else "")
        cell = "" if problem.column is None else f"; {problem.column}: {_short(problem.value)}"
        say(
            f"Problem: {where}: {problem.reason}{cell}"
            + (f" ({problem.suggestion})" if problem.suggestion else ""),
            quiet=quiet,
        )
    if len(problems) > SHOWN_PROBLEMS:
        say(f"Problem: and {len(problems) - SHOWN_PROBLEMS:,} more", quiet=quiet)


def _short(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= SHOWN_CHARACTERS else f"{line[:SHOWN_CHARACTERS]}..."


def show_rejects(run: Run, path: Path | None, *, quiet: bool) -> None:
    """Say what stands in the file of rejects; the parts add up."""
    if path is not None and run.problems.rejects is not None:
        written, told = run.problems.rejects.written, len(run.problems)
        parts = f"{told:,} problem{'' if told == 1 else 's'} and {written - told:,} without a point"
        say(f"Rejects: {written:,} in {path}: {parts}", quiet=quiet)


@contextmanager
def kept_rejects(path: Path | None) -> Iterator[Rejects | None]:
    """Open the file of ``--rejects``, if one is named; it takes its name when the command has succeeded."""
    from geomap.pipeline.problems import Rejects

    if path is None:
        yield None
        return
    with Rejects.open(path) as rejects:
        yield rejects


def show_pins(run: Run, *, quiet: bool) -> None:
    """Say which pins a run used: a project file may stand in a folder that nobody thinks of."""
    if run.pins:
        used = ", ".join(f"{one.pins:,} of {one.source}" for one in run.pins)
        say(f"Pins: {used}", quiet=quiet)


def show_counts(tally: Tally, *, quiet: bool, incidents: bool = True) -> None:
    """Print a run's counts, and what would make more of its dates."""
    if tally.undated > 0 and incidents:
        which = "the article states" if tally.documents == 1 else f"{tally.undated:,} articles state"
        say(
            f"Note: {which} no date; with --date YYYY-MM-DD 'Monday' and 'last week' can be read",
            quiet=quiet,
        )
    say(tally.sentence(incidents=incidents), quiet=quiet)


def finish(flags: Mapping[str, Any], *, unsettled: int, log: dict[str, object] | None = None) -> None:
    """Write the log that was asked for and set the exit code of ``--strict``."""
    path: Path | None = flags.get("log_json")
    if path is not None and log is not None:
        from geomap.pipeline.run import write_log

        write_log(path, log)
    if flags.get("strict") and unsettled > 0:
        sys.exit(STRICT_EXIT)
