"""The declared list of reasons for and against a candidate.

A scoring feature is a small documented function ``(candidate, context) -> (value, sentence)``;
the list ``FEATURES`` gives each its weight. The docstring is its public description. The score of
a candidate is the sum of value times weight, and every sentence travels with it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from geomap.gazetteer.countries import is_country
from geomap.gazetteer.place_cues import find_cue
from geomap.geo import distance_km
from geomap.model import Candidate, FeatureScore, MatchKind
from geomap.resolution.context import MentionContext
from geomap.resolution.units import containment, is_twin, names_unit
from geomap.text import fold, is_latin

__all__ = ["FEATURES", "ScoringFeature", "score_candidate"]

FeatureFunction = Callable[[Candidate, MentionContext], tuple[float, str]]

NEAR_SCALE_KM = 200.0
"""Distance at which nearness to another place has fallen to 1/e."""


CITY_KM = 40.0
"""How far from a city's point its neighbourhoods and suburbs reach."""

SPELT_ALIKE = frozenset([MatchKind.VARIANT, MatchKind.FUZZY])
"""Matches of names that are only spelt alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringFeature:
    """A scoring function with its weight; the function's docstring says what it measures."""

    function: FeatureFunction
    weight: float

    @property
    def name(self) -> str:
        """Name of the function."""
        return self.function.__name__

    @property
    def doc(self) -> str:
        """First line of the function's docstring."""
        return (self.function.__doc__ or "").strip().splitlines()[0]


def name_likeness(candidate: Candidate, context: MentionContext) -> tuple[float, str]:
    """How alike the written name and the gazetteer's name are (0 at a weighted likeness of 0.7)."""
    written = context.mention.text
    how = f"'{written}' is written '{candidate.matched_name}' in the gazetteer ({candidate.match})"
    return max(0.0, candidate.name_score - 0.7) / 0.3, how


def another_spelling(candidate: Candidate, context: MentionContext) -> tuple[float, str]:
    """The names are only spelt alike, which other reasons have to make up for."""
    if candidate.match not in SPELT_ALIKE:
        return 0.0, ""
    return -1.0, f"'{candidate.matched_name}' is another spelling"


def spelling_elsewhere(candidate: Candidate, context: MentionContext) -> tuple[float, str]:
    """A place only spelt alike, in a country that the text, naming others, does not name."""
    countries = context.document.countries
    if candidate.match not in SPELT_ALIKE or not countries or candidate.place.country_code in countries:
        return 0.0, ""
    return -1.0, f"the text does not name {candidate.place.country or candidate.place.country_code}"


def largest_of_name(candidate: Candidate, context: MentionContext) -> tuple[float, str]:
    """Of all places of that name this one has the most inhabitants."""
    place = candidate.place
    if candidate.match in SPELT_ALIKE or place.population <= 0 or len(context.namesakes) < 2:
        return 0.0, ""
    largest = max(other.population for other in context.namesakes)
    return (1.0, "the largest place of that name") if place.population == largest else (0.0, "")


def only_of_name(candidate: Candidate, context: MentionContext) -> tuple[float, str]:
    """No other place is called so."""
    if candidate.match in SPELT_ALIKE or len(context.namesakes) != 1:
        return 0.0, ""
    return 1.0, "the only place of that name"


def city_before_unit(candidate: Candidate, context: MentionContext) -> tuple[float, str]:
    """A bare name that a city and its province share means the city."""
    place = candidate.place
    if place.feature_class != "A" or is_country(place) or context.mention.cue is not None:
        return 0.0, ""
    for other in context.namesakes:
        if other.feature_class == "P" and is_twin(other, place):
            return -1.0, f"a city is called {context.mention.text}, too"
    return 0.0, ""


def preferred_name(candidate: Candidate, context: MentionContext) -> tuple[float, str]:
    """The written name is the place's main name, not an alternate one."""
    if candidate.preferred or fold(candidate.place.name) == fold(context.mention.text):
        return 1.0, f"'{context.mention.text}' is its main name"
    return 0.0, ""


def population(candidate: Candidate, context: MentionContext) -> tuple[float, str]:
    """Larger places are meant more often (logarithm of inhabitants, 10 million counts as 1)."""
    people = candidate.place.population
    if people <= 0:
        return 0.0, ""
    return min(1.0, math.log10(people + 1) / 7), f"{people:,} inhabitants"


def importance(candidate: Candidate, context: MentionContext) -> tuple[float, str]:
    """Countries, then capitals and first-level units, are meant more often than other places."""
    place = candidate.place
    if is_country(place):
        return 1.0, "a country or territory"
    ranks = {"CONT": 1.0, "PPLC": 0.6, "ADM1": 0.4, "RGN": 0.4, "PPLA": 0.3, "BDR": 0.3}
    value = ranks.get(place.feature_code, 0.0)
    words = {
        "CONT": "a continent",
        "PPLC": "a national capital",
        "ADM1": "a first-level unit",
        "PPLA": "a regional capital",
    }
    return value, words.get(place.feature_code, "a named region") if value > 0 else ""


def parent_named(candidate: Candidate, context: MentionContext) -> tuple[float, str]:
    """The words behind the name ("X, Y", "X in Y") name the unit or city that holds the place."""
    best, sentence = 0.0, ""
    for parent in context.parent:
        fit = containment(candidate.place, parent)
        if fit > best:
            best, sentence = fit, f"the text puts it in {parent.name}"
    if best == 0.0 and context.parent:
        return -0.3, "the text names another parent"
    return best, sentence


