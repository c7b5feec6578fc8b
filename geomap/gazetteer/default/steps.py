"""The steps of the default build, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from geomap.gazetteer.default.admin import read_admin1, read_admin2
from geomap.gazetteer.default.airfields import read_airfields
from geomap.gazetteer.default.borders import read_borders
from geomap.gazetteer.default.cities import read_cities
from geomap.gazetteer.default.countries import read_continents, read_countries
from geomap.gazetteer.default.inputs import Inputs
from geomap.gazetteer.default.regions import read_regions
from geomap.gazetteer.default.supplement import read_supplement
from geomap.gazetteer.records import Entry

__all__ = ["STEPS"]

STEPS: tuple[tuple[str, Callable[[Inputs], Iterator[Entry]]], ...] = (
    ("continents", read_continents),
    ("countries", read_countries),
    ("admin1", read_admin1),
    ("geonames-cities", read_cities),
    ("admin2", read_admin2),
    ("regions", read_regions),
    ("ourairports", read_airfields),
    ("borders", read_borders),
    ("supplement", read_supplement),
)
"""Name and reader of each step; later ones take their units from the towns."""
