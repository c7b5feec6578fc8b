"""Documents as JSON lines: what the readers made of files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from geomap.model import Document, Problem
from geomap.pipeline.settings import Settings
from geomap.readers import iter_documents

__all__ = ["document_lines", "document_record"]


def document_lines(
    inputs: Sequence[str | Path], settings: Settings, problems: list[Problem]
) -> Iterator[str]:
    """Yield the documents of some inputs, one JSON object per line.

    Args:
        problems: Gets what was wrong but did not stop the run.

    Raises:
        InputError: An input is missing, empty or unreadable.
    """
    for doc in iter_documents(inputs, settings=settings.read, problems=problems):
        yield json.dumps(document_record(doc), ensure_ascii=False) + "\n"


def document_record(doc: Document) -> dict[str, object]:
    """Return a document ready for JSON; a row has its cells, their roles, and what they mean by role."""
    record: dict[str, object] = {
        "id": doc.id,
        "source": doc.source,
        "title": doc.title,
        "publisher": doc.publisher,
        "url": doc.url,
        "published": None if doc.published is None else doc.published.isoformat(),
        "text": doc.text,
    }
    if doc.is_row:
        record |= {
            "row": doc.row,
            "fields": dict(doc.fields),
            "roles": dict(doc.roles),
            "values": {role: value for role in _roles(doc) if (value := doc.value(role)) is not None},
        }
    return record


def _roles(doc: Document) -> list[str]:
    return list(dict.fromkeys((*doc.roles, *doc.meanings)))
