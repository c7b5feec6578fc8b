"""Maps: an incident table becomes one HTML file that opens without a network."""

from geomap.rendering.own_basemap import check_map_files
from geomap.rendering.page import render_map
from geomap.rendering.settings import LANGUAGES, MapSettings
from geomap.rendering.tiles import find_tiles
from geomap.rendering.view import MapView

__all__ = ["LANGUAGES", "MapSettings", "MapView", "check_map_files", "find_tiles", "render_map"]
