"""From a written name to all places that it could mean, by name alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from geomap.gazetteer.countries import is_country
from geomap.gazetteer.filters import PlaceFilter
from geomap.gazetteer.rows import PLACE_COLUMNS, UNIT, PlaceReader, spelling_of
from geomap.gazetteer.similarity import likeness
from geomap.gazetteer.spellings import (
    ANY_SPELLING,
    Floors,
    KeyMatch,
    Written,
    comparable_keys,
    rank_keys,
    skeletons_near,
)
from geomap.model import Candidate, MatchKind, Place
from geomap.model.drafts import CandidateDraft
from geomap.text import fold, has_digit, skeleton

__all__ = ["GOOD_ENOUGH", "Ahead", "Bearer", "Misspelt", "NameSearch", "best_per_place", "trim"]

MATCH_ORDER = {kind: rank for rank, kind in enumerate(MatchKind)}
_CONTEXT_CLASSES = frozenset("AS")
"""Sites and units met by a variant are offered beside exact matches, so that context can choose them."""
_LIKELY_VARIANT = 0.9
_COUNTRY_FLOOR = 0.94
"""Countries have names in so many languages that most words resemble one; only near misses count."""
GOOD_ENOUGH = 0.95
"""Likeness from which no names with another consonant are looked for."""
_WEAK_PENALTY = 0.05
_BEARERS = (
    f"SELECT n.spelling, n.kind, {PLACE_COLUMNS} FROM name n JOIN place p ON p.id = n.place "
    "WHERE n.k = ? ORDER BY n.place LIMIT ?"
)
_MOST_KEYS = 20_000
_MOST_HOMONYMS = 2_000
_MOST_VARIANT_HOMONYMS = 100
"""Of one key's places, the most important ones are read: fewer of a key that is only spelt alike."""


class Bearer(NamedTuple):
    """A place that bears a key: its spelling of it, and the index of the kind of name in ``KINDS``."""

    spelling: str
    kind: int
    place: Place


class Misspelt(NamedTuple):
    """A name that will be asked for in other spellings if nothing bears it.

    Attributes:
        name: As it will be asked for.
        forms: Names of which none is borne then.
        countries: ISO codes; only bearers there count. Empty for everywhere.
        fuzzy: It will be asked for with another consonant, too.
    """

    name: str
    forms: Sequence[str]
    countries: frozenset[str] = frozenset()
    fuzzy: bool = True


class Ahead(NamedTuple):
    """What names meet in the index, read before they are asked for.

    Attributes:
        rows: Spelling, kind and columns of the places of each key, the most important first.
        variants, near: The keys that a key nothing bears may be written for, of the same consonants and
            with one changed.
        floors: How alike those are.
    """

    rows: Mapping[str, Sequence[tuple[Any, ...]]]
    variants: Mapping[str, list[KeyMatch]]
    near: Mapping[str, list[KeyMatch]]
    floors: Floors


