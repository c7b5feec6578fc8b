"""Cluster to incident: one record with the words that support each field."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from geomap.incidents.mention import EventMention
from geomap.incidents.merge import Cluster
from geomap.incidents.party import Party
from geomap.incidents.who import Who, read_who
from geomap.model import (
    CasualtyCount,
    DateSpan,
    Document,
    EventType,
    Evidence,
    GroupCount,
    Incident,
    IncidentPlace,
    PlacePrecision,
    Source,
)
from geomap.text import collapse_spaces

__all__ = ["assemble_incident", "source_of"]

BACKGROUND_DAYS = 60
"""Events that ended longer before the report than this are its background."""

_DEATH_WORDS = frozenset(["kill", "killing", "die", "dead", "death", "injure", "injury", "casualty"])
_NO_PLACE = IncidentPlace(text=None, resolution=None, precision=PlacePrecision.UNRESOLVED, radius_km=None)


def assemble_incident(
    doc: Document, cluster: Cluster, when: DateSpan, said: Sequence[Party] = (), *, has_main: bool
) -> Incident:
    """Build the incident of a cluster of mentions.

    Args:
        doc: Where the mentions stand.
        cluster: Mentions of one event.
        when: The date of the event.
        said: Parties that other sentences of the document say took part in it.
        has_main: True when the document reports another event more prominently.
    """
    best = _best(cluster)
    main = next((mention for mention in cluster.mentions if mention.is_title), None)
    places = _places(cluster)
    event_type, sub_type, weapon = _type(cluster)
    who = read_who(doc.text, cluster, event_type, said)
    sentence = _quote(doc, best.span)
    judged = {"sub_type": sub_type, "stage": _stage(cluster), "factuality": _factuality(cluster)}
    return Incident(
        id=_identify(doc, best),
        title=_shorten(_quote(doc, main.span) if main is not None else sentence),
        description=_description(doc, cluster),
        event_type=event_type,
        sub_type=sub_type,
        when=when,
        places=places,
        sources=(source_of(doc),),
        evidence=tuple(_evidence(doc, cluster, best, who, judged)),
        stage=judged["stage"],
        factuality=judged["factuality"],
        is_background=cluster.is_context or _is_background(doc, cluster, when, has_main=has_main),
        side_a=who.side_a,
        side_b=who.side_b,
        actors=who.actors,
        civilian_targeting=who.civilian_targeting,
        weapon=who.weapon if who.weapon is not None else weapon,
        target=who.target,
        is_aggregate=_is_aggregate(cluster, when),
        killed=cluster.count("killed") or CasualtyCount(),
        wounded=cluster.count("wounded") or CasualtyCount(),
        missing=cluster.count("missing") or CasualtyCount(),
        abducted=cluster.count("abducted") or CasualtyCount(),
        counts_by_group=_groups(cluster),
    )


def source_of(doc: Document) -> Source:
    """Return the source record of a document."""
    return Source(
        doc_id=doc.id, publisher=doc.publisher, published=doc.published, url=doc.url, title=doc.title
    )


def _groups(cluster: Cluster) -> tuple[GroupCount, ...]:
    """Return the counts of groups, as the first sentence that counts a group gives them."""
    found = {
        (count.kind, count.group): count
        for mention in reversed(cluster.mentions)
        for entry in reversed(mention.counts)
        for count in reversed(entry.groups)
    }
    for kind in ("arrested", "displaced"):
        total = cluster.count(kind)
        if total is not None:
            found[kind, "all"] = GroupCount(kind=kind, group="all", count=total)
    return tuple(found[key] for key in sorted(found))


def _best(cluster: Cluster) -> EventMention:
    """Return the mention that says most: place first, then date, counts, strength; body over title."""

    def detail(mention: EventMention) -> tuple[int, int, int, int, int]:
        finest = min((link.fineness for link in mention.places), default=99)
        return (-finest, mention.date is not None, len(mention.counts), mention.strength, -mention.sentence)

    return max(cluster.mentions, key=detail)


def _places(cluster: Cluster) -> tuple[IncidentPlace, ...]:
    """Return the finest places that one mention of the cluster names."""
    named = [mention.places for mention in cluster.mentions if mention.places]
    if not named:
        return (_NO_PLACE,)

    chosen = min(named, key=lambda links: min(link.fineness for link in links))
    return tuple(link.place for link in chosen)


def _type(cluster: Cluster) -> tuple[EventType, str, str | None]:
    """Return the type that the strongest words of a cluster give it."""
    weapon = next((mention.weapon for mention in cluster.mentions if mention.weapon is not None), None)
    ranked = sorted(
        cluster.mentions, key=lambda mention: (-mention.strength, mention.event_type is EventType.OTHER)
    )
    top = [mention for mention in ranked if mention.strength == ranked[0].strength]
    (event_type, sub_type), _ = Counter(
        (mention.event_type, mention.sub_type) for mention in top
    ).most_common(1)[0]
    lemmas = {hit.trigger.lemma for mention in cluster.mentions for hit in mention.hits}
    acted = any(mention.side_a is not None for mention in cluster.mentions)
    if weapon is None and not acted and lemmas <= _DEATH_WORDS:
        return EventType.OTHER, "death", None  # killed, but nobody says by whom or what
    return event_type, sub_type, weapon


def _stage(cluster: Cluster) -> str:
    """Return how far an event got: a kidnapping attempt stays one when people die in it."""
    values = [mention.stage.value for mention in cluster.mentions]
    return next((value for value in values if value != "accomplished"), "accomplished")


def _factuality(cluster: Cluster) -> str:
    """Return "claimed" when every sentence only passes on a claim; a denial or confirmation counts once."""
    values = {mention.factuality.value for mention in cluster.mentions}
    if values == {"claimed"}:
        return "claimed"
    return next((value for value in ("denied", "confirmed") if value in values), "reported")


def _is_background(doc: Document, cluster: Cluster, when: DateSpan, *, has_main: bool) -> bool:
    """Say whether an event is context: long past, or only the "after" of something else."""
    if any(mention.is_title for mention in cluster.mentions):
        return False
    if when.end is None or doc.published is None:
        return False
    age = doc.published - when.end
    if age > timedelta(days=BACKGROUND_DAYS):
        return True
    return has_main and age > timedelta(days=14) and all(mention.after for mention in cluster.mentions)


def _is_aggregate(cluster: Cluster, when: DateSpan) -> bool:
    """Say whether the words stand for many events: repeated ones, or a sum over more than a year."""
    long = when.start is not None and when.end is not None and when.end - when.start > timedelta(days=366)
    counts = [entry for mention in cluster.mentions for entry in mention.counts]
    summed = bool(counts) and all(entry.background for entry in counts)
    return long or summed or any(hit.repeated for mention in cluster.mentions for hit in mention.hits)


def _description(doc: Document, cluster: Cluster) -> str:
    """Return the sentences that report the event, each once, in text order."""
    spans = sorted({mention.span for mention in cluster.mentions})
    return " ".join(_quote(doc, span) for span in spans)


def _quote(doc: Document, span: tuple[int, int]) -> str:
    return collapse_spaces(doc.text[span[0] : span[1]])


def _shorten(text: str, limit: int = 140) -> str:
    """Cut a title at a word's end."""
    if len(text) <= limit:
        return text
    return text[: text.rfind(" ", 0, limit)].rstrip(" ,;:") + " …"


