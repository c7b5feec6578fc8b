"""Text to one JSON line per place mention, with every candidate and reason."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.model import Candidate, Document, Mention, MentionKind, Problem, Resolution
from geomap.pipeline.company import with_company
from geomap.pipeline.counts import Tally
from geomap.pipeline.engine import Engine
from geomap.pipeline.parallel import map_documents
from geomap.pipeline.problems import Problems, unplaced_names
from geomap.pipeline.row_filters import kept_mentions
from geomap.pipeline.run import Run
from geomap.readers import iter_documents
from geomap.readers.inputs import InputFile, expand_inputs
from geomap.resolution.row_company import RowCompany

__all__ = ["iter_parsed", "mention_record"]


def iter_parsed(inputs: Sequence[str | Path], found: Run, *, demonyms: bool) -> Iterator[str]:
    """Yield one JSON line per place mention of the inputs, in the order of the text.

    Args:
        inputs: Files, or JSON lines of documents ``{id, text, date?, mentions?}``.
        found: Gets the counts and problems.
        demonyms: Whether words for peoples get lines, too.
    """
    with Engine(found.settings) as engine:
        found.use(engine)
        work = partial(_parse_document, demonyms=demonyms)
        given = _iter_parse_inputs(inputs, engine, found.problems)
        for lines, counts, problems, unplaced in map_documents(work, given, engine, jobs=found.settings.jobs):
            found.tally.rows += counts.rows
            found.tally.documents += counts.documents
            found.tally.statuses.update(counts.statuses)
            found.tally.filtered.update(counts.filtered)
            found.tally.languages.update(counts.languages)
            found.problems.extend_among(problems, unplaced)
            yield from lines
    found.tally.problems = len(found.problems)


def _parse_document(
    engine: Engine, given: tuple[Document, tuple[Mention, ...] | None, RowCompany | None], *, demonyms: bool
) -> tuple[list[str], Tally, tuple[Problem, ...], list[Problem]]:
    """Return a document's lines, its counts, what is wrong with it, and its names without a point."""
    doc, mentions, company = given
    counts = Tally(rows=int(doc.is_row), documents=int(not doc.is_row))
    problems: tuple[Problem, ...] = ()
    if doc.is_row:
        resolutions = engine.resolve_row(doc, company)
    else:
        result = engine.read(doc, mentions)
        counts.add_language(result)
        resolutions, problems = result.resolutions, result.problems
    told = [one for one in resolutions if one.mention.kind is not MentionKind.DEMONYM or demonyms]
    for resolution in told:
        counts.add_resolution(resolution)
    kept = _kept(engine, doc, told, counts)
    lines = [json.dumps(mention_record(resolution), ensure_ascii=False) + "\n" for resolution in kept]
    return lines, counts, problems, list(unplaced_names(doc, resolutions))


def _kept(engine: Engine, doc: Document, told: Sequence[Resolution], counts: Tally) -> Sequence[Resolution]:
    """Return the mentions that the run's filters want, and count the others by reason."""
    filters = engine.settings.filters
    if filters is None or filters.is_empty:
        return told
    names = [one for one in told if one.mention.kind is not MentionKind.DEMONYM]
    counts.filtered.update(kept_mentions(doc, names, filters, engine.gazetteer)[1])
    holds, _ = kept_mentions(doc, told, filters, engine.gazetteer)
    return [one for one, is_kept in zip(told, holds, strict=True) if is_kept]


def _iter_parse_inputs(
    inputs: Sequence[str | Path], engine: Engine, problems: Problems
) -> Iterator[tuple[Document, tuple[Mention, ...] | None, RowCompany | None]]:
    settings = engine.settings
    for name in inputs:
        if str(name).endswith((".jsonl", ".ndjson")) or settings.from_format == "jsonl":
            for file in expand_inputs([name]):
                yield from ((doc, mentions, None) for doc, mentions in _iter_json_documents(file))
        else:
            docs = iter_documents([name], settings=settings.read, problems=problems.append)
            yield from ((doc, None, company) for doc, company in with_company(docs, engine))


def _iter_json_documents(file: InputFile) -> Iterator[tuple[Document, tuple[Mention, ...] | None]]:
    """Yield documents of a JSON lines file, with their given mentions."""
    with file.open() as stream:
        for number, line in enumerate(stream, 1):
            if line.strip() == b"":
                continue
            try:
                parsed = _document_of(json.loads(line), file.source)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                shape = "{id, text, date?, language?, source_location?, mentions?}"
                message = f"{file.source}, line {number}: not a document {shape}: {error}"
                raise InputError(message) from error
            yield parsed


def _document_of(entry: dict[str, Any], source: str) -> tuple[Document, tuple[Mention, ...] | None]:
    """Return the document that a JSON object describes, and its given mentions.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: It describes none.
    """
    text, doc_id, given = entry["text"], str(entry["id"]), entry.get("mentions")
    if not isinstance(text, str):
        raise TypeError("its text is no string")
    text.encode("utf-8")  # a lone surrogate is no text
    day = date.fromisoformat(entry["date"]) if entry.get("date") is not None else None
    mentions = None if given is None else tuple(_given(doc_id, text, item) for item in given)
    home = entry.get("source_location")
    home = None if home is None else str(home)
    language = None if entry.get("language") is None else str(entry["language"])
    doc = Document(
        id=doc_id, text=text, source=source, published=day, source_location=home, language=language
    )
    return doc, mentions


def _given(doc_id: str, text: str, item: dict[str, int]) -> Mention:
    """Return a mention whose span the caller gives."""
    start, end = int(item["start"]), int(item["end"])
    if not 0 <= start < end <= len(text):
        raise ValueError(f"its text has no characters {start} to {end}")
    return Mention(doc_id=doc_id, text=text[start:end], start=start, end=end)


def mention_record(resolution: Resolution) -> dict[str, object]:
    """Return what ``parse`` writes for a mention, ready for JSON."""
    mention, place = resolution.mention, resolution.place
    return {
        "doc_id": mention.doc_id,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "kind": str(mention.kind),
        "status": str(resolution.status),
        "place_id": None if place is None else place.id,
        "name": None if place is None else place.name,
        "country_code": None if place is None else place.country_code,
        "admin1": None if place is None else place.admin1,
        "feature_code": None if place is None else place.feature_code,
        "lat": resolution.lat,
        "lon": resolution.lon,
        "radius_km": None if place is None else place.radius_km,
        "confidence": _rounded(resolution.confidence),
        "margin": _rounded(resolution.margin),
        "reason": resolution.reason,
        "candidates": [_candidate_record(candidate) for candidate in resolution.candidates],
    }


def _candidate_record(candidate: Candidate) -> dict[str, object]:
    return {
        "place_id": candidate.place.id,
        "name": candidate.place.name,
        "lat": candidate.place.lat,
        "lon": candidate.place.lon,
        "score": _rounded(candidate.score),
        "reasons": [score.detail for score in candidate.scores if score.detail != ""],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
