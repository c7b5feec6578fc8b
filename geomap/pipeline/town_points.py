"""Sites and neighbourhoods at the point of their town, for users whose other data are coded so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geomap.frame import from_records, iter_records
from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.model import Place, PlacePrecision

if TYPE_CHECKING:
    import geopandas

__all__ = ["at_town_points"]

_FINER = frozenset([str(PlacePrecision.SITE), str(PlacePrecision.NEIGHBOURHOOD)])
_PART = "PPLX"
"""GeoNames' code of a part of a town."""
TOWN_KM = 25.0
"""How far a site may lie from the town that it is coded to, as for UCDP's second level of precision."""
NEAREST = 20


def at_town_points(frame: geopandas.GeoDataFrame, *, gazetteer: Path | None = None) -> geopandas.GeoDataFrame:
    """Return an incident table in which what is finer than a town stands at its town.

    UCDP GED codes neighbourhoods and sites so; their names stay in ``place_text``.
    The town is the most populous settlement within whose radius the point lies, else the nearest one; a point
    with none within 25 km stays where it is.

    Args:
        gazetteer: Place index file; None for the one that comes with geomap.
    """
    with open_gazetteer(gazetteer) as known:
        towns: dict[tuple[float, float], Place | None] = {}
        rows = []
        for row in iter_records(frame):
            lat, lon = row["lat"], row["lon"]
            if row["place_precision"] in _FINER and isinstance(lat, float) and isinstance(lon, float):
                if (lat, lon) not in towns:
                    towns[lat, lon] = _town(known, lat, lon)
                town = towns[lat, lon]
                row = row if town is None else {**row, **_cells(town)}
            rows.append(row)
    return from_records(rows)


def _town(gazetteer: Gazetteer, lat: float, lon: float) -> Place | None:
    """Return the settlement that a point belongs to, or None."""
    near = gazetteer.reverse(lat, lon, limit=NEAREST, max_km=TOWN_KM)
    towns = [(place, km) for place, km in near if place.feature_class == "P" and place.feature_code != _PART]
    around = [place for place, km in towns if km <= place.radius_km]
    if around:
        return max(around, key=lambda place: (place.population or 0, place.id))
    return towns[0][0] if towns else None


def _cells(town: Place) -> dict[str, object]:
    return {
        "place_name": town.name,
        "place_id": town.id,
        "feature_class": town.feature_class,
        "feature_code": town.feature_code,
        "country": town.country,
        "country_code": town.country_code,
        "admin1": town.admin1,
        "admin2": town.admin2,
        "lat": town.lat,
        "lon": town.lon,
        "place_precision": str(PlacePrecision.SETTLEMENT),
        "radius_km": town.radius_km,
    }
