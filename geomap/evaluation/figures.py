"""Decisions to figures: recognition, resolution, coverage, calibration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geomap.evaluation.gold import GoldToponym
from geomap.evaluation.judging import Answer, Ceiling, Judgement, Known, judge
from geomap.evaluation.metrics import (
    KM_161,
    Abstain,
    Bin,
    Prf,
    Rule,
    Span,
    accuracy_at,
    auc,
    exact,
    expected_calibration_error,
    fuzzy,
    keep_confident,
    mean,
    median,
    overlap,
    pair_spans,
    precision_recall,
    reliability,
)

__all__ = [
    "RULES",
    "THRESHOLDS",
    "Calibration",
    "Coverage",
    "Paired",
    "ResolutionFigures",
    "calibrate",
    "cover",
    "pair_document",
    "recognition",
    "resolution",
]

RULES: Mapping[str, Rule] = {"exact": exact, "overlap": overlap, "fuzzy": fuzzy}
"""Ways in which a found span can be the gold's; fuzzy is EUPEG's."""

THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """The spans of one document, after demonyms were left out or not.

    Attributes:
        gold, known: The toponyms of the task, and what the gazetteer says of them.
        found: Mentions found in the raw text.
        pairs: For each rule, gold index → index in ``found``.
    """

    gold: tuple[GoldToponym, ...]
    known: tuple[Known, ...]
    found: tuple[Answer, ...]
    pairs: Mapping[str, Mapping[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionFigures:
    """Errors of answers, summed up; None where there is nothing to sum.

    Attributes:
        n: Toponyms counted.
        answered: Share of them with an answer.
        acc_161, acc_20: Share nearer than 161 and 20 km.
        acc_161_by_code: Share nearer than 161 km or, of countries, the right country.
        country: Share in the gold's country.
        same_id: Share that is the gold's own entry, of those with an id.
        same_id_or_twin: The same, or a place of that name within 30 km of the gold.
    """

    n: int
    answered: float | None
    acc_161: float | None
    acc_161_by_code: float | None
    acc_20: float | None
    auc: float | None
    mean_km: float | None
    median_km: float | None
    country: float | None
    same_id: float | None
    same_id_or_twin: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How well the gazetteer's candidates would allow to do, and how much of that is reached.

    Attributes:
        ceiling: Share of gold toponyms with some candidate within 161 km; ``_by_code``: countries by code.
        reached: acc_161 of all gold as a share of the ceiling.
        ids: Share of the gold's ids that the gazetteer has.
    """

    ceiling: float | None
    ceiling_by_code: float | None
    reached: float | None
    reached_by_code: float | None
    ids: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Is the confidence a probability? Right: within 161 km, countries by code.

    Attributes:
        answers: Mentions with any candidate; the first one is taken for the answer.
        error: Expected calibration error.
    """

    answers: int
    error: float | None
    bins: tuple[Bin, ...]
    abstain: tuple[Abstain, ...]


def pair_document(
    gold: Sequence[GoldToponym], known: Sequence[Known], found: Sequence[Answer], *, demonyms: bool
) -> Paired:
    """Pair the gold toponyms of a document with the mentions found; demonyms only if in the task."""
    kept = [i for i, what in enumerate(known) if demonyms or not what.demonym]
    mentions = tuple(one for one in found if demonyms or one.kind != "demonym")
    toponyms = tuple(gold[i] for i in kept)
    wanted: list[Span] = [(one.start, one.end, one.text) for one in toponyms]
    have: list[Span] = [(one.start, one.end, one.text) for one in mentions]
    return Paired(
        gold=toponyms,
        known=tuple(known[i] for i in kept),
        found=mentions,
        pairs={name: pair_spans(wanted, have, rule) for name, rule in RULES.items()},
    )


def recognition(documents: Sequence[Paired], rule: str, *, with_point: bool = False) -> Prf:
    """Return precision and recall of spans.

    Args:
        documents: Paired documents.
        rule: When a span counts as found.
        with_point: Only gold toponyms with a point; what was found at the others counts neither way.
    """
    gold = predicted = matched = 0
    for document in documents:
        counts = [one.has_point or not with_point for one in document.gold]
        pairs = document.pairs[rule]
        gold += sum(counts)
        matched += sum(counts[i] for i in pairs)
        predicted += len(document.found) - sum(not counts[i] for i in pairs)
    return precision_recall(gold=gold, predicted=predicted, matched=matched)


def resolution(judged: Sequence[Judgement], *, conditioned: bool = False) -> ResolutionFigures:
    """Sum up judgements; ``conditioned``: only those with an answer."""
    counted = [one for one in judged if one.answered or not conditioned]
    errors = [one.km for one in counted]
    return ResolutionFigures(
        n=len(counted),
        answered=_share(one.answered for one in counted),
        acc_161=accuracy_at(errors, KM_161),
        acc_161_by_code=_share(one.by_code for one in counted),
        acc_20=accuracy_at(errors, 20.0),
        auc=auc(errors),
        mean_km=mean(errors),
        median_km=median(errors),
        country=_share(one.country for one in counted),
        same_id=_share(one.same_id for one in counted),
        same_id_or_twin=_share(one.twin for one in counted),
    )


def cover(known: Sequence[Known], ceilings: Sequence[Ceiling], reached: ResolutionFigures) -> Coverage:
    """Return what the gazetteer's candidates allow, beside what was reached.

    Args:
        known: What the gazetteer says of the gold toponyms with a point.
        ceilings: The best candidate of each.
        reached: The figures of all gold.
    """
    ceiling = accuracy_at([one.km for one in ceilings], KM_161)
    by_code = _share(one.by_code for one in ceilings)
    return Coverage(
        ceiling=ceiling,
        ceiling_by_code=by_code,
        reached=_ratio(reached.acc_161, ceiling),
        reached_by_code=_ratio(reached.acc_161_by_code, by_code),
        ids=_share(one.place_id is not None for one in known if one.has_id),
    )


def calibrate(answers: Sequence[tuple[Answer, GoldToponym, Known]]) -> Calibration:
    """Hold the confidence of first candidates against how often they are right."""
    pairs = [
        (answer.confidence, judge(gold, known, answer.guess).by_code)
        for answer, gold, known in answers
        if answer.confidence is not None and answer.guess is not None
    ]
    bins = reliability(pairs)
    return Calibration(
        answers=len(pairs),
        error=expected_calibration_error(bins),
        bins=bins,
        abstain=keep_confident(pairs, THRESHOLDS),
    )


def _share(values: Iterable[bool | None]) -> float | None:
    """Return the share of true values; those that cannot be said are left out."""
    said = [value for value in values if value is not None]
    return sum(said) / len(said) if said else None


def _ratio(part: float | None, whole: float | None) -> float | None:
    return None if part is None or whole is None or whole == 0 else part / whole
