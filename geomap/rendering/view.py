"""The map as an object: saves itself as page or picture, shows in notebooks, hands out its folium map."""

from __future__ import annotations

import base64
import warnings
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import InputError, UnknownNameError
from geomap.files import STDOUT, write_output
from geomap.rendering.embed import sandboxed_frame
from geomap.rendering.page import build_page, is_light, name_companion
from geomap.rendering.settings import MapSettings
from geomap.rendering.static_map import IMAGE_FORMATS, ImageSettings, render_image

if TYPE_CHECKING:
    import geopandas
    from folium import Map as FoliumMap

    from geomap.rendering.shell import OfflineFigure

__all__ = ["MapView", "map_format"]

_OPEN_WARNING = (
    "this map holds layers added through folium: it is saved without its content security policy, "
    "and opening it may load scripts, styles and tiles from the network"
)
_PREVIEW, _PREVIEW_DPI = "180x120", 110
_PICTURED = 20_000
"""Rows of a table up to which a notebook holds a picture of its map."""

_OTHER_PICTURES = frozenset(["bmp", "docx", "eps", "gif", "jpeg", "jpg", "pptx", "tif", "tiff", "webp"])


def map_format(path: str | Path, to_format: str | None = None) -> str:
    """Return what a map is written as: ``to_format``, else html, svg, png or pdf by the extension.

    Raises:
        UnknownNameError: No map has this format, or the extension promises a picture of another kind.
    """
    if to_format is not None:
        if to_format != "html" and to_format not in IMAGE_FORMATS:
            raise UnknownNameError(
                f"a map cannot be written as {to_format}; known: html, {', '.join(IMAGE_FORMATS)}"
            )
        return to_format
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
        write_texts: Writes the table to a file; used beside the map of a table so large that its page holds
            no texts.
    """

    def __init__(
        self,
        frame: geopandas.GeoDataFrame,
        settings: MapSettings | None = None,
        *,
        write_texts: Callable[[geopandas.GeoDataFrame, Path], object] | None = None,
    ) -> None:
        self.frame = frame
        self.settings = settings or MapSettings()
        self._write_texts = write_texts

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
    def folium(self) -> FoliumMap:
        """The folium map, for layers of your own.

        From then on the page is made without a content security policy, because folium's markers,
        popups and tiles load from the network, and saving it warns so. Never give folium a text
        that you did not write: its popups and tooltips run code (geomap's own never do).
        """
        if not self._figure.is_open:
            self._figure.is_open = True
            self._figure.map.allow_layers_of_users()
        return self._figure.map

    def save(
        self, path: str | Path, *, image: ImageSettings | None = None, to_format: str | None = None
    ) -> Path | None:
        """Write the map to a file, or to standard output when the path is ``-``.

        Args:
            path: Its extension picks the format: svg, png and pdf are pictures, all else the page.
            image: Size, part of the world and periods of a picture; by default one map for a slide.
            to_format: html, svg, png or pdf, whatever the path is called.

        A table of more than ``LIGHT_ABOVE`` rows is too large for one page: its titles and quotes are
        written beside it, to a file that the page names: ``map-texts.parquet`` for ``map.html``.

        Returns:
            The file with the texts; None where the page holds them, and for standard output.

        Raises:
            InputError: ``image`` is given for a page.
            UnknownNameError: The extension is that of another kind of picture.
            OutputError: The file cannot be written.
        """
        to_format = map_format(path, to_format)
        if to_format != "html":
            write_output(path, render_image(self.frame, to_format, self.settings, image))
            return None
        if image is not None:
            raise InputError(f"{path}: size, extent, periods and dpi are for {', '.join(IMAGE_FORMATS)}")
        if self._figure.is_open:
            warnings.warn(_OPEN_WARNING, UserWarning, stacklevel=2)
        beside = self._save_texts(path)
        write_output(path, self._rendered())
        return beside

    def _save_texts(self, path: str | Path) -> Path | None:
        """Write what a light page leaves out, where there is a place and a way to do so."""
        if self._write_texts is None or not is_light(self.frame) or str(path) == STDOUT:
            return None
        beside = Path(path).with_name(f"{Path(path).stem}-texts.parquet")
        self._write_texts(self.frame, beside)
        self.settings = replace(self.settings, companion=beside.name)
        name_companion(self._figure, self.settings)
        return beside

    def _rendered(self) -> str:
        html: str = self._figure.render()
        return html

    def _repr_html_(self) -> str:
        """Return the page in a sandboxed frame, for notebooks."""
        held = f'srcdoc="{escape(self._rendered())}"'
        return f"{sandboxed_frame(held, self.settings.heading)}</iframe>"

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        """Return the page in a frame, a picture for where no frames are shown, and words."""
        made: dict[str, Callable[[], str]] = {
            "text/html": self._repr_html_,
            "text/plain": lambda: f"<map of {len(self.frame):,} places: {self.settings.heading}>",
        }
        if len(self.frame) <= _PICTURED:
            made["image/png"] = self._preview
        wanted = [kind for kind in made if include is None or kind in include]
        return {kind: made[kind]() for kind in wanted if exclude is None or kind not in exclude}

    def _preview(self) -> str:
        """Return a picture of the map in base64."""
        image = ImageSettings(size=_PREVIEW, dpi=_PREVIEW_DPI)
        return base64.b64encode(render_image(self.frame, "png", self.settings, image)).decode("ascii")
