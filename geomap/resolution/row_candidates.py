"""What each name of a table row could mean by itself: candidates in the countries that the row names."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.bearers import bearers
from geomap.gazetteer.countries import is_country
from geomap.geo import distance_km
from geomap.model import Candidate, MatchKind, Mention, Place
from geomap.resolution.candidates import find_candidates
from geomap.resolution.row_features import (
    BY_ITSELF,
    BY_OTHERS,
    REASONS,
    CellContext,
    in_first_unit,
    values_of,
)
from geomap.resolution.row_names import CellName, find_bearers
from geomap.resolution.row_part import UNIT_ROLES, RowPart, dot, softmax
from geomap.resolution.row_units import RowUnits, countries_named, country_of, kin_of
from geomap.resolution.row_weights import load_row_weights
from geomap.resolution.units import is_twin
from geomap.text import fold

__all__ = ["countries_of_parts", "fill_part", "fill_unit", "units_for", "weigh_unit"]

LARGE_TOWN = 50_000
"""Inhabitants from which a town is meant by any of its names, sooner than the unit around it."""
BORDER_KM = 40.0
"""How far beyond a country what a row says of it may be."""
LARGER, BEHIND = 2.5, 30
"""How many times the inhabitants of others of its name a town has that is meant by the bare name; how many
times more when it is its other name and their main one."""
CITY_SHARE = 0.05
"""Share of a unit's inhabitants in a town that is called otherwise now and gave the unit its name."""
CAPITAL = 0.3
"""How much farther ahead a country's capital is than its inhabitants say."""
KNOWN_LESS = 10.0
"""How many times less a unit is known by its inhabitants than a town: Gaza is no province of Mozambique."""
LEAST_TOWN = 500
"""Inhabitants of a town of which the index does not tell them."""
ALIKE_UNIT = 0.85
"""Likeness to a unit cell of a unit that is only spelt alike."""
_WEIGHED = 40
_CODE = re.compile(r"[A-Z][A-Za-z]?(?:\.?[A-Z]?[A-Za-z]{0,3})\.?")


def countries_of_parts(parts: Sequence[RowPart], gazetteer: Gazetteer) -> frozenset[str]:
    """Return the countries that parts of the cell name, where they name nothing else: not Georgia."""
    if len(parts) < 2:
        return frozenset()
    codes = set()
    for part in parts:
        found = bearers(gazetteer, part.context.name.text, limit=20)
        states = [entry for entry in found if entry.place.feature_code == "ADM1" and entry.preferred]
        countries = [entry for entry in found if is_country(entry.place) and entry.name_score == 1.0]
        if countries and not states:
            codes.add(countries[0].place.country_code)
    return frozenset(codes)


def fill_unit(part: RowPart, units: RowUnits, gazetteer: Gazetteer) -> None:
    """Give a unit cell's name what the cell was read as."""
    key = (part.role, part.mention.text, units_for(part.role, units))
    part.candidates, part.values, part.chances = _unit_readings(gazetteer, *key, part.context.name)


def units_for(role: str, units: RowUnits) -> RowUnits:
    """Return what a unit cell's reading rests on: that of a wider one not on the second-level cell."""
    return units if role == "admin2" or units.wider is None else units.wider


@lru_cache(maxsize=1 << 14)
def _unit_readings(
    gazetteer: Gazetteer, role: str, text: str, units: RowUnits, name: CellName
) -> tuple[list[Candidate], list[list[float]], list[float]]:
    """Return what a unit cell was read as, weighed; the same in all rows of its units."""
    if role == "country":
        found = countries_named(gazetteer, text)
        countries = [gazetteer.country(code) for code in sorted(found)] if len(found) == 1 else []
        places = [place for place in countries if place is not None]
    else:
        places = list(units.first if role == "admin1" else units.second)[:1]
    forms = () if role == "country" else dict.fromkeys((text, name.bare))
    borne = {one.place.id for form in forms for one in bearers(gazetteer, form, units.countries)}
    candidates = [
        Candidate(place=place, matched_name=text, match=MatchKind.FOLDED, name_score=1.0)
        if role == "country" or place.id in borne
        else Candidate(place=place, matched_name=place.name, match=MatchKind.FUZZY, name_score=ALIKE_UNIT)
        for place in places
    ]
    context = CellContext(name=name, units=units)
    ruled_out = REASONS.index(in_first_unit)
    values = [[0.0] * len(REASONS) for _ in candidates]
    for one, known in zip(candidates, values, strict=True):
        known[ruled_out] = in_first_unit(one, context)
    return candidates, values, [0.95] * len(candidates)


def weigh_unit(part: RowPart) -> None:
    """Give a unit cell's name all that speaks for and against it; before, it has what rules it out alone."""
    if part.role in UNIT_ROLES and part.pin is None:
        part.values = [values_of(one, part.context) for one in part.candidates]