def _identify(doc: Document, best: EventMention) -> str:
    """Return a stable id from the document and the span of the telling words."""
    place = best.places[0].span if best.places else best.span
    key = f"{doc.id}:{best.span[0]}:{best.hit.index}:{place[0]}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _evidence(
    doc: Document, cluster: Cluster, best: EventMention, who: Who, judged: Mapping[str, str]
) -> list[Evidence]:
    """Return the words behind each field: event sentences, place, date, counts."""
    found: list[Evidence] = []
    ordered = [best, *(mention for mention in cluster.mentions if mention is not best)]
    for mention in ordered:
        cue = ", ".join(hit.words for hit in mention.hits)
        found.append(_piece(doc, "event_type", mention.span, cue, f"trigger:{mention.hit.trigger.lemma}"))
        found += _judgements(doc, mention, judged)
    for mention in ordered:
        found += [
            _piece(doc, "place", link.span, link.resolution.reason, link.resolution.mention.extractor)
            for link in mention.places
        ]
        if mention.date is not None:
            span = (mention.date.start, mention.date.end)
            found.append(_piece(doc, "date", span, mention.date.when.text, mention.date.when.rule))
        elif mention.said is not None:
            span = (mention.said.start, mention.said.end)
            found.append(_piece(doc, "date", span, mention.said.when.text, "before_statement"))
        for entry in mention.counts:
            first, last = sorted((entry.start, entry.anchor))
            span = (first, max(entry.end, _word_end(doc.text, last)))
            found.append(_piece(doc, entry.kind, span, entry.cue, f"count:{entry.rule}"))
    found += [
        _piece(doc, piece.field, (piece.start, piece.end), piece.cue, piece.rule) for piece in who.pieces
    ]
    return list(dict.fromkeys(found))


def _judgements(doc: Document, mention: EventMention, judged: Mapping[str, str]) -> list[Evidence]:
    """Return the words behind sub-type, stage and factuality, where a mention says what was judged."""
    found: list[Evidence] = []
    if mention.reason is not None and mention.sub_type == judged["sub_type"]:
        found.append(_piece(doc, "sub_type", mention.span, *mention.reason))
    for field, standing in (("stage", mention.stage), ("factuality", mention.factuality)):
        if standing.span is not None and standing.value == judged[field]:
            cue = doc.text[standing.span[0] : standing.span[1]]
            found.append(_piece(doc, field, standing.span, cue, f"{field}:{standing.value}"))
    return found


def _word_end(text: str, at: int) -> int:
    """Return where the word at an offset ends."""
    while at < len(text) and text[at].isalnum():
        at += 1
    return at


def _piece(doc: Document, field: str, span: tuple[int, int], cue: str, rule: str) -> Evidence:
    start, end = span
    return Evidence(
        field=field, doc_id=doc.id, start=start, end=end, quote=doc.text[start:end], cue=cue, rule=rule
    )
