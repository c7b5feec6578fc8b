"""``geomap.toml``: what a folder of work has settled once, so that no command has to say it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from geomap.errors import InputError
from geomap.files import STDOUT
from geomap.pipeline.mapping_files import mappings_of_project
from geomap.pipeline.pin_files import PinSource, read_pin_tables
from geomap.pipeline.toml_file import check_keys, parse_toml, read_user_file
from geomap.readers import TableMapping

__all__ = ["PROJECT_FILE", "PROJECT_KEYS", "Project", "find_project", "project_of", "read_project"]

PROJECT_FILE = "geomap.toml"
"""Name of the file, looked for beside the inputs, in the current folder and in those above them."""

PROJECT_KEYS = ("title", "gazetteer", "mapping", "pins")
"""Keys that a project file may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What a project file says.

    Attributes:
        path: The file.
        title: Heading of maps, or None.
        gazetteer: Place index file, or None for the one that comes with geomap.
        mappings: What tables mean, by patterns of file names.
        pins: Its own pins, then those of the files that it names.
    """

    path: Path
    title: str | None = None
    gazetteer: Path | None = None
    mappings: tuple[tuple[str, TableMapping], ...] = ()
    pins: tuple[PinSource, ...] = ()


def find_project(folder: Path | None = None) -> Path | None:
    """Return the nearest project file: in a folder (by default the current one) or one above it."""
    start = Path.cwd() if folder is None else folder.resolve()
    paths = (parent / PROJECT_FILE for parent in (start, *start.parents))
    return next((path for path in paths if path.is_file()), None)


def project_of(inputs: Iterable[str | Path]) -> Path | None:
    """Return the project file nearest to the first of some inputs, else to the current folder."""
    first = next((Path(name) for name in inputs if str(name) != STDOUT), None)
    if first is not None:
        # A pattern has the folder that stands before its signs.
        plain = next((one for one in (first, *first.parents) if one.exists()), Path())
        found = find_project(plain if plain.is_dir() else plain.parent)
        if found is not None:
            return found
    return find_project()


def read_project(path: Path) -> Project:
    """Read a project file.

    Raises:
        InputError: It is not TOML, or holds a key that means nothing.
    """
    payload = read_user_file(path, "project file")
    table = parse_toml(payload, path)
    check_keys(table, PROJECT_KEYS, str(path))
    pins = read_pin_tables(table["pins"], path, payload) if "pins" in table else ()
    gazetteer = _text(table, "gazetteer", path)
    return Project(
        path=path,
        title=_text(table, "title", path),
        gazetteer=None if gazetteer is None else path.parent / gazetteer,
        mappings=mappings_of_project(table["mapping"], path) if "mapping" in table else (),
        pins=pins,
    )


def _text(table: Mapping[str, object], key: str, path: Path) -> str | None:
    value = table.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{path}: {key} must be text in quotes")
    return value
