"""How many people were killed, wounded, missing or abducted, with the words that say so."""

from geomap.incidents.counts.find import FoundCount, count_casualties, find_counts

__all__ = ["FoundCount", "count_casualties", "find_counts"]
