"""Names of towns on a map, for orientation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.errors import MissingGazetteerError
from geomap.gazetteer import open_gazetteer

if TYPE_CHECKING:
    import geopandas

    from geomap.rendering import MapSettings

__all__ = ["with_towns"]


def with_towns(frame: geopandas.GeoDataFrame, looks: MapSettings) -> MapSettings:
    """Return a map's settings with the names of towns around its points, and whom they come from.

    Args:
        frame: The incident table.
        looks: Names the place index and the language; without a place index the map names no towns.
    """
    from geomap.gazetteer.landmarks import landmarks_around

    table = frame[["lat", "lon"]].dropna().round(2).drop_duplicates()
    points = zip(table["lat"].tolist(), table["lon"].tolist(), strict=True)
    try:
        gazetteer = open_gazetteer(looks.gazetteer)
    except MissingGazetteerError:
        return looks
    with gazetteer:
        towns = landmarks_around(gazetteer, points, language=looks.language)
        credit = (gazetteer.info.attribution,) if towns else ()
    return replace(
        looks,
        towns=tuple((town.name, round(town.lat, 3), round(town.lon, 3), town.zoom) for town in towns),
        attribution=tuple(dict.fromkeys((*looks.attribution, *credit))),
    )
