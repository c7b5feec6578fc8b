"""``geomap gazetteer``: make, extend, describe and verify place indexes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geomap.cli.gazetteer_build import add, build

if TYPE_CHECKING:
    from geomap.gazetteer import GazetteerInfo

__all__ = ["command"]

EPILOG = """\b
Examples:
  geomap gazetteer info
  geomap gazetteer info --coverage
  geomap gazetteer build -o iraq.db IQ.zip admin1CodesASCII.txt
  geomap gazetteer add camps.csv -o mine.db
  geomap gazetteer check places.db
"""


@click.group(name="gazetteer", epilog=EPILOG)
def command() -> None:
    """Make, extend, describe and verify gazetteers: the place indexes that names are looked up in."""


command.add_command(build)
command.add_command(add)


@command.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@click.option(
    "--coverage",
    "with_coverage",
    is_flag=True,
    help="Instead, by country: towns, and what share of the first- and second-level units is held.",
)
def info(path: Path | None, as_json: bool, with_coverage: bool) -> None:
    """Say what a gazetteer holds, where it comes from and on which terms. Default: the one in use."""
    from geomap.gazetteer import open_gazetteer

    if with_coverage:
        _tell_coverage(path, as_json)
        return
    with open_gazetteer(path) as index:
        described = index.info
    if as_json:
        click.echo(json.dumps(_info_record(described), ensure_ascii=False, indent=2))
        return
    click.echo(", ".join(part for part in (described.title, described.date) if part != ""))
    click.echo(f"  file    {described.path}")
    click.echo(f"  digest  {described.digest}")
    click.echo(f"  schema  {described.schema}")
    click.echo(f"  places  {described.places:,} with {described.names:,} names")
    click.echo(f"  credit  {described.attribution}")
    click.echo("sources")
    for source in described.sources:
        click.echo(f"  {source.title}")
        dated = f" ({source.date})" if source.date != "" else ""
        click.echo(f"    {source.version}{dated}; {source.places:,} places")
        terms = (f"licence: {source.licence}", f"credit: {source.attribution}", source.url)
        click.echo(f"    {'; '.join(term for term in terms if term != '')}")


def _tell_coverage(path: Path | None, as_json: bool) -> None:
    from geomap.cli.coverage import coverage_records, iter_coverage_lines
    from geomap.gazetteer import open_gazetteer
    from geomap.gazetteer.coverage import coverage

    with open_gazetteer(path) as index:
        countries = coverage(index)
    if as_json:
        click.echo(json.dumps(coverage_records(countries), ensure_ascii=False, indent=2))
        return
    for line in iter_coverage_lines(countries):
        click.echo(line)


def _info_record(described: GazetteerInfo) -> dict[str, object]:
    return {
        "title": described.title,
        "date": described.date,
        "path": str(described.path),
        "digest": described.digest,
        "inputs": described.inputs,
        "schema": described.schema,
        "places": described.places,
        "names": described.names,
        "attribution": described.attribution,
        "sources": [
            {
                "key": source.key,
                "title": source.title,
                "version": source.version,
                "date": source.date,
                "licence": source.licence,
                "attribution": source.attribution,
                "url": source.url,
                "places": source.places,
            }
            for source in described.sources
        ],
    }


@command.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
def check(path: Path | None) -> None:
    """Verify that a gazetteer is whole and unaltered. Default: the one in use."""
    from geomap.gazetteer.check import check_gazetteer
    from geomap.gazetteer.file import default_path

    report = check_gazetteer(path if path is not None else default_path())
    found = report.info
    click.echo(
        f"{found.path}: whole; {found.places:,} places, {found.names:,} names, digest {found.short_digest}"
    )
