"""Build, verify and query the place index. Name similarity is scored here; context is not."""

from geomap.gazetteer.info import GazetteerInfo, SourceInfo
from geomap.gazetteer.store import Gazetteer, open_gazetteer

__all__ = ["Gazetteer", "GazetteerInfo", "SourceInfo", "open_gazetteer"]
