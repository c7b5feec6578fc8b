"""Short names of a document joined to the full names in it: "Smith" to "John Smith", "RSF" to its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from geomap.files import load_words
from geomap.incidents.classes import full_group_name
from geomap.model import Entity

__all__ = ["FullNames", "clean_name"]

_BRACKETED = re.compile(r"[(\[][\"“]?([A-Z][A-Za-z0-9-]{1,9})[\"”]?[)\]]")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_BEFORE = 120
"""Characters before letters in brackets in which the words for them stand."""

_SMALL = frozenset(["of", "the", "for", "and", "de", "la", "del", "los", "las", "du", "des", "et", "y", "e"])
_KINDS = frozenset(["group", "militia", "movement", "organisation", "organization"])
_TITLES = load_words("geomap.incidents")["titles"]


@dataclass(frozen=True, slots=True)
class FullNames:
    """The full name of each short name of a document."""

    full: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, entities: Iterable[Entity]) -> FullNames:
        """Collect what a document spells out: names before their letters in brackets, and persons."""
        found: dict[str, str] = {}
        for match in _BRACKETED.finditer(text):
            before = text[max(0, match.start() - _BEFORE) : match.start()]
            spelled = _spelled_out(_WORD.findall(before)[-8:], match[1])
            if spelled is not None:
                found.setdefault(match[1], spelled)
        persons: dict[str, set[str]] = {}
        for entity in entities:
            name = clean_name(entity.text)
            words = _without_titles(name.split())
            if entity.label == "PERSON" and len(words) > 1:
                persons.setdefault(words[-1], set()).add(" ".join(words))
        for last, names in persons.items():
            longest = max(sorted(names), key=len)
            if all(set(name.split()) <= set(longest.split()) for name in names):
                found.setdefault(last, longest)
        return cls(found)

    def join(self, name: str) -> str:
        """Return the full name of a name, or the name itself where the document tells no fuller one."""
        bare = " ".join(_without_titles(name.split())) or name
        known = self.full.get(bare)
        if known is not None:
            return known
        words = bare.split()
        shorter = " ".join(words[:-1]) if words[-1].lower() in _KINDS else bare
        group = full_group_name(bare) or full_group_name(shorter)
        return group if group is not None else bare


def clean_name(text: str) -> str:
    """Return a name without articles, possessive endings and line breaks."""
    words = text.replace("’s", "").replace("'s", "").split()
    while len(words) > 1 and words[0].lower() in {"the", "a", "an"}:
        words.pop(0)
    return " ".join(words).strip(" ,.;:()[]\"“”'’")


def _without_titles(words: list[str]) -> list[str]:
    while len(words) > 1 and words[0].lower().rstrip(".") in _TITLES:
        words = words[1:]
    return words


def _spelled_out(words: list[str], letters: str) -> str | None:
    """Return the last words that a short form in brackets abbreviates, or None."""
    capitals = [letter for letter in letters if letter.isupper()]
    if len(capitals) < 2:
        return None
    for size in range(min(len(words), len(capitals)), len(words) + 1):
        tail = words[len(words) - size :]
        if not tail[0][0].isupper():
            continue
        initials = [
            part[0] for word in tail if word.lower() not in _SMALL for part in word.split("-") if part
        ]
        if initials and initials[0] == capitals[0] and sorted(initials) == sorted(capitals):
            return " ".join(tail)
    return None
