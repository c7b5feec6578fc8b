"""One count of each kind for a text about one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomap.incidents.counts.find import KINDS, FoundCount, add_counts, find_counts
from geomap.incidents.tree import Tree
from geomap.model import CasualtyCount, Parse

__all__ = ["count_people"]


def count_people(text: str, parse: Parse) -> dict[str, CasualtyCount]:
    """Return who was harmed in a text about one event: a count for each of ``KINDS``."""
    found = find_counts(text, Tree(parse))
    return {kind: _total(kind, found) for kind in KINDS}


def _total(kind: str, found: Sequence[FoundCount]) -> CasualtyCount:
    """Add up what one sentence tells; of several sentences the largest sum stays, and what comes on top is added."""
    strong = any(not entry.weak and entry.kind in {"killed", "wounded"} for entry in found)
    mine = [
        entry for entry in found if entry.kind == kind and not (entry.weak and strong and not entry.added)
    ]
    best: CasualtyCount | None = None
    for sentence in sorted({entry.sentence for entry in mine}):
        here = [entry for entry in mine if entry.sentence == sentence]
        fresh = [entry for entry in here if not entry.definite and not entry.part] or here[:1]
        total = (
            fresh[0].count
            if len(fresh) == 1
            else replace(
                add_counts([entry.count for entry in fresh]),
                text="; ".join(entry.count.text or "" for entry in fresh),
            )
        )
        if best is not None and all(entry.added for entry in fresh):
            total = replace(add_counts([best, total]), text=f"{best.text}; {total.text}")
        if best is None or _bound(total) > _bound(best):
            best = total
    return CasualtyCount() if best is None else best


def _bound(count: CasualtyCount) -> int:
    """Return the number that says most about a count's size; -1 when nothing is known."""
    for value in (count.best, count.low, count.high):
        if value is not None:
            return value
    return 0 if count.text is not None else -1
