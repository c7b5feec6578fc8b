"""The people of an incident: its sides, its actors, what was hit and with what, from all its mentions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geomap.files import load_words
from geomap.incidents.classes import CIVILIANS, arms, class_of_noun
from geomap.incidents.merge import Cluster
from geomap.incidents.party import Party
from geomap.incidents.remarks import Remark
from geomap.model import Actor, EventType

__all__ = ["Who", "assign_remarks", "read_who"]

_WORDS = load_words("geomap.incidents")

REMARK_SENTENCES = 4
"""How many sentences after an event a remark about its people may stand."""

_VIOLENT = frozenset(
    [
        EventType.BATTLE,
        EventType.EXPLOSION_REMOTE,
        EventType.VIOLENCE_AGAINST_CIVILIANS,
        EventType.CRIME,
    ]
)
_ARMED = frozenset(["state_forces", "police", "rebel", "militia", "criminal"])
_CIVIL_THINGS = _WORDS["civil_things"]
_ANYBODY = _WORDS["people"]
_PEOPLE = frozenset(["people", "person", "human"])
_SIDE_ROLES = ("target", "victim")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A span of the text that supports a field, with the word and the rule behind it."""

    field: str
    start: int
    end: int
    cue: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Sides, actors, target, weapon and civilian targeting of an incident, and the words for each."""

    side_a: str | None = None
    side_b: str | None = None
    actors: tuple[Actor, ...] = ()
    target: str | None = None
    weapon: str | None = None
    civilian_targeting: bool | None = None
    pieces: tuple[Piece, ...] = ()


def assign_remarks(clusters: Sequence[Cluster], remarks: Sequence[Remark]) -> list[list[Party]]:
    """Return the parties that remarks add to each event: that of the same sentence, or the one told last."""
    found: list[list[Party]] = [[] for _ in clusters]
    for remark in remarks:
        told = [
            (mention.sentence, not mention.is_title, number)
            for number, cluster in enumerate(clusters)
            for mention in cluster.mentions
            if mention.sentence <= remark.sentence <= mention.sentence + REMARK_SENTENCES
        ]
        if told:
            latest = max(sentence for sentence, _, _ in told)
            number = min(number for sentence, _, number in told if sentence == latest)
            found[number].append(remark.party)
    return found


def read_who(text: str, cluster: Cluster, event_type: EventType, said: Sequence[Party]) -> Who:
    """Return the people of an event.

    Args:
        text: The document's text.
        cluster: The event's mentions.
        event_type: Its type; accidents and natural hazards have victims, and no sides.
        said: Parties that remarks elsewhere in the text add.
    """
    own = [party for mention in cluster.mentions for party in mention.sides.parties]
    known = {party.actor_class for party in (*own, *said) if party.role in _SIDE_ROLES}
    own += [
        party for party in _counted(text, cluster) if not known or party.actor_class not in {None, *known}
    ]
    parties = _consistent([_as_harmed(party, cluster) for party in (*own, *said)])
    acting = {party.name for party in parties if party.role in {"perpetrator", "claimant"}}
    side_a = _side(parties, ("perpetrator",)) or _side(parties, ("claimant",))
    side_b = _side([party for party in parties if party.name not in acting], _SIDE_ROLES)
    pieces = [*_side_pieces(side_a, "side_a"), *_side_pieces(side_b, "side_b")]
    pieces += [_piece(party, "actors") for party in parties]
    target, weapon = _target(cluster), _weapon(text, cluster)
    pieces += [found for found in (target, weapon) if found is not None]
    targeting = _civilian_targeting(cluster, event_type, parties, target, text)
    pieces += [found for found in (targeting[1],) if found is not None]
    return Who(
        side_a=side_a.name if side_a is not None else None,
        side_b=side_b.name if side_b is not None else None,
        actors=tuple(Actor(name=p.name, role=p.role, actor_class=p.actor_class) for p in parties),
        target=text[target.start : target.end] if target is not None else None,
        weapon=weapon.cue if weapon is not None else None,
        civilian_targeting=targeting[0],
        pieces=tuple(pieces),
    )


def _counted(text: str, cluster: Cluster) -> Iterator[Party]:
    """Yield the people whom the first number of those harmed is of: "killing two labourers"."""
    for mention in cluster.mentions:
        for entry in mention.counts:
            if entry.people is None or entry.noun in _ANYBODY or entry.background:
                continue
            kind = class_of_noun(entry.noun)
            if kind is None and entry.kind not in {"arrested", "abducted"}:
                continue
            start, end = entry.people
            yield Party(
                name=text[start:end],
                role="victim" if kind in {CIVILIANS, None} else "target",
                start=start,
                end=end,
                is_named=False,
                cue=entry.cue,
                rule="counted",
                actor_class=kind,
            )
            return


def _as_harmed(party: Party, cluster: Cluster) -> Party:
    """Return a civilian who was aimed at, by name, as a victim where people came to harm."""
    harmed = any(cluster.count(kind) is not None for kind in ("killed", "wounded"))
    if party.role == "target" and party.is_named and party.actor_class == CIVILIANS and harmed:
        return replace(party, role="victim")
    return party


def _consistent(parties: Sequence[Party]) -> list[Party]:
    """Return each party once in each role; who acted is not also a victim, unless most mentions say so."""
    roles: dict[str, Counter[str]] = {}
    for party in parties:
        side = "a" if party.role in {"perpetrator", "claimant"} else "b"
        roles.setdefault(party.name.casefold(), Counter())[side] += 1
    kept: dict[tuple[str, str], Party] = {}
    for party in parties:
        key = party.name.casefold()
        side = "a" if party.role in {"perpetrator", "claimant"} else "b"
        if roles[key][side] >= max(roles[key].values()):
            kept.setdefault((key, party.role), party)
    return list(kept.values())


def _side(parties: Sequence[Party], roles: Sequence[str]) -> Party | None:
    """Return the party that stands for a side: named ones, then known kinds, then the first."""
    fitting = [party for party in parties if party.role in roles]
    return min(
        fitting,
        key=lambda party: (
            not party.is_named,
            party.actor_class is None,
            party.actor_class == CIVILIANS and party.role != "victim",
            parties.index(party),
        ),
        default=None,
    )


def _side_pieces(party: Party | None, field: str) -> list[Piece]:
    return [] if party is None else [_piece(party, field)]


def _piece(party: Party, field: str) -> Piece:
    return Piece(
        field=field, start=party.start, end=party.end, cue=party.cue, rule=f"{party.role}:{party.rule}"
    )


def _target(cluster: Cluster) -> Piece | None:
    """Return the thing that was hit, as the first mention that names one does; else the people."""
    for mention in cluster.mentions:
        if mention.sides.target is not None:
            start, end = mention.sides.target
            return Piece(field="target", start=start, end=end, cue=mention.hit.words, rule="target:object")
    for mention in cluster.mentions:
        for party in mention.sides.parties:
            if party.role == "target":
                return _piece(party, "target")
    return None


def _weapon(text: str, cluster: Cluster) -> Piece | None:
    """Return the weapon that stands nearest to an event's own words; the body of a text before its title."""
    for mention in sorted(cluster.mentions, key=lambda mention: mention.is_title):
        if mention.event_type not in _VIOLENT and mention.event_type is not EventType.RIOT:
            continue
        start, end = mention.span
        at = text.find(mention.hit.words, start, end)
        found = sorted(_arms_in(text, start, end), key=lambda piece: abs(piece.start - at))
        if found:
            return found[0]
    return None


