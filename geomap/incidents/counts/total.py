"""One count of each kind for a text about one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomap.incidents.counts.find import find_counts
from geomap.incidents.counts.record import KINDS, FoundCount, add_counts
from geomap.incidents.tree import Tree
from geomap.model import CasualtyCount, Parse

__all__ = ["count_people", "told_together"]


def count_people(text: str, parse: Parse) -> dict[str, CasualtyCount]:
    """Return who was harmed in a text about one event: a count for each of ``KINDS``."""
    found = find_counts(text, Tree(parse))
    totals = {kind: _total(kind, found) for kind in KINDS}
    later = [entry for entry in found if entry.after and (entry.part or entry.definite)]
    totals["wounded"] = _without(totals["wounded"], later)
    return totals


def _without(wounded: CasualtyCount, later: Sequence[FoundCount]) -> CasualtyCount:
    """Take those who died of their wounds out of the wounded."""
    died = sum(entry.count.best or 0 for entry in later)
    if died == 0 or wounded.best is None:
        return wounded
    if wounded.best <= died:
        return CasualtyCount()
    bounds = [None if value is None else max(0, value - died) for value in (wounded.low, wounded.high)]
    return CasualtyCount(low=bounds[0], best=wounded.best - died, high=bounds[1], text=wounded.text)


def _total(kind: str, found: Sequence[FoundCount]) -> CasualtyCount:
    """Add up what one sentence tells; of several sentences the largest sum stays, with what comes on top."""
    strong = any(not entry.weak and entry.kind in {"killed", "wounded"} for entry in found)
    mine = [
        entry
        for entry in found
        if entry.kind == kind and not entry.background and (entry.added or not (entry.weak and strong))
    ]
    best: CasualtyCount | None = None
    for sentence in sorted({entry.sentence for entry in mine}):
        here = [entry for entry in mine if entry.sentence == sentence]
        total = told_together(here)
        if best is not None and all(entry.added for entry in here):
            total = _together([best, total])
        if best is None or _bound(total) > _bound(best):
            best = total
    return CasualtyCount() if best is None else best


def told_together(found: Sequence[FoundCount]) -> CasualtyCount:
    """Return the sum of what one sentence tells of one kind; it tells of new people, or of those known again.

    Args:
        found: Counts of one kind in one sentence; at least one.
    """
    fresh = [entry for entry in found if not entry.definite and not entry.part] or found[:1]
    return _together([entry.count for entry in fresh])


def _together(counts: Sequence[CasualtyCount]) -> CasualtyCount:
    """Add up counts of different people, and join their words."""
    if len(counts) == 1:
        return counts[0]
    return replace(
        add_counts(counts), text="; ".join(count.text for count in counts if count.text is not None)
    )


def _bound(count: CasualtyCount) -> int:
    """Return the number that says most about a count's size; -1 when nothing is known."""
    for value in (count.best, count.low, count.high):
        if value is not None:
            return value
    return 0 if count.text is not None else -1
