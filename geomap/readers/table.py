"""CSV and its kin to documents: one per row, every cell kept as it is, streamed."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from geomap.errors import EmptyInputError, UnreadableInputError
from geomap.model import Problem
from geomap.readers.columns import find_roles, unique_names
from geomap.readers.decode import encoding_of, head_text, report_encoding
from geomap.readers.dialect import SAMPLE_ROWS, Dialect, sniff_dialect
from geomap.readers.inputs import InputFile
from geomap.readers.rows import iter_rows
from geomap.readers.settings import ReadSettings, Report
from geomap.readers.sniff import HEAD_BYTES
from geomap.values import decide_conventions

__all__ = ["Table", "TableHeader", "open_table"]

CHUNK_BYTES = 1 << 20
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A header and the rows under it, each as long as the file has it, blank lines left out."""

    header: TableHeader
    rows: Iterator[list[str]]


@contextmanager
def open_table(file: InputFile, settings: ReadSettings, report: Report) -> Iterator[Table]:
    """Read a table's header, decide how its columns are written, and give its rows one by one.

    Raises:
        EmptyInputError: The table has no rows.
        MissingColumnError: A column that the user named is not there.
        UnreadableInputError: The bytes are not of the encoding that the settings name.
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

    found = decide_conventions(
        header.columns, header.roles, sample, rows=all_rows, date_order=settings.date_order
    )
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
    """Read a table's header and give its rows one by one for as long as the block lasts.

    Raises:
        EmptyInputError: The table has no rows.
        MissingColumnError: A column that the user named is not there.
        UnreadableInputError: The bytes are not of the encoding that the settings name.
    """
    with file.open() as stream:
        digest, encoding = _survey(stream, settings.encoding)
        report_encoding(file.source, encoding, given=settings.encoding, report=report)
        stream.seek(0)
        head = stream.read(HEAD_BYTES)
        forced = "\t" if settings.from_format == "tsv" else None
        dialect = sniff_dialect(head_text(head, encoding), delimiter=forced, complete=len(head) < HEAD_BYTES)
        stream.seek(0)
        text = _text_stream(stream, encoding)
        try:
            rows = _rows(text, dialect, file.source, report)
            yield _table(rows, dialect, _Origin(file.source, encoding, digest), settings, report)
        finally:
            text.detach()


class _Origin(NamedTuple):
    """Where a table comes from, and its bytes."""

    source: str
    encoding: str
    digest: str


def _table(
    rows: Iterator[list[str]], dialect: Dialect, origin: _Origin, settings: ReadSettings, report: Report
) -> Table:
    """Return the header and the rows under it."""
    names, tags, rows = _names(rows, dialect, origin.source, report)
    sample = list(islice(rows, SAMPLE_ROWS))
    if not sample:
        raise EmptyInputError(f"{origin.source} has a header but no rows under it")
    columns = _columns(names, sample)
    roles = find_roles(columns, sample, given=settings.columns, tags=tags, source=origin.source)
    header = TableHeader(
        source=origin.source,
        columns=tuple(columns),
        width=len(names),
        roles=_without_repeats(roles, columns, sample, settings),
        tags=tuple(tags),
        delimiter=dialect.delimiter if dialect.width > 1 else ",",
        encoding=origin.encoding,
        digest=origin.digest,
    )
    return Table(header=header, rows=chain(sample, rows))


def _survey(stream: BinaryIO, given: str | None) -> tuple[str, str]:
    """Return digest and encoding from one pass over the bytes."""
    digest = hashlib.sha256()

    def chunks() -> Iterator[bytes]:
        while chunk := stream.read(CHUNK_BYTES):
            digest.update(chunk)
            yield chunk

    passing = chunks()
    encoding = encoding_of(passing, given=given)
    for _ in passing:
        """The digest wants the rest of the bytes too."""
    return digest.hexdigest(), encoding


def _text_stream(stream: BinaryIO, encoding: str) -> io.TextIOWrapper:
    errors = "replace" if encoding.startswith("cp") else "strict"
    codec = "utf-8-sig" if encoding == "utf-8" else encoding
    return io.TextIOWrapper(stream, encoding=codec, errors=errors, newline="")


def _rows(text: Iterable[str], dialect: Dialect, source: str, report: Report) -> Iterator[list[str]]:
    def broken(line: str) -> None:
        reason = "a quote is opened and never closed"
        report(_problem(source, line[:SHOWN], reason, "close the quote in this row"))

    return iter_rows(_lines(text, source), dialect.delimiter, on_broken=broken)


def _lines(text: Iterable[str], source: str) -> Iterator[str]:
    """Yield lines; bytes that are not of the encoding end them with an error of ours."""
    try:
        # Not "yield from", which would close the stream together with the generator.
        for line in text:  # noqa: UP028
            yield line
    except UnicodeError as error:
        raise UnreadableInputError(
            f"{source} cannot be decoded: {error}; name another with --encoding"
        ) from error


def _names(
    rows: Iterator[list[str]], dialect: Dialect, source: str, report: Report
) -> tuple[list[str], list[str], Iterator[list[str]]]:
    """Return column names, HXL tags and the rows that follow them."""
    for note in islice(rows, dialect.skipped):
        report(
            _problem(
                source, " ".join(cell for cell in note if cell != ""), "a note above the table, not read"
            )
        )
    first = next(rows, [])
    if not dialect.has_header:
        names = [f"column_{number}" for number in range(1, len(first) + 1)]
        advice = "add a header row, or name columns with --place column_1 and so on"
        report(_problem(source, ", ".join(first)[:SHOWN], "the table has no header row", advice))
        return names, [], chain([first], rows)
    second = next(rows, None)
    if second is None:
        return first, [], rows
    if _is_tag_row(second):
        return first, [*second, *[""] * (len(first) - len(second))][: len(first)], rows
    return first, [], chain([second], rows)


def _is_tag_row(cells: Sequence[str]) -> bool:
    """Say whether a row holds HXL tags: every filled cell starts with a hash and a letter."""
    filled = [cell.strip() for cell in cells if cell.strip() != ""]
    return len(filled) > 0 and all(cell[0] == "#" and cell[1:2].isalpha() for cell in filled)


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


def _problem(source: str, value: str, reason: str, suggestion: str = "") -> Problem:
    return Problem(source=source, row=None, column=None, value=value, reason=reason, suggestion=suggestion)
