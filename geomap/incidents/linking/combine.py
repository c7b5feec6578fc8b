"""One incident out of the reports of it, for maps and reports; the reports themselves stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from geomap.errors import InvalidRecordError
from geomap.model import CasualtyCount, DateSpan, GroupCount, Incident, PlacePrecision

__all__ = ["combine", "combine_counts", "group_by_cluster"]

_FINENESS = list(PlacePrecision)


def group_by_cluster(incidents: Iterable[Incident]) -> list[tuple[Incident, ...]]:
    """Return incidents by ``cluster_id``, in the order of the first of each; without one they stand alone."""
    clusters: dict[str, list[Incident]] = {}
    for number, incident in enumerate(incidents):
        key = f"\0{number}" if incident.cluster_id is None else incident.cluster_id
        clusters.setdefault(key, []).append(incident)
    return [tuple(members) for members in clusters.values()]


def combine(cluster: Sequence[Incident]) -> Incident:
    """Return one incident for the reports of a cluster.

    Sources and evidence of all are kept. Counts are the least of the lows and the greatest of the highs.
    Place, kind and words are those of the report that says most exactly where it was; the date is the
    finest. What that report leaves open is taken from the next.

    Raises:
        InvalidRecordError: The cluster is empty.
    """
    if not cluster:
        raise InvalidRecordError("a cluster without incidents cannot be combined")
    ordered = sorted(cluster, key=_rank)
    best = ordered[0]
    return replace(
        best,
        id=best.id if best.cluster_id is None else best.cluster_id,
        when=min((incident.when for incident in ordered), key=_span),
        sources=tuple(dict.fromkeys(source for incident in ordered for source in incident.sources)),
        evidence=tuple(dict.fromkeys(piece for incident in ordered for piece in incident.evidence)),
        actors=tuple(dict.fromkeys(actor for incident in ordered for actor in incident.actors)),
        side_a=_first(incident.side_a for incident in ordered),
        side_b=_first(incident.side_b for incident in ordered),
        weapon=_first(incident.weapon for incident in ordered),
        target=_first(incident.target for incident in ordered),
        is_background=all(incident.is_background for incident in ordered),
        is_aggregate=any(incident.is_aggregate for incident in ordered),
        killed=combine_counts([incident.killed for incident in ordered]),
        wounded=combine_counts([incident.wounded for incident in ordered]),
        missing=combine_counts([incident.missing for incident in ordered]),
        abducted=combine_counts([incident.abducted for incident in ordered]),
        counts_by_group=_groups(ordered),
    )


def combine_counts(counts: Sequence[CasualtyCount]) -> CasualtyCount:
    """Return the least of the lows and the greatest of the highs; best only where all agree on it.

    A count without bounds of its own is its own bound. "At least 20" opens the upper bound where others
    say less than 20.
    """
    told = [count for count in counts if count != CasualtyCount()]
    lows = [low for count in told if (low := _either(count.low, count.best)) is not None]
    highs = [high for count in told if (high := _either(count.high, count.best)) is not None]
    bests = {count.best for count in told if count.best is not None}
    high = max(highs, default=None)
    beyond = [
        count.low for count in told if count.high is None and count.best is None and count.low is not None
    ]
    if high is not None and any(low > high for low in beyond):
        high = None
    texts = dict.fromkeys(count.text for count in told if count.text is not None)
    return CasualtyCount(
        low=min(lows, default=None),
        best=next(iter(bests)) if len(bests) == 1 else None,
        high=high,
        text="; ".join(texts) if texts else None,
    )


def _groups(incidents: Sequence[Incident]) -> tuple[GroupCount, ...]:
    """Return the counts of groups: each kind and group once."""
    told = sorted(
        (entry for incident in incidents for entry in incident.counts_by_group),
        key=lambda entry: (entry.kind, entry.group),
    )
    return tuple(
        GroupCount(kind=kind, group=group, count=combine_counts([entry.count for entry in entries]))
        for (kind, group), entries in groupby(told, key=lambda entry: (entry.kind, entry.group))
    )


def _rank(incident: Incident) -> tuple[int, int, int, str]:
    """Return where an incident stands among the reports of its cluster; the one that says most is first."""
    finest = min(_FINENESS.index(place.precision) for place in incident.places)
    published = [source.published for source in incident.sources if source.published is not None]
    return incident.is_background, finest, -max(published, default=date.min).toordinal(), incident.id


def _span(when: DateSpan) -> tuple[bool, int]:
    """Return the length of a date for comparing; unknown ones come last."""
    if when.start is None or when.end is None:
        return True, 0
    return False, (when.end - when.start).days


def _either(bound: int | None, best: int | None) -> int | None:
    return best if bound is None else bound


def _first(names: Iterable[str | None]) -> str | None:
    return next((name for name in names if name is not None), None)
