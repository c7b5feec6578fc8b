"""Document to event mentions: each sentence's triggers with what belongs to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from geomap.incidents.apportion import Portion, apportion
from geomap.incidents.counts import FoundCount, find_counts
from geomap.incidents.dates import FoundDate
from geomap.incidents.dating import (
    SentenceDates,
    dates_beside,
    dates_of_document,
    is_earlier,
    link_dates,
    split_by_date,
)
from geomap.incidents.detect import Hit, iter_hits
from geomap.incidents.group import group_hits
from geomap.incidents.kind import kind_of, weapon_in, with_crowds
from geomap.incidents.link import Linked, link_counts, link_places
from geomap.incidents.mention import OUTCOME_ROLES, EventMention, PlaceLink
from geomap.incidents.outcome import iter_outcomes
from geomap.incidents.parties import Cast
from geomap.incidents.party import Sides
from geomap.incidents.relations import contains
from geomap.incidents.sides import find_sides
from geomap.incidents.standing import stage_of, vouched_for
from geomap.model import PlacePrecision, Resolution

__all__ = ["read_mentions"]

_BACKGROUND_WORDS = frozenset(["after", "since", "following", "before", "until"])
_APART = re.compile(
    r"(?:separately|elsewhere|in addition|(?:hours|minutes) later"
    r"|later (?:that|the same) (?:day|night|evening)"
    r"|also (?:on|in)\b|in (?:a|yet) ?(?:separate|second|third|another|different|similar)\b"
    r"|in (?:another|other|separate|an unrelated)\b"
    r"|in an? (?:earlier|later)\b(?! (?:report|statement|interview)))",
    re.IGNORECASE,
)
"""Words at the head of a sentence that tell of another event than those before."""

_OPENING = re.compile(r"(?:(?:in|at|near|outside)\s+)?(?:the\s+(?:[a-z]+\s+){1,4})?", re.IGNORECASE)

_AND = re.compile(r"\b(?:and|as well as)\b|&")
_LISTING = re.compile(r"\b(?:and|as well as|or)\b|&|^\s*(?:\([^)]*\)|\w+)?\s*[,;]\s*(?:the )?$")


def read_mentions(cast: Cast, resolutions: Sequence[Resolution]) -> list[EventMention]:
    """Return what a document's sentences report, in text order; mentions of one event not yet merged."""
    linked, tree = cast.linked, cast.tree
    doc, parse = linked.doc, tree.parse
    by_sentence: dict[int, list[Hit]] = {}
    for hit in iter_hits(doc.text, tree, [(entry.mention.start, entry.mention.end) for entry in resolutions]):
        by_sentence.setdefault(parse.tokens[hit.index].sentence, []).append(hit)
    named: dict[int, list[Resolution]] = {}
    for resolution in resolutions:
        at = linked.head_of(resolution.mention.start, resolution.mention.end)
        named.setdefault(parse.tokens[at].sentence, []).append(resolution)
    told = dates_of_document(doc)
    counted: dict[int, list[FoundCount]] = {}
    for entry in find_counts(doc.text, tree) if by_sentence else []:
        counted.setdefault(entry.sentence, []).append(entry)
    for sentence, entries in counted.items():
        if sentence not in by_sentence and (outcomes := list(iter_outcomes(linked, entries))):
            by_sentence[sentence] = outcomes
    found: list[EventMention] = []
    for sentence, hits in sorted(by_sentence.items()):
        dates = link_dates(linked, sentence, hits, told)
        places = link_places(linked, hits, named.get(sentence, []))
        counts = link_counts(linked, counted.get(sentence, []), hits)
        for group in group_hits(tree, hits):
            for part in split_by_date(tree, group, dates.own):
                found.extend(_mentions(cast, sentence, part, (dates, places, counts)))
    beside = dates_beside(linked, by_sentence, told)
    return [replace(mention, beside=beside.get(mention.sentence)) for mention in found]


def _mentions(
    cast: Cast,
    sentence: int,
    group: list[Hit],
    owned: tuple[SentenceDates, dict[int, list[PlaceLink]], dict[int, list[FoundCount]]],
) -> list[EventMention]:
    """Build the mention of one group; several sites that can be split give a mention each."""
    dates, places, counts = owned
    linked = cast.linked
    date = next((dates.own[hit.index] for hit in group if hit.index in dates.own), None)
    said = next((dates.said[hit.index] for hit in group if hit.index in dates.said), None)
    links = _finest([link for hit in group for link in places.get(hit.index, [])])
    numbers = tuple(entry for hit in group for entry in counts.get(hit.index, []))
    if date is not None and _is_sum_so_far(group, numbers):
        date, said = None, said or date
    portions = apportion(linked, links, numbers, dates.all, group)
    if portions:
        return [
            mention for portion in portions for mention in _of_portion(cast, sentence, portion, group, owned)
        ]
    links = _coordinated(linked.doc.text, links)
    if any(hit.repeated for hit in group) and not numbers:
        return []
    if _is_generic(group, date, links, numbers):
        return []
    together = len(links) > 1 and (bool(numbers) or all(_is_whole_country(link) for link in links))
    names = tuple(link.resolution.mention.text for link in links)
    splits = [tuple(links)] if together or len(links) <= 1 else [(link,) for link in links]
    sides = find_sides(cast, group, names)
    group = _supported(linked, sentence, group, sides.name("perpetrator"))
    if not group:
        return []
    earlier = is_earlier(linked.tree, group)
    mentions = (_mention(linked, sentence, group, (date, split, numbers, sides)) for split in splits)
    return [replace(mention, said=said, is_earlier=earlier) for mention in mentions]


