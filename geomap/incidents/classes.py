"""What kind of actor a name or noun stands for, read from the tables in ``data``."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib import resources

from geomap.files import load_words
from geomap.incidents.counts.nouns import is_civilian

__all__ = ["CIVILIANS", "STATE", "arms", "class_of_name", "class_of_noun", "full_group_name"]

CIVILIANS = "civilians"
STATE = "state_forces"

_CAUSES = load_words("geomap.incidents")["causes"]
"""Words in the names of armed groups: a Liberation Army is no state's, unless the table of groups says so."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("geomap.incidents").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))


@lru_cache(maxsize=1)
def _nouns() -> dict[str, str]:
    return {
        word: row["class"] for row in reversed(_rows("actor_classes.tsv")) for word in row["words"].split()
    }


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[str, str]]:
    """Return full name and class of known groups by each of their names in lower case."""
    found: dict[str, tuple[str, str]] = {}
    for row in _rows("groups.tsv"):
        for name in (row["name"], *row["aliases"].split()):
            found[name.lower()] = (row["name"], row["class"])
    return found


@lru_cache(maxsize=1)
def arms() -> dict[str, str]:
    """Return the kind of each weapon word, longer words before their parts."""
    words = {row["word"]: row["class"] for row in _rows("arms.tsv")}
    return dict(sorted(words.items(), key=lambda entry: (-len(entry[0].split()), entry[0])))


def class_of_noun(lemma: str) -> str | None:
    """Return the class that a common noun for people says: "gendarme" is police; None for other nouns."""
    forms = _singulars(lemma.lower())
    known = next((kind for form in forms if (kind := _nouns().get(form)) is not None), None)
    return CIVILIANS if known is None and any(is_civilian(form) for form in forms) else known


def _singulars(word: str) -> list[str]:
    """Return a word and what it could be the plural of: a tagger leaves capitalised nouns as they are."""
    forms = [word]
    if word.endswith("men"):
        forms.append(f"{word[:-3]}man")
    if word.endswith("ies"):
        forms.append(f"{word[:-3]}y")
    if word.endswith("s"):
        forms.append(word[:-1])
    return forms


def class_of_name(name: str) -> str | None:
    """Return the class of a group's name: that of a known group, else what its words say."""
    known = _groups().get(name.lower())
    if known is not None:
        return known[1]
    words = [word.lower() for word in _WORD.findall(name)]
    if len(words) > 1 and name[:1].isupper() and _CAUSES & set(words):
        return "rebel"
    return next((found for word in reversed(words) if (found := class_of_noun(word)) is not None), None)


def full_group_name(name: str) -> str | None:
    """Return the full name of a known group that is written short: "IS" is the Islamic State."""
    known = _groups().get(name.lower())
    return known[0] if known is not None and name[:1].isupper() else None
