"""Files that a gazetteer is built from: plain, packed, members of a zip, or folders of many small ones."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from geomap.errors import BuildError, MissingInputError

__all__ = ["SourceFile", "encoding_of", "open_source"]

_HEAD_BYTES = 1 << 16
_BUFFER_BYTES = 1 << 20
_GZIP_MAGIC = b"\x1f\x8b"
_BZIP2_MAGIC = b"BZh"
_ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06")
_NO_DATA = {"readme.txt", "license.txt", "license", "readme.md", "iso-languagecodes.txt"}
_UNPACKING = (zipfile.BadZipFile, zlib.error, EOFError, OSError)
"""What the unpackers raise on damage; gzip's and bz2's own errors are OSErrors."""


@dataclass(kw_only=True)
class SourceFile:
    """One file to import, or a container (a folder or a zip) of many.

    Attributes:
        path: The file or folder on disk.
        member: Its name inside a zip, else empty.
        position: Bytes read so far of ``size``, for progress.
    """

    path: Path
    member: str = ""
    position: int = field(default=0, compare=False)
    _archive: zipfile.ZipFile | None = field(default=None, compare=False, repr=False)

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"{self.path.name}/{self.member}" if self.member != "" else self.path.name

    @property
    def stem(self) -> str:
        """Its name without folders and extensions, for ids of places that have none."""
        last = (self.member if self.member != "" else self.path.name).replace("\\", "/").rpartition("/")[2]
        return last.split(".")[0]

    @cached_property
    def is_container(self) -> bool:
        """Whether it is a folder or a zip, to be looked into."""
        if self.member != "":
            return False
        return self.path.is_dir() or self._magic.startswith(_ZIP_MAGICS)

    @property
    def is_packed(self) -> bool:
        """Whether its bytes on disk are not its content: a gzip, a bzip2 or a member of a zip."""
        if self.member != "":
            return True
        return not self.path.is_dir() and self._magic.startswith((_GZIP_MAGIC, _BZIP2_MAGIC))

    @cached_property
    def size(self) -> int:
        """Bytes that reading it goes through, as stored."""
        if self.member != "":
            return self._opened_archive().getinfo(self.member).file_size
        return 0 if self.path.is_dir() else self.path.stat().st_size

    @cached_property
    def _magic(self) -> bytes:
        with self.path.open("rb") as stream:
            return stream.read(16)

    @cached_property
    def head(self) -> str:
        """The first 64 kB as text, without a byte order mark; empty for containers."""
        if self.is_container:
            return ""
        content = self._beginning
        return content.decode(encoding_of(content), errors="replace").removeprefix("\ufeff")

    @cached_property
    def encoding(self) -> str:
        """The encoding by the first 64 kB: utf-16, utf-8 or cp1252."""
        return encoding_of(self._beginning)

    @cached_property
    def _beginning(self) -> bytes:
        with self.open() as stream:
            content = stream.read(_HEAD_BYTES)
        self.position = 0
        return content

    @property
    def header(self) -> str:
        """The first line of ``head``."""
        return self.head.partition("\n")[0].rstrip("\r")

    @contextmanager
    def open(self) -> Iterator[io.BufferedReader]:
        """Open the content for reading, unpacked.

        Raises:
            BuildError: The archive is damaged or locked, at opening or while it is read.
        """
        with ExitStack() as stack:
            raw = None if self.member != "" else stack.enter_context(self.path.open("rb"))
            unpacked = self._unpacked(raw)
            stack.callback(unpacked.close)
            yield io.BufferedReader(_Reader(unpacked, raw, self), _BUFFER_BYTES)

    def _unpacked(self, raw: IO[bytes] | None) -> IO[bytes]:
        """Return the content of the file on disk, or of the member when there is none."""
        if raw is None:
            archive = self._opened_archive()
            try:
                return archive.open(self.member)
            except (RuntimeError, zipfile.BadZipFile) as error:  # locked; packed in a way unknown here
                raise BuildError(f"{self.name} cannot be unpacked: {error}") from error
        if self._magic.startswith(_GZIP_MAGIC):
            return gzip.GzipFile(fileobj=raw)  # type: ignore[return-value]
        if self._magic.startswith(_BZIP2_MAGIC):
            import bz2  # some builds of Python lack it

            return bz2.BZ2File(raw)
        return raw

    def _opened_archive(self) -> zipfile.ZipFile:
        """Return the zip, opened once for all its members; it closes when the last of them is let go."""
        if self._archive is None:
            try:
                self._archive = zipfile.ZipFile(self.path)
            except zipfile.BadZipFile as error:
                raise BuildError(f"{self.path.name} cannot be unpacked: {error}") from error
        return self._archive

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield (line number from 1, line without its end), decoded; a byte order mark is dropped."""
        with self.open() as stream:
            encoding = encoding_of(stream.peek(_HEAD_BYTES)[:_HEAD_BYTES])
            text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="\n")
            for number, line in enumerate(text, start=1):
                stripped = line.rstrip("\r\n")
                yield number, stripped.removeprefix("\ufeff") if number == 1 else stripped

    def members(self) -> Iterator[SourceFile]:
        """Yield the files of a container in the order of their names, without notices and hidden files.

        Raises:
            BuildError: The zip is damaged.
        """
        if not self.is_container:
            return
        if self.path.is_dir():
            yield from (SourceFile(path=path) for path in _walk(self.path))
            return
        archive = self._opened_archive()
        entries = sorted(archive.infolist(), key=lambda entry: entry.filename)
        for entry in entries:
            if not entry.is_dir() and _is_data(entry.filename):
                yield SourceFile(path=self.path, member=entry.filename, _archive=archive)
            self.position += entry.compress_size


class _Reader(io.RawIOBase):
    """The unpacked content as a stream that tells its file how far it has been read and what is damaged."""

    def __init__(self, unpacked: IO[bytes], raw: IO[bytes] | None, file: SourceFile) -> None:
        self._unpacked = unpacked
        self._raw = raw
        self._file = file
        file.position = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401
        """Fill a buffer."""
        try:
            chunk = self._unpacked.read(len(buffer))
        except _UNPACKING as error:
            raise BuildError(f"{self._file.name} is damaged or cut short: {error}") from error
        buffer[: len(chunk)] = chunk
        self._file.position = self._raw.tell() if self._raw is not None else self._file.position + len(chunk)
        return len(chunk)


def encoding_of(head: bytes) -> str:
    """Return the encoding of a text by its first bytes: a byte order mark, else UTF-8, else Windows-1252."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=False)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the data files under a folder, one folder after another, each in the order of its names."""
    with os.scandir(folder) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    for entry in entries:
        if not _is_data(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def _is_data(name: str) -> bool:
    """Say whether a file of a container may hold places."""
    parts = name.lower().split("/")
    hidden = any(part.startswith((".", "__macosx")) for part in parts)
    return not hidden and parts[-1] not in _NO_DATA


def open_source(path: Path) -> SourceFile:
    """Return the source at a path.

    Raises:
        MissingInputError: There is none.
    """
    if not path.exists():
        raise MissingInputError(f"no such file or folder: {path}")
    return SourceFile(path=path)
