"""The words of harm and the kind of count that each of them makes, read from the table in ``data``."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from geomap.files import load_words
from geomap.incidents.counts.nouns import is_person_word, noun_of
from geomap.incidents.counts.voice import is_passive
from geomap.incidents.tree import Tree

__all__ = ["Harm", "Phrase", "harm_at", "load_harms", "load_phrases"]

_WORDS = load_words("geomap.incidents.counts")
_HARMLESS = frozenset([("blow", "up"), ("kill", "off")])
"""Verbs whose particle makes them tell of something else."""

_POS = {"N": "N", "V": "V", "J": "A"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """One word of harm.

    Attributes:
        lemma: Base form; a verb may have a particle ("gun down").
        pos: N noun, V verb, A adjective.
        kind: What is counted.
        patient: Where the harmed stand: object, subject, either, of (behind a noun: "death of"), self
            (the noun counts people itself: "three fatalities"), state ("left two dead"), lives ("claimed 14
            lives"), body ("bodies of two men"), toll ("the toll rose to 9"), condition ("in grave condition").
        grade: sure; weak (harm, if nothing worse is told of the same people); touch (weak, and only with a word
            for a bullet or a part of the body: "hit on the head"); capture (only with a word that says so:
            "held hostage", "seized by gunmen"); people (only of nouns for people: "the crew was
            hijacked"); found (only with a verb of finding: "three bodies were found").
    """

    lemma: str
    pos: str
    kind: str
    patient: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Verbs that tell of harm only with certain words.

    Attributes:
        verbs, words: Base forms.
        joined_by: "object", or the preposition between them.
        harm: What they tell together.
    """

    verbs: frozenset[str]
    words: frozenset[str]
    joined_by: str
    harm: Harm


@lru_cache(maxsize=1)
def load_harms() -> dict[tuple[str, str], Harm]:
    """Return the words of harm by base form and part of speech."""
    return {(line["lemma"], line["pos"]): Harm(**line) for line in _lines("harms.tsv")}


@lru_cache(maxsize=1)
def load_phrases() -> tuple[Phrase, ...]:
    """Return the verbs that tell of harm with other words; the first that fits counts."""
    return tuple(
        Phrase(
            verbs=frozenset(line["verbs"].split()),
            words=frozenset(line["words"].split()),
            joined_by=line["joined_by"],
            harm=Harm(
                lemma=f"{line['verbs'].split()[0]} {line['words'].split()[0]}",
                pos="V",
                kind=line["kind"],
                patient=line["patient"],
                grade=line["grade"],
            ),
        )
        for line in _lines("harm_phrases.tsv")
    )


def _lines(name: str) -> csv.DictReader[str]:
    text = resources.files("geomap.incidents").joinpath("data", name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines(), delimiter="\t")


def harm_at(tree: Tree, index: int) -> Harm | None:
    """Return what a token says about harm to people, with the words that hang on it."""
    token = tree.token(index)
    pos = _POS.get(token.tag[:1])
    if pos is None:
        return None
    harms = load_harms()
    if pos == "V":
        return _of_verb(tree, index) or _participle(tree, index)
    if (
        token.lemma == "dead"
        and harms.get((tree.token(token.head).lemma, "V")) is not None
        and token.dep != "conj"
    ):
        return None  # "shot dead": the verb tells it
    found = harms.get((token.lemma, pos)) or harms.get((token.text.lower(), pos)) or _participle(tree, index)
    if found is not None and found.patient == "condition":
        grave = {tree.token(at).lemma for at in tree.children[index]} & _WORDS["grave"]
        return found if grave else None
    if found is not None and found.grade == "found" and not _is_found(tree, index):
        return None
    return found


def _participle(tree: Tree, index: int) -> Harm | None:
    """Return the harm of a participle that the table has as an adjective, not as a verb; it takes no object."""
    token = tree.token(index)
    if token.tag.startswith("V") and (token.lemma, "V") in load_harms():
        return None
    found = load_harms().get((tree.token(index).text.lower(), "A"))
    return None if found is None or tree.child(index, "dobj") is not None else found


def _is_found(tree: Tree, index: int) -> bool:
    """Say whether a body is one that was found: subject or object of a verb of finding."""
    verb = tree.governing_verb(tree.conjunction_head(index))
    return verb is not None and tree.token(verb).lemma in _WORDS["finding"]


def _of_verb(tree: Tree, index: int) -> Harm | None:
    """Return the harm that a verb tells, with its particle, object or what prepositions join to it."""
    token = tree.token(index)
    children = [tree.token(at) for at in tree.children[index]]
    below = {child.lemma for child in children} | {child.text.lower() for child in children}
    particle = next((child.lemma for child in children if child.dep == "prt"), None)
    phrasal = load_harms().get((f"{token.lemma} {particle}", "V"))
    if phrasal is not None or (token.lemma, particle) in _HARMLESS:
        return phrasal
    base = load_harms().get((token.lemma, "V")) or load_harms().get((token.text.lower(), "V"))
    if (
        base is not None
        and base.kind == "wounded"
        and (below | _joined(tree, index, "to")) & _WORDS["deadly"]
    ):
        return replace(base, lemma=f"{token.lemma} to death", kind="killed", grade="sure")
    phrase = next((phrase for phrase in load_phrases() if _holds(tree, index, phrase)), None)
    if phrase is not None:
        return phrase.harm
    if base is None or (base.grade == "touch" and not _touches(tree, index)):
        return None
    return _capture(tree, index, base) if base.grade == "capture" else base


def _holds(tree: Tree, index: int, phrase: Phrase) -> bool:
    """Say whether a verb and what it is joined to are those of a phrase."""
    if tree.token(index).lemma not in phrase.verbs:
        return False
    if phrase.joined_by == "object":
        return any(tree.token(at).lemma in phrase.words for at in _objects(tree, index))
    return bool(_joined(tree, index, phrase.joined_by) & phrase.words)


def _touches(tree: Tree, index: int) -> bool:
    """Say whether a bullet, a knife or a part of the body stands below a verb."""
    return any(tree.token(at).lemma in _WORDS["wounding"] for at in tree.subtree(index))


def _capture(tree: Tree, index: int, base: Harm) -> Harm | None:
    """Return whether a verb like "hold" or "seize" tells of hostages or of an arrest, if other words say so."""
    below = {tree.token(at).lemma for at in tree.children[index]}
    inner = below | {tree.token(deep).lemma for at in tree.children[index] for deep in tree.children[at]}
    abducted = replace(base, kind="abducted")
    if inner & _WORDS["capture_states"]:
        return replace(abducted, grade="sure")
    by = _captor(tree, index)
    words = set() if by is None else {tree.token(at).lemma for at in (by, *tree.children[by])}
    if words & (_WORDS["captors"] | _WORDS["fighters"] | _WORDS["armed_groups"]):
        return abducted
    if words & _WORDS["authorities"] or base.lemma == "detain":
        return replace(base, kind="arrested", grade="sure")
    if not is_passive(tree, index):
        return None
    named = by is None or is_person_word(tree.token(by).lemma) or tree.token(by).tag.startswith("NNP")
    if base.lemma in {"seize", "capture"}:
        return abducted if named else None
    away = bool(below & {"away", "forcibly"}) or ("from" in below and not below & {"to", "into"})
    return abducted if (by is not None and named) or away else None


def _captor(tree: Tree, index: int) -> int | None:
    """Return the noun for who took or held people: behind "by", or the subject of an active verb."""
    agent = tree.child(index, "agent")
    if agent is not None:
        return tree.child(agent, "pobj")
    if tree.child(index, "dobj") is None:
        return None
    subject = tree.child(index, "nsubj")
    relative = subject is not None and tree.token(subject).tag in {"WP", "WDT"}
    return tree.token(index).head if relative and tree.token(index).dep == "relcl" else subject


def _objects(tree: Tree, index: int) -> list[int]:
    """Return the direct objects of a verb, those in coordination included."""
    found = [at for at in tree.children[index] if tree.token(at).dep in {"dobj", "dative", "oprd"}]
    for at in list(found):
        found += [below for below in tree.children[at] if tree.token(below).dep == "conj"]
    of = (noun_of(tree, at) for at in list(found))
    return found + [at for at in of if at is not None]


def _joined(tree: Tree, index: int, preposition: str) -> set[str]:
    """Return what a preposition joins to a verb: "beaten to death"."""
    joined = (tree.child(at, "pobj") for at in tree.children[index] if tree.token(at).lemma == preposition)
    return {tree.token(at).lemma for at in joined if at is not None}
