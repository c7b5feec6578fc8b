"""Scoring features of a name's place in its text: what stands beside it and what else is named."""

from __future__ import annotations

import math
from collections.abc import Iterable

from geomap.gazetteer.countries import is_country
from geomap.geo import distance_km
from geomap.model import Candidate, Place
from geomap.resolution.context import MentionContext, SourcePoint
from geomap.resolution.evidence import Anchor, unit_of, unit_vector
from geomap.resolution.units import containment, names_unit

__all__ = [
    "another_parent",
    "beside_near_place",
    "country_named_in_text",
    "country_of_others",
    "country_of_source",
    "given_parent",
    "holds_child",
    "in_named_county",
    "near_dateline",
    "near_named_country",
    "near_other_places",
    "near_source",
    "parent_city",
    "parent_named",
    "part_of_named_city",
    "same_words_elsewhere",
    "spelling_elsewhere",
    "unit_of_others",
    "unit_of_source",
]

Scored = tuple[float, str]

NEAR_SCALE_KM = 150.0
"""Distance at which nearness to another place has fallen to 1/e."""
BESIDE_SCALE_KM = 60.0
"""The same for a place that stands in the same sentence."""
SOURCE_SCALE_KM = 120.0
"""The same for the place where the text was written."""
NEXT_SCALE_KM = 300.0
"""The same for a country, from its edge."""
FAR_KM = 900.0
"""Beyond it nearness says nothing."""
CITY_KM = 40.0
"""How far from a city's point its neighbourhoods and suburbs reach."""


def parent_named(candidate: Candidate, context: MentionContext) -> Scored:
    """The words behind the name ("X, Y", "X in Y") name the country or unit that holds the place."""
    return _held(candidate.place, context, units=True)


def parent_city(candidate: Candidate, context: MentionContext) -> Scored:
    """The words behind the name ("X, Y", "X in Y") name the city that it is in or by."""
    return _held(candidate.place, context, units=False)


def _held(place: Place, context: MentionContext, *, units: bool) -> Scored:
    best, sentence = 0.0, ""
    for parent, chance in context.parents:
        if (parent.feature_class == "A") is units:
            fit = containment(place, parent) * min(1.0, chance + 0.2)
            if fit > best:
                best, sentence = fit, f"the text puts it in {parent.name}"
    return best, sentence


def another_parent(candidate: Candidate, context: MentionContext) -> Scored:
    """The words behind the name put it where another place of its name is, not this one."""
    units = [parent for parent, chance in context.parents if parent.feature_class == "A" and chance > 0.3]
    if not units or any(containment(candidate.place, parent) > 0 for parent in units):
        return 0.0, ""
    for place in context.namesakes:
        if any(containment(place, parent) > 0 for parent in units):
            return -1.0, f"the text names {units[0].name}, which holds another"
    return 0.0, ""


def holds_child(candidate: Candidate, context: MentionContext) -> Scored:
    """The place holds what the text puts in it ("Athens, Georgia": the Georgia with an Athens)."""
    if not context.children:
        return 0.0, ""
    best = [
        max((containment(place, candidate.place) * chance for place, chance in child), default=0.0)
        for child in context.children
    ]
    value = sum(best) / len(best)
    return (value, "it holds what the text puts in it") if value > 0 else (0.0, "")


def same_words_elsewhere(candidate: Candidate, context: MentionContext) -> Scored:
    """The same name, with more words around it, means this place elsewhere in the text."""
    best = 0.0
    for anchor in context.others.same_words:
        if anchor.reading != context.reading.number and anchor.place.id == candidate.place.id:
            best = max(best, anchor.weight)
    return (best, "it means this place elsewhere in the text") if best > 0 else (0.0, "")


def given_parent(candidate: Candidate, context: MentionContext) -> Scored:
    """A table row's own country and admin cells agree, or disagree, with the place."""
    document = context.document
    if document.given_country is None and document.given_admin1 is None:
        return 0.0, ""
    place = candidate.place
    if document.given_country is not None and place.country_code != document.given_country:
        return -1.0, f"the row says {document.given_country}"
    if (
        document.given_admin1 is not None
        and place.admin1 is not None
        and names_unit(document.given_admin1, place.admin1)
    ):
        return 1.0, f"the row says {document.given_admin1}"
    return 0.5 if document.given_country is not None else 0.0, "in the country that the row names"


def spelling_elsewhere(candidate: Candidate, context: MentionContext) -> Scored:
    """A place only spelt alike, in a country that the text, naming others, does not name."""
    countries = context.document.countries
    if not candidate.is_spelt_alike or not countries or candidate.place.country_code in countries:
        return 0.0, ""
    return -1.0, f"the text does not name {candidate.place.country or candidate.place.country_code}"


def country_named_in_text(candidate: Candidate, context: MentionContext) -> Scored:
    """The document names the place's country, or its people, elsewhere (share of such words)."""
    place = candidate.place
    share = context.document.countries.get(place.country_code, 0.0)
    if share == 0.0 or is_country(place):
        return 0.0, ""
    return min(1.0, 0.4 + 0.6 * share), f"the text names {place.country or place.country_code}"


def near_named_country(candidate: Candidate, context: MentionContext) -> Scored:
    """The text names a country beside the place's own (falls with distance from it, 1/e at 300 km)."""
    place, best, sentence = candidate.place, 0.0, ""
    if is_country(place) or place.country_code in context.document.countries:
        return 0.0, ""
    vector = unit_vector(place.lat, place.lon)
    for anchor in context.others.anchors:
        other = anchor.place
        if is_country(other) and anchor.weight > best:
            away = max(0.0, anchor.km_to(vector) - other.radius_km)
            value = anchor.weight * math.exp(-away / NEXT_SCALE_KM)
            if value > best and away < FAR_KM:
                best, sentence = value, f"near {other.name}, also in the text"
    return best, sentence


