"""What the mentions of one event say about how many, and whether two numbers can be of one event."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from geomap.incidents.counts import KINDS, FoundCount, add_counts, told_together
from geomap.incidents.mention import EventMention
from geomap.model import CasualtyCount

__all__ = ["agreement", "is_more", "tally"]

_SAME = 1.5
"""Evidence that an equal number is of the same event."""


def tally(mentions: Sequence[EventMention], kind: str) -> CasualtyCount | None:
    """Return the count of a kind that mentions of one event state.

    The largest toll ("bringing the toll to 19"); else a number before "dozens", that before "a man", with
    those that later sentences put on top ("the driver also died").
    """
    told = [(mention, _of_kind(mention, kind)) for mention in mentions]
    told = [(mention, entries) for mention, entries in told if entries]
    totals = [entry.count for _, entries in told for entry in entries if entry.total]
    if totals:
        every = [entry.count for _, entries in told for entry in entries if not entry.added]
        return max([*totals, *every], key=_size)
    first = [entries for mention, entries in told if not _is_more(mention, entries)]
    written = [entries for entries in first if not all(entry.implied for entry in entries)]
    counts = [told_together(entries) for entries in written or first[:1]]
    exact = [count for count in counts if count.best is not None]
    count = next(iter(exact or counts), None)
    more = [told_together(entries) for _, entries in told if entries not in first]
    if count is None:
        return more[0] if more else None
    by_title = any(mention.is_title for mention, _ in told)
    return count if by_title or not more else _with(count, more)


def _of_kind(mention: EventMention, kind: str) -> list[FoundCount]:
    return [entry for entry in mention.counts if entry.kind == kind]


def _is_more(mention: EventMention, entries: Sequence[FoundCount]) -> bool:
    """Say whether counts add to one before: "another two", "three of the four wounded later died".

    In "killing three and wounding two others" the others are none of the three.
    """
    alone = all(entry.kind == entries[0].kind for entry in mention.counts)
    return all((entry.added and alone) or (entry.after and entry.part) for entry in entries)


def _with(count: CasualtyCount, more: Sequence[CasualtyCount]) -> CasualtyCount:
    words = "; ".join(one.text for one in (count, *more) if one.text is not None)
    return replace(add_counts([count, *more]), text=words)


def agreement(mention: EventMention, others: Sequence[EventMention], kind: str) -> float | None:
    """Return what a mention's number says for its being of the event of others; None when against it."""
    fresh = [entry for entry in _of_kind(mention, kind) if not entry.part]
    other = tally(others, kind)
    numbered = any(not entry.implied for one in others for entry in _of_kind(one, kind))
    if not fresh or other is None or fresh[0].implied or not numbered:
        return 0.0
    count = fresh[0].count
    if count == other or count.best == other.best:
        return _SAME
    total = any(entry.total for entry in fresh) or any(
        entry.total for one in others for entry in _of_kind(one, kind)
    )
    if total and _bounds(count)[1] >= _bounds(other)[0]:
        return 0.0  # a toll grows
    return 0.0 if _overlap(count, other) else None


def is_more(mentions: Sequence[EventMention], than: EventMention) -> bool:
    """Say whether mentions count no fewer people of any kind than another one, as far as both count."""
    for kind in KINDS:
        one, two = tally(mentions, kind), tally([than], kind)
        if one is not None and two is not None and _size(one) < _size(two):
            return False
    return True


def _size(count: CasualtyCount) -> int:
    return count.best or count.low or 0


def _overlap(one: CasualtyCount, two: CasualtyCount) -> bool:
    """Say whether two counts can be of the same people."""
    (low1, high1), (low2, high2) = _bounds(one), _bounds(two)
    return low1 <= high2 and low2 <= high1


def _bounds(count: CasualtyCount) -> tuple[float, float]:
    """Return what a count allows: "at least 12" no less, "about 40" a fifth more or less."""
    if count.best is not None and count.low is None and count.high is None:
        return 0.8 * count.best, 1.2 * count.best
    return count.low or 0, math.inf if count.high is None else count.high
