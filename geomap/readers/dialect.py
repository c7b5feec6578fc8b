"""The delimiter of a table and the row where it starts, told from its first rows.

Each candidate delimiter splits the same sample; the one under which the most rows have the width
of the header wins. (csv.Sniffer looks at characters only and takes letters for delimiters.)
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

__all__ = ["SAMPLE_ROWS", "Dialect", "judge_rows", "looks_like_table", "sniff_dialect"]

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_ROWS = 200
NOTE_ROWS = 20

_NUMBER = re.compile(r"\s*[-+]?\d[\d.,:/\s-]*\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a table is written.

    Attributes:
        skipped: Rows of notes above the header.
        has_header: False when the first row is data already.
        width: Columns that most rows have.
        fit: Share of the sampled rows that have the header's width, in [0, 1].
    """

    delimiter: str
    skipped: int = 0
    has_header: bool = True
    width: int = 1
    fit: float = 1.0


def sniff_dialect(sample: str, *, delimiter: str | None = None, complete: bool = True) -> Dialect:
    """Return how a table is written, from its first lines.

    Args:
        delimiter: The delimiter, when it is known.
        complete: False when the sample may end in the middle of a row.
    """
    choices = (delimiter,) if delimiter is not None else DELIMITERS
    judged = [judge_rows(_sample_rows(sample, choice, complete=complete), choice) for choice in choices]
    # A lone column is read with the delimiter that splits none of its cells.
    return max(judged, key=lambda dialect: (_likelihood(dialect), dialect.fit))


def _likelihood(dialect: Dialect) -> float:
    """Return how much speaks for a delimiter: columns, and rows that all have them.

    One under which the first row is no header is doubtful: decimal commas cut "34,72;36,72" too.
    """
    doubt = (0.5 if dialect.skipped > 0 else 1.0) * (1.0 if dialect.has_header else 0.8)
    return dialect.fit * (1 - 0.5 ** (dialect.width - 1)) * doubt


def looks_like_table(sample: str, *, complete: bool = True) -> bool:
    """Say whether a text without a telling extension is a table: rows of one width under a header."""
    dialect = sniff_dialect(sample, complete=complete)
    rows = _sample_rows(sample, dialect.delimiter, complete=complete)
    if len(rows) < 3 or dialect.skipped > 0 or dialect.fit < 0.95 or dialect.width < 3:
        return False
    return all(len(cell.split()) <= 5 and not cell.rstrip().endswith(".") for cell in rows[0])


def _sample_rows(sample: str, delimiter: str, *, complete: bool) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(sample, newline=""), delimiter=delimiter):
            if row:
                rows.append(row)
            if len(rows) > SAMPLE_ROWS:
                return rows
    except csv.Error:
        return rows
    return rows if complete or len(rows) < 2 else rows[:-1]


def judge_rows(rows: Sequence[Sequence[str]], delimiter: str = ",") -> Dialect:
    """Return how a table is written whose rows are split already."""
    if not rows:
        return Dialect(delimiter=delimiter, fit=0.0)
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    skipped = _notes_above(rows, width)
    table = rows[skipped:]
    header = len(table[0])
    fit = sum(len(row) == header for row in table) / len(table)
    return Dialect(delimiter=delimiter, skipped=skipped, has_header=_is_header(table), width=header, fit=fit)


def _notes_above(rows: Sequence[Sequence[str]], width: int) -> int:
    """Return how many rows above the table hold at most one filled cell."""
    if width < 3:
        return 0
    for index, row in enumerate(rows[:NOTE_ROWS]):
        if sum(cell.strip() != "" for cell in row) > 1 and 2 * len(row) >= width:
            return index
    return 0


def _is_header(table: Sequence[Sequence[str]]) -> bool:
    """Say whether the first row names columns: none of its cells is a number where others have numbers."""
    first, others = table[0], table[1:]
    if not others or not any(_NUMBER.match(cell) for cell in first):
        return True
    numeric = [index for index, cell in enumerate(first) if _NUMBER.match(cell)]
    same = [
        index for index in numeric if any(index < len(row) and _NUMBER.match(row[index]) for row in others)
    ]
    return len(same) < max(1, len(first) // 10)
