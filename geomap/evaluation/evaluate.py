"""Corpora to reports: each corpus goes to the task that scores its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from geomap._version import __version__
from geomap.evaluation.corpora import GEOPARSING, read_corpus
from geomap.evaluation.gold import Corpus
from geomap.evaluation.mistakes import iter_mistakes
from geomap.evaluation.report import CorpusReport, build_report
from geomap.evaluation.scoring import EvaluationSettings, score_documents
from geomap.extraction import DEFAULT_MODEL
from geomap.pipeline.engine import Engine
from geomap.registry import Registry

__all__ = ["TASKS", "Evaluated", "evaluate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """A corpus' figures, and each of its mistakes as a record for JSON."""

    report: CorpusReport
    mistakes: tuple[dict[str, object], ...]


Task = Callable[[Corpus, Engine, EvaluationSettings], Evaluated]

TASKS: Registry[Task] = Registry("evaluation task")
"""What scores a corpus, by the kind of the corpus."""


@TASKS.register(GEOPARSING)
def score_geoparsing(corpus: Corpus, engine: Engine, settings: EvaluationSettings) -> Evaluated:
    """Place names in texts: are they found, and put in the right spot?"""
    scores = tuple(score_documents(settings.choose(corpus), engine, settings))
    report = build_report(corpus, scores, settings, versions(engine, with_model=settings.end_to_end))
    mistakes = tuple(iter_mistakes(corpus.name, scores, demonyms=report.facts.demonyms))
    return Evaluated(report=report, mistakes=mistakes)


def evaluate(corpora: Sequence[str | Path], settings: EvaluationSettings) -> Iterator[Evaluated]:
    """Score labelled files one by one.

    Every file is read before the first is scored.

    Raises:
        InputError: A file cannot be read as a corpus.
    """
    read = [read_corpus(Path(path)) for path in corpora]
    with Engine(settings.run) as engine:
        for corpus in read:
            yield TASKS.get(corpus.kind)(corpus, engine, settings)


def versions(engine: Engine, *, with_model: bool) -> dict[str, str]:
    """Return what a figure holds for: geomap, the gazetteer's digest, the model where it was used."""
    found = {"geomap": __version__, "gazetteer": engine.gazetteer.info.short_digest}
    if with_model:
        found["model"] = f"{engine.settings.model or DEFAULT_MODEL} {engine.model.meta['version']}"
    return found
