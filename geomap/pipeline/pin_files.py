"""Pins as users write them: a table (CSV, TSV), a TOML file, or a mapping in Python."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.gazetteer.pins import PinnedFile
from geomap.pipeline.toml_file import check_keys, parse_toml, read_user_file

__all__ = ["PIN_KEYS", "PinEntry", "PinSource", "PinsGiven", "pin_sources", "read_pin_tables"]

PIN_KEYS = ("name", "means", "country", "document", "note")
"""Columns of a pins file; the first two are needed."""

PinsGiven = str | Path | Mapping[str, str] | Sequence[Mapping[str, str]]
"""Pins as Python users give them: a file, ``{name: meaning}``, or one mapping per pin."""

_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True, kw_only=True)
class PinEntry:
    """One pin as written, not yet looked up.

    Attributes:
        where: Where it stands, for messages: the path as given, and the line.
        origin: The same for outputs: without folders.
    """

    name: str
    means: str
    country: str = ""
    document: str = ""
    note: str = ""
    where: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PinSource:
    """Pins that were written in one place."""

    entries: tuple[PinEntry, ...]
    file: PinnedFile


def pin_sources(given: PinsGiven) -> tuple[PinSource, ...]:
    """Read pins, whichever way they are given.

    Raises:
        InputError: The file is missing, or a line of it is not a pin.
    """
    if isinstance(given, str | Path):
        return _read_file(Path(given))
    rows = (
        [{"name": name, "means": means} for name, means in given.items()]
        if isinstance(given, Mapping)
        else given
    )
    entries = tuple(_entry(row, "pins", f"entry {number}") for number, row in enumerate(rows, 1))
    payload = json.dumps([dict(row) for row in rows], ensure_ascii=False, sort_keys=True).encode("utf-8")
    return (_source(entries, "pins", payload),)


def _source(entries: tuple[PinEntry, ...], name: str, payload: bytes) -> PinSource:
    digest = hashlib.sha256(payload).hexdigest()
    return PinSource(entries=entries, file=PinnedFile(source=name, sha256=digest, pins=len(entries)))


def _read_file(path: Path) -> tuple[PinSource, ...]:
    payload = read_user_file(path, "pins file")
    if path.suffix.lower() == ".toml":
        table = parse_toml(payload, path)
        check_keys(table, ("pins",), str(path))
        return read_pin_tables(table.get("pins", []), path, payload)
    return (_source(tuple(_rows(payload, path)), str(path), payload),)


def read_pin_tables(value: object, path: Path, payload: bytes) -> tuple[PinSource, ...]:
    """Read the ``pins`` of a TOML file: the path of a pins file, a list of pins, or both mixed.

    Args:
        value: What stands under the key; paths count from the file's own folder.
        path: The TOML file.
        payload: Its content.

    Raises:
        InputError: It is neither, or a pin is not whole.
    """
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list):
        raise InputError(f"{path}: pins is neither the path of a pins file nor a list of [[pins]] tables")
    lines = [
        number
        for number, line in enumerate(payload.decode("utf-8-sig").splitlines(), 1)
        if re.match(r"\s*\[\[\s*pins\s*\]\]", line) is not None
    ]
    entries: list[PinEntry] = []
    files: list[PinSource] = []
    for number, one in enumerate(listed):
        where = f"line {lines[number]}" if len(lines) == len(listed) else f"pin {number + 1}"
        file = one.get("file") if isinstance(one, dict) and list(one) == ["file"] else one
        if isinstance(file, str):
            files.extend(_read_file(path.parent / file))
        elif isinstance(one, dict):
            entries.append(_entry(one, str(path), where))
        else:
            raise InputError(f"{path}, {where}: a pin is a table with name and means, or the path of a file")
    own = [_source(tuple(entries), str(path), payload)] if entries else []
    return (*own, *files)


def _entry(row: Mapping[str, Any], source: str, line: str) -> PinEntry:
    """Return a pin of named cells."""
    where = f"{source}, {line}"
    check_keys(row, PIN_KEYS, where)
    cells = {key: value for key, value in row.items() if value is not None}
    for key, cell in cells.items():
        if not isinstance(cell, str):
            raise InputError(f"{where}: {key} is no text; write it in quotes")
    return PinEntry(
        **{"name": "", "means": ""} | {key: cell.strip() for key, cell in cells.items()},
        where=where,
        origin=f"{Path(source).name}, {line}",
    )


def _rows(payload: bytes, path: Path) -> Iterator[PinEntry]:
    """Yield the pins of a table with the line on which each begins."""
    from geomap.readers.decode import decode_text, encoding_of

    text = decode_text(payload, encoding_of([payload]), str(path))
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=lambda sign: (first.count(sign), -_DELIMITERS.index(sign)))
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: tuple[str, ...] = ()
    begin = 1
    try:
        for cells in reader:
            line, begin = f"line {begin}", reader.line_num + 1
            if all(cell.strip() == "" for cell in cells):
                continue
            if not header:
                header = _header(cells, path)
                continue
            if any(cell.strip() != "" for cell in cells[len(header) :]):
                raise InputError(
                    f"{path}, {line}: {len(cells)} cells under {len(header)} columns; "
                    f"a cell that holds a '{delimiter}' stands in double quotes"
                )
            yield _entry(dict(zip(header, cells, strict=False)), str(path), line)
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: not readable as a table: {error}") from error
    if not header:
        raise InputError(f"{path}: empty; its first line names the columns: {', '.join(PIN_KEYS)}")


def _header(cells: Sequence[str], path: Path) -> tuple[str, ...]:
    """Return the names of a pins file's columns."""
    header = tuple(cell.strip().lower() for cell in cells)
    while header and header[-1] == "":
        header = header[:-1]
    unknown = [name for name in header if name not in PIN_KEYS]
    missing = [name for name in PIN_KEYS[:2] if name not in header]
    if unknown or missing or len(set(header)) < len(header):
        found = f"no column '{missing[0]}'" if missing else f"column '{(unknown or header)[0]}' is not known"
        if not unknown and not missing:
            found = "a column stands twice"
        raise InputError(
            f"{path}, line 1: {found}; the first line names the columns: "
            f"{', '.join(PIN_KEYS)} (the first two are needed)"
        )
    return header
