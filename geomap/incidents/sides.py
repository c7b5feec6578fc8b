"""Who did what to whom: the parties in subjects, objects and modifiers of an event's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geomap.files import load_words
from geomap.incidents.classes import CIVILIANS
from geomap.incidents.detect import Hit
from geomap.incidents.parties import Cast
from geomap.incidents.party import Party, Sides
from geomap.incidents.tree import Tree
from geomap.model import EventType

__all__ = ["find_sides"]

_WORDS = load_words("geomap.incidents")

_BLAMED = _WORDS["blamed"]
_LIGHT = _WORDS["light_verbs"]
_SUFFER = _WORDS["suffer_verbs"]
_SAYS_NOTHING = _WORDS["says_nothing"]
_COUNTABLE = frozenset(["rebel", "criminal", "rioters", "protesters"])
_PEOPLE = _WORDS["people"]
_COUNTED = frozenset(["CARDINAL", "DATE", "TIME", "QUANTITY", "PERCENT", "MONEY"])
_AGAINST = frozenset(["on", "against", "at"])
_CROWDS = frozenset([EventType.PROTEST, EventType.RIOT])
_NO_SIDES = frozenset([EventType.ACCIDENT, EventType.NATURAL_HAZARD])


def find_sides(cast: Cast, group: Sequence[Hit], places: Sequence[str]) -> Sides:
    """Return who acted and who or what was acted upon, as the event's own clause names them.

    A name that is where the event took place (``places``) is no side.
    """
    found: list[Party] = []
    target: tuple[int, int] | None = None
    for hit in group:
        reader = _of_verb if hit.trigger.pos == "V" else _of_noun
        parties, thing = reader(cast, hit)
        found += [party for party in parties if party.name not in places]
        target = target if target is not None else thing
    crowd = next((hit.trigger.event_type for hit in group if hit.trigger.event_type in _CROWDS), None)
    found = [_in_crowd(party, crowd) for party in found]
    if crowd is not None:
        target = None  # what people protest against is not hit
    if all(hit.trigger.event_type in _NO_SIDES for hit in group):
        found = [party for party in found if party.role == "victim"]
    return Sides(parties=tuple(_each_once(found)), target=target)


def _in_crowd(party: Party, crowd: EventType | None) -> Party:
    """Return somebody who takes part in a protest or riot as of that class: "students marched"."""
    if crowd is None or party.role != "perpetrator" or party.actor_class not in {None, CIVILIANS}:
        return party
    return replace(party, actor_class="protesters" if crowd is EventType.PROTEST else "rioters")


def _each_once(found: Sequence[Party]) -> Iterator[Party]:
    """Yield parties that are not already there; nobody is both who acted and who was acted upon."""
    taken: dict[str, str] = {}
    for party in found:
        key = party.name.casefold()
        if key not in taken:
            taken[key] = party.role
            yield party


def _of_verb(cast: Cast, hit: Hit) -> tuple[list[Party], tuple[int, int] | None]:
    tree, index = cast.tree, hit.index
    if hit.trigger.role == "outcome":
        return [], None  # who found the bodies did nothing to them
    passive = _is_passive(tree, index) or _is_short_passive(tree, hit)
    subject = _subject(tree, index, passive=passive)
    agents: list[Party] = []
    patient: int | None
    if hit.trigger.lemma in _SUFFER:
        patient = subject
    elif passive:
        patient = subject if subject is not None else _described(tree, index)
        agents = cast.parties(_by_phrase(tree, index), "perpetrator", index, "by_phrase")
    else:
        patient = tree.child(index, "dobj")
        if patient is not None and tree.token(patient).lemma == hit.trigger.lemma.partition(" ")[2]:
            patient = _after_preposition(tree, index, _AGAINST | {"to"})  # "set fire to a church"
        agents = cast.parties(subject, "perpetrator", index, "subject")
        if subject is not None and not agents:
            agents = _who_placed(cast, subject)
        if hit.trigger.role in {"happen", "fire"}:
            patient = _after_preposition(tree, index, _AGAINST | {"with"})
    return [*agents, *_patients(cast, hit, patient)], _thing(cast, patient)


def _thing(cast: Cast, patient: int | None) -> tuple[int, int] | None:
    """Return the span of what was hit when it is a thing and not people."""
    if patient is None or cast.tree.token(patient).lemma in _PEOPLE:
        return None
    if cast.tree.label(patient) in _COUNTED or cast.party(patient, "target", patient, "") is not None:
        return None
    return cast.thing(patient)


def _patients(cast: Cast, hit: Hit, patient: int | None) -> list[Party]:
    """Return the parties that were acted upon: civilians who came to harm are victims, others targets."""
    found = cast.parties(patient, "target", hit.index, "object")
    harmed = hit.trigger.role in {"harm", "casualty"}
    return [
        replace(party, role="victim") if harmed and party.actor_class in {CIVILIANS, None} else party
        for party in found
    ]


def _is_passive(tree: Tree, index: int) -> bool:
    lead = tree.conjunction_head(index)
    marked = any(tree.child(at, "auxpass", "nsubjpass", "agent") is not None for at in (index, lead))
    described = tree.token(index).tag == "VBN" and tree.token(index).dep in {"acl", "amod"}
    alone = described and tree.child(index, "dobj") is None  # "men armed with rifles killed two"
    return (marked and tree.token(index).tag in {"VBN", "VBD"}) or alone


def _is_short_passive(tree: Tree, hit: Hit) -> bool:
    """Say whether a headline leaves out the auxiliary: "22 pilgrims killed as bus plunges into gorge"."""
    index = hit.index
    if (
        hit.trigger.role != "harm"
        or hit.trigger.lemma in _SUFFER
        or tree.token(index).tag not in {"VBD", "VBN"}
    ):
        return False
    joined = [index, *(at for at in tree.children[index] if tree.token(at).dep == "conj")]
    if tree.token(index).dep == "conj":
        joined.append(tree.token(index).head)
    return not any(tree.child(at, "dobj", "prep", "dative") is not None and _acts(tree, at) for at in joined)


def _acts(tree: Tree, index: int) -> bool:
    """Say whether a verb has somebody or something that it is done to."""
    aimed = any(tree.token(at).lemma in _AGAINST for at in tree.children[index])
    return aimed or tree.child(index, "dobj", "dative") is not None


def _described(tree: Tree, index: int) -> int | None:
    """Return the noun that a participle describes: "villagers killed in the raid"."""
    return tree.token(index).head if tree.token(index).dep in {"acl", "amod"} else None


def _subject(tree: Tree, index: int, *, passive: bool) -> int | None:
    """Return the subject of a verb: its own, that of the verb it is joined to, or of its main clause."""
    labels = ("nsubjpass", "nsubj") if passive else ("nsubj",)
    at = index
    for _ in range(3):
        own = tree.child(at, *labels)
        if own is not None:
            return own
        token = tree.token(at)
        if token.head == at:
            break
        if token.dep == "acl" and token.tag == "VBG":
            return token.head
        if token.dep == "acl" and not passive and tree.child(at, "dobj") is not None:
            return _above_details(tree, token.head)
        if token.dep not in {"conj", "advcl", "xcomp", "ccomp"} or not _shares(tree, at):
            break
        at = token.head
        labels = ("nsubj",) if not passive else ("nsubjpass", "nsubj")
    return None if passive else _earlier_subject(tree, index)


def _above_details(tree: Tree, index: int) -> int:
    """Return the noun that a detail belongs to: "men armed with machetes and rifles" for "rifles"."""
    at = index
    while tree.token(at).dep in {"conj", "pobj", "prep", "acl"} and tree.token(at).head != at:
        at = tree.token(at).head
    return at


def _shares(tree: Tree, index: int) -> bool:
    """Say whether a clause without a subject has that of the clause above it."""
    token = tree.token(index)
    in_order_to = token.tag == "VB" and any(tree.token(at).tag == "TO" for at in tree.children[index])
    return token.dep in {"conj", "xcomp"} or in_order_to or token.tag in {"VBG", "VBD", "VBN"}


def _earlier_subject(tree: Tree, index: int) -> int | None:
    """Return the last subject before a past-tense verb without one of its own, in its sentence."""
    token = tree.token(index)
    if token.tag != "VBD":
        return None
    first = tree.parse.sentences[token.sentence][0]
    return next((at for at in range(index - 1, first - 1, -1) if tree.token(at).dep == "nsubj"), None)


def _of_noun(cast: Cast, hit: Hit) -> tuple[list[Party], tuple[int, int] | None]:
    tree, index = cast.tree, hit.index
    agents = cast.parties(_by_phrase(tree, index), "perpetrator", index, "by_phrase")
    if not agents:
        agents = _modifiers(cast, hit)
    if not agents:
        agents = _of_light_verb(cast, index)
    agents = agents or _who_placed(cast, index) or _blamed(cast, index)
    patient = _after_preposition(tree, index, _AGAINST)
    by = _by_phrase(tree, index)
    if patient is None and by is not None:
        patient = _after_preposition(tree, by, _AGAINST - {"at"})  # "an attack by rebels on villagers"
    if patient is None and hit.trigger.role != "cause":
        patient = _after_preposition(tree, index, frozenset(["of"]))
    between = _after_preposition(tree, index, frozenset(["between"]))
    if between is not None:
        sides = cast.parties(between, "perpetrator", index, "between")
        return [*sides[:1], *cast.parties_as(sides[1:], "target")], None
    against = _after_preposition(tree, index, frozenset(["with"]))
    if against is not None and hit.trigger.event_type is EventType.BATTLE:
        agents += cast.parties(against, "target", index, "with")
    return [*agents, *_patients(cast, hit, patient)], _thing(cast, patient)


def _modifiers(cast: Cast, hit: Hit) -> list[Party]:
    """Return the agent before a noun: "US drone strike", "the rebels' attack", "a rebel attack" (rebels)."""
    found: list[Party] = []
    for child in cast.tree.children[hit.index]:
        if cast.tree.token(child).dep in {"compound", "amod", "nmod", "poss"}:
            party = cast.party(child, "perpetrator", hit.index, "modifier")
            if party is None or party.actor_class == CIVILIANS or party.name.lower() in _SAYS_NOTHING:
                continue
            alone = (
                not party.is_named
                and cast.tree.token(child).tag in {"NN", "JJ"}
                and party.actor_class in _COUNTABLE
            )
            found.append(replace(party, name=f"{party.name}s") if alone else party)
    return found[:1]


def _of_light_verb(cast: Cast, index: int) -> list[Party]:
    """Return who carried out an attack: the subject of "launched the raid", "the raid was staged by"."""
    tree = cast.tree
    token = tree.token(index)
    verb = token.head
    if tree.token(verb).lemma not in _LIGHT:
        return []
    if token.dep == "dobj":
        return cast.parties(_subject(tree, verb, passive=False), "perpetrator", verb, "carried_out")
    if token.dep == "nsubjpass":
        return cast.parties(_by_phrase(tree, verb), "perpetrator", verb, "carried_out")
    return []


def _who_placed(cast: Cast, index: int) -> list[Party]:
    """Return who placed or carried out what a noun names: "a bomb planted by guerrillas"."""
    tree = cast.tree
    for child in tree.children[index]:
        if tree.token(child).dep in {"acl", "relcl"} and tree.token(child).lemma in _LIGHT:
            found = cast.parties(_by_phrase(tree, child), "perpetrator", child, "carried_out")
            if found:
                return found
    return []


def _blamed(cast: Cast, index: int) -> list[Party]:
    """Return the name in "X responsible for the attack"."""
    tree = cast.tree
    for at in list(tree.ancestors(index))[:3]:
        token = tree.token(at)
        if token.lemma in _BLAMED:
            holder = token.head if token.dep in {"amod", "relcl", "acl"} else None
            return cast.parties(holder, "perpetrator", at, "responsible")
    return []


def _by_phrase(tree: Tree, index: int) -> int | None:
    """Return the noun after "by"."""
    return _after_preposition(tree, index, frozenset(["by"]))


def _after_preposition(tree: Tree, index: int, words: frozenset[str]) -> int | None:
    """Return the noun after one of some prepositions that hang on a word."""
    for child in tree.children[index]:
        token = tree.token(child)
        if token.dep in {"agent", "prep"} and token.text.lower() in words:
            return tree.child(child, "pobj")
    return None
