"""Document to mentions: every place name in a text, with its kind and the word that gave it away."""

from geomap.extraction.given import describe_mention
from geomap.extraction.mentions import extract_mentions
from geomap.extraction.parse import DEFAULT_MODEL, load_model, parse_document
from geomap.extraction.rows import mentions_of_row

__all__ = [
    "DEFAULT_MODEL",
    "describe_mention",
    "extract_mentions",
    "load_model",
    "mentions_of_row",
    "parse_document",
]