class NameSearch:
    """Looks names up in an index; what does not pass the filter is as good as absent.

    Args:
        reader: The index.
        wanted: Which places an answer may hold.
        floors: How alike other spellings have to be.
        ahead: What was read before; what it does not hold is looked up.
    """

    def __init__(
        self,
        reader: PlaceReader,
        wanted: PlaceFilter,
        floors: Floors = ANY_SPELLING,
        ahead: Ahead | None = None,
    ) -> None:
        self._reader = reader
        self._ahead = ahead if ahead is not None and ahead.floors == floors else None
        self._wanted = wanted
        self._floors = floors

    def find(self, name: str, *, fuzzy: bool, limit: int) -> list[Candidate]:
        """Return all places that a name could mean, best match first, most important first within a match.

        Exact and folded matches come first; spellings that differ by an article, or share the consonant
        skeleton, follow; when nothing is near, and ``fuzzy``, skeletons that differ by one letter.
        """
        key = fold(name)
        if key == "":
            return []
        written = Written(key)
        found = self._read(KeyMatch(key, MatchKind.FOLDED, 1.0), name)
        found += self._offered(self._variants(written), key, exact=len(found) > 0)
        if fuzzy and self._is_worth_a_search(written, found):
            found += self._offered(self._fuzzy(written), key, exact=False)
        return trim(best_per_place(found), limit)

    def country_named(self, name: str) -> Place | None:
        """Return the country that bears a name, case and marks apart; the likeliest of several."""
        met = KeyMatch(fold(name), MatchKind.FOLDED, 1.0)
        bearers = self._bearers(met.key, _MOST_HOMONYMS)
        found = [_candidate(bearer, met, name) for bearer in bearers if is_country(bearer.place)]
        return best_per_place(found)[0].place if found else None

    def _is_worth_a_search(self, written: Written, found: Iterable[Candidate]) -> bool:
        """Say whether nothing near was found for a name that may be misspelt."""
        if self._floors.fuzzy > 1 or not written.may_vary or has_digit(written.key):
            return False
        return max((candidate.name_score for candidate in found), default=0.0) < GOOD_ENOUGH

    def _read(self, met: KeyMatch, written: str) -> list[Candidate]:
        """Return the places that bear a key."""
        most = _MOST_HOMONYMS if met.score == 1.0 or not self._wanted.is_empty else _MOST_VARIANT_HOMONYMS
        return [
            _candidate(bearer, met, written)
            for bearer in self._bearers(met.key, most, self._wanted.countries)
            if self._wanted.fits(bearer.place)
        ]

    def _bearers(self, key: str, most: int, countries: frozenset[str] = frozenset()) -> Sequence[Bearer]:
        """Return the places of a key, the most important first, in these countries if there are any."""
        rows = None if self._ahead is None else self._ahead.rows.get(key)
        if rows is None:
            rows = self._reader.connection.execute(_BEARERS, (key, most)).fetchall()
        bearers = []
        for spelling, kind, *columns in rows[:most]:
            if countries and self._reader.country_code(columns[UNIT]) not in countries:
                continue
            place = self._reader.read(columns)
            bearers.append(Bearer(spelling_of(spelling, key, place.name), kind, place))
        return bearers

    def _variants(self, written: Written) -> list[KeyMatch]:
        """Return the keys that differ by an article, or in the vowels of the same consonants."""
        if self._ahead is not None and written.key in self._ahead.variants:
            return self._ahead.variants[written.key]
        comparable = comparable_keys(written, self._keys_like(written))
        return rank_keys(written, comparable, MatchKind.VARIANT, self._floors.variant, likeness)

    def _keys_like(self, written: Written) -> list[str]:
        rows = self._reader.connection.execute(
            "SELECT k FROM skel WHERE sk = ? AND k <> ? LIMIT ?",
            (skeleton(written.key), written.key, _MOST_KEYS),
        )
        return [row[0] for row in rows]

    def _fuzzy(self, written: Written) -> list[KeyMatch]:
        """Return the keys whose skeleton differs from the written one by one letter."""
        if self._ahead is not None and written.key in self._ahead.near:
            return self._ahead.near[written.key]
        comparable = comparable_keys(written, self._keys_near(written))
        return rank_keys(written, comparable, MatchKind.FUZZY, self._floors.fuzzy, likeness)

    def _keys_near(self, written: Written) -> list[str]:
        edits = sorted(skeletons_near(skeleton(written.key)))
        marks = ", ".join("?" * len(edits))
        rows = self._reader.connection.execute(
            f"SELECT k FROM skel WHERE sk IN ({marks}) LIMIT ?", (*edits, _MOST_KEYS)
        )
        return [row[0] for row in rows]

    def _offered(self, keys: Iterable[KeyMatch], written: str, *, exact: bool) -> list[Candidate]:
        """Return the places of keys that are only spelt alike; beside exact matches only some of them."""
        return [
            candidate
            for met in keys
            for candidate in self._read(met, written)
            if _is_worth_offering(candidate, exact)
        ]


def _candidate(bearer: Bearer, met: KeyMatch, written: str) -> Candidate:
    exact = met.kind is MatchKind.FOLDED and bearer.spelling == written
    draft: Any = CandidateDraft()
    draft.place = bearer.place
    draft.matched_name = bearer.spelling
    draft.match = MatchKind.EXACT if exact else met.kind
    draft.name_score = round(met.score - (_WEAK_PENALTY if bearer.kind > 0 else 0.0), 4)
    draft.preferred = bearer.spelling == bearer.place.name
    draft.scores = ()
    draft.__class__ = Candidate
    return draft  # type: ignore[no-any-return]


def _is_worth_offering(candidate: Candidate, exact: bool) -> bool:
    """Say whether a place met by a variant spelling may stand beside the others."""
    if candidate.match is MatchKind.ARTICLE:
        return True
    place = candidate.place
    if place.feature_class == "A" and place.feature_code.startswith("PCL"):
        return candidate.name_score >= _COUNTRY_FLOOR and not exact
    return not exact or candidate.name_score >= _LIKELY_VARIANT or place.feature_class in _CONTEXT_CLASSES


def best_per_place(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep each place's best match, in order of match, likeness and population."""
    ranked = sorted(
        candidates,
        key=lambda one: (MATCH_ORDER[one.match], -one.name_score, -one.place.population, one.place.id),
    )
    kept: dict[str, Candidate] = {}
    for candidate in ranked:
        kept.setdefault(candidate.place.id, candidate)
    return list(kept.values())


def trim(candidates: list[Candidate], limit: int) -> list[Candidate]:
    """Cut to ``limit``: of the places that match best, units and the most populous; order is kept."""
    if len(candidates) <= limit:
        return candidates
    by_worth = sorted(
        range(len(candidates)),
        key=lambda i: (
            MATCH_ORDER[candidates[i].match] > MATCH_ORDER[MatchKind.ARTICLE],
            candidates[i].place.feature_class != "A",
            -candidates[i].name_score if candidates[i].match in (MatchKind.VARIANT, MatchKind.FUZZY) else 0.0,
            -candidates[i].place.population,
            i,
        ),
    )
    return [candidates[i] for i in sorted(by_worth[:limit])]
