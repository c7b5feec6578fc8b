"""How an event stands to the place that is named, and the point and radius that follow.

Radii and levels follow the UCDP GED codebook (version 19.1, Appendix 3): near, outskirts and
directions up to 25 km are less exact than the place; borders, roads and parts of countries are
features with one representative point.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeGuard

from geomap.gazetteer.countries import is_country
from geomap.gazetteer.place_cues import find_cue
from geomap.gazetteer.relation_words import (
    RelationWords,
    part_before,
    part_behind,
    relation_after,
    relation_before,
    side_at_start,
)
from geomap.geo import destination, distance_km
from geomap.model import IncidentPlace, Place, PlacePrecision, PlaceRelation, PlaceStatus, Resolution
from geomap.text import fold

__all__ = ["NEAR_KM", "contains", "place_incident", "precision_of"]

NEAR_KM = 25.0
"""Radius of "near X" and "outskirts of X" (UCDP precision 2)."""

PART_SHIFT = 0.5
"""Share of a unit's radius by which its point is moved for "northern X"."""

WIDE_KM = 50.0
"""Radius from which "off the west coast of X" is not told by X's own point."""

_REACH = 90
"""Characters before and behind a name in which the words of a relation are looked for."""

_SITE_BEHIND = re.compile(
    r"\s+(?:market|bazaar|hospital|clinic|school|university|mosque|church|temple|cathedral|base|barracks|station|stadium"
    r"|prison|hotel|bridge|embassy|camp|courthouse|square|roundabout|intersection|checkpoint|junction)\b"
)
"""Behind a name it makes a site of it: near the X market is in X."""

