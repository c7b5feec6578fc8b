"""Where a table row is: its own coordinates, checked against the place that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomap.gazetteer.sources.coordinates import Spot
from geomap.geo import distance_km
from geomap.incidents.between import places_between
from geomap.incidents.point_checks import FAR_KM, is_far
from geomap.incidents.relations import place_incident, precision_of
from geomap.incidents.row_facts import with_stated_precision
from geomap.incidents.row_points import point_column, point_of_row
from geomap.model import (
    Document,
    IncidentPlace,
    Mention,
    PlacePrecision,
    PlaceStatus,
    Resolution,
)
from geomap.text import fold

__all__ = ["place_of_row"]

GIVEN_RADIUS_KM = 1.0
"""Radius of coordinates that came with a row and say nothing about their own precision."""
SITE_KM = 2.5
"""A given shape or grid square of a larger radius is no site."""
CENTRE_KM = 2.0
"""A given point this near to a unit's own point is that unit's centre, not a site."""


def place_of_row(
    doc: Document, resolution: Resolution | None, others: Sequence[Resolution] = ()
) -> IncidentPlace:
    """Return a row's place: its own coordinates when it has them, else the decision about its words.

    Args:
        doc: The row.
        resolution: The decision about its place.
        others: The decisions about all names in its place cell: the other end of "between A and B", and
            the same place named again with a relation ("Obo town (12 km north of Obo)").
    """
    spot = point_of_row(doc).spot
    if spot is not None:
        return with_stated_precision(doc, _given_place(doc, spot, resolution))
    if resolution is None:
        return IncidentPlace(text=None, resolution=None, precision=PlacePrecision.UNRESOLVED, radius_km=None)
    between = [link for _, link in places_between(doc.text, others) if link.resolution == resolution]
    if between:
        return replace(between[0].place, text=_place_words(doc, resolution))
    place, _, _ = place_incident(doc.text, resolution)
    if place.relation is None:
        again = (place_incident(doc.text, other)[0] for other in others if _is_same(resolution, other))
        place = next((one for one in again if one.precision is PlacePrecision.NEAR), place)
    return replace(place, text=_place_words(doc, resolution))


def _is_same(one: Resolution, other: Resolution) -> bool:
    """Say whether two names of a cell are one place: the town and the district of its name are."""
    here, there = one.place, other.place
    if here is None or there is None or one is other:
        return False
    near = distance_km(here.lat, here.lon, there.lat, there.lon) <= max(FAR_KM / 2, here.radius_km)
    return here.id == there.id or (near and fold(here.name) == fold(there.name))


def _place_words(doc: Document, resolution: Resolution) -> str:
    """Return the whole cell that a row's decision was read from."""
    start = resolution.mention.start
    return next((doc.text[first:last] for first, last in doc.spans.values() if first <= start < last), "")


def _given_place(doc: Document, spot: Spot, resolution: Resolution | None) -> IncidentPlace:
    """Return the place of a row with coordinates: as exact as they can be told to be.

    A point that is the named place's own, such as a province's centre, is no finer than that place.
    """
    point = (spot.lat, spot.lon)
    place = None if resolution is None or is_far(point, resolution.place) else resolution.place
    precision, radius = PlacePrecision.SITE, max(GIVEN_RADIUS_KM, spot.radius_km or 0.0)
    if radius > SITE_KM:
        precision = PlacePrecision.NEAR
    if place is not None:
        km = distance_km(point[0], point[1], place.lat, place.lon)
        if km <= (place.radius_km if place.feature_class == "P" else CENTRE_KM):
            precision, radius = precision_of(place), place.radius_km
    given = Resolution(
        mention=_coordinate_mention(doc) if resolution is None else resolution.mention,
        status=PlaceStatus.GIVEN,
        place=place,
        lat=point[0],
        lon=point[1],
        candidates=() if resolution is None else resolution.candidates,
        reason="coordinates given in the table",
    )
    words = None if resolution is None else _place_words(doc, resolution)
    return IncidentPlace(
        text=words, resolution=given, precision=precision, radius_km=radius, lat=point[0], lon=point[1]
    )


def _coordinate_mention(doc: Document) -> Mention:
    """Return a row's coordinate cell as the words that name its place."""
    column = point_column(doc)
    start, end = (0, len(doc.text)) if column is None else doc.spans[column]
    return Mention(
        doc_id=doc.id, text=doc.text[start:end], start=start, end=end, extractor=f"column:{column or ''}"
    )
