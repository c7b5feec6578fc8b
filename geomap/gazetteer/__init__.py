"""Build, verify and query the place index. Name similarity is scored here; context is not."""

from geomap.gazetteer.filters import PlaceFilter
from geomap.gazetteer.info import GazetteerInfo, SourceInfo
from geomap.gazetteer.store import Gazetteer, open_gazetteer

__all__ = ["Gazetteer", "GazetteerInfo", "PlaceFilter", "SourceInfo", "open_gazetteer"]
