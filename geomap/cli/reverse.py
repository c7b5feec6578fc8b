"""``geomap reverse``: where is a point, and what is near it?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geomap.cli.lookup import place_cells, place_record, table_lines
from geomap.cli.options import gazetteer_option

if TYPE_CHECKING:
    from geomap.gazetteer.reverse import Location

__all__ = ["command"]

EPILOG = """\b
Examples:
  geomap reverse 33.33 44.51
  geomap reverse -33.87 151.21
  geomap reverse 34.49 36.91 --max-km 20 --json
"""
HEADER = ("km", "name", "kind", "in", "country", "lat", "lon", "id")
BORDER_KM = 2.0
"""Outlines are good to about a kilometre, points of towns too."""
HOW = {
    "inside": "in {country} ({code})",
    "nearest": "off the coast of {country} ({code}), within 3 km",
    "place": "in {country} ({code}), by the nearest place",
    "unassigned": "on land that the map gives to no country",
    None: "at sea, in no country",
}


@click.command(
    name="reverse",
    epilog=EPILOG,
    context_settings={"ignore_unknown_options": True},
)
@click.argument("lat", type=float)
@click.argument("lon", type=float)
@click.option(
    "-n", "--limit", type=click.IntRange(min=1), default=5, show_default=True, help="How many places."
)
@click.option(
    "--max-km",
    type=click.FloatRange(min=0, min_open=True, max=2000),
    default=100.0,
    show_default=True,
    help="How far to look.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@gazetteer_option
def command(lat: float, lon: float, limit: int, max_km: float, as_json: bool, gazetteer: Path | None) -> None:
    """Ask the gazetteer in which country and unit a point lies, and which towns and sites are nearest.

    LAT is degrees north, LON degrees east; both may be negative. The country is that of Natural Earth's
    borders; province and district are inferred: those of the nearest places in that country.
    """
    from geomap.errors import InputError
    from geomap.gazetteer import open_gazetteer
    from geomap.gazetteer.reverse import check_point

    try:
        check_point(lat, lon)
    except InputError as error:
        raise click.BadParameter(str(error), param_hint="LAT LON") from error
    with open_gazetteer(gazetteer) as index:
        found = index.locate(lat, lon, limit=limit, max_km=max_km)
    if as_json:
        click.echo(json.dumps(_record(found), ensure_ascii=False))
        return
    click.echo(_sentence(found))
    if not found.places:
        click.echo(f"no place within {max_km:g} km of {lat:g}, {lon:g}", err=True)
        return
    rows = [(f"{km:.1f}", *place_cells(place), place.id) for place, km in found.places]
    click.echo("\n".join(table_lines(HEADER, rows)))


def _sentence(found: Location) -> str:
    """Say where a point is: "33.33, 44.51: in Iraq (IQ); Baghdad, inferred from the nearest places"."""
    where = HOW[found.country_how].format(country=found.country, code=found.country_code)
    units = ", ".join(unit for unit in (found.admin2, found.admin1) if unit is not None)
    inferred = f"; {units}, inferred from the nearest places" if units != "" else ""
    return f"{found.lat:g}, {found.lon:g}: {where}{inferred}{_border(found)}"


def _border(found: Location) -> str:
    """Say that the outlines are too coarse to tell, where a place of another country is hard by."""
    for place, km in found.places:
        if km <= BORDER_KM and found.country_code is not None and place.country_code != found.country_code:
            beyond = f"{place.name} in {place.country} is {km:.1f} km away"
            return f"; {beyond}: so near a border the country is uncertain"
    return ""


def _record(found: Location) -> dict[str, object]:
    return {
        "lat": found.lat,
        "lon": found.lon,
        "country": found.country,
        "country_code": found.country_code,
        "country_how": found.country_how,
        "admin1": found.admin1,
        "admin1_id": found.admin1_id,
        "admin2": found.admin2,
        "admin2_id": found.admin2_id,
        "admin_inferred": found.admin_inferred,
        "places": [{**place_record(place), "distance_km": round(km, 3)} for place, km in found.places],
    }
