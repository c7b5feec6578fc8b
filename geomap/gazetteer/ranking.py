"""Which place a person's query asks for: a declared list of reasons, each with a weight and a sentence."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap.gazetteer.countries import country_named, is_country
from geomap.gazetteer.filters import PlaceFilter
from geomap.gazetteer.query import PlaceQuery, parse_query
from geomap.geo import distance_km
from geomap.model import Candidate, FeatureScore, MatchKind, Place
from geomap.text import has_digit

if TYPE_CHECKING:
    from geomap.gazetteer.store import Gazetteer

__all__ = ["rank_query"]

_POOL = 200
_PARENT_POOL = 8
_PARENT_LIKENESS = 0.85
_NEAR_PARENT_KM = 25.0
_RESPELT = 0.75
_RESPELT_SLOPE = 3.0
"""What another spelling is worth beside the same one, and how fast that falls as they differ."""
_NEARLY = 0.9
_PART = 0.85
"""Likeness of a name that is all but the first or last word of the one asked for."""
_HAND_PICKED = "geomap"
_USUAL_CLASSES = frozenset("PLH")
_WIDE_CLASSES = frozenset("HLT")
_WIDE_KM = 20.0
"""Regions, waters and mountains of this radius and more are as well known as a town of 120,000."""
_PARENT_UNITS = ("ADM1", "ADM1H")
_CODE_LENGTH = 3
_TWO_WORDS = 2
_METROPOLIS = 1_000_000
_LARGEST = 7.5
"""Decimal logarithm of the population that counts in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A query with its parents looked up: for each, the places that it could mean."""

    query: PlaceQuery
    parents: tuple[tuple[str, tuple[Place, ...]], ...]
    wanted: PlaceFilter


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hit:
    """A candidate beside the query.

    Attributes:
        whole: It was met by every word of the name, kind words included.
        towns: First-level units in which a town among the candidates lies.
    """

    candidate: Candidate
    whole: bool
    towns: frozenset[tuple[str, str | None]] = frozenset()


def rank_query(
    gazetteer: Gazetteer, text: str, *, wanted: PlaceFilter, limit: int, fuzzy: bool
) -> list[Candidate]:
    """Return the candidates of a query, best first, each with its reasons."""
    if "/" in text and "," not in text:
        return _rank_path(gazetteer, text, wanted=wanted, limit=limit, fuzzy=fuzzy)
    named = gazetteer.get(text) if ":" in text else None
    if named is not None:
        return [Candidate(place=named, matched_name=text, match=MatchKind.EXACT, name_score=1.0)]
    query = parse_query(text)
    parents = tuple((parent, _parent_places(gazetteer, parent)) for parent in query.parents)
    asked = _Asked(query=query, parents=parents, wanted=wanted)
    pool = _pool(gazetteer, asked, fuzzy)
    towns = frozenset(_unit_of(hit.candidate.place) for hit in pool if _is_namesake_town(hit.candidate))
    scored = [
        replace(hit.candidate, scores=tuple(_reasons(replace(hit, towns=towns), asked))) for hit in pool
    ]
    scored = [one for one in scored if _is_same(one) or _lies_where_asked(one)]
    scored.sort(key=lambda one: (-round(one.score, 6), -one.place.population, one.place.id))
    return scored[:limit]


def _lies_where_asked(candidate: Candidate) -> bool:
    """Say whether the query names no place around it, or the candidate lies there."""
    return all(reason.value > 0 for reason in candidate.scores if reason.name == "parent")


def _rank_path(
    gazetteer: Gazetteer, text: str, *, wanted: PlaceFilter, limit: int, fuzzy: bool
) -> list[Candidate]:
    """Rank "Baghdad/Al Resafa": the last part in those before it, or the first in the last, or the first."""
    parts = [part.strip() for part in text.split("/") if part.strip() != ""]
    for nested in (parts[::-1], parts):
        found = rank_query(gazetteer, ", ".join(nested), wanted=wanted, limit=limit, fuzzy=fuzzy)
        if found and any(reason.name == "parent" and reason.value > 0 for reason in found[0].scores):
            return found
    return rank_query(gazetteer, parts[0], wanted=wanted, limit=limit, fuzzy=fuzzy) if parts else []


def _is_namesake_town(candidate: Candidate) -> bool:
    """Say whether a town goes by the name that was asked for."""
    known = candidate.preferred or candidate.place.population >= _METROPOLIS
    return known and candidate.place.feature_class == "P" and _is_same(candidate)


def _is_code_in_small_letters(candidate: Candidate) -> bool:
    """Say whether a country was met by an ISO code that is no short form of it, not in capitals: "Ala."."""
    weak = candidate.name_score < 1.0 and len(candidate.matched_name) <= _CODE_LENGTH
    return weak and candidate.match is not MatchKind.EXACT and is_country(candidate.place)


def _unit_of(place: Place) -> tuple[str, str | None]:
    return place.country_code, place.admin1_code


def _pool(gazetteer: Gazetteer, asked: _Asked, fuzzy: bool) -> list[_Hit]:
    """Return each place's best match with any of the spellings asked for."""
    kept: dict[str, _Hit] = {}
    for name in asked.query.names:
        whole = name in asked.query.whole
        for candidate in (
            *_abbreviated(gazetteer, name),
            *gazetteer.candidates(name, fuzzy=fuzzy, limit=_POOL, wanted=asked.wanted),
        ):
            if not asked.wanted.fits(candidate.place) or _is_code_in_small_letters(candidate):
                continue
            if not fuzzy and not _is_same(candidate):
                continue
            earlier = kept.get(candidate.place.id)
            if earlier is None or candidate.name_score > earlier.candidate.name_score:
                kept[candidate.place.id] = _Hit(candidate=candidate, whole=whole and _is_same(candidate))
    if fuzzy and not _whole_is_known(kept.values()):
        for hit in _parts(gazetteer, asked):
            kept.setdefault(hit.candidate.place.id, hit)
    return list(kept.values())


