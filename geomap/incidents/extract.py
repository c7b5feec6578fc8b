"""Document to incidents."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.incidents.assemble import assemble_incident
from geomap.incidents.merge import merge_mentions
from geomap.incidents.read import read_mentions
from geomap.incidents.when import date_clusters
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
    dates = date_clusters(doc, clusters)
    return tuple(
        assemble_incident(doc, cluster, when, has_main=number > 0)
        for number, (cluster, when) in enumerate(zip(clusters, dates, strict=True))
    )
