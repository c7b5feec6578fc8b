"""CSV and its kin: delimiter, encoding and header row are told from the content; rows are streamed."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import BinaryIO

from geomap.errors import UnreadableInputError
from geomap.readers.decode import encoding_of, head_text, report_encoding
from geomap.readers.dialect import Dialect, sniff_dialect
from geomap.readers.inputs import InputFile
from geomap.readers.rows import iter_rows
from geomap.readers.settings import ReadSettings, Report
from geomap.readers.sniff import HEAD_BYTES
from geomap.readers.tables.raw import TABLES, RawTable, iter_chunks, problem

__all__ = ["is_tag_row", "open_delimited"]

SHOWN = 200


@TABLES.register("csv")
@TABLES.register("tsv")
@contextmanager
def open_delimited(file: InputFile, settings: ReadSettings, report: Report) -> Iterator[RawTable]:
    """A table as text: commas, semicolons, tabs or bars, in any encoding, with a header row or without.

    Raises:
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
            names, tags, rows = _names(_rows(text, dialect, file.source, report), dialect, file, report)
            yield RawTable(
                source=file.source,
                names=tuple(names),
                rows=rows,
                tags=tuple(tags),
                delimiter=dialect.delimiter if dialect.width > 1 else ",",
                encoding=encoding,
                digest=digest,
                has_header=dialect.has_header,
            )
        finally:
            text.detach()


def is_tag_row(cells: Sequence[str]) -> bool:
    """Say whether a row holds HXL tags: every filled cell starts with a hash and a letter."""
    filled = [cell.strip() for cell in cells if cell.strip() != ""]
    return len(filled) > 0 and all(cell[0] == "#" and cell[1:2].isalpha() for cell in filled)


def _survey(stream: BinaryIO, given: str | None) -> tuple[str, str]:
    """Return digest and encoding from one pass over the bytes."""
    digest = hashlib.sha256()

    def chunks() -> Iterator[bytes]:
        for chunk in iter_chunks(stream):
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
        report(problem(source, line[:SHOWN], reason, "close the quote in this row"))

    return iter_rows(_lines(text, source, report), dialect.delimiter, on_broken=broken)


def _lines(text: Iterable[str], source: str, report: Report) -> Iterator[str]:
    """Yield lines without NULs; bytes that are not of the encoding end them with an error of ours."""
    has_nul = False
    try:
        for line in text:
            if "\x00" in line:
                if not has_nul:
                    has_nul = True
                    report(problem(source, line.replace("\x00", "")[:SHOWN].rstrip(), "NUL bytes, left out"))
                line = line.replace("\x00", "")
            yield line
    except UnicodeError as error:
        raise UnreadableInputError(
            f"{source} cannot be decoded: {error}; name another with --encoding"
        ) from error


def _names(
    rows: Iterator[list[str]], dialect: Dialect, file: InputFile, report: Report
) -> tuple[list[str], list[str], Iterator[list[str]]]:
    """Return column names, HXL tags and the rows that follow them."""
    for note in islice(rows, dialect.skipped):
        words = " ".join(cell for cell in note if cell != "")
        report(problem(file.source, words, "a note above the table, not read"))
    first = next(rows, [])
    if not dialect.has_header:
        names = [f"column_{number}" for number in range(1, len(first) + 1)]
        return names, [], chain([first], rows)
    second = next(rows, None)
    if second is None:
        return first, [], rows
    if is_tag_row(second):
        return first, [*second, *[""] * (len(first) - len(second))][: len(first)], rows
    return first, [], chain([second], rows)
