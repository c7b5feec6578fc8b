"""Sentences that say who an event's people are: claims of responsibility, blame, and names given later.

They often stand apart from the sentence that tells the event, so that they belong to the event that the
text told last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geomap.files import load_words
from geomap.incidents.classes import CIVILIANS, class_of_noun
from geomap.incidents.lexicon import load_triggers
from geomap.incidents.parties import Cast
from geomap.incidents.party import Party

__all__ = ["Remark", "find_remarks"]


_WORDS = load_words("geomap.incidents")

_CHARGED = _WORDS["charged"]
_CLAIM_VERBS = _WORDS["claim_verbs"]
_MESSAGES = _WORDS["messages"]
_FLEEING = _WORDS["fleeing"]
_VICTIM_NOUNS = _WORDS["victim_nouns"]
_SUSPECT_NOUNS = _WORDS["suspect_nouns"]
_ARMED = frozenset(["rebel", "militia", "criminal", "state_forces", "police"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a sentence says of somebody who took part in an event told there or before."""

    sentence: int
    party: Party


def _is_deed(lemma: str) -> bool:
    """Say whether a word names a deed of the table of event words."""
    return any((lemma, pos) in load_triggers() for pos in ("N", "V"))


def find_remarks(cast: Cast) -> list[Remark]:
    """Return the remarks of a document in text order."""
    found: list[Remark] = []
    for index, token in enumerate(cast.tree.tokens):
        if token.tag.startswith("V"):
            found += [
                Remark(sentence=token.sentence, party=party)
                for find in (_claims, _blame, _charged, _identified, _fled)
                for party in find(cast, index)
            ]
    return found


def _claims(cast: Cast, index: int) -> Iterator[Party]:
    """Yield who claims to have done it: "the group claimed responsibility", "was claimed by the group"."""
    tree = cast.tree
    if tree.token(index).lemma not in _CLAIM_VERBS:
        return
    if any(tree.token(at).dep == "neg" or tree.token(at).lemma == "no" for at in tree.children[index]):
        return
    what = tree.child(index, "dobj")
    if what is not None and tree.token(what).lemma == "responsibility":
        if not any(tree.token(at).lemma == "no" for at in tree.children[what]):
            who = _author(cast, _subject(cast, index))
            if who is not None and not any(tree.token(at).lemma == "no" for at in tree.children[who]):
                yield from cast.parties(who, "claimant", index, "claimed_responsibility")
        return
    if what is not None and tree.token(index).lemma == "claim" and _is_deed(tree.token(what).lemma):
        yield from cast.parties(_author(cast, _subject(cast, index)), "claimant", index, "claimed_deed")
        return
    passive = tree.child(index, "nsubjpass")
    if passive is None or tree.token(index).lemma != "claim":
        return
    for child in tree.children[index]:
        if tree.token(child).dep == "agent":
            yield from cast.parties(tree.child(child, "pobj"), "claimant", index, "claimed_by")


def _author(cast: Cast, index: int | None) -> int | None:
    """Return who speaks in a message: "a banner signed by the gang", "a statement from the group"."""
    tree = cast.tree
    if index is None or tree.token(index).lemma not in _MESSAGES:
        return index
    for at in tree.subtree(index):
        if at > index and tree.token(at).lemma in {"by", "from", "of"}:
            found = tree.child(at, "pobj")
            if found is not None:
                return found
    return index


def _subject(cast: Cast, index: int) -> int | None:
    at = index
    for _ in range(3):
        own = cast.tree.child(at, "nsubj")
        if own is not None or cast.tree.token(at).dep not in {"conj", "advcl", "xcomp"}:
            return own
        at = cast.tree.token(at).head
    return None


def _blame(cast: Cast, index: int) -> Iterator[Party]:
    """Yield an armed group that is blamed: "the army blamed CODECO"."""
    tree = cast.tree
    if tree.token(index).lemma != "blame" or any(tree.token(at).dep == "neg" for at in tree.children[index]):
        return
    blamed = tree.child(index, "dobj", "nsubjpass")
    if blamed is None:
        blamed = next(
            (
                tree.child(at, "pobj")
                for at in tree.children[index]
                if tree.token(at).dep == "prep" and tree.token(at).lemma == "on"
            ),
            None,
        )
    for party in cast.parties(blamed, "perpetrator", index, "blamed"):
        if party.actor_class in _ARMED:
            yield party


def _charged(cast: Cast, index: int) -> Iterator[Party]:
    """Yield who is charged with or convicted of a violent deed: "a boy was charged with murder"."""
    tree = cast.tree
    if tree.token(index).lemma not in _CHARGED:
        return
    deeds = [tree.child(at, "pobj", "pcomp") for at in tree.children[index] if tree.token(at).dep == "prep"]
    violent = (at is not None and _is_deed(tree.token(at).lemma) for at in deeds)
    if any(violent):
        yield from cast.parties(tree.child(index, "nsubjpass", "dobj"), "perpetrator", index, "charged_with")


def _identified(cast: Cast, index: int) -> Iterator[Party]:
    """Yield persons who are named later: "the victims were identified as ...", "named the suspect as ..."."""
    tree = cast.tree
    if tree.token(index).lemma not in {"identify", "name"}:
        return
    whom = tree.child(index, "nsubjpass", "dobj")
    if whom is None and tree.token(index).dep == "acl":
        whom = tree.token(index).head
    if whom is None:
        return
    lemma = tree.token(whom).lemma
    role = "perpetrator" if lemma in _SUSPECT_NOUNS else "victim"
    if role == "victim" and lemma not in _VICTIM_NOUNS and class_of_noun(lemma) != CIVILIANS:
        return
    after = cast.after_as(index)
    if after is None:
        after = tree.child(index, "oprd", "attr")
    if after is None:
        return
    names: set[int] = set()
    for at in range(after, tree.parse.sentences[tree.token(index).sentence][1]):
        entity = cast.linked.named.get(at)
        if entity is None or entity.label != "PERSON" or entity.start in names:
            continue
        names.add(entity.start)
        last = cast.linked.token_at(entity.end - 1)
        if tree.token(last).dep in {"nsubj", "nsubjpass"}:
            return  # the next clause: ", said Sheriff Tolliver"
        party = cast.party(last, role, index, "identified_as")
        if party is not None:
            yield party
        if role == "perpetrator":
            return


def _fled(cast: Cast, index: int) -> Iterator[Party]:
    """Yield who got away: "two masked men threatened staff and fled"; villagers flee what others did."""
    if cast.tree.token(index).lemma not in _FLEEING:
        return
    for party in cast.parties(_subject(cast, index), "perpetrator", index, "fled"):
        lemma = cast.tree.token(cast.linked.token_at(party.end - 1)).lemma
        if lemma in _SUSPECT_NOUNS or lemma in {"man", "youth", "robber", "burglar", "thief", "raider"}:
            yield party
