"""Regions that are no administrative units: of the world, and inside countries."""

from __future__ import annotations

from collections.abc import Iterator

from geomap.gazetteer.default.inputs import Inputs
from geomap.gazetteer.naming import clean_names
from geomap.gazetteer.records import Entry
from geomap.model import Place

__all__ = ["read_regions"]

_REGION_RADIUS_KM = 150.0
_WORLD_REGION_RADIUS_KM = 800.0


def read_regions(inputs: Inputs) -> Iterator[Entry]:
    """World regions and populated regions inside countries (Sahel, Levant, Silesia)."""
    vague = {row["name"] for row in inputs.table("vague_regions")}
    for local in inputs.local_places.values():
        if local.kind != "region" or local.geonameid in inputs.cities or local.name in vague:
            continue
        if local.population == 0 and local.country_code != "":
            continue
        place = Place(
            id=f"geonames:{local.geonameid}",
            name=local.name,
            lat=local.lat,
            lon=local.lon,
            feature_class="L",
            feature_code="RGN",
            country_code=local.country_code if local.country_code in inputs.countries else "",
            population=local.population,
            radius_km=_REGION_RADIUS_KM if local.country_code != "" else _WORLD_REGION_RADIUS_KM,
            source="geonames",
        )
        yield Entry(
            place=place, names=tuple(name for name in clean_names(local.names) if name.text not in vague)
        )
