"""Reasons for and against a place that a part of a table's cell could mean.

Each is a small documented function ``(candidate, context) -> value``; ``row_weights.toml`` gives the
weights, fitted by ``training/rows.py``. Rows say where they are in their other cells and in the other parts
of their place cell, which running text does not: hence reasons of their own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from geomap.gazetteer.countries import is_country
from geomap.geo import distance_km
from geomap.model import Candidate, Place
from geomap.resolution.row_names import CellName, fits_words
from geomap.resolution.row_units import RowUnits
from geomap.text import fold

__all__ = ["BY_ITSELF", "BY_OTHERS", "REASONS", "SENTENCES", "CellContext", "OtherPart", "values_of"]

_SEAT_KM = 30.0
"""How far the land of a unit reaches that is only known by its seat."""
_WIDE_KM = 100.0
"""Radius from which an island, sea or region is as well known as a country."""
_NEXT_KM = 60.0
"""Distance at which a settlement named beside another says nothing."""
_ELSEWHERE = -0.6
"""From here on a unit named in the cell rules out what lies so far from it."""
_HELD = 0.7
"""From here on a unit named in the cell holds the place, whatever else is named ("Muscat, Oman. Off X")."""
_APART = -0.2
"""What it says against two places of one cell that they are far apart: "on the road from A to B"."""
_DISTANCE_SLACK = 0.35
"""Share by which a stated distance may be wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPart:
    """Another part of the same cell, with what it could mean by itself.

    Attributes:
        places: What it could mean, with the chance of each by itself.
        km: The distance that the cell states between the two; None when it states none.
        from_here: The distance is counted from the part that is weighed, to the other.
    """

    places: Sequence[tuple[Place, float]]
    km: float | None = None
    from_here: bool = False


@dataclass(slots=True, kw_only=True)
class CellContext:
    """What is known of a part: its words, its row's units, the other parts of its cell.

    Attributes:
        behind: It stands behind another part, and not behind a colon, where what is wider comes first.
        twins: Ids of units that share their name with a town in or by them, which is meant by the bare name.
    """

    name: CellName
    units: RowUnits
    others: Sequence[OtherPart] = field(default_factory=tuple)
    behind: bool = False
    twins: frozenset[str] = frozenset()


def name_likeness(candidate: Candidate, context: CellContext) -> float:
    """How alike the written name and the gazetteer's name are (0 at a likeness of 0.7)."""
    return max(0.0, candidate.name_score - 0.7) / 0.3


def another_spelling(candidate: Candidate, context: CellContext) -> float:
    """The names are only spelt alike."""
    return -1.0 if candidate.is_spelt_alike and candidate.name_score >= 0.7 else 0.0


def part_of_words(candidate: Candidate, context: CellContext) -> float:
    """The name is only a part of what the cell says."""
    return -1.0 if candidate.name_score < 0.7 else 0.0


def main_name(candidate: Candidate, context: CellContext) -> float:
    """The written name is the place's main name."""
    if candidate.is_spelt_alike:
        return 0.0
    return 1.0 if candidate.preferred or fold(candidate.place.name) == fold(context.name.bare) else 0.0


def population(candidate: Candidate, context: CellContext) -> float:
    """Larger places are meant more often (logarithm of inhabitants, 10 million counts as 1)."""
    return min(1.0, math.log10(candidate.place.population + 1) / 7)


def settlement(candidate: Candidate, context: CellContext) -> float:
    """A town or village, where the cell does not ask for another kind."""
    return 1.0 if candidate.place.feature_class == "P" else 0.0


def wide_unit(candidate: Candidate, context: CellContext) -> float:
    """A country, a sea or a first-level unit, unless a city is called so and the cell asks for no unit."""
    place = candidate.place
    if is_country(place):
        return 1.0
    if place.feature_class in {"L", "H", "T"} and place.radius_km >= _WIDE_KM:
        return 1.0
    wide = place.feature_code == "ADM1" or place.feature_class in {"L", "H", "T"}
    if not wide or (place.id in context.twins and not context.name.features):
        return 0.0
    return 0.6