def given_parent(candidate: Candidate, context: MentionContext) -> tuple[float, str]:
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


def country_named_in_text(candidate: Candidate, context: MentionContext) -> tuple[float, str]:
    """The document names the place's country, or its people, elsewhere (share of such words)."""
    place = candidate.place
    share = context.document.countries.get(place.country_code, 0.0)
    if share == 0.0 or is_country(place):
        return 0.0, ""
    return min(1.0, 0.4 + 0.6 * share), f"the text names {place.country or place.country_code}"


def admin_named_in_text(candidate: Candidate, context: MentionContext) -> tuple[float, str]:
    """The document names the place's first-level unit."""
    admin1 = candidate.place.admin1
    if (
        admin1 is not None
        and fold(admin1) in context.document.admin1
        and candidate.place.feature_code != "ADM1"
    ):
        return 1.0, f"the text names {admin1}"
    return 0.0, ""


def near_other_places(candidate: Candidate, context: MentionContext) -> tuple[float, str]:
    """Another place of the document is near (falls with distance, 1/e at 200 km)."""
    place = candidate.place
    if is_country(place) or place.feature_code == "CONT":
        return 0.0, ""
    best, sentence = 0.0, ""
    for other in context.iter_others():
        if other.id == place.id or other.feature_class == "A":
            continue
        if fold(other.name) == fold(place.name):
            continue  # a city is no evidence for the province of its name
        km = distance_km(place.lat, place.lon, other.lat, other.lon)
        value = math.exp(-km / NEAR_SCALE_KM)
        if value > best:
            best, sentence = value, f"{km:,.0f} km from {other.name}, also in the text"
    return best, sentence


def fits_cue(candidate: Candidate, context: MentionContext) -> tuple[float, str]:
    """The word beside the name asks for this kind of place (airbase, province, neighbourhood)."""
    cue = find_cue(context.mention.cue) if context.mention.cue is not None else None
    if cue is None:
        return 0.0, ""
    fit = cue.fits(candidate.place)
    if fit > 0:
        return fit, f"the text says '{cue.word}'"
    return -0.6, f"the text says '{cue.word}', this is another kind of place"


def part_of_named_city(candidate: Candidate, context: MentionContext) -> tuple[float, str]:
    """A neighbourhood or suburb lies in or by a city that the text names."""
    cue = context.mention.cue
    if cue not in {"neighbourhood", "neighborhood", "quarter", "suburb"}:
        return 0.0, ""
    place = candidate.place
    for other in context.iter_others():
        if other.id == place.id or is_country(other):
            continue
        if distance_km(place.lat, place.lon, other.lat, other.lon) <= CITY_KM:
            return 0.5, f"near {other.name}, also in the text"
    return -1.0, f"the text says '{cue}', and names no city near it"


def capitals_short_code(candidate: Candidate, context: MentionContext) -> tuple[float, str]:
    """A two- or three-letter name in capitals is a country's code, hardly a village's name."""
    written = context.mention.text.replace(".", "")
    if len(written) > 3 or not written.isupper() or not is_latin(written) or is_country(candidate.place):
        return 0.0, ""
    return -1.0, "a short code, not a place's full name"


def same_source(candidate: Candidate, context: MentionContext) -> tuple[float, str]:
    """The document was written near the place (its dateline or stated home town)."""
    home = context.document.source
    if home is None or is_country(candidate.place):
        return 0.0, ""
    km = distance_km(candidate.place.lat, candidate.place.lon, home.lat, home.lon)
    return math.exp(-km / 250), f"{km:,.0f} km from {home.name}, where the text was written"


FEATURES: tuple[ScoringFeature, ...] = (
    ScoringFeature(function=name_likeness, weight=1.5),
    ScoringFeature(function=another_spelling, weight=2.6),
    ScoringFeature(function=spelling_elsewhere, weight=0.9),
    ScoringFeature(function=largest_of_name, weight=1.15),
    ScoringFeature(function=only_of_name, weight=1.0),
    ScoringFeature(function=city_before_unit, weight=1.9),
    ScoringFeature(function=preferred_name, weight=1.75),
    ScoringFeature(function=population, weight=2.8),
    ScoringFeature(function=importance, weight=1.85),
    ScoringFeature(function=parent_named, weight=3.5),
    ScoringFeature(function=given_parent, weight=4.0),
    ScoringFeature(function=country_named_in_text, weight=0.7),
    ScoringFeature(function=admin_named_in_text, weight=2.1),
    ScoringFeature(function=near_other_places, weight=3.3),
    ScoringFeature(function=fits_cue, weight=4.5),
    ScoringFeature(function=part_of_named_city, weight=4.0),
    ScoringFeature(function=capitals_short_code, weight=2.0),
    ScoringFeature(function=same_source, weight=2.0),
)
"""Every reason the resolver knows, with its weight.

Weights are log odds, fitted by maximum likelihood of the right candidate on labelled news texts;
those of cue words, written and given parents and sources, on which such texts say little, are set by hand.
"""


def score_candidate(
    candidate: Candidate, context: MentionContext, weights: Mapping[str, float] | None = None
) -> tuple[FeatureScore, ...]:
    """Return the reasons for and against a candidate; those that say nothing are left out."""
    changed = {} if weights is None else weights
    scores = []
    for feature in FEATURES:
        value, detail = feature.function(candidate, context)
        if value != 0.0:
            weight = changed.get(feature.name, feature.weight)
            scores.append(FeatureScore(name=feature.name, value=value, weight=weight, detail=detail))
    return tuple(scores)
