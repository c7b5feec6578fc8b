"""The map as a Python object: it saves itself as page or picture, shows in notebooks, and hands out its folium map."""

from __future__ import annotations

import warnings
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import InputError, UnknownNameError
from geomap.files import write_output
from geomap.rendering.page import build_page
from geomap.rendering.settings import MapSettings
from geomap.rendering.static_map import IMAGE_FORMATS, ImageSettings, render_image

if TYPE_CHECKING:
    import folium
    import geopandas

    from geomap.rendering.shell import OfflineFigure

__all__ = ["MapView", "map_format"]

_OPEN_WARNING = (
    "this map holds layers added through folium: it is saved without its content security policy, "
    "and opening it may load scripts, styles and tiles from the network"
)
_FRAME_HEIGHT = 620
_OTHER_PICTURES = frozenset(["bmp", "docx", "eps", "gif", "jpeg", "jpg", "pptx", "tif", "tiff", "webp"])


def map_format(path: str | Path) -> str:
    """Return what a map is written as under a name: ``html``, or one of ``IMAGE_FORMATS`` by its extension.

    Raises:
        UnknownNameError: The extension promises a picture of another kind.
    """
    extension = Path(path).suffix.removeprefix(".").lower()
    if extension in _OTHER_PICTURES:
        raise UnknownNameError(
            f"a map cannot be written as {extension}; known: html, {', '.join(IMAGE_FORMATS)}"
        )
    return extension if extension in IMAGE_FORMATS else "html"


class MapView:
    """A map of incidents: an interactive page, or a picture of it.

    Args:
        frame: The incident table.
        settings: Title, attribution and the like.
    """

    def __init__(self, frame: geopandas.GeoDataFrame, settings: MapSettings | None = None) -> None:
        self.frame = frame
        self.settings = settings or MapSettings()

    @cached_property
    def _figure(self) -> OfflineFigure:
        """The page, made when it is first asked for: a picture needs none."""
        return build_page(self.frame, self.settings)

    @property
    def html(self) -> str:
        """The whole page."""
        if self._figure.is_open:
            warnings.warn(_OPEN_WARNING, UserWarning, stacklevel=2)
        return self._rendered()

    @property
    def folium_map(self) -> folium.Map:
        """The folium map, for layers of your own.

        From then on the page is made without a content security policy, because folium's markers,
        popups and tiles load from the network, and saving it warns so. Never give folium a text
        that you did not write: its popups and tooltips run code (geomap's own never do).
        """
        if not self._figure.is_open:
            self._figure.is_open = True
            self._figure.map.allow_layers_of_users()
        return self._figure.map

    def save(self, path: str | Path, *, image: ImageSettings | None = None) -> None:
        """Write the map to a file, or the page to standard output when the path is ``-``.

        Args:
            path: Its extension picks the format: svg, png and pdf are pictures, all else the page.
            image: Size, part of the world and periods of a picture; by default one map for a slide.

        Raises:
            InputError: ``image`` is given for a page.
            UnknownNameError: The extension is that of another kind of picture.
            OutputError: The file cannot be written.
        """
        to_format = map_format(path)
        if to_format != "html":
            write_output(path, render_image(self.frame, to_format, self.settings, image))
            return
        if image is not None:
            raise InputError(f"{path}: size, extent, periods and dpi are for {', '.join(IMAGE_FORMATS)}")
        if self._figure.is_open:
            warnings.warn(_OPEN_WARNING, UserWarning, stacklevel=2)
        write_output(path, self._rendered())

    def _rendered(self) -> str:
        html: str = self._figure.render()
        return html

    def _repr_html_(self) -> str:
        """Return the page in a sandboxed frame, for notebooks."""
        return (
            f'<iframe srcdoc="{escape(self._rendered())}" title="{escape(self.settings.heading)}" '
            'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads" '
            f'loading="lazy" style="width:100%;height:{_FRAME_HEIGHT}px;border:0"></iframe>'
        )
