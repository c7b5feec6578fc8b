"""Files on disk: atomic writing and digests. Nothing here knows a format."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from importlib import resources
from pathlib import Path

from geomap.errors import OutputError

__all__ = ["STDOUT", "atomic_path", "load_words", "sha256_of_file", "staged_output", "write_output"]

STDOUT = "-"


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path`` that replaces it when the block succeeds.

    An exception or a killed process leaves an earlier file at ``path`` untouched.

    Raises:
        OutputError: The folder cannot be created or written to, or the disk is full.
    """
    try:
        blocking = next((parent for parent in path.parents if parent.is_file()), None)
        if blocking is not None:
            raise OutputError(f"cannot write {path}: {blocking} is a file, not a folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise OutputError(f"cannot write {path}: it is a folder; name a file in it")
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        os.close(handle)
    except OutputError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
    part = Path(name)
    try:
        yield part
        _publish(part, path)
    except OSError as error:
        if isinstance(error, OutputError) or error.filename not in (None, name, str(path)):
            raise
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def _publish(part: Path, path: Path) -> None:
    """Move a finished temporary file into place with the permissions of a new file."""
    umask = os.umask(0)
    os.umask(umask)
    part.chmod(0o666 & ~umask)
    part.replace(path)


def write_output(path: str | Path, content: str | bytes) -> None:
    """Write ``content`` to a file atomically, or to standard output when ``path`` is ``-``.

    Text is written as UTF-8 with the line ends that it has.

    Raises:
        OutputError: The file cannot be written.
    """
    payload = content.encode("utf-8") if isinstance(content, str) else content
    if str(path) == STDOUT:
        try:
            sys.stdout.buffer.write(payload)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"cannot write to standard output: {error.strerror or error}") from error
        return
    if Path(path).exists() and not Path(path).is_file() and not Path(path).is_dir():
        _write_device(Path(path), payload)
        return
    with atomic_path(Path(path)) as part:
        part.write_bytes(payload)


@contextmanager
def staged_output(output: str | Path) -> Iterator[Path]:
    """Give a path to write an output to, little by little; it goes where it belongs when the block succeeds.

    A file is replaced as by :func:`atomic_path`; standard output, pipes and devices get a copy of what was
    written to a temporary file.

    Raises:
        OutputError: The file cannot be written, or the disk is full.
    """
    path = Path(output)
    is_stdout = str(output) == STDOUT
    if not is_stdout and (not path.exists() or path.is_file() or path.is_dir()):
        with atomic_path(path) as part:
            yield part
        return
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "output"
        yield part
        try:
            with (
                part.open("rb") as written,
                nullcontext(sys.stdout.buffer) if is_stdout else path.open("wb") as out,
            ):
                shutil.copyfileobj(written, out)
                out.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            where = "to standard output" if is_stdout else str(path)
            raise OutputError(f"cannot write {where}: {error.strerror or error}") from error


def _write_device(path: Path, payload: bytes) -> None:
    """Write to what is there and is no file: a pipe, a terminal, ``/dev/null``; it is not replaced."""
    try:
        with path.open("wb") as stream:
            stream.write(payload)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error


def sha256_of_file(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


@lru_cache(maxsize=8)
def load_words(package: str) -> Mapping[str, frozenset[str]]:
    """Return the word lists of a package's ``words.toml`` by name."""
    table = tomllib.loads(resources.files(package).joinpath("words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in table.items()}
