"""Rows of delimited text files by the names of their columns: one bad row is one problem."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain

from geomap.errors import MissingColumnError
from geomap.gazetteer.sources.files import SourceFile
from geomap.gazetteer.sources.report import SourceReport

__all__ = ["Row", "columns_of", "iter_rows", "pick_column", "require_columns"]

Row = dict[str, str]
"""Cells by column, without outer blanks."""

_DELIMITERS = ("\t", ";", ",", "|")
_EXCEL_HINT = re.compile(r"sep=(.)", re.IGNORECASE)
_LONGEST_CELL = 50
"""Lines that a quoted cell may go over; a quote that is open for longer is a stray one."""

_Lines = Iterator[tuple[int, str]]


def columns_of(file: SourceFile) -> tuple[str, ...]:
    """Return the column names of a table's header, as they are written; none when it is no table."""
    if file.is_container or file.head.lstrip()[:1] in ("{", "[", "\x1e"):
        return ()
    lines = iter(enumerate(file.head.splitlines(), start=1))
    header, delimiter = _find_header(lines)
    return tuple(_split(header, delimiter)) if delimiter != "" else ()


def require_columns(file: SourceFile, columns: Iterable[str]) -> None:
    """Check that a table has some columns, in any case.

    Raises:
        MissingColumnError: It lacks one.
    """
    found = columns_of(file)
    known = {column.lower() for column in found}
    for column in columns:
        if column.lower() not in known:
            listed = ", ".join(found) if found else "no header"
            raise MissingColumnError(f"{file.name} has no column {column}; it has {listed}")


def pick_column(columns: Iterable[str], names: Iterable[str]) -> str | None:
    """Return the column that is called by the first of some names; case, spaces and signs do not count."""
    plain: dict[str, str] = {}
    for column in columns:
        plain.setdefault(_plain(column), column)
    return next((plain[name] for name in names if name in plain), None)


def _plain(column: str) -> str:
    return re.sub(r"[\W_]", "", column.lower())


def iter_rows(
    file: SourceFile, report: SourceReport, *, quoted: bool = True, upper: bool = False
) -> Iterator[tuple[int, Row]]:
    """Yield (line number, cells by column) of a table with a header; rows that do not fit it are rejected.

    The delimiter is the one that the header has most of. Blank lines are passed over; a second header row of
    HXL tags (``#geo+lat``) is skipped.

    Args:
        quoted: Quotes enclose cells, as in CSV. Without, a quote is a letter like any other.
        upper: Write the names of columns in capitals.
    """
    lines = file.lines()
    header, delimiter = _find_header(lines)
    columns = _split(header, delimiter) if delimiter != "" else [header.strip()]
    columns = [column.upper() for column in columns] if upper else columns
    for number, cells in _cells(lines, delimiter or ",", report, quoted=quoted):
        if len(cells) == len(columns) and cells[0][:1] not in ("", "#"):
            yield number, dict(zip(columns, cells, strict=True))
        elif all(cell.startswith("#") or cell == "" for cell in cells):
            report.skip("row of HXL tags")
        elif len(cells) > len(columns) and any(cell != "" for cell in cells[len(columns) :]):
            reason = f"{len(cells)} cells under {len(columns)} columns"
            report.reject(number, reason, value=delimiter.join(cells))
        else:
            padded = chain(cells, [""] * (len(columns) - len(cells)))
            yield number, dict(zip(columns, padded, strict=False))


def _find_header(lines: _Lines) -> tuple[str, str]:
    """Return the first line that is neither blank nor a remark, and its delimiter; empty when it has none."""
    said = ""
    for _, line in lines:
        hint = _EXCEL_HINT.fullmatch(line.strip())
        if hint is not None:
            said = hint[1]
        elif line.strip() != "" and not line.startswith("#"):
            counts = {sign: len(_split(line, sign)) for sign in (said or "", *_DELIMITERS) if sign != ""}
            best = max(counts, key=lambda sign: counts[sign])
            return line, best if counts[best] > 1 else ""
    return "", ""


def _split(line: str, delimiter: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]


def _cells(
    lines: _Lines, delimiter: str, report: SourceReport, *, quoted: bool
) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, cells); a quoted cell may go over several lines, a stray quote may not."""
    waiting: deque[tuple[int, str]] = deque()
    source = _with_pushback(lines, waiting)
    for number, line in source:
        if line.strip() == "":
            continue
        if not quoted or '"' not in line:
            yield number, [cell.strip() for cell in line.split(delimiter)]
            continue
        taken = [(number, line)]
        cells = _quoted_cells(taken, delimiter)
        while cells is None and len(taken) < _LONGEST_CELL:
            following = next(source, None)
            if following is None:
                break
            taken.append(following)
            cells = _quoted_cells(taken, delimiter)
        if cells is not None:
            yield number, cells
        else:
            report.reject(number, "a quote is not closed", value=line)
            waiting.extendleft(reversed(taken[1:]))


def _with_pushback(lines: _Lines, waiting: deque[tuple[int, str]]) -> _Lines:
    while True:
        if waiting:
            yield waiting.popleft()
        elif (line := next(lines, None)) is not None:
            yield line
        else:
            return


def _quoted_cells(taken: list[tuple[int, str]], delimiter: str) -> list[str] | None:
    """Return the cells of a row, or None when a quote in it is still open."""
    text = [f"{line}\n" for _, line in taken]
    try:
        cells = next(csv.reader(text, delimiter=delimiter))
    except csv.Error:
        return None
    consumed = "".join(text).count('"') % 2 == 0 or not cells[-1].endswith("\n")
    return [cell.strip() for cell in cells] if consumed else None
