"""Document to incidents."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.incidents.assemble import assemble_incident
from geomap.incidents.merge import merge_mentions
from geomap.incidents.read import read_mentions
from geomap.model import Document, Incident, Parse, Resolution

__all__ = ["extract_incidents"]


def extract_incidents(doc: Document, parse: Parse, resolutions: Sequence[Resolution]) -> tuple[Incident, ...]:
    """Return the incidents that an article reports, each told once, in the order of the text.

    Args:
        doc: The article.
        parse: Its words and sentences.
        resolutions: The decision about each of its place mentions.
    """
    clusters = merge_mentions(read_mentions(doc, parse, resolutions))
    return tuple(
        assemble_incident(doc, cluster, has_main=number > 0) for number, cluster in enumerate(clusters)
    )
