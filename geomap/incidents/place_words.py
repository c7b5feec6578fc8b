"""Which words stand in, beside and over a name, and beside and under the event's word: clues by lemma."""

from __future__ import annotations

from collections.abc import Iterator

from geomap.incidents.place_spans import NameInSentence
from geomap.incidents.tree import Tree

__all__ = ["iter_event_words", "iter_words"]

_BEFORE, _AFTER, _BESIDE_EVENT = 5, 4, 3
_HIGHEST = 7
_TOLD_APART = 4
_TELLING = ("N", "V", "J", "R", "IN", "CC", "TO")


def iter_event_words(tree: Tree, event: int) -> Iterator[str]:
    """Yield the words beside, under and over an event's word; they are the same for all names."""
    first, last = tree.parse.sentences[tree.token(event).sentence]
    for child in tree.children[event]:
        token = tree.token(child)
        yield f"event child={token.dep}|{token.lemma}"
        yield f"event child label={token.dep}|{tree.label(child)}"
        if token.dep in {"prep", "agent"}:
            for below in tree.children[child]:
                yield f"event under={token.lemma}|{tree.token(below).lemma}"
                yield f"event under label={token.lemma}|{tree.label(below)}"
    yield f"event head={tree.token(tree.token(event).head).lemma}"
    for at in range(max(first, event - _BESIDE_EVENT), min(last, event + _BESIDE_EVENT + 1)):
        if at != event:
            yield f"by event {max(-2, min(2, at - event))}={tree.token(at).lemma}"


def iter_words(tree: Tree, event: int, name: NameInSentence) -> Iterator[str]:
    """Yield the words of a name, the ones beside it, those up to the event, and those over it in the tree."""
    first, last = tree.parse.sentences[tree.token(event).sentence]
    after = name.first > event
    for at in range(event + 1, name.first) if after else range(name.last, event):
        token = tree.token(at)
        if token.tag.startswith(_TELLING):
            yield f"word between{'>' if after else '<'}={token.lemma}"
    for at in range(max(first, name.first - _BEFORE), name.first):
        yield f"some before={tree.token(at).lemma}"
    for at in range(name.last, min(last, name.last + _AFTER)):
        yield f"some after={tree.token(at).lemma}"
    for at in range(name.first, name.last):
        yield f"word in={tree.token(at).text.lower()}"
    for height, at in enumerate(tree.ancestors(tree.conjunction_head(name.head))):
        yield f"above={tree.token(at).lemma}"
        yield f"above {min(height, _TOLD_APART)}={tree.token(at).dep}"
        if at == event or height >= _HIGHEST:
            return
