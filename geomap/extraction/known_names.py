"""What the gazetteer knows of a name in a text: whether there is such a place, and how important it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from geomap.extraction.inflection import iter_base_forms
from geomap.extraction.languages import Language, stop_words
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.countries import is_country

__all__ = ["KNOWN", "MAJOR", "NOTED", "KnownNames"]

MAJOR = 100_000
"""People of a place that is meant without further evidence, in any language."""

NOTED = 5_000
"""People of a place that a capitalised word inside a sentence is taken for."""

KNOWN = 1_000
"""People of a place that a preposition is enough for where no capitals mark names."""

_FOLDED_VOWELS = frozenset(
    ["hi", "mr", "ne", "bn", "pa", "gu", "ta", "te", "kn", "ml", "si", "th", "lo", "my", "km"]
)
"""Languages whose vowel signs are no part of a key."""

_REGIONS = frozenset(["RGN", "PEN", "SEA", "OCN", "GULF", "CONT"])


class KnownNames:
    """The names of a gazetteer, asked for by their folded keys.

    Args:
        gazetteer: An open place index.
        language: Of the text that names are looked for in.
    """

    def __init__(self, gazetteer: Gazetteer, language: Language) -> None:
        self._gazetteer = gazetteer
        self._language = language
        self._sizes = lru_cache(maxsize=1 << 12)(self._size)
        self.stops = stop_words(language.code) | language.common

    def has_key(self, key: str) -> bool:
        """Say whether some place has a name."""
        return self._gazetteer.has_key(key)

    def size(self, key: str) -> int:
        """Return the people of the most important place of a name.

        Countries, capitals and first-level units count as major, regions and seas as noted; -1 for no place.
        """
        return self._sizes(key)

    def _size(self, key: str) -> int:
        size = -1
        for place in self._gazetteer.exact(key):
            unit = is_country(place) or place.feature_code in {"ADM1", "PPLC"}
            region = place.feature_code in _REGIONS
            size = max(size, place.population, MAJOR if unit else NOTED if region else 0)
        return size

    def is_country(self, key: str) -> bool:
        """Say whether a name is one of a country or territory."""
        return any(is_country(place) for place in self._gazetteer.exact(key))

    def is_spelt(self, name: str) -> bool:
        """Say whether a name is written as the gazetteer has it, where folding drops vowel signs."""
        if self._language.code not in _FOLDED_VOWELS:
            return True
        written = unicodedata.normalize("NFC", name)
        found = self._gazetteer.candidates(written, fuzzy=False)
        return any(unicodedata.normalize("NFC", entry.matched_name) == written for entry in found)

    def uninflected(self, words: Sequence[str]) -> str | None:
        """Return the most important name that folded words could be an inflected form of, or None."""
        forms = [form for form in iter_base_forms(words, self._language.code) if self.has_key(form)]
        best = max(forms, key=self.size, default=None)
        return best if best is not None and self.size(best) >= KNOWN else None

    def key_of(self, words: Sequence[str]) -> str | None:
        """Return the key under which the gazetteer has a name of folded words, inflected or not, or None."""
        whole = " ".join(words)
        return whole if self.has_key(whole) else self.uninflected(words)
