"""Which spans of a text are names of places: each is weighed by its clues, and the likeliest are kept.

A logistic regression over the answers of ``clues.py``, with the weights of ``recogniser.tsv``, and half of
what the same name gets elsewhere in the document; trained by ``training/recogniser.py`` on texts whose
licences let the weights be passed on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from geomap.extraction.candidates import NameSpan, find_name_spans
from geomap.extraction.clues import iter_answers
from geomap.extraction.document_names import read_names
from geomap.extraction.view import TextView
from geomap.gazetteer import Gazetteer

__all__ = ["THRESHOLD", "ScoredSpan", "Weights", "find_names", "load_weights", "pick", "score_spans"]

THRESHOLD = 0.45
"""Least probability of a name of a place."""

NAMESAKES = 0.5
"""How much the other places of a document where the same name stands count: one name has mostly one sense."""

_SUREST = 5.0
"""Log-odds beyond which another place of the name counts no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The trained numbers.

    Attributes:
        bias: What every span starts with.
        answers: The weight of each answer, ``clue=answer`` or ``clue*clue=answer|answer``.
        corpora: SHA-256 of each training text, by name.
    """

    bias: float
    answers: dict[str, float]
    corpora: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSpan:
    """A span with the probability that it is the name of a place."""

    span: NameSpan
    score: float


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Return the weights that come with geomap."""
    text = resources.files("geomap.extraction").joinpath("recogniser.tsv").read_text(encoding="utf-8")
    answers: dict[str, float] = {}
    corpora: dict[str, str] = {}
    for line in text.splitlines():
        name, value = line.rsplit("\t", 1)
        if name.startswith("# "):
            corpora[name[2:]] = value
        else:
            answers[name] = float(value)
    return Weights(bias=answers.pop("bias"), answers=answers, corpora=corpora)


def score_spans(view: TextView, spans: Sequence[NameSpan], weights: Weights) -> Iterator[ScoredSpan]:
    """Yield each span with the probability that it is the name of a place."""
    names = read_names(view, spans)
    weight_of = weights.answers.get
    odds = [
        weights.bias + sum(weight_of(answer, 0.0) for answer in iter_answers(view, span, names))
        for span in spans
    ]
    by_name: dict[str, list[float]] = {}
    for span, own in zip(spans, odds, strict=True):
        by_name.setdefault(span.key, []).append(max(-_SUREST, min(_SUREST, own)))
    for span, own in zip(spans, odds, strict=True):
        all_of_name = by_name[span.key]
        if len(all_of_name) > 1:
            others = sum(all_of_name) - max(-_SUREST, min(_SUREST, own))
            own += NAMESAKES * others / (len(all_of_name) - 1)
        yield ScoredSpan(span=span, score=1.0 / (1.0 + math.exp(-own)))


def pick(scored: Iterable[ScoredSpan], threshold: float) -> list[ScoredSpan]:
    """Return the likeliest spans that do not overlap, in order; of equals the longer one."""
    likely = (one for one in scored if one.score >= threshold)
    taken: list[ScoredSpan] = []
    for one in sorted(likely, key=lambda one: (-one.score, one.span.start - one.span.end, one.span.start)):
        start, end = one.span.start, one.span.end
        if all(end <= other.span.start or other.span.end <= start for other in taken):
            taken.append(one)
    return sorted(taken, key=lambda one: one.span.start)


def find_names(view: TextView, gazetteer: Gazetteer) -> list[ScoredSpan]:
    """Return the names of places in a text, none overlapping, in order."""
    return pick(score_spans(view, find_name_spans(view, gazetteer), load_weights()), THRESHOLD)
