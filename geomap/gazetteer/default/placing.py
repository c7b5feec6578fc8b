"""Where an administrative unit is: its own point, one of the hand-checked table, or one among its towns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geomap.errors import BuildError
from geomap.gazetteer.default.inputs import Inputs, LocalPlace
from geomap.gazetteer.radius import area_radius, spread_radius
from geomap.geo import distance_km

__all__ = ["UnitPoint", "hand_points", "place_unit", "typical_radius"]

_MEDOID_SAMPLE = 200
_FEW_TOWNS = 3
_RECALLED_RADIUS_KM = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPoint:
    """A point with its radius of uncertainty and the key of its source."""

    lat: float
    lon: float
    radius_km: float
    source: str


def place_unit(
    local: LocalPlace | None, hand: UnitPoint | None, towns: list[dict[str, Any]], typical_km: float
) -> UnitPoint | None:
    """Return where a unit is, or None when nothing says it.

    Args:
        local: GeoNames' own point.
        hand: The point of the hand-checked table, for units without towns.
        towns: The towns that lie in the unit, most populous first.
        typical_km: The radius of a unit of that level in that country, for units of few towns.
    """
    if local is not None:
        lat, lon, source = local.lat, local.lon, "geonames"
    elif towns:
        (lat, lon), source = _medoid(towns), "derived"
    else:
        return hand
    spread = [distance_km(lat, lon, town["latitude"], town["longitude"]) for town in towns]
    radius = spread_radius(spread)
    if len(spread) < _FEW_TOWNS:
        radius = max(typical_km, radius if spread else 0.0)
    return UnitPoint(lat=lat, lon=lon, radius_km=radius, source=source)


def _medoid(towns: list[dict[str, Any]]) -> tuple[float, float]:
    """Return the town that is nearest to all others; of large units, among the 200 most populous."""
    points = [(town["latitude"], town["longitude"]) for town in towns[:_MEDOID_SAMPLE]]
    return min(
        points,
        key=lambda point: (sum(distance_km(point[0], point[1], lat, lon) for lat, lon in points), point),
    )


def typical_radius(inputs: Inputs, units: Mapping[str, int]) -> dict[str, float]:
    """Return by country the radius of a unit of average area, given how many units each country has."""
    areas = {code: float(row["areakm2"]) for code, row in inputs.countries.items()}
    return {code: area_radius(areas[code] / count) for code, count in units.items() if code in areas}


def hand_points(inputs: Inputs) -> dict[str, UnitPoint]:
    """Return the points of unit_points.tsv by place id, held to the rules of gazetteer/README.md."""
    points = {}
    for row in inputs.table("unit_points"):
        where = f"gazetteer/unit_points.tsv, {row['name']}"
        if row["source"] == "":
            raise BuildError(
                f"{where}: no source; name it, or write 'recalled' with a radius of 10 km or more"
            )
        radius, recalled = float(row["radius_km"]), row["source"].startswith("recalled")
        if recalled and radius < _RECALLED_RADIUS_KM:
            raise BuildError(f"{where}: a recalled point needs a radius of 10 km or more, not {radius}")
        points[row["place_id"]] = UnitPoint(
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            radius_km=radius,
            source="geomap" if recalled else "natural-earth",
        )
    return points
