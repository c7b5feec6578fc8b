"""Whether a word of harm tells what happened: not what is denied, feared, tried or threatened."""

from __future__ import annotations

from geomap.files import load_words
from geomap.incidents.tree import Tree

__all__ = ["is_excluded", "is_real"]

_WORDS = load_words("geomap.incidents.counts")


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
        if head.lemma in {"without", "avoid"}:
            return False
        at = token.head
    return True


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


def is_excluded(text: str, start: int, end: int) -> bool:
    """Say whether brackets around a phrase or right behind it say that it is not counted."""
    inside = ""
    if text[end : end + 40].lstrip().startswith("(") or text.rfind("(", 0, start) > text.rfind(")", 0, start):
        inside = text[end:].split(")", 1)[0]
    inside = inside.lower()
    return "not " in inside and any(word in inside for word in _WORDS["excluded"])
