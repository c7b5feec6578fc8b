"""How far an event got, and how sure it is: accomplished or not, reported, claimed, denied or confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from geomap.files import load_words
from geomap.incidents.tree import Tree

__all__ = ["ACCOMPLISHED", "REPORTED", "Standing", "is_tried", "stage_of", "vouched_for"]

_WORDS = load_words("geomap.incidents")
_TRYING = _WORDS["trying"]
_FOILING = _WORDS["foiling"]
_FOILED = _WORDS["foiled"]
_DENYING = _WORDS["denying"]
_BLAMING = _WORDS["blaming"]
_UNSAYING = frozenset(["not", "n't", "neither", "nor", "never"])
_DOUBTED = _WORDS["doubted"]

_CLAIMED = re.compile(
    r"\b(?:alleged(?:ly| that)|alleges?|alleging|allegations?|accus\w+|purportedly|unconfirmed|unverified"
    r"|claim(?:s|ed|ing)?(?! (?:sole |full )?(?:of )?responsibility| (?:\S+ ){0,4}li[fv]es?\b)"
    r"|according to)\b",
    re.IGNORECASE,
)
_CONFIRMED = re.compile(
    r"(?<!not )(?<!nor )(?<!neither )(?<!cannot )(?<!n't )"
    r"\b(?:confirmed|verified|acknowledged|admitted)\b(?! cases?)",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"\b(?:no|none|nobody|neither)\b[^.;,]*$", re.IGNORECASE)
_UNSURE = re.compile(
    r"(?:\b(?:not|never|cannot|unable)|n['’]t)\b[^.;]{0,40}\b(?:confirm(?:ed)?|verif(?:y|ied))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A word of the closed lists, and the words of the text that say so (half-open span), if any."""

    value: str
    span: tuple[int, int] | None = None


ACCOMPLISHED = Standing(value="accomplished")
REPORTED = Standing(value="reported")


def is_tried(tree: Tree, index: int) -> bool:
    """Say whether a verb is what somebody tried to do: "tried to bomb a bridge"."""
    return _tried(tree, index) is not None


def stage_of(tree: Tree, index: int, sub_type: str) -> Standing:
    """Return how far an event got: accomplished, attempted or threatened."""
    at = index if tree.token(index).lemma in _TRYING else _tried(tree, index)
    at = _foiled(tree, index) if at is None else at
    if at is not None:
        token = tree.token(at)
        return Standing(value="attempted", span=(token.start, token.end))
    if sub_type == "bomb_threat":
        token = tree.token(index)
        return Standing(value="threatened", span=(token.start, token.end))
    return ACCOMPLISHED


def vouched_for(text: str, tree: Tree, index: int, span: tuple[int, int]) -> Standing:
    """Return who stands behind an event: its sentence denies, confirms, claims or just reports it."""
    at = _denied(tree, index)
    if at is not None:
        token = tree.token(at)
        return Standing(value="denied", span=(token.start, token.end))
    doubted = next((at for at in tree.children[index] if tree.token(at).text.lower() in _DOUBTED), None)
    if doubted is not None:
        return Standing(value="claimed", span=(tree.token(doubted).start, tree.token(doubted).end))
    start, end = span
    sentence = text[start:end]
    unsure = _UNSURE.search(sentence) or _CLAIMED.search(sentence)
    sure = _CONFIRMED.search(sentence)
    if sure is not None and _NOBODY.search(sentence[: sure.start()]) is not None:
        sure = None
    found, value = (unsure, "claimed") if unsure is not None else (sure, "confirmed")
    if found is None:
        return REPORTED
    return Standing(value=value, span=(start + found.start(), start + found.end()))


def _tried(tree: Tree, index: int) -> int | None:
    """Return the word of trying that a verb stands under."""
    token = tree.token(index)
    if not token.tag.startswith("V"):
        return None
    if token.dep in {"xcomp", "acl", "pcomp", "conj"} and tree.token(token.head).lemma in _TRYING:
        return token.head
    head = tree.token(token.head)
    if token.dep == "pcomp" and head.lemma in {"at", "of", "in"} and tree.token(head.head).lemma in _TRYING:
        return head.head
    return None


def _foiled(tree: Tree, index: int) -> int | None:
    """Return the word that says an attempt failed: "foiled an attack", "an attempted bombing"."""
    own = [at for at in tree.children[index] if tree.token(at).dep in {"amod", "compound", "nmod"}]
    marked = next((at for at in own if tree.token(at).text.lower() in _FOILED), None)
    if marked is not None:
        return marked
    token = tree.token(index)
    if token.tag.startswith("V"):
        return None
    head = tree.token(token.head)
    if token.dep in {"dobj", "nsubjpass", "pobj", "compound"} and head.lemma in _FOILING | _TRYING:
        return token.head
    below = next((at for at in tree.children[index] if tree.token(at).lemma in _FOILING), None)
    return below if below is not None and tree.token(below).dep in {"acl", "relcl"} else None


def _denied(tree: Tree, index: int) -> int | None:
    """Return the verb of denying that an event stands under; denied responsibility denies no event."""
    below = index
    for ancestor in _first(tree.ancestors(index), 4):
        token = tree.token(ancestor)
        if token.lemma in _BLAMING:
            return None
        if token.lemma in _DENYING:
            link = tree.token(below)
            unsaid = any(tree.token(at).lemma in _UNSAYING for at in tree.children[ancestor])
            return ancestor if not unsaid and link.dep in {"dobj", "xcomp", "ccomp", "nsubjpass"} else None
        below = ancestor
    return None


def _first(entries: Iterable[int], count: int) -> list[int]:
    return [entry for entry, _ in zip(entries, range(count), strict=False)]
