"""What became of every row of a source: used, skipped for a reason, or bad. The three add up."""

from __future__ import annotations

from collections import Counter

from geomap.model import Problem

__all__ = ["SourceReport"]

_MOST_KEPT = 10_000


class SourceReport:
    """Counts of one source file, filled in by its importer.

    Args:
        source: The file's name, as problems show it.

    Attributes:
        used: Rows that gave a place, a name or a link.
        skipped: Rows left out on purpose, by reason ("terminated name", "link, not a name").
        bad: Rows that could not be read.
        problems: The first 10,000 of the bad rows, and of the cells that were left out of good ones.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.used = 0
        self.skipped: Counter[str] = Counter()
        self.bad = 0
        self.problems: list[Problem] = []

    @property
    def rows(self) -> int:
        """All rows: used + skipped + bad."""
        return self.used + self.skipped.total() + self.bad

    def skip(self, reason: str, rows: int = 1) -> None:
        """Count rows that are left out on purpose."""
        self.skipped[reason] += rows

    def reject(self, row: int, reason: str, *, column: str | None = None, value: str = "") -> None:
        """Count a bad row and keep it for the problem list; ``row`` is the line or feature, from 1."""
        self.bad += 1
        self.note(row, reason, column=column, value=value)

    def note(self, row: int, reason: str, *, column: str | None = None, value: str = "") -> None:
        """Keep a cell that was left out of a row for the problem list; the row counts as what it gave."""
        if len(self.problems) < _MOST_KEPT:
            self.problems.append(
                Problem(source=self.source, row=row, column=column, value=value[:200], reason=reason)
            )