def country_of_others(candidate: Candidate, context: MentionContext) -> Scored:
    """The share of the other names that lie in the place's country."""
    share = context.others.country_share(candidate.place.country_code)
    if share < 0.005:
        return 0.0, ""
    where = candidate.place.country or candidate.place.country_code
    return share, f"{share:.0%} of the other names are in {where}"


def unit_of_others(candidate: Candidate, context: MentionContext) -> Scored:
    """The share of the other names that lie in the place's first-level unit."""
    unit = unit_of(candidate.place)
    share = 0.0 if unit is None else context.others.unit_share(unit)
    if unit is None or share < 0.005:
        return 0.0, ""
    return share, f"{share:.0%} of the other names are in {unit[1]}"


def in_named_county(candidate: Candidate, context: MentionContext) -> Scored:
    """The text names the second-level unit that holds the place, or a place in this unit."""
    place, best, sentence = candidate.place, 0.0, ""
    for anchor in context.others.anchors:
        other = anchor.place
        if place.admin2_id is not None and other.id == place.admin2_id and anchor.weight > best:
            best, sentence = anchor.weight, f"the text names {other.name}"
        elif place.feature_code == "ADM2" and other.admin2_id == place.id and anchor.weight > best:
            best, sentence = anchor.weight, f"the text names {other.name}, which lies in it"
    return best, sentence


def near_other_places(candidate: Candidate, context: MentionContext) -> Scored:
    """Another place of the document is near (falls with distance, 1/e at 150 km)."""
    return _nearest(candidate.place, context.others.anchors, NEAR_SCALE_KM, "also in the text")


def beside_near_place(candidate: Candidate, context: MentionContext) -> Scored:
    """A place named in the same sentence is near (1/e at 60 km)."""
    beside = context.reading.beside
    anchors = (anchor for anchor in context.others.anchors if anchor.reading in beside)
    return _nearest(candidate.place, anchors, BESIDE_SCALE_KM, "named beside it")


def _nearest(place: Place, anchors: Iterable[Anchor], scale: float, how: str) -> Scored:
    """Return the best of weight and nearness over anchors, and a sentence about it."""
    if is_country(place) or place.feature_code == "CONT":
        return 0.0, ""
    vector, best, nearest = unit_vector(place.lat, place.lon), 0.0, None
    for anchor in anchors:
        if not anchor.is_point or anchor.weight <= best or anchor.place.id == place.id:
            continue
        km = anchor.km_to(vector)
        value = anchor.weight * math.exp(-km / scale) if km < FAR_KM else 0.0
        if value > best:
            best, nearest = value, (km, anchor.place)
    if nearest is None:
        return 0.0, ""
    return best, f"{nearest[0]:,.0f} km from {nearest[1].name}, {how}"


def part_of_named_city(candidate: Candidate, context: MentionContext) -> Scored:
    """A neighbourhood or suburb lies in or by a city that the text names."""
    cue = context.cue
    if cue not in {"neighbourhood", "neighborhood", "quarter", "suburb"}:
        return 0.0, ""
    vector = unit_vector(candidate.place.lat, candidate.place.lon)
    for anchor in context.others.anchors:
        other = anchor.place
        if other.id == candidate.place.id or is_country(other) or anchor.weight < 0.3:
            continue
        if anchor.km_to(vector) <= CITY_KM:
            return 0.5, f"near {other.name}, also in the text"
    return -1.0, f"the text says '{cue}', and names no city near it"


def near_source(candidate: Candidate, context: MentionContext) -> Scored:
    """The document was written for readers who live near the place (stated home town or outlet)."""
    return _near_home(candidate.place, (source for source in context.document.sources if _is_home(source)))


def near_dateline(candidate: Candidate, context: MentionContext) -> Scored:
    """The document was written near the place (its dateline)."""
    sources = (source for source in context.document.sources if source.kind == "dateline")
    return _near_home(candidate.place, sources)


def _near_home(place: Place, sources: Iterable[SourcePoint]) -> Scored:
    best, sentence = 0.0, ""
    if is_country(place):
        return best, sentence
    for source in sources:
        home = source.place
        km = distance_km(place.lat, place.lon, home.lat, home.lon)
        value = math.exp(-km / SOURCE_SCALE_KM)
        if source.local and value > best:
            best, sentence = value, f"{km:,.0f} km from {home.name}, where the text was written"
    return best, sentence


def unit_of_source(candidate: Candidate, context: MentionContext) -> Scored:
    """The document was written in the place's first-level unit."""
    unit = unit_of(candidate.place)
    for source in context.document.sources:
        if unit is not None and source.local and unit_of(source.place) == unit:
            return 1.0, f"the text was written in {unit[1]}"
    return 0.0, ""


def country_of_source(candidate: Candidate, context: MentionContext) -> Scored:
    """The document was written in the place's country."""
    place = candidate.place
    if is_country(place):
        return 0.0, ""
    for source in context.document.sources:
        if source.place.country_code == place.country_code:
            return 1.0, f"the text was written in {place.country or place.country_code}"
    return 0.0, ""


def _is_home(source: SourcePoint) -> bool:
    return source.kind != "dateline"
