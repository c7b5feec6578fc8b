"""Labelled texts → spans to learn from: which are names of places, which are not, and how sure that is.

Only texts whose licences let the trained weights be passed on: WikiNews (GeoVirus, CC BY), Halterman's event
places (MIT), the CENTCOM, US and UK parts of re3d (public domain, OGL), and our own sentences.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geomap.extraction.candidates import NameSpan, find_name_spans
from geomap.extraction.clues import iter_answers
from geomap.extraction.document_names import read_names
from geomap.extraction.parse import load_model, parse_document
from geomap.extraction.view import TextView
from geomap.gazetteer import Gazetteer
from geomap.model import Document
from training.marked_places import read_marks
from training.own import read_own

__all__ = [
    "CORPORA",
    "Example",
    "LabelledText",
    "PreparedText",
    "iter_examples",
    "prepare",
    "read_corpus",
]

CORPORA = {
    "geovirus": "geoparse/geovirus.jsonl.gz",
    "halterman": "event_place/halterman.jsonl.gz",
    "re3d_centcom": "recognition/re3d_centcom.jsonl.gz",
    "re3d_uk_government": "recognition/re3d_uk_government.jsonl.gz",
    "re3d_us_state_department": "recognition/re3d_us_state_department.jsonl.gz",
    "own": "own_sentences.txt",
}
WEIGHTS = {"halterman": 0.5, "own": 2.0}
"""How much a span of a corpus counts, where that is not 1."""

_CAPITALISED = r"[^\W\d_a-z][\w’'-]*"
_LAST_NAME = re.compile(rf"{_CAPITALISED}(?:[ -](?:(?:of|al) )*{_CAPITALISED})*$")
"""The name at the end of a location: "Raqqa" of "the city of Raqqa"."""

_ORGANISED = frozenset(["ORG", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW"])


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledText:
    """A text with the half-open spans of its places, and of what says nothing for or against."""

    corpus: str
    number: int
    text: str
    places: tuple[tuple[int, int], ...]
    unsure: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedText:
    """A labelled text, parsed, with the spans in it that could be names."""

    labelled: LabelledText
    view: TextView
    spans: list[NameSpan]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The clues of one span, whether it is the name of a place, and how much it counts."""

    answers: tuple[str, ...]
    is_place: bool
    weight: float


def read_corpus(corpus: str, folder: Path, gazetteer: Gazetteer) -> list[LabelledText]:
    """Return the labelled texts of a corpus."""
    if corpus == "own":
        marked = read_own(gazetteer)
        return [
            LabelledText(corpus=corpus, number=number, text=one.text, places=one.places, unsure=one.unsure)
            for number, one in enumerate(marked)
        ]
    with gzip.open(folder / CORPORA[corpus], "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    if corpus == "halterman":
        return _event_places(rows)
    if corpus == "geovirus":
        spans = [tuple((one["start"], one["end"]) for one in row["toponyms"]) for row in rows]
        return [
            LabelledText(corpus=corpus, number=number, text=row["text"], places=places)
            for number, (row, places) in enumerate(zip(rows, spans, strict=True))
        ]
    return [_locations(corpus, number, row) for number, row in enumerate(rows)]


def _event_places(rows: list[dict]) -> list[LabelledText]:
    """Join the records of one sentence; only what is marked is known, and all else says nothing.

    Rows whose marks cannot be read are left out.
    """
    places: dict[str, set[tuple[int, int]]] = {}
    for number, row in enumerate(rows):
        if not any(span["label"] == "LOCATION" for span in row["spans"]):
            continue
        text = row["text"]
        parse = parse_document(Document(id=str(number), text=text, source="halterman"), load_model())
        for tokens in read_marks(row, parse).places or ():
            start, end = parse.tokens[tokens[0]].start, parse.tokens[tokens[-1]].end
            inner = re.search(r"\w(?:.*[\w.])?", text[start:end])
            if inner is not None and len(inner[0]) > 2:
                places.setdefault(text, set()).add((start + inner.start(), start + inner.end()))
    return [
        LabelledText(corpus="halterman", number=number, text=text, places=tuple(sorted(spans)))
        for number, (text, spans) in enumerate(places.items())
    ]


def _locations(corpus: str, number: int, row: dict) -> LabelledText:
    """Read a re3d document: of "the city of Raqqa, Syria" the names are Raqqa and Syria."""
    text, places, unsure = row["text"], [], []
    for entity in row["entities"]:
        start, end = entity["start"], entity["end"]
        if entity["type"] in {"Location", "Organisation", "Nationality"}:
            unsure.append((start, end))
        if entity["type"] == "Location":
            for piece in re.finditer(r"[^,]+", text[start:end]):
                name = _LAST_NAME.search(piece[0].strip())
                if name is not None:
                    at = text.index(name[0], start + piece.start())
                    places.append((at, at + len(name[0])))
    return LabelledText(
        corpus=corpus, number=number, text=text, places=tuple(sorted(set(places))), unsure=tuple(unsure)
    )


def prepare(labelled: LabelledText, gazetteer: Gazetteer) -> PreparedText:
    """Parse a text and find the spans in it that could be names."""
    doc = Document(id=f"{labelled.corpus}{labelled.number}", text=labelled.text, source=labelled.corpus)
    view = TextView(doc.text, parse_document(doc, load_model()))
    return PreparedText(labelled=labelled, view=view, spans=find_name_spans(view, gazetteer))


def iter_examples(prepared: PreparedText) -> Iterator[Example]:
    """Yield the spans of a text that say something, with their clues."""
    labelled, view = prepared.labelled, prepared.view
    names = read_names(view, prepared.spans)
    weight = WEIGHTS.get(labelled.corpus, 1.0)
    for span in prepared.spans:
        sure = _judge(labelled, view, span)
        if sure is not None:
            is_place, share = sure
            answers = tuple(iter_answers(view, span, names))
            yield Example(answers=answers, is_place=is_place, weight=weight * share)


def _judge(labelled: LabelledText, view: TextView, span: NameSpan) -> tuple[bool, float] | None:
    """Return whether a span is a place and how sure that is, or None when its text does not tell."""
    pair = (span.start, span.end)
    if pair in labelled.places:
        return True, 1.0
    touches = any(start < span.end and span.start < end for start, end in labelled.places)
    if labelled.corpus == "halterman":
        return (False, 0.5) if touches else None
    if labelled.corpus == "geovirus":
        return None if not touches and _is_nested_well_known(view, span) else (False, 1.0)
    blurred = any(start < span.end and span.start < end for start, end in labelled.unsure)
    return None if blurred else (False, 1.0)


def _is_nested_well_known(view: TextView, span: NameSpan) -> bool:
    """Say whether a span is a well-known place inside the name of an organisation.

    GeoVirus marks some of these and not others; we want them all.
    """
    number = view.entity[span.first]
    if number < 0 or span.evidence is None or span.evidence.level not in {"country", "admin1", "city"}:
        return False
    piece = view.entities[number]
    return piece.label in _ORGANISED and (piece.first, piece.last) != (span.first, span.last)
