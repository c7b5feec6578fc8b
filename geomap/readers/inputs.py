"""What the user named, as a list of files: folders and patterns expanded, standard input kept."""

from __future__ import annotations

import glob
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from io import BufferedReader, BytesIO
from pathlib import Path, PurePath
from typing import BinaryIO

from geomap.errors import EmptyInputError, MissingInputError, UnreadableInputError
from geomap.files import STDOUT
from geomap.readers.packed import GZIP, open_member, unpack_gzip
from geomap.readers.sniff import EXTENSIONS, extension_of

__all__ = ["InputFile", "expand_inputs"]

STDIN = STDOUT
"""Standard input goes by the same sign as standard output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """One file to read.

    Attributes:
        source: Path as given, or ``-``; a file in an archive is ``archive.zip/name``.
        name: File name by which ids know it, with as many folders as tell it from the other inputs.
        path: None for standard input.
        payload: The bytes of standard input, which can be read only once.
        from_folder: True when the user named a folder or an archive, not this file.
        member: Name of the file in the ZIP archive at ``path``, or None for the file itself.
    """

    source: str
    name: str
    path: Path | None
    payload: bytes = b""
    from_folder: bool = False
    member: str | None = None

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open the bytes for reading, unpacked when they are packed with gzip.

        Raises:
            MissingInputError: The file has gone.
            UnreadableInputError: The file may not be read, or is damaged.
        """
        with ExitStack() as stack:
            stream = self._unpacked(stack.enter_context(self._open_stored()))
            if self.member is not None:
                stream = self._unpacked(stack.enter_context(open_member(stream, self.member, self.source)))
            yield stream

    def _unpacked(self, stream: BinaryIO) -> BinaryIO:
        is_packed = stream.read(len(GZIP)) == GZIP
        stream.seek(0)
        return unpack_gzip(stream, self.source) if is_packed else stream

    @contextmanager
    def as_path(self, suffix: str) -> Iterator[Path]:
        """Give a path that holds the bytes, unpacked, for libraries that read files by themselves.

        Args:
            suffix: Extension that the library wants, such as ``.gpkg``.
        """
        with self.open() as stream:
            is_stored = self.member is None and isinstance(stream, BufferedReader)
            if is_stored and self.path is not None and self.path.suffix.lower() == suffix:
                yield self.path
                return
            with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
                # The name is ours: one from an archive could lead anywhere.
                copy = Path(folder) / f"content{suffix}"
                with copy.open("wb") as target:
                    shutil.copyfileobj(stream, target, 1 << 20)
                yield copy

    @contextmanager
    def _open_stored(self) -> Iterator[BinaryIO]:
        if self.path is None:
            yield BytesIO(self.payload)
            return
        try:
            stream = self.path.open("rb")
        except FileNotFoundError as error:
            raise MissingInputError(f"there is no file {self.source}") from error
        except OSError as error:
            raise UnreadableInputError(f"cannot read {self.source}: {error.strerror or error}") from error
        with stream:
            yield stream

    def read_bytes(self) -> bytes:
        """Return all bytes."""
        with self.open() as stream:
            return stream.read()


def expand_inputs(inputs: Sequence[str | Path | InputFile]) -> list[InputFile]:
    """Return the files that files, folders, patterns and ``-`` stand for, each once.

    What is an input file already stays as it is. A folder is searched with its subfolders for the extensions
    that are read, hidden files left out; names are sorted. The shell's own expansion is not relied on.

    Raises:
        MissingInputError: A name does not exist or a pattern matches nothing.
        EmptyInputError: A folder holds no file that is read.
    """
    files: dict[str, InputFile] = {}
    for name in inputs:
        for entry in [name] if isinstance(name, InputFile) else _expand(str(name)):
            key = str(entry.path.resolve()) + (entry.member or "") if entry.path is not None else STDIN
            files.setdefault(key, entry)
    names = _names([entry.source for entry in files.values()])
    return [replace(entry, name=names[entry.source]) for entry in files.values()]


def _names(sources: Sequence[str]) -> dict[str, str]:
    """Return the shortest end of each path that no other path ends with."""
    parts = {source: PurePath(source.replace("\\", "/")).parts for source in sources}
    by_last: dict[str, list[str]] = {}
    for source, own in parts.items():
        by_last.setdefault(own[-1] if own else "", []).append(source)
    names = {}
    for source, own in parts.items():
        others = [parts[name] for name in by_last[own[-1] if own else ""] if name != source]
        depth = next(
            (
                depth
                for depth in range(1, len(own))
                if all(other[-depth:] != own[-depth:] for other in others)
            ),
            len(own),
        )
        names[source] = "/".join(own[-depth:])
    return names


def _expand(name: str) -> list[InputFile]:
    if name == STDIN:
        return [InputFile(source=STDIN, name=STDIN, path=None, payload=sys.stdin.buffer.read())]
    path = Path(name)
    if path.is_dir():
        return _folder(path)
    if path.exists():
        return [InputFile(source=name, name=path.name, path=path)]
    if not glob.has_magic(name):
        raise MissingInputError(
            f"there is no file or folder {name}; check the path, or use - for standard input"
        )
    return _pattern(name)


def _pattern(pattern: str) -> list[InputFile]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not matches:
        raise MissingInputError(f"no file matches the pattern {pattern}; check the path")
    # A pattern that reaches files means the files, not the folders beside them.
    chosen = [match for match in matches if Path(match).is_file()] or matches
    return [entry for match in chosen for entry in _expand(match)]


def _folder(folder: Path) -> list[InputFile]:
    paths = [
        path
        for path in folder.rglob("*")
        if extension_of(path.name) in EXTENSIONS
        and path.is_file()
        and not _is_hidden(path.relative_to(folder))
    ]
    if not paths:
        known = " ".join(EXTENSIONS)
        raise EmptyInputError(f"the folder {folder} holds no file that geomap reads ({known})")
    ordered = sorted(paths, key=lambda path: path.relative_to(folder).parts)
    return [InputFile(source=str(path), name=path.name, path=path, from_folder=True) for path in ordered]


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
