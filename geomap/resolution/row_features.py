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
from geomap.model import Candidate, Place
from geomap.resolution.row_company import RowCompany
from geomap.resolution.row_geometry import ELSEWHERE, as_far, belongs, fit_of, is_by_country
from geomap.resolution.row_names import CellName, fits_words
from geomap.resolution.row_units import RowUnits
from geomap.text import fold

__all__ = [
    "BY_ITSELF",
    "BY_OTHERS",
    "REASONS",
    "SENTENCES",
    "CellContext",
    "OtherPart",
    "in_first_unit",
    "values_of",
]

_WIDE_KM = 100.0
"""Radius from which an island, sea or region is as well known as a country."""
_KNOWN_AS_WELL = 0.7
"""What wide islands, seas and regions count beside the inhabitants of towns (80,000)."""
FAME_IN_ROWS = 0.4
"""What fame says where the row says more, beside what it says of a bare name."""
_HELD = 0.7
"""From here on a unit named in the cell holds the place, whatever else is named ("Muscat, Oman. Off X")."""


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
        company: Where the table's other rows are; None when that is not known.
        is_alone: It is all that the row says.
        behind: It stands behind another part, and not behind a colon, where what is wider comes first.
        largest: Id of the town or country that has some times the inhabitants of all others of its name.
        lead: How many, as a logarithm; 100 times as many as 1.
        twins: Ids of units that share their name with a town in or by them, which is meant by the bare name.
    """

    name: CellName
    units: RowUnits
    others: Sequence[OtherPart] = field(default_factory=tuple)
    company: RowCompany | None = None
    behind: bool = False
    is_alone: bool = False
    twins: frozenset[str] = frozenset()
    largest: str | None = None
    lead: float = 0.0


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
    if candidate.place.id == context.largest:
        return 1.0
    return 1.0 if candidate.preferred or fold(candidate.place.name) == fold(context.name.bare) else 0.0


def population(candidate: Candidate, context: CellContext) -> float:
    """Larger places are meant more often (logarithm of inhabitants, 10 million counts as 1)."""
    place = candidate.place
    wide = place.feature_class in {"L", "H", "T"} and place.radius_km >= _WIDE_KM
    return max(_KNOWN_AS_WELL if wide else 0.0, min(1.0, math.log10(place.population + 1) / 7))


def by_far_largest(candidate: Candidate, context: CellContext) -> float:
    """It has many times the inhabitants of every other place of its name (100 times as many count as 1).

    Fame says less where the row says more than a bare name.
    """
    if candidate.place.id != context.largest:
        return 0.0
    is_bare = context.is_alone and not context.units.countries and not context.name.features
    return context.lead if is_bare else FAME_IN_ROWS * context.lead


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
    place = candidate.place
    if place.country_code == "" and any(is_by_country(place, land) for land in context.units.lands):
        return 0.5
    return 1.0 if place.country_code in countries else -1.0


def in_first_unit(candidate: Candidate, context: CellContext) -> float:
    """The row's first-level cell names a unit that the place is in, is near, or is far from."""
    return fit_of(candidate.place, context.units.first)


def in_second_unit(candidate: Candidate, context: CellContext) -> float:
    """The row's second-level cell names a unit that the place is in, is near, or is far from."""
    return fit_of(candidate.place, context.units.second)


def in_company(candidate: Candidate, context: CellContext) -> float:
    """The row names no country, and the table's other rows are often in the place's country."""
    if context.company is None or context.units.countries:
        return 0.0
    return context.company.in_country(candidate.place)


def near_company(candidate: Candidate, context: CellContext) -> float:
    """The row names no unit, and the table's other rows are often around the place."""
    if context.company is None or context.units.first:
        return 0.0
    return context.company.near(candidate.place)


def with_other_parts(candidate: Candidate, context: CellContext) -> float:
    """The other parts of the cell name units around the place, or places in or near it."""
    fits, elsewhere, held, outside, states = [], False, False, False, 0
    for other in context.others:
        if other.km is None and other.places:
            value, first = _says(candidate.place, other), other.places[0][0]
            is_unit = first.feature_class == "A"
            elsewhere = elsewhere or (is_unit and value <= ELSEWHERE)
            held = held or (is_unit and value >= _HELD)
            if first.feature_code == "ADM1" and not any(is_country(one) for one, _ in other.places):
                states += 1
                outside = value <= ELSEWHERE
            fits.append(value)
    is_outside = outside and states == 1 and candidate.place.feature_class == "P"
    if elsewhere and (not held or is_outside):
        return -1.0
    return max(-1.0, min(1.0, sum(fits) / math.sqrt(max(1, len(fits)))))


def _says(place: Place, other: OtherPart) -> float:
    """Return what another part says of a place: the best of its meanings, or the likeliest say no."""
    pairs = [(belongs(place, meant), chance) for meant, chance in other.places]
    best = max(value * chance for value, chance in pairs)
    if best > 0.0:
        return best
    likely = sum(value * chance**2 for value, chance in pairs) / sum(chance**2 for _, chance in pairs)
    return likely * max(chance for _, chance in pairs)


def at_stated_distance(candidate: Candidate, context: CellContext) -> float:
    """The place is as far from another part of the cell as the cell says, or is not."""
    best = 0.0
    for other in context.others:
        if other.km is not None and other.places:
            fits = [as_far(candidate.place, place, other.km) * chance for place, chance in other.places]
            best += max(0.0, *fits) if other.from_here else max(fits)
    return max(-1.0, min(1.0, best))


Reason = Callable[[Candidate, CellContext], float]
BY_ITSELF: tuple[Reason, ...] = (
    name_likeness,
    another_spelling,
    part_of_words,
    main_name,
    population,
    by_far_largest,
    settlement,
    wide_unit,
    unit_behind,
    airfield,
    fits_kind,
    in_country,
    in_first_unit,
    in_second_unit,
    in_company,
    near_company,
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
    "by_far_largest": ("by far the largest of its name", ""),
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
    "in_company": ("in the country of many of the table's rows", ""),
    "near_company": ("where many of the table's rows are", ""),
    "with_other_parts": ("where the rest of the cell says", "not where the rest of the cell says"),
    "at_stated_distance": (
        "at the distance that the cell states",
        "not at the distance that the cell states",
    ),
}
"""What a reason says in words, for a place and against it."""
