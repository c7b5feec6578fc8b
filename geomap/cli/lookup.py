"""``geomap lookup``: where is a name?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geomap.cli.options import gazetteer_option

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.gazetteer.filters import PlaceFilter
    from geomap.model import Candidate, Place

__all__ = ["command", "place_cells", "place_record", "table_lines"]

EPILOG = """\b
Examples:
  geomap lookup Baghdad
  geomap lookup "Mashtal, Baghdad" --explain
  geomap lookup "Shuyrat airbase" --country SY --json
  geomap lookup Qaim --admin1 Anbar --feature P
  geomap lookup Bagh --prefix
"""
HEADER = ("name", "kind", "in", "country", "lat", "lon", "radius", "match", "score", "id")


@click.command(name="lookup", epilog=EPILOG)
@click.argument("name")
@click.option("--country", metavar="COUNTRY", help="Only places of this country (code or name: IQ, Iraq).")
@click.option("--admin1", metavar="UNIT", help="Only places of this first-level unit (name, code or id).")
@click.option(
    "--feature",
    "features",
    multiple=True,
    metavar="CODE",
    help="Only places of this GeoNames class or code: P, PPLX, S.AIRB. May be repeated.",
)
@click.option("--bbox", metavar="W,S,E,N", help="Only places in this box, in degrees.")
@click.option(
    "-n", "--limit", type=click.IntRange(min=1), default=5, show_default=True, help="How many places."
)
@click.option("--exact", is_flag=True, help="No names that merely resemble the one given.")
@click.option("--prefix", is_flag=True, help="NAME is the beginning of a name, to be completed.")
@click.option("-v", "--explain", is_flag=True, help="Say why each place stands where it does.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array, for programs.")
@gazetteer_option
def command(
    name: str,
    limit: int,
    explain: bool,
    as_json: bool,
    gazetteer: Path | None,
    **flags: Any,  # noqa: ANN401
) -> None:
    """Ask the gazetteer where NAME is: the likeliest places first.

    NAME may hold words for its kind and the places it lies in: "Homs Governorate", "Al Asad air base, Iraq",
    "Portland, OR". Nothing found is an empty answer, not an error.
    """
    from geomap.gazetteer import open_gazetteer

    with open_gazetteer(gazetteer) as index:
        wanted = _filter(index, flags)
        if flags["prefix"]:
            found = index.complete(name, limit=limit, wanted=wanted)
        else:
            found = index.lookup(name, limit=limit, fuzzy=not flags["exact"], wanted=wanted)
    if as_json:
        click.echo(json.dumps([_candidate_record(candidate) for candidate in found], ensure_ascii=False))
        return
    if not found:
        click.echo(f"no place called '{name}' in the gazetteer", err=True)
        return
    reasons = [_reason_lines(candidate) if explain else [] for candidate in found]
    rows = [_row(candidate) for candidate in found]
    lines = table_lines(HEADER, rows)
    click.echo(lines[0])
    for line, notes in zip(lines[1:], reasons, strict=True):
        click.echo("\n".join([line, *notes]))


def _filter(index: Gazetteer, flags: dict[str, Any]) -> PlaceFilter:
    """Return the conditions that the flags set."""
    from geomap.errors import InputError
    from geomap.gazetteer.countries import country_code
    from geomap.gazetteer.filters import PlaceFilter

    country = None
    if flags["country"] is not None:
        try:
            country = country_code(index, flags["country"])
        except InputError as error:
            raise click.BadParameter(str(error), param_hint="--country") from error
    try:
        return PlaceFilter(
            countries=frozenset([country] if country is not None else []),
            admin1=_unit_id(index, flags["admin1"], country),
            features=_features(index, flags["features"]),
            bbox=_box(flags["bbox"]),
        )
    except InputError as error:
        raise click.BadParameter(str(error), param_hint="--bbox") from error


def _features(index: Gazetteer, asked: tuple[str, ...]) -> frozenset[str]:
    """Return the classes and codes asked for, in capitals."""
    features = frozenset(feature.upper() for feature in asked)
    unknown = sorted(features - index.features())
    if unknown:
        raise click.BadParameter(
            f"'{unknown[0]}' is no GeoNames class or code in the gazetteer; examples: P (settlements), "
            "A (units), S.AIRB (air bases), PPLX (quarters)",
            param_hint="--feature",
        )
    return features


def _unit_id(index: Gazetteer, unit: str | None, country: str | None) -> str | None:
    """Return the id of the first-level unit that a name, code or id stands for."""
    from geomap.gazetteer.filters import PlaceFilter
    from geomap.text import has_digit

    if unit is None or index.get(unit) is not None:
        return unit
    countries = frozenset([country] if country is not None else [])
    found = index.lookup(unit, limit=1, wanted=PlaceFilter(countries=countries, features=frozenset(["ADM1"])))
    if not found and has_digit(unit):
        return unit  # a code: 07
    if not found:
        raise click.BadParameter(
            f"no first-level unit is called '{unit}'; try: geomap lookup '{unit}'", param_hint="--admin1"
        )
    return found[0].place.id


def _box(text: str | None) -> tuple[float, float, float, float] | None:
    """Read a box: west, south, east, north."""
    if text is None:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise click.BadParameter(
            f"'{text}' is no box; write west,south,east,north in degrees: 40,30,48,38", param_hint="--bbox"
        ) from error
    return west, south, east, north


def _row(candidate: Candidate) -> tuple[str, ...]:
    place = candidate.place
    return (
        *place_cells(place),
        f"{place.radius_km:g} km",
        str(candidate.match) if candidate.preferred else f"{candidate.match}: {candidate.matched_name}",
        f"{candidate.score:.2f}",
        place.id,
    )


def place_cells(place: Place) -> tuple[str, ...]:
    """Return a place's name, kind, units and point, as a table for people shows them."""
    return (
        place.name,
        f"{place.feature_class}/{place.feature_code}",
        place.admin1 or "",
        place.country or "",
        f"{place.lat:.4f}",
        f"{place.lon:.4f}",
    )


def _reason_lines(candidate: Candidate) -> list[str]:
    return [f"    {entry.value * entry.weight:+.2f}  {entry.detail}" for entry in candidate.scores]


def table_lines(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return a header and rows as lines with the columns aligned."""
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [header, *rows]
    ]


def place_record(place: Place) -> dict[str, object]:
    """Return a place as the JSON of ``lookup`` and ``reverse`` holds it."""
    return {
        "place_id": place.id,
        "name": place.name,
        "feature_class": place.feature_class,
        "feature_code": place.feature_code,
        "country": place.country,
        "country_code": place.country_code,
        "admin1": place.admin1,
        "admin1_id": place.admin1_id,
        "admin2": place.admin2,
        "admin2_id": place.admin2_id,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
        "population": place.population,
        "source": place.source,
    }


def _candidate_record(candidate: Candidate) -> dict[str, object]:
    return {
        **place_record(candidate.place),
        "matched_name": candidate.matched_name,
        "match": str(candidate.match),
        "name_score": candidate.name_score,
        "score": round(candidate.score, 4),
        "reasons": [
            {"name": one.name, "value": one.value, "weight": one.weight, "detail": one.detail}
            for one in candidate.scores
        ],
    }
