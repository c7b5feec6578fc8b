"""Is a name a country's? Asked often, answered from the index, remembered per gazetteer."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.errors import InputError
from geomap.model import Place

if TYPE_CHECKING:
    from geomap.gazetteer.store import Gazetteer

__all__ = ["country_code", "country_named", "is_country"]


def country_code(gazetteer: Gazetteer, text: str) -> str:
    """Return the ISO code of a country that a user names by code or by name, in any language and case.

    Raises:
        InputError: There is no such country; the message says what to write.
    """
    from geomap.gazetteer.sources.country_codes import load_country_codes

    words = text.strip()
    known = load_country_codes().from_text(words)
    found = (
        known if known != "" else (country_named(gazetteer, words) or country_named(gazetteer, words.title()))
    )
    if found is None or (gazetteer.country(found) is None and known == ""):
        raise InputError(f"'{text}' is no country; write an ISO code or a name: IQ, IRQ, Iraq")
    return found


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
    place = gazetteer.country_named(name)
    return None if place is None else place.country_code
