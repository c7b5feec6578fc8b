"""Who a word of harm was done to: the nouns that stand as its victims in the sentence."""

from __future__ import annotations

from geomap.files import load_words
from geomap.incidents.counts.harms import Harm
from geomap.incidents.tree import Tree

__all__ = ["coordinated", "victims_of"]

_WORDS = load_words("geomap.incidents.counts")
_SUBJECTS = ("nsubjpass", "nsubj", "csubj")
_NOT_HIT = _WORDS["things"] | _WORDS["capture_states"] | _WORDS["injuries"]
_LOWER = frozenset(["xcomp", "ccomp", "oprd", "acomp", "advcl", "dep", "attr", "advmod"])
_DEPTH = 6
"""Clauses that a subject may be looked for through."""


def victims_of(tree: Tree, index: int, harm: Harm) -> list[int]:
    """Return the head nouns of those that a word of harm was done to, without their coordinations."""
    if harm.patient == "of":
        return _of_noun(tree, index)
    if harm.patient == "self":
        return [index]
    if harm.patient == "condition":
        verb = tree.token(tree.token(index).head).head
        return _subjects(tree, verb) if tree.token(index).dep == "pobj" else []
    if harm.patient == "body":
        return _of_body(tree, index)
    if harm.patient == "toll":
        return _of_toll(tree, index)
    if harm.patient == "state":
        return _in_state(tree, index)
    if harm.patient == "lives":
        return [at for at in tree.children[index] if tree.token(at).dep == "dobj"]
    if harm.patient == "subject":
        return _subjects(tree, index)
    found = _patients(tree, index, is_sure=harm.grade == "sure")
    if not found and harm.patient == "either":
        return _subjects(tree, index)
    return found


def coordinated(tree: Tree, head: int, harm: int) -> list[int]:
    """Return a noun and the nouns that are listed with it, as far as one word of harm tells of them all."""
    found = [head]
    for at in tree.children[head]:
        token = tree.token(at)
        if (
            token.dep == "conj"
            and token.tag[:2] in {"NN", "CD", "PR", "DT", "JJ"}
            and not _has_clause(tree, at, harm)
        ):
            found += coordinated(tree, at, harm)
    return found


def _has_clause(tree: Tree, noun: int, harm: int) -> bool:
    """Say whether another participle behind a noun tells what was done to it: "and four guards wounded"."""
    return any(
        at != harm and tree.token(at).dep == "acl" and tree.token(at).tag == "VBN"
        for at in tree.children[noun]
    )


def _patients(tree: Tree, index: int, *, is_sure: bool) -> list[int]:
    """Return what a verb is done to: its object, or its subject when it is passive."""
    token = tree.token(index)
    objects = [at for at in tree.children[index] if _can_be_hit(tree, at)]
    if objects:
        return objects[:1]
    if is_passive(tree, index):
        return _subjects(tree, index)
    shared = _shared_object(tree, index)
    if shared is not None:
        return [shared]
    if is_sure and token.tag in {"VBN", "VBD"} and token.dep != "relcl":
        return _subjects(tree, index)
    return []


def _can_be_hit(tree: Tree, index: int) -> bool:
    """Say whether a word is an object and stands for people as far as it says."""
    token = tree.token(index)
    if token.dep not in {"dobj", "dative"} or token.lemma in _NOT_HIT:
        return False
    return tree.label(index) != "DATE"


def is_passive(tree: Tree, index: int) -> bool:
    """Say whether a verb stands in the passive, by itself or with the verb it is joined to."""
    token = tree.token(index)
    deps = {tree.token(at).dep for at in tree.children[index]}
    if deps & {"auxpass", "nsubjpass", "agent"}:
        return True
    if token.tag not in {"VBN", "VBD", "VBG"}:
        return False
    if token.tag == "VBN" and token.dep == "acl":
        return True
    if token.dep == "conj" and not deps & {"nsubj", "aux"} and token.tag != "VBG":
        return tree.token(token.head).tag.startswith("V") and is_passive(tree, token.head)
    return False


def _shared_object(tree: Tree, index: int) -> int | None:
    """Return the object of a verb joined to this one: "shot and wounded a man"."""
    for at in tree.children[index]:
        if tree.token(at).dep != "conj" or not tree.token(at).tag.startswith("V"):
            continue
        if tree.child(at, *_SUBJECTS) is not None:
            return None
        found = [below for below in tree.children[at] if _can_be_hit(tree, below)]
        return found[0] if found else _shared_object(tree, at)
    return None


