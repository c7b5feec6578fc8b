"""Finding the words that report an event that happened, and leaving out those that do not.

Left out: what is planned, feared, denied or only talked about, modifiers ("attack helicopter"),
figures of speech ("struck a deal"), and repeated attacks without a place or a count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.files import load_words
from geomap.incidents.lexicon import Trigger, load_triggers, load_weapons
from geomap.incidents.phrases import trigger_phrase
from geomap.incidents.standing import is_tried
from geomap.incidents.tree import REPORTING, Tree
from geomap.model import EventType, Token

__all__ = ["Hit", "is_since", "iter_hits"]

_WORDS = load_words("geomap.incidents")

_UNREAL_AUXILIARIES = _WORDS["unreal_auxiliaries"]
_UNREAL_HEADS = _WORDS["unreal_heads"]
_UNREAL_UNLESS_DEFINITE = _WORDS["unreal_unless_definite"]
_LEGAL_HEADS = _WORDS["legal_heads"]
_NOT_TARGETS = {verb.removeprefix("not_"): words for verb, words in _WORDS.items() if verb.startswith("not_")}
_NOT_STRIKES = _WORDS["strike_modifiers"]
_STRIKERS = _WORDS["strikers"]
_NOT_ATTACKS = _WORDS["attack_modifiers"]
_GUNFIRE = _WORDS["gunfire"]
_FIRED = _WORDS["fired"]
_TRYING = _WORDS["trying"]  # "a kidnapping attempt"
_RATES = _WORDS["rates"]
_HEADLINE_HEADS = _WORDS["headline_heads"]
_NEVER_TRANSITIVE = frozenset(["demonstrate", "march", "collapse"])
_EVENT_LABELS = frozenset(["EVENT", "WORK_OF_ART", "LAW", "PRODUCT"])
_REPEATED = re.compile(
    r"\b(?:\d+|hundreds of|dozens of|many|several|countless|numerous|multiple) times\b|\bfor (?:years|months|decades|weeks)\b"
    r"|\b(?:sporadic|regular|regularly|routinely|frequent|frequently|repeatedly|often|almost daily|near-daily)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A trigger word in a text.

    Attributes:
        index: Its token.
        words: It as written, with its modifier ("drone strike").
        definite: It refers back: "the strike", "this act".
        repeated: It stands for many events ("attacked more than 165 times").
        since: It stands in a clause of "since": told as the start of something else.
    """

    index: int
    trigger: Trigger
    words: str
    definite: bool
    plural: bool
    repeated: bool
    since: bool


def iter_hits(text: str, tree: Tree, names: Sequence[tuple[int, int]] = ()) -> Iterator[Hit]:
    """Yield the triggers of a document that report something that happened.

    Args:
        text: The document's text.
        tree: Its parse.
        names: Half-open spans of place names, in order; a town called Hurricane is no storm.
    """
    named = {at for start, end in names for at in range(start, end)}
    titled = {
        at
        for entity in tree.parse.entities
        if entity.label in _EVENT_LABELS
        for at in range(entity.start, entity.end)
    }
    for index, token in enumerate(tree.tokens):
        found = _trigger_at(tree, index, token)
        if found is None or token.start in named:
            continue
        trigger, words = found
        if trigger.pos == "V" and text[token.end : token.end + 1] == "-":
            continue  # "hit-and-run"
        if token.start in titled and trigger.event_type is not EventType.NATURAL_HAZARD:
            continue  # "the Battle of Hastings" is a name, "Hurricane Mitch" is what happened
        if _is_real(tree, index, trigger) and _is_literal(tree, index, trigger):
            yield Hit(
                index=index,
                trigger=trigger,
                words=words,
                definite=_is_definite(tree, index),
                plural=token.tag in {"NNS", "NNPS"},
                repeated=_is_repeated(text, tree, index),
                since=is_since(tree, index),
            )


