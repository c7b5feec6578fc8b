"""Base forms of inflected place names: known endings taken off, where a name as written is not found.

After the suffix fallback of the Irchel geoparser's fork, kept careful: only the endings that
``inflection.tsv`` lists for the language, and only base forms that the gazetteer knows.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from itertools import islice, product

from geomap.text import fold

__all__ = ["MAX_FORMS", "iter_base_forms"]

MAX_FORMS = 60
"""Base forms that are tried for one name, at most."""

MIN_STEM = 2
"""Letters that an ending must leave."""

MIN_FORM = 4
"""Letters of a base form, at least."""


def iter_base_forms(words: Sequence[str], language: str) -> Iterator[str]:
    """Yield the keys that a name of folded words could be an inflected form of, likeliest first.

    Every word may be inflected: ``("харьковскои", "области")`` gives ``харьковская область`` among others.
    """
    endings = _endings().get(language)
    if endings is None:
        return
    forms = [_forms(word, endings, last=at == len(words) - 1) for at, word in enumerate(words)]
    for form in islice(product(*forms), 1, MAX_FORMS):
        yield " ".join(form)


def _forms(word: str, endings: dict[str, tuple[str, ...]], *, last: bool) -> list[str]:
    """Return a word and what it is without an ending, the longest ending first."""
    forms = [word]
    for length in range(len(word) - MIN_STEM, -1, -1):
        cut = len(word) - length
        found = (word[:cut] + base for base in endings.get(word[cut:], ()))
        forms.extend(form for form in found if len(form) >= MIN_FORM and form not in forms)
    return forms if last else forms[:8]


@lru_cache(maxsize=1)
def _endings() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return, by language and ending, what stands in the ending's place in base forms."""
    text = resources.files("geomap.extraction").joinpath("inflection.tsv").read_text(encoding="utf-8")
    table: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        bases = tuple("" if base == "-" else fold(base) for base in row["bases"].split())
        of_language = table.setdefault(row["language"], {})
        ending = "" if row["ending"] == "-" else fold(row["ending"])
        known = of_language.get(ending, ())
        of_language[ending] = tuple(dict.fromkeys((*known, *bases)))
    return table
