"""Joining what a sentence holds: which date, place, count and side belongs to which event."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geomap.files import load_words
from geomap.gazetteer.countries import is_country
from geomap.incidents.between import join_between
from geomap.incidents.counts import FoundCount
from geomap.incidents.detect import Hit
from geomap.incidents.event_places import SURE, UNLIKELY, chances_of, likely_mentions
from geomap.incidents.mention import PlaceLink
from geomap.incidents.relations import place_incident
from geomap.incidents.tree import REPORTING, Tree
from geomap.model import Document, Entity, MentionKind, Resolution

__all__ = ["Linked", "link_counts", "link_places", "owner_of"]

_WORDS = load_words("geomap.incidents")

NOUNS_BETWEEN = 1
"""Nouns that may stand between a word and the verb that leads to its event: "on a car in Baghdad"."""

_NAMED = frozenset(["ORG", "NORP", "GPE", "PERSON"])
_SUBJECTS = frozenset(["nsubj", "nsubjpass"])
_AWAY = _WORDS["away"]
_CARRY_VERBS = _WORDS["carry_verbs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A document with its tree, and what finds tokens by offset and named entities by token."""

    doc: Document
    tree: Tree
    starts: tuple[int, ...]
    named: Mapping[int, Entity] = field(init=False)

    def __post_init__(self) -> None:
        named: dict[int, Entity] = {}
        for entity in self.tree.parse.entities:
            if entity.label in _NAMED:
                first, last = self.token_at(entity.start), self.token_at(max(entity.start, entity.end - 1))
                for index in range(first, last + 1):
                    named.setdefault(index, entity)
        object.__setattr__(self, "named", named)

    def token_at(self, offset: int) -> int:
        """Return the index of the token at a character offset."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def head_of(self, start: int, end: int) -> int:
        """Return the token of a character span whose head lies outside it."""
        first, last = self.token_at(start), self.token_at(max(start, end - 1)) + 1
        for index in range(first, last):
            token = self.tree.token(index)
            if not first <= token.head < last or token.head == index:
                return index
        return last - 1


def owner_of(linked: Linked, index: int, hits: Sequence[Hit], *, through_speech: bool) -> Hit | None:
    """Return the event that a word hangs on: its nearest event ancestor, or its verb's own event.

    A verb of saying leads to no event unless ``through_speech``: what it says has a time of its own.
    """
    tree = linked.tree
    by_token = {hit.index: hit for hit in hits}
    if index in by_token:
        return by_token[index]
    nouns, below = 0, index
    for ancestor in tree.ancestors(index):
        if ancestor in by_token:
            return by_token[ancestor]
        listed = tree.token(below).dep == "conj"
        nouns += tree.token(ancestor).tag.startswith("NN") and not listed
        below = ancestor
        if nouns > NOUNS_BETWEEN:
            continue
        if tree.token(ancestor).lemma in REPORTING and not through_speech:
            return None
        if tree.token(ancestor).tag.startswith("V") or ancestor == tree.token(ancestor).head:
            owned = [hit for hit in hits if _is_governed(tree, hit.index, ancestor)]
            if owned:
                return min(owned, key=lambda hit: abs(hit.index - index))
            if tree.token(ancestor).lemma in REPORTING:
                return None
    return None


def _is_governed(tree: Tree, index: int, governor: int) -> bool:
    """Say whether an event word belongs to a governor's own clause: argument, or coordinated with it.

    What is said to have happened is no part of the clause of the saying.
    """
    if tree.token(governor).lemma in REPORTING and _is_reported(tree, index, governor):
        return False
    at = tree.conjunction_head(index)
    if at == governor or tree.conjunction_head(governor) == at:
        return True
    for ancestor in tree.ancestors(index):
        if ancestor == governor or tree.conjunction_head(governor) == ancestor:
            return True
        if tree.token(ancestor).tag.startswith("V"):
            return tree.conjunction_head(ancestor) == governor and tree.token(ancestor).dep != "ccomp"
    return False


def _is_reported(tree: Tree, index: int, governor: int) -> bool:
    """Say whether a word lies in the clause that a verb of saying reports."""
    below = index
    for ancestor in tree.ancestors(index):
        if ancestor == governor:
            return tree.token(below).dep == "ccomp"
        below = ancestor
    return False


def link_places(
    linked: Linked, hits: Sequence[Hit], resolutions: Sequence[Resolution]
) -> dict[int, list[PlaceLink]]:
    """Return which of a sentence's places belong to each of its events, by the event's token.

    Countries that act, pay or speak are no places of events; a settlement that modifies an event
    ("the Baghdad killing") is. Where the grammar gives no event of the sentence a place, each gets the
    names where it likely happened.
    """
    owned = _places_by_grammar(linked, hits, resolutions)
    if owned:
        owned = _without_bystanders(linked, owned, resolutions)
    else:
        owned = _likely_places(linked, hits, resolutions)
    return {index: join_between(linked.doc.text, resolutions, links) for index, links in owned.items()}


def _without_bystanders(
    linked: Linked, owned: dict[int, list[PlaceLink]], resolutions: Sequence[Resolution]
) -> dict[int, list[PlaceLink]]:
    """Drop the names that the clues speak against while they speak for another one of the sentence.

    "The ministry in Ankara condemned the attack that killed ten people in Mosul" is about Mosul: where the
    event's own phrase names a place, the subject's whereabouts are none of it. A name that no place is known
    for puts no other aside: "in Parotani, 40 km southwest of Cochabamba" is somewhere near Cochabamba.
    """
    if len(resolutions) < 2:
        return owned
    owned = {index: _without_whereabouts(linked, index, links) for index, links in owned.items()}
    mentions = [one.mention for one in resolutions]
    best: dict[int, float] = {}
    for index in owned:
        for start, chance in chances_of(linked.tree, index, mentions).items():
            best[start] = max(chance, best.get(start, 0.0))
    known = [best.get(one.mention.start, 0.0) for one in resolutions if one.place is not None]
    if max(known, default=0.0) < SURE:
        return owned
    kept = {
        index: [link for link in links if best.get(link.resolution.mention.start, SURE) >= UNLIKELY]
        for index, links in owned.items()
    }
    return {index: links for index, links in kept.items() if links}


def _without_whereabouts(linked: Linked, index: int, links: list[PlaceLink]) -> list[PlaceLink]:
    """Drop where the subject of a sentence is from an event that has a place in its own phrase."""
    tree = linked.tree
    phrase = set(tree.subtree(index))
    heads = [linked.head_of(link.resolution.mention.start, link.resolution.mention.end) for link in links]
    if not any(head in phrase for head in heads):
        return links
    return [
        link
        for link, head in zip(links, heads, strict=True)
        if head in phrase or not _is_of_subject(tree, head)
    ]


def _is_of_subject(tree: Tree, head: int) -> bool:
    """Say whether a name says where the subject of a verb is: "the ministry in Ankara condemned"."""
    preposition = tree.token(tree.conjunction_head(head)).head
    noun = tree.token(tree.token(preposition).head)
    return tree.token(preposition).dep == "prep" and noun.tag.startswith("NN") and noun.dep in _SUBJECTS


def _likely_places(
    linked: Linked, hits: Sequence[Hit], resolutions: Sequence[Resolution]
) -> dict[int, list[PlaceLink]]:
    """Return the places of the events of a sentence by the clues for and against each name."""
    owned: dict[int, list[PlaceLink]] = {}
    by_span = {(one.mention.start, one.mention.end): one for one in resolutions}
    mentions = [one.mention for one in resolutions]
    for hit in hits:
        likely = likely_mentions(linked.tree, hit.index, mentions)
        if likely:
            owned[hit.index] = [_place_link(linked, by_span[one.start, one.end]) for one in likely]
    return owned


def _place_link(linked: Linked, resolution: Resolution) -> PlaceLink:
    """Return a decided name with its relation to the event."""
    place, start, end = place_incident(linked.doc.text, resolution)
    return PlaceLink(resolution=resolution, place=place, span=(start, end))


def _places_by_grammar(
    linked: Linked, hits: Sequence[Hit], resolutions: Sequence[Resolution]
) -> dict[int, list[PlaceLink]]:
    """Return the places that hang on an event in the dependency tree."""
    tree = linked.tree
    owned: dict[int, list[PlaceLink]] = {}
    for resolution in resolutions:
        mention = resolution.mention
        head = linked.head_of(mention.start, mention.end)
        if mention.kind is MentionKind.DEMONYM:
            continue
        if mention.kind is MentionKind.ASSOCIATIVE and not _modifies_event(tree, head, resolution, hits):
            continue
        if _is_origin(tree, head) or _is_destination(tree, head) or _is_in_description(tree, head, hits):
            continue
        link = _place_link(linked, resolution)
        if link.place.relation is None and _preposition(tree, head) in _AWAY:
            continue
        hit = owner_of(linked, head, hits, through_speech=True)
        if hit is None and len(hits) == 1 and _hangs_on_verb(tree, head):
            hit = hits[0]
        if hit is not None:
            owned.setdefault(hit.index, []).append(link)
    return owned


def _modifies_event(tree: Tree, head: int, resolution: Resolution, hits: Sequence[Hit]) -> bool:
    """Say whether a name stands before an event noun and is no country."""
    noun = tree.token(head).head
    place = resolution.place
    return place is not None and not is_country(place) and any(hit.index == noun for hit in hits)


def _preposition(tree: Tree, head: int) -> str:
    """Return the preposition before a name, through coordination, in lower case."""
    at = tree.conjunction_head(head)
    parent = tree.token(tree.token(at).head)
    return parent.text.lower() if tree.token(at).dep == "pobj" else ""


def _is_origin(tree: Tree, head: int) -> bool:
    """Say whether a name tells where a person is from: "Marcus Hill of Bessemer"."""
    of = tree.token(tree.token(tree.conjunction_head(head)).head)
    return of.text.lower() == "of" and tree.token(of.head).tag == "NNP"


def _is_in_description(tree: Tree, head: int, hits: Sequence[Hit]) -> bool:
    """Say whether a name only describes another place: "the desert where Jordan meets Syria and Iraq"."""
    events = {hit.index for hit in hits}
    for ancestor in tree.ancestors(head):
        if ancestor in events:
            return False
        if tree.token(ancestor).dep == "relcl":
            return any(tree.token(child).text.lower() == "where" for child in tree.children[ancestor])
    return False


def _is_destination(tree: Tree, head: int) -> bool:
    """Say whether a name tells where people were brought: "taken to hospitals in Tarma"."""
    verb = tree.governing_verb(head)
    return verb is not None and tree.token(verb).lemma in _CARRY_VERBS


def _hangs_on_verb(tree: Tree, head: int) -> bool:
    """Say whether a name belongs to a verb that is none of saying, not to a noun ("operations in Syria")."""
    governor = tree.token(tree.content_governor(tree.conjunction_head(head)))
    return governor.tag.startswith("V") and governor.lemma not in REPORTING


def link_counts(
    linked: Linked, found: Sequence[FoundCount], hits: Sequence[Hit]
) -> dict[int, list[FoundCount]]:
    """Return the counts of each event of a sentence by the event's token."""
    owned: dict[int, list[FoundCount]] = {}
    for entry in found:
        anchor = linked.token_at(entry.anchor)
        hit = owner_of(linked, anchor, hits, through_speech=True)
        if hit is None:
            before = [hit for hit in hits if hit.index <= anchor]
            hit = before[-1] if before else (hits[0] if hits else None)
        if hit is not None:
            owned.setdefault(hit.index, []).append(entry)
    return owned
