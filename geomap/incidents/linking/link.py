"""Reports to clusters: which incidents are one, which may be, and which are not."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.incidents.linking.blocking import iter_pairs
from geomap.incidents.linking.pairs import pair_of
from geomap.incidents.linking.report import Report, report_of
from geomap.incidents.linking.score import Weights, chance, explain_pair, load_weights, score_pair
from geomap.incidents.linking.vocabulary import Vocabulary
from geomap.model import FeatureScore, Incident

__all__ = ["Linked", "Suggestion", "cluster_reports", "link_incidents"]

LEEWAY = 1.5
"""Log odds by which the reports of two clusters may on average fit less well than the pair that joins them:
reports of one event choose different details, and a short one fits few of the others well."""


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
    """
    chosen = weights if weights is not None else load_weights()
    names = apart if apart else [_document(incident) for incident in incidents]
    reports = [
        report_of(incident, number, name)
        for number, (incident, name) in enumerate(zip(incidents, names, strict=True))
    ]
    vocabulary = Vocabulary(reports)
    clusters, pairs = cluster_reports(reports, vocabulary, chosen)
    linked = tuple(
        replace(incident, cluster_id=_cluster_id([incidents[at].id for at in clusters[number]]))
        for number, incident in enumerate(incidents)
    )
    suggested = [
        Suggestion(
            one=reports[one].id,
            two=reports[two].id,
            score=chance(score),
            reasons=explain_pair(pair_of(reports[one], reports[two], vocabulary), chosen),
        )
        for score, one, two in pairs
        if clusters[one] is not clusters[two] and chance(score) >= chosen.suggest
    ]
    return Linked(incidents=linked, suggestions=tuple(suggested))


def cluster_reports(
    reports: Sequence[Report], vocabulary: Vocabulary, weights: Weights
) -> tuple[list[list[int]], list[tuple[float, int, int]]]:
    """Return the cluster of each report, and the pairs that were compared, likeliest first.

    The likeliest pair is joined first. Two clusters are joined by a pair of their reports that fits, when
    all of them nearly fit on average, and none is kept apart from one of the others by its source: a chain of
    likenesses makes no incident.
    """
    pairs = sorted(
        (
            (score_pair(pair_of(one, two, vocabulary), weights), one.number, two.number)
            for one, two in iter_pairs(reports)
        ),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    limit = math.log(weights.merge / (1 - weights.merge))
    clusters = [[number] for number in range(len(reports))]
    known = {(one, two): score for score, one, two in pairs}

    def score_of(one: int, two: int) -> float:
        key = (one, two) if (one, two) in known else (two, one)
        if key not in known:
            known[key] = score_pair(pair_of(reports[one], reports[two], vocabulary), weights)
        return known[key]

    for score, one, two in pairs:
        if score < limit:
            break
        mine, theirs = clusters[one], clusters[two]
        if mine is theirs or _is_kept_apart(reports, mine, theirs):
            continue
        scores = [score_of(here, there) for here in mine for there in theirs]
        if math.fsum(scores) / len(scores) < limit - LEEWAY:
            continue
        mine.extend(theirs)
        for number in theirs:
            clusters[number] = mine
    return clusters, pairs


def _is_kept_apart(reports: Sequence[Report], mine: Sequence[int], theirs: Sequence[int]) -> bool:
    """Say whether a source tells a report of one cluster apart from one of the other."""
    sources = {reports[number].apart for number in mine} - {None}
    return any(reports[number].apart in sources for number in theirs)


def _document(incident: Incident) -> str | None:
    return incident.sources[0].doc_id if incident.sources else None


def _cluster_id(ids: Sequence[str]) -> str:
    """Return the id of a cluster, made from the least of its incidents' ids."""
    return hashlib.sha256(f"cluster:{min(ids)}".encode()).hexdigest()[:16]
