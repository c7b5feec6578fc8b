"""The measures of geoparsing, as pure functions.

They follow Gritta, Pilehvar and Collier, "A Pragmatic Guide to Geoparsing Evaluation" (2020), Wang and Hu,
"Enhancing spatial and textual analysis with EUPEG" (2019), and Hu and others (2023): great-circle distance,
161 km (100 miles) as the limit of "right", 20,039 km, half the Earth's girth, for no answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = [
    "KM_161",
    "NO_ANSWER_KM",
    "Abstain",
    "Bin",
    "Prf",
    "Span",
    "accuracy_at",
    "auc",
    "exact",
    "expected_calibration_error",
    "fuzzy",
    "keep_confident",
    "mean",
    "median",
    "overlap",
    "pair_spans",
    "precision_recall",
    "reliability",
]

KM_161 = 161.0
"""100 miles: an answer nearer than this is right."""

NO_ANSWER_KM = 20_039.0
"""The error of no answer: half of the Earth's girth."""

FUZZY_CHARACTERS = 10.0
"""EUPEG: mid-points of two spans of the same word are nearer than this."""

Span = tuple[int, int, str]
"""Half-open offsets, and the words there."""

Rule = Callable[[Span, Span], float | None]
"""How well two spans fit; None when they do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prf:
    """Precision, recall and F1; None where nothing was predicted or nothing was to be found."""

    gold: int
    predicted: int
    matched: int
    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Answers whose confidence lies in [low, high); the last bin holds 1, too."""

    low: float
    high: float
    n: int
    confidence: float | None
    right: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstain:
    """What is left when answers below a confidence are withheld.

    Attributes:
        kept: Share of all answers.
        wrong: Share of the kept ones that are wrong; None when none is kept.
    """

    threshold: float
    n: int
    kept: float
    wrong: float | None


def exact(gold: Span, predicted: Span) -> float | None:
    """Two spans are the same when both offsets are."""
    return 1.0 if gold[:2] == predicted[:2] else None


def overlap(gold: Span, predicted: Span) -> float | None:
    """Two spans meet when they share a character; the nearer to the same, the better."""
    shared = min(gold[1], predicted[1]) - max(gold[0], predicted[0])
    if shared <= 0:
        return None
    return shared / (max(gold[1], predicted[1]) - min(gold[0], predicted[0]))


def fuzzy(gold: Span, predicted: Span) -> float | None:
    """EUPEG's rule: the same words in lower case, mid-points fewer than 10 characters apart."""
    apart = abs((gold[0] + gold[1]) - (predicted[0] + predicted[1])) / 2
    return -apart if apart < FUZZY_CHARACTERS and gold[2].lower() == predicted[2].lower() else None


def pair_spans(gold: Sequence[Span], predicted: Sequence[Span], rule: Rule) -> dict[int, int]:
    """Pair spans one to one, the best fit first; returns gold index → predicted index."""
    fits = [
        (-fit, i, j)
        for i, wanted in enumerate(gold)
        for j, found in enumerate(predicted)
        if (fit := rule(wanted, found)) is not None
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(fits):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def precision_recall(*, gold: int, predicted: int, matched: int) -> Prf:
    """Return precision, recall and their harmonic mean."""
    precision = matched / predicted if predicted > 0 else None
    recall = matched / gold if gold > 0 else None
    f1 = 2 * matched / (gold + predicted) if gold > 0 and predicted > 0 else None
    return Prf(gold=gold, predicted=predicted, matched=matched, precision=precision, recall=recall, f1=f1)


def accuracy_at(errors: Sequence[float], km: float) -> float | None:
    """Return the share of errors smaller than ``km`` (Acc@161: Cheng, Caverlee and Lee 2010)."""
    return None if not errors else sum(error < km for error in errors) / len(errors)


def auc(errors: Sequence[float]) -> float | None:
    """Return the area under the curve of the logarithm of the errors: 0 is best, 1 worst.

    The sorted values ln(1 + error) / ln(20039), integrated by trapezoids and divided by n - 1 (Jurgens and
    others 2015; the scale is that of Gritta and others 2018, 2020).
    """
    if not errors:
        return None
    values = sorted(math.log1p(error) / math.log(NO_ANSWER_KM) for error in errors)
    if len(values) == 1:
        return values[0]
    area = sum((left + right) / 2 for left, right in pairwise(values))
    return area / (len(values) - 1)


def mean(values: Sequence[float]) -> float | None:
    """Return the arithmetic mean, or None of nothing."""
    return None if not values else math.fsum(values) / len(values)


def median(values: Sequence[float]) -> float | None:
    """Return the middle value, the mean of the middle two, or None of nothing."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 == 1 else (ordered[half - 1] + ordered[half]) / 2


def reliability(answers: Sequence[tuple[float, bool]], *, bins: int = 10) -> tuple[Bin, ...]:
    """Return answers, (confidence, right), in bins of equal width (Guo and others 2017)."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in answers:
        held[min(bins - 1, int(confidence * bins))].append((confidence, right))
    return tuple(
        Bin(
            low=index / bins,
            high=(index + 1) / bins,
            n=len(inside),
            confidence=mean([confidence for confidence, _ in inside]),
            right=mean([float(right) for _, right in inside]),
        )
        for index, inside in enumerate(held)
    )


def expected_calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return the mean gap between confidence and share right, weighted by the bins' sizes."""
    total = sum(one.n for one in bins)
    if total == 0:
        return None
    gaps = (
        one.n * abs(one.confidence - one.right)
        for one in bins
        if one.confidence is not None and one.right is not None
    )
    return math.fsum(gaps) / total


def keep_confident(answers: Sequence[tuple[float, bool]], thresholds: Sequence[float]) -> tuple[Abstain, ...]:
    """Return, for each confidence, what share of the answers reaches it and how many of those are wrong."""
    rows = []
    for threshold in thresholds:
        kept = [right for confidence, right in answers if confidence >= threshold]
        rows.append(
            Abstain(
                threshold=threshold,
                n=len(kept),
                kept=len(kept) / len(answers) if answers else 0.0,
                wrong=mean([float(not right) for right in kept]),
            )
        )
    return tuple(rows)
