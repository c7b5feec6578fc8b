"""What kind of event words report: concepts in a text, rules that weigh them, the type that wins."""

from geomap.incidents.types.decide import EventClass, classify, classify_words
from geomap.incidents.types.tables import SubType, load_sub_types

__all__ = ["EventClass", "SubType", "classify", "classify_words", "load_sub_types"]
