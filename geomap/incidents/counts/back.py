"""People told of again without their number: "they", "the guards"."""

from __future__ import annotations

from dataclasses import replace

from geomap.files import load_words
from geomap.incidents.counts.amounts import Amount, Form, amount_of
from geomap.incidents.counts.nouns import is_person_word
from geomap.incidents.tree import Tree
from geomap.model import CasualtyCount

__all__ = ["resolve_back"]

_WORDS = load_words("geomap.incidents.counts")
_ANYONE = _WORDS["several_people"] | _WORDS["victims"]
_BACK_SENTENCES = 3
"""Sentences back in which the number of people that are told of again is looked for."""


def resolve_back(text: str, tree: Tree, amount: Amount) -> Amount:
    """Give people told of before ("they", "the guards") the number that they had there."""
    if amount.form is not Form.BACK or amount.count != CasualtyCount():
        return amount
    sentence = tree.token(amount.head).sentence
    first = tree.parse.sentences[max(0, sentence - _BACK_SENTENCES)][0]
    earlier = [
        found
        for at in range(first, amount.head)
        if tree.token(at).tag in {"NNS", "NN"}
        and is_person_word(tree.token(at).lemma)
        and not _is_agent(tree, at)
        and (found := amount_of(text, tree, at, strict=True)) is not None
        and found.form is Form.NUMBER
        and found.count.best not in {None, 1}
    ]
    same = [found for found in earlier if found.noun == amount.noun]
    near = [found for found in earlier if tree.token(found.head).sentence >= sentence - 1]
    loose = amount.bare and amount.noun in _ANYONE
    chosen = (same or (near if loose else []))[-1:]
    return replace(amount, count=chosen[0].count) if chosen else amount


def _is_agent(tree: Tree, index: int) -> bool:
    """Say whether a noun tells by whom something was done."""
    return tree.token(index).dep == "pobj" and tree.token(tree.token(index).head).dep == "agent"
