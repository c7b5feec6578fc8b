"""How many people were killed, wounded, missing or abducted, with the words that say so."""

from geomap.incidents.counts.find import KINDS, FoundCount, find_counts
from geomap.incidents.counts.total import count_people

__all__ = ["KINDS", "FoundCount", "count_people", "find_counts"]