def unit_behind(candidate: Candidate, context: CellContext) -> float:
    """A country or unit, named behind another part of the cell."""
    place = candidate.place
    if not context.behind or place.feature_class != "A" or place.id in context.twins:
        return 0.0
    return 1.0 if is_country(place) or place.feature_code.startswith("ADM1") else 0.6


def airfield(candidate: Candidate, context: CellContext) -> float:
    """An airfield or another site, where the cell does not ask for one."""
    place = candidate.place
    if place.feature_class != "S" or fits_words(context.name.features, place) > 0:
        return 0.0
    return -1.0


def fits_kind(candidate: Candidate, context: CellContext) -> float:
    """The cell's word for a kind ("town", "province", "airport") asks for this kind of place."""
    if not context.name.features:
        return 0.0
    fit = fits_words(context.name.features, candidate.place)
    return fit if fit > 0 else -0.6


def in_country(candidate: Candidate, context: CellContext) -> float:
    """The row names the place's country, or another."""
    countries = context.units.countries
    if not countries:
        return 0.0
    return 1.0 if candidate.place.country_code in countries else -1.0


def in_first_unit(candidate: Candidate, context: CellContext) -> float:
    """The row's first-level cell names a unit that the place is in, is near, or is far from."""
    return _fit(candidate.place, context.units.first)


def in_second_unit(candidate: Candidate, context: CellContext) -> float:
    """The row's second-level cell names a unit that the place is in, is near, or is far from."""
    return _fit(candidate.place, context.units.second)


def with_other_parts(candidate: Candidate, context: CellContext) -> float:
    """The other parts of the cell name units around the place, or places in or near it."""
    fits, elsewhere, held = [], False, False
    for other in context.others:
        if other.km is None and other.places:
            value = max(_belongs(candidate.place, place) * chance for place, chance in other.places)
            is_unit = other.places[0][0].feature_class == "A"
            elsewhere = elsewhere or (is_unit and value <= _ELSEWHERE)
            held = held or (is_unit and value >= _HELD)
            fits.append(value)
    if elsewhere and not held:
        return -1.0
    return max(-1.0, min(1.0, sum(fits) / math.sqrt(max(1, len(fits)))))


def at_stated_distance(candidate: Candidate, context: CellContext) -> float:
    """The place is as far from another part of the cell as the cell says, or is not."""
    best = 0.0
    for other in context.others:
        if other.km is not None and other.places:
            fits = [_as_far(candidate.place, place, other.km) * chance for place, chance in other.places]
            best += max(0.0, *fits) if other.from_here else max(fits)
    return max(-1.0, min(1.0, best))


def _as_far(one: Place, other: Place, km: float) -> float:
    if one.id == other.id:
        return 0.0
    away = distance_km(one.lat, one.lon, other.lat, other.lon)
    off = max(0.0, abs(away - km) - one.radius_km - other.radius_km)
    return 1.0 - min(2.0, off / (_DISTANCE_SLACK * km + 3.0))


def _fit(place: Place, units: Sequence[Place]) -> float:
    """Return how well a place lies in what a unit cell could mean: 1 inside, -1 far outside."""
    return max((_inside(place, unit) for unit in units), default=0.0)


def _inside(place: Place, unit: Place) -> float:
    if unit.id in {place.id, place.admin1_id, place.admin2_id}:
        return 1.0
    if is_country(unit):
        return 0.0 if unit.country_code == place.country_code else -1.0
    reach = unit.radius_km if unit.feature_class == "A" else _SEAT_KM
    away = distance_km(place.lat, place.lon, unit.lat, unit.lon)
    value = 1.0 - away / (2.0 * max(reach, 10.0))
    stated = place.admin1_id if unit.feature_code.startswith("ADM1") else place.admin2_id
    if stated is not None and unit.feature_class == "A":
        value = min(value, 0.3)
    return max(-1.0, min(0.8, value))


