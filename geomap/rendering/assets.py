"""The front end's files: our own scripts and styles, and the vendored libraries."""

from __future__ import annotations

import base64
import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from geomap.errors import MissingInputError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "VENDORED_LINKS",
    "VendoredFile",
    "basemap_json",
    "front_end_script",
    "front_end_style",
    "iter_vendored",
    "vendored_text",
    "vendored_uri",
]

VENDORED_LINKS = {
    "leaflet": "leaflet.js",
    "leaflet_css": "leaflet.css",
}
"""Names of folium's links that are inlined, and the vendored file of each."""

_SCRIPTS = (
    "dom",
    "words",
    "format",
    "symbols",
    "paint",
    "columns",
    "payload",
    "facets",
    "search",
    "filters",
    "store",
    "basemap",
    "labels",
    "card",
    "popup",
    "grid",
    "sites",
    "marks",
    "layers",
    "scales",
    "areas",
    "heat",
    "overlays",
    "list",
    "order",
    "hover",
    "panel",
    "bins",
    "timeline",
    "picks",
    "hash",
    "address",
    "takeaway",
    "share",
    "tools",
    "main",
)
_STYLES = ("page", "panel", "list", "card", "map", "popup", "tools", "overlays", "print")
_IMAGE = re.compile(r"url\(images/([a-z0-9-]+\.png)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class VendoredFile:
    """One file of a library, as published.

    Attributes:
        package, version: Of the npm package.
        path: Inside the package.
        sha256: Of the file.
    """

    name: str
    package: str
    version: str
    path: str
    sha256: str


def _static() -> Traversable:
    return files("geomap.rendering") / "static"


def _read(*parts: str) -> bytes:
    return _static().joinpath(*parts).read_bytes()


@cache
def iter_vendored() -> tuple[VendoredFile, ...]:
    """Return every vendored file as vendored.toml declares it."""
    declared = tomllib.loads(_read("vendor", "vendored.toml").decode("utf-8"))
    return tuple(
        VendoredFile(package=package["name"], version=package["version"], **entry)
        for package in declared["package"]
        for entry in package["file"]
    )


def vendored_text(name: str) -> str:
    """Return a vendored script or style sheet under its licence; its images become data addresses."""
    text = _read("vendor", name).decode("utf-8")
    package = next(entry.package for entry in iter_vendored() if entry.name == name)
    licence = _read("vendor", f"{package}.LICENSE.txt").decode("utf-8")
    embedded = _IMAGE.sub(lambda match: f"url({vendored_uri(match[1])})", text)
    return f"/*\n{licence}*/\n{embedded}"


def vendored_uri(name: str) -> str:
    """Return a vendored image as a data address."""
    return f"data:image/png;base64,{base64.b64encode(_read('vendor', name)).decode('ascii')}"


@cache
def front_end_script(language: str = "en") -> str:
    """Return our own JavaScript as one text, with the words of a language."""
    names = list(_SCRIPTS)
    if language != "en":
        names.insert(names.index("words") + 1, f"words_{language}")
    return "\n".join(_read(f"{name}.js").decode("utf-8") for name in names)


@cache
def front_end_style() -> str:
    """Return our own style sheets as one text."""
    return "\n".join(_read(f"{name}.css").decode("utf-8") for name in _STYLES)


@cache
def basemap_json(language: str = "en") -> str:
    """Return the embedded basemap, with the names of countries in a language where it holds them.

    Raises:
        MissingInputError: This copy of geomap was not built.
    """
    try:
        text = (files("geomap") / "_data" / "basemap.json").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise MissingInputError(
            "geomap's basemap is missing; install geomap with 'pip install .', which builds it"
        ) from error
    content = json.loads(text)
    names = content.pop("names", {}).get(language, ())
    for country, name in zip(content["countries"], names, strict=False):
        country[1] = name or country[1]
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
