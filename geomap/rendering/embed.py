"""Snippets that put a map into another page, each with a picture for readers that show no frames."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote

from geomap.errors import InputError, MissingInputError
from geomap.files import STDOUT
from geomap.registry import Registry
from geomap.rendering.report.templating import escaped
from geomap.rendering.report.words import clean

__all__ = ["FRAME_HEIGHT", "SNIPPETS", "MapPage", "embed_snippet", "sandboxed_frame"]

FRAME_HEIGHT = 620
"""Height of a frame in pixels, unless a snippet says otherwise."""

_SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"
_TITLE = re.compile(r"<title>([^<]*)</title>")
_OURS = re.compile(r'<meta name="generator" content="geomap ')
_PICTURES = (".svg", ".png")
_TAKES = "geomap embed takes the HTML that geomap map writes"
_HEAD = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """A map that is to be embedded.

    Attributes:
        html: The page.
        title: For screen readers and as the words of a link.
        address: Of the page, from where the snippet stands.
        picture: Address of a picture of the map, or None.
        height: Of the frame, in pixels.
    """

    html: str
    title: str
    address: str
    picture: str | None = None
    height: int = FRAME_HEIGHT


Snippet = Callable[[MapPage], str]

SNIPPETS: Registry[Snippet] = Registry("snippet")
"""Functions (map) → snippet, by what it is for."""


def sandboxed_frame(source: str, title: str, height: int = FRAME_HEIGHT) -> str:
    """Return the opening tag of a frame whose page can run its own script and reach nothing else.

    Args:
        source: ``src="..."`` or ``srcdoc="..."``, escaped.
    """
    return (
        f'<iframe {source} title="{escape(title)}" sandbox="{_SANDBOX}" loading="lazy" '
        f'style="width:100%;height:{height}px;border:0">'
    )


def embed_snippet(
    path: str | Path,
    kind: str = "iframe",
    *,
    title: str | None = None,
    picture: Path | None = None,
    base: Path | None = None,
    height: int = FRAME_HEIGHT,
) -> str:
    """Return a snippet that puts a map into another page.

    Args:
        path: A map that geomap wrote.
        kind: ``iframe``, ``srcdoc``, ``markdown``, ``myst`` or ``quarto``.
        title: For screen readers; None for that of the map.
        picture: Picture of the map; None for map.svg or map.png beside map.html, if there is one.
        base: Folder that the snippet's page will stand in; None for the current one.
        height: Of the frame, in pixels.

    Raises:
        UnknownNameError: There is no such snippet.
        InputError: The file is no map of geomap's, or the picture is missing.
    """
    make = SNIPPETS.get(kind)
    file = Path(path)
    html = _read(file)
    if picture is not None and not picture.is_file():
        raise MissingInputError(f"there is no picture {picture}; geomap map ... -o {picture} makes one")
    beside = next((one for end in _PICTURES if (one := file.with_suffix(end)).is_file()), None)
    found = _TITLE.search(html)
    shown = picture or beside
    page = MapPage(
        html=html,
        title=clean(title if title is not None else unescape(found[1]) if found else file.stem),
        address=_address(file, base),
        picture=None if shown is None else _address(shown, base),
        height=height,
    )
    return make(page)


@SNIPPETS.register("iframe")
def _iframe(page: MapPage) -> str:
    """A frame for any web page; the map's file lies beside the page."""
    return f"{sandboxed_frame(_source(page), page.title, page.height)}{_inside(page)}</iframe>\n"


@SNIPPETS.register("srcdoc")
def _srcdoc(page: MapPage) -> str:
    """A frame that holds the whole map, for systems that take one piece of HTML."""
    held = f'srcdoc="{escape(page.html)}"'
    return f"{sandboxed_frame(held, page.title, page.height)}</iframe>\n"


@SNIPPETS.register("markdown")
def _markdown(page: MapPage) -> str:
    """A frame for Markdown that becomes a web page; where frames are dropped, the picture or a link shows."""
    return f"{sandboxed_frame(_source(page), page.title, page.height)}\n\n{_linked(page)}\n\n</iframe>\n"


@SNIPPETS.register("myst")
def _myst(page: MapPage) -> str:
    """A frame for Sphinx with MyST; other builders than HTML get the picture."""
    frame = f"{sandboxed_frame(_source(page), page.title, page.height)}</iframe>"
    return f"```{{raw}} html\n{frame}\n```\n\n```{{only}} not html\n{_linked(page)}\n```\n"


@SNIPPETS.register("quarto")
def _quarto(page: MapPage) -> str:
    """A frame for Quarto; other formats than HTML get the picture."""
    frame = f"{sandboxed_frame(_source(page), page.title, page.height)}</iframe>"
    return (
        f'::: {{.content-visible when-format="html"}}\n```{{=html}}\n{frame}\n```\n:::\n\n'
        f'::: {{.content-visible unless-format="html"}}\n{_linked(page)}\n:::\n'
    )


def _source(page: MapPage) -> str:
    return f'src="{escape(page.address)}"'


def _inside(page: MapPage) -> str:
    """Return what a reader without frames shows: the picture, or a link."""
    words = escape(page.title)
    inner = words if page.picture is None else f'<img src="{escape(page.picture)}" alt="{words}">'
    return f'<a href="{escape(page.address)}">{inner}</a>'


def _linked(page: MapPage) -> str:
    """Return the same in Markdown."""
    words = escaped(page.title)
    inner = f"{words}" if page.picture is None else f"![{words}]({page.picture})"
    return f"[{inner}]({page.address})"


def _address(file: Path, base: Path | None) -> str:
    """Return the address of a file from a folder, whatever is in its name."""
    try:
        relative = os.path.relpath(file.resolve(), (base or Path()).resolve())
    except ValueError as error:  # another drive of Windows
        raise InputError(f"{file} cannot be reached from {base or Path()}: it is on another drive") from error
    return quote(Path(relative).as_posix())


def _read(file: Path) -> str:
    if str(file) == STDOUT or not file.is_file():
        raise MissingInputError(f"there is no map {file}; geomap map INPUT -o {file} makes one")
    try:
        html = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is no map of geomap's; {_TAKES}") from error
    if _OURS.search(html[:_HEAD]) is None:
        raise InputError(f"{file} is no map of geomap's; {_TAKES}")
    return html
