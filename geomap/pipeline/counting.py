"""Counting the harmed of a plain text, which has to be parsed first."""

from __future__ import annotations

from geomap.extraction import load_model, parse_document
from geomap.incidents import count_people
from geomap.model import CasualtyCount, Document

__all__ = ["count_casualties"]


def count_casualties(text: str, *, model: str | None = None) -> dict[str, CasualtyCount]:
    """Return who was harmed in a text about one event.

    A kind that the text does not count has only None: nothing is said, which is not 0.

    Args:
        text: A sentence, a short report or an article.
        model: Name of an installed spaCy model; None for the pinned one.

    Returns:
        A count for each of killed, wounded, missing, abducted, arrested and displaced.
    """
    doc = Document(id="text", text=text, source="text")
    return count_people(text, parse_document(doc, load_model(model)))
