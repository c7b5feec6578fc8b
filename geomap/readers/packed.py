"""Packed content: gzip unpacked while it is read, members of ZIP archives, both within bounds.

Nothing is ever unpacked under a name that an archive states; what an archive says of its sizes is checked
before it is read, and what gzip gives is counted while it is read.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from geomap.errors import UnreadableInputError

__all__ = ["GZIP", "ZIP", "open_member", "unpack_gzip", "zip_members"]

GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"

MAX_MEMBERS = 10_000
MAX_BYTES = 1 << 33
"""Unpacked bytes of one archive, or of one gzip file."""
MAX_RATIO = 250
"""Unpacked bytes for one packed byte; tables rarely reach 50."""
SMALL_BYTES = 1 << 27
"""Content up to this size is read whatever its ratio: it harms nobody."""

_BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError)


class _Checked(io.BufferedIOBase):
    """A packed stream that ends with an error of ours when it is damaged or unpacks to too much."""

    def __init__(self, inner: BinaryIO, source: str, packed: int) -> None:
        self._inner = inner
        self._source = source
        self._limit = min(MAX_BYTES, max(SMALL_BYTES, MAX_RATIO * packed))

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._inner.seek(offset, whence)

    def tell(self) -> int:
        return self._inner.tell()

    def read1(self, size: int = -1, /) -> bytes:
        return self.read(size if size >= 0 else io.DEFAULT_BUFFER_SIZE)

    def read(self, size: int | None = -1, /) -> bytes:
        """Read up to ``size`` bytes, all when it is negative.

        Raises:
            UnreadableInputError: The content is damaged, encrypted, or far larger than its packing says.
        """
        room = max(0, self._limit - self._inner.tell())
        wanted = room + 1 if size is None or size < 0 else min(size, room + 1)
        try:
            chunk = self._inner.read(wanted)
        except _BROKEN as error:
            raise UnreadableInputError(
                f"{self._source} is damaged or locked and cannot be unpacked: {error}"
            ) from error
        if len(chunk) > room:
            raise UnreadableInputError(
                f"{self._source} unpacks to more than {self._limit >> 20:,} MB, which no table does; "
                "unpack it yourself if you trust it"
            )
        return chunk


def unpack_gzip(stream: BinaryIO, source: str) -> BinaryIO:
    """Return the content of a gzip stream; the stream must be at its start."""
    packed = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return cast("BinaryIO", _Checked(cast("BinaryIO", gzip.GzipFile(fileobj=stream)), source, packed))


def zip_members(stream: BinaryIO, source: str) -> list[zipfile.ZipInfo]:
    """Return the files in a ZIP archive, folders and what programs leave there for themselves left out.

    Raises:
        UnreadableInputError: The archive is damaged, or says that it unpacks to too much.
    """
    with _archive(stream, source) as archive:
        found = [info for info in archive.infolist() if not info.is_dir() and not _is_clutter(info.filename)]
    unpacked = sum(info.file_size for info in found)
    packed = sum(info.compress_size for info in found)
    too_dense = unpacked > max(SMALL_BYTES, MAX_RATIO * packed)
    if len(found) > MAX_MEMBERS or unpacked > MAX_BYTES or too_dense:
        raise UnreadableInputError(
            f"{source} would unpack to {len(found):,} files of {unpacked >> 20:,} MB; "
            "unpack it yourself if you trust it"
        )
    return found


@contextmanager
def open_member(stream: BinaryIO, name: str, source: str) -> Iterator[BinaryIO]:
    """Open one file of a ZIP archive, by its name as the archive states it."""
    with _archive(stream, source) as archive:
        try:
            info = archive.getinfo(name)
            inner = archive.open(info)
        except (KeyError, *_BROKEN) as error:
            raise UnreadableInputError(f"{source} cannot be unpacked: {error}") from error
        with inner:
            yield cast("BinaryIO", _Checked(cast("BinaryIO", inner), source, info.compress_size))


@contextmanager
def _archive(stream: BinaryIO, source: str) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise UnreadableInputError(f"{source} is a damaged ZIP archive: {error}") from error
    with archive:
        yield archive


def _is_clutter(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") and part not in {".", ".."} for part in parts)
