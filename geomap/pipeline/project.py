"""``geomap.toml``: what a folder of work has settled once, so that no command has to say it again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geomap.pipeline.pin_files import PinSource, read_pin_tables
from geomap.pipeline.toml_file import check_keys, parse_toml, read_user_file

__all__ = ["PROJECT_FILE", "PROJECT_KEYS", "Project", "find_project", "read_project"]

PROJECT_FILE = "geomap.toml"
"""Name of the file, looked for in the current folder and those above it."""

PROJECT_KEYS = ("pins",)
"""Keys that a project file may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What a project file says.

    Attributes:
        path: The file.
        pins: Its own pins, then those of the files that it names.
    """

    path: Path
    pins: tuple[PinSource, ...] = ()


def find_project(folder: Path | None = None) -> Path | None:
    """Return the nearest project file: in a folder (by default the current one) or one above it."""
    start = Path.cwd() if folder is None else folder.resolve()
    paths = (parent / PROJECT_FILE for parent in (start, *start.parents))
    return next((path for path in paths if path.is_file()), None)


def read_project(path: Path) -> Project:
    """Read a project file.

    Raises:
        InputError: It is not TOML, or holds a key that means nothing.
    """
    payload = read_user_file(path, "project file")
    table = parse_toml(payload, path)
    check_keys(table, PROJECT_KEYS, str(path))
    pins = read_pin_tables(table["pins"], path, payload) if "pins" in table else ()
    return Project(path=path, pins=pins)
