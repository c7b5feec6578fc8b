"""Tables of every format: what their columns mean, and their rows, streamed, every cell as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from types import MappingProxyType

from geomap.errors import EmptyInputError
from geomap.model import Problem
from geomap.readers.columns import unique_names
from geomap.readers.dialect import SAMPLE_ROWS
from geomap.readers.inputs import InputFile
from geomap.readers.known_formats import headerless_names
from geomap.readers.settings import ReadSettings, Report
from geomap.readers.table_files import table_in
from geomap.readers.tables import TABLES, RawTable
from geomap.readers.tables.raw import problem
from geomap.readers.understand import Understanding, understand
from geomap.values import decide_conventions

__all__ = ["Table", "TableHeader", "open_table", "table_of_rows"]

SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TableHeader:
    """What a table is understood to hold.

    Attributes:
        source: Path as given, or ``-``.
        columns: Names in order, made unique; rows longer than the header add more.
        width: Cells that the file's own header has.
        roles: Column of each role that was found (``place`` → ``Location``).
        tags: HXL tags under the names, or empty.
        delimiter: Sign between two cells; a comma when there is one column.
        encoding: Name of the character encoding.
        digest: SHA-256 of the file's bytes.
        conventions: How the cells of a role are written (``date`` → ``day_first``), decided for each column.
        kind: Name of the table format.
        understanding: Known format, constants, null words, meanings of cells, and why each role.
        notes: How the table was found in its file.
    """

    source: str
    columns: tuple[str, ...]
    width: int
    roles: Mapping[str, str]
    tags: tuple[str, ...]
    delimiter: str
    encoding: str
    digest: str
    conventions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    kind: str = "csv"
    understanding: Understanding = field(default_factory=Understanding)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A header and the rows under it, each as long as the file has it, blank lines left out."""

    header: TableHeader
    rows: Iterator[list[str]]


@contextmanager
def open_table(file: InputFile, settings: ReadSettings, report: Report) -> Iterator[Table]:
    """Read a table's header, decide how its columns are written, and give its rows one by one.

    This is the one door to all table formats; the rows are there for as long as the block lasts.

    Raises:
        EmptyInputError: The table has no rows.
        MissingColumnError: A column that the user named is not there.
        UnreadableInputError: The file holds no table, or bytes that are not of the encoding that the
            settings name.
    """
    with _open_as_written(file, settings, report) as table:
        yield _with_conventions(table, file, settings, report)


def _with_conventions(table: Table, file: InputFile, settings: ReadSettings, report: Report) -> Table:
    """Return a table whose header says how dates, coordinates and counts are written; doubts are reported.

    The rows are gone through a second time only when the first of them leave something open.
    """
    rows = table.rows
    sample = list(islice(rows, SAMPLE_ROWS))
    header = table.header

    def all_rows() -> Iterator[list[str]]:
        with _open_as_written(file, settings, lambda _: None) as again:
            yield from again.rows

    order = settings.date_order or header.understanding.mapping.date_order or None
    found = decide_conventions(header.columns, header.roles, sample, rows=all_rows, date_order=order)
    for doubt in found.doubts:
        report(
            Problem(
                source=header.source,
                row=None,
                column=doubt.column,
                value=doubt.example,
                reason=doubt.reason,
                suggestion=doubt.suggestion,
            )
        )
    return Table(header=replace(header, conventions=found.by_role), rows=chain(sample, rows))


@contextmanager
def _open_as_written(file: InputFile, settings: ReadSettings, report: Report) -> Iterator[Table]:
    """Open a table without a word about how its columns are written."""
    file, kind = table_in(file, settings)
    with TABLES.get(kind)(file, settings, report) as raw:
        yield _table(raw, kind, settings, report)


def table_of_rows(
    names: Sequence[str], rows: Iterator[list[str]], settings: ReadSettings, report: Report
) -> Table:
    """Return a table that is in memory: its columns and its rows as text.

    Raises:
        EmptyInputError: The table has no rows.
        MissingColumnError: A column that the user named is not there.
    """
    raw = RawTable(source="the table", names=tuple(names), rows=rows, digest="")
    return _table(raw, "table", settings, report)


def _table(raw: RawTable, kind: str, settings: ReadSettings, report: Report) -> Table:
    """Return the header and the rows under it."""
    rows, has_header = raw.rows, raw.has_header
    if has_header and headerless_names([raw.names]):
        rows, has_header = chain([list(raw.names)], rows), False
    sample = list(islice(rows, SAMPLE_ROWS))
    if not sample:
        raise EmptyInputError(f"{raw.source} has a header but no rows under it")
    names = raw.names if has_header else _made_up(raw, sample, report)
    columns = _columns(names, sample)
    meaning = understand(raw, columns, sample, settings)
    roles = {role: found.column for role, found in meaning.roles.items()}
    header = TableHeader(
        source=raw.source,
        columns=tuple(columns),
        width=len(names),
        roles=_without_repeats(roles, columns, sample, settings),
        tags=raw.tags,
        delimiter=raw.delimiter,
        encoding=raw.encoding,
        digest=raw.digest,
        kind=kind,
        understanding=meaning,
        notes=raw.notes,
    )
    return Table(header=header, rows=chain(sample, rows))


def _made_up(raw: RawTable, sample: Sequence[Sequence[str]], report: Report) -> tuple[str, ...]:
    """Return names for a table without a header: those of a format that has none, else numbers."""
    known = headerless_names(sample)
    if known:
        return known
    advice = "add a header row, or name columns with --place column_1 and so on"
    first = raw.delimiter.join(sample[0])[:SHOWN]
    report(problem(raw.source, first, "the table has no header row", advice))
    return raw.names


def _columns(names: Sequence[str], sample: Sequence[Sequence[str]]) -> list[str]:
    """Return unique names, with more of them when rows hold filled cells beyond the header."""
    width = max(
        (
            index + 1
            for row in sample
            for index, cell in enumerate(row)
            if index >= len(names) and cell.strip() != ""
        ),
        default=len(names),
    )
    return unique_names([*names, *[""] * (width - len(names))])


def _without_repeats(
    roles: dict[str, str], columns: Sequence[str], sample: Sequence[Sequence[str]], settings: ReadSettings
) -> dict[str, str]:
    """Drop the id role from a column that repeats its values, unless the user named it."""
    if "id" not in roles or "id" in settings.columns:
        return roles
    index = columns.index(roles["id"])
    cells = [row[index] for row in sample if index < len(row) and row[index].strip() != ""]
    return (
        roles
        if len(set(cells)) == len(cells)
        else {role: name for role, name in roles.items() if role != "id"}
    )