_PRECISIONS = {
    "S": PlacePrecision.SITE,
    "R": PlacePrecision.FEATURE,
    "T": PlacePrecision.FEATURE,
    "V": PlacePrecision.FEATURE,
    "U": PlacePrecision.SEA_AIR,
    "L": PlacePrecision.FEATURE,
    "H": PlacePrecision.FEATURE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Relation:
    """A relation with the span of its words and name, and the moved point when they state one."""

    kind: PlaceRelation
    start: int
    end: int
    point: tuple[float, float] | None = None
    km: float | None = None
    part: bool = False


def precision_of(place: Place) -> PlacePrecision:
    """Return how fine a gazetteer entry is by its feature class and code."""
    if place.feature_class == "P":
        return PlacePrecision.NEIGHBOURHOOD if place.feature_code == "PPLX" else PlacePrecision.SETTLEMENT
    if place.feature_class == "A":
        if is_country(place):
            return PlacePrecision.COUNTRY
        return PlacePrecision.ADM1 if place.feature_code.startswith("ADM1") else PlacePrecision.ADM2
    if place.feature_code in {"SEA", "GULF", "OCN", "STRT", "BAY"}:
        return PlacePrecision.SEA_AIR
    if place.feature_code in {"MILB", "CMPRF", "CMP", "OILF"}:
        return PlacePrecision.SITE
    return _PRECISIONS.get(place.feature_class, PlacePrecision.FEATURE)


def place_incident(text: str, resolution: Resolution) -> tuple[IncidentPlace, int, int]:
    """Return an incident's place for a resolved or unresolved name, with the span of its words.

    The span widens to the words of the relation: "outskirts of Homs", "Homs (near)".
    """
    mention = resolution.mention
    relation = _relation(text, resolution)
    start, end = (mention.start, mention.end) if relation is None else (relation.start, relation.end)
    words = text[start:end]
    place = resolution.place
    if place is None or resolution.status is not PlaceStatus.RESOLVED:
        unresolved = IncidentPlace(
            text=words, resolution=resolution, precision=PlacePrecision.UNRESOLVED, radius_km=None
        )
        return unresolved, start, end
    precision, radius = precision_of(place), place.radius_km
    lat, lon = resolution.lat, resolution.lon
    if relation is not None:
        precision, radius = _relation_precision(relation, place, precision)
        if relation.point is not None:
            lat, lon = relation.point
    elif _asked_for_site(resolution, precision):
        precision, radius = PlacePrecision.NEAR, max(radius, NEAR_KM)
    elif _asked_for_unit(resolution):
        precision, radius = PlacePrecision.ADM2, max(radius, NEAR_KM)
    placed = IncidentPlace(
        text=words,
        resolution=resolution,
        precision=precision,
        radius_km=radius,
        relation=None if relation is None else relation.kind,
        lat=lat,
        lon=lon,
    )
    return placed, start, end


def _asked_for_site(resolution: Resolution, precision: PlacePrecision) -> bool:
    """Say whether the text names a site ("X airport") but only the settlement X is known."""
    cue = find_cue(resolution.mention.cue) if resolution.mention.cue is not None else None
    if cue is None or cue.precision is not PlacePrecision.SITE:
        return False
    known = resolution.place is not None and cue.fits(resolution.place) > 0
    return not known and precision in {PlacePrecision.SETTLEMENT, PlacePrecision.ADM1, PlacePrecision.ADM2}


def _asked_for_unit(resolution: Resolution) -> bool:
    """Say whether a cell names a unit ("X region", "X district") but only its town X is known."""
    mention, place = resolution.mention, resolution.place
    cue = (
        find_cue(mention.cue) if mention.cue is not None and mention.extractor.startswith("column:") else None
    )
    if cue is None or place is None or place.feature_code == "PPLX":
        return False
    return cue.precision in {PlacePrecision.ADM1, PlacePrecision.ADM2} and place.feature_class == "P"


def _relation(text: str, resolution: Resolution) -> _Relation | None:
    """Read the words before a name, else those in brackets behind it."""
    mention, place = resolution.mention, resolution.place
    if mention.cue == "border":
        return _Relation(kind=PlaceRelation.BORDER, start=mention.start, end=mention.end)
    line = text.rfind("\n", 0, mention.start) + 1
    before = text[max(line, mention.start - _REACH) : mention.start]
    offset = mention.start - len(before)
    worded = relation_before(before)
    if worded is not None and worded.kind is PlaceRelation.NEAR and worded.km is None:
        worded = None if _SITE_BEHIND.match(text, mention.end) is not None else worded
    if worded is not None:
        return _read(worded, place, offset + worded.start, mention.end)
    behind = text[mention.end : mention.end + _REACH]
    worded = relation_after(behind)
    if worded is not None:
        return _read(worded, place, mention.start, mention.end + worded.end)
    part = part_before(before)
    if part is not None and place is not None:
        return _part(part, place, offset, mention.end)
    return None if place is None else _side(text, resolution, place)


def _side(text: str, resolution: Resolution, place: Place) -> _Relation | None:
    """Read a side that is in the name as written ("SW. SUMATRA") or behind it ("CHILE: NORTHERN")."""
    mention = resolution.mention
    side = side_at_start(mention.text)
    if side is not None and resolution.candidates and side[0] < len(mention.text):
        named = fold(resolution.candidates[0].matched_name)
        if not fold(mention.text).startswith(named):
            return _part((0, side[1]), place, mention.start, mention.end)
    behind = part_behind(text[mention.end : mention.end + _REACH])
    return None if behind is None else _part((0, behind[1]), place, mention.start, mention.end + behind[0])


def _read(worded: RelationWords, place: Place | None, start: int, end: int) -> _Relation | None:
    """Return worded relation as one to a place; the point is moved when direction and distance say so.

    Units have no point that a distance could be counted from, and what is between units is their affair.
    """
    kind, is_unit = worded.kind, place is not None and place.feature_class == "A"
    if kind is PlaceRelation.BETWEEN and is_unit:
        return None
    if kind is PlaceRelation.OFF_COAST and worded.bearing is not None and _is_wide(place):
        return _Relation(kind=kind, start=start, end=end, point=_moved(place, worded.bearing))
    if kind is not PlaceRelation.DISTANCE_DIRECTION:
        return _Relation(kind=kind, start=start, end=end, km=None if is_unit else worded.km)
    if place is None or is_country(place) or worded.km is None or worded.bearing is None:
        return _Relation(kind=PlaceRelation.DIRECTION, start=start, end=end)
    point = destination(place.lat, place.lon, worded.bearing, worded.km)
    return _Relation(kind=kind, start=start, end=end, point=point, km=worded.km)


def _part(part: tuple[int, float | None], place: Place, offset: int, end: int) -> _Relation | None:
    """Return "northern X" as a relation: the point is moved towards that side of a unit or town."""
    start, bearing = part
    if place.feature_class not in {"A", "P", "T", "L"} or (bearing is None and not is_country(place)):
        return None
    point = None
    if bearing is not None:
        point = _moved(place, bearing)
    return _Relation(kind=PlaceRelation.DIRECTION, start=offset + start, end=end, point=point, part=True)


def _relation_precision(
    relation: _Relation, place: Place, precision: PlacePrecision
) -> tuple[PlacePrecision, float]:
    """Return precision and radius of a place seen through its relation."""
    reach = place.radius_km if relation.km is None else place.radius_km + relation.km
    if relation.kind is PlaceRelation.OFF_COAST:
        return PlacePrecision.SEA_AIR, max(reach, NEAR_KM)
    if relation.kind is PlaceRelation.BORDER or precision is PlacePrecision.COUNTRY:
        return PlacePrecision.FEATURE, place.radius_km
    if relation.part:
        return precision, place.radius_km
    if relation.kind is PlaceRelation.ROAD:
        return PlacePrecision.FEATURE, max(reach, NEAR_KM)
    if relation.km is None:
        return PlacePrecision.NEAR, max(reach, NEAR_KM)
    level = PlacePrecision.NEAR if relation.km <= NEAR_KM else PlacePrecision.FEATURE
    if relation.kind is PlaceRelation.DISTANCE_DIRECTION:
        # A direction word is good to 22.5 degrees either way: 0.4 of the distance.
        return level, max(place.radius_km, 0.4 * relation.km)
    return level, reach


def contains(outer: Place, inner: Place) -> bool:
    """Say whether a gazetteer entry lies in another, by the names of its units."""
    if outer.id == inner.id or outer.country_code != inner.country_code:
        return False
    if is_country(outer):
        return not is_country(inner)
    if outer.feature_code.startswith("ADM1"):
        return inner.admin1 == outer.name and inner.feature_code != outer.feature_code
    near = distance_km(outer.lat, outer.lon, inner.lat, inner.lon) <= max(outer.radius_km * 2, 10)
    finer = inner.feature_class == "S" or inner.feature_code == "PPLX"
    return near and finer and outer.feature_class in {"P", "A"} and outer.feature_code != "PPLX"


def _is_wide(place: Place | None) -> TypeGuard[Place]:
    """Say whether a place is an area whose sides lie far apart."""
    return place is not None and place.feature_class in {"A", "T", "L"} and place.radius_km >= WIDE_KM


def _moved(place: Place, bearing: float) -> tuple[float, float]:
    """Return an area's point, moved towards a side of it."""
    return destination(place.lat, place.lon, bearing, PART_SHIFT * place.radius_km)
