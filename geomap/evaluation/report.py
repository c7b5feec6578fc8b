"""The figures of one corpus, put together from what was decided about its documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from geomap.evaluation.figures import (
    RULES,
    Calibration,
    Coverage,
    Paired,
    ResolutionFigures,
    calibrate,
    cover,
    pair_document,
    recognition,
    resolution,
)
from geomap.evaluation.gold import Corpus, GoldToponym
from geomap.evaluation.judging import Answer, Judgement, Known, judge
from geomap.evaluation.metrics import Prf
from geomap.evaluation.scoring import Decisions, DocumentScore, EvaluationSettings
from geomap.model import Place

__all__ = ["CorpusReport", "Facts", "Recognition", "VariantReport", "build_report"]

DEMONYM_SHARE = 0.01
"""A corpus with fewer demonyms among its spans did not set out to annotate them."""

_Judged = tuple[Answer | None, GoldToponym, Known]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was scored.

    Attributes:
        documents, toponyms, with_point: How many were scored.
        dropped, snapped: Of the whole file; see :class:`geomap.evaluation.gold.Corpus`.
        demonyms: Whether they are in the task; ``demonym_share``: of the spans.
        versions: Of geomap, the gazetteer (digest) and the model.
    """

    corpus: str
    sha256: str
    documents: int
    of_documents: int
    toponyms: int
    with_point: int
    dropped: Mapping[str, int]
    snapped: int
    demonyms: bool
    demonym_share: float
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """Spans found, by each rule: against all gold toponyms, and against those with a point."""

    all_gold: Mapping[str, Prf]
    with_point: Mapping[str, Prf]
    kinds: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantReport:
    """Resolution, with or without source location; parts that were not run are None.

    Attributes:
        located: Share of documents whose source location was known.
        gold_spans: ``conditioned``, ``all_gold``, ``best_guess`` (ambiguous mentions at their first
            candidate).
        end_to_end: ``exact`` and ``overlap`` spans, and both again with best guesses.
    """

    located: float
    gold_spans: Mapping[str, ResolutionFigures] | None
    coverage: Coverage | None
    calibration: Calibration | None
    end_to_end: Mapping[str, ResolutionFigures] | None
    end_to_end_calibration: Calibration | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusReport:
    """All figures of one corpus."""

    facts: Facts
    recognition: Recognition | None
    plain: VariantReport
    located: VariantReport | None

    def record(self) -> dict[str, Any]:
        """Return the figures as plain values, ready for JSON; shares are rounded to five digits."""
        record: dict[str, Any] = _rounded(asdict(self))
        return record


def build_report(
    corpus: Corpus, scores: Sequence[DocumentScore], settings: EvaluationSettings, versions: Mapping[str, str]
) -> CorpusReport:
    """Sum up what was decided about a corpus."""
    toponyms = [gold for score in scores for gold in score.document.toponyms]
    share = sum(known.demonym for score in scores for known in score.known) / max(1, len(toponyms))
    demonyms = share >= DEMONYM_SHARE if settings.demonyms == "auto" else settings.demonyms == "in"
    plain = [_pair(score, score.plain, demonyms=demonyms) for score in scores]
    return CorpusReport(
        facts=Facts(
            corpus=corpus.name,
            sha256=corpus.sha256,
            documents=len(scores),
            of_documents=len(corpus.documents),
            toponyms=len(toponyms),
            with_point=sum(gold.has_point for gold in toponyms),
            dropped=corpus.dropped,
            snapped=corpus.snapped,
            demonyms=demonyms,
            demonym_share=share,
            versions=versions,
        ),
        recognition=_recognition(plain) if settings.end_to_end else None,
        plain=_variant(scores, plain, settings, lambda score: score.plain),
        located=_located(scores, settings, demonyms=demonyms),
    )


def _located(
    scores: Sequence[DocumentScore], settings: EvaluationSettings, *, demonyms: bool
) -> VariantReport | None:
    if not settings.source_location:
        return None
    paired = [_pair(score, _with_home(score), demonyms=demonyms) for score in scores]
    return _variant(scores, paired, settings, _with_home)


