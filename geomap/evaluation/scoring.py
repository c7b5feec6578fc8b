"""Runs over a corpus: every document decided once on the gold spans and once from raw text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from geomap.errors import InputError
from geomap.evaluation.gold import Corpus, GoldDocument
from geomap.evaluation.judging import Answer, Ceiling, Known, answer_of, find_ceiling, know
from geomap.model import Document, Mention
from geomap.pipeline.engine import Engine
from geomap.pipeline.parallel import map_documents
from geomap.pipeline.settings import Settings
from geomap.resolution.sources import find_outlet, source_places

__all__ = [
    "DEMONYM_CHOICES",
    "Decisions",
    "DocumentScore",
    "EvaluationSettings",
    "gold_mentions",
    "score_documents",
    "to_document",
]

DEMONYM_CHOICES = ("auto", "in", "out")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSettings:
    """What is scored, and how.

    Attributes:
        run: Gazetteer, model, pins and weights of what is scored.
        gold_spans: Decide the corpus' own spans.
        end_to_end: Recognise and decide from raw text.
        source_location: Decide a second time, knowing where each document was written.
        demonyms: Whether words for peoples are to be found: in, out, or auto: as the corpus has it.
        every: Take each so-manieth document.
        limit: Take only so many of them.
    """

    run: Settings = field(default_factory=Settings)
    gold_spans: bool = True
    end_to_end: bool = True
    source_location: bool = False
    demonyms: str = "auto"
    every: int = 1
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.demonyms not in DEMONYM_CHOICES:
            raise InputError(f"demonyms is '{self.demonyms}'; known: {', '.join(DEMONYM_CHOICES)}")

    def choose(self, corpus: Corpus) -> tuple[GoldDocument, ...]:
        """Return the documents to score."""
        return corpus.documents[:: self.every][: self.limit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What was decided about one document.

    Attributes:
        given: The answer to each gold toponym, in order; empty when gold spans are not scored.
        found: Every mention found in the raw text; empty when that is not scored.
        home: The source location that was known, or None.
    """

    given: tuple[Answer, ...] = ()
    found: tuple[Answer, ...] = ()
    home: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentScore:
    """A gold document and all that was decided about it.

    Attributes:
        known: What the gazetteer says of each gold toponym, in order.
        ceilings: Best candidate of each gold toponym; None without a point; empty as ``Decisions.given``.
        plain: Without source location.
        located: With it, when that was asked for.
    """

    document: GoldDocument
    known: tuple[Known, ...]
    ceilings: tuple[Ceiling | None, ...]
    plain: Decisions
    located: Decisions | None = None


def score_documents(
    documents: Sequence[GoldDocument], engine: Engine, settings: EvaluationSettings
) -> Iterator[DocumentScore]:
    """Decide documents, in order; each is parsed once."""
    work = partial(_score, settings=settings)
    return map_documents(work, documents, engine, jobs=settings.run.jobs)


def _score(engine: Engine, document: GoldDocument, *, settings: EvaluationSettings) -> DocumentScore:
    known = tuple(know(gold, engine.gazetteer) for gold in document.toponyms)
    ceilings: list[Ceiling | None] = []
    decided = []
    for located in (False, True) if settings.source_location else (False,):
        doc = to_document(document, located=located)
        given: tuple[Answer, ...] = ()
        if settings.gold_spans:
            resolutions = engine.resolve(doc, gold_mentions(document))
            given = tuple(answer_of(one) for one in resolutions)
            if not located:
                ceilings = [
                    find_ceiling(gold, what, one, engine.gazetteer) if gold.has_point else None
                    for gold, what, one in zip(document.toponyms, known, resolutions, strict=True)
                ]
        found = engine.resolve(doc) if settings.end_to_end else ()
        answers = tuple(answer_of(one) for one in found)
        decided.append(Decisions(given=given, found=answers, home=_home(doc) if located else None))
    return DocumentScore(
        document=document,
        known=known,
        ceilings=tuple(ceilings),
        plain=decided[0],
        located=decided[1] if settings.source_location else None,
    )


def to_document(gold: GoldDocument, *, located: bool = False) -> Document:
    """Return a labelled document as the pipeline reads it: nothing of the labels is in it.

    Args:
        gold: The labelled document.
        located: With where it was written as the corpus states it, and who published it, by which the
            table of outlets may know its home town.
    """
    outlet = next((name for name in gold.outlets if find_outlet(name) is not None), None)
    return Document(
        id=gold.id,
        text=gold.text,
        source=gold.id,
        published=_day(gold.date),
        source_location=gold.source_location if located else None,
        publisher=outlet if located else None,
    )


def _home(doc: Document) -> str | None:
    """Return where a document comes from, as far as that was told."""
    return next((source.name for source in source_places(doc) if source.kind != "dateline"), None)


def gold_mentions(document: GoldDocument) -> tuple[Mention, ...]:
    """Return the gold spans as given mentions."""
    return tuple(
        Mention(doc_id=document.id, text=gold.text, start=gold.start, end=gold.end)
        for gold in document.toponyms
    )


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        return None