def _subjects(tree: Tree, index: int, depth: int = 0) -> list[int]:
    """Return the subject of a verb or state, through coordination, relative and lower clauses."""
    if depth > _DEPTH:
        return []
    token = tree.token(index)
    own = [at for at in tree.children[index] if tree.token(at).dep in _SUBJECTS]
    if own:
        relative = tree.token(own[0]).tag in {"WDT", "WP"}
        if relative and token.dep == "relcl":
            return _behind(tree, token.head)
        listed = any(tree.token(at).dep == "cc" for at in tree.children[own[0]])
        return own if listed else own[:1]
    limited = _limited(tree, index)
    if limited is not None:
        return [limited]
    if token.dep in {"acl", "relcl"} or (
        token.dep == "conj" and not tree.token(token.head).tag.startswith(("V", "J"))
    ):
        return _behind(tree, token.head)
    if token.head == index:
        return [at for at in tree.children[index] if at < index and tree.token(at).tag.startswith("NN")][-1:]
    if token.dep == "conj" or token.dep in {"acomp", "attr"}:
        return _subjects(tree, token.head, depth + 1)
    if token.dep == "pcomp":
        verb = tree.token(token.head).head
        return _subjects(tree, verb, depth + 1) if tree.token(verb).tag.startswith("V") else []
    if token.dep in _LOWER:
        upper = token.head
        objects = [at for at in tree.children[upper] if tree.token(at).dep == "dobj" and at < index]
        if objects and token.dep != "advcl":
            return objects[:1]
        return _subjects(tree, upper, depth + 1)
    return []


def _limited(tree: Tree, index: int) -> int | None:
    """Return the noun behind a limit that stands as the subject: "over 200 were hurt"."""
    for at in tree.children[index]:
        if at < index and tree.token(at).lemma in _WORDS["limiters"] and tree.token(at).dep == "prep":
            noun = tree.child(at, "pobj")
            if noun is not None and any(tree.token(word).tag == "CD" for word in tree.subtree(noun)):
                return noun
    return None


def _behind(tree: Tree, noun: int) -> list[int]:
    """Return whom a clause behind a noun is about; "was among those killed" is about its subject."""
    upper = tree.token(tree.token(noun).head)
    if tree.token(noun).lemma == "those" and upper.lemma == "among":
        verb = upper.head
        return _subjects(tree, verb) if tree.token(verb).lemma == "be" else []
    return [_antecedent(tree, noun)]


def _antecedent(tree: Tree, noun: int) -> int:
    """Return the noun that a clause behind a noun belongs to, when that stands low in a longer phrase.

    "Two staff of a local partner killed in an ambush", "four guards and a driver kidnapped".
    """
    at = noun
    while tree.token(at).head != at:
        token, head = tree.token(at), tree.token(tree.token(at).head)
        if token.dep == "appos" or (
            token.dep == "conj"
            and not _has_clause(tree, token.head, noun)
            and tree.token(tree.conjunction_head(at)).dep in {"ROOT", "dep"}
        ):
            at = token.head
        elif (
            token.dep == "pobj"
            and head.lemma in {"of", "for", "from", "with"}
            and tree.token(head.head).tag.startswith("NN")
        ):
            if any(tree.token(child).tag == "CD" for child in tree.children[at]) or token.tag == "CD":
                break
            at = head.head
        else:
            break
    return at


def _in_state(tree: Tree, index: int) -> list[int]:
    """Return those whom an adjective or participle says to be dead, hurt or missing."""
    token = tree.token(index)
    head = tree.token(token.head)
    if (
        index > 0
        and tree.token(index - 1).tag == "CD"
        and (index + 1 == len(tree.tokens) or not tree.token(index + 1).tag.startswith("NN"))
    ):
        return [index - 1]
    if token.dep in {"amod", "acl", "nmod", "relcl"} and not head.tag.startswith("V"):
        return _behind(tree, token.head)
    if any(tree.token(at).dep == "nummod" for at in tree.children[index]):
        return [index]
    if token.dep in {"dobj", "nsubj", "nsubjpass", "pobj", "appos"}:
        return [index]
    return _subjects(tree, index)


def _of_noun(tree: Tree, index: int) -> list[int]:
    """Return whom a noun of harm befell: "the death of two men", "his death", "staff deaths"."""
    for at in tree.children[index]:
        if tree.token(at).lemma == "of" and tree.token(at).dep == "prep":
            inner = tree.child(at, "pobj")
            if inner is not None:
                return [inner]
    if index + 1 < len(tree.tokens) and tree.token(index + 1).lemma in {"to", "for"}:
        inner = tree.child(index + 1, "pobj")
        return [] if inner is None else [inner]
    if any(tree.token(at).dep == "nummod" for at in tree.children[index]):
        return [index]
    return [at for at in tree.children[index] if tree.token(at).dep == "poss"]


def _of_body(tree: Tree, index: int) -> list[int]:
    """Return whose body was found, or the bodies themselves: "the bodies of two men", "three bodies"."""
    for at in tree.children[index]:
        if tree.token(at).lemma == "of" and tree.token(at).dep == "prep":
            inner = tree.child(at, "pobj")
            if inner is not None:
                return [inner]
    return [index]


def _of_toll(tree: Tree, index: int) -> list[int]:
    """Return the number that a toll is or came to: "the death toll rose to 318", "a toll of 40"."""
    verb = tree.token(index).head
    around = [*tree.children[index], *(tree.children[verb] if tree.token(index).dep == "nsubj" else [])]
    for at in around:
        token = tree.token(at)
        if token.lemma in {"to", "at", "of"} and tree.child(at, "pobj") is not None:
            return [tree.child(at, "pobj") or at]
        if token.dep in {"attr", "dobj"}:
            return [at]
    return []
