"""Whether a word of harm tells what happened: not what is denied, feared, tried or threatened."""

from __future__ import annotations

import re
from bisect import bisect_left

from geomap.files import load_words
from geomap.incidents.counts.nouns import is_person_word
from geomap.incidents.tree import Tree

__all__ = ["is_background", "is_excluded", "is_real"]

_WORDS = load_words("geomap.incidents.counts")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_LONG = re.compile(
    rf"\bsince (?:(?:\w+ ){{0,5}}?(?:(?:19|20)\d\d|year|month|decade|war|began|broke out|start\w*|beginning|conflict|uprising|"
    rf"coup|invasion)|{_MONTH}(?! \d)|then)\b"
    r"|\b(?:so far|earlier) this (?:year|month)\b|\bthis year\b|\blast year\b"
    r"|\b(?:each|every|per) (?:year|month)\b|\bannually\b|(?:people|\d) a (?:year|month|week|day)\b|\bto date\b"
    r"|\b(?:in|over|during|within) (?:the )?(?:past|last|recent) (?:\w+ ){0,2}?(?:years?|months?|weeks?|decades?)\b"
    r"|\b(?:years|decades|months) (?:ago|earlier|of (?:\w+ )?(?:war|conflict|fighting|violence))\b",
    re.IGNORECASE,
)
"""Words for a long time, over which people were harmed in more than one incident."""


def is_real(tree: Tree, index: int) -> bool:
    """Say whether a text tells a harm as something that was done."""
    if _is_negated(tree, index):
        return False
    at = index
    for _ in range(4):
        token = tree.token(at)
        auxiliaries = {
            tree.token(child).lemma for child in tree.children[at] if tree.token(child).dep == "aux"
        }
        if auxiliaries & _WORDS["unreal_auxiliaries"]:
            return False
        if any(
            tree.token(child).lemma in {"if", "unless", "lest"} and tree.token(child).dep == "mark"
            for child in tree.children[at]
        ):
            return False
        head = tree.token(token.head)
        if token.head == at:
            return True
        if token.tag == "VB" and "to" in auxiliaries and head.lemma not in _WORDS["realised_heads"]:
            return False
        if (
            token.dep in {"xcomp", "pcomp", "pobj", "ccomp", "dobj", "acl"}
            and head.lemma in _WORDS["unreal_heads"]
        ):
            return False
        if token.dep in {"amod", "compound", "nsubj", "nsubjpass", "advcl", "relcl"}:
            return True
        if token.dep in {"ccomp", "parataxis"} and _is_parted(tree, at, token.head):
            return True
        if head.lemma in {"without", "avoid"}:
            return False
        if token.dep == "pcomp" and tree.token(head.head).lemma in _WORDS["unreal_heads"]:
            return False
        at = token.head
    return True


def _is_parted(tree: Tree, one: int, two: int) -> bool:
    """Say whether a semicolon parts two verbs: what the second does says nothing of the first."""
    return any(tree.token(at).text == ";" for at in range(min(one, two), max(one, two)))


def _is_negated(tree: Tree, index: int) -> bool:
    """Say whether "no", "not" or "without" stands on a word or the verb that carries it."""
    for at in (index, tree.token(index).head):
        token = tree.token(at)
        if at != index and not (
            token.tag.startswith("V") and tree.token(index).dep in {"xcomp", "conj", "acomp", "oprd", "dobj"}
        ):
            continue
        if (
            at != index
            and tree.token(index).dep == "conj"
            and any(tree.token(child).dep in {"nsubj", "nsubjpass"} for child in tree.children[index])
        ):
            continue
        if any(
            tree.token(child).dep == "neg" or tree.token(child).lemma in {"no", "neither"}
            for child in tree.children[at]
            if child < at
        ):
            return True
    return False


def is_background(text: str, tree: Tree, index: int) -> bool:
    """Say whether a word of harm stands for a sum over a long time, or for what was long before.

    "Since 2015 more than 3,000 have been killed", "120 so far this year", "in 2019, when 45 died".
    """
    verb = tree.governing_verb(index)
    at = index if verb is None else verb
    span = tree.subtree(at)
    if tree.token(at).dep == "relcl" and _YEAR.fullmatch(tree.token(tree.token(at).head).text) is not None:
        return True
    return _LONG.search(text[tree.token(span[0]).start : tree.token(span[-1]).end]) is not None


def is_excluded(text: str, tree: Tree, start: int, ends: tuple[int, int]) -> bool:
    """Say whether brackets say of people that they are not counted.

    Brackets around them, right behind them or the word of harm, or at the end of the sentence.
    """
    opened, closed = text.rfind("(", 0, start), text.rfind(")", 0, start)
    if opened > closed:
        return _says_uncounted(text[start:].split(")", 1)[0], words_before=99)
    behind = next((end for end in ends if text[end : end + 40].lstrip().startswith("(")), None)
    if behind is not None:
        return _says_uncounted(text[behind:].split(")", 1)[0], words_before=2)
    last = _last_token(tree, max(ends))
    sentence = text[max(ends) : tree.token(last).end].rstrip(" .\n")
    bracket = sentence.rfind("(") if sentence.endswith(")") else -1
    others = [
        token
        for token in tree.tokens[_last_token(tree, max(ends), whole=False) + 1 : last]
        if token.start < max(ends) + bracket and (token.tag == "CD" or is_person_word(token.lemma))
    ]
    return bracket >= 0 and not others and _says_uncounted(sentence[bracket:], words_before=2)


def _says_uncounted(inside: str, *, words_before: int) -> bool:
    """Say whether the words in brackets begin to say that people are not counted, and no other people."""
    before, found, after = inside.lower().partition("not ")
    told = any(word in after for word in _WORDS["excluded"])
    return found != "" and told and len(before.split()) <= words_before


def _last_token(tree: Tree, offset: int, *, whole: bool = True) -> int:
    """Return the last token of the sentence, or of the words, before an offset."""
    at = bisect_left(tree.tokens, offset, key=lambda token: token.start) - 1
    return tree.parse.sentences[tree.token(at).sentence][1] - 1 if whole else at
