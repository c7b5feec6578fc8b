"""What a mention could mean, before its context is weighed."""

from __future__ import annotations

import re
from functools import lru_cache

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.countries import country_named
from geomap.gazetteer.place_cues import PlaceCue, find_cue
from geomap.gazetteer.spellings import SAME_NAME, Floors
from geomap.model import Candidate, MatchKind, Mention, MentionKind, Place

__all__ = ["find_candidates", "widen"]

SHORT = 4
"""Names of fewer letters are never met by another spelling."""

LEAST_LIKENESS = {MatchKind.VARIANT: 0.86, MatchKind.FUZZY: 0.93}
"""Weighted likeness below which another spelling is another name."""

_FLOORS = Floors(variant=LEAST_LIKENESS[MatchKind.VARIANT], fuzzy=LEAST_LIKENESS[MatchKind.FUZZY])

NAMED = frozenset([MatchKind.EXACT, MatchKind.FOLDED, MatchKind.ARTICLE])
"""Matches of the name itself."""

_FIRST_WORDS = {"Mt": "Mount", "Ft": "Fort", "St": "Saint", "Ste": "Sainte", "Pt": "Port"}
_LAST_WORDS = {"Co": "County", "Twp": "Township", "Is": "Island", "Mts": "Mountains", "Dist": "District"}
_FULL_FORMS = {
    "airport": ("International Airport",),
    "airbase": ("Air Base",),
    "air base": ("Airbase",),
}
"""What a place of a kind may be called in full, where the text has the short word."""
_CODE = re.compile(r"[A-Z]{2}")
_BORDER_WORDS = re.compile(
    r"\b(?:the|border|frontier|between|of|with|and|its)\b|[-–—/]|[’']s\b|[’']", re.IGNORECASE
)


def find_candidates(mention: Mention, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the places that a mention's words could mean by name.

    A people's name means its country, an abbreviation its state ("Ind." is Indiana, not India), a
    border the line between two countries.
    """
    if mention.kind is MentionKind.DEMONYM:
        home = gazetteer.people(mention.text)
        return [] if home is None else [_certain(home, mention.text)]
    if mention.cue == "border":
        return _border_candidates(mention, gazetteer)
    name = mention.name
    abbreviated = _abbreviation_candidates(name, gazetteer)
    if abbreviated:
        return abbreviated
    code = country_named(gazetteer, name)
    if code is not None and sum(ch.isalpha() for ch in name) < SHORT:
        return _country_candidates(code, name, gazetteer)
    short = sum(ch.isalpha() for ch in name) < SHORT
    found = [
        entry for entry in gazetteer.candidates(name, floors=_FLOORS) if _is_plausible(entry, short=short)
    ]
    full = _spelt_out(name)
    if full == name:
        return found
    known = {entry.place.id for entry in found if entry.match in NAMED}
    more = [
        entry for entry in gazetteer.candidates(full, fuzzy=False, floors=SAME_NAME) if entry.match in NAMED
    ]
    return [entry for entry in more if entry.place.id not in known] + [
        entry for entry in found if entry.match in NAMED or not more
    ]


def _spelt_out(name: str) -> str:
    """Return a name with its first and last word written in full: Mt. Elgon, Orange Co."""
    words = name.split()
    first, last = words[0].rstrip("."), words[-1].rstrip(".")
    if len(words) > 1:
        words[0] = _FIRST_WORDS.get(first, words[0])
        words[-1] = _LAST_WORDS.get(last, words[-1])
    return " ".join(words)


def _is_plausible(candidate: Candidate, *, short: bool) -> bool:
    """Say whether a name that is only spelt alike is alike enough to be weighed at all."""
    if (
        candidate.matched_name.isupper()
        and len(candidate.matched_name) <= 3
        and candidate.match is MatchKind.FOLDED
    ):
        return False  # "Ind" is not the code "IND"
    least = LEAST_LIKENESS.get(candidate.match)
    return least is None or (not short and candidate.name_score >= least)


def widen(mention: Mention, candidates: list[Candidate], gazetteer: Gazetteer) -> list[Candidate]:
    """Add the places that are called with or without the mention's cue word, if of the kind it asks for.

    "Shayrat" + "airbase" → Shayrat Air Base; "Guangyuan city" - "city" → Guangyuan.
    """
    cue = find_cue(mention.cue) if mention.cue is not None else None
    if cue is None or cue.word == "border":
        return candidates
    bare, others = _other_forms(mention, cue)
    called_so = any(entry.match in NAMED and cue.fits(entry.place) > 0 for entry in candidates)
    if called_so and bare != mention.text:
        return candidates  # "Gaza Strip" is a name of its own
    known = {candidate.place.id for candidate in candidates}
    short = len(bare) < SHORT
    fresh = []
    for other in others:
        for entry in gazetteer.candidates(other, floors=_FLOORS):
            if _is_plausible(entry, short=short) and entry.place.id not in known:
                known.add(entry.place.id)
                fresh.append(entry)
    fitting = [entry for entry in fresh if cue.fits(entry.place) > 0]
    if not fitting and not any(entry.match in NAMED for entry in candidates):
        fitting = [entry for entry in fresh if entry.match in NAMED]  # "Swat valley": at least Swat
    return candidates + fitting


def _other_forms(mention: Mention, cue: PlaceCue) -> tuple[str, list[str]]:
    """Return a name without its cue word, and what the place may be called beside what is written."""
    bare = _cue_pattern(cue.word).sub(" ", mention.text).strip()
    if bare != mention.text:
        return bare, [bare]
    return bare, [f"{mention.text} {form}" for form in (cue.word, *_FULL_FORMS.get(cue.word, ()))]


@lru_cache(maxsize=1024)
def _cue_pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s+){re.escape(word)}s?(?:\s+of)?(?:\s+|$)", re.IGNORECASE)


def _abbreviation_candidates(name: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the states that a postal or press abbreviation stands for; bare "IN" is too common a word."""
    if _CODE.fullmatch(name) is not None and country_named(gazetteer, name) in {"US", "GB"}:
        return []
    places = [gazetteer.get(place_id) for place_id in gazetteer.abbreviation(name)]
    return [_certain(place, name) for place in places if place is not None]


def _border_candidates(mention: Mention, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the border between the two countries that a mention names."""
    words = _BORDER_WORDS.sub("|", mention.text)
    names = [part.strip(" ,") for part in words.split("|") if part.strip(" ,") != ""]
    codes = [gazetteer.demonym(name) or country_named(gazetteer, name) for name in names]
    countries = [gazetteer.country(code) for code in codes if code is not None]
    labels = [place.name for place in countries if place is not None]
    if len(labels) != 2:
        return gazetteer.candidates(mention.text)
    for first, second in (labels, labels[::-1]):
        found = gazetteer.candidates(f"{first}-{second} border", fuzzy=False)
        exact = [entry for entry in found if entry.match in {MatchKind.EXACT, MatchKind.FOLDED}]
        if exact:
            return exact
    return []


def _country_candidates(code: str | None, name: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the one candidate for a country code."""
    place = gazetteer.country(code) if code is not None else None
    return [] if place is None else [_certain(place, name)]


def _certain(place: Place, name: str) -> Candidate:
    """Return a candidate that a table names, not the likeness of two names."""
    return Candidate(place=place, matched_name=name, match=MatchKind.EXACT, name_score=1.0, preferred=True)