def _trigger_at(tree: Tree, index: int, token: Token) -> tuple[Trigger, str] | None:
    """Return the trigger that a token is, the longest with the words before it."""
    pos = {"N": "N", "V": "V", "J": "A"}.get(token.tag[:1])
    if pos is None:
        return None
    triggers = load_triggers()
    if pos == "N" and index > 0:
        before = tree.tokens[index - 1]
        compound = triggers.get((f"{before.lemma} {token.lemma}", "N"))
        if compound is not None:
            return compound, f"{before.text} {token.text}"
        if token.lemma in _TRYING and (before.lemma, "N") in triggers:
            return triggers[before.lemma, "N"], f"{before.text} {token.text}"
    if token.tag == "VBG" and _is_gerund(tree, index):
        pos = "N"
    phrase = trigger_phrase(tree, index) if pos == "V" else None
    if phrase is not None:
        return phrase
    lemma = token.text.lower() if (token.text.lower(), pos) in triggers else token.lemma
    particle = tree.child(index, "prt", "advmod") if pos == "V" else None
    if particle is not None:
        phrasal = triggers.get((f"{lemma} {tree.token(particle).lemma}", "V"))
        if phrasal is not None:
            return phrasal, f"{token.text} {tree.token(particle).text}"
    trigger = triggers.get((lemma, pos))
    return None if trigger is None else (trigger, token.text)


def _is_gerund(tree: Tree, index: int) -> bool:
    """Say whether an "-ing" word stands for the event: "the shelling", "fighting between them broke out"."""
    if tree.child(index, "det") is not None:
        return True
    return tree.token(index).dep == "nsubj" and tree.child(index, "dobj", "nsubj") is None


def _is_real(tree: Tree, index: int, trigger: Trigger) -> bool:
    """Say whether the text reports the event as something that happened."""
    token = tree.token(index)
    if any(tree.token(at).dep == "neg" or tree.token(at).lemma == "no" for at in tree.children[index]):
        return False
    verb = tree.governing_verb(index)
    if verb is not None and (verb == index or not _is_definite(tree, index)):
        lead = tree.conjunction_head(verb)
        heads = (verb, lead) if tree.token(lead).tag.startswith("V") else (verb,)
        if any(tree.token(at).lemma in _UNREAL_AUXILIARIES for head in heads for at in tree.children[head]):
            return False
    if token.tag == "VB" and any(tree.token(at).tag == "TO" for at in tree.children[index]):
        return is_tried(tree, index) or _is_protested(tree, index, trigger)
    if _is_trend(tree, index):
        return False
    near = list(tree.ancestors(index))[:3]
    unreal = _UNREAL_HEADS if _is_definite(tree, index) else _UNREAL_HEADS | _UNREAL_UNLESS_DEFINITE
    if any(tree.token(at).lemma in unreal for at in near[:2]):
        return False
    if _is_charge(tree, index):
        return False
    if trigger.pos == "N":
        return not any(tree.token(child).lemma == "no" for at in near for child in tree.children[at])
    return token.tag != "VB" or not any(tree.token(at).lemma in {"do", "not"} for at in tree.children[index])


def _is_protested(tree: Tree, index: int, trigger: Trigger) -> bool:
    """Say whether people did something in order to protest: "hundreds sat in the road to protest"."""
    token = tree.token(index)
    head = tree.token(token.head)
    if trigger.event_type is not EventType.PROTEST or token.dep not in {"advcl", "xcomp"}:
        return False
    return head.tag == "VBD" and head.lemma not in _UNREAL_HEADS and head.lemma not in REPORTING


def _is_charge(tree: Tree, index: int) -> bool:
    """Say whether a word only names a crime that somebody is charged with."""
    token = tree.token(tree.conjunction_head(index))
    preposition = tree.token(token.head)
    if token.dep not in {"pobj", "pcomp"} or preposition.lemma not in {
        "with",
        "of",
        "for",
        "to",
        "into",
        "on",
    }:
        return False
    holder = tree.child(preposition.head, "dobj")
    about = {tree.token(at).lemma for at in (preposition.head, holder) if at is not None}
    return bool(about & _LEGAL_HEADS)