def _belongs(place: Place, other: Place) -> float:
    """Return how well two places of one cell go together: one in the other, or beside it."""
    if place.id == other.id:
        return 0.6
    for inner, outer in ((place, other), (other, place)):
        if is_country(outer):
            return _in_named_country(inner, outer)
    if place.country_code != other.country_code and "" not in {place.country_code, other.country_code}:
        return -1.0
    if other.id in {place.admin1_id, place.admin2_id} or place.id in {other.admin1_id, other.admin2_id}:
        return 1.0
    away = distance_km(place.lat, place.lon, other.lat, other.lon)
    reach = _NEXT_KM
    for one in (place, other):
        if one.feature_class in {"A", "L", "H", "T"}:
            reach = max(reach, 1.5 * one.radius_km)
    value = 0.9 - away / reach
    for inner, outer in ((place, other), (other, place)):
        if outer.feature_code == "ADM1" and inner.admin1_id not in {None, outer.id}:
            value = min(value, _ELSEWHERE if away > 0.7 * outer.radius_km else 0.0)
    areas = "A" in {place.feature_class, other.feature_class}
    return max(-1.0 if areas else _APART, value)


def _in_named_country(place: Place, country: Place) -> float:
    """Return how well a place goes with a country named in its cell; seas and what is next to it may, too."""
    if place.country_code == country.country_code:
        return 1.0
    away = distance_km(place.lat, place.lon, country.lat, country.lon)
    if away > 1.5 * country.radius_km + place.radius_km:
        return -1.0
    return 0.3 if place.country_code == "" else -0.4


Reason = Callable[[Candidate, CellContext], float]
BY_ITSELF: tuple[Reason, ...] = (
    name_likeness,
    another_spelling,
    part_of_words,
    main_name,
    population,
    settlement,
    wide_unit,
    unit_behind,
    airfield,
    fits_kind,
    in_country,
    in_first_unit,
    in_second_unit,
)
"""Reasons of a part and its row's unit cells alone."""
BY_OTHERS: tuple[Reason, ...] = (with_other_parts, at_stated_distance)
"""Reasons that ask what the other parts of the cell could mean."""
REASONS: tuple[Reason, ...] = (*BY_ITSELF, *BY_OTHERS)
"""Every reason, in the order of their weights."""


def values_of(candidate: Candidate, context: CellContext, reasons: Sequence[Reason] = REASONS) -> list[float]:
    """Return what each reason says of a candidate, in [-1, 1]."""
    return [reason(candidate, context) for reason in reasons]


SENTENCES: dict[str, tuple[str, str]] = {
    "name_likeness": ("the names are alike", ""),
    "another_spelling": ("", "another spelling"),
    "part_of_words": ("", "only a part of the cell's words"),
    "main_name": ("its main name", ""),
    "population": ("its inhabitants", ""),
    "settlement": ("a settlement", ""),
    "wide_unit": ("a country or first-level unit", ""),
    "unit_behind": ("a unit, named behind another part", ""),
    "airfield": ("", "a site, which the cell does not ask for"),
    "fits_kind": ("the kind of place that the cell says", "another kind of place than the cell says"),
    "in_country": ("in the country that the row names", "not in the country that the row names"),
    "in_first_unit": ("in the first-level unit that the row names", "not in the first-level unit of the row"),
    "in_second_unit": (
        "in the second-level unit that the row names",
        "not in the second-level unit of the row",
    ),
    "with_other_parts": ("where the rest of the cell says", "not where the rest of the cell says"),
    "at_stated_distance": (
        "at the distance that the cell states",
        "not at the distance that the cell states",
    ),
}
"""What a reason says in words, for a place and against it."""
