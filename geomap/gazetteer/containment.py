"""The first-level unit of a point, taken from the nearest town of the same country."""

from __future__ import annotations

import math

from geomap.gazetteer.grid import cell_of, iter_cell_ranges
from geomap.model import Place

__all__ = ["UnitFinder"]

_FARTHEST_KM = 120.0


class UnitFinder:
    """Remembers where towns are and in which unit; answers for places whose source does not say."""

    def __init__(self) -> None:
        self._towns: dict[int, list[tuple[float, float, str, str]]] = {}

    def add(self, town: Place) -> None:
        """Remember a town that states its unit."""
        if town.admin1_code is not None:
            town_row = (town.lat, town.lon, town.country_code, town.admin1_code)
            self._towns.setdefault(cell_of(town.lat, town.lon), []).append(town_row)

    def find(self, place: Place) -> str | None:
        """Return the unit code of the nearest town of the place's country within 120 km, else None."""
        for km in (25.0, _FARTHEST_KM):
            code = self._nearest(place, km)
            if code is not None:
                return code
        return None

    def _nearest(self, place: Place, km: float) -> str | None:
        shrink = math.cos(math.radians(place.lat))
        best: tuple[float, str] | None = None
        for first, last in iter_cell_ranges(place.lat, place.lon, km):
            for cell in range(first, last + 1):
                for lat, lon, country_code, code in self._towns.get(cell, ()):
                    if country_code != place.country_code:
                        continue
                    step = (lon - place.lon) * shrink
                    near = ((lat - place.lat) ** 2 + step * step, code)
                    if best is None or near < best:
                        best = near
        return None if best is None else best[1]
