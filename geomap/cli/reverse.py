"""``geomap reverse``: what is near a point?"""

from __future__ import annotations

import json
from pathlib import Path

import click

from geomap.cli.lookup import place_cells, place_record, table_lines
from geomap.cli.options import gazetteer_option
from geomap.geo import is_valid_lat_lon

__all__ = ["command"]

EPILOG = """\b
Examples:
  geomap reverse 33.33 44.51
  geomap reverse -33.87 151.21
  geomap reverse 34.49 36.91 --max-km 20 --json
"""
HEADER = ("km", "name", "kind", "in", "country", "lat", "lon", "id")


@click.command(
    name="reverse",
    epilog=EPILOG,
    context_settings={"ignore_unknown_options": True},
)
@click.argument("lat", type=click.FloatRange(-90, 90))
@click.argument("lon", type=click.FloatRange(-180, 180))
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
@click.option("--json", "as_json", is_flag=True, help="One JSON array, for programs.")
@gazetteer_option
def command(lat: float, lon: float, limit: int, max_km: float, as_json: bool, gazetteer: Path | None) -> None:
    """Ask the gazetteer which towns and sites are nearest to a point.

    LAT is degrees north, LON degrees east; both may be negative.
    """
    from geomap.gazetteer import open_gazetteer

    if not is_valid_lat_lon(lat, lon):
        raise click.BadParameter(f"{lat}, {lon} is not a point on Earth", param_hint="LAT LON")
    with open_gazetteer(gazetteer) as index:
        near = index.reverse(lat, lon, limit=limit, max_km=max_km)
    if as_json:
        records = [{**place_record(place), "distance_km": round(km, 3)} for place, km in near]
        click.echo(json.dumps(records, ensure_ascii=False))
        return
    if not near:
        click.echo(f"no place within {max_km:g} km of {lat:g}, {lon:g}", err=True)
        return
    rows = [(f"{km:.1f}", *place_cells(place), place.id) for place, km in near]
    click.echo("\n".join(table_lines(HEADER, rows)))
