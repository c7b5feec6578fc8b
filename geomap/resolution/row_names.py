"""The names in a cell of a table: what they could be written as in the gazetteer, and what that bears."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.bearers import bearers
from geomap.gazetteer.filters import PlaceFilter
from geomap.gazetteer.place_cues import find_cue
from geomap.gazetteer.relation_words import side_at_start
from geomap.gazetteer.spellings import Floors
from geomap.model import Candidate, MatchKind, Place
from geomap.text import fold, has_digit, strip_article

__all__ = ["SPELLED_ALIKE", "CellName", "find_bearers", "fits_words", "forms_of", "read_name"]

PART_SCORE = 0.5
"""Likeness of a name to a part that only holds it: "Malibu" to "Malibu Canyon Rd"."""
SPELLED_ALIKE = Floors(variant=0.8, fuzzy=0.84)
_SHORTEST = 4
_LONGEST_PART = 4
_MOST_WORDS = 12
_FIRST_WORDS = {"mt": "Mount", "ft": "Fort", "st": "Saint", "ste": "Sainte", "pt": "Port", "p": "Pulau"}
_LAST_WORDS = {"co": "County", "twp": "Township", "is": "Island", "mts": "Mountains", "dist": "District"}
_LAST_WORDS |= {"prov": "Province", "pref": "Prefecture", "cty": "County", "isl": "Island"}
_WIDE_WORDS = {
    "H.STRT": ("Strait",),
    "H.GULF": ("Gulf",),
    "H.SEA": ("Sea",),
    "H.BAY": ("Bay",),
    "T.ISL": ("Island",),
    "H.STM": ("River",),
    "H.LK": ("Lake",),
}
"""What waters and islands are called in English, where the cell has another word or order."""
_JOINING = frozenset(["of", "the", "de", "du", "des", "del", "la", "le", "d"])
_JOINS = re.compile(r"\s+(?:and|y|et|und|e|or)\s+|\s*[&+]\s*|\s*[-–—]\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_](?:[\w’'`.-]*\w)?")


class CellName(NamedTuple):
    """A part of a cell, read.

    Attributes:
        text: As written.
        bare: Without the words for its kind.
        features: Classes and codes that those words ask for, best first.
    """

    text: str
    bare: str
    features: tuple[str, ...]


@lru_cache(maxsize=4)
def _words(kind: str) -> frozenset[str]:
    """Return a list of words from ``row_words.toml``."""
    text = resources.files("geomap.resolution").joinpath("row_words.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[kind].split())


@lru_cache(maxsize=1)
def _type_words() -> dict[str, tuple[str, ...]]:
    """Return the kinds that a word of ``type_words.tsv`` asks for, by the word."""
    text = resources.files("geomap.resolution").joinpath("type_words.tsv").read_text(encoding="utf-8")
    return {
        row["word"]: tuple(row["features"].split())
        for row in csv.DictReader(text.splitlines(), delimiter="\t")
    }


@lru_cache(maxsize=1 << 12)
def _kinds_of(words: str, *, after: bool) -> tuple[str, ...]:
    """Return the kinds that folded words at an end of a name ask for; none for other words."""
    cue = find_cue(words)
    if cue is not None and (cue.after if after else cue.before):
        return cue.features
    return _type_words().get(words, ())


@lru_cache(maxsize=1 << 14)
def read_name(text: str) -> CellName:
    """Part a name from the words for its kind at either end: "Qaḑā’ Sinjār", "Obo town", "City of Obo"."""
    words = text.split()
    features: tuple[str, ...] = ()
    for _ in range(2):
        words, found = _without_kind(words)
        features = features or found
        if not found:
            break
    return CellName(text, " ".join(words), features)


def _without_kind(words: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Take one word for a kind, or two or three that are one, from an end of a name."""
    for length in range(min(3, len(words) - 1), 0, -1):
        kinds = _kinds_of(fold(" ".join(words[-length:])), after=True)
        if kinds:
            return words[:-length], kinds
    for length in range(min(2, len(words) - 1), 0, -1):
        kinds = _kinds_of(fold(" ".join(words[:length])), after=False)
        rest = words[length:]
        while len(rest) > 1 and rest[0].lower() in _JOINING:
            rest = rest[1:]
        if kinds:
            return rest, kinds
    return words, ()


def fits_words(features: tuple[str, ...], place: Place) -> float:
    """Return 1.0 for the first kind asked for, less for later ones, 0.0 for none of them."""
    full = f"{place.feature_class}.{place.feature_code}"
    for rank, feature in enumerate(features):
        if feature in {full, place.feature_class} or (full[-1] == "H" and full[:-1] == feature):
            return 1.0 - 0.1 * rank
    return 0.0


