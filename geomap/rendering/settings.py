"""What a map says about itself."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from geomap._version import __version__
from geomap.errors import UnknownNameError

__all__ = ["LANGUAGES", "LIGHT_ABOVE", "MapSettings", "page_strings"]

LIGHT_ABOVE = 300_000
"""Rows of a table above which a page holds no texts, only what the map itself shows."""

LANGUAGES = ("ar", "en")
"""Languages that the page's own words exist in."""


@cache
def page_strings(language: str) -> dict[str, str]:
    """Return what a page says before its script runs: title, direction, disclaimer and the like.

    Raises:
        UnknownNameError: There is no such language.
    """
    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise UnknownNameError(f"no map language is called '{language}'; known: {known}")
    text = (files("geomap.rendering") / "strings.toml").read_text(encoding="utf-8")
    strings: dict[str, str] = tomllib.loads(text)[language]
    return strings


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSettings:
    """How a map is titled and what it has to state.

    Attributes:
        title: Heading of the page; None for "Incident map" in the page's language.
        attribution: Lines that the data's licences ask for, such as the gazetteer's.
        basemap: "world" for the land that comes with geomap, "none" for the graticule only, or a file of
            areas (GeoJSON, GeoPackage, FlatGeobuf or Shapefile).
        boundaries: File of lines or areas that are drawn over the base map.
        tiles: Name of a provider in xyzservices. Opening the map then asks that host for pictures.
        disclaimer: Line about boundaries and names, shown with any land; None for the usual one.
        language: Of the page's own words; one of ``LANGUAGES``.
        link: False draws every report by itself, also those that were judged to be of one incident.
        towns: Names for orientation: name, latitude, longitude and the zoom from which there is room for it.
        companion: Name of the file with the texts of a table of more than ``LIGHT_ABOVE`` rows.
        gazetteer: Place index whose towns a static map names; None for the one that comes with geomap.
        version: Of geomap, stated as the page's generator.

    Raises:
        UnknownNameError: There is no such language.
    """

    title: str | None = None
    attribution: tuple[str, ...] = ()
    basemap: str | Path = "world"
    boundaries: Path | None = None
    tiles: str | None = None
    disclaimer: str | None = None
    language: str = "en"
    link: bool = True
    towns: tuple[tuple[str, float, float, int], ...] = ()
    companion: str | None = None
    gazetteer: Path | None = None
    version: str = __version__

    def __post_init__(self) -> None:
        page_strings(self.language)

    @property
    def heading(self) -> str:
        """The title, or what a map without one is called."""
        return page_strings(self.language)["title"] if self.title is None else self.title
