"""What a map says about itself."""

from __future__ import annotations

from dataclasses import dataclass

from geomap._version import __version__
from geomap.errors import UnknownNameError

__all__ = ["DISCLAIMER", "LANGUAGES", "MapSettings"]

DISCLAIMER = "Boundaries and names shown do not imply endorsement. Natural Earth 5.1.1."
"""Stands on every map with the embedded basemap."""

LANGUAGES = ("en",)
"""Languages that the page's own words exist in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSettings:
    """How a map is titled and what it has to state.

    Attributes:
        title: Heading of the page.
        attribution: Lines that the data's licences ask for, such as the gazetteer's.
        basemap: False leaves the land out and draws the graticule only.
        disclaimer: Line about boundaries and names; shown with the basemap.
        language: Of the page's own words; one of ``LANGUAGES``.
        link: False draws every report by itself, also those that were judged to be of one incident.
        version: Of geomap, stated as the page's generator.

    Raises:
        UnknownNameError: There is no such language.
    """

    title: str = "Incident map"
    attribution: tuple[str, ...] = ()
    basemap: bool = True
    disclaimer: str = DISCLAIMER
    language: str = "en"
    link: bool = True
    version: str = __version__

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise UnknownNameError(f"no map language is called '{self.language}'; known: {known}")
