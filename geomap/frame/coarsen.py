"""Points moved to the middle of a coarse cell, and what else would tell of a finer place left out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from geomap.errors import InputError
from geomap.geo import EARTH_RADIUS_KM, distance_km
from geomap.model import PlacePrecision

__all__ = ["FINE_PLACE", "LEAST_KM", "MOST_KM", "cell_centre", "coarse_cell", "parse_coarseness"]

Row = Mapping[str, Any]

LEAST_KM, MOST_KM = 1.0, 500.0
KM_OF_A_DEGREE = math.pi * EARTH_RADIUS_KM / 180

FINE_PLACE: dict[str, object] = dict.fromkeys(
    (
        "place_text",
        "place_name",
        "place_id",
        "feature_class",
        "feature_code",
        "admin2",
        "place_relation",
    )
)
"""Columns that name a place finer than a first-level unit, empty."""

_NAMED_LEVELS = ((25.0, PlacePrecision.NEAR), (100.0, PlacePrecision.ADM2))
"""What a radius of so many km is called."""

_ORDER = [str(precision) for precision in PlacePrecision]


def parse_coarseness(text: str) -> str | float:
    """Read how coarse: ``adm1``, or the side of a cell in km.

    Raises:
        InputError: It is neither.
    """
    words = text.strip().lower()
    if words == "adm1":
        return words
    try:
        km = float(words.removesuffix("km"))
    except ValueError:
        km = math.nan
    if not LEAST_KM <= km <= MOST_KM:
        raise InputError(
            f"'{text}' is no coarseness; write adm1, or km from {LEAST_KM:g} to {MOST_KM:g}: --coarsen 20"
        )
    return km


def cell_centre(lat: float, lon: float, km: float) -> tuple[float, float, float]:
    """Return the middle of the cell of a world-wide grid that a point lies in, and how far its corners are.

    Cells are bands of about ``km`` in latitude, cut into equal parts of about ``km`` in longitude; the grid
    does not depend on the data.

    Returns:
        Latitude, longitude and the distance in km from there to the furthest corner.
    """
    bands = max(1, round(180.0 * KM_OF_A_DEGREE / km))
    height = 180.0 / bands
    south = min(bands - 1, math.floor((lat + 90.0) / height)) * height - 90.0
    north = south + height
    middle = (south + north) / 2
    around = max(1, round(360.0 * math.cos(math.radians(middle)) / height))
    width = 360.0 / around
    column = min(around - 1, math.floor((lon + 180.0) / width))
    east = -180.0 + (column + 0.5) * width
    corner = max(distance_km(middle, east, side, east + width / 2) for side in (south, north))
    return round(middle, 6), round(east, 6), corner


def coarse_cell(row: Row, km: float) -> dict[str, object]:
    """Return the place columns of a row that says no more than in which cell of a grid it lies.

    Its radius covers the cell and, in steps of a cell, what was uncertain before.
    """
    cells = {**FINE_PLACE, "admin1": None}
    lat, lon = row["lat"], row["lon"]
    if lat is None or lon is None:
        return cells
    middle, east, corner = cell_centre(lat, lon, km)
    radius = corner + km * max(1, math.ceil((row["radius_km"] or 0.0) / km))
    named = next((level for most, level in _NAMED_LEVELS if radius <= most), PlacePrecision.ADM1)
    precision = max(str(named), str(row["place_precision"]), key=_ORDER.index)
    return {**cells, "lat": middle, "lon": east, "radius_km": round(radius, 1), "place_precision": precision}
