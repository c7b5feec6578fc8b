"""Which table a file is, or holds: an archive with one table in it is that table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from geomap.errors import InputError, UnreadableInputError
from geomap.readers.archive import expand_archive
from geomap.readers.inputs import InputFile
from geomap.readers.kinds import kind_of_file
from geomap.readers.settings import ReadSettings

__all__ = ["iter_tables", "table_in"]

SHOWN = 5
_TEXT = frozenset(["text", "html"])


def table_in(file: InputFile, settings: ReadSettings) -> tuple[InputFile, str]:
    """Return the table of a file and its format; text and web pages are read as text tables.

    Raises:
        InputError: The file is missing, empty, holds no table, or is an archive of several.
    """
    kind = kind_of_file(file, settings)
    if kind == "pdf":
        raise UnreadableInputError(f"{file.source} is a PDF file, not a table; give a table")
    if kind != "zip":
        return file, "csv" if kind in _TEXT else kind
    inner = list(iter_tables(file, settings))
    if len(inner) == 1:
        return inner[0]
    names = ", ".join(member.member or member.source for member, _ in inner[:SHOWN])
    held = "no table" if not inner else f"{len(inner):,} tables: {names}"
    raise UnreadableInputError(f"the archive {file.source} holds {held}; unpack it and name one table")


def iter_tables(file: InputFile, settings: ReadSettings) -> Iterator[tuple[InputFile, str]]:
    """Yield the tables in a file with their formats: itself, or those in an archive; articles are left out.

    Raises:
        InputError: The file is missing, empty, or of a kind that is not read.
    """
    kind = kind_of_file(file, settings)
    if kind != "zip":
        yield file, kind
        return
    as_found = replace(settings, is_table=False)  # an article beside the table is none
    for member in expand_archive(file):
        try:
            kind = kind_of_file(member, as_found)
        except InputError:
            continue  # reading the archive as documents reports it
        if kind not in _TEXT and kind != "pdf":
            yield member, kind
