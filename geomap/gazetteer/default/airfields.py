"""Airfields and air bases of OurAirports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geomap.gazetteer.default.inputs import Inputs
from geomap.gazetteer.radius import airfield_radius
from geomap.gazetteer.records import Entry, Name
from geomap.model import Place

__all__ = ["bare_base_name", "read_airfields"]

_SKIPPED = {"heliport", "closed", "balloonport"}
_AIR_BASE = re.compile(
    r"\b(air\s?bases?|air force|airbase|afb|air station|naval air|naval station|space base|military|army air"
    r"|air corps|ab|raf|base a[eé]r[ei][ao])\b",
    re.I,
)
_TYPE_WORDS = re.compile(
    r"\b(air\s?base|airbase|air force base|afb|naval air station|military (?:airport|airfield|air base)"
    r"|airfield|airport)\b|\([^)]*\)",
    re.I,
)
_LISTED_WORD = re.compile(r"[^\W\d_]{2}.*[^\W\d_]")


def read_airfields(inputs: Inputs) -> Iterator[Entry]:
    """Airfields of the world, heliports and closed ones left out; military ones are S/AIRB."""
    for row in inputs.iter_airports():
        name = " ".join(row["name"].strip(". ").split())
        if row["type"] in _SKIPPED or len(name) < 3:
            continue
        military = _AIR_BASE.search(name) is not None
        place = Place(
            id=f"ourairports:{row['ident']}",
            name=name,
            lat=round(float(row["latitude_deg"]), 6),
            lon=round(float(row["longitude_deg"]), 6),
            feature_class="S",
            feature_code="AIRB" if military else "AIRP",
            country_code=row["iso_country"] if row["iso_country"] in inputs.countries else "",
            admin1_code=None,
            radius_km=airfield_radius(row["type"], military),
            source="ourairports",
        )
        yield Entry(place=place, names=tuple(_names(row, name, military)))


def _names(row: dict[str, str], name: str, military: bool) -> Iterator[Name]:
    """Yield the keywords that are names; of a base also its bare name, weakly."""
    for text in row["keywords"].split(","):
        word = text.strip()
        if len(word) >= 5 and _LISTED_WORD.fullmatch(word) and word != word.upper():
            yield Name(word)
    for part in name.split(" / "):
        yield Name(part)
    if military or row["type"] in ("large_airport", "medium_airport"):
        bare = bare_base_name(name)
        if len(bare) >= 4 and bare != name:
            yield Name(bare, "", "weak")


def bare_base_name(name: str) -> str:
    """Return the name of an airfield without the words for its type: ``Shayrat Air Base`` → ``Shayrat``."""
    return " ".join(_TYPE_WORDS.sub(" ", name).split()).strip(" -/,")
