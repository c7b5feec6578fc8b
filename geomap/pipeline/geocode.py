"""A table to the same table with place columns joined on."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geomap.errors import InputError
from geomap.exporters import write_table
from geomap.frame import join_places, place_fieldnames
from geomap.model import Document
from geomap.pipeline.engine import Engine
from geomap.pipeline.run import Run
from geomap.pipeline.settings import Settings
from geomap.readers import TableHeader, iter_documents, read_table_header

__all__ = ["GeocodedTable", "geocode_table"]


@dataclass(slots=True, kw_only=True)
class GeocodedTable:
    """A user's table with ours joined on.

    Attributes:
        fieldnames: The table's own columns, then ours.
        added: Which of them are ours.
        delimiter: Sign between two cells, as in the table.
        rows: Cells by column, in the table's order.
        run: Counts, problems, and what the run must say about itself.
    """

    fieldnames: tuple[str, ...]
    added: frozenset[str]
    rows: list[dict[str, object]]
    run: Run
    delimiter: str = ","

    def to_csv(self) -> str:
        """Return the table as CSV: the user's cells as they were, ours guarded against formulas."""
        return write_table(self.fieldnames, self.rows, added=self.added, delimiter=self.delimiter)


def geocode_table(source: str, settings: Settings) -> GeocodedTable:
    """Place every row of a table; a row that cannot be placed says so in ``place_status``.

    Raises:
        MissingColumnError: The table has no column about places.
        InputError: The table is missing, empty or unreadable.
    """
    if source == "-":
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "stdin.csv"  # a table is looked at twice, standard input comes once
            path.write_bytes(sys.stdin.buffer.read())
            try:
                return geocode_table(str(path), settings)
            except InputError as error:
                raise type(error)(str(error).replace(str(path), source)) from error
    run = Run(settings=settings)
    # a table it is, however short or named
    reading = replace(settings.read, is_table=True)
    with Engine(settings) as engine:
        docs = list(iter_documents([source], settings=reading, problems=run.problems))
        header = read_table_header(source, settings=reading)
        own = _own_columns(docs)
        placed = [engine.place_row(doc) for doc in docs]
        run.use(engine)
    ours = place_fieldnames(own)
    places = [place for place, _ in placed]
    run.problems.extend(problem for _, problem in placed if problem is not None)
    run.tally.problems = len(run.problems)
    for place in places:
        run.tally.add_row(place)
    return GeocodedTable(
        fieldnames=(*own, *ours.values()),
        added=frozenset(ours.values()),
        rows=[
            *_tag_row(header),
            *join_places(docs, places, fieldnames=own, provenance=run.export.provenance),
        ],
        delimiter=header.delimiter,
        run=run,
    )


def _tag_row(header: TableHeader) -> list[dict[str, object]]:
    """Return the row of HXL tags that stood under the table's names, if any."""
    return [dict(zip(header.columns, header.tags, strict=False))] if header.tags else []


def _own_columns(docs: Sequence[Document]) -> tuple[str, ...]:
    """Return a table's columns in order; cells beyond the header add columns at the end."""
    return tuple(dict.fromkeys(name for doc in docs for name in doc.fields))
