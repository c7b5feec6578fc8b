"""Document to incidents."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.incidents.assemble import assemble_incident
from geomap.incidents.capitals import iter_capitals
from geomap.incidents.complete import complete_evidence
from geomap.incidents.merge import merge_mentions
from geomap.incidents.parties import Cast
from geomap.incidents.read import read_mentions
from geomap.incidents.remarks import find_remarks
from geomap.incidents.scenes import scenes_of
from geomap.incidents.setting import CountryOf, locate_by_setting, setting_of, without_doubtful
from geomap.incidents.when import date_clusters
from geomap.incidents.who import assign_remarks
from geomap.model import Document, Incident, Parse, Resolution

__all__ = ["extract_incidents"]


def extract_incidents(
    doc: Document,
    parse: Parse,
    resolutions: Sequence[Resolution],
    *,
    home: Resolution | None = None,
    country_of: CountryOf | None = None,
) -> tuple[Incident, ...]:
    """Return the incidents that an article reports, each told once, in the order of the text.

    Args:
        doc: The article.
        parse: Its words and sentences.
        resolutions: The decision about each of its place mentions.
        home: Where it was filed, as its dateline says.
        country_of: Gives the gazetteer's entry of a country by its ISO code.
    """
    cast = Cast.of(doc, parse, resolutions)
    sure = without_doubtful(resolutions, setting_of(resolutions, home, country_of))
    setting = setting_of(sure, home, country_of)
    told = [entry for entry in sure if home is None or entry.mention.start != home.mention.start]
    named = sorted([*told, *iter_capitals(doc, setting)], key=lambda entry: entry.mention.start)
    clusters = merge_mentions(read_mentions(cast, named))
    locate_by_setting(clusters, setting, scenes_of(doc, sure))
    dates = date_clusters(doc, clusters)
    said = assign_remarks(clusters, find_remarks(cast) if clusters else [])
    return tuple(
        complete_evidence(doc, assemble_incident(doc, cluster, when, parties, has_main=number > 0))
        for number, (cluster, when, parties) in enumerate(zip(clusters, dates, said, strict=True))
    )
