"""The map as a Python object: it saves itself, shows in notebooks, and hands out its folium map."""

from __future__ import annotations

import warnings
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.files import write_output
from geomap.rendering.page import build_page
from geomap.rendering.settings import MapSettings

if TYPE_CHECKING:
    import folium
    import geopandas

    from geomap.rendering.shell import OfflineFigure

__all__ = ["MapView"]

_OPEN_WARNING = (
    "this map holds layers added through folium: it is saved without its content security policy, "
    "and opening it may load scripts, styles and tiles from the network"
)
_FRAME_HEIGHT = 620


class MapView:
    """An interactive map of incidents.

    Args:
        frame: The incident table.
        settings: Title, attribution and the like.
    """

    def __init__(self, frame: geopandas.GeoDataFrame, settings: MapSettings | None = None) -> None:
        self.settings = settings or MapSettings()
        self._figure: OfflineFigure = build_page(frame, self.settings)

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

    def save(self, path: str | Path) -> None:
        """Write the page to a file, or to standard output when the path is ``-``.

        Raises:
            OutputError: The file cannot be written.
        """
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
