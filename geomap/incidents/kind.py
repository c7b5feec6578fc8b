"""What kind of event a trigger reports, given the sentence that it stands in."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from geomap.incidents.detect import Hit
from geomap.incidents.lexicon import Trigger, Weapon, load_weapons
from geomap.incidents.link import Linked
from geomap.incidents.types import EventClass, classify_words
from geomap.model import EventType

__all__ = ["Kind", "kind_of", "weapon_in", "with_crowds"]

_ARMED = frozenset([EventType.VIOLENCE_AGAINST_CIVILIANS, EventType.BATTLE, EventType.CRIME, EventType.OTHER])
_CROWD = frozenset([EventType.PROTEST, EventType.RIOT])
_CROWDS = frozenset(["rioters", "protesters"])
_OPEN = _CROWD | {EventType.VIOLENCE_AGAINST_CIVILIANS, EventType.BATTLE}
"""Types between which the words around a trigger decide: who fights whom, and with what."""

_LEFT_OPEN = {
    EventType.BATTLE: 2,
    EventType.PROTEST: 2,
    EventType.RIOT: 2,
    EventType.CRIME: 1,
    EventType.VIOLENCE_AGAINST_CIVILIANS: 0,
}
"""Strength up to which a trigger of a type leaves its type to the words around: "attack", not "rape"."""

_SURE = 1.0
"""Lead that the words around must give another type over all others."""


_FIGHTERS = "<rebel"
"""What a rule's name says that asks for an armed group as the one who acts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Type, sub-type and weapon of an event; ``reason`` as in the mention."""

    event_type: EventType
    sub_type: str
    weapon: str | None = None
    reason: tuple[str, str] | None = None


def kind_of(linked: Linked, sentence: int, best: Hit) -> Kind:
    """Return what a trigger reports: its own type, unless a weapon or the people around it say better."""
    trigger = best.trigger
    found = _in_sentence(linked, sentence, trigger) if _is_open(trigger) else None
    if found is not None and found.event_type is EventType.RIOT and _is_peaceful(linked, best):
        return Kind(event_type=EventType.PROTEST, sub_type="peaceful_protest")
    if found is not None and found.event_type in _CROWD:
        return Kind(event_type=found.event_type, sub_type=found.sub_type, reason=(found.cue, found.rule))
    start, end = linked.tree.sentence_text(linked.doc.text, sentence)
    violent = trigger.event_type in _ARMED or trigger.event_type is EventType.EXPLOSION_REMOTE
    weapon = weapon_in(linked.doc.text[start:end]) if violent and trigger.strength < 3 else None
    if weapon is not None and trigger.event_type is not EventType.BATTLE and "shoot" not in trigger.lemma:
        return Kind(event_type=weapon.event_type, sub_type=weapon.sub_type, weapon=weapon.word)
    if found is not None:
        return Kind(event_type=found.event_type, sub_type=found.sub_type, reason=(found.cue, found.rule))
    return Kind(event_type=trigger.event_type, sub_type=trigger.sub_type)


def with_crowds(kind: Kind, classes: Collection[str | None]) -> Kind:
    """Return what a clash is when those who take part are no fighters: "rioters clashed with officers"."""
    if kind.event_type is EventType.BATTLE and _CROWDS & set(classes):
        return Kind(event_type=EventType.RIOT, sub_type="violent_demonstration", weapon=kind.weapon)
    return kind


def _is_peaceful(linked: Linked, hit: Hit) -> bool:
    """Say whether the words straight at an event say that it was peaceful: "marched peacefully"."""
    return any(
        linked.tree.token(at).lemma in {"peacefully", "peaceful"} for at in linked.tree.children[hit.index]
    )


def _is_open(trigger: Trigger) -> bool:
    """Say whether the words around may change a trigger's type."""
    return trigger.strength <= _LEFT_OPEN.get(trigger.event_type, -1)


def _in_sentence(linked: Linked, sentence: int, trigger: Trigger) -> EventClass | None:
    """Return what the sentence makes of a trigger whose own type is open, or None when that stands."""
    span = linked.tree.parse.sentences[sentence]
    crowd = trigger.event_type in _CROWD  # "protest" says nothing about how it went
    prior = {} if crowd else {trigger.sub_type: 1.0 + trigger.strength}
    found = classify_words(linked.doc.text, linked.tree, span, prior)
    if crowd and found.event_type in _CROWD:
        return found
    if found.sub_type == "peaceful_protest":
        return None  # whatever was done there was no part of it
    if found.event_type not in _OPEN or found.margin < _SURE or found.cue == "":
        return None
    if trigger.event_type is EventType.CRIME and found.event_type is EventType.VIOLENCE_AGAINST_CIVILIANS:
        by_fighters = any(_FIGHTERS in rule for rule, _, _ in found.reasons)
        return found if by_fighters else None  # a man who shoots his neighbour is no party to a conflict
    return found if found.event_type is not trigger.event_type else None


@lru_cache(maxsize=256)
def weapon_in(sentence: str) -> Weapon | None:
    """Return the first weapon of the table that a sentence names."""
    lower = sentence.lower()
    for word, weapon in load_weapons().items():
        if re.search(rf"\b{re.escape(word)}s?\b", lower) is not None:
            return weapon
    return None
