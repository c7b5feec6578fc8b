"""The tables that types are decided by: sub-types, concepts (word lists) and weighted rules."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from geomap.model import EventType

__all__ = ["Phrase", "Rule", "SubType", "Term", "load_finer", "load_phrases", "load_rules", "load_sub_types"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubType:
    """One kind of event, and what ACLED calls it.

    Attributes:
        name: Our own term ("air_drone_strike").
        acled: ACLED's sub-event string, or None where ACLED has none (crime, accidents, hazards).
    """

    name: str
    event_type: EventType
    acled: str | None
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that stand for a concept.

    Attributes:
        words: Base forms or written forms, lower case, in order.
        pos: N (noun), C (common noun), P (name), V or A when only words of that class count; None for any.
    """

    concept: str
    words: tuple[str, ...]
    pos: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One condition of a rule.

    Attributes:
        left: Concepts of which one must be there.
        link: How ``right`` stands to it: "" alone, "+" in the same sentence, "~" within a few words, "<" it
            does ``left``, ">" it is what ``left`` is done to.
    """

    left: tuple[str, ...]
    link: str = ""
    right: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A reason for or against a sub-type: its weight counts when all terms hold and none of ``unless``.

    ``is_shared``: it speaks for several sub-types alike, and so decides between none of them.
    """

    name: str
    sub_type: str
    weight: float
    when: tuple[Term, ...]
    unless: tuple[Term, ...]
    is_shared: bool = False


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files("geomap.incidents").joinpath("data", name).read_text(encoding="utf-8")
    for line in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        yield {key: value or "" for key, value in line.items()}


@lru_cache(maxsize=1)
def load_sub_types() -> dict[str, SubType]:
    """Return the sub-types by name."""
    return {
        row["sub_type"]: SubType(
            name=row["sub_type"],
            event_type=EventType(row["event_type"]),
            acled=row["acled_sub_event_type"] or None,
            meaning=row["meaning"],
        )
        for row in _rows("sub_types.tsv")
    }


@lru_cache(maxsize=1)
def load_phrases() -> dict[str, tuple[Phrase, ...]]:
    """Return the phrases of all concepts by their first word, longest first."""
    found: dict[str, list[Phrase]] = {}
    for row in _rows("concepts.tsv"):
        for entry in row["words"].split():
            written, _, pos = entry.partition("/")
            words = tuple(written.split("_"))
            found.setdefault(words[0], []).append(
                Phrase(concept=row["concept"], words=words, pos=pos or None)
            )
    return {first: tuple(sorted(some, key=lambda entry: -len(entry.words))) for first, some in found.items()}


@lru_cache(maxsize=1)
def load_rules() -> tuple[Rule, ...]:
    """Return the rules in the order of their table."""
    return tuple(
        Rule(
            name=f"{name}:{row['when'].replace(' ', '&')}",
            sub_type=name,
            weight=float(row["weight"]),
            when=tuple(_term(word) for word in row["when"].split()),
            unless=tuple(_term(word) for word in row["unless"].split()),
            is_shared="," in row["sub_type"],
        )
        for row in _rows("type_rules.tsv")
        for name in row["sub_type"].split(",")
    )


@lru_cache(maxsize=1)
def load_finer() -> dict[str, tuple[Rule, ...]]:
    """Return, by sub-type, the rules that make a finer one of it; the first that holds does."""
    found: dict[str, list[Rule]] = {}
    for row in _rows("finer_types.tsv"):
        rule = Rule(
            name=f"{row['finer']}:{row['when']}",
            sub_type=row["finer"],
            weight=0.0,
            when=tuple(_term(word) for word in row["when"].split()),
            unless=tuple(_term(word) for word in row["unless"].split()),
        )
        found.setdefault(row["sub_type"], []).append(rule)
    return {name: tuple(rules) for name, rules in found.items()}


def _term(written: str) -> Term:
    link = next((sign for sign in "+~<>" if sign in written), "")
    left, _, right = written.partition(link) if link != "" else (written, "", "")
    return Term(left=tuple(left.split("|")), link=link, right=tuple(right.split("|")) if link != "" else ())
