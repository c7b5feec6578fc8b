"""How uncertain a place's point is: a radius in km by kind, population, area or spread."""

from __future__ import annotations

import math

__all__ = [
    "airfield_radius",
    "area_radius",
    "default_radius",
    "settlement_radius",
    "spread_radius",
]

_SMALLEST_ADMIN1 = 5.0
_KIND_RADII = {
    "A": 20.0, "A.PCLI": 300.0, "A.ADM1": 60.0, "A.ADM2": 25.0, "A.ADM3": 12.0, "A.ADM4": 6.0,
    "H": 5.0, "H.BAY": 20.0, "H.GULF": 150.0, "H.OCN": 2000.0, "H.SEA": 300.0, "H.STM": 30.0, "H.STRT": 30.0,
    "L": 10.0, "L.LCTY": 5.0, "L.RGN": 100.0, "P.PPLX": 1.5, "R": 10.0, "S": 1.0,
    "S.AIRB": 3.0, "S.AIRP": 2.0, "T": 5.0, "T.DSRT": 150.0, "T.ISL": 10.0, "T.MTS": 60.0, "T.PEN": 50.0,
    "U": 50.0, "V": 5.0,
}  # fmt: skip


def settlement_radius(population: int) -> float:
    """Return the radius of a town by its population: 2 km for a village, 15 km for a city of 7 million."""
    if population <= 0:
        return 3.0
    return round(min(15.0, max(2.0, 0.18 * math.pow(population, 0.28))), 1)


def airfield_radius(kind: str, military: bool) -> float:
    """Return the radius of an airfield of one of OurAirports' types; bases are as wide as large airports."""
    return 3.0 if military else {"large_airport": 3.0, "medium_airport": 2.0}.get(kind, 1.0)


def area_radius(area_km2: float) -> float:
    """Return the radius of the circle that has a country's area, at least 1 km."""
    return round(max(1.0, math.sqrt(area_km2 / math.pi)), 1)


def spread_radius(distances_km: list[float]) -> float:
    """Return the radius of a unit from its members' distances to its point: the 90th percentile."""
    if not distances_km:
        return 50.0
    ranked = sorted(distances_km)
    return round(max(_SMALLEST_ADMIN1, ranked[min(len(ranked) - 1, int(0.9 * len(ranked)))]), 1)


def default_radius(feature_class: str, feature_code: str, population: int = 0) -> float:
    """Return the radius of a place that a source gives as a bare point: by kind, of towns by population."""
    full = f"{feature_class}.{feature_code}"
    if feature_class == "P" and full not in _KIND_RADII:
        return settlement_radius(population)
    return _KIND_RADII.get(full, _KIND_RADII.get(feature_class, 5.0))
