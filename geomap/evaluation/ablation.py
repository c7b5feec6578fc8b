"""What each scoring feature is worth: accuracy on gold spans with its weight set to 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from geomap.evaluation.corpora import read_corpus
from geomap.evaluation.figures import resolution
from geomap.evaluation.gold import Corpus, GoldDocument
from geomap.evaluation.judging import Judgement, answer_of, judge, know
from geomap.evaluation.scoring import EvaluationSettings, gold_mentions, to_document
from geomap.pipeline.engine import Engine
from geomap.resolution import FEATURES, ResolverSettings, resolve_mentions

__all__ = ["Ablation", "AblationRow", "ablate", "ablation_lines"]

ALL = "all features"
NO_HOME = "source location off"

_Judged = dict[str, tuple[list[Judgement], list[Judgement]]]
"""Judgements of answers and of best guesses, by what was left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AblationRow:
    """Figures of all gold spans with one thing left out.

    Attributes:
        loss: What acc_161_by_code loses against all features.
    """

    without: str
    answered: float | None
    acc_161: float | None
    acc_161_by_code: float | None
    best_guess_by_code: float | None
    loss: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ablation:
    """The rows of a corpus, all features first, then by loss."""

    corpus: str
    sha256: str
    documents: int
    toponyms: int
    rows: tuple[AblationRow, ...]

    def record(self) -> dict[str, Any]:
        """Return the figures as plain values, ready for JSON."""
        return asdict(self)


def ablate(corpora: Sequence[str | Path], settings: EvaluationSettings) -> Iterator[Ablation]:
    """Score gold spans with each feature left out in turn, the rest of the weights as they are.

    The threshold is that of all features, so that a feature that gives confidence is missed, too.

    Raises:
        InputError: A file cannot be read as a corpus.
    """
    read = [read_corpus(Path(path)) for path in corpora]
    with Engine(settings.run) as engine:
        for corpus in read:
            yield _ablate(corpus, engine, settings)


def _ablate(corpus: Corpus, engine: Engine, settings: EvaluationSettings) -> Ablation:
    judged: _Judged = {}
    documents = settings.choose(corpus)
    for document in documents:
        _decide(document, engine, settings, judged)
    rows = [_row(without, *judged[without], base=judged[ALL][0]) for without in judged]
    return Ablation(
        corpus=corpus.name,
        sha256=corpus.sha256,
        documents=len(documents),
        toponyms=len(judged[ALL][0]) if judged else 0,
        rows=tuple(sorted(rows, key=lambda row: (row.without != ALL, -row.loss, row.without))),
    )


def _decide(document: GoldDocument, engine: Engine, settings: EvaluationSettings, judged: _Judged) -> None:
    """Decide a document's gold spans once for each thing that is left out."""
    plain = to_document(document)
    doc = to_document(document, located=settings.source_location)
    mentions = [one.mention for one in engine.resolve(doc, gold_mentions(document))]
    known = [know(gold, engine.gazetteer) for gold in document.toponyms]
    runs = {ALL: (doc, _weights())}
    runs |= {feature.name: (doc, {**_weights(), feature.name: 0.0}) for feature in FEATURES}
    if settings.source_location:
        runs[NO_HOME] = (plain, _weights())
    for without, (text, weights) in runs.items():
        chosen = replace(settings.run.resolver or ResolverSettings(), weights=weights)
        resolutions = resolve_mentions(text, mentions, engine.gazetteer, settings=chosen, read_on=True)
        answers, guesses = judged.setdefault(without, ([], []))
        for gold, what, one in zip(document.toponyms, known, resolutions, strict=True):
            if gold.has_point:
                answer = answer_of(one)
                answers.append(judge(gold, what, answer.place))
                guesses.append(judge(gold, what, answer.guess))


def _weights() -> Mapping[str, float]:
    return {feature.name: feature.weight for feature in FEATURES}


def _row(
    without: str, answers: Sequence[Judgement], guesses: Sequence[Judgement], *, base: Sequence[Judgement]
) -> AblationRow:
    figures, best = resolution(answers), resolution(guesses)
    whole = resolution(base).acc_161_by_code or 0.0
    return AblationRow(
        without=without,
        answered=figures.answered,
        acc_161=figures.acc_161,
        acc_161_by_code=figures.acc_161_by_code,
        best_guess_by_code=best.acc_161_by_code,
        loss=whole - (figures.acc_161_by_code or 0.0),
    )


def ablation_lines(found: Ablation) -> Iterator[str]:
    """Yield the table of a corpus."""
    yield f"{found.corpus}: {found.documents:,} documents, {found.toponyms:,} gold toponyms with coordinates"
    yield f"  sha256 {found.sha256}"
    heads = ("answered", "Acc@161", "by code", "best guess", "loss")
    yield f"{'without':<26}" + "".join(f"{head:>12}" for head in heads)
    for row in found.rows:
        shares = (row.answered, row.acc_161, row.acc_161_by_code, row.best_guess_by_code)
        cells = "".join(f"{'-' if share is None else f'{share:.3f}':>12}" for share in shares)
        yield f"{row.without:<26}{cells}{row.loss:>+12.4f}"
