"""Active or passive."""

from __future__ import annotations

from geomap.incidents.tree import Tree

__all__ = ["is_passive"]

_DEPTH = 6
"""Verbs joined by "and" that the passive may be looked for through."""


def is_passive(tree: Tree, index: int, depth: int = 0) -> bool:
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
        verb = tree.token(token.head).tag.startswith("V")
        return verb and depth < _DEPTH and is_passive(tree, token.head, depth + 1)
    return False
