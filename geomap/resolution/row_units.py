"""What the unit and country cells of a row name: the countries and units that its place lies in."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.bearers import bearers
from geomap.gazetteer.countries import is_country
from geomap.gazetteer.filters import PlaceFilter
from geomap.model import Document, Place
from geomap.resolution.row_names import read_name
from geomap.text import collapse_spaces, fold

__all__ = ["RowUnits", "countries_named", "country_of", "kin_of", "units_of_row"]

_MOST_UNITS = 6
_CODE = re.compile(r"[A-Z]{2,3}|\d{1,3}")
_COUNTRY_LIKENESS = 0.9
_UNIT_LIKENESS = 0.82
_PIECES = re.compile(r"[(),;/|]|\s+[-–—]\s+|\s+and\s+")
_AROUND = re.compile(
    r"\b(?:the|government of|governments of|republic of|state of|kingdom of|territory|territories|occupied"
    r"|people's|federal|democratic)\b",
    re.IGNORECASE,
)
_KIN = tuple(
    frozenset(group.split())
    for group in (  # noqa: SIM905 - a list of groups reads better so
        "CN TW HK MO|IL PS SY|RS XK|MA EH|UA RU|IN PK CN|GB GG JE IM GI FK SH|US PR VI GU AS MP|SD SS|CY GB|"
        "FR GP MQ GF RE YT NC PF PM WF|NL CW AW SX BQ|SO DJ|DK GL FO|NO SJ|FI AX|AU CX CC NF|GE RU|AM AZ"
    ).split("|")
)
"""Countries under one of whose names places of the other are listed: territories and disputed land."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RowUnits:
    """What a row's own cells say about where its place lies; the same object for the same cells.

    Attributes:
        countries: ISO codes; empty when the row names no country, or none that is known.
        lands: Those countries.
        first, second: What its first- and second-level cells could mean; empty when they say nothing.
        wider: What the row would say without its second-level cell; None where it has none.
    """

    countries: frozenset[str] = frozenset()
    lands: tuple[Place, ...] = ()
    first: tuple[Place, ...] = ()
    second: tuple[Place, ...] = ()
    wider: RowUnits | None = None


def units_of_row(doc: Document, gazetteer: Gazetteer) -> RowUnits:
    """Return what a row's unit and country cells name."""
    return _units_of(gazetteer, doc.value("country"), doc.value("admin1"), doc.value("admin2"))


@lru_cache(maxsize=1 << 14)
def _units_of(gazetteer: Gazetteer, country: str | None, first: str | None, second: str | None) -> RowUnits:
    codes = frozenset[str]() if country is None else countries_named(gazetteer, collapse_spaces(country))
    units = () if first is None else _units_named(gazetteer, collapse_spaces(first), codes, "ADM1")
    lower = () if second is None else _units_named(gazetteer, collapse_spaces(second), codes, "ADM2")
    lands = tuple(land for land in map(gazetteer.country, sorted(codes)) if land is not None)
    wider = None if second is None else _units_of(gazetteer, country, first, None)
    return RowUnits(countries=codes, lands=lands, first=units, second=lower, wider=wider)


@lru_cache(maxsize=1 << 10)
def kin_of(countries: frozenset[str]) -> frozenset[str]:
    """Return countries with those whose places are also listed under their names."""
    more = [code for group in _KIN for code in group if not countries.isdisjoint(group)]
    return countries.union(more)


@lru_cache(maxsize=4096)
def countries_named(gazetteer: Gazetteer, cell: str) -> frozenset[str]:
    """Return the ISO codes of the countries that a cell names, in any name or code; empty for none.

    Understands names in many languages, ISO codes of two and three letters, FIPS codes and Gleditsch-Ward
    numbers that are no ISO codes, "Yemen (North Yemen)", "Myanmar / Burma" and regions of a country.
    """
    whole = country_of(gazetteer, cell)
    if whole is not None:
        return frozenset([whole])
    pieces = [piece.strip() for piece in _PIECES.split(cell) if piece.strip() != ""]
    codes = [country_of(gazetteer, piece) for piece in pieces] if len(pieces) > 1 else []
    named = [code for code in codes if code is not None]
    if named:
        return frozenset(named[:1]) if "(" in cell else frozenset(named)
    bare = collapse_spaces(_AROUND.sub(" ", cell))
    code = None if bare in {cell, ""} else country_of(gazetteer, bare)
    if code is not None:
        return frozenset([code])
    if len(cell) > 4:
        near = gazetteer.candidates(cell, wanted=PlaceFilter(features=frozenset(["A", "L.RGN"])))
        alike = [entry for entry in near if entry.name_score >= _COUNTRY_LIKENESS]
        countries = [entry for entry in alike if is_country(entry.place)]
        for entry in (*countries, *alike):
            if entry.place.country_code != "":
                return frozenset([entry.place.country_code])
    return frozenset()


def country_of(gazetteer: Gazetteer, name: str) -> str | None:
    """Return the ISO code of the country that a name or code stands for, as it is written, or None."""
    found = [entry for entry in bearers(gazetteer, name) if is_country(entry.place)]
    if _CODE.fullmatch(name) is None:
        strong = [entry for entry in found if entry.name_score == 1.0 or len(name) > 3]
        return strong[0].place.country_code if strong else None
    return found[0].place.country_code if found else _codes().get(name)


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Return the ISO code of each FIPS code and Gleditsch-Ward number of ``country_codes.tsv``."""
    text = resources.files("geomap.resolution").joinpath("country_codes.tsv").read_text(encoding="utf-8")
    return {row["code"]: row["iso"] for row in csv.DictReader(text.splitlines(), delimiter="\t")}


@lru_cache(maxsize=1 << 14)
def _units_named(gazetteer: Gazetteer, cell: str, countries: frozenset[str], level: str) -> tuple[Place, ...]:
    """Return what a unit cell could mean, likeliest first: units of its level, others, then its seat."""
    name = read_name(cell)
    found = [
        entry.place
        for text in dict.fromkeys((cell, name.bare))
        for entry in bearers(gazetteer, text, countries)
    ]
    if not any(place.feature_class == "A" for place in found):
        near = gazetteer.candidates(name.bare, wanted=PlaceFilter(countries=countries))
        alike = [entry.place for entry in near if entry.name_score >= _UNIT_LIKENESS]
        found += [place for place in alike if place.feature_class == "A" or not found]
    if not found:
        pieces = [piece.strip() for piece in _PIECES.split(cell) if piece.strip() != ""]
        if len(pieces) > 1:
            return tuple(
                place for piece in pieces for place in _units_named(gazetteer, piece, countries, level)
            )[:_MOST_UNITS]
    units = [place for place in found if place.feature_class == "A"]
    level_units = [place for place in units if place.feature_code.startswith(level)]
    lower = [place for place in units if not is_country(place)]
    seats = [place for place in found if place.feature_class in {"P", "L", "T"}]
    own = level_units or lower or units
    main = [place for place in own if fold(place.name) == fold(name.bare)]
    ranked = [*main, *own] if own else sorted(seats, key=lambda place: -place.population)
    return tuple(dict.fromkeys(ranked))[:_MOST_UNITS]