def _whole_is_known(hits: Iterable[_Hit]) -> bool:
    """Say whether some place is called nearly as asked, so that parts of the name need not be tried."""
    return any(hit.candidate.name_score > _NEARLY for hit in hits)


def _parts(gazetteer: Gazetteer, asked: _Asked) -> Iterator[_Hit]:
    """Yield the places called by all but the first or the last word: "Banbarah Koan" may be Banbarah.

    Names with digits are taken as they are: "Tower 9999" is not Tower.
    """
    words = asked.query.names[0].split() if asked.query.names else []
    if len(words) < _TWO_WORDS or has_digit(asked.query.names[0]):
        return
    for part in (" ".join(words[1:]), " ".join(words[:-1])):
        for candidate in gazetteer.candidates(part, fuzzy=False, limit=_POOL, wanted=asked.wanted):
            if asked.wanted.fits(candidate.place):
                alike = replace(candidate, match=MatchKind.FUZZY, name_score=_PART * candidate.name_score)
                yield _Hit(candidate=alike, whole=False)


def _is_same(candidate: Candidate) -> bool:
    """Say whether the name that was met is the one asked for, but for case, marks and article."""
    return candidate.match in (MatchKind.EXACT, MatchKind.FOLDED, MatchKind.ARTICLE)


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
        namesakes = (entry.place for entry in gazetteer.candidates(name, fuzzy=False) if _is_same(entry))
        regions = (place for place in namesakes if place.feature_code in _PARENT_UNITS)
        known = {place.id: place for place in (*found, *regions) if place is not None}
        return tuple(known.values())
    bare = parse_query(name).names
    near = [
        candidate.place
        for spelling in bare
        for candidate in gazetteer.candidates(spelling, limit=_POOL)[:_PARENT_POOL]
        if candidate.name_score >= _PARENT_LIKENESS
    ]
    holders = tuple(place for place in near if place.feature_class in {"A", "L", "P"})
    return holders if holders else tuple(near)  # a river holds nothing where a state is called so, too


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