def find_bearers(
    name: CellName,
    gazetteer: Gazetteer,
    countries: frozenset[str],
    *,
    alike: bool = False,
    fuzzy: bool = False,
) -> list[Candidate]:
    """Return the places that a part of a cell could mean: by its words, spelt alike, or by some of them.

    Args:
        name: The part.
        gazetteer: What places there are.
        countries: ISO codes of the countries that the row names; empty for everywhere.
        alike: Look for other spellings and for names in it when nothing bears the name.
        fuzzy: Look for names with another consonant, too: the slow way.
    """
    if _is_road(name.text):
        return _held(name, gazetteer, countries) if alike else []
    found: dict[str, Candidate] = {}
    for spelling in _spellings(name):
        for candidate in bearers(gazetteer, spelling, countries):
            found.setdefault(candidate.place.id, candidate)
        if spelling != name.bare and any(_is_asked(name, entry.place) for entry in found.values()):
            break
    if not found:
        for spelling in _other_articles(name.bare):
            for candidate in bearers(gazetteer, spelling, countries):
                found.setdefault(
                    candidate.place.id,
                    replace(candidate, match=MatchKind.ARTICLE, name_score=candidate.name_score - 0.02),
                )
    if not found and alike:
        return _spelt_alike(name, gazetteer, countries, fuzzy=fuzzy)
    return list(found.values())


def forms_of(name: CellName) -> list[str]:
    """Return the spellings by which :func:`find_bearers` looks for a part."""
    return [*_spellings(name), *_other_articles(name.bare)]


def _is_road(text: str) -> bool:
    """Say whether a part names a street or road, which is no place of the index but may hold one's name."""
    words = text.lower().replace(".", "").split()
    return len(words) > 1 and (words[-1] in _words("roads") or words[0] in _words("routes"))


def _is_asked(name: CellName, place: Place) -> bool:
    """Say whether a place that bears a whole name is of the kind that its words ask for."""
    return name.features == () or fits_words(name.features, place) > 0


def _spellings(name: CellName) -> list[str]:
    """Return the name as written, without the words for its kind, and with its short forms in full."""
    forms = [name.text]
    for feature in name.features:
        for word in _WIDE_WORDS.get(feature, ()):
            forms += [f"{name.bare} {word}", f"{word} of {name.bare}"]
    if name.bare != name.text and not _is_small(name.bare):
        forms.append(name.bare)
    side = side_at_start(name.text)
    if side is not None and 0 < side[0] < len(name.text):
        rest = read_name(name.text[side[0] :])
        forms += [rest.text] if rest.bare == rest.text else [rest.text, rest.bare]
    words = name.text.split()
    if len(words) > 1:
        first, last = words[0].rstrip(".").lower(), words[-1].rstrip(".").lower()
        if first in _FIRST_WORDS or last in _LAST_WORDS:
            words[0], words[-1] = _FIRST_WORDS.get(first, words[0]), _LAST_WORDS.get(last, words[-1])
            forms.append(" ".join(words))
    return forms


def _is_small(words: str) -> bool:
    """Say whether words are no name by themselves: what is left of "Outer Anchorage"."""
    return all(word in _words("small") for word in fold(words).split())


def _other_articles(name: str) -> list[str]:
    """Return a name's key with its article dropped or added."""
    key = fold(name)
    bare = strip_article(key)
    if len(bare) < _SHORTEST:
        return []
    return [form for form in (bare, f"al {bare}", f"el {bare}") if form != key]


def _spelt_alike(
    name: CellName, gazetteer: Gazetteer, countries: frozenset[str], *, fuzzy: bool
) -> list[Candidate]:
    """Return places whose names are spelt or sound like a part, or are in it."""
    held = _held(name, gazetteer, countries)
    letters = sum(ch.isalpha() for ch in name.bare)
    if (
        letters < _SHORTEST
        or has_digit(name.bare)
        or _is_small(name.bare)
        or (not countries and len(name.bare.split()) > 3)
    ):
        return held
    wanted = PlaceFilter(countries=countries)
    found = gazetteer.candidates(name.bare, fuzzy=fuzzy and not held, wanted=wanted, floors=SPELLED_ALIKE)
    return found + held


def _held(name: CellName, gazetteer: Gazetteer, countries: frozenset[str]) -> list[Candidate]:
    """Return the places whose names stand in a longer part, of the longest such names."""
    pieces = [piece for piece in _JOINS.split(name.text) if piece.strip() != ""]
    if len(pieces) > 1:
        found = _as_parts(pieces, gazetteer, countries)
        if found:
            return found
    words = [word.group() for word in _WORD.finditer(name.text)][:_MOST_WORDS]
    for length in range(min(_LONGEST_PART, len(words) - 1), 0, -1):
        windows = [words[at : at + length] for at in range(len(words) - length + 1)]
        named = [" ".join(window) for window in windows if _is_name(window, whole=name.text)]
        found = _as_parts(named, gazetteer, countries)
        if found:
            return found
    return []


def _is_name(words: list[str], *, whole: str) -> bool:
    """Say whether words of a part could be a name by themselves."""
    if sum(len(word) for word in words) < _SHORTEST:
        return False
    if all(fold(word) in _words("small") or _kinds_of(fold(word), after=True) for word in words):
        return False
    return whole.islower() or (words[0][0].isupper() and words[-1][0].isupper())


def _as_parts(names: list[str], gazetteer: Gazetteer, countries: frozenset[str]) -> list[Candidate]:
    found: dict[str, Candidate] = {}
    for text in names:
        name = read_name(text)
        for spelling in _spellings(name):
            for candidate in bearers(gazetteer, spelling, countries, limit=40):
                part = replace(candidate, match=MatchKind.FUZZY, name_score=PART_SCORE)
                found.setdefault(candidate.place.id, part)
    return list(found.values())
