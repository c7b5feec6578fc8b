"""TOML files of users: read whole, with errors of one line."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from geomap.errors import InputError, MissingInputError, UnreadableInputError

__all__ = ["check_keys", "parse_toml", "read_user_file"]


def read_user_file(path: Path, kind: str) -> bytes:
    """Return a file's content.

    Args:
        path: The file.
        kind: What it is, for the message: "pins file".

    Raises:
        MissingInputError: There is no such file.
        UnreadableInputError: It is a folder, or may not be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MissingInputError(f"{path}: no such {kind}") from error
    except OSError as error:
        raise UnreadableInputError(f"{path}: the {kind} cannot be read: {error.strerror or error}") from error


def parse_toml(payload: bytes, path: Path) -> dict[str, Any]:
    """Return the table that a TOML file holds.

    Raises:
        InputError: It is not TOML.
    """
    try:
        return tomllib.loads(payload.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise UnreadableInputError(f"{path}: not UTF-8, as TOML must be: {error.reason}") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: not TOML: {error}") from error


def check_keys(table: Mapping[str, Any], known: Collection[str], where: str) -> None:
    """Refuse keys that mean nothing.

    Raises:
        InputError: A key is not known; the message lists those that are.
    """
    unknown = [key for key in table if key not in known]
    if unknown:
        raise InputError(f"{where}: unknown key '{unknown[0]}'; known: {', '.join(known)}")
