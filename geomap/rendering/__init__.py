"""Maps: an incident table becomes one HTML file that opens without a network, or a picture."""

from geomap.rendering.embed import embed_snippet
from geomap.rendering.own_basemap import check_map_files
from geomap.rendering.page import render_map
from geomap.rendering.settings import LANGUAGES, MapSettings
from geomap.rendering.static_map import (
    IMAGE_FORMATS,
    PERIODS,
    SIZES,
    ImageSettings,
    render_image,
    render_png,
    render_svg,
)
from geomap.rendering.tiles import find_tiles
from geomap.rendering.view import MapView, map_format

__all__ = [
    "IMAGE_FORMATS",
    "LANGUAGES",
    "PERIODS",
    "SIZES",
    "ImageSettings",
    "MapSettings",
    "MapView",
    "check_map_files",
    "embed_snippet",
    "find_tiles",
    "map_format",
    "render_image",
    "render_map",
    "render_png",
    "render_svg",
]
