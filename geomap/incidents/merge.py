"""Mentions of one event become one incident: headline, lead and body tell it again.

Two mentions are of different events when their dates, places, kinds or counts disagree; where
they do not, shared details and references back ("the strike") decide. A separate incident
differs in place, date, kind or side (the MUC-4 rule for separate templates).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from geomap.geo import distance_km
from geomap.incidents.classes import CIVILIANS
from geomap.incidents.families import family_of
from geomap.incidents.mention import OUTCOME_ROLES, EventMention
from geomap.incidents.relations import contains
from geomap.incidents.tally import agreement, is_more, tally
from geomap.model import CasualtyCount, DateSpan, EventType, Place

__all__ = ["Cluster", "merge_mentions"]

THRESHOLD = 2.0
"""Evidence that two mentions must share to be one event."""

HEADLINE_DAYS = 60
"""Headlines tell of events at most this old."""

SAME_PLACE_KM = 3.0
"""Two entries of the gazetteer this near to each other can be one place."""

_WITHIN = 1.5
"""Evidence of a place that lies in the other."""

_FREE = frozenset([EventType.OTHER])


@dataclass(slots=True)
class Cluster:
    """Mentions that report one event, in text order."""

    mentions: list[EventMention] = field(default_factory=list)

    @property
    def when(self) -> DateSpan | None:
        """The finest date that its mentions state."""
        dates = [mention.date.when for mention in self.mentions if mention.date is not None]
        known = [when for when in dates if when.start is not None and when.end is not None]
        return min(known, key=_length, default=dates[0] if dates else None)

    def count(self, kind: str) -> CasualtyCount | None:
        """The count of a kind that its mentions state: a number before "dozens", that before "a man"."""
        return tally(self.mentions, kind)

    @property
    def lemmas(self) -> set[str]:
        """The base forms of its words for the event."""
        return {hit.trigger.lemma for mention in self.mentions for hit in mention.hits}

    @property
    def is_context(self) -> bool:
        """True when its mentions only stand in clauses of "since"."""
        return all(mention.is_context for mention in self.mentions)

    @property
    def places(self) -> list[Place]:
        """The gazetteer entries that its mentions name."""
        links = [link for mention in self.mentions for link in mention.places]
        return [link.resolution.place for link in links if link.resolution.place is not None]


def _length(when: DateSpan) -> timedelta:
    return (when.end or date.max) - (when.start or date.min)


def merge_mentions(mentions: list[EventMention]) -> list[Cluster]:
    """Group a document's mentions into events, in order of their first mention.

    A mention that says neither when, where nor how many joins the event that it fits best, or is
    dropped: there is nothing to show for it.
    """
    clusters: list[Cluster] = []
    for mention in mentions:
        scored = [(_affinity(mention, cluster, clusters), at) for at, cluster in enumerate(clusters)]
        open_ones = [(score, at) for score, at in scored if score is not None]
        best = max(open_ones, key=lambda entry: (entry[0], entry[1]), default=None)
        if best is not None and best[0] >= THRESHOLD:
            clusters[best[1]].mentions.append(mention)
        elif _is_substantial(mention):
            clusters.append(Cluster(mentions=[mention]))
        elif best is not None:
            clusters[best[1]].mentions.append(mention)
    return clusters


def _is_substantial(mention: EventMention) -> bool:
    """Say whether a mention can stand as an incident of its own."""
    # "She died", "two of the attackers": people that the text told of before.
    anew = [entry for entry in mention.counts if not entry.definite and not entry.part]
    numbered = any(not entry.implied for entry in anew)
    has_date = mention.date is not None and mention.date.when.start is not None
    if mention.places:
        acts = mention.hit.trigger.role not in OUTCOME_ROLES | {"fire"}
        return acts or mention.strength > 0 or has_date or bool(anew)
    if mention.hit.definite and not has_date:
        return False
    is_told = has_date and (bool(anew) or mention.strength > 0)
    return is_told or (numbered and mention.hit.trigger.role != "outcome")


def _affinity(mention: EventMention, cluster: Cluster, clusters: list[Cluster]) -> float | None:
    """Return the evidence that a mention belongs to an event, or None when they disagree."""
    if mention.is_context != cluster.is_context:
        return None
    if mention.is_apart and not mention.hit.definite and _is_told_before(mention, cluster):
        return None
    parts = (
        _kinds(mention, cluster),
        _dates(mention, cluster),
        _places(mention, cluster),
        _counts(mention, cluster),
    )
    if parts[3] is None and _heads(cluster, mention):
        parts = (*parts[:3], 0.0)
    if any(part is None for part in parts):
        return None
    gap = mention.sentence - cluster.mentions[-1].sentence
    if gap > 1 and mention.counts and not any(parts[1:]):
        return None  # a number told apart from the event, with nothing else in common
    score = sum(part for part in parts if part is not None)
    if mention.hit.definite or (mention.is_outcome and not mention.places and mention.date is None):
        score += 1.0
    if gap <= 1:
        score += 0.5
    if gap == 1 and not mention.places and mention.date is None and not cluster.mentions[-1].is_title:
        score += 1.0  # the sentence goes on about what the one before it told
    if mention.hit.definite and mention.hit.trigger.lemma in cluster.lemmas:
        score += 1.0  # "the ambush" after "ambushed a convoy"
    if _names_victim(mention, cluster):
        score += 1.0
    if cluster is clusters[0]:
        score += 0.5  # the event that the text opens with is the one it comes back to
    if mention.side_a is not None and any(mention.side_a == other.side_a for other in cluster.mentions):
        score += 0.5
    return score


def _names_victim(mention: EventMention, cluster: Cluster) -> bool:
    """Say whether a mention names an event's one victim: "A man was stabbed. John Roe, 24, was hit"."""
    one = CasualtyCount(low=1, best=1, high=1)
    known = {party.name for other in cluster.mentions for party in other.sides.parties if party.is_named}
    harmed = [party for party in mention.sides.parties if party.role in {"victim", "target"}]
    if len(harmed) != 1 or not harmed[0].is_named or harmed[0].actor_class != CIVILIANS:
        return False
    counts = [cluster.count(kind) for kind in ("killed", "wounded", "abducted")]
    return not known and any(count is not None and replace(count, text=None) == one for count in counts)


