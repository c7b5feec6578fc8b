"""What a table states about its rows beside their words: how fine place and date are, who was counted."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from geomap.model import (
    CasualtyCount,
    DatePrecision,
    DateSpan,
    Document,
    GroupCount,
    Incident,
    IncidentPlace,
    PlacePrecision,
)

__all__ = ["with_stated_facts", "with_stated_precision"]

STATED_RADII_KM = {
    PlacePrecision.SITE: 0.5,
    PlacePrecision.NEIGHBOURHOOD: 2.0,
    PlacePrecision.SETTLEMENT: 5.0,
    PlacePrecision.NEAR: 25.0,
    PlacePrecision.ADM2: 25.0,
    PlacePrecision.ADM1: 100.0,
    PlacePrecision.FEATURE: 100.0,
    PlacePrecision.COUNTRY: 500.0,
    PlacePrecision.SEA_AIR: 50.0,
}
"""Radius of coordinates of which a table says only how fine they are."""

_OF_A_UNIT = frozenset([PlacePrecision.ADM2, PlacePrecision.ADM1, PlacePrecision.COUNTRY])
_GROUPS = (
    ("killed_civilians", "civilians"),
    ("killed_side_a", "side_a"),
    ("killed_side_b", "side_b"),
    ("killed_unknown", "unknown"),
)
_FACTUALITY = frozenset(["reported", "claimed", "denied", "confirmed"])
_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_WHOLE = re.compile(r"\d+(?:\.0+)?")


def with_stated_precision(doc: Document, place: IncidentPlace) -> IncidentPlace:
    """Return a place with coordinates of its row's own, as fine as the row says they are.

    A radius that is stated holds; a unit's is that of the unit that the row names, when it is known.
    """
    word, radius = doc.value("place_precision"), _kilometres(doc.value("radius_km"))
    precision = next((one for one in STATED_RADII_KM if one == word), None)
    if precision is None:
        return place if radius is None else replace(place, radius_km=radius)
    if radius is None:
        named = None if place.resolution is None else place.resolution.place
        of_unit = named is not None and named.feature_class == "A" and precision in _OF_A_UNIT
        same = place.precision == precision
        radius = place.radius_km if same else named.radius_km if named is not None and of_unit else None
    return replace(
        place, precision=precision, radius_km=STATED_RADII_KM[precision] if radius is None else radius
    )


def with_stated_facts(doc: Document, incident: Incident) -> Incident:
    """Return a row's incident with what columns beside its words state."""
    factuality = (doc.value("factuality") or "").lower()
    return replace(
        incident,
        when=_stated_date(doc, incident.when),
        wounded=_bounds(doc, incident.wounded),
        counts_by_group=(*incident.counts_by_group, *_groups(doc)),
        is_aggregate=incident.is_aggregate or _truth(doc.value("is_aggregate")) is True,
        civilian_targeting=_truth(doc.value("civilian_targeting")),
        factuality=factuality if factuality in _FACTUALITY else incident.factuality,
        weapon=doc.value("weapon") or incident.weapon,
        target=doc.value("target") or incident.target,
    )


def _stated_date(doc: Document, when: DateSpan) -> DateSpan:
    """Return a date as fine as the row says that it is."""
    word = doc.value("date_precision")
    precision = next((one for one in DatePrecision if one == word), None)
    return when if precision is None or when.start is None else replace(when, precision=precision)


def _bounds(doc: Document, count: CasualtyCount) -> CasualtyCount:
    """Return the wounded with the bounds that their own columns give."""
    low, high = _whole(doc.value("wounded_low")), _whole(doc.value("wounded_high"))
    if low is None and high is None:
        return count
    return replace(count, low=count.low if low is None else low, high=count.high if high is None else high)


def _groups(doc: Document) -> list[GroupCount]:
    """Return the deaths of each side and of civilians; an empty cell counts nobody."""
    found = []
    for role, group in _GROUPS:
        cell = doc.value(role)
        number = _whole(cell)
        if number is not None:
            count = CasualtyCount(low=number, best=number, high=number, text=cell)
            found.append(GroupCount(kind="killed", group=group, count=count))
    return found


def _whole(cell: str | None) -> int | None:
    return int(float(cell)) if cell is not None and _WHOLE.fullmatch(cell) is not None else None


def _truth(cell: str | None) -> bool | None:
    return _TRUTH.get((cell or "").lower())


def _kilometres(cell: str | None) -> float | None:
    try:
        km = float((cell or "").replace(",", "."))
    except ValueError:
        return None
    return km if math.isfinite(km) and km > 0 else None
