"""How uncertain a place's point is: a radius in km by kind, population, area or spread."""

from __future__ import annotations

import csv
import math
from functools import lru_cache
from importlib import resources

__all__ = [
    "airfield_radius",
    "area_radius",
    "class_of_code",
    "default_radius",
    "settlement_radius",
    "spread_radius",
]

_SMALLEST_ADMIN1 = 5.0
_UNKNOWN_KIND = 10.0


@lru_cache(maxsize=1 << 12)
def default_radius(feature_class: str, feature_code: str, population: int = 0) -> float:
    """Return the radius of a place of which only its kind is known, from ``feature_radii.tsv``.

    Settlements go by their population; other kinds by their code, else by their class, else 10 km.
    """
    radii = _radii()
    known = radii.get((feature_class, feature_code))
    if known is not None:
        return known
    if feature_class == "P":
        return settlement_radius(population)
    return radii.get((feature_class, ""), _UNKNOWN_KIND)


def class_of_code(feature_code: str) -> str | None:
    """Return the class of a GeoNames feature code (``AIRB`` is of ``S``), or None if it is unknown."""
    return "P" if feature_code.startswith(("PPL", "STLMT")) else _classes().get(feature_code)


@lru_cache(maxsize=1)
def _radii() -> dict[tuple[str, str], float]:
    text = resources.files("geomap.gazetteer").joinpath("feature_radii.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return {(row["class"], row["code"]): float(row["radius_km"]) for row in rows}


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    return {code: feature_class for feature_class, code in _radii() if code != ""}


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
