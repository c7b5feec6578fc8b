"""What a gazetteer can be asked about points: the places near them, their countries and units."""

from __future__ import annotations

import sqlite3
from functools import cached_property
from typing import TYPE_CHECKING

from geomap.gazetteer.rows import PlaceReader
from geomap.model import Place

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from geomap.gazetteer.areas import CountryAreas
    from geomap.gazetteer.reverse import Location
    from geomap.gazetteer.reverse_bulk import Locations

__all__ = ["PointQuestions"]


class PointQuestions:
    """The part of a gazetteer that answers by coordinates."""

    _connection: sqlite3.Connection
    _reader: PlaceReader

    @cached_property
    def areas(self) -> CountryAreas:
        """The outlines of countries that are in it."""
        from geomap.gazetteer.areas import CountryAreas

        return CountryAreas(self._connection)

    def reverse(
        self, lat: float, lon: float, *, limit: int = 5, max_km: float = 100.0
    ) -> list[tuple[Place, float]]:
        """Return the towns and sites nearest to a point with their distance in km, nearest first.

        Args:
            lat: Degrees north.
            lon: Degrees east.
            limit: How many to return.
            max_km: How far to look.
        """
        from geomap.gazetteer.reverse import nearest_places

        return nearest_places(self._reader, lat, lon, limit=limit, max_km=max_km)

    def locate(self, lat: float, lon: float, *, limit: int = 5, max_km: float = 100.0) -> Location:
        """Return the country of a point by its outline, its units by the nearest places, and those places.

        Args:
            lat: Degrees north.
            lon: Degrees east.
            limit: How many places to return.
            max_km: How far to look for them.

        Raises:
            InputError: There is no such point.
        """
        from geomap.gazetteer.reverse import locate

        return locate(self._reader, self.areas, lat, lon, limit=limit, max_km=max_km)

    def reverse_many(self, lats: ArrayLike, lons: ArrayLike, *, max_km: float = 100.0) -> Locations:
        """Return the country, the units and the nearest place of many points, as columns.

        Args:
            lats: Degrees north.
            lons: Degrees east, as many.
            max_km: How far to look for places.

        Raises:
            InputError: The two differ in length, or a pair is no point on Earth.
        """
        from geomap.gazetteer.reverse_bulk import locate_many

        return locate_many(self._reader, self.areas, lats, lons, max_km=max_km)
