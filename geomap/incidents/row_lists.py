"""Place cells that list several places: the first is the row's place, and the others are told."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.gazetteer.countries import is_country
from geomap.geo import distance_km
from geomap.incidents.row_points import point_of_row
from geomap.model import Document, IncidentPlace, Place, PlaceStatus, Problem, Resolution

__all__ = ["list_problem"]

APART_KM = 20.0
"""Places of one cell that are nearer than this are one place, told twice."""
LONGISH = 1.33
"""How far units reach beyond their radius: few are round."""


def list_problem(
    doc: Document, where: IncidentPlace, answer: Resolution | None, resolutions: Sequence[Resolution]
) -> Problem | None:
    """Return what is to be told of a row whose place cell lists places beside each other, or None.

    A place and what it lies in ("Mosul, Nineveh") is no list, nor are the two ends of a relation. A row with
    coordinates of its own is where they are.

    Args:
        where: The row's place.
        answer: The decision about the row's place.
        resolutions: The decisions about all of its names, in order.
    """
    if answer is None or answer.place is None or where.relation is not None:
        return None
    if point_of_row(doc).spot is not None:
        return None
    cell = answer.mention.extractor
    others = [
        one.place
        for one in resolutions
        if one.place is not None and one.mention.extractor == cell and _is_sure(one)
    ]
    beside = [place for place in others if place.id != answer.place.id and _are_apart(place, answer.place)]
    names = list(dict.fromkeys(place.name for place in beside))
    # One name beside the place may be what it lies in, spelt otherwise; two are a list.
    if not names or (len(names) == 1 and not _are_alike(beside[0], answer.place)):
        return None
    column = cell.removeprefix("column:")
    start, end = doc.spans.get(column, (0, 0))
    reason = f"a list of places; the first known one, {answer.place.name}, was taken, not {', '.join(names)}"
    return Problem(
        source=doc.source,
        row=doc.row,
        column=column,
        value=doc.text[start:end],
        reason=reason,
        suggestion="give each place a row of its own",
    )


def _is_sure(one: Resolution) -> bool:
    best = one.candidates[0] if one.candidates else None
    return one.status is PlaceStatus.RESOLVED and (best is None or not best.is_spelt_alike)


def _are_apart(one: Place, other: Place) -> bool:
    if is_country(one) or is_country(other) or one.country_code != other.country_code:
        return is_country(one) == is_country(other)
    away = distance_km(one.lat, one.lon, other.lat, other.lon)
    return away > max(APART_KM, LONGISH * max(one.radius_km, other.radius_km))


def _are_alike(one: Place, other: Place) -> bool:
    return one.feature_class == other.feature_class
