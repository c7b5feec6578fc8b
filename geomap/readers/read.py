"""The one door to all readers: inputs of any kind, in the order given, to documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from geomap.errors import InputError
from geomap.model import Document, Problem
from geomap.readers.archive import expand_archive
from geomap.readers.article import read_text
from geomap.readers.columns import require_place
from geomap.readers.inputs import InputFile, expand_inputs
from geomap.readers.kinds import kind_of_file
from geomap.readers.pdf import read_pdf
from geomap.readers.row_documents import iter_row_documents
from geomap.readers.settings import ReadSettings, Report
from geomap.readers.table import Table, TableHeader, open_table
from geomap.readers.table_files import iter_tables
from geomap.readers.tables import TABLES
from geomap.readers.web import read_html
from geomap.registry import Registry

__all__ = [
    "READERS",
    "Reader",
    "find_tables",
    "iter_documents",
    "open_one_table",
    "open_rows",
    "read_table_header",
]

Reader = Callable[[InputFile, ReadSettings, Report], Iterator[Document]]

READERS: Registry[Reader] = Registry("input format")
"""Functions (file, settings, report) → documents, by format name."""


def iter_documents(
    inputs: Sequence[str | Path | InputFile],
    *,
    settings: ReadSettings | None = None,
    problems: list[Problem] | Report,
) -> Iterator[Document]:
    """Read files, folders, patterns and ``-`` into documents, one by one.

    Every input is looked at before the first document comes out, so that a wrong one stops the
    run at once. Files of a folder that cannot be read are reported and left out.

    Args:
        inputs: Paths, folders (searched with subfolders), patterns such as ``news/*.txt``, or ``-``.
        problems: Gets what was wrong but did not stop the run.

    Raises:
        InputError: An input is missing, empty, binary, or a table without a place column; the
            message names it and says what to do.
        UnknownNameError: The settings name a format, encoding or role that does not exist.
    """
    chosen = settings if settings is not None else ReadSettings()
    report: Report = problems.append if isinstance(problems, list) else problems
    kinds = [found for file in expand_inputs(inputs) for found in _kinds(file, chosen, report)]
    return _iter(kinds, chosen, report)


def read_table_header(source: str | Path, *, settings: ReadSettings | None = None) -> TableHeader:
    """Return what a table is understood to hold: columns, roles, delimiter, encoding.

    Raises:
        InputError: The table is missing, empty or binary.
    """
    with open_one_table(source, settings=settings) as table:
        return table.header


@contextmanager
def open_rows(
    source: str | Path, *, settings: ReadSettings | None = None, report: Report
) -> Iterator[tuple[InputFile, Table]]:
    """Open one table for reading row by row, for as long as the block lasts.

    Raises:
        InputError: The table is missing, empty, binary, or says nothing about places; or there are several.
    """
    chosen = settings if settings is not None else ReadSettings()
    chosen = replace(chosen, is_table=True)  # however short or named
    files = expand_inputs([source])
    if len(files) > 1:
        raise InputError(f"{source} stands for {len(files):,} files; name one table")
    with open_table(files[0], chosen, report) as table:
        if chosen.needs_place:
            require_place(
                table.header.roles,
                table.header.columns,
                source=table.header.source,
                encoding=table.header.encoding,
            )
        yield files[0], table


@contextmanager
def open_one_table(
    source: str | Path | InputFile, *, settings: ReadSettings | None = None
) -> Iterator[Table]:
    """Give a table's header and its rows for as long as the block lasts; nothing is reported.

    Raises:
        InputError: The table is missing, empty or binary.
    """
    chosen = settings if settings is not None else ReadSettings()
    file = source if isinstance(source, InputFile) else expand_inputs([source])[0]
    with open_table(file, chosen, _ignore) as table:
        yield table


def find_tables(inputs: Sequence[str | Path], *, settings: ReadSettings | None = None) -> list[InputFile]:
    """Return the tables among files, folders, patterns and archives; articles are left out unless named.

    Raises:
        InputError: An input is missing, empty, or of a kind that is not read.
    """
    chosen = settings if settings is not None else ReadSettings()
    found = []
    for file in expand_inputs(inputs):
        for table, kind in iter_tables(file, chosen):
            if not file.from_folder or kind not in ("text", "html", "pdf"):
                found.append(table)
    return found


def _iter(
    kinds: Sequence[tuple[InputFile, str]], settings: ReadSettings, report: Report
) -> Iterator[Document]:
    for file, kind in kinds:
        try:
            yield from READERS.get(kind)(file, settings, report)
        except InputError as error:
            if not file.from_folder:
                raise
            report(_skipped(file, str(error)))


def _kinds(file: InputFile, settings: ReadSettings, report: Report) -> list[tuple[InputFile, str]]:
    """Return a file with its kind, an archive's files with theirs.

    One that stands in a folder or an archive and cannot be read is reported instead.
    """
    try:
        kind = kind_of_file(file, settings)
        if kind != "zip":
            return [(file, kind)]
        inner = expand_archive(file)
    except InputError as error:
        if not file.from_folder:
            raise
        report(_skipped(file, str(error)))
        return []
    return [found for member in inner for found in _kinds(member, settings, report)]


@READERS.register("text")
def _read_text(file: InputFile, settings: ReadSettings, report: Report) -> Iterator[Document]:
    """News text: title, outlet, date and address are found in its first and last lines."""
    yield read_text(file, settings, report)


@READERS.register("html")
def _read_html(file: InputFile, settings: ReadSettings, report: Report) -> Iterator[Document]:
    """A web page: its main text, with title, date, outlet and address from the markup."""
    yield read_html(file, settings, report)


@READERS.register("pdf")
def _read_pdf(file: InputFile, settings: ReadSettings, report: Report) -> Iterator[Document]:
    """The text of a PDF document, as news text; pictures of pages are not read."""
    yield read_pdf(file, settings, report)


@READERS.register("zip")
def _read_zip(file: InputFile, settings: ReadSettings, report: Report) -> Iterator[Document]:
    """A ZIP archive of files that are read; the others in it are left out."""
    for member, kind in _kinds(file, settings, report):
        yield from READERS.get(kind)(member, settings, report)


def _table_reader(name: str) -> Reader:
    """Return the reader of a table format: one document per row."""

    def read(file: InputFile, settings: ReadSettings, report: Report) -> Iterator[Document]:
        yield from iter_row_documents(file, settings, report)

    read.__doc__ = TABLES.get(name).__doc__
    return read


for _name in TABLES:
    READERS.register(_name)(_table_reader(_name))


def _skipped(file: InputFile, reason: str) -> Problem:
    return Problem(
        source=file.source, row=None, column=None, value="", reason=reason, suggestion="file left out"
    )


def _ignore(problem: Problem) -> None:
    """Take a problem that the same table's rows will report."""