def fill_part(part: RowPart, countries: frozenset[str], gazetteer: Gazetteer, *, hard: bool) -> None:
    """Give a part of the place cell what it could mean, weighed by itself.

    Args:
        part: The part.
        countries: That the row or its cell names.
        gazetteer: What places there are.
        hard: The row has a country cell: places elsewhere are not looked for.
    """
    weights = load_row_weights()
    name, text = part.context.name, part.mention.text
    wide = kin_of(countries) if countries else countries
    found = _border(part.mention, gazetteer)
    if not found:
        found = _abbreviated(text, name.text, gazetteer)
        found = found or find_bearers(name, gazetteer, wide if hard else frozenset())
        if not found or (countries and not any(one.place.country_code in wide for one in found)):
            fuzzy = bool(countries) and not part.context.behind
            found += find_bearers(name, gazetteer, wide, alike=True, fuzzy=fuzzy)
        if not found and hard:
            found = _next_door(part, gazetteer)
    part.context.largest, part.context.lead = _largest(found)
    part.context.twins = _twins(found, part.context.largest)
    scores = [weights.reasons[reason.__name__] for reason in BY_ITSELF]
    valued = [(candidate, values_of(candidate, part.context, BY_ITSELF)) for candidate in found]
    ranked = sorted(
        ((dot(scores, values), candidate, values) for candidate, values in valued),
        key=lambda entry: (-entry[0], -entry[1].place.population, entry[1].place.id),
    )[:_WEIGHED]
    part.candidates = [candidate for _, candidate, _ in ranked]
    part.values = [[*values, *([0.0] * len(BY_OTHERS))] for _, _, values in ranked]
    part.chances = softmax([score for score, _, _ in ranked], weights.doubt)


def _next_door(part: RowPart, gazetteer: Gazetteer) -> list[Candidate]:
    """Return what bears a name right outside the row's country, for events at a border."""
    lands = part.context.units.lands
    return [
        one
        for one in find_bearers(part.context.name, gazetteer, frozenset())
        if any(
            distance_km(one.place.lat, one.place.lon, land.lat, land.lon) <= 1.5 * land.radius_km + BORDER_KM
            for land in lands
        )
    ]


def _twins(found: Sequence[Candidate], largest: str | None) -> frozenset[str]:
    """Return the units among candidates that share their name with a town in or by them."""
    same = [one for one in found if not one.is_spelt_alike and one.name_score >= 1.0]
    towns = [
        one.place
        for one in same
        if one.place.feature_class == "P" and (one.preferred or one.place.population >= LARGE_TOWN)
    ]
    units = [one for one in same if one.place.feature_class == "A" and not is_country(one.place)]
    large = [one for one in same if one.place.id == largest and one.place.feature_class == "P"]
    return frozenset(
        unit.place.id
        for unit in units
        if any(is_twin(town, unit.place) for town in towns) or any(_is_its_unit(unit, town) for town in large)
    )


def _largest(found: Sequence[Candidate]) -> tuple[str | None, float]:
    """Return the town or country with some times the inhabitants of all others called so, and its lead.

    100 times as many count as 1, on a logarithmic scale. Units are others, but for those that the town is in;
    a town that only has it as another name is behind those called so.
    """
    same = [one for one in found if one.place.feature_class in {"P", "A"} and not one.is_spelt_alike]
    known = [
        one for one in same if one.place.feature_class == "P" or (is_country(one.place) and one.preferred)
    ]
    if not known:
        return None, 0.0
    first = max(known, key=lambda one: (one.place.population, one.place.id))
    rest = [one for one in same if one.place.id != first.place.id and not _is_its_unit(one, first)]
    behind = 1 if first.preferred or not any(one.preferred for one in rest) else BEHIND
    most = behind * max((max(LEAST_TOWN, _known_by(one.place)) for one in rest), default=LEAST_TOWN)
    ratio = first.place.population / most
    if first.place.population < LARGE_TOWN or ratio < LARGER:
        return None, 0.0
    capital = CAPITAL if first.place.feature_code == "PPLC" else 0.0
    return first.place.id, min(1.0, math.log10(ratio) / 2.0 + capital)


def _known_by(place: Place) -> float:
    """Return the inhabitants that a place is known by beside a town: a unit less than a country or a town."""
    is_unit = place.feature_class == "A" and not is_country(place)
    return place.population / KNOWN_LESS if is_unit else place.population


def _is_its_unit(unit: Candidate, town: Candidate) -> bool:
    """Say whether a unit is called after a town in it: "Chittagong", not "Rio Grande do Sul"."""
    if unit.place.feature_class != "A" or is_country(unit.place):
        return False
    if unit.place.id not in {town.place.admin1_id, town.place.admin2_id}:
        return is_twin(town.place, unit.place)
    if town.preferred or not unit.preferred or fold(town.place.name).startswith(fold(unit.matched_name)):
        return True
    return town.place.population >= CITY_SHARE * unit.place.population


def _border(mention: Mention, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the border that a part names: "Iraq-Syria border", "CHILE-ARGENTINA"."""
    if mention.cue != "border":
        ends = re.split(r"\s*[-–—]\s*", mention.text)
        if len(ends) != 2 or not all(country_of(gazetteer, end) for end in ends):
            return []
        mention = replace(mention, cue="border")
    return find_candidates(mention, gazetteer)


def _abbreviated(text: str, name: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the first-level units that a part abbreviates: "OH", "CA 90265"."""
    if len(name) > 6 or _CODE.fullmatch(name) is None:
        return []
    forms = (name, f"{name}.", *((name.upper(),) if len(name) == 2 else ()))
    known = next((found for found in map(gazetteer.abbreviation, forms) if found), ())
    places = [gazetteer.get(place_id) for place_id in known]
    return [
        Candidate(place=place, matched_name=text, match=MatchKind.EXACT, name_score=1.0)
        for place in places
        if place is not None
    ]
