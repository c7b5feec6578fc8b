"""Verbs that report an event only with certain words: "opened fire", "fell into a gorge"."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from geomap.incidents.lexicon import Trigger
from geomap.incidents.tree import Tree
from geomap.model import EventType

__all__ = ["trigger_phrase"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    """Base forms of what may be joined to a verb, and what both report together.

    Attributes:
        links: "object", "subject" (of an active verb), "particle", "beside" (straight below the verb), or
            the prepositions between.
    """

    links: frozenset[str]
    words: frozenset[str]
    trigger: Trigger


def trigger_phrase(tree: Tree, index: int) -> tuple[Trigger, str] | None:
    """Return what a verb reports with the words that hang on it, and those words; None for other verbs."""
    for phrase in _phrases().get(tree.token(index).lemma, ()):
        at = _joined(tree, index, phrase)
        if at is not None:
            first, last = sorted((index, at))
            words = " ".join(tree.token(one).text for one in (first, last))
            return phrase.trigger, words
    return None


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    text = resources.files("geomap.incidents").joinpath("data", "trigger_phrases.tsv")
    found: dict[str, list[_Phrase]] = {}
    for line in csv.DictReader(text.read_text(encoding="utf-8").splitlines(), delimiter="\t"):
        for verb in line["verbs"].split():
            trigger = Trigger(
                lemma=f"{verb} {line['words'].split()[0]}",
                pos="V",
                event_type=EventType(line["event_type"]),
                sub_type=line["sub_type"],
                strength=int(line["strength"]),
                role=line["role"],
            )
            links, words = frozenset(line["joined_by"].split()), frozenset(line["words"].split())
            found.setdefault(verb, []).append(_Phrase(links=links, words=words, trigger=trigger))
    return {verb: tuple(phrases) for verb, phrases in found.items()}


def _joined(tree: Tree, index: int, phrase: _Phrase) -> int | None:
    """Return the word of a phrase that is joined to a verb as the phrase asks."""
    for child in tree.children[index]:
        token = tree.token(child)
        at: int | None = None
        if token.dep == "dobj" or (token.dep == "nsubjpass" and "object" in phrase.links):
            at = _one_of(tree, child, phrase) if "object" in phrase.links else None
        elif token.dep in {"nsubj", "prt"} or token.dep == "advmod":
            kind = "subject" if token.dep == "nsubj" else "particle"
            at = child if kind in phrase.links and token.lemma in phrase.words else None
        elif token.dep in {"prep", "agent"} and token.lemma in phrase.links:
            below = tree.child(child, "pobj")
            at = below if below is not None and tree.token(below).lemma in phrase.words else None
        if at is None and "beside" in phrase.links and token.text.lower() in phrase.words:
            at = child
        if at is not None:
            return at
    return None


def _one_of(tree: Tree, child: int, phrase: _Phrase) -> int | None:
    """Return an object that a phrase asks for: itself, or what it is a number of ("a series of shots")."""
    if tree.token(child).lemma in phrase.words:
        return child
    of = next((at for at in tree.children[child] if tree.token(at).lemma == "of"), None)
    inner = tree.child(of, "pobj") if of is not None else None
    return inner if inner is not None and tree.token(inner).lemma in phrase.words else None
