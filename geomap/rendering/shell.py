"""folium as the page's shell: its figure and map, without anything that loads from the network.

branca reads what an element's macros produce a second time as a template, so no text of users may
pass through a macro: the page's parts are ``Raw`` elements, which are put in as they stand.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink, Link
from folium.template import Template
from jinja2 import Template as PageTemplate

from geomap.errors import OutputError
from geomap.rendering.assets import VENDORED_LINKS, vendored_text, vendored_uri
from geomap.rendering.csp import with_policy
from geomap.rendering.markup import inline_script, inline_style, script_json

__all__ = ["MAP_NAME", "OfflineFigure", "OfflineMap", "PagePart", "Raw"]

MAP_NAME = "map_geomap"
"""Id of the map's element, and name of its variable in the page."""

_VENDORED = "vendored"
_MARKER_PICTURES = {
    "iconUrl": "marker-icon.png",
    "iconRetinaUrl": "marker-icon-2x.png",
    "shadowUrl": "marker-shadow.png",
}


class Raw(Element):
    """Markup that is put into the page as it stands and is never read as a template."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self._name = "Raw"
        self.markup = markup

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401
        """Return the markup."""
        return self.markup


class PagePart(Element):
    """Something of ours around the map.

    Args:
        key: Name of the part, once in a page.
        styles, bodies: Markup for the head and for the start of the body.
        script: Code for the end of the body.
    """

    def __init__(self, key: str, *, styles: str = "", bodies: str = "", script: str = "") -> None:
        super().__init__()
        self._name = "PagePart"
        self.key = key
        self.parts = {"header": styles, "html": bodies, "script": script}

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401
        """Put the parts into the figure; the place of the element itself stays empty."""
        figure = self.get_root()
        for slot, markup in self.parts.items():
            index = 0 if slot == "html" else None
            if markup != "":
                getattr(figure, slot).add_child(Raw(markup), name=f"geomap_{self.key}", index=index)
        return ""


class OfflineMap(folium.Map):
    """A folium map without tiles whose only library is the vendored Leaflet."""

    _template = Template(
        "{% macro html(this, kwargs) %}"
        '<main class="gm-map" dir="ltr" id="{{ this.get_name() }}"></main>'
        "{% endmacro %}"
        "{% macro script(this, kwargs) %}"
        "var geomap_motion = matchMedia('(prefers-reduced-motion: reduce)').matches"
        " ? {zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false} : {};\n"
        "var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, "
        "{center: {{ this.location|tojson }}, ...{{ this.options|tojavascript }}, ...geomap_motion});"
        "{% endmacro %}"
    )

    def __init__(self, max_zoom: int) -> None:
        super().__init__(
            location=(20, 10),
            zoom_start=2,
            tiles=None,
            zoom_control=False,
            min_zoom=2,
            max_zoom=max_zoom,
            world_copy_jump=True,
            attribution_control=False,
        )
        self._id = "geomap"
        self.options |= {"min_zoom": 2, "max_zoom": max_zoom}
        self.default_js = [("leaflet", _VENDORED)]
        self.default_css = [("leaflet_css", _VENDORED)]

    def allow_layers_of_users(self) -> None:
        """Link the libraries that folium's own popups and icons need; they are online.

        The pictures of Leaflet's default marker come along, since Leaflet cannot guess their address here.
        """
        self.default_js += [link for link in folium.Map.default_js if link[0] not in VENDORED_LINKS]
        self.default_css += [link for link in folium.Map.default_css if link[0] not in VENDORED_LINKS]
        pictures = {option: vendored_uri(name) for option, name in _MARKER_PICTURES.items()}
        script = f"L.Icon.Default.imagePath = ''; L.Icon.Default.mergeOptions({script_json(pictures)});"
        self.add_child(PagePart("pictures", script=script), name="pictures")


class OfflineFigure(Figure):
    """A page with everything in it.

    Args:
        title, language, direction, generator: For the head.
        credits: Attribution lines, for the head.
        hosts: Addresses that pictures may be loaded from.
        max_zoom: The closest that the map can be looked at.
    """

    _template = PageTemplate(
        (files("geomap.rendering") / "templates" / "page.html").read_text(encoding="utf-8")
    )

    def __init__(
        self,
        *,
        title: str,
        language: str,
        direction: str,
        generator: str,
        credits: tuple[str, ...],  # noqa: A002
        hosts: tuple[str, ...] = (),
        max_zoom: int = 12,
    ) -> None:
        super().__init__(title=title)
        self._id = "geomap"
        self.language = language
        self.direction = direction
        self.hosts = hosts
        self.referrer = "no-referrer" if hosts == () else "origin-when-cross-origin"
        self.generator = generator
        self.credits = credits
        self.header = Element()
        self.header._parent = self
        self.is_open = False
        self.map = OfflineMap(max_zoom)
        self.told = PagePart("settings")
        self.map.add_child(self.told, name="settings")
        self.add_child(self.map, name="map")

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401
        """Return the page, with its content security policy unless layers of users may need the network.

        Raises:
            OutputError: A part of the page would load something that is not vendored.
        """
        for child in self._children.values():
            child.render(**kwargs)
        for name, link in list(self.header._children.items()):
            if isinstance(link, Link):
                self.header._children[name] = self._inlined(name, link)
        html: str = self._template.render(this=self, kwargs=kwargs)
        return html if self.is_open else with_policy(html, self.hosts)

    def scripts(self, **kwargs: Any) -> str:  # noqa: ANN401
        """Return the figure's scripts, each part in an element of its own."""
        parts = (part.render(**kwargs).strip() for part in self.script._children.values())
        return "\n".join(inline_script(part) for part in parts if part != "")

    def _inlined(self, name: str, link: Link) -> Element:
        """Return a vendored library in place of a link to it."""
        if name in VENDORED_LINKS and isinstance(link, JavascriptLink):
            return Raw(inline_script(vendored_text(VENDORED_LINKS[name])))
        if name in VENDORED_LINKS and isinstance(link, CssLink):
            return Raw(inline_style(vendored_text(VENDORED_LINKS[name])))
        if self.is_open:
            return link
        known = ", ".join(VENDORED_LINKS)
        raise OutputError(
            f"the map would load '{name}' from {link.url}, but a map loads nothing; vendored: {known}"
        )
