"""Files that a gazetteer is built from: plain, gzipped, members of a zip, or folders of many small ones."""

from __future__ import annotations

import codecs
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from geomap.errors import BuildError, MissingInputError

__all__ = ["SourceFile", "open_source"]

_HEAD_BYTES = 1 << 16
_BUFFER_BYTES = 1 << 20
_GZIP_MAGIC = b"\x1f\x8b"
_ZIP_MAGIC = b"PK\x03\x04"
_NO_DATA = {"readme.txt", "license.txt", "license", "readme.md", "iso-languagecodes.txt"}


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
        return self.path.is_dir() or self._magic.startswith(_ZIP_MAGIC)

    @cached_property
    def size(self) -> int:
        """Bytes that reading it goes through, as stored."""
        if self.member != "":
            with zipfile.ZipFile(self.path) as archive:
                return archive.getinfo(self.member).file_size
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
        with self.open() as stream:
            content = stream.read(_HEAD_BYTES)
        self.position = 0
        return content.decode(encoding_of(content), errors="replace").removeprefix("\ufeff")

    @property
    def header(self) -> str:
        """The first line of ``head``."""
        return self.head.partition("\n")[0].rstrip("\r")

    @contextmanager
    def open(self) -> Iterator[io.BufferedReader]:
        """Open the content for reading, unpacked.

        Raises:
            BuildError: The archive is damaged or locked.
        """
        try:
            if self.member != "":
                with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as stream:
                    yield self._counted(stream)
                return
            with self.path.open("rb") as raw:
                counted = self._counted(raw)
                if self._magic.startswith(_GZIP_MAGIC):
                    with gzip.GzipFile(fileobj=counted) as unpacked:
                        yield io.BufferedReader(unpacked, _BUFFER_BYTES)
                else:
                    yield counted
        except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, RuntimeError) as error:
            raise BuildError(f"{self.name} cannot be unpacked: {error}") from error

    def _counted(self, stream: IO[bytes]) -> io.BufferedReader:
        return io.BufferedReader(_Counted(stream, self), _BUFFER_BYTES)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield (line number from 1, line without its end), decoded; a byte order mark is dropped."""
        with self.open() as stream:
            encoding = encoding_of(stream.peek(_HEAD_BYTES)[:_HEAD_BYTES])
            text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="\n")
            for number, line in enumerate(text, start=1):
                stripped = line.rstrip("\r\n")
                yield number, stripped.removeprefix("\ufeff") if number == 1 else stripped

    def members(self) -> Iterator[SourceFile]:
        """Yield the files of a container in the order of their names, without notices and hidden files."""
        if not self.is_container:
            return
        if self.path.is_dir():
            for path in sorted(self.path.rglob("*")):
                if path.is_file() and _is_data(path.relative_to(self.path).as_posix()):
                    yield SourceFile(path=path)
            return
        with zipfile.ZipFile(self.path) as archive:
            names = sorted(entry.filename for entry in archive.infolist() if not entry.is_dir())
        yield from (SourceFile(path=self.path, member=name) for name in names if _is_data(name))


class _Counted(io.RawIOBase):
    """A readable stream that tells its file how far it has been read."""

    def __init__(self, stream: IO[bytes], file: SourceFile) -> None:
        self._stream = stream
        self._file = file
        file.position = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401
        """Fill a buffer."""
        chunk = self._stream.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self._file.position += len(chunk)
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
