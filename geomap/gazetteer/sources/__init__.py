"""One importer per source of the default gazetteer; each yields entries from the build's inputs."""

from geomap.gazetteer.sources import admin, airfields, cities, countries, supplement
from geomap.gazetteer.sources.registry import IMPORTERS, Importer

__all__ = ["IMPORTERS", "Importer", "admin", "airfields", "cities", "countries", "supplement"]
