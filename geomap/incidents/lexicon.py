"""The words that report events, read from the tables in ``data``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from geomap.model import EventType

__all__ = ["Trigger", "Weapon", "load_triggers", "load_weapons"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One word that reports an event.

    Attributes:
        lemma: Base form; may be two words ("drone strike").
        pos: N noun, V verb, A adjective.
        strength: 3 the word says the sub-type by itself, 0 other words must say it.
        role: event (a noun for it), target (verb whose object is hit), harm (verb whose object is a
            victim), happen (verb without a target), cause, casualty (noun of the outcome), fire, weapon (verb
            whose subject is a weapon: "shells fell"), outcome (what is left of an event: "found bodies").
    """

    lemma: str
    pos: str
    event_type: EventType
    sub_type: str
    strength: int
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weapon:
    """A weapon word and the kind of event that it makes of an attack."""

    word: str
    event_type: EventType
    sub_type: str


def _rows(name: str) -> csv.DictReader[str]:
    text = resources.files("geomap.incidents").joinpath("data", name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines(), delimiter="\t")


@lru_cache(maxsize=1)
def load_triggers() -> dict[tuple[str, str], Trigger]:
    """Return the triggers by lemma and part of speech."""
    return {
        (line["lemma"], line["pos"]): Trigger(
            lemma=line["lemma"],
            pos=line["pos"],
            event_type=EventType(line["event_type"]),
            sub_type=line["sub_type"],
            strength=int(line["strength"]),
            role=line["role"],
        )
        for line in _rows("triggers.tsv")
    }


@lru_cache(maxsize=1)
def load_weapons() -> dict[str, Weapon]:
    """Return the weapon words."""
    return {
        line["word"]: Weapon(
            word=line["word"], event_type=EventType(line["event_type"]), sub_type=line["sub_type"]
        )
        for line in _rows("weapons.tsv")
    }