def _likeness(hit: _Hit, asked: _Asked) -> FeatureScore:
    """How alike the names are; another spelling is worth less than the same one."""
    candidate = hit.candidate
    share = math.floor(100 * candidate.name_score)
    detail = f"'{candidate.matched_name}' is {share} % like '{asked.query.name}' ({candidate.match})"
    value = candidate.name_score
    if not _is_same(candidate):
        value = max(0.0, _RESPELT - _RESPELT_SLOPE * (1 - candidate.name_score))
    return FeatureScore(name="name", value=round(value, 4), weight=6.0, detail=detail)


def _main_name(hit: _Hit, _: _Asked) -> FeatureScore | None:
    """The place is mainly known by the name that was asked for."""
    if not hit.candidate.preferred or hit.candidate.match not in (MatchKind.EXACT, MatchKind.FOLDED):
        return None
    return FeatureScore(name="main_name", value=1.0, weight=0.3, detail="it is the place's main name")


def _importance(hit: _Hit, _: _Asked) -> FeatureScore:
    """Countries before capitals before large towns before villages."""
    place = hit.candidate.place
    if is_country(place):
        return FeatureScore(name="importance", value=1.2, weight=1.6, detail="it is a country or territory")
    if place.source == _HAND_PICKED and place.population == 0:
        wide = place.feature_class in _WIDE_CLASSES and place.radius_km >= _WIDE_KM
        detail = "listed by hand, as often in the news"
        return FeatureScore(name="importance", value=0.68 if wide else 0.4, weight=1.6, detail=detail)
    value = min(1.0, math.log10(place.population + 1) / _LARGEST)
    words = f"{place.population:,} inhabitants" if place.population > 0 else "no known inhabitants"
    if place.feature_code == "PPLC":
        value, words = max(value, 0.6) + 0.15, f"capital, {words}"
    elif place.feature_class == "A":
        value *= 0.88
    return FeatureScore(name="importance", value=round(value, 4), weight=1.6, detail=words)


def _kind(hit: _Hit, asked: _Asked) -> FeatureScore | None:
    """The kind of place that the query's own words ask for; a bare name means a country, state or town."""
    place, cue = hit.candidate.place, asked.query.cue
    if cue is None:
        if place.feature_code == "ADM1" and _unit_of(place) in hit.towns:
            detail = "a bare name may mean a state, but a town in it has the name too"
            return FeatureScore(name="kind", value=0.3, weight=0.3, detail=detail)
        usual = (
            is_country(place)
            or place.feature_class in _USUAL_CLASSES
            or place.feature_code == "ADM1"
            or place.source == _HAND_PICKED
        )
        detail = "a bare name mostly means such a place"
        return FeatureScore(name="kind", value=1.0, weight=0.3, detail=detail) if usual else None
    fit = cue.fits(place)
    if hit.whole:
        value = 1.0 + 0.4 * (1.0 if is_country(place) else fit)
        return FeatureScore(
            name="kind", value=round(value, 4), weight=2.5, detail=f"'{cue.word}' is part of its name"
        )
    detail = f"it {'is' if fit > 0 else 'is not'} what '{cue.word}' asks for"
    return FeatureScore(name="kind", value=fit if fit > 0 else -0.3, weight=2.5, detail=detail)


def _parents(hit: _Hit, asked: _Asked) -> FeatureScore | None:
    """The place lies where the words behind the comma say."""
    known = [(name, places) for name, places in asked.parents if places]
    if not known:
        return None
    values = [max(_inside(hit.candidate.place, parent) for parent in places) for _, places in known]
    names = ", ".join(name for name, _ in known)
    value = sum(value if value > 0 else -0.5 for value in values) / len(values)
    where = "lies in" if min(values) > 0 else "does not lie in"
    return FeatureScore(name="parent", value=round(value, 4), weight=3.0, detail=f"it {where} {names}")


_FEATURES: tuple[Callable[[_Hit, _Asked], FeatureScore | None], ...] = (
    _likeness,
    _main_name,
    _importance,
    _kind,
    _parents,
)
"""The reasons, in the order in which they are shown."""


def _reasons(hit: _Hit, asked: _Asked) -> Iterator[FeatureScore]:
    for feature in _FEATURES:
        reason = feature(hit, asked)
        if reason is not None:
            yield reason
