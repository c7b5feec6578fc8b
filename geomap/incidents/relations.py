"""How an event stands to the place that is named, and the point and radius that follow.

Radii and levels follow the UCDP GED codebook (version 19.1, Appendix 3): near, outskirts and
directions up to 25 km are less exact than the place; borders, roads and parts of countries are
features with one representative point.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from geomap.gazetteer.countries import is_country
from geomap.gazetteer.place_cues import find_cue
from geomap.geo import COMPASS_BEARINGS, destination, distance_km
from geomap.model import IncidentPlace, Place, PlacePrecision, PlaceRelation, PlaceStatus, Resolution

__all__ = ["NEAR_KM", "contains", "place_incident", "precision_of"]

NEAR_KM = 25.0
"""Radius of "near X" and "outskirts of X" (UCDP precision 2)."""

_COMPASS = "north-?east|north-?west|south-?east|south-?west|north|south|east|west"
_DISTANCE = re.compile(
    rf"(?P<n>\d+(?:[.,]\d+)?|a few|some)\s*-?\s*"
    rf"(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi|nm|nautical miles?)\s+"
    rf"(?:to the\s+)?(?P<direction>{_COMPASS})(?:ern)?\s+(?:of|from)\s+(?:the\s+)?"
    rf"(?:\w+\s+(?:of\s+)?){{0,3}}$",
    re.IGNORECASE,
)
_BEFORE: tuple[tuple[PlaceRelation, re.Pattern[str]], ...] = tuple(
    (relation, re.compile(rf"(?:{pattern})\s+(?:the\s+)?(?:[\w’'-]+\s+){{0,2}}?$", re.IGNORECASE))
    for relation, pattern in (
        (PlaceRelation.OUTSKIRTS, r"(?:outskirts|suburbs|edges?|fringes?|countryside) of|outlying areas of"),
        (PlaceRelation.OFF_COAST, r"off(?: the)? coasts? of|off the shores? of|off"),
        (PlaceRelation.DIRECTION, rf"(?:{_COMPASS})(?:ern)? (?:of|from)"),
        (PlaceRelation.ROAD, r"(?:road|highway|motorway) (?:to|from|near|between|out of|outside)"),
        (
            PlaceRelation.NEAR,
            r"near|close to|just outside|outside|around|in the vicinity of|not far from|next to|area of",
        ),
    )
)
_PART = re.compile(
    rf"\b(?P<part>(?:{_COMPASS})(?:ern)?|central|upper|lower)(?:\s+and\s+\w+)?\s+$", re.IGNORECASE
)
_KM = {"m": 1.609344, "n": 1.852, "k": 1.0}

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
    """A relation with the words that state it, and the moved point when they do."""

    kind: PlaceRelation
    start: int
    point: tuple[float, float] | None = None
    km: float | None = None


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

    The span widens to the words of the relation: "outskirts of Homs".
    """
    mention = resolution.mention
    relation = _relation(text, resolution)
    start = mention.start if relation is None else relation.start
    words = text[start : mention.end]
    place = resolution.place
    if place is None or resolution.status is not PlaceStatus.RESOLVED:
        unresolved = IncidentPlace(
            text=words, resolution=resolution, precision=PlacePrecision.UNRESOLVED, radius_km=None
        )
        return unresolved, start, mention.end
    precision, radius = precision_of(place), place.radius_km
    lat, lon = resolution.lat, resolution.lon
    if relation is not None:
        precision, radius = _relation_precision(relation, place, precision)
        if relation.point is not None:
            lat, lon = relation.point
    elif _asked_for_site(resolution, precision):
        precision, radius = PlacePrecision.NEAR, max(radius, NEAR_KM)
    placed = IncidentPlace(
        text=words,
        resolution=resolution,
        precision=precision,
        radius_km=radius,
        relation=None if relation is None else relation.kind,
        lat=lat,
        lon=lon,
    )
    return placed, start, mention.end


def _asked_for_site(resolution: Resolution, precision: PlacePrecision) -> bool:
    """Say whether the text names a site ("X airport") but only the settlement X is known."""
    cue = find_cue(resolution.mention.cue) if resolution.mention.cue is not None else None
    if cue is None or cue.precision is not PlacePrecision.SITE:
        return False
    known = resolution.place is not None and cue.fits(resolution.place) > 0
    return not known and precision in {PlacePrecision.SETTLEMENT, PlacePrecision.ADM1, PlacePrecision.ADM2}


def _relation(text: str, resolution: Resolution) -> _Relation | None:
    """Read the words before a name."""
    mention, place = resolution.mention, resolution.place
    line = text.rfind("\n", 0, mention.start) + 1
    before = text[max(line, mention.start - 80) : mention.start]
    offset = mention.start - len(before)
    if mention.cue == "border":
        return _Relation(kind=PlaceRelation.BORDER, start=mention.start)
    distance = _DISTANCE.search(before)
    if distance is not None:
        return _moved(distance, offset, place)
    for kind, pattern in _BEFORE:
        found = pattern.search(before)
        if found is not None and _is_tight(found.group()):
            return _Relation(kind=kind, start=offset + found.start())
    part = _PART.search(before)
    if part is not None and place is not None and is_country(place):
        return _Relation(kind=PlaceRelation.DIRECTION, start=offset + part.start())
    return None


def _is_tight(words: str) -> bool:
    """Say whether nothing but small words stands between the relation and the name."""
    return not any(ch in words for ch in ".,;:") and len(words.split()) <= 7


def _moved(found: re.Match[str], offset: int, place: Place | None) -> _Relation:
    """Return the relation of a stated distance and direction, with the point moved by it."""
    kind = PlaceRelation.DISTANCE_DIRECTION
    start = offset + found.start()
    number = found["n"].lower().replace(",", ".")
    if place is None or not number[0].isdigit():
        return _Relation(kind=PlaceRelation.DIRECTION, start=start)
    km = float(number) * _KM[found["unit"][0].lower()]
    bearing = COMPASS_BEARINGS[found["direction"].lower().replace("-", "")]
    return _Relation(kind=kind, start=start, point=destination(place.lat, place.lon, bearing, km), km=km)


def _relation_precision(
    relation: _Relation, place: Place, precision: PlacePrecision
) -> tuple[PlacePrecision, float]:
    """Return precision and radius of a place seen through its relation."""
    if relation.kind is PlaceRelation.OFF_COAST:
        return PlacePrecision.SEA_AIR, max(place.radius_km, NEAR_KM)
    if relation.kind is PlaceRelation.BORDER or precision is PlacePrecision.COUNTRY:
        return PlacePrecision.FEATURE, place.radius_km
    if relation.kind is PlaceRelation.ROAD:
        return PlacePrecision.FEATURE, max(place.radius_km, NEAR_KM)
    if relation.km is not None:
        # A direction word is good to 22.5 degrees either way: 0.4 of the distance.
        radius = max(place.radius_km, 0.4 * relation.km)
        return (PlacePrecision.NEAR if relation.km <= NEAR_KM else PlacePrecision.FEATURE), radius
    return PlacePrecision.NEAR, max(place.radius_km, NEAR_KM)


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