def _is_trend(tree: Tree, index: int) -> bool:
    """Say whether a plural is a matter of rate: "the pace of attacks", "such attacks"."""
    if tree.token(index).tag != "NNS":
        return False
    words = {tree.token(at).lemma for at in tree.children[index]}
    above = [tree.token(at).lemma for at in list(tree.ancestors(index))[:2]]
    return "such" in words or bool(_RATES & set(above))


def _is_literal(tree: Tree, index: int, trigger: Trigger) -> bool:
    """Say whether the word is used for what it says, not as a modifier or figure of speech."""
    token = tree.token(index)
    lemmas = {tree.token(at).lemma for at in tree.children[index]}
    if trigger.pos == "V":
        if trigger.role == "fire" and "gas" in lemmas:
            return False  # tear gas is no gunfire
        if trigger.role == "fire":
            return bool(lemmas & _FIRED)
        if trigger.role == "weapon":
            subject = tree.child(index, "nsubj")
            return subject is not None and tree.token(subject).lemma in load_weapons()
        if trigger.lemma in _NEVER_TRANSITIVE and tree.child(index, "dobj") is not None:
            return False
        return not (lemmas | _of_what(tree, index)) & _NOT_TARGETS.get(trigger.lemma, frozenset())
    if token.dep in {"compound", "nmod"} and trigger.role != "cause":
        head = tree.token(token.head)
        if trigger.event_type is EventType.NATURAL_HAZARD and head.tag.startswith("NNP"):
            return True  # "Hurricane Mitch"
        if head.lemma not in _HEADLINE_HEADS and (head.lemma, "N") not in load_triggers():
            return False
        if (head.lemma, "N") in load_triggers():
            return False
    if trigger.lemma == "strike":
        on_strike = token.dep == "pobj" and tree.token(token.head).lemma == "on" and not tree.children[index]
        return not on_strike and not lemmas & _NOT_STRIKES and not _has_strikers(tree, index)
    if trigger.lemma == "fire":
        return not (lemmas | {tree.token(token.head).lemma}) & _GUNFIRE
    return not lemmas & _NOT_ATTACKS if trigger.lemma == "attack" else True


def _of_what(tree: Tree, index: int) -> set[str]:
    """Return the nouns that "of" joins to a word: "died of cancer"."""
    joined = (tree.child(at, "pobj") for at in tree.children[index] if tree.token(at).lemma == "of")
    return {tree.token(at).lemma for at in joined if at is not None}


def _has_strikers(tree: Tree, index: int) -> bool:
    """Say whether a strike is one of people who work: its subject, or who it is by, says so."""
    verb = tree.governing_verb(index)
    people = [tree.child(at, "pobj") for at in tree.children[index] if tree.token(at).lemma == "by"]
    people.append(tree.child(verb, "nsubj") if verb is not None else None)
    return any(at is not None and tree.token(at).lemma in _STRIKERS for at in people)


def _is_definite(tree: Tree, index: int) -> bool:
    """Say whether a noun refers to something already told."""
    determiners = [
        tree.token(at).text.lower() for at in tree.children[index] if tree.token(at).dep in {"det", "poss"}
    ]
    return any(word in {"the", "this", "that", "these", "those"} for word in determiners)


def is_since(tree: Tree, index: int) -> bool:
    """Say whether a word stands in a clause or phrase that "since" begins."""
    for at in (index, *tree.ancestors(index)):
        token = tree.token(at)
        if token.lemma == "since" and token.dep == "prep":
            return True
        if any(
            tree.token(child).lemma == "since" and tree.token(child).dep == "mark"
            for child in tree.children[at]
        ):
            return True
    return False


def _is_repeated(text: str, tree: Tree, index: int) -> bool:
    """Say whether the words around a trigger make it many events."""
    verb = tree.governing_verb(index)
    span = tree.subtree(verb if verb is not None else index)
    start, end = tree.token(span[0]).start, tree.token(span[-1]).end
    if _REPEATED.search(text[start:end]) is None:
        return False
    inner = tree.subtree(index)
    first, last = tree.token(inner[0]).start, tree.token(inner[-1]).end
    return (
        verb is None
        or verb == index
        or _REPEATED.search(text[first:last]) is not None
        or tree.token(verb).lemma == "be"
    )
