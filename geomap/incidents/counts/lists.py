"""Nouns that are listed together: "a teacher, two nurses and a driver", "along with his guard"."""

from __future__ import annotations

from geomap.incidents.counts.nouns import is_person_word, number_token
from geomap.incidents.tree import Tree

__all__ = ["companions", "coordinated", "goes_on", "has_clause", "included", "is_included"]

_NOMINAL = frozenset(["NN", "CD", "PR", "DT", "JJ"])
"""First letters of the tags of words that can be listed."""

_INCLUDING = frozenset(["include", "including", "among"])


def coordinated(tree: Tree, head: int, harm: int) -> list[int]:
    """Return a noun and the nouns that are listed with it, as far as one word of harm tells of them all."""
    found = [head]
    for at in tree.children[head]:
        token = tree.token(at)
        listed = token.dep == "conj" or (token.dep == "appos" and _is_list(tree, head, at))
        if listed and token.tag[:2] in _NOMINAL and not has_clause(tree, at, harm):
            found += coordinated(tree, at, harm)
        if token.dep == "prep":
            found += _listed_low(tree, at)
        if token.dep == "appos" and tree.label(at) == "PERSON":
            found += [noun for noun in tree.children[at] if _is_listed_person(tree, noun)]
    if tree.token(head).dep == "dobj":
        found += [
            noun
            for at in tree.children[tree.token(head).head]
            if at > head and tree.token(at - 1).dep != "prep" and _follows(tree, at)
            for noun in coordinated(tree, at, harm)
        ]
    return found


def _listed_low(tree: Tree, preposition: int) -> list[int]:
    """Return the people that the parse joins to a group's name instead: "two staff of a group and a driver"."""
    group = tree.child(preposition, "pobj")
    if group is None or is_person_word(tree.token(group).lemma) or not tree.token(group).tag.startswith("NN"):
        return []
    return [
        at
        for at in tree.children[group]
        if tree.token(at).dep == "conj"
        and is_person_word(tree.token(at).lemma)
        and (number_token(tree, at) is not None or tree.child(at, "det") is not None)
    ]


def goes_on(tree: Tree, subjects: list[int]) -> bool:
    """Say whether "and" stands before a second subject: "the driver, Jan Roe, and four passengers died"."""
    if len(subjects) < 2:
        return False
    first = tree.subtree(subjects[1])[0]
    return first > 0 and tree.token(first - 1).lemma == "and"


def _is_listed_person(tree: Tree, noun: int) -> bool:
    """Say whether people are listed behind a name: "the driver, Jan Roe, and four passengers"."""
    token = tree.token(noun)
    return token.dep == "conj" and is_person_word(token.lemma) and number_token(tree, noun) is not None


def _follows(tree: Tree, at: int) -> bool:
    """Say whether a noun goes on with a list that the parse broke off: "a teacher, two nurses and a driver"."""
    token = tree.token(at)
    first = tree.subtree(at)[0]
    return (
        token.dep in {"npadvmod", "appos", "dep"}
        and first > 0
        and tree.token(first - 1).text == ","
        and is_person_word(token.lemma)
    )


def _is_list(tree: Tree, head: int, at: int) -> bool:
    """Say whether what looks like an apposition goes on with a list: "X, Y and Z were killed"."""
    if tree.token(head).tag not in {"NN", "NNP"} or tree.child(at, "conj") is None:
        return False
    if number_token(tree, head) is not None or tree.token(tree.subtree(at)[0] - 1).text == "(":
        return False
    if tree.label(head) == "PERSON" and tree.label(at) == "PERSON":
        return True
    verb = tree.token(head).head
    return any(tree.token(child).text.lower() in {"were", "are", "have"} for child in tree.children[verb])


def has_clause(tree: Tree, noun: int, harm: int) -> bool:
    """Say whether another participle behind a noun tells what was done to it: "and four guards wounded"."""
    return any(
        at != harm and tree.token(at).dep == "acl" and tree.token(at).tag == "VBN"
        for at in tree.children[noun]
    )


def companions(tree: Tree, index: int) -> list[int]:
    """Return those to whom the same was done: "kidnapped along with his driver"."""
    found = []
    for at in tree.children[index]:
        token = tree.token(at)
        before = tree.token(at - 1).lemma if at > 0 else ""
        joined = tree.child(at, "pobj")
        if joined is None or token.lemma not in {"with", "alongside"}:
            continue
        theirs = is_person_word(tree.token(joined).lemma) and tree.child(joined, "poss") is not None
        if token.lemma == "alongside" or before in {"along", "together"} or theirs:
            found.append(joined)
    return found


def included(tree: Tree, head: int) -> list[int]:
    """Return the people that a noun is said to include: "12 people, including three children"."""
    return [
        noun
        for at in tree.children[head]
        if tree.token(at).lemma in _INCLUDING
        for below in tree.children[at]
        if tree.token(below).dep in {"pobj", "dobj"}
        for noun in coordinated(tree, below, at)
    ]


def is_included(tree: Tree, head: int) -> bool:
    """Say whether a noun only tells who was among others: "including six who were badly hurt"."""
    first = tree.conjunction_head(head)
    return tree.token(tree.token(first).head).lemma in _INCLUDING and tree.token(first).dep != "nsubj"
