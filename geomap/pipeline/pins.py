"""Pins looked up in the gazetteer and checked, before anything else runs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from geomap.errors import InputError
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.countries import country_named
from geomap.gazetteer.pins import Pins
from geomap.gazetteer.query import parse_query
from geomap.geo import is_valid_lat_lon
from geomap.model import Candidate, MatchKind, Pin, Place
from geomap.model.pin import OWN_PLACE
from geomap.pipeline.pin_files import PinEntry, PinSource
from geomap.text import fold

__all__ = ["load_pins"]

NO_PLACE = frozenset(["-", "–", "—", "nothing", "none", "not a place"])
"""What may stand for "not a place"."""

OWN_RADIUS_KM = 1.0
"""Radius of a place that is given by coordinates, as for a table's own coordinates."""

_ID = re.compile(r"[A-Za-z][\w.-]*:\S+")
_PAIR = re.compile(r"[(\[]?\s*([-+]?\d+(?:\.\d+)?)\s*(?:[,;]\s*|\s+)([-+]?\d+(?:\.\d+)?)\s*[)\]]?")
_SAME_NAME = frozenset([MatchKind.EXACT, MatchKind.FOLDED, MatchKind.ARTICLE])
_NEAR_KM = 25.0
_NEIGHBOURS = 5

_Scope = tuple[str, str | None, str | None]


def load_pins(sources: Iterable[PinSource], gazetteer: Gazetteer) -> Pins:
    """Look up what pins mean; of two sources with a pin for the same name and scope the first decides.

    Raises:
        InputError: A pin means nothing that is known, or contradicts another of its source.
    """
    kept: dict[_Scope, Pin] = {}
    listed = list(sources)
    for source in listed:
        own: dict[_Scope, tuple[Pin, str]] = {}
        for entry in source.entries:
            pin = _pin(entry, gazetteer)
            scope = (fold(pin.name), pin.country, pin.document)
            earlier, line = own.setdefault(scope, (pin, entry.where))
            if _key(earlier) != _key(pin):
                raise InputError(
                    f"{entry.where}: '{pin.name}' means {pin.meaning} here and {earlier.meaning} in {line}; "
                    "keep one, or give each a country or document"
                )
        for scope, (pin, _) in own.items():
            kept.setdefault(scope, pin)
    return Pins(kept.values(), (source.file for source in listed))


def _key(pin: Pin) -> str | None:
    return None if pin.place is None else pin.place.id


def _pin(entry: PinEntry, gazetteer: Gazetteer) -> Pin:
    if fold(entry.name) == "":
        raise InputError(f"{entry.where}: the name is empty; write the name as texts do")
    if entry.means == "":
        raise InputError(
            f"{entry.where}: '{entry.name}' means nothing yet; write a place, an id such as geonames:98182, "
            "coordinates as 'lat, lon', or - for not a place"
        )
    country = _country(entry, gazetteer)  # first: it finds cells that lack quotes
    return Pin(
        name=entry.name,
        place=_place(entry, gazetteer),
        country=country,
        document=entry.document if entry.document != "" else None,
        origin=entry.origin,
        note=entry.note,
    )


def _country(entry: PinEntry, gazetteer: Gazetteer) -> str | None:
    """Return the ISO code of a pin's country, written as a code in any case or a name."""
    if entry.country == "":
        return None
    place = gazetteer.country(entry.country) if len(entry.country) == 2 else None
    code = place.country_code if place is not None else country_named(gazetteer, entry.country)
    if code is None:
        raise InputError(
            f"{entry.where}: no country is called '{entry.country}'; write its name or ISO code, "
            "and cells that hold a comma in double quotes"
        )
    return code


def _place(entry: PinEntry, gazetteer: Gazetteer) -> Place | None:
    """Return the place that a pin means, or None for "not a place"."""
    means = entry.means
    if means.casefold() in NO_PLACE:
        return None
    pair = _PAIR.fullmatch(means)
    if pair is not None:
        return _own_place(entry, float(pair[1]), float(pair[2]), gazetteer)
    if _ID.fullmatch(means) is not None:
        place = gazetteer.get(means)
        if place is None:
            raise InputError(
                f"{entry.where}: the gazetteer has no place with the id '{means}'; "
                f'find ids with: geomap lookup "{entry.name}"'
            )
        return place
    return _found_place(entry, gazetteer)


def _own_place(entry: PinEntry, lat: float, lon: float, gazetteer: Gazetteer) -> Place:
    """Return a place of the user's own; its country and unit are those of all the places near it."""
    if not is_valid_lat_lon(lat, lon):
        raise InputError(
            f"{entry.where}: '{entry.means}' is no point on Earth; write latitude, then longitude, in degrees"
        )
    near = [place for place, _ in gazetteer.reverse(lat, lon, limit=_NEIGHBOURS, max_km=_NEAR_KM)]
    countries = {place.country_code for place in near}
    units = {place.admin1 for place in near}
    known = near[0] if len(countries) == 1 else None
    return Place(
        id=f"{OWN_PLACE}{lat},{lon}",
        name=entry.name,
        lat=lat,
        lon=lon,
        feature_class="S",
        feature_code="",
        country_code=known.country_code if known is not None else "",
        country=known.country if known is not None else None,
        admin1=known.admin1 if known is not None and len(units) == 1 else None,
        radius_km=OWN_RADIUS_KM,
        source="pins",
    )


def _found_place(entry: PinEntry, gazetteer: Gazetteer) -> Place:
    """Return the place that a query asks for; another spelling or another parent is not it."""
    found = gazetteer.lookup(entry.means, limit=5)
    place = next((one.place for one in found if _is_asked_for(one, entry.means)), None)
    if place is not None:
        return place
    near = f"the nearest is {found[0].place.name} ({found[0].place.id}); " if found else ""
    raise InputError(
        f"{entry.where}: nothing in the gazetteer is called '{entry.means}'; {near}"
        "write an id, another name, or coordinates as 'lat, lon'"
    )


def _is_asked_for(candidate: Candidate, query: str) -> bool:
    """Say whether a candidate has the name that was asked for, and lies where the query says."""
    if candidate.match not in _SAME_NAME:
        return False
    if fold(candidate.matched_name) == fold(query) or not parse_query(query).parents:
        return True
    return any(reason.name == "parent" and "not" not in reason.detail.split() for reason in candidate.scores)
