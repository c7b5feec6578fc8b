"""What geopy's callers hand over and get back: queries as people write them, places as locations."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from numbers import Real

from geopy.location import Location

from geomap.gazetteer.countries import is_country
from geomap.geo import BBox
from geomap.model import Candidate, FeatureScore, Place

__all__ = [
    "FEATURE_TYPES",
    "candidate_location",
    "country_codes_of",
    "in_viewbox",
    "is_missing",
    "place_location",
    "query_text",
    "wanted_count",
]

_STRUCTURED = ("street", "city", "county", "state", "country")
_NOT_USED = ("postalcode",)
_DEFAULT_LIMIT = 10
_VIEWBOX_WEIGHT = 2.0
"""What lying in the viewbox is worth: more than being a capital, less than having the name asked for."""


def is_missing(value: object) -> bool:
    """Say whether a value is what tables hold in empty cells: None, NaN, NA and NaT of pandas, blank text."""
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return True
    if isinstance(value, str):
        return value.strip() == ""
    return isinstance(value, Real) and math.isnan(value)


def wanted_count(limit: int | None, exactly_one: bool) -> int:
    """Return how many results to look for."""
    if limit is not None and limit < 1:
        raise ValueError("Limit must be >= 1")
    if exactly_one:
        return 1
    return limit if limit is not None else _DEFAULT_LIMIT


def query_text(query: object) -> str:
    """Write a query, structured or not, as ``geomap lookup`` reads it; a missing one is empty."""
    if isinstance(query, Mapping):
        unknown = sorted(set(query) - {*_STRUCTURED, *_NOT_USED})
        if unknown:
            known = ", ".join((*_STRUCTURED, *_NOT_USED))
            raise ValueError(f"unknown keys {', '.join(unknown)}; known: {known}")
        return ", ".join(str(query[key]).strip() for key in _STRUCTURED if not is_missing(query.get(key)))
    if is_missing(query):
        return ""
    if not isinstance(query, str | Real):
        raise TypeError(f"query must be a string or a mapping, not {type(query).__name__}")
    return str(query).strip()


def country_codes_of(codes: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return ISO codes in capitals, each once; a string may hold several with commas."""
    if codes is None:
        return ()
    listed = codes.split(",") if isinstance(codes, str) else codes
    return tuple(dict.fromkeys(code.strip().upper() for code in listed))


def in_viewbox(place: Place, box: BBox | None) -> FeatureScore | None:
    """Return the reason for a place that lies in the area that is preferred."""
    if box is None or not (box.south <= place.lat <= box.north and box.west <= place.lon <= box.east):
        return None
    return FeatureScore(name="viewbox", value=1.0, weight=_VIEWBOX_WEIGHT, detail="it lies in the viewbox")


def _is_state(place: Place) -> bool:
    return place.feature_code == "ADM1"


def _is_city(place: Place) -> bool:
    return place.feature_class == "P"


def _is_settlement(place: Place) -> bool:
    """Nominatim's settlement: anything lived in that is below a state."""
    return place.feature_class == "P" or place.feature_code.startswith(("ADM2", "ADM3", "ADM4"))


FEATURE_TYPES = {"city": _is_city, "country": is_country, "settlement": _is_settlement, "state": _is_state}


def candidate_location(candidate: Candidate) -> Location:
    """Return a candidate as a location; ``raw`` says why it was chosen."""
    more = {
        "matched_name": candidate.matched_name,
        "match": str(candidate.match),
        "name_score": candidate.name_score,
        "score": round(candidate.score, 4),
        "reasons": [reason.detail for reason in candidate.scores],
    }
    return place_location(candidate.place, more)


def place_location(place: Place, more: Mapping[str, object]) -> Location:
    """Return a place as a location; ``raw`` has Nominatim's keys and the gazetteer's."""
    display = ", ".join(dict.fromkeys(part for part in (place.name, place.admin1, place.country) if part))
    raw = {
        "place_id": place.id,
        "lat": str(place.lat),
        "lon": str(place.lon),
        "display_name": display,
        "class": place.feature_class,
        "type": place.feature_code,
        "address": {
            "country": place.country,
            "country_code": place.country_code.lower(),
            "state": place.admin1,
        },
        "population": place.population,
        "radius_km": place.radius_km,
        "source": place.source,
        **more,
    }
    return Location(display, (place.lat, place.lon), raw)
