"""Who did it to whom: the names in subjects, objects and modifiers of an event's words."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.files import load_words
from geomap.incidents.detect import Hit
from geomap.incidents.link import Linked
from geomap.incidents.tree import Tree

__all__ = ["find_sides"]

_WORDS = load_words("geomap.incidents")

_BLAMED = _WORDS["blamed"]
_AGENT_NOUNS = _WORDS["agent_nouns"]


def find_sides(linked: Linked, group: Sequence[Hit], places: Sequence[str]) -> tuple[str | None, str | None]:
    """Return who acted and who was acted upon, as named in the event's own clause; None when unsaid.

    A name that is where the event took place (``places``) is no side.
    """
    side_a = side_b = None
    for hit in group:
        agent, patient = (_of_verb if hit.trigger.pos == "V" else _of_noun)(linked, hit.index)
        side_a = side_a if side_a is not None else agent
        side_b = side_b if side_b is not None else patient
    side_b = None if side_b == side_a or side_b in places else side_b
    return side_a, side_b


def _of_verb(linked: Linked, index: int) -> tuple[str | None, str | None]:
    tree = linked.tree
    lead = tree.conjunction_head(index)
    passive = tree.child(index, "auxpass") is not None or tree.child(index, "nsubjpass") is not None
    subject = tree.child(index, "nsubj", "nsubjpass")
    subject = tree.child(lead, "nsubj") if subject is None else subject
    subject = _earlier_subject(tree, index) if subject is None and not passive else subject
    agent = _name(linked, _by_phrase(tree, index)) if passive else _name(linked, subject)
    patient = _name(linked, tree.child(index, "nsubjpass") if passive else tree.child(index, "dobj"))
    return agent, patient


def _earlier_subject(tree: Tree, index: int) -> int | None:
    """Return the last subject before a past-tense verb without one of its own, in its sentence."""
    token = tree.token(index)
    if token.tag != "VBD":
        return None
    first = tree.parse.sentences[token.sentence][0]
    return next((at for at in range(index - 1, first - 1, -1) if tree.token(at).dep == "nsubj"), None)


def _of_noun(linked: Linked, index: int) -> tuple[str | None, str | None]:
    tree = linked.tree
    agent = None
    for child in tree.children[index]:
        if tree.token(child).dep in {"compound", "amod", "nmod", "poss"} and agent is None:
            agent = _entity(linked, [child])
    agent = agent if agent is not None else _name(linked, _by_phrase(tree, index))
    agent = agent if agent is not None else _blamed(linked, index)
    patient = None
    for child in tree.children[index]:
        if tree.token(child).dep == "prep" and tree.token(child).text.lower() in {"on", "against", "of"}:
            patient = patient if patient is not None else _name(linked, tree.child(child, "pobj"))
    return agent, patient


def _by_phrase(tree: Tree, index: int) -> int | None:
    """Return the noun after "by"."""
    for child in tree.children[index]:
        if tree.token(child).dep in {"agent", "prep"} and tree.token(child).text.lower() == "by":
            return tree.child(child, "pobj")
    return None


def _blamed(linked: Linked, index: int) -> str | None:
    """Return the name in "X responsible for the attack"."""
    tree = linked.tree
    path = list(tree.ancestors(index))[:3]
    for at in path:
        if tree.token(at).lemma in _BLAMED:
            holder = tree.token(at).head
            return _name(linked, holder) if tree.token(at).dep in {"amod", "relcl", "acl"} else None
    return None


def _name(linked: Linked, index: int | None) -> str | None:
    """Return the named group in a noun phrase, else the phrase's agent noun, else None."""
    if index is None:
        return None
    tree = linked.tree
    phrase = [at for at in tree.subtree(index) if abs(at - index) <= 8 and not _in_clause(tree, at, index)]
    named = _entity(linked, phrase)
    if named is not None:
        return named
    return tree.token(index).text.lower() if tree.token(index).lemma in _AGENT_NOUNS else None


def _in_clause(tree: Tree, at: int, top: int) -> bool:
    """Say whether a token lies in a relative clause or a place phrase of a noun."""
    while at != top:
        token = tree.token(at)
        if token.dep in {"relcl", "acl", "advcl", "amod"} and token.tag.startswith("V"):
            return True
        if token.dep == "prep" and token.text.lower() in {"in", "at", "near", "on", "from"}:
            return True
        at = token.head
    return False


def _entity(linked: Linked, phrase: Sequence[int]) -> str | None:
    """Return the first named entity that a phrase holds, without its common nouns."""
    entity = next((linked.named[at] for at in sorted(phrase) if at in linked.named), None)
    if entity is None:
        return None
    words = entity.text.replace("’s", "").replace("'s", "").split()
    while len(words) > 1 and words[-1].islower():
        words.pop()
    while len(words) > 1 and words[0].lower() in {"the", "a", "an"}:
        words.pop(0)
    after = linked.token_at(max(entity.start, entity.end - 1)) + 1
    if after in phrase and linked.tree.token(after).lemma in _AGENT_NOUNS:
        words.append(linked.tree.token(after).text)
    return " ".join(words)
