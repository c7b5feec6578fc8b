"""The map of a report: all incidents, as wide as a page, without a title of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.rendering.report.blocks import Picture
from geomap.rendering.report.words import words_of
from geomap.rendering.settings import MapSettings
from geomap.rendering.static_map import ImageSettings, compose_map

if TYPE_CHECKING:
    import geopandas

__all__ = ["map_picture"]

_SIZE = "182x82"


def map_picture(frame: geopandas.GeoDataFrame, settings: MapSettings) -> Picture | None:
    """Return the map of incidents, or None when none of them has a point.

    Args:
        frame: The incident table.
        settings: Language, attribution and whether reports of one incident are one dot; as for the web map.
    """
    if frame["lat"].isna().all():
        return None
    words = words_of(settings.language)
    return Picture(
        name="map",
        scene=compose_map(frame, replace(settings, title=""), ImageSettings(size=_SIZE)),
        alt=words("map_alt"),
        caption=words("map_caption"),
    )