def _is_told_before(mention: EventMention, cluster: Cluster) -> bool:
    """Say whether the text, its headline left aside, tells of an event in sentences before a mention."""
    return any(not other.is_title and other.sentence < mention.sentence for other in cluster.mentions)


def _heads(cluster: Cluster, mention: EventMention) -> bool:
    """Say whether a headline is about a mention: it may know of more dead than the first lines."""
    is_headline = all(other.is_title for other in cluster.mentions) and not mention.is_title
    return is_headline and (_places(mention, cluster) or 0.0) > 0 and is_more(cluster.mentions, mention)


def _kinds(mention: EventMention, cluster: Cluster) -> float | None:
    types = {other.event_type for other in cluster.mentions if not other.is_outcome}
    if mention.event_type in _FREE or mention.is_outcome or types <= _FREE:
        return 0.5
    families = {family_of(kind) for kind in (types | _told_in_headline(cluster)) - _FREE}
    if "crowd" in families and _is_of_police(mention):
        return 0.5
    if family_of(mention.event_type) not in families:
        return None
    subs = {other.sub_type for other in cluster.mentions}
    return 1.0 if mention.sub_type in subs else 0.5


def _told_in_headline(cluster: Cluster) -> set[EventType]:
    """Return the types of all the words of a headline: "Houses torched, three killed" is of either."""
    return {hit.trigger.event_type for other in cluster.mentions if other.is_title for hit in other.hits}


def _is_of_police(mention: EventMention) -> bool:
    """Say whether police did something, with neither place nor date: what they do at the riot just told."""
    police = any(
        party.role == "perpetrator" and party.actor_class == "police" for party in mention.sides.parties
    )
    return police and not mention.places and mention.date is None


def _dates(mention: EventMention, cluster: Cluster) -> float | None:
    when, other = mention.date.when if mention.date is not None else None, cluster.when
    if when is not None and _is_old(when) and any(member.is_title for member in cluster.mentions):
        return None
    if when is None or other is None:
        return 0.0
    if when.start is None or other.start is None:
        # Without a document date "Tuesday" and "last week" are still two times.
        same = when.text.lower() == other.text.lower()
        return 1.0 if same else None
    if when.end is None or other.end is None:
        return 0.0
    if when.start > other.end or other.start > when.end:
        return None
    return 2.0 if when.start == other.start and when.end == other.end else 1.0


def _is_old(when: DateSpan) -> bool:
    """Say whether a date lies so far before the report that no headline is about it."""
    return (
        when.end is not None
        and when.anchor is not None
        and when.anchor - when.end > timedelta(days=HEADLINE_DAYS)
    )


def _places(mention: EventMention, cluster: Cluster) -> float | None:
    here = [link.resolution.place for link in mention.places if link.resolution.place is not None]
    there = [
        place
        for place in cluster.places
        if not any(place.id != other.id and contains(place, other) for other in cluster.places)
    ]
    if mention.is_scene and _is_elsewhere(mention, cluster):
        return None
    if not here or not there:
        # A name that stands on neither side's map is no agreement and no conflict.
        return 0.0
    best = max(_fit(one, two) for one in here for two in there)
    if best == _WITHIN and mention.is_scene and not any(other.is_title for other in cluster.mentions):
        return 0.0  # "In Lyon, ..." after what was told of all France
    return None if best < 0 else best


def _is_elsewhere(mention: EventMention, cluster: Cluster) -> bool:
    """Say whether the names of a mention's places are none of those of an event, and some are on no map."""
    here = {link.resolution.mention.text.casefold() for link in mention.places}
    links = [link for other in cluster.mentions for link in other.places]
    there = {link.resolution.mention.text.casefold() for link in links}
    return bool(there) and not here & there and all(link.resolution.place is None for link in links)


def _fit(one: Place, two: Place) -> float:
    if one.id == two.id:
        return 2.0
    if contains(one, two) or contains(two, one):
        return _WITHIN
    km = distance_km(one.lat, one.lon, two.lat, two.lon)
    return 1.0 if km <= SAME_PLACE_KM else -1.0


def _counts(mention: EventMention, cluster: Cluster) -> float | None:
    parts = [
        agreement(mention, cluster.mentions, kind) for kind in ("killed", "wounded", "missing", "abducted")
    ]
    return None if any(part is None for part in parts) else sum(part for part in parts if part is not None)
