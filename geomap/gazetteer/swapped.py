"""Coordinates in the wrong order: a point outside its country that lies in it when they are swapped."""

from __future__ import annotations

from functools import cached_property

from geomap.errors import GazetteerError
from geomap.gazetteer.areas import CountryAreas
from geomap.gazetteer.file import connect, packaged_path
from geomap.gazetteer.sources.report import SourceReport
from geomap.geo import is_valid_lat_lon
from geomap.model import Place

__all__ = ["SwapFinder"]


class SwapFinder:
    """Asks the outlines of countries that come with geomap; without them it says nothing."""

    @cached_property
    def _areas(self) -> CountryAreas | None:
        try:
            return CountryAreas(connect(packaged_path()))
        except GazetteerError:
            return None

    def look(self, place: Place, report: SourceReport) -> None:
        """Put a place into the problem list when its coordinates seem to be swapped; it is kept as given."""
        if place.country_code == "" or self._areas is None or not is_valid_lat_lon(place.lon, place.lat):
            return
        if self._areas.country_of(place.lat, place.lon).code == place.country_code:
            return
        if self._areas.country_of(place.lon, place.lat).code == place.country_code:
            reason = (
                f"{place.name}: {place.lat:g}, {place.lon:g} is not in {place.country_code}, but "
                f"{place.lon:g}, {place.lat:g} is: are latitude and longitude swapped? kept as given"
            )
            report.note(report.rows + 1, reason, value=place.name)
