"""Names of months in many languages, from a table."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib import resources

__all__ = ["bare", "month_of"]

MONTHS = 12


def bare(word: str) -> str:
    """Return a word in lower case without marks over its letters."""
    split = unicodedata.normalize("NFD", word.casefold())
    return "".join(ch for ch in split if not unicodedata.combining(ch)).replace("ı", "i")


def month_of(word: str) -> int | None:
    """Return 1 to 12 for a month's name, full or short, in any of the languages of the table; else None."""
    return _names().get(bare(word).rstrip("."))


@lru_cache(maxsize=1)
def _names() -> dict[str, int]:
    """Return the months by name; a word that is another month elsewhere is left to the first language."""
    content = resources.files("geomap.values").joinpath("data/month_names.tsv").read_text(encoding="utf-8")
    names: dict[str, int] = {}
    for line in content.splitlines()[1:]:
        if line.startswith(("#", "language")):
            continue
        months = line.split("\t")[1].split(" ")
        if len(months) != MONTHS:
            raise ValueError(f"month_names.tsv: {len(months)} months in {line[:20]}")
        for number, words in enumerate(months, start=1):
            for word in words.split("|"):
                names.setdefault(bare(word.replace("_", " ")), number)
    return names
