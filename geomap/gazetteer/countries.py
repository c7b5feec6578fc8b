"""Is a name a country's? Asked often, answered from the index, remembered per gazetteer."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.model import MatchKind, Place

if TYPE_CHECKING:
    from geomap.gazetteer.store import Gazetteer

__all__ = ["country_named", "is_country"]


def is_country(place: Place) -> bool:
    """Say whether a place is a country or territory with a code of its own."""
    return place.feature_class == "A" and place.feature_code.startswith(("PCL", "TERR"))


@lru_cache(maxsize=4096)
def country_named(gazetteer: Gazetteer, name: str) -> str | None:
    """Return the ISO code of the country that a name, short form or code stands for, or None.

    A bare two- or three-letter code counts only in capitals ("US" but not "us").
    """
    if len(name) <= 3 and not name.isupper():
        return None
    for candidate in gazetteer.named(name):
        if is_country(candidate.place) and candidate.match in {MatchKind.EXACT, MatchKind.FOLDED}:
            return candidate.place.country_code
    return None
