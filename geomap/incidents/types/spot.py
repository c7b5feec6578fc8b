"""Which concepts a text holds, where, and who stands to them as doer and as done to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.incidents.tree import Tree
from geomap.incidents.types.tables import load_phrases
from geomap.model import Token

__all__ = ["Spot", "Spots", "find_spots"]

NEAR = 6
"""Words that may stand between two concepts that are near each other."""

_CLASSES = {"N": "N", "V": "V", "J": "A"}
_NOUNS = {"C": frozenset(["NN", "NNS"]), "P": frozenset(["NNP", "NNPS"])}
_PHRASE_LINKS = frozenset(["compound", "amod", "nmod", "poss", "appos", "conj", "nummod"])
_OF = frozenset(["of", "from", "among"])
_LIGHT = frozenset(["attack", "assault", "fire", "raid", "strike"])  # "opened fire on soldiers"
_RELATIVE = frozenset(["who", "that", "which"])


@dataclass(frozen=True, slots=True)
class Spot:
    """A concept's words: token indices, first to last."""

    first: int
    last: int
    sentence: int


class Spots:
    """The concepts of some sentences."""

    def __init__(self, tree: Tree, found: dict[str, list[Spot]]) -> None:
        self.tree = tree
        self.found = found

    def of(self, concepts: Sequence[str]) -> Iterator[Spot]:
        """Yield the spots of some concepts."""
        for concept in concepts:
            yield from self.found.get(concept, ())

    def agents(self, index: int) -> set[int]:
        """Return the words of who does what a verb or noun says."""
        heads = _verb_agents(self.tree, index) if self._is_verb(index) else _noun_agents(self.tree, index)
        return {at for head in heads for at in _phrase(self.tree, head)}

    def patients(self, index: int) -> set[int]:
        """Return the words of whom or what it is done to."""
        heads = _verb_patients(self.tree, index) if self._is_verb(index) else _noun_patients(self.tree, index)
        return {at for head in heads for at in _phrase(self.tree, head)}

    def _is_verb(self, index: int) -> bool:
        return self.tree.token(index).tag.startswith("V")


def find_spots(tree: Tree, first: int, end: int) -> Spots:
    """Return the concepts that some tokens hold; a longer phrase hides a shorter one."""
    phrases = load_phrases()
    steps = [at for at in range(first, end) if tree.token(at).text not in {"-", "‑"}]
    found: dict[str, list[Spot]] = {}
    covered = -1
    for position, at in enumerate(steps):
        token = tree.token(at)
        starts = dict.fromkeys(_forms(token))
        hits = [
            phrase
            for start in starts
            for phrase in phrases.get(start, ())
            if _holds(tree, steps, position, phrase.words)
            and _is_class(tree, steps, position, phrase.pos, len(phrase.words))
        ]
        longest = max((len(phrase.words) for phrase in hits), default=0)
        if at <= covered and longest <= 1:
            continue
        for phrase in hits:
            if len(phrase.words) == longest:
                last = steps[position + longest - 1]
                covered = max(covered, last)
                spot = Spot(first=at, last=last, sentence=token.sentence)
                spots = found.setdefault(phrase.concept, [])
                if spot not in spots:
                    spots.append(spot)
    return Spots(tree, found)


def _forms(token: Token) -> tuple[str, ...]:
    """Return the ways to look a word up: as written, its base form, and without a plural s.

    Capital letters make the parser take "Rockets" for a name, which it leaves as it is.
    """
    lower = token.text.lower()
    return lower, token.lemma, lower.removesuffix("s")


def _holds(tree: Tree, steps: Sequence[int], position: int, words: Sequence[str]) -> bool:
    if position + len(words) > len(steps):
        return False
    for step, word in zip(steps[position : position + len(words)], words, strict=True):
        token = tree.token(step)
        if word not in _forms(token):
            return False
    return True


def _is_class(tree: Tree, steps: Sequence[int], position: int, pos: str | None, length: int) -> bool:
    """Say whether the last word of a phrase (the first of one with a verb) has the class asked for."""
    if pos is None:
        return True
    tag = tree.token(steps[position] if pos == "V" else steps[position + length - 1]).tag
    if pos in _NOUNS:
        return tag in _NOUNS[pos]
    return _CLASSES.get(tag[:1]) == pos


def _phrase(tree: Tree, head: int) -> Iterator[int]:
    """Yield the words of a noun phrase that say who it is."""
    yield head
    for child in tree.children[head]:
        token = tree.token(child)
        if token.dep in _PHRASE_LINKS:
            yield from _phrase(tree, child)
        elif token.dep == "prep" and token.lemma in _OF:
            inner = tree.child(child, "pobj")
            if inner is not None:
                yield from _phrase(tree, inner)


def _is_passive(tree: Tree, index: int) -> bool:
    token = tree.token(index)
    if tree.child(index, "auxpass", "nsubjpass") is not None:
        return True
    return token.tag == "VBN" and token.dep in {"acl", "relcl"} and tree.child(index, "aux") is None


def _subject(tree: Tree, index: int) -> int | None:
    """Return the subject of a verb: its own, else that of the verb it is joined to."""
    at = index
    for _ in range(4):
        token = tree.token(at)
        own = tree.child(at, "nsubj", "nsubjpass")
        if own is not None and tree.token(own).text.lower() in _RELATIVE and token.dep == "relcl":
            return token.head
        if own is not None:
            return own
        if token.dep in {"acl", "relcl"}:
            return token.head
        if token.dep not in {"conj", "xcomp", "advcl", "ccomp", "pcomp"}:
            return None
        at = tree.token(token.head).head if token.dep == "pcomp" else token.head
    return None


def _by(tree: Tree, index: int, *words: str) -> list[int]:
    preps = (at for at in tree.children[index] if tree.token(at).lemma in (words or ("by",)))
    return [at for prep in preps if (at := tree.child(prep, "pobj")) is not None]


def _verb_agents(tree: Tree, index: int) -> list[int]:
    if _is_passive(tree, index):
        return _by(tree, index)
    subject = _subject(tree, index)
    return [] if subject is None else [subject]


def _verb_patients(tree: Tree, index: int) -> list[int]:
    if _is_passive(tree, index):
        subject = _subject(tree, index)
        return [] if subject is None else [subject]
    objects = [at for at in tree.children[index] if tree.token(at).dep in {"dobj", "oprd", "dative"}]
    joined = tree.child(index, "conj")
    if not objects and joined is not None and tree.token(joined).tag.startswith("V"):
        shared = tree.child(joined, "dobj")  # "killed and wounded scores of"
        objects = [] if shared is None else [shared]
    if any(tree.token(at).lemma not in _LIGHT for at in objects):
        return objects
    preps = [at for at in tree.children[index] if tree.token(at).lemma in {"at", "on", "upon"}]
    return objects + [at for prep in preps if (at := tree.child(prep, "pobj")) is not None]


def _noun_agents(tree: Tree, index: int) -> list[int]:
    before = [at for at in tree.children[index] if tree.token(at).dep in {"compound", "amod", "nmod", "poss"}]
    return before + _by(tree, index, "by", "between")


def _noun_patients(tree: Tree, index: int) -> list[int]:
    preps = [at for at in tree.children[index] if tree.token(at).lemma in {"on", "against", "of", "at"}]
    return [at for prep in preps if (at := tree.child(prep, "pobj")) is not None]
