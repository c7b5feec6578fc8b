"""Naming the kind of event of a plain text, which has to be parsed first."""

from __future__ import annotations

from geomap.extraction import load_model, parse_document
from geomap.incidents import EventClass, classify
from geomap.model import Document

__all__ = ["classify_event"]


def classify_event(text: str, *, model: str | None = None) -> EventClass:
    """Return what kind of event a text reports.

    Every kind collects the weights of the rules that speak for it; the most wins. Where nothing speaks
    for any, the type is ``other`` and the sub-type ``unknown``, with a score of 0.

    Args:
        text: A sentence or a short report of one event.
        model: Name of an installed spaCy model; None for the pinned one.

    Returns:
        ``event_type``, ``sub_type`` and ``score`` (the sum of weights); ``cue`` and ``rule``, the words that
        weighed most and how they were read; ``reasons``, all of them; ``margin``, the lead over the next.
    """
    doc = Document(id="text", text=text, source="text")
    return classify(text, parse_document(doc, load_model(model)))
