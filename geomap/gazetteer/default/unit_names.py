"""Names of administrative units beside those of towns: which are kept, which town one is named after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from geomap.gazetteer.default.inputs import Inputs
from geomap.gazetteer.naming import clean_names
from geomap.gazetteer.records import Name
from geomap.text import fold, strip_article

__all__ = ["UnitNames"]


class UnitNames:
    """Knows the words for kinds of units ("district", "rayon") and the names of all towns.

    Args:
        inputs: The table ``unit_words`` and the towns.
    """

    def __init__(self, inputs: Inputs) -> None:
        words = sorted(
            {fold(row["word"]) for row in inputs.table("unit_words")}, key=lambda word: (-len(word), word)
        )
        either = "|".join(re.escape(word) for word in words)
        self._kind = re.compile(rf"^(?:(?:{either}) )+|(?: (?:{either}))+$") if words else re.compile("(?!)")
        self._town_keys = inputs.town_keys

    @staticmethod
    def key(name: str) -> str:
        """Return the key of a name without its article."""
        return strip_article(fold(name))

    def bare(self, name: str) -> str:
        """Return the key of a name without article and words for its kind: ``Afrin District`` → ``afrin``."""
        return strip_article(self._kind.sub("", fold(name)))

    def iter_aliases(self, country_code: str, name: str, others: Iterable[str]) -> Iterator[Name]:
        """Yield the further names of a unit; those that towns of the country have too are weak.

        A name that lacks the word for the kind that the main name has ("Orange" of "Orange County") is left
        out when a town is called so, else weak.
        """
        is_bare_itself = self._is_bare(name)
        town_keys = self._town_keys.get(country_code, frozenset())
        for alias in clean_names(tuple(others)):
            short = self._is_bare(alias.text)
            shared = short and fold(alias.text) in town_keys
            if short and not is_bare_itself:
                if not shared:
                    yield alias._replace(kind="weak")
            else:
                yield alias._replace(kind="weak") if shared else alias

    def _is_bare(self, name: str) -> bool:
        return self._kind.search(fold(name)) is None
