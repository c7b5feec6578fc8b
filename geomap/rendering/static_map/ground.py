"""What lies under the incidents of a page, read once for all its maps."""

from __future__ import annotations

from geomap.errors import GazetteerError
from geomap.gazetteer import open_gazetteer
from geomap.rendering.settings import MapSettings
from geomap.rendering.static_map.land import load_boundaries, load_land
from geomap.rendering.static_map.panel import Ground
from geomap.rendering.static_map.projection import GeoBox

__all__ = ["load_ground"]

_WIDEST = 70.0
_TOWNS = 600
_AROUND = 1.0


def load_ground(settings: MapSettings, box: GeoBox) -> Ground:
    """Return land, boundaries and towns of a part of the world.

    Towns are drawn where the part is small enough to need them and the land is geomap's own.
    """
    land = load_land(settings.basemap, settings.language)
    lines = None if settings.boundaries is None else load_boundaries(settings.boundaries)
    if settings.basemap != "world" or box.east - box.west > _WIDEST:
        return Ground(land=land, boundaries=lines, towns=(), credit=None)
    try:
        with open_gazetteer(settings.gazetteer) as gazetteer:
            wide, tall = (box.east - box.west) * _AROUND, (box.north - box.south) * _AROUND
            around = (box.west - wide, box.south - tall, box.east + wide, box.north + tall)
            towns = gazetteer.towns(around, limit=_TOWNS, language=settings.language)
            return Ground(land=land, boundaries=lines, towns=tuple(towns), credit=gazetteer.info.attribution)
    except GazetteerError:
        return Ground(land=land, boundaries=lines, towns=(), credit=None)
