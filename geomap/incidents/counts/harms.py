"""The words of harm and the kind of count that each of them makes, read from the table in ``data``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from geomap.files import load_words
from geomap.incidents.counts.nouns import noun_of
from geomap.incidents.tree import Tree

__all__ = ["Harm", "harm_at", "load_harms"]

_WORDS = load_words("geomap.incidents.counts")
_POS = {"N": "N", "V": "V", "J": "A"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """One word of harm.

    Attributes:
        lemma: Base form; a verb may have a particle ("gun down").
        pos: N noun, V verb, A adjective.
        kind: What is counted.
        patient: Where the harmed stand: object, subject, either, of (behind a noun: "death of"), self
            (the noun counts people itself: "three fatalities"), state ("left two dead").
        grade: sure; weak (harm, if nothing worse is told of the same people); touch (weak, and only with a word
            for a bullet or a part of the body: "hit on the head"); capture (only with a word that says so:
            "held hostage", "seized by gunmen"); found (only with a verb of finding: "three bodies were found").
    """

    lemma: str
    pos: str
    kind: str
    patient: str
    grade: str


@lru_cache(maxsize=1)
def load_harms() -> dict[tuple[str, str], Harm]:
    """Return the words of harm by base form and part of speech."""
    text = resources.files("geomap.incidents").joinpath("data", "harms.tsv").read_text(encoding="utf-8")
    lines = csv.DictReader(text.splitlines(), delimiter="\t")
    return {(line["lemma"], line["pos"]): Harm(**line) for line in lines}


def harm_at(tree: Tree, index: int) -> Harm | None:
    """Return what a token says about harm to people, with the words that hang on it."""
    token = tree.token(index)
    pos = _POS.get(token.tag[:1])
    if pos is None:
        return None
    harms = load_harms()
    if pos == "V":
        found = _phrase(tree, index)
        if found is not None:
            return found
    if (
        token.lemma == "dead"
        and harms.get((tree.token(token.head).lemma, "V")) is not None
        and token.dep != "conj"
    ):
        return None  # "shot dead": the verb tells it
    found = (
        harms.get((token.lemma, pos))
        or harms.get((token.text.lower(), pos))
        or (harms.get((token.text.lower(), "A")) if pos != "A" else None)
    )
    if found is not None and found.patient == "condition":
        grave = {tree.token(at).lemma for at in tree.children[index]} & _WORDS["grave"]
        return found if grave else None
    if found is not None and found.grade == "found" and not _is_found(tree, index):
        return None
    return found


def _is_found(tree: Tree, index: int) -> bool:
    """Say whether a body is one that was found: subject or object of a verb of finding."""
    verb = tree.governing_verb(tree.conjunction_head(index))
    return verb is not None and tree.token(verb).lemma in _WORDS["finding"]


def _phrase(tree: Tree, index: int) -> Harm | None:
    """Return the harm that a verb tells with its object, particle or state: "lost his life", "taken hostage"."""
    lemma = tree.token(index).lemma
    near = {tree.token(at).lemma for at in tree.children[index]}
    below = near | {tree.token(at).text.lower() for at in tree.children[index]} | _joined(tree, index, "to")
    objects = {tree.token(at).lemma for at in _objects(tree, index)}
    particle = tree.child(index, "prt")
    if particle is not None and (lemma, tree.token(particle).lemma) == ("blow", "up"):
        return None
    if particle is not None:
        found = load_harms().get((f"{lemma} {tree.token(particle).lemma}", "V"))
        if found is not None:
            return found
    base = load_harms().get((lemma, "V")) or load_harms().get((tree.token(index).text.lower(), "V"))
    if base is not None and base.kind == "wounded" and below & _WORDS["deadly"]:
        return Harm(lemma=f"{lemma} to death", pos="V", kind="killed", patient="object", grade="sure")
    if lemma == "lose" and "life" in objects:
        return Harm(lemma="lose life", pos="V", kind="killed", patient="subject", grade="sure")
    if lemma == "lose" and objects & _WORDS["limbs"]:
        return Harm(lemma="lose limb", pos="V", kind="wounded", patient="subject", grade="weak")
    if lemma == "treat" and _joined(tree, index, "for") & _WORDS["treated"]:
        return Harm(lemma="treat for injury", pos="V", kind="wounded", patient="object", grade="weak")
    if lemma == "leave" and _joined(tree, index, "with") & _WORDS["injuries"]:
        return Harm(lemma="leave with injury", pos="V", kind="wounded", patient="object", grade="sure")
    if lemma in {"claim", "take", "cost"} and "life" in objects:
        return Harm(lemma=f"{lemma} life", pos="V", kind="killed", patient="lives", grade="sure")
    if lemma in _WORDS["injury_verbs"] and objects & _WORDS["injuries"]:
        return Harm(lemma=f"{lemma} injury", pos="V", kind="wounded", patient="subject", grade="sure")
    if lemma in _WORDS["carry_verbs"] and (
        _joined(tree, index, "to") & _WORDS["hospitals"] or "medically" in below
    ):
        return Harm(lemma=f"{lemma} to hospital", pos="V", kind="wounded", patient="object", grade="weak")
    if base is not None and base.grade == "touch":
        touched = {tree.token(at).lemma for at in tree.subtree(index)} & _WORDS["wounding"]
        return base if touched else None
    if base is not None and base.grade == "capture":
        return _capture(tree, index, base)
    if lemma in {"find", "recover", "discover"} and "dead" in below:
        return None  # the adjective tells it
    return base if base is not None and base.grade != "capture" else None


def _capture(tree: Tree, index: int, base: Harm) -> Harm | None:
    """Return the taking of hostages that a verb like "hold" or "seize" tells, if other words say so."""
    children = tree.children[index]
    below = {tree.token(at).lemma for at in children}
    inner = {tree.token(deep).lemma for at in children for deep in tree.children[at]} | below
    if inner & _WORDS["capture_states"]:
        return Harm(lemma=f"{base.lemma} hostage", pos="V", kind="abducted", patient="object", grade="sure")
    if base.lemma in {"take", "hold"}:
        return None
    agent = tree.child(index, "agent")
    active = tree.child(index, "dobj") is not None
    by = tree.child(agent, "pobj") if agent is not None else tree.child(index, "nsubj") if active else None
    who = set() if by is None else {tree.token(at).lemma for at in (by, *tree.children[by])}
    if who & _WORDS["authorities"] or (base.lemma == "detain" and by is None):
        return Harm(lemma=base.lemma, pos="V", kind="arrested", patient="object", grade="sure")
    if who & (_WORDS["captors"] | _WORDS["fighters"]):
        return Harm(lemma=base.lemma, pos="V", kind="abducted", patient="object", grade="capture")
    return None


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
