"""Reports to clusters: which incidents are one, which may be, and which are not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from geomap.errors import InvalidRecordError
from geomap.incidents.linking.clusters import cluster_reports
from geomap.incidents.linking.pairs import pair_of
from geomap.incidents.linking.report import Report, report_of
from geomap.incidents.linking.score import Weights, chance, explain_pair, load_weights
from geomap.incidents.linking.vocabulary import Vocabulary
from geomap.model import FeatureScore, Incident

__all__ = ["Linked", "Suggestion", "link_incidents"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Two incidents that may be one; a person should look at them.

    Attributes:
        one, two: Ids of the incidents.
        score: Probability that they are one.
        reasons: What speaks for and against it, the weightiest first.
    """

    one: str
    two: str
    score: float
    reasons: tuple[FeatureScore, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Incidents with their ``cluster_id``, in the order given, and the pairs to look at."""

    incidents: tuple[Incident, ...]
    suggestions: tuple[Suggestion, ...]

    @property
    def clusters(self) -> int:
        """How many incidents there are when each is counted once."""
        return len({incident.cluster_id for incident in self.incidents})


def link_incidents(
    incidents: Sequence[Incident], apart: Sequence[str | None] = (), weights: Weights | None = None
) -> Linked:
    """Give incidents that are judged to be one the same ``cluster_id``; nothing is changed beside.

    Args:
        incidents: Of articles and table rows alike, with ids that differ.
        apart: For each incident the name of what tells its incidents apart from each other (an article, a
            table with ids), or None; incidents of one such source are never linked, not even by way of a
            third. By default the document of each.
        weights: Instead of the frozen ones.

    Raises:
        InvalidRecordError: There are more or fewer names in ``apart`` than incidents.
    """
    chosen = weights if weights is not None else load_weights()
    names = apart if apart else [_document(incident) for incident in incidents]
    if len(incidents) != len(names):
        raise InvalidRecordError(f"{len(incidents)} incidents, but {len(names)} names to keep them apart by")

    def reports(order: Iterable[int]) -> Iterator[Report]:
        return (report_of(incidents[number], number, names[number]) for number in order)

    # Reports are made twice rather than kept: of a large table only those of a few days are held at a time.
    days = {number: day for number, incident in enumerate(incidents) if (day := _day(incident)) is not None}
    is_one_source = None not in names and len(set(names)) <= 1
    compared = [] if is_one_source else sorted(days, key=lambda number: (days[number], number))
    vocabulary = Vocabulary(reports(compared))
    clusters, pairs = cluster_reports(reports(compared), len(incidents), vocabulary, chosen)
    linked = tuple(
        replace(incident, cluster_id=_cluster_id([incidents[at].id for at in clusters[number]]))
        for number, incident in enumerate(incidents)
    )
    suggested = [
        Suggestion(
            one=one.id,
            two=two.id,
            score=chance(score),
            reasons=explain_pair(pair_of(one, two, vocabulary), chosen),
        )
        for score, one, two in pairs
        if clusters[one.number] is not clusters[two.number]
    ]
    return Linked(incidents=linked, suggestions=tuple(suggested))


def _document(incident: Incident) -> str | None:
    return incident.sources[0].doc_id if incident.sources else None


def _day(incident: Incident) -> date | None:
    return incident.when.start or incident.when.end


def _cluster_id(ids: Sequence[str]) -> str:
    """Return the id of a cluster, made from the least of its incidents' ids."""
    return hashlib.sha256(f"cluster:{min(ids)}".encode()).hexdigest()[:16]
