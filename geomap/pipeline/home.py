"""Where a report was filed: the city of its dateline, decided together with the names of the text."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.model import Mention, Resolution

__all__ = ["take_home", "with_dateline"]


def with_dateline(mentions: Sequence[Mention], filed: Mention | None) -> list[Mention]:
    """Return mentions with that of the dateline, in text order; names in the text itself go before it."""
    if filed is None or any(one.start < filed.end and filed.start < one.end for one in mentions):
        return list(mentions)
    return sorted([*mentions, filed], key=lambda one: one.start)


def take_home(
    found: Sequence[Resolution], filed: Mention | None
) -> tuple[Resolution | None, tuple[Resolution, ...]]:
    """Return the decision about the dateline, and the decisions the others, without it."""
    if filed is None:
        return None, tuple(found)
    home = next((one for one in found if filed.start <= one.mention.start < filed.end), None)
    return home, tuple(one for one in found if one.mention is not filed)
