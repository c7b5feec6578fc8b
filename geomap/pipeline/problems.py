"""What could not be used as it stands: all counted, the first kept, and all written to a file on request."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from geomap.exporters.table import quote_cell, quoted_pattern
from geomap.files import atomic_path
from geomap.frame import cell_text
from geomap.model import Document, MentionKind, PlaceStatus, Problem, Resolution

__all__ = ["NO_PLACE", "REJECT_COLUMNS", "Problems", "Rejects", "unplaced_names", "unplaced_problem"]

KEPT = 10_000
"""Problems that stay in memory, and in a run's log; all are counted, and written where that is asked for."""

SHOWN = 200
"""Characters of a cell that a problem shows."""

REJECT_COLUMNS = ("source", "row", "column", "value", "reason", "suggestion")
"""Columns of a file of rejects."""

NO_PLACE = "the row names no place"

_ADVICE = {
    PlaceStatus.UNRESOLVED: "check the spelling, or say what it means with --pins",
    PlaceStatus.AMBIGUOUS: "add its unit or country, or say what it means with --pins",
}


class Rejects:
    """An open file of rejects: CSV, cells guarded against spreadsheet formulas.

    Attributes:
        written: Rows so far.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._quoted = quoted_pattern(",")
        self.written = 0
        self._stream.write(",".join(REJECT_COLUMNS) + "\n")

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Rejects]:
        """Open a file of rejects; it takes its name when the block has succeeded.

        Raises:
            OutputError: It cannot be written.
        """
        with atomic_path(path) as part, part.open("w", encoding="utf-8", errors="replace", newline="") as out:
            yield cls(out)

    def restart(self) -> None:
        """Begin again with an empty file."""
        self._stream.seek(0)
        self._stream.truncate()
        self.written = 0
        self._stream.write(",".join(REJECT_COLUMNS) + "\n")

    def write(self, problem: Problem) -> None:
        """Write one problem."""
        cells = [cell_text(getattr(problem, name)) for name in REJECT_COLUMNS]
        self._stream.write(",".join([quote_cell(cell, self._quoted) for cell in cells]) + "\n")
        self.written += 1


class Problems:
    """The problems of a run: all counted, the first 10,000 kept, all written to a file of rejects if any.

    Attributes:
        rejects: Where all of them go, or None.
    """

    def __init__(self, rejects: Rejects | None = None) -> None:
        self.rejects = rejects
        self.kept: list[Problem] = []
        self._count = 0

    def append(self, problem: Problem) -> None:
        """Take one problem."""
        self._count += 1
        if len(self.kept) < KEPT:
            self.kept.append(problem)
        if self.rejects is not None:
            self.rejects.write(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take several problems."""
        for problem in problems:
            self.append(problem)

    def extend_among(self, problems: Iterable[Problem], unplaced: Iterable[Problem]) -> None:
        """Take the problems of some rows; rows that got no point go to the file of rejects among them."""
        told = ((problem.row or 0, 0, problem) for problem in problems)
        others = ((problem.row or 0, 1, problem) for problem in unplaced)
        for _, kind, problem in heapq.merge(told, others, key=lambda entry: entry[:2]):
            if kind == 0:
                self.append(problem)
            elif self.rejects is not None:
                self.rejects.write(problem)

    def restart(self) -> None:
        """Forget all problems: their table is read again."""
        self.kept.clear()
        self._count = 0
        if self.rejects is not None:
            self.rejects.restart()

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.kept)


def unplaced_names(doc: Document, resolutions: Iterable[Resolution]) -> Iterator[Problem]:
    """Yield what a file of rejects says about the names of a document that got no point.

    A row that names nothing got none either.
    """
    found = tuple(resolutions)
    if doc.is_row and not found:
        yield unplaced_problem(doc.source, doc.row, None, "", NO_PLACE, PlaceStatus.UNRESOLVED)
    for resolution in found:
        mention = resolution.mention
        if resolution.status in _ADVICE and mention.kind is not MentionKind.DEMONYM:
            column = mention.extractor.removeprefix("column:") if doc.is_row else None
            yield unplaced_problem(
                doc.source, doc.row, column, mention.text, resolution.reason, resolution.status
            )


def unplaced_problem(
    source: str, row: int | None, column: str | None, words: str, reason: str, status: PlaceStatus
) -> Problem:
    """Return what a file of rejects says about a name that got no point."""
    advice = "" if words == "" else _ADVICE[status]
    return Problem(
        source=source, row=row, column=column, value=words[:SHOWN], reason=reason, suggestion=advice
    )
