"""Formats that are known by their header, declared in ``formats/*.toml``: a mapping and how to know it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from geomap.readers.columns import ROLES, column_key
from geomap.readers.mapping import MAPPING_KEYS, TableMapping, parse_mapping

__all__ = ["KnownFormat", "find_format", "headerless_names", "known_formats"]

AGREEING = 0.9
"""Share of the sampled rows that must look as a headerless format says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFormat:
    """A published table format.

    Attributes:
        name, about: What it is called, and what it holds.
        mapping: What its columns and cells mean.
        needs: Columns that a table must have to be of the format; of a group within it, one.
        tags: Whether HXL tags under the header are what it is known by.
        header: Its columns where files come without them, else empty.
        patterns: What cells of such a file look like, by column.
    """

    name: str
    about: str
    mapping: TableMapping
    needs: tuple[tuple[str, ...], ...] = ()
    tags: bool = False
    header: tuple[str, ...] = ()
    patterns: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def known_formats() -> tuple[KnownFormat, ...]:
    """Return the formats that geomap knows, those that ask for most columns first."""
    folder = files("geomap.readers").joinpath("formats")
    found = [
        _parse(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.name.endswith(".toml")
    ]
    return tuple(sorted(found, key=lambda known: -len(known.needs)))


def find_format(columns: Sequence[str], tags: Sequence[str]) -> KnownFormat | None:
    """Return the known format of a table with these columns and HXL tags, or None."""
    keys = {column_key(name) for name in columns}
    for known in known_formats():
        if known.needs and all(any(name in keys for name in group) for group in known.needs):
            return known
    return next((known for known in known_formats() if known.tags and any(tags)), None)


def headerless_names(sample: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the column names of rows that have no header, when they look like a format that has none."""
    for known in known_formats():
        if known.header and _agree(known, sample):
            return known.header
    return ()


def _agree(known: KnownFormat, sample: Sequence[Sequence[str]]) -> bool:
    places = {known.header.index(name): pattern for name, pattern in known.patterns.items()}
    same = sum(
        len(row) == len(known.header)
        and all(pattern.fullmatch(row[index].strip()) is not None for index, pattern in places.items())
        for row in sample
    )
    return len(sample) > 0 and same >= AGREEING * len(sample)


def _parse(table: dict[str, object], source: str) -> KnownFormat:
    """Return a format from its file."""
    mapping = {key: value for key, value in table.items() if key in MAPPING_KEYS}
    mapping["values"] = {
        name: cells for names, cells in _table(table, "values").items() for name in names.split("|")
    }
    needs = table.get("needs", [])
    if not isinstance(needs, list):
        raise TypeError(f"{source}: needs is a list")
    return KnownFormat(
        name=str(table["name"]),
        about=str(table["about"]),
        mapping=parse_mapping(mapping, source=source, roles=ROLES),
        needs=tuple(tuple(column_key(name) for name in str(group).split("|")) for group in needs),
        tags=bool(table.get("tags", False)),
        header=tuple(str(table.get("header", "")).split()),
        patterns={name: re.compile(str(pattern)) for name, pattern in _table(table, "patterns").items()},
    )


def _table(table: Mapping[str, object], key: str) -> dict[str, object]:
    found = table.get(key, {})
    return {str(name): value for name, value in found.items()} if isinstance(found, dict) else {}
