"""Which date belongs to which event: of its clause, its sentence, the events before it, the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from geomap.files import load_words
from geomap.incidents.dates import FoundDate, find_dates
from geomap.incidents.detect import Hit, is_since
from geomap.incidents.link import Linked, owner_of
from geomap.incidents.tree import REPORTING, Tree
from geomap.model import Document

__all__ = ["SentenceDates", "dates_beside", "dates_of_document", "is_earlier", "link_dates", "split_by_date"]

_AFTERMATH = load_words("geomap.incidents.dates")["aftermath"]
_HAPPEN = load_words("geomap.incidents.dates")["happen"]
_WHEN = re.compile(r",?\s+when\b")
_UNITS = load_words("geomap.incidents.dates")["units"]
_NO_DAY = frozenset(["time_of_day"])


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceDates:
    """The dates of a sentence's events, by the event's token.

    Attributes:
        own: When the event happened.
        said: When a statement about it was made; it happened on that day at the latest.
        all: Every date that the sentence names.
    """

    own: dict[int, FoundDate] = field(default_factory=dict)
    said: dict[int, FoundDate] = field(default_factory=dict)
    all: tuple[FoundDate, ...] = ()


def dates_of_document(doc: Document) -> list[FoundDate]:
    """Return the dates that title and running text name; those of the head are of the report."""
    start = doc.body[0] if doc.body is not None else 0
    found = find_dates(doc.text, doc.published, start=start)
    if doc.title_span is not None and doc.title_span[1] <= start:
        first, last = doc.title_span
        found = find_dates(doc.text, doc.published, start=first, end=last) + found
    return [entry for entry in found if entry.when.rule not in _NO_DAY]


def link_dates(
    linked: Linked, sentence: int, hits: Sequence[Hit], found: Sequence[FoundDate]
) -> SentenceDates:
    """Return the dates of the events of a sentence.

    A date inside an event's own phrase comes before one that hangs on its verb. A date that hangs
    on a verb of saying dates the statement, one outside a "since" clause not what the clause tells.
    A date that hangs on nothing that is known goes to the sentence's only event; an event without
    a date shares that of the one it is coordinated with.
    """
    start, end = linked.tree.sentence_text(linked.doc.text, sentence)
    dates = [entry for entry in found if start <= entry.start and entry.end <= end]
    linked_dates = SentenceDates(all=tuple(dates))
    loose: list[FoundDate] = []
    heads = [linked.head_of(entry.start, entry.end) for entry in dates]
    inner = [_phrase_owner(linked.tree, head, hits) for head in heads]
    _date_when_clauses(linked, dates, hits, linked_dates.own)
    for at in sorted(range(len(dates)), key=lambda at: inner[at] is None):
        head, entry, hit = heads[at], dates[at], inner[at]
        if entry.when.rule == "time_after":
            _date_what_was_before(linked, entry, hits, linked_dates.own)
            continue
        if hit is None:
            around = [other for other in hits if not other.since or is_since(linked.tree, head)]
            hit = owner_of(linked, head, around, through_speech=False)
        if hit is None:
            hit = _event_that_claims(linked.tree, head, hits)
        if entry.when.rule == "year_of_event" and linked.tree.token(head).head not in {h.index for h in hits}:
            continue  # "a 1981 pickup" is no time
        if hit is not None:
            happened = _as_happened(linked.doc, entry)
            if happened is not None:
                linked_dates.own.setdefault(hit.index, happened)
            continue
        governor = linked.tree.token(linked.tree.content_governor(head))
        if governor.lemma not in REPORTING:
            loose.append(entry)
        elif governor.lemma not in _AFTERMATH:
            for other in hits:
                linked_dates.said.setdefault(other.index, entry)
    if loose and not linked_dates.own and len({hit.index for hit in hits}) == 1 and not hits[0].since:
        happened = _as_happened(linked.doc, loose[0])
        if happened is not None:
            linked_dates.own[hits[0].index] = happened
    _share(linked.tree, hits, linked_dates.own)
    return linked_dates


def _date_what_was_before(
    linked: Linked, entry: FoundDate, hits: Sequence[Hit], own: dict[int, FoundDate]
) -> None:
    """Give "a week after a bombing" to the bombing, the first event after the words."""
    later = [hit for hit in hits if linked.tree.token(hit.index).start >= entry.end]
    if later and _is_after_some_time(linked.tree, later[0]):
        own.setdefault(later[0].index, entry)


def _date_when_clauses(
    linked: Linked, dates: Sequence[FoundDate], hits: Sequence[Hit], own: dict[int, FoundDate]
) -> None:
    """Give a date to the event of the clause behind it: "on 23 May, when a missile killed three"."""
    for entry in dates:
        later = [hit for hit in hits if linked.tree.token(hit.index).start >= entry.end]
        if later and _WHEN.match(linked.doc.text, entry.end) is not None:
            own.setdefault(later[0].index, entry)


def _event_that_claims(tree: Tree, head: int, hits: Sequence[Hit]) -> Hit | None:
    """Return the event that is the subject of a date's verb of saying: "the crash claimed four lives"."""
    verb = tree.governing_verb(head)
    subject = tree.child(verb, "nsubj") if verb is not None else None
    return next((hit for hit in hits if hit.index == subject), None)


