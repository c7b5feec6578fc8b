"""Maps for print and slides: SVG, PNG and PDF with the web map's symbols and words."""

from geomap.rendering.static_map.compose import compose_map
from geomap.rendering.static_map.render import IMAGE_FORMATS, render_image, render_png, render_svg
from geomap.rendering.static_map.settings import PERIODS, SIZES, ImageSettings

__all__ = [
    "IMAGE_FORMATS",
    "PERIODS",
    "SIZES",
    "ImageSettings",
    "compose_map",
    "render_image",
    "render_png",
    "render_svg",
]
