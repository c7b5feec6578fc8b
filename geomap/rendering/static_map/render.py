"""A map of incidents as SVG, PNG or PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.errors import UnknownNameError
from geomap.rendering.settings import MapSettings
from geomap.rendering.static_map.compose import compose_map
from geomap.rendering.static_map.picture import to_pdf, to_png
from geomap.rendering.static_map.settings import ImageSettings
from geomap.rendering.static_map.svg import to_svg

if TYPE_CHECKING:
    import geopandas

__all__ = ["IMAGE_FORMATS", "render_image", "render_png", "render_svg"]

IMAGE_FORMATS = ("pdf", "png", "svg")
"""What a static map can be written as."""


def render_svg(
    frame: geopandas.GeoDataFrame, settings: MapSettings | None = None, image: ImageSettings | None = None
) -> str:
    """Return a static map as an SVG document; the same bytes for the same table and settings.

    Args:
        frame: The incident table, one row per incident and place.
        settings: Title, language, base map and the like, as for the web map.
        image: Size, part of the world, periods; by default one map for a slide.

    Raises:
        MissingColumnError: The frame is not an incident table.
        InputError: A static map cannot show what is asked for.
    """
    return to_svg(compose_map(frame, settings or MapSettings(), image or ImageSettings()))


def render_png(
    frame: geopandas.GeoDataFrame, settings: MapSettings | None = None, image: ImageSettings | None = None
) -> bytes:
    """Return a static map as PNG; arguments and errors as of :func:`render_svg`.

    Raises:
        MissingDependencyError: matplotlib is not installed, or too old to write Arabic.
    """
    chosen = image or ImageSettings()
    return to_png(compose_map(frame, settings or MapSettings(), chosen), dpi=chosen.dpi)


def render_image(
    frame: geopandas.GeoDataFrame,
    to_format: str,
    settings: MapSettings | None = None,
    image: ImageSettings | None = None,
) -> bytes:
    """Return a static map in one of ``IMAGE_FORMATS`` as bytes; other arguments as of :func:`render_svg`.

    Raises:
        UnknownNameError: There is no such format.
    """
    if to_format not in IMAGE_FORMATS:
        raise UnknownNameError(f"no picture is called '{to_format}'; known: {', '.join(IMAGE_FORMATS)}")
    chosen = image or ImageSettings()
    scene = compose_map(frame, settings or MapSettings(), chosen)
    if to_format == "svg":
        return to_svg(scene).encode("utf-8")
    return to_png(scene, dpi=chosen.dpi) if to_format == "png" else to_pdf(scene)