def _is_after_some_time(tree: Tree, hit: Hit) -> bool:
    """Say whether an event stands behind "after" with words for how long: "months after a bombing"."""
    for at in (hit.index, *tree.ancestors(hit.index)):
        marks = [child for child in tree.children[at] if tree.token(child).dep == "mark"]
        for marker in (at, *marks):
            is_after = tree.token(marker).text.lower() == "after" and marker > 0
            if is_after and tree.token(marker - 1).lemma in _UNITS:
                return True
    return False


def _as_happened(doc: Document, entry: FoundDate) -> FoundDate | None:
    """Return a date as that of an event that has happened: not after the report.

    A report of an evening may carry the date of the day before it; more than that is a plan.
    """
    if _is_told_after(doc, entry):
        return entry
    again = find_dates(doc.text, doc.published, start=entry.start, end=entry.end, past=True)
    return again[0] if again and _is_told_after(doc, again[0]) else None


def _is_told_after(doc: Document, entry: FoundDate) -> bool:
    """Say whether a report can tell what happened on a date."""
    first = entry.when.start
    if doc.published is None or first is None:
        return True
    return first - doc.published <= timedelta(days=0 if entry.when.rule == "tomorrow" else 1)


def dates_beside(
    linked: Linked, sentences: Iterable[int], found: Sequence[FoundDate]
) -> dict[int, FoundDate]:
    """Return, by event sentence, the date that a sentence beside it gives without telling an event.

    It stands in the sentence before, where it sets the scene, or in the one after, where that says
    when something happened: "It happened on 5 July". Dates of statements are none.
    """
    told = set(sentences)
    single: dict[int, FoundDate] = {}
    happened: dict[int, FoundDate] = {}
    for entry in found:
        head = linked.head_of(entry.start, entry.end)
        sentence = linked.tree.token(head).sentence
        verb = linked.tree.governing_verb(head)
        if sentence in told or verb is None or linked.tree.token(verb).lemma in REPORTING:
            continue
        single.setdefault(sentence, entry)
        if linked.tree.token(verb).lemma in _HAPPEN:
            happened.setdefault(sentence, entry)
    beside = {sentence: happened.get(sentence + 1, single.get(sentence - 1)) for sentence in told}
    return {sentence: entry for sentence, entry in beside.items() if entry is not None}


def _share(tree: Tree, hits: Sequence[Hit], own: dict[int, FoundDate]) -> None:
    """Give an event without a date that of one whose verb its verb is coordinated with."""
    verbs = {hit.index: tree.governing_verb(hit.index) for hit in hits}
    for hit in hits:
        verb = verbs[hit.index]
        if hit.index in own or verb is None or hit.since:
            continue
        lead = tree.conjunction_head(verb)
        for other in hits:
            partner = verbs[other.index]
            entry = own.get(other.index)
            if entry is None or partner is None or entry.when.rule == "time_after":
                continue
            if tree.conjunction_head(partner) == lead:
                own[hit.index] = entry
                break


def _phrase_owner(tree: Tree, index: int, hits: Sequence[Hit]) -> Hit | None:
    """Return the event in whose own phrase a word stands, with no other verb between."""
    by_token = {hit.index: hit for hit in hits}
    for ancestor in tree.ancestors(index):
        if ancestor in by_token:
            return by_token[ancestor]
        if tree.token(ancestor).tag.startswith("V"):
            return None
    return None


def is_earlier(tree: Tree, hits: Sequence[Hit]) -> bool:
    """Say whether events are told as what was before something else.

    "Had killed" is, unless somebody says so: then it is the way to report speech. What somebody
    was jailed for, or what is remembered, always is.
    """
    for hit in hits:
        above = [hit.index, *tree.ancestors(hit.index)]
        lemmas = {tree.token(at).lemma for at in above}
        if lemmas & _AFTERMATH or _is_after_some_time(tree, hit):
            return True
        verb = tree.governing_verb(hit.index)
        had = verb is not None and any(tree.token(at).text.lower() == "had" for at in tree.children[verb])
        if had and not lemmas & REPORTING:
            return True
    return False


def split_by_date(tree: Tree, group: list[Hit], own: dict[int, FoundDate]) -> list[list[Hit]]:
    """Split a group of words for one event where their own dates exclude each other.

    "A mine killed two on Monday and gunmen killed a trader on Tuesday": words without a date stay
    with those before them. "A week after a bombing, gunmen killed two" is two events too.
    """
    before = [hit for hit in group if _is_after_some_time(tree, hit)]
    if before and len(before) < len(group):
        rest = [hit for hit in group if hit not in before]
        split = [*split_by_date(tree, before, own), *split_by_date(tree, rest, own)]
        return sorted(split, key=lambda part: part[0].index)
    parts: list[list[Hit]] = []
    current: FoundDate | None = None
    for hit in group:
        entry = own.get(hit.index)
        if not parts or (entry is not None and current is not None and _exclude(current, entry)):
            parts.append([])
        parts[-1].append(hit)
        current = entry if entry is not None else current
    return parts


def _exclude(one: FoundDate, two: FoundDate) -> bool:
    """Say whether two dates have no day in common."""
    first, second = one.when, two.when
    if first.start is None or first.end is None or second.start is None or second.end is None:
        return False
    return first.start > second.end or second.start > first.end
