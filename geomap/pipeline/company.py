"""Documents with where the other rows of their table are, as far as its first rows tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby, islice

from geomap.model import Document
from geomap.pipeline.engine import Engine
from geomap.resolution.row_company import RowCompany

__all__ = ["FIRST_ROWS", "with_company"]

FIRST_ROWS = 2_000
"""Rows at the beginning of a table that are asked where it is."""


def with_company(docs: Iterable[Document], engine: Engine) -> Iterator[tuple[Document, RowCompany | None]]:
    """Yield documents in order, the rows of each table with where its first are; those are read ahead."""
    for table, some in groupby(docs, key=lambda doc: doc.source if doc.is_row else None):
        if table is None:
            yield from ((doc, None) for doc in some)
            continue
        rows = iter(some)
        first = list(islice(rows, FIRST_ROWS))
        company = engine.company_of(table, first)
        yield from ((doc, company) for doc in chain(first, rows))
