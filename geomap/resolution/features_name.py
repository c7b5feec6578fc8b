"""Scoring features of the name and the place alone: they hold in every text."""

from __future__ import annotations

import math

from geomap.gazetteer.countries import is_country
from geomap.gazetteer.place_cues import find_cue
from geomap.model import Candidate, MatchKind
from geomap.resolution.context import MentionContext
from geomap.resolution.units import is_twin
from geomap.text import fold, is_latin

__all__ = [
    "another_spelling",
    "another_spelling_of_known",
    "capital",
    "capitals_short_code",
    "city_before_unit",
    "country",
    "first_level_unit",
    "fits_cue",
    "largest_of_name",
    "listed_by_hand",
    "name_likeness",
    "one_of_many",
    "only_of_name",
    "population",
    "preferred_name",
    "share_of_name",
]

Scored = tuple[float, str]
_BY_HAND = frozenset(["geomap", "own"])
"""Sources that list what is in the news, not all there is."""


def name_likeness(candidate: Candidate, context: MentionContext) -> Scored:
    """How alike the written name and the gazetteer's name are (0 at a weighted likeness of 0.7)."""
    how = f"'{context.text}' is written '{candidate.matched_name}' in the gazetteer ({candidate.match})"
    return max(0.0, candidate.name_score - 0.7) / 0.3, how


def another_spelling(candidate: Candidate, context: MentionContext) -> Scored:
    """The names are only spelt alike, which other reasons have to make up for."""
    if not candidate.is_spelt_alike:
        return 0.0, ""
    return -1.0, f"'{candidate.matched_name}' is another spelling"


def another_spelling_of_known(candidate: Candidate, context: MentionContext) -> Scored:
    """The names are only spelt alike, while other places bear the name as written."""
    if not candidate.is_spelt_alike or not context.namesakes:
        return 0.0, ""
    return -1.0, f"{context.namesakes[0].name} is spelt just so"


def largest_of_name(candidate: Candidate, context: MentionContext) -> Scored:
    """Of all places of that name this one has the most inhabitants."""
    place = candidate.place
    if candidate.is_spelt_alike or place.population <= 0 or len(context.namesakes) < 2:
        return 0.0, ""
    largest = max(other.population for other in context.namesakes)
    return (1.0, "the largest place of that name") if place.population == largest else (0.0, "")


def share_of_name(candidate: Candidate, context: MentionContext) -> Scored:
    """Its share of the inhabitants of all places of that name."""
    people = candidate.place.population
    if candidate.is_spelt_alike or people <= 0 or len(context.namesakes) < 2:
        return 0.0, ""
    share = people / sum(other.population for other in context.namesakes)
    return share, f"{share:.0%} of the inhabitants of all places of that name"


def one_of_many(candidate: Candidate, context: MentionContext) -> Scored:
    """Each further place of its name makes a lesser one less likely (logarithm of their number)."""
    place, count = candidate.place, len(context.namesakes)
    if candidate.is_spelt_alike or count < 3:
        return 0.0, ""
    largest = max(context.namesakes, key=lambda other: other.population)
    if place.population * 4 >= largest.population:
        return 0.0, ""
    return -math.log10(count), f"one of {count} places of that name"


def only_of_name(candidate: Candidate, context: MentionContext) -> Scored:
    """No other place is called so."""
    if candidate.is_spelt_alike or len(context.namesakes) != 1:
        return 0.0, ""
    return 1.0, "the only place of that name"


def city_before_unit(candidate: Candidate, context: MentionContext) -> Scored:
    """A bare name that a city and its province share means the city."""
    place = candidate.place
    if place.feature_class != "A" or is_country(place) or context.cue is not None:
        return 0.0, ""
    for other in context.namesakes:
        if other.feature_class == "P" and is_twin(other, place):
            return -1.0, f"a city is called {context.text}, too"
    return 0.0, ""


def preferred_name(candidate: Candidate, context: MentionContext) -> Scored:
    """The written name is the place's main name, not an alternate one; in other scripts any name of it."""
    if not candidate.is_spelt_alike and not is_latin(context.text):
        return 1.0, f"'{context.text}' is its name in that script"
    if candidate.preferred or fold(candidate.place.name) == fold(context.text):
        return 1.0, f"'{context.text}' is its main name"
    return 0.0, ""


def population(candidate: Candidate, context: MentionContext) -> Scored:
    """Larger places are meant more often (logarithm of inhabitants, 10 million counts as 1)."""
    people = candidate.place.population
    if people <= 0:
        return 0.0, ""
    return min(1.0, math.log10(people + 1) / 7), f"{people:,} inhabitants"


def country(candidate: Candidate, context: MentionContext) -> Scored:
    """Countries, territories, continents, oceans and seas are meant more often than other places."""
    if is_country(candidate.place):
        return 1.0, "a country or territory"
    wide = {"CONT": "a continent", "OCN": "an ocean", "SEA": "a sea"}.get(candidate.place.feature_code)
    return (0.0, "") if wide is None else (1.0, wide)


def capital(candidate: Candidate, context: MentionContext) -> Scored:
    """National capitals, and regional ones half as much, are meant more often than other towns."""
    if candidate.place.feature_code == "PPLC":
        return 1.0, "a national capital"
    return (0.5, "a regional capital") if candidate.place.feature_code == "PPLA" else (0.0, "")


def first_level_unit(candidate: Candidate, context: MentionContext) -> Scored:
    """States and provinces are meant more often than smaller units, named regions half as much."""
    if candidate.place.feature_code == "ADM1":
        return 1.0, "a first-level unit"
    return (0.5, "a named region") if candidate.place.feature_code in {"RGN", "BDR"} else (0.0, "")


def listed_by_hand(candidate: Candidate, context: MentionContext) -> Scored:
    """The place is in a list made by hand: geomap's of places in the news, or the user's own."""
    source = candidate.place.source
    if candidate.is_spelt_alike or source not in _BY_HAND:
        return 0.0, ""
    return 1.0, f"listed by hand ({source})"


def fits_cue(candidate: Candidate, context: MentionContext) -> Scored:
    """The word beside the name asks for this kind of place (airbase, province, neighbourhood)."""
    cue = find_cue(context.cue) if context.cue is not None else None
    if cue is None:
        return 0.0, ""
    fit = cue.fits(candidate.place)
    if fit > 0:
        return fit, f"the text says '{cue.word}'"
    return -0.6, f"the text says '{cue.word}', this is another kind of place"


def capitals_short_code(candidate: Candidate, context: MentionContext) -> Scored:
    """A two- or three-letter name in capitals is a country's code, hardly a village's name."""
    written = context.text.replace(".", "")
    if len(written) > 3 or not written.isupper() or not is_latin(written) or is_country(candidate.place):
        return 0.0, ""
    if candidate.match is MatchKind.EXACT:
        return 0.0, ""
    return -1.0, "a short code, not a place's full name"
