"""Where a table row is: its own coordinates, checked against the place that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geomap.geo import distance_km, is_valid_lat_lon
from geomap.incidents.between import places_between
from geomap.incidents.relations import place_incident, precision_of
from geomap.incidents.row_facts import with_stated_precision
from geomap.model import (
    Document,
    IncidentPlace,
    Mention,
    Place,
    PlacePrecision,
    PlaceStatus,
    Problem,
    Resolution,
)
from geomap.text import fold

__all__ = ["check_row", "given_point", "place_of_row"]

GIVEN_RADIUS_KM = 1.0
"""Radius of coordinates that came with a row and say nothing about their own precision."""
FAR_KM = 100.0
"""Given coordinates farther from the named place than this, and than thrice its radius, contradict it."""
CENTRE_KM = 2.0
"""A given point this near to a unit's own point is that unit's centre, not a site."""

_PAIR = re.compile(r"^\s*[(\[]?\s*([-+]?\d+(?:\.\d+)?)\s*[,;\s]\s*([-+]?\d+(?:\.\d+)?)\s*[)\]]?\s*$")


def given_point(doc: Document) -> tuple[float, float] | None:
    """Return a row's own (lat, lon), or None when it has none that is on Earth; 0, 0 is none."""
    cells = (doc.value("lat"), doc.value("lon"))
    if cells[0] is None or cells[1] is None:
        found = _PAIR.match(doc.value("latlon") or "")
        cells = (None, None) if found is None else (found[1], found[2])
    if cells[0] is None or cells[1] is None:
        return None
    try:
        lat, lon = float(cells[0].replace(",", ".")), float(cells[1].replace(",", "."))
    except ValueError:
        return None
    return (lat, lon) if is_valid_lat_lon(lat, lon) and (lat, lon) != (0.0, 0.0) else None


def check_row(doc: Document, resolution: Resolution | None) -> Problem | None:
    """Return what is wrong with a row's own coordinates, or None: they are kept all the same.

    Coordinates that are unreadable, off the Earth or 0, 0 are not used; those far from the place
    that the row names are used, but say so.
    """
    cells = [doc.value(role) for role in ("lat", "lon", "latlon")]
    written = ", ".join(cell for cell in cells if cell is not None)
    point = given_point(doc)
    if written != "" and point is None:
        reason, advice = "not usable as coordinates", "the row's place words were used instead"
    elif point is not None and resolution is not None and _is_far(point, resolution.place):
        place = resolution.place
        km = 0.0 if place is None else distance_km(*point, place.lat, place.lon)
        reason = f"{km:,.0f} km from {resolution.mention.text} as the gazetteer knows it"
        swapped = is_valid_lat_lon(point[1], point[0]) and not _is_far((point[1], point[0]), place)
        advice = "latitude and longitude look swapped" if swapped else "check which of the two is meant"
    else:
        return None
    column = doc.roles.get("latlon") or doc.roles.get("lat")
    return Problem(
        source=doc.source, row=doc.row, column=column, value=written, reason=reason, suggestion=advice
    )


def _is_far(point: tuple[float, float], place: Place | None) -> bool:
    """Say whether a point lies well outside a place."""
    if place is None:
        return False
    return distance_km(*point, place.lat, place.lon) > max(FAR_KM, 3 * place.radius_km)


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
    point = given_point(doc)
    if point is not None:
        return with_stated_precision(doc, _given_place(doc, point, resolution))
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


def _given_place(doc: Document, point: tuple[float, float], resolution: Resolution | None) -> IncidentPlace:
    """Return the place of a row with coordinates: as exact as they can be told to be.

    A point that is the named place's own, such as a province's centre, is no finer than that place.
    """
    place = None if resolution is None or _is_far(point, resolution.place) else resolution.place
    precision, radius = PlacePrecision.SITE, GIVEN_RADIUS_KM
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
    column = doc.roles["latlon" if doc.value("lat") is None or doc.value("lon") is None else "lat"]
    start, end = doc.spans[column]
    return Mention(
        doc_id=doc.id, text=doc.text[start:end], start=start, end=end, extractor=f"column:{column}"
    )