def _arms_in(text: str, start: int, end: int) -> Iterator[Piece]:
    sentence = text[start:end].lower()
    spans: list[tuple[int, int, str]] = []
    for word in arms():
        for match in re.finditer(rf"\b{re.escape(word)}s?\b", sentence):
            if not any(one <= match.start() < two for one, two, _ in spans):
                spans.append((match.start(), match.end(), word))
    for first, last, word in sorted(spans):
        yield Piece(
            field="weapon", start=start + first, end=start + last, cue=word, rule=f"weapon:{arms()[word]}"
        )


def _civilian_targeting(
    cluster: Cluster, event_type: EventType, parties: Sequence[Party], target: Piece | None, text: str
) -> tuple[bool | None, Piece | None]:
    """Say whether violence was aimed at civilians, with the words for it; None when nothing says so."""
    if event_type not in _VIOLENT:
        return None, None
    aimed = [party for party in parties if party.role in _SIDE_ROLES]
    civil = next((party for party in aimed if party.actor_class == CIVILIANS), None)
    if civil is not None:
        return True, _piece(civil, "civilian_targeting")
    counts = [entry for mention in cluster.mentions for entry in mention.counts if entry.kind != "arrested"]
    nouns = [(entry, class_of_noun(entry.noun)) for entry in counts]
    for entry, kind in nouns:
        if kind == CIVILIANS:
            return True, Piece(
                field="civilian_targeting", start=entry.start, end=entry.end, cue=entry.noun, rule="counted"
            )
    words = set(text[target.start : target.end].lower().split()) if target is not None else set()
    hit = sorted(words & _CIVIL_THINGS)
    if target is not None and hit:
        return True, Piece(
            field="civilian_targeting", start=target.start, end=target.end, cue=hit[0], rule="civilian_object"
        )
    armed = next((party for party in aimed if party.actor_class in _ARMED), None)
    if armed is not None and not any(entry.noun in _PEOPLE for entry in counts):
        return False, _piece(armed, "civilian_targeting")
    return None, None
