"""Places that lie between two named ones: "between A and B", "the road from A to B", "the A-B highway"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from geomap.gazetteer.relation_words import relation_before
from geomap.geo import distance_km, midpoint
from geomap.incidents.mention import PlaceLink
from geomap.incidents.relations import NEAR_KM
from geomap.model import IncidentPlace, PlacePrecision, PlaceRelation, PlaceStatus, Resolution

__all__ = ["FARTHEST_KM", "join_between", "places_between"]

FARTHEST_KM = 400.0
"""Names farther apart are no ends of one road: "between Paris and Dakar" says nothing of a place."""

_REACH = 90
_GAP = re.compile(r"\s+(?:and|to|with)\s+(?:the\s+)?(?:[a-z]+\s+(?:of\s+)?){0,3}$|\s*[-–—/]\s*$")
_DASH = re.compile(r"\s*[-–—/]\s*$|\s+to\s+$")
_BEHIND = re.compile(r"\s+(?:main\s+)?(?:road|highway|motorway|freeway|axis|railway)\b")
_TWO_ENDS = re.compile(r"between|from|link|connect|lead|run", re.IGNORECASE)


def places_between(text: str, resolutions: Sequence[Resolution]) -> Iterator[tuple[Resolution, PlaceLink]]:
    """Yield each second name of a pair with the place between it and the name before it.

    The point is half-way, the radius half the distance; the decision is that about the first name.
    """
    for first, second in pairwise(sorted(resolutions, key=lambda one: one.mention.start)):
        kind, start, end = _relation(text, first, second)
        found = None if kind is None else _placed(text, (first, second), kind, (start, end))
        if found is not None:
            yield second, found


def join_between(text: str, resolutions: Sequence[Resolution], links: Sequence[PlaceLink]) -> list[PlaceLink]:
    """Return an event's places with each pair of ends put as the one place between them."""
    joined = list(links)
    for second, between in places_between(text, resolutions):
        ends = (between.resolution, second)
        if any(link.resolution in ends for link in joined):
            joined = [between, *(link for link in joined if link.resolution not in ends)]
    return joined


def _relation(text: str, first: Resolution, second: Resolution) -> tuple[PlaceRelation | None, int, int]:
    """Return how two names are joined, and the span of the words."""
    start, end = first.mention.start, second.mention.end
    gap = text[first.mention.end : second.mention.start]
    if _GAP.match(gap) is None and _DASH.match(gap) is None:
        return None, start, end
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - _REACH) : start]
    worded = relation_before(before)
    if worded is not None and _GAP.match(gap) is not None:
        at = start - len(before) + worded.start
        if worded.kind is PlaceRelation.BETWEEN:
            return PlaceRelation.BETWEEN, at, end
        if worded.kind is PlaceRelation.ROAD and _TWO_ENDS.search(before, worded.start) is not None:
            return PlaceRelation.ROAD, at, end
    behind = _BEHIND.match(text, end)
    if behind is not None and _DASH.match(gap) is not None:
        return PlaceRelation.ROAD, start, behind.end()
    return None, start, end


def _placed(
    text: str, ends: tuple[Resolution, Resolution], kind: PlaceRelation, span: tuple[int, int]
) -> PlaceLink | None:
    """Return the place half-way between two resolved names, or None when they are units or far apart."""
    one, two = ends[0].place, ends[1].place
    if one is None or two is None or "A" in {one.feature_class, two.feature_class}:
        return None
    if any(end.status is not PlaceStatus.RESOLVED for end in ends):
        return None
    km = distance_km(one.lat, one.lon, two.lat, two.lon)
    if not 0 < km <= FARTHEST_KM:
        return None
    lat, lon = midpoint(one.lat, one.lon, two.lat, two.lon)
    near = kind is PlaceRelation.BETWEEN and km / 2 <= NEAR_KM
    place = IncidentPlace(
        text=text[span[0] : span[1]],
        resolution=ends[0],
        precision=PlacePrecision.NEAR if near else PlacePrecision.FEATURE,
        radius_km=km / 2,
        relation=kind,
        lat=lat,
        lon=lon,
    )
    return PlaceLink(resolution=ends[0], place=place, span=span)
