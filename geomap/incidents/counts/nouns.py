"""Which nouns stand for people, and where the number of a noun phrase stands."""

from __future__ import annotations

import re

from geomap.files import load_words
from geomap.incidents.counts.numbers import NUMBER
from geomap.incidents.tree import Tree

__all__ = [
    "GROUPS",
    "group_of",
    "inner_noun",
    "is_civilian",
    "is_nobody",
    "is_people",
    "is_person_word",
    "is_plural",
    "noun_of",
    "number_token",
]

_WORDS = load_words("geomap.incidents.counts")
GROUPS = ("children", "civilians", "fighters", "security", "women")
"""Groups of people that are counted apart."""

_PEOPLE = frozenset().union(*(_WORDS[key] for key in ("people", *GROUPS)))
_NUMBER = re.compile(NUMBER, re.IGNORECASE)
_INSIDE = ("JJ", "NN", "VBN", "VBG", "HYPH", "POS", "SYM", "RB", "FW", "XX", "AFX")
"""Tags of words that may stand between a number and its noun."""

_SIGNS = frozenset(["-", "/", "’", "'", '"'])
_AGENT_NOUN = re.compile(r"(?:man|men|woman|er|or|ist|ian|ant|ee)$")


def is_person_word(lemma: str) -> bool:
    """Say whether a noun is in the lists of nouns for people."""
    return lemma in _PEOPLE


def is_people(tree: Tree, head: int, *, strict: bool) -> bool:
    """Say whether a noun can stand for people, or must ("strict")."""
    token = tree.token(head)
    lemma = token.lemma
    if token.tag == "CD" or lemma in _WORDS["vague"] or _vague(tree, head) is not None:
        what = noun_of(tree, head)
        return what is None or is_people(tree, what, strict=False)
    if lemma in {"those", "them", "these", "they"}:
        return True
    if lemma == "head" and noun_of(tree, head) is not None:
        return True  # "the head of a clinic"
    if lemma in _WORDS["things"] or token.text in {"%"}:
        return False
    if lemma in _PEOPLE:
        return True
    label = tree.label(head)
    if label == "PERSON":
        return True
    if label in {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"}:
        return False
    if strict:
        return token.tag in {"NN", "NNS"} and _AGENT_NOUN.search(lemma) is not None
    if token.tag in {"NN", "NNS", "NNPS"} or (token.tag == "NNP" and label is None):
        return True
    return token.tag.startswith(("NNP", "JJ", "DT")) and number_token(tree, head) is not None


def group_of(lemma: str) -> str | None:
    """Return the group of people that a noun names, or None for people of any kind."""
    return next((group for group in GROUPS if lemma in _WORDS[group]), None)


def is_civilian(lemma: str) -> bool:
    """Say whether a noun names people who bear no arms."""
    return group_of(lemma) in {"children", "civilians", "women"}


def number_token(tree: Tree, head: int) -> int | None:
    """Return the token of the number of a phrase: its numeral, or a vague word ("several")."""
    token = tree.token(head)
    if token.tag == "CD" or token.lemma in _WORDS["vague"] or _vague(tree, head) is not None:
        return head
    return _number_before(tree, head)


def number_outside(tree: Tree, head: int) -> int | None:
    """Return the number before the bracket that a noun stands in: "12 (5 men, 7 women) were seized"."""
    opened = open_bracket(tree, head)
    return None if opened is None else _number_before(tree, opened)


def open_bracket(tree: Tree, index: int) -> int | None:
    """Return the bracket that stands open before a token in its sentence."""
    for at in range(index - 1, tree.parse.sentences[tree.token(index).sentence][0] - 1, -1):
        if tree.token(at).text == ")":
            return None
        if tree.token(at).text == "(":
            return at
    return None


def _number_before(tree: Tree, head: int) -> int | None:
    """Return the nearest number on the left of a token, with only words of its own phrase between."""
    depth, first = 0, tree.parse.sentences[tree.token(head).sentence][0]
    for at in range(head - 1, first - 1, -1):
        word = tree.token(at)
        if word.text in {")", "]"}:
            depth += 1
        elif word.text in {"(", "["}:
            depth -= 1
        elif depth > 0:
            continue
        elif word.tag == "CD" or word.lemma in _WORDS["vague"]:
            if tree.token(at + 1).text != "-":
                return at
        elif not word.tag.startswith(_INSIDE) and word.text not in _SIGNS:
            return None
    return None


def inner_noun(tree: Tree, head: int) -> int | None:
    """Return the noun that "of" joins to a noun of quantity: "a team of five doctors"."""
    token = tree.token(head)
    if token.lemma not in _WORDS["collectives"] or _vague(tree, head) is not None:
        return None
    what = noun_of(tree, head)
    if what is None or token.lemma not in _PEOPLE:
        return what
    counts = tree.token(what).tag in {"NNS", "CD"} and tree.token(what).lemma in _PEOPLE
    return what if counts and number_token(tree, head) is None else None


def noun_of(tree: Tree, head: int) -> int | None:
    """Return the noun that "of" joins to a noun or number."""
    for at in tree.children[head]:
        if tree.token(at).lemma == "of":
            return tree.child(at, "pobj")
    return None


def _vague(tree: Tree, head: int) -> re.Match[str] | None:
    """Return the match of a noun of vague quantity: "dozens", "a couple"."""
    token = tree.token(head)
    before = tree.token(head - 1).text.lower() if head > 0 else ""
    words = f"{before} {token.text}" if before in {"a", "several"} else token.text
    return _NUMBER.fullmatch(words) if token.tag.startswith("NN") else None


def is_nobody(tree: Tree, head: int) -> bool:
    """Say whether a phrase says that there was no one."""
    if tree.token(head).lemma in _WORDS["nobody"]:
        return True
    if any(tree.token(at).text.lower() == "how" for at in tree.subtree(head)):
        return True  # "how many were killed is not known"
    return any(tree.token(at).lemma in {"no", "neither", "not"} for at in tree.children[head])


def is_plural(tree: Tree, head: int, words: set[str]) -> bool:
    """Say whether a noun with some words before it stands for several people."""
    token = tree.token(head)
    if token.tag in {"NNS", "NNPS"} or token.lemma == "people":
        return True
    if token.lemma not in _WORDS["collectives"] or words & {"a", "an"}:
        return False
    # The verb of a noun like "staff" can make it one person.
    verb = tree.token(head).head
    return not any(tree.token(at).text.lower() in {"was", "is", "has"} for at in tree.children[verb])
