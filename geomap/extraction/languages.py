"""What is known about each language that texts are read in: how it is written, and its small words."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from geomap.text import fold

__all__ = ["Language", "find_language", "load_languages", "stop_words"]

_SPACY_CODES = {"no": "nb", "ku": "kmr"}
"""Where spaCy's code of a language is another than the language identifier's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One row of ``languages.tsv``; words are folded keys, as the index has them.

    Attributes:
        code: ISO 639 code.
        name: In English.
        writing: ``case`` (capitals mark names), ``words`` (spaces, no capitals) or ``run`` (no spaces).
        locative: Words after which a place stands ("in", "near").
        nouns: Words beside a name that say it is a place ("city", "province").
        of: Words that may stand between such a noun and the name.
        prefixes: Written together with the next word ("in", "and"), longest first.
        elisions: Cut off before an apostrophe ("d'Alep").
        determiners: Words that no town's name follows ("the", "a"); countries may.
        common: Capitalised words that are no places though the gazetteer has them.
    """

    code: str
    name: str
    writing: str
    locative: frozenset[str]
    nouns: frozenset[str]
    of: frozenset[str]
    prefixes: tuple[str, ...]
    elisions: frozenset[str]
    common: frozenset[str]
    determiners: frozenset[str]


@lru_cache(maxsize=1)
def load_languages() -> dict[str, Language]:
    """Return the languages of ``languages.tsv`` by code."""
    text = resources.files("geomap.extraction").joinpath("languages.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {
        row["code"]: Language(
            code=row["code"],
            name=row["name"],
            writing=row["writing"],
            locative=_keys(row["locative"]),
            nouns=_keys(row["nouns"]),
            of=_keys(row["of"]),
            prefixes=tuple(sorted(_keys(row["prefixes"]), key=lambda prefix: (-len(prefix), prefix))),
            elisions=_keys(row["elisions"]),
            common=_keys(row["common"]),
            determiners=_keys(row["determiners"]),
        )
        for row in rows
    }


def find_language(code: str) -> Language | None:
    """Return the language of a code such as ``fr``, ``fr-CA`` or ``pt_BR``, or None."""
    return load_languages().get(code.replace("_", "-").split("-", 1)[0].strip().lower())


def _keys(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split())


@lru_cache(maxsize=16)
def stop_words(code: str) -> frozenset[str]:
    """Return the folded stop words that spaCy lists for a language; none where it has no list."""
    import spacy

    path = Path(spacy.__path__[0]) / "lang" / _SPACY_CODES.get(code, code) / "stop_words.py"
    # The file alone: its package would build the language's tokeniser, which takes seconds in French.
    spec = spec_from_file_location(f"_geomap_stop_words_{code}", path) if path.is_file() else None
    if spec is None or spec.loader is None:
        return frozenset()
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return frozenset(key for key in map(fold, module.STOP_WORDS) if key != "")
