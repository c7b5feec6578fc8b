"""Which place a person's query asks for: a declared list of reasons, each with a weight and a sentence."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap.gazetteer.countries import country_named, is_country
from geomap.gazetteer.query import PlaceQuery, parse_query
from geomap.geo import distance_km
from geomap.model import Candidate, FeatureScore, MatchKind, Place

if TYPE_CHECKING:
    from geomap.gazetteer.store import Gazetteer

__all__ = ["rank_query"]

_POOL = 200
_PARENT_POOL = 8
_PARENT_LIKENESS = 0.85
_NEAR_PARENT_KM = 25.0
_RESPELT = 0.9
"""What another spelling is worth beside the same spelling."""
_HAND_PICKED = "geomap"
_USUAL_KINDS = {"PCL": 1.0, "P": 1.0, "L": 1.0, "H": 1.0, "ADM1": 0.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A query with its parents looked up: for each, the places that it could mean."""

    query: PlaceQuery
    parents: tuple[tuple[str, tuple[Place, ...]], ...]
    country: str | None


def rank_query(
    gazetteer: Gazetteer, text: str, *, country: str | None, limit: int, fuzzy: bool
) -> list[Candidate]:
    """Return the candidates of a query, best first, each with its reasons."""
    query = parse_query(text)
    parents = tuple((parent, _parent_places(gazetteer, parent)) for parent in query.parents)
    asked = _Asked(query=query, parents=parents, country=country.upper() if country is not None else None)
    scored = [
        replace(candidate, scores=tuple(_reasons(candidate, asked, whole)))
        for candidate, whole in _pool(gazetteer, asked, fuzzy).values()
    ]
    scored.sort(key=lambda one: (-round(one.score, 6), -one.place.population, one.place.id))
    return scored[:limit]


def _pool(gazetteer: Gazetteer, asked: _Asked, fuzzy: bool) -> dict[str, tuple[Candidate, bool]]:
    """Return each place's best match with a spelling asked for, and whether that was the whole name."""
    kept: dict[str, tuple[Candidate, bool]] = {}
    for name in asked.query.names:
        whole = name in asked.query.whole
        found = [*_abbreviated(gazetteer, name), *gazetteer.candidates(name, fuzzy=fuzzy, limit=_POOL)]
        for candidate in found:
            if asked.country is not None and candidate.place.country_code != asked.country:
                continue
            earlier = kept.get(candidate.place.id)
            if earlier is None or candidate.name_score > earlier[0].name_score:
                kept[candidate.place.id] = (candidate, whole)
    return kept


def _abbreviated(gazetteer: Gazetteer, name: str) -> Iterator[Candidate]:
    """Yield the first-level units that "Ala." or "TX" stands for."""
    for place_id in gazetteer.abbreviation(name):
        place = gazetteer.get(place_id)
        if place is not None:
            yield Candidate(place=place, matched_name=name, match=MatchKind.EXACT, name_score=1.0)


def _parent_places(gazetteer: Gazetteer, name: str) -> tuple[Place, ...]:
    """Return the places that a name behind a comma could mean; a country's name means the country."""
    units = [gazetteer.get(place_id) for place_id in gazetteer.abbreviation(name)]
    code = country_named(gazetteer, name)
    found = [*units, gazetteer.country(code) if code is not None else None]
    if any(place is not None for place in found):
        return tuple(place for place in found if place is not None)
    bare = parse_query(name).names
    near = [
        candidate.place
        for spelling in bare
        for candidate in gazetteer.candidates(spelling, limit=_POOL)[:_PARENT_POOL]
        if candidate.name_score >= _PARENT_LIKENESS
    ]
    return tuple(near)


def _inside(place: Place, parent: Place) -> float:
    """Return how surely a place lies in another: 1 for the same unit, less with distance from a town."""
    if place.id == parent.id:
        return 0.0
    if is_country(parent):
        return 1.0 if place.country_code == parent.country_code else 0.0
    if parent.feature_code == "ADM1" and place.country_code == parent.country_code:
        return 1.0 if place.admin1_code == parent.admin1_code else 0.0
    reach = max(_NEAR_PARENT_KM, 2 * parent.radius_km)
    away = distance_km(place.lat, place.lon, parent.lat, parent.lon)
    return 1.0 - 0.3 * away / reach if away <= reach else 0.0


