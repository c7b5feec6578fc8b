"""The incident table as what a static map shows of it: places with what is drawn there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geomap.rendering.payload import to_light_payload, to_payload
from geomap.rendering.settings import LIGHT_ABOVE
from geomap.rendering.static_map.front_end import read_symbols

if TYPE_CHECKING:
    import geopandas

__all__ = ["PlaceShown", "Spot", "Told", "gather_spots", "read_incidents"]

Columns = Mapping[str, list[Any]]
"""Cells by column, as the web map's page has them."""

_DIGITS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceShown:
    """One place of one incident, with a point.

    Attributes:
        incident: Number of the incident.
        kind: Event type; one of those that have a symbol.
        drawing: ``solid``, ``hollow`` or ``area``.
        radius: How far off the point may be, in km; 0 when not stated.
    """

    incident: int
    lat: float
    lon: float
    name: str
    kind: str
    drawing: str
    is_muted: bool
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Incidents of a table.

    Attributes:
        size: Number of incidents, those without a point included.
        kinds: Event type of each.
        spans: First and last day of each as ISO dates, or None when undated.
        places: Their places with a point.
    """

    size: int
    kinds: tuple[str, ...]
    spans: tuple[tuple[str, str] | None, ...]
    places: tuple[PlaceShown, ...]

    @property
    def placed(self) -> int:
        """Number of incidents with a point."""
        return len({place.incident for place in self.places})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Everything at one coordinate, apart for points and for whole areas.

    Attributes:
        count: Number of places of incidents here.
        kinds: How many of each event type, in the order of the legend.
    """

    lat: float
    lon: float
    name: str
    drawing: str
    count: int
    kinds: Mapping[str, int]
    is_muted: bool
    radius: float

    @property
    def main_kind(self) -> str:
        """The most frequent event type."""
        return max(self.kinds, key=lambda kind: self.kinds[kind])


def read_incidents(frame: geopandas.GeoDataFrame, *, link: bool = True) -> Told:
    """Return what a map shows of a table: the same incidents and places as the web map.

    Args:
        frame: The incident table.
        link: False draws every report by itself.
    """
    payload = to_light_payload(frame) if len(frame) > LIGHT_ABOVE else to_payload(frame, link=link)
    size, incidents, places = payload["size"], payload["incidents"], payload["places"]
    known = read_symbols().outlines
    kinds = tuple(kind if kind in known else "other" for kind in _cells(incidents, "event_type", size))
    spans = zip(_cells(incidents, "date_start", size), _cells(incidents, "date_end", size), strict=True)
    return Told(
        size=size,
        kinds=kinds,
        spans=tuple(_span(start, end) for start, end in spans),
        places=_places(places, kinds, _cells(incidents, "is_background", size)),
    )


def _cells(columns: Columns, name: str, size: int) -> list[Any]:
    return columns[name] if name in columns else [None] * size


def _span(start: str | None, end: str | None) -> tuple[str, str] | None:
    first = start if start is not None else end
    last = end if end is not None else start
    return None if first is None or last is None else (min(first, last), max(first, last))


def _places(columns: Columns, kinds: tuple[str, ...], muted: list[Any]) -> tuple[PlaceShown, ...]:
    """Return the places that have a point."""
    symbols = read_symbols()
    numbers = columns.get("incident", [])
    names = (
        "lat",
        "lon",
        "place_precision",
        "confidence",
        "radius_km",
        "place_name",
        "place_text",
        "country",
    )
    found = []
    cells = zip(numbers, *(_cells(columns, name, len(numbers)) for name in names), strict=True)
    for number, lat, lon, precision, confidence, radius, name, text, country in cells:
        if lat is None or lon is None:
            continue
        found.append(
            PlaceShown(
                incident=number,
                lat=lat,
                lon=lon,
                name=name or text or country or "",
                kind=kinds[number],
                drawing=symbols.drawing_of(precision, confidence),
                is_muted=muted[number] is not None,
                radius=radius or 0.0,
            )
        )
    return tuple(found)


def gather_spots(places: Iterable[PlaceShown], unsure: frozenset[int] = frozenset()) -> list[Spot]:
    """Return places as spots, in the order in which they come.

    Args:
        places: Places of incidents.
        unsure: Incidents that may not belong here; nothing of theirs is drawn solid.
    """
    groups: dict[tuple[float, float, bool], list[PlaceShown]] = {}
    for place in places:
        key = (round(place.lat, _DIGITS), round(place.lon, _DIGITS), place.drawing == "area")
        groups.setdefault(key, []).append(place)
    return [_spot(lat, lon, group, unsure) for (lat, lon, _), group in groups.items()]


def _spot(lat: float, lon: float, group: list[PlaceShown], unsure: frozenset[int]) -> Spot:
    if len(group) == 1 and len(unsure) == 0:
        return _alone(lat, lon, group[0])
    counted = Counter(place.kind for place in group)
    drawings = {place.drawing for place in group if place.incident not in unsure}
    drawing = "solid" if "solid" in drawings else "hollow"
    return Spot(
        lat=lat,
        lon=lon,
        name=group[0].name,
        drawing="area" if group[0].drawing == "area" else drawing,
        count=len(group),
        kinds={kind: counted[kind] for kind in read_symbols().outlines if kind in counted},
        is_muted=all(place.is_muted for place in group),
        radius=max(place.radius for place in group),
    )


def _alone(lat: float, lon: float, place: PlaceShown) -> Spot:
    """Return the spot of a place where nothing else is: in a large table almost all are such."""
    return Spot(
        lat=lat,
        lon=lon,
        name=place.name,
        drawing=place.drawing,
        count=1,
        kinds={place.kind: 1},
        is_muted=place.is_muted,
        radius=place.radius,
    )
