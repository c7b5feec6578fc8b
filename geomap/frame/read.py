"""Incident files of our own making, back to the frame that they were written from."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import (
    EmptyInputError,
    InvalidRecordError,
    MissingColumnError,
    MissingInputError,
    UnreadableInputError,
)
from geomap.files import STDOUT
from geomap.frame.build import from_records
from geomap.frame.cells import parse_cell
from geomap.frame.read_typed import is_typed, read_typed
from geomap.frame.records import Record
from geomap.frame.schema import COLUMNS, SOURCE_COLUMNS
from geomap.readers import InputFile

if TYPE_CHECKING:
    import geopandas

__all__ = ["holds_incidents", "parse_frame", "read_frame"]

CELL_LIMIT = 1 << 30
KEYS = ("incident_id", "place_index")
HEAD_BYTES = 1 << 16
GEOMETRY_COLUMNS = frozenset(
    ["geometry_lat", "geometry_lon", "bbox.xmin", "bbox.ymin", "bbox.xmax", "bbox.ymax"]
)
"""What a reader makes of the geometry of typed formats, and of GeoParquet's covering: lat and lon again."""


def read_frame(path: str | Path) -> geopandas.GeoDataFrame:
    """Read incidents that geomap wrote, in any format that holds every column.

    These are GeoJSON, GeoJSON lines, CSV, GeoPackage, FlatGeobuf, GeoParquet and XLSX.

    Args:
        path: A file, or ``-`` for standard input. The format is told from the content.

    Returns:
        The incident table; ``frame.attrs["ignored_columns"]`` names columns of the file that are not ours.

    Raises:
        MissingInputError: There is no such file.
        EmptyInputError: The file holds nothing.
        UnreadableInputError: The content is neither of these formats.
        MissingColumnError: The file holds no incidents of ours.
        InvalidRecordError: A value breaks the schema; the message names the column.
    """
    return parse_frame(_read_bytes(path), str(path))


def parse_frame(content: bytes, source: str) -> geopandas.GeoDataFrame:
    """Return the incident table of a file's content; ``source`` is its name in messages.

    Raises:
        InputError: As :func:`read_frame`.
    """
    file = InputFile(source=source, name=Path(source).name, path=None, payload=content)
    if is_typed(file):
        names, records = read_typed(file)
        _require_keys(names, source)
    else:
        names, records = _text_records(_decode(content, source), source)
    frame = from_records(records)
    known = {*COLUMNS, *SOURCE_COLUMNS, *GEOMETRY_COLUMNS}
    frame.attrs["ignored_columns"] = [name for name in names if name not in known]
    return frame


def _text_records(text: str, source: str) -> tuple[list[str], list[Record]]:
    """Return the names and the records of a text."""
    if text.strip() == "":
        raise EmptyInputError(f"{source} is empty; give an incidents file that geomap wrote")
    is_json = text.lstrip().startswith("{")
    return (_geojson_records if is_json else _csv_records)(text, source)


def holds_incidents(head: bytes) -> bool:
    """Say whether a file that begins so is an incidents file of geomap that ``read_frame`` reads."""
    text = head[:HEAD_BYTES].decode("utf-8", "replace").removeprefix("\ufeff").lstrip()
    if text.startswith("{"):
        return all(f'"{key}"' in text for key in (*KEYS, "place_status"))
    header = text.partition("\n")[0].strip().split(",")
    return header[: len(KEYS)] == list(KEYS) and "place_status" in header


def _read_bytes(path: str | Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(path) == STDOUT else Path(path).read_bytes()
    except FileNotFoundError as error:
        raise MissingInputError(
            f"there is no file {path}; give an incidents file that geomap wrote"
        ) from error
    except OSError as error:
        raise UnreadableInputError(f"cannot read {path}: {error.strerror or error}") from error


def _decode(content: bytes, source: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInputError(
            f"{source} is not UTF-8 text; give an incidents file that geomap wrote"
        ) from error


def _geojson_records(text: str, source: str) -> tuple[list[str], list[Record]]:
    """Return the property names and the records of a GeoJSON text."""
    names: dict[str, None] = {}
    records = []
    for feature in _features(text, source):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            raise UnreadableInputError(f"{source} holds JSON without GeoJSON features")
        _require_keys(properties, source)
        names |= dict.fromkeys(properties)
        records.append({name: properties.get(name) for name in COLUMNS if name != "geometry"})
    return list(names), records


def _features(text: str, source: str) -> list[object]:
    """Return the features of a collection, or of one feature per line."""
    try:
        collection = json.loads(text)
    except ValueError:
        return _line_features(text, source)
    features = collection.get("features", [collection])
    if not isinstance(features, list):
        raise UnreadableInputError(f"{source} is JSON, but its 'features' are not a list")
    return features


def _line_features(text: str, source: str) -> list[object]:
    features = []
    # splitlines() would also break at U+2028, which JSON text may hold.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() == "":
            continue
        try:
            features.append(json.loads(line))
        except ValueError as error:
            raise UnreadableInputError(f"{source} is not JSON: line {number}: {error}") from error
    return features


def _csv_records(text: str, source: str) -> tuple[list[str], list[Record]]:
    """Return the header and the records of a CSV text."""
    csv.field_size_limit(CELL_LIMIT)
    rows = csv.reader(StringIO(text, newline=""))
    header = next(rows)
    _require_keys(header, source)
    known = [(index, name) for index, name in enumerate(header) if name in COLUMNS and name != "geometry"]
    records = []
    for number, cells in enumerate((row for row in rows if row), start=1):
        if len(cells) != len(header):
            raise InvalidRecordError(
                f"{source}, row {number}: {len(cells)} cells under {len(header)} columns; was it cut off?"
            )
        records.append({name: parse_cell(name, cells[index]) for index, name in known})
    return header, records


def _require_keys(names: Iterable[str], source: str) -> None:
    held = list(names)
    for key in KEYS:
        if key not in held:
            shown = ", ".join(held[:12])
            raise MissingColumnError(
                f"{source} has no column {key}, so it is not an incidents file of geomap; columns: {shown}; "
                "make one with: geomap extract or geomap map"
            )