def _of_portion(
    cast: Cast,
    sentence: int,
    portion: Portion,
    group: list[Hit],
    owned: tuple[SentenceDates, dict[int, list[PlaceLink]], dict[int, list[FoundCount]]],
) -> list[EventMention]:
    """Build the mention of one of several places that a sentence tells of with numbers of their own."""
    hits = list(portion.hits) or group
    first = hits[0].index
    dates = owned[0]
    if portion.date is not None:
        dates = replace(dates, own={hit.index: portion.date for hit in hits})
    elif not any(hit.index in dates.own for hit in hits):
        shared = [dates.own[hit.index] for hit in group if hit.index in dates.own]
        dates = replace(dates, own={first: shared[0]} if shared else {})
    found = _mentions(cast, sentence, hits, (dates, {}, {first: list(portion.counts)}))
    return [replace(mention, places=_joined(cast.linked.doc.text, portion.links)) for mention in found]


def _joined(text: str, links: Sequence[PlaceLink]) -> tuple[PlaceLink, ...]:
    return tuple(_coordinated(text, list(links)))


def _is_sum_so_far(group: list[Hit], numbers: Sequence[FoundCount]) -> bool:
    """Say whether words only tell how a toll stands: their day is that of the count, not of the event."""
    told = all(hit.trigger.role in OUTCOME_ROLES for hit in group)
    return told and any(entry.total for entry in numbers)


def _supported(linked: Linked, sentence: int, group: list[Hit], side_a: str | None) -> list[Hit]:
    """Drop verbs of hitting that no weapon, side or event noun makes an attack ("hit high gear")."""
    start, end = linked.tree.sentence_text(linked.doc.text, sentence)
    armed = side_a is not None or weapon_in(linked.doc.text[start:end]) is not None
    nouns = any(hit.trigger.pos == "N" for hit in group)
    return [hit for hit in group if armed or nouns or hit.trigger.lemma not in {"hit", "strike"}]


def _is_generic(
    group: list[Hit], date: FoundDate | None, links: Sequence[PlaceLink], numbers: Sequence[FoundCount]
) -> bool:
    """Say whether words speak of attacks in general, or only of an outcome without any detail."""
    bare = date is None and not links and not numbers
    if bare and all(hit.plural and hit.trigger.pos == "N" for hit in group):
        return True
    return bare and all(hit.trigger.role == "casualty" for hit in group)


def _mention(
    linked: Linked,
    sentence: int,
    group: list[Hit],
    slots: tuple[FoundDate | None, tuple[PlaceLink, ...], tuple[FoundCount, ...], Sides],
) -> EventMention:
    date, links, numbers, sides = slots
    start, end = linked.tree.sentence_text(linked.doc.text, sentence)
    best = max(group, key=lambda hit: (hit.trigger.role not in OUTCOME_ROLES, hit.trigger.strength))
    classes = [party.actor_class for party in sides.parties]
    kind = with_crowds(kind_of(linked, sentence, best), classes)
    title = linked.doc.title_span
    return EventMention(
        hit=best,
        sentence=sentence,
        span=(start, end),
        event_type=kind.event_type,
        sub_type=kind.sub_type,
        strength=3 if kind.weapon is not None else best.trigger.strength,
        is_scene=any(_OPENING.fullmatch(linked.doc.text, start, link.span[0]) for link in links),
        is_apart=_APART.match(linked.doc.text, start) is not None,
        is_title=title is not None and title[0] <= start < title[1],
        after=any(hit.since for hit in group) or (date is not None and _is_after(linked, date)),
        date=date,
        places=links,
        counts=numbers,
        sides=sides,
        weapon=kind.weapon,
        reason=kind.reason,
        stage=stage_of(linked.tree, best.index, kind.sub_type),
        factuality=vouched_for(linked.doc.text, linked.tree, best.index, (start, end)),
        hits=tuple(group),
    )


def _is_after(linked: Linked, date: FoundDate) -> bool:
    """Say whether a date follows "after" or "since": the event it dates is context for another."""
    at = linked.token_at(date.start)
    return at > 0 and linked.tree.token(at - 1).text.lower() in _BACKGROUND_WORDS


def _is_whole_country(link: PlaceLink) -> bool:
    return link.place.precision is PlacePrecision.COUNTRY


def _finest(links: list[PlaceLink]) -> list[PlaceLink]:
    """Drop places that only say where another one lies, and repeats of one place."""
    kept: list[PlaceLink] = []
    for link in sorted(links, key=lambda entry: entry.span):
        place = link.resolution.place
        if any(place is not None and other.resolution.place == place for other in kept):
            continue
        kept.append(link)
    return [link for link in kept if not any(_holds(link, other) for other in kept if other is not link)]


def _coordinated(text: str, links: list[PlaceLink]) -> list[PlaceLink]:
    """Keep the places that the text lists ("A, B and C"); of others the finest and first one stays.

    In "Mlolongo, near Nairobi" the second name only says where the first is.
    """
    if len(links) < 2:
        return links
    gaps = [text[one.span[1] : two.span[0]] for one, two in pairwise(links)]
    if all(_LISTING.search(gap) is not None for gap in gaps) and _AND.search(gaps[-1]) is not None:
        return links
    return [min(links, key=lambda link: link.fineness)]


def _holds(link: PlaceLink, other: PlaceLink) -> bool:
    """Say whether a place is only the surroundings of another."""
    outer, inner = link.resolution.place, other.resolution.place
    return outer is not None and inner is not None and contains(outer, inner)
