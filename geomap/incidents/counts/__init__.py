"""How many people were killed, wounded, missing or abducted, with the words that say so."""

from geomap.incidents.counts.find import find_counts
from geomap.incidents.counts.numbers import count_of_words
from geomap.incidents.counts.record import KINDS, FoundCount, add_counts
from geomap.incidents.counts.total import count_people, told_together

__all__ = [
    "KINDS",
    "FoundCount",
    "add_counts",
    "count_of_words",
    "count_people",
    "find_counts",
    "told_together",
]
