"""The country of events that no place is named with, where the text leaves no doubt about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from geomap.gazetteer.countries import is_country
from geomap.incidents.mention import EventMention, PlaceLink
from geomap.incidents.merge import Cluster
from geomap.incidents.relations import precision_of
from geomap.model import IncidentPlace, MentionKind, Resolution

__all__ = ["locate_by_country"]

SHARE = 0.75
"""At least this share of a text's decided places lies in the country that is its setting."""

SHARE_FIRST = 0.5
"""The share that is enough for the country of the first place of the text, which is often its dateline."""

CONFIDENCE = 0.9
"""How often the country is right, measured on news messages; no answer is surer than this."""


def locate_by_country(clusters: Sequence[Cluster], resolutions: Sequence[Resolution]) -> None:
    """Give events without a named place the country that their sentences, or nearly all of the text, name.

    Events told as background, and those whose sentences name two countries, stay without a place; where
    people are from ("three Spanish priests") says nothing by itself.
    """
    decided = [entry for entry in resolutions if entry.place is not None and entry.place.country_code != ""]
    main = _main_country(decided)
    for cluster in clusters:
        if any(mention.places for mention in cluster.mentions):
            continue
        if cluster.is_context or all(mention.after or mention.is_earlier for mention in cluster.mentions):
            continue
        near = [entry for entry in decided if any(_is_in(entry, mention) for mention in cluster.mentions)]
        near = [entry for entry in near if _is_literal(entry) or _code(entry) == main]
        codes = {_code(entry) for entry in near} or ({main} if main is not None else set())
        code = next(iter(codes)) if len(codes) == 1 else None
        named = next((entry for entry in (*near, *decided) if _is_the_country(entry, code)), None)
        if named is not None:
            link = _link(named, "its sentence" if near else "the text")
            cluster.mentions[0] = replace(cluster.mentions[0], places=(link,))


def _main_country(decided: Sequence[Resolution]) -> str | None:
    """Return the code of the country that nearly all decided places of a text lie in, or None."""
    if not decided:
        return None
    counted = Counter(map(_code, decided)).most_common(2)
    code, number = counted[0]
    if len(counted) > 1 and counted[1][1] == number:
        return None
    first = min(decided, key=lambda entry: entry.mention.start)
    share = SHARE_FIRST if _code(first) == code else SHARE
    return code if number >= 2 and number >= share * len(decided) else None


def _code(entry: Resolution) -> str:
    return entry.place.country_code if entry.place is not None else ""


def _is_literal(entry: Resolution) -> bool:
    return entry.mention.kind is MentionKind.LITERAL


def _is_in(entry: Resolution, mention: EventMention) -> bool:
    return mention.span[0] <= entry.mention.start < mention.span[1]


def _is_the_country(entry: Resolution, code: str | None) -> bool:
    return entry.place is not None and entry.place.country_code == code and is_country(entry.place)


def _link(entry: Resolution, where: str) -> PlaceLink:
    place = entry.place
    if place is None:
        raise ValueError("a place that is not decided sets no country")
    reason = f"no place is named for the event; {where} speaks of {place.name}"
    sure = CONFIDENCE if entry.confidence is None else min(entry.confidence, CONFIDENCE)
    told = replace(entry, confidence=sure, reason=reason)
    point = IncidentPlace(
        text=entry.mention.text, resolution=told, precision=precision_of(place),
        radius_km=place.radius_km, lat=entry.lat, lon=entry.lon,
    )  # fmt: skip
    return PlaceLink(resolution=told, place=point, span=(entry.mention.start, entry.mention.end))