def _likeness(candidate: Candidate, asked: _Asked) -> FeatureScore:
    """How alike the names are."""
    share = f"{candidate.name_score:.0%}"
    detail = f"'{candidate.matched_name}' is {share} like '{asked.query.names[0]}' ({candidate.match})"
    respelt = candidate.match in (MatchKind.VARIANT, MatchKind.FUZZY)
    value = candidate.name_score * (_RESPELT if respelt else 1.0)
    return FeatureScore(name="name", value=round(value, 4), weight=6.0, detail=detail)


def _main_name(candidate: Candidate, _: _Asked) -> FeatureScore | None:
    """The place is mainly known by the name that met the query."""
    if not candidate.preferred:
        return None
    return FeatureScore(name="main_name", value=1.0, weight=0.1, detail="it is the place's main name")


def _importance(candidate: Candidate, _: _Asked) -> FeatureScore:
    """Countries before capitals before large towns before villages."""
    place = candidate.place
    if is_country(place):
        return FeatureScore(name="importance", value=1.2, weight=1.6, detail="it is a country or territory")
    value = min(1.0, math.log10(place.population + 1) / 7.5)
    if place.source == _HAND_PICKED and place.population == 0:
        detail = "listed by hand, as often in the news"
        return FeatureScore(name="importance", value=0.4, weight=1.6, detail=detail)
    words = f"{place.population:,} inhabitants" if place.population > 0 else "no known inhabitants"
    if place.feature_code == "PPLC":
        value, words = max(value, 0.6) + 0.1, f"capital, {words}"
    if place.feature_class == "A":
        value *= 0.85
    return FeatureScore(name="importance", value=round(value, 4), weight=1.6, detail=words)


def _kind(candidate: Candidate, asked: _Asked) -> FeatureScore | None:
    """The kind of place that the query's own words ask for; a bare name mostly means a town or a country."""
    place, cue = candidate.place, asked.query.cue
    if cue is None:
        kind = place.feature_code if place.feature_class == "A" else place.feature_class
        usual = _USUAL_KINDS.get("PCL" if is_country(place) else kind, 0.0)
        detail = "a bare name mostly means such a place"
        return FeatureScore(name="kind", value=usual, weight=0.3, detail=detail) if usual > 0 else None
    fit = cue.fits(place)
    words = "is" if fit > 0 else "is not"
    detail = f"it {words} what '{cue.word}' asks for"
    return FeatureScore(name="kind", value=fit if fit > 0 else -0.3, weight=2.5, detail=detail)


def _parents(candidate: Candidate, asked: _Asked) -> FeatureScore | None:
    """The place lies where the words behind the comma say."""
    known = [(name, places) for name, places in asked.parents if places]
    if not known:
        return None
    values = [max(_inside(candidate.place, parent) for parent in places) for _, places in known]
    names = ", ".join(name for name, _ in known)
    value = sum(value if value > 0 else -0.5 for value in values) / len(values)
    where = "lies in" if min(values) > 0 else "does not lie in"
    return FeatureScore(name="parent", value=round(value, 4), weight=3.0, detail=f"it {where} {names}")


_FEATURES: tuple[Callable[[Candidate, _Asked], FeatureScore | None], ...] = (
    _likeness,
    _main_name,
    _importance,
    _kind,
    _parents,
)
"""The reasons, in the order in which they are shown."""


def _reasons(candidate: Candidate, asked: _Asked, whole: bool) -> Iterator[FeatureScore]:
    for feature in _FEATURES:
        reason = feature(candidate, asked)
        if reason is not None:
            yield reason
    if whole and asked.query.cue is not None:
        detail = "the words for its kind are part of its name"
        yield FeatureScore(name="whole_name", value=1.0, weight=1.0, detail=detail)
