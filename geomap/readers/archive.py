"""ZIP archives as inputs: the files in them that are read, each as a file of its own."""

from __future__ import annotations

from dataclasses import replace

from geomap.errors import EmptyInputError, UnreadableInputError
from geomap.readers.inputs import InputFile
from geomap.readers.packed import zip_members
from geomap.readers.sniff import EXTENSIONS, extension_of

__all__ = ["expand_archive"]

DEEPEST = 2
"""Archives within archives that are opened."""
INNER_BYTES = 1 << 28
"""Size up to which an archive within an archive is opened."""


def expand_archive(file: InputFile, depth: int = 0) -> list[InputFile]:
    """Return the files in a ZIP archive that have an extension that is read, in order of their names.

    An archive within it is opened too; nothing is unpacked to disk under a name of the archive's.

    Raises:
        EmptyInputError: It holds no file that is read.
        UnreadableInputError: It is damaged, or would unpack to too much.
    """
    with file.open() as stream:
        members = zip_members(stream, file.source)
    found: list[InputFile] = []
    for info in sorted(members, key=lambda info: info.filename):
        if extension_of(info.filename) not in EXTENSIONS:
            continue
        member = _member(file, info.filename)
        is_archive = EXTENSIONS[extension_of(info.filename)] == "zip"
        found += _inner(member, info.file_size, depth) if is_archive else [member]
    if not found and depth == 0:
        known = " ".join(EXTENSIONS)
        raise EmptyInputError(f"the archive {file.source} holds no file that geomap reads ({known})")
    return found


def _member(file: InputFile, name: str) -> InputFile:
    """Return a file in an archive as an input."""
    label = name.replace("\\", "/")
    return replace(
        file, source=f"{file.source}/{label}", name=f"{file.name}/{label}", member=name, from_folder=True
    )


def _inner(member: InputFile, size: int, depth: int) -> list[InputFile]:
    """Return the files in an archive that stands in an archive."""
    if depth + 1 >= DEEPEST or size > INNER_BYTES:
        raise UnreadableInputError(f"{member.source} is an archive within an archive; unpack it first")
    payload = member.read_bytes()
    return expand_archive(replace(member, path=None, payload=payload, member=None), depth + 1)
