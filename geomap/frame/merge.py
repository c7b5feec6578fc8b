"""A newer version of the incident table over an older one, by incident."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.frame.build import from_records, iter_records
from geomap.frame.records import Record

if TYPE_CHECKING:
    import geopandas

__all__ = ["Merged", "merge_frames"]

BY_HAND = frozenset(["confirmed", "edited", "rejected"])
"""What a person has decided about an incident; a newer version does not undo it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The merged table, and what became of each incident, by id, in the order of the tables.

    Attributes:
        added: Only in the new table.
        updated: In both, and not the same; the new one stands.
        unchanged: In both, and the same.
        deleted: Only in the old table, and gone.
        kept: As they were in the old table, since somebody has reviewed them or nothing was to be deleted.
    """

    frame: geopandas.GeoDataFrame
    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    deleted: tuple[str, ...]
    kept: tuple[str, ...]


def merge_frames(
    old: geopandas.GeoDataFrame,
    new: geopandas.GeoDataFrame,
    *,
    keep_missing: bool = False,
    delete: Collection[str] = (),
) -> Merged:
    """Return the old incident table brought up to date with a new one; public as ``geomap.merge``.

    An incident is known by its ``incident_id``, all its places together. Those that somebody has confirmed,
    edited or rejected stay as they are in the old table.

    Args:
        keep_missing: Keep what the new table lacks, for a new table that holds only additions.
        delete: Ids that go in any case, such as those that a source has withdrawn.
    """
    before, after = _by_id(old), _by_id(new)
    gone = {str(one) for one in delete}
    fates: dict[str, list[str]] = {name: [] for name in ("added", "updated", "unchanged", "deleted", "kept")}
    rows: list[Record] = []
    for incident_id in dict.fromkeys((*before, *after)):
        was, now = before.get(incident_id), after.get(incident_id)
        fate = _fate(was, now, keep_missing=keep_missing, is_withdrawn=incident_id in gone)
        if fate is None:
            continue
        fates[fate].append(incident_id)
        stays = {"added": now, "updated": now, "unchanged": now, "kept": was}.get(fate)
        rows.extend(stays or ())
    return Merged(frame=from_records(rows), **{name: tuple(ids) for name, ids in fates.items()})


def _fate(
    was: list[Record] | None, now: list[Record] | None, *, keep_missing: bool, is_withdrawn: bool
) -> str | None:
    """Return what becomes of an incident; None for a withdrawn one that the old table never held."""
    if is_withdrawn:
        return None if was is None else "deleted"
    if was is None:
        return "added"
    if now is not None and _same(was, now):
        return "unchanged"
    if was[0]["review_status"] in BY_HAND:
        return "kept"
    if now is None:
        return "kept" if keep_missing else "deleted"
    return "updated"


def _same(was: list[Record], now: list[Record]) -> bool:
    """Say whether two versions tell the same; who made them of which file and data does not count."""
    return [_told(row) for row in was] == [_told(row) for row in now]


def _told(row: Record) -> Record:
    told = {name: value for name, value in row.items() if name not in {"provenance", "cluster_id"}}
    return {**told, **{name: _without_files(told[name]) for name in ("sources", "evidence") if name in told}}


def _without_files(entries: object) -> object:
    """Return sources or evidence without the id of the file: a new release has another name, so other ids."""
    if not isinstance(entries, list):
        return entries
    return [
        {key: value for key, value in entry.items() if key != "doc_id"} if isinstance(entry, dict) else entry
        for entry in entries
    ]


def _by_id(frame: geopandas.GeoDataFrame) -> dict[str, list[Record]]:
    """Return the rows of each incident, in the order of its places."""
    found: dict[str, list[Record]] = {}
    for row in iter_records(frame):
        found.setdefault(str(row["incident_id"]), []).append(row)
    for rows in found.values():
        rows.sort(key=_place_index)
    return found


def _place_index(row: Record) -> int:
    number = row["place_index"]
    return number if isinstance(number, int) else 0
