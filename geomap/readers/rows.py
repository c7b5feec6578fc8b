"""Lines to rows of cells, by the csv module, with a way back from a quote that is never closed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

__all__ = ["CELL_LIMIT", "iter_rows"]

CELL_LIMIT = 1 << 24
"""Characters in one cell; a longer one is taken for a quote that was never closed."""

_AT_ONCE = 1_000


def iter_rows(
    lines: Iterable[str], delimiter: str, *, on_broken: Callable[[str], object] | None = None
) -> Iterator[list[str]]:
    """Yield the rows of a table that are not blank.

    The csv module reads an unclosed quote to the end of the file and so swallows every row below.
    Here the line that opens it is split at its delimiters, its quotes kept, and reading goes on
    with the next line. Lines are read many at a time until a quoted cell goes on over the end of one.

    Args:
        on_broken: Called with each line whose quote is not closed.
    """
    csv.field_size_limit(CELL_LIMIT)
    rest = iter(lines)
    while True:
        block = list(islice(rest, _AT_ONCE))
        while block and (plain := _rows_of_lines(block, delimiter)) is not None:
            yield from plain
            block = list(islice(rest, _AT_ONCE))
        tap = _Tap(chain(block, rest))
        last, raw = None, []
        try:
            for row in csv.reader(tap, delimiter=delimiter):
                if last:
                    yield last
                last, raw = row, tap.take()
            is_broken = len(raw) > 1 and sum(line.count('"') for line in raw) % 2 == 1
        except csv.Error:
            if last:
                yield last
            raw, is_broken = tap.take(), True
        if not is_broken:
            if last:
                yield last
            return
        if on_broken is not None:
            on_broken(raw[0].rstrip("\r\n"))
        yield next(csv.reader([raw[0]], delimiter=delimiter, quoting=csv.QUOTE_NONE))
        rest = chain(raw[1:], tap.lines)


def _rows_of_lines(lines: list[str], delimiter: str) -> list[list[str]] | None:
    """Return the rows of lines that are not blank, or None where a row does not end with its line."""
    try:
        # A quote that the last line leaves open takes in the empty line behind it.
        rows = list(csv.reader(chain(lines, ("\n",)), delimiter=delimiter))
    except csv.Error:
        return None
    return [row for row in rows if row] if len(rows) == len(lines) + 1 else None


class _Tap:
    """Hands lines on and remembers those since the last ``take``."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines = lines
        self._seen: list[str] = []

    def __iter__(self) -> _Tap:
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self._seen.append(line)
        return line

    def take(self) -> list[str]:
        """Return the lines handed on since the last call."""
        seen, self._seen = self._seen, []
        return seen
