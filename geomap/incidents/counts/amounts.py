"""How many people a noun phrase stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from geomap.files import load_words
from geomap.incidents.counts.lists import is_included
from geomap.incidents.counts.nouns import (
    inner_noun,
    is_nobody,
    is_people,
    is_person_word,
    is_plural,
    noun_of,
    number_outside,
    number_token,
)
from geomap.incidents.counts.numbers import NUMBER, count_of
from geomap.incidents.tree import Tree
from geomap.model import CasualtyCount

__all__ = ["Amount", "Form", "amount_of", "amount_outside"]

_WORDS = load_words("geomap.incidents.counts")
_NUMBER = re.compile(NUMBER, re.IGNORECASE)
_LEFT = frozenset(
    ["det", "nummod", "amod", "compound", "quantmod", "nmod", "poss", "predet", "advmod", "npadvmod"]
)
_ONE = CasualtyCount(low=1, best=1, high=1)
_TWO = CasualtyCount(low=2, best=2, high=2)
_YEAR = re.compile(r"(?:19|20)\d\d")
_HEDGE_WORDS = 6
"""Words before a numeral in which its hedge may stand."""


class Form(Enum):
    """How a phrase says how many."""

    NUMBER = "number"
    ONE = "one"
    NAME = "name"
    BACK = "back"
    PLURAL = "plural"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number of people with the half-open span of its phrase.

    Attributes:
        head: Token of the phrase's noun.
        first, last: Half-open span of the words of the number, or of the phrase.
        definite: It refers to people already told of.
        added: The words say that they come on top of others ("another two").
        part: It is part of people counted elsewhere ("two of the nine").
        bare: Nothing but an article describes them ("the guards").
    """

    head: int
    first: int
    last: int
    form: Form
    count: CasualtyCount
    noun: str
    definite: bool = False
    added: bool = False
    part: bool = False
    bare: bool = True


def amount_outside(text: str, tree: Tree, head: int) -> Amount | None:
    """Return the amount before the bracket that a noun stands in, of which the bracket gives details."""
    number = number_outside(tree, head)
    return None if number is None else _counted(text, tree, head, number)


def amount_of(text: str, tree: Tree, head: int, *, strict: bool) -> Amount | None:
    """Return how many people a noun phrase stands for, or None when it stands for none.

    Args:
        text: The text that was parsed.
        tree: Its parse.
        head: The phrase's head token.
        strict: Accept only nouns for people, names of persons and bare numbers.
    """
    token = tree.token(head)
    lemma = token.lemma
    if is_nobody(tree, head):
        return None
    if lemma in _WORDS["several_people"] or lemma in _WORDS["one_person"]:
        return _pronoun(tree, head)
    inner = inner_noun(tree, head)
    if inner is not None:
        found = amount_of(text, tree, inner, strict=strict)
        return found if found is None or found.form is Form.NUMBER or token.tag == "NNS" else None
    if not is_people(tree, head, strict=strict):
        return None
    number = number_token(tree, head)
    if number is not None:
        return _counted(text, tree, head, number)
    return _uncounted(tree, head)


def _counted(text: str, tree: Tree, head: int, number: int) -> Amount | None:
    """Return the amount of a phrase with a number."""
    token = tree.token(number)
    best = _number_at(text, tree, number)
    if best is None or (token.tag == "CD" and _is_no_count(text, best[0], token.end)):
        return None
    first, match = best
    count = count_of(match)
    exact = count.low == count.high
    if exact and _YEAR.fullmatch(token.text) is not None and not is_person_word(tree.token(head).lemma):
        return None
    if count.best == 0:
        return None
    determiners = {
        tree.token(at).text.lower() for at in tree.children[head] if tree.token(at).dep in {"det", "poss"}
    }
    return Amount(
        head=head,
        first=first,
        last=first + len(match.group().removesuffix(" of").rstrip()),
        form=Form.NUMBER,
        count=count,
        noun=tree.token(head).lemma,
        definite=bool(determiners & {"the", "these", "those", "his", "her", "their", "its"}),
        added=_is_added(tree, head),
        part=_is_part(tree, head) or is_included(tree, head),
    )


def _number_at(text: str, tree: Tree, number: int) -> tuple[int, re.Match[str]] | None:
    """Return where the words of a number begin, its hedge included, and their match."""
    token = tree.token(number)
    sentence = tree.parse.sentences[token.sentence][0]
    start = tree.token(max(sentence, number - _HEDGE_WORDS)).start
    window = text[start : token.end + 20]
    for match in _NUMBER.finditer(window):
        if start + match.start() <= token.start < start + match.end():
            return start + match.start(), match
    return None


def _is_no_count(text: str, first: int, last: int) -> bool:
    """Say whether a numeral is money, part of a longer number, an age, a share or a rank."""
    before, after = text[max(0, first - 1) : first], text[last : last + 2]
    return (
        before in {"$", "€", "£", ".", "-", "#"} or after[:1] == "%" or re.match(r"-[a-z]", after) is not None
    )


def _is_added(tree: Tree, head: int) -> bool:
    """Say whether the words of a phrase put it on top of others."""
    inner = {tree.token(at).lemma for at in tree.children[head]} | {tree.token(head).lemma}
    return bool(inner & {"another", "other", "more", "additional", "further"})


def _is_part(tree: Tree, head: int) -> bool:
    """Say whether a number is taken out of a whole: "three of the four"."""
    inner = noun_of(tree, head)
    if inner is None or tree.token(head).tag.startswith("NN"):
        return False  # "two members of the council" are no part of those told of
    deps = {tree.token(at).dep for at in tree.children[inner]}
    return bool(deps & {"det", "nummod"}) or tree.token(inner).lemma in _WORDS["told_of"]


def _pronoun(tree: Tree, head: int) -> Amount:
    token = tree.token(head)
    one = token.lemma in _WORDS["one_person"]
    return Amount(
        head=head,
        first=token.start,
        last=token.end,
        form=Form.BACK if not one else Form.ONE,
        count=_ONE if one else _TWO if token.lemma == "both" else CasualtyCount(),
        noun=token.lemma,
        definite=token.tag.startswith("PRP"),
        added=one and not token.tag.startswith("PRP"),
    )


def _uncounted(tree: Tree, head: int) -> Amount | None:
    """Return the amount of a phrase without a number: one person, a name, or people told of before."""
    token = tree.token(head)
    left = [at for at in tree.children[head] if at < head and tree.token(at).dep in _LEFT]
    first = min([head, *left])
    words = {tree.token(at).text.lower() for at in left}
    definite = bool(words & {"the", "this", "that", "these", "those", "his", "her", "their", "both"})
    if is_plural(tree, head, words):
        form = Form.BACK if definite else Form.PLURAL
        count = _TWO if "both" in words else CasualtyCount()
    else:
        form, count = (Form.NAME if token.tag == "NNP" else Form.ONE), _ONE
    return Amount(
        head=head,
        first=tree.token(first).start,
        last=token.end,
        form=form,
        count=count,
        noun=token.lemma,
        definite=definite,
        added="another" in words or "other" in words,
        part=is_included(tree, head),
        bare=len(left) <= 1,
    )
