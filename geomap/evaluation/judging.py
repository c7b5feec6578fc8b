"""Is an answer right? What the gazetteer knows of a gold toponym, and the answer held against it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from geomap.evaluation.gold import GoldToponym
from geomap.evaluation.metrics import KM_161, NO_ANSWER_KM
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.countries import country_named, is_country
from geomap.geo import distance_km
from geomap.model import Place, PlaceStatus, Resolution
from geomap.resolution.candidates import find_candidates, widen
from geomap.text import fold

__all__ = ["Answer", "Ceiling", "Judgement", "Known", "answer_of", "find_ceiling", "judge", "know"]

TWIN_KM = 30.0
"""A place of the same name nearer than this is the gold's twin: a city and its district."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the gazetteer says of a gold toponym.

    Attributes:
        demonym: True when the words are a people's name and no country's.
        has_id: True when the gold has a number in GeoNames.
        country_code: The country of the gold's entry, or at its point; None at sea and without a point.
        country_meant: The code of the country that the words mean, when they mean one.
        place_id: The gazetteer's entry of the gold's GeoNames number, or None.
        names: Folded names by which the gold place goes.
    """

    demonym: bool
    has_id: bool = False
    country_code: str | None = None
    country_meant: str | None = None
    place_id: str | None = None
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was decided about one span.

    Attributes:
        place: The place, when the mention was resolved.
        guess: The first candidate, also of an ambiguous mention.
    """

    start: int
    end: int
    text: str
    kind: str
    status: str
    confidence: float | None
    place: Place | None
    guess: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """The best that could be done with the gazetteer's candidates.

    Attributes:
        km: Distance of the nearest one; 20,039 when there is none.
        by_code: One of them is right, countries by code.
    """

    km: float
    by_code: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """An answer held against the gold; None where the gold does not allow to say.

    Attributes:
        km: Distance from the gold point; 20,039 when there is no answer.
        by_code: Nearer than 161 km or, where the words mean a country, that country.
        country: The right country.
        same_id: The gold's own entry.
        twin: That, or one of the same name within 30 km.
    """

    answered: bool
    km: float
    by_code: bool
    country: bool | None
    same_id: bool | None
    twin: bool | None


def know(gold: GoldToponym, gazetteer: Gazetteer) -> Known:
    """Return what the gazetteer says of a gold toponym."""
    demonym, named = gazetteer.demonym(gold.text), country_named(gazetteer, gold.text)
    is_demonym = demonym is not None and named is None
    if gold.lat is None or gold.lon is None:
        return Known(demonym=is_demonym)
    own = None if gold.geonameid is None else gazetteer.get(f"geonames:{gold.geonameid}")
    at_point = _country_at(gazetteer, gold.lat, gold.lon)
    if own is not None:
        meant = own.country_code if is_country(own) else None
        code = own.country_code or at_point
    else:
        code = at_point
        meant = named if named is not None else demonym
        if code is not None and meant != code:
            meant = None  # Georgia with a point in America is no country
    return Known(
        demonym=is_demonym,
        has_id=gold.geonameid is not None,
        country_code=code if meant is None else meant,
        country_meant=meant,
        place_id=None if own is None else own.id,
        names=frozenset(fold(name) for name in (gold.text, *gold.names, *([own.name] if own else []))),
    )


@lru_cache(maxsize=1 << 14)
def _country_at(gazetteer: Gazetteer, lat: float, lon: float) -> str | None:
    return gazetteer.locate(lat, lon, limit=1).country_code


def judge(gold: GoldToponym, known: Known, place: Place | None) -> Judgement:
    """Hold an answer against a gold toponym that has a point."""
    has_id = known.has_id
    if place is None or gold.lat is None or gold.lon is None:
        return Judgement(
            answered=False,
            km=NO_ANSWER_KM,
            by_code=False,
            country=None if known.country_code is None else False,
            same_id=False if has_id else None,
            twin=False if has_id else None,
        )
    km = distance_km(gold.lat, gold.lon, place.lat, place.lon)
    same = place.id in {known.place_id, f"geonames:{gold.geonameid}"}
    return Judgement(
        answered=True,
        km=km,
        by_code=km < KM_161 or _is_country_meant(known, place),
        country=None if known.country_code is None else place.country_code == known.country_code,
        same_id=same if has_id else None,
        twin=(same or (km <= TWIN_KM and fold(place.name) in known.names)) if has_id else None,
    )


def _is_country_meant(known: Known, place: Place) -> bool:
    return known.country_meant is not None and (
        is_country(place) and place.country_code == known.country_meant
    )


def answer_of(resolution: Resolution) -> Answer:
    """Return what a resolution answers."""
    mention = resolution.mention
    return Answer(
        start=mention.start,
        end=mention.end,
        text=mention.text,
        kind=str(mention.kind),
        status=str(resolution.status),
        confidence=resolution.confidence,
        place=resolution.place if resolution.status is PlaceStatus.RESOLVED else None,
        guess=resolution.candidates[0].place if resolution.candidates else None,
    )


def find_ceiling(gold: GoldToponym, known: Known, resolution: Resolution, gazetteer: Gazetteer) -> Ceiling:
    """Return how well the best of all candidates would do, not only of those that a resolution keeps."""
    mention = resolution.mention
    found = widen(mention, find_candidates(mention, gazetteer), gazetteer)
    places = {entry.place.id: entry.place for entry in (*resolution.candidates, *found)}
    judged = [judge(gold, known, place) for place in places.values()]
    return Ceiling(
        km=min((one.km for one in judged), default=NO_ANSWER_KM), by_code=any(one.by_code for one in judged)
    )
