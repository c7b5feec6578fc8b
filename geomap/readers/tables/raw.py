"""What every table format gives, whatever it is stored as: names, and rows of text under them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO

from geomap.model import Problem
from geomap.readers.inputs import InputFile
from geomap.readers.settings import ReadSettings, Report
from geomap.registry import Registry

__all__ = ["TABLES", "RawTable", "TableReader", "digest_of", "problem"]

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """A table as it is stored, before anything is understood.

    Attributes:
        source: Path as given, or ``-``.
        names: Column names as they stand in the file, repeats and blanks included.
        rows: The rows under them, each a list of cells as text, lazily; blank rows left out.
        tags: HXL tags under the names, or empty.
        delimiter: Sign between two cells, a comma for formats that have none.
        encoding: Name of the character encoding.
        digest: SHA-256 of the content.
        has_header: False when the names are made up.
        notes: How the table was found in its file: sheet, layer, rows above it.
        points: Its columns of latitude and longitude where they are those of a geometry, else empty.
    """

    source: str
    names: tuple[str, ...]
    rows: Iterator[list[str]]
    tags: tuple[str, ...] = ()
    delimiter: str = ","
    encoding: str = "utf-8"
    digest: str
    has_header: bool = True
    notes: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


TableReader = Callable[[InputFile, ReadSettings, Report], AbstractContextManager[RawTable]]

TABLES: Registry[TableReader] = Registry("table format")
"""Functions (file, settings, report) → a context that gives the raw table, by format name."""


def digest_of(file: InputFile) -> str:
    """Return the SHA-256 of a file's content, unpacked."""
    digest = hashlib.sha256()
    with file.open() as stream:
        for chunk in iter_chunks(stream):
            digest.update(chunk)
    return digest.hexdigest()


def iter_chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of a stream in pieces."""
    while chunk := stream.read(CHUNK_BYTES):
        yield chunk


def problem(source: str, value: str, reason: str, suggestion: str = "") -> Problem:
    """Return a problem of a table as a whole."""
    return Problem(source=source, row=None, column=None, value=value, reason=reason, suggestion=suggestion)
