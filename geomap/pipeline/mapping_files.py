"""Mapping files: what the columns and cells of a table mean, written by a user in TOML."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.pipeline.toml_file import parse_toml, read_user_file
from geomap.readers import ROLES, TableMapping, parse_mapping
from geomap.readers.mapping import MAPPING_KEYS

__all__ = ["mappings_of_project", "read_mapping_file"]


def read_mapping_file(path: Path) -> TableMapping:
    """Read a mapping file.

    Raises:
        InputError: It is missing, not TOML, or a key, role or value in it means nothing.
    """
    table = parse_toml(read_user_file(path, "mapping file"), path)
    return parse_mapping(table, source=str(path), roles=ROLES)


def mappings_of_project(value: object, path: Path) -> tuple[tuple[str, TableMapping], ...]:
    """Return the mappings of a project file by patterns of file names.

    Args:
        value: What stands under ``mapping``: the name of a mapping file, a mapping itself, or a table of
            file name patterns with the names of their mapping files.
        path: The project file; names of files are relative to it.

    Raises:
        InputError: It is none of these.
    """
    if isinstance(value, str):
        return (("*", read_mapping_file(path.parent / value)),)
    if isinstance(value, Mapping) and value and all(key in MAPPING_KEYS for key in value):
        table: Mapping[str, Any] = value
        return (("*", parse_mapping(table, source=f"{path}, [mapping]", roles=ROLES)),)
    if isinstance(value, Mapping) and all(isinstance(name, str) for name in value.values()):
        return tuple((pattern, read_mapping_file(path.parent / name)) for pattern, name in value.items())
    raise InputError(
        f"{path}: mapping must name a mapping file, or be a table of file patterns with their mapping files"
    )
