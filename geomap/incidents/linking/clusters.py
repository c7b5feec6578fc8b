"""Pairs of reports to clusters of reports."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from geomap.incidents.linking.blocking import iter_pairs
from geomap.incidents.linking.pairs import pair_of
from geomap.incidents.linking.report import Report
from geomap.incidents.linking.score import Weights, score_pair
from geomap.incidents.linking.vocabulary import Vocabulary

__all__ = ["cluster_reports"]

LEEWAY = 1.5
"""Log odds by which the reports of two clusters may on average fit less well than the pair that joins them:
reports of one event choose different details, and a short one fits few of the others well."""

ScoredPair = tuple[float, Report, Report]


def cluster_reports(
    reports: Iterable[Report], size: int, vocabulary: Vocabulary, weights: Weights
) -> tuple[list[list[int]], list[ScoredPair]]:
    """Return the cluster of each report by its number, and the pairs that may be one, likeliest first.

    The likeliest pair is joined first. Two clusters are joined by a pair of their reports that fits, when
    all of them nearly fit on average, and none is kept apart from one of the others by its source: a chain of
    likenesses makes no incident.

    Args:
        reports: In the order of days, see :func:`geomap.incidents.linking.blocking.in_day_order`; those that
            are in no pair worth a look are not kept.
        size: How many reports there are; their numbers run from 0.
        vocabulary: Of all reports.
        weights: Of the reasons, and the probabilities to decide at.
    """
    pairs = _likely_pairs(reports, vocabulary, weights)
    limit = _log_odds(weights.merge)
    told = {report.number: report for _, *both in pairs for report in both}
    known = {_key(one, two): score for score, one, two in pairs}
    clusters = [[number] for number in range(size)]

    def score_of(one: Report, two: Report) -> float:
        key = _key(one, two)
        if key not in known:
            known[key] = score_pair(pair_of(one, two, vocabulary), weights)
        return known[key]

    for score, one, two in pairs:
        if score < limit:
            break
        mine, theirs = ([told[number] for number in clusters[report.number]] for report in (one, two))
        if clusters[one.number] is clusters[two.number] or _is_kept_apart(mine, theirs):
            continue
        scores = [score_of(here, there) for here in mine for there in theirs]
        if math.fsum(scores) / len(scores) < limit - LEEWAY:
            continue
        clusters[one.number].extend(clusters[two.number])
        for report in theirs:
            clusters[report.number] = clusters[one.number]
    return clusters, pairs


def _likely_pairs(reports: Iterable[Report], vocabulary: Vocabulary, weights: Weights) -> list[ScoredPair]:
    """Return the pairs that are at least worth a look."""
    least = _log_odds(min(weights.suggest, weights.merge))
    scored = ((score_pair(pair_of(*pair, vocabulary), weights), *pair) for pair in iter_pairs(reports))
    likely = [entry for entry in scored if entry[0] >= least]
    return sorted(likely, key=lambda entry: (-entry[0], entry[1].number, entry[2].number))


def _key(one: Report, two: Report) -> tuple[int, int]:
    return min(one.number, two.number), max(one.number, two.number)


def _log_odds(share: float) -> float:
    return math.log(share / (1 - share))


def _is_kept_apart(mine: Sequence[Report], theirs: Sequence[Report]) -> bool:
    """Say whether a source tells a report of one cluster apart from one of the other."""
    sources = {report.apart for report in mine} - {None}
    return any(report.apart in sources for report in theirs)