def _with_home(score: DocumentScore) -> Decisions:
    return score.plain if score.located is None else score.located


def _pair(score: DocumentScore, decided: Decisions, *, demonyms: bool) -> Paired:
    return pair_document(score.document.toponyms, score.known, decided.found, demonyms=demonyms)


def _recognition(paired: Sequence[Paired]) -> Recognition:
    kinds = Counter(
        document.found[document.pairs["exact"][i]].kind if i in document.pairs["exact"] else "not found"
        for document in paired
        for i in range(len(document.gold))
    )
    return Recognition(
        all_gold={rule: recognition(paired, rule) for rule in RULES},
        with_point={rule: recognition(paired, rule, with_point=True) for rule in RULES},
        kinds=dict(sorted(kinds.items())),
    )


def _variant(
    scores: Sequence[DocumentScore],
    paired: Sequence[Paired],
    settings: EvaluationSettings,
    choose: Callable[[DocumentScore], Decisions],
) -> VariantReport:
    given = [answer for score in scores for answer in _given(score, choose(score))]
    spans = _gold_spans(given) if given else None
    known = [what for _, _, what in given]
    ceilings = [one for score in scores for one in score.ceilings if one is not None]
    exact = [one for document in paired for one in _found_answers(document, "exact")]
    overlapping = [one for document in paired for one in _found_answers(document, "overlap")]
    ends = settings.end_to_end and len(exact) > 0
    homes = sum(choose(score).home is not None for score in scores)
    return VariantReport(
        located=homes / max(1, len(scores)),
        gold_spans=spans,
        coverage=None if spans is None else cover(known, ceilings, spans["all_gold"]),
        calibration=None if spans is None else calibrate(_answered(given)),
        end_to_end=_end_to_end(exact, overlapping) if ends else None,
        end_to_end_calibration=calibrate(_answered(exact)) if ends else None,
    )


def _given(score: DocumentScore, decided: Decisions) -> Iterator[_Judged]:
    """Yield the answer to each gold span with a point."""
    if decided.given:
        for answer, gold, known in zip(decided.given, score.document.toponyms, score.known, strict=True):
            if gold.has_point:
                yield answer, gold, known


def _found_answers(document: Paired, rule: str) -> Iterator[_Judged]:
    """Yield what was found in the raw text for each gold toponym with a point; None for missed ones."""
    pairs = document.pairs[rule]
    for i, (gold, known) in enumerate(zip(document.gold, document.known, strict=True)):
        if gold.has_point:
            yield document.found[pairs[i]] if i in pairs else None, gold, known


def _answered(judged: Sequence[_Judged]) -> list[tuple[Answer, GoldToponym, Known]]:
    return [(answer, gold, known) for answer, gold, known in judged if answer is not None]


def _judged(judged: Sequence[_Judged], *, guess: bool = False) -> list[Judgement]:
    return [judge(gold, known, _place_of(answer, guess=guess)) for answer, gold, known in judged]


def _place_of(answer: Answer | None, *, guess: bool) -> Place | None:
    """Return the answer's place; ``guess``: its first candidate, also when it is ambiguous."""
    if answer is None:
        return None
    return answer.guess if guess else answer.place


def _gold_spans(given: Sequence[_Judged]) -> dict[str, ResolutionFigures]:
    decided = _judged(given)
    return {
        "conditioned": resolution(decided, conditioned=True),
        "all_gold": resolution(decided),
        "best_guess": resolution(_judged(given, guess=True)),
    }


def _end_to_end(exact: Sequence[_Judged], overlapping: Sequence[_Judged]) -> dict[str, ResolutionFigures]:
    return {
        "exact": resolution(_judged(exact)),
        "overlap": resolution(_judged(overlapping)),
        "exact_best_guess": resolution(_judged(exact, guess=True)),
        "overlap_best_guess": resolution(_judged(overlapping, guess=True)),
    }


def _rounded(value: Any) -> Any:  # noqa: ANN401 - any plain value
    if isinstance(value, float):
        return round(value, 5)
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(one) for one in value]
    return value
