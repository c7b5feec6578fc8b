"""Incident files of ours in typed formats: GeoPackage, FlatGeobuf, GeoParquet and workbooks."""

from __future__ import annotations

from contextlib import suppress

from geomap.errors import EmptyInputError, InputError, UnknownNameError
from geomap.frame.cells import parse_cell
from geomap.frame.records import Record
from geomap.frame.schema import COLUMNS
from geomap.readers import InputFile, ReadSettings, open_one_table
from geomap.readers.kinds import kind_of_file
from geomap.readers.packed import open_member, zip_members

__all__ = ["KEYS", "holds_typed_incidents", "is_typed", "read_typed"]

KEYS = ("incident_id", "place_index", "place_status")
"""Columns by which a table is known as one of incidents."""

TYPED = frozenset(["gpkg", "fgb", "parquet", "xlsx"])
GUARDED = frozenset(["xlsx"])
"""Formats whose text is guarded against spreadsheet formulas."""
LAYER = "incidents"
"""Layer of a GeoPackage that holds the incident table."""
PEEKED = 1 << 16


def is_typed(file: InputFile) -> bool:
    """Say whether a file is of a typed format that incidents are written in."""
    with suppress(InputError):
        return kind_of_file(file, ReadSettings()) in TYPED
    return False


def holds_typed_incidents(file: InputFile) -> bool:
    """Say whether a file of a typed format has the columns of the incident table."""
    try:
        kind = kind_of_file(file, ReadSettings())
        if kind not in TYPED or (kind == "xlsx" and not _names_keys(file)):
            return False
        with open_one_table(file) as table:
            return set(KEYS) <= set(table.header.columns)
    except InputError:
        return False  # its reader says what is wrong with it


def read_typed(file: InputFile) -> tuple[list[str], list[Record]]:
    """Return the column names and the records of an incident file of a typed format.

    Raises:
        InputError: The file is damaged, or a value breaks the schema.
    """
    kind = kind_of_file(file, ReadSettings())
    guarded = kind in GUARDED
    try:
        return _read(file, ReadSettings(sheet=LAYER if kind == "gpkg" else None), guarded=guarded)
    except UnknownNameError:
        return _read(file, ReadSettings(), guarded=guarded)
    except EmptyInputError:
        if not (_names_keys(file) if kind == "xlsx" else _holds_keys(file.read_bytes())):
            raise
        return list(KEYS), []


def _read(file: InputFile, settings: ReadSettings, *, guarded: bool) -> tuple[list[str], list[Record]]:
    """Return the column names and the records of a table."""
    with open_one_table(file, settings=settings) as table:
        names = table.header.columns
        known = [(index, name) for index, name in enumerate(names) if name in COLUMNS and name != "geometry"]
        records = [
            {
                name: _value(name, row[index] if index < len(row) else "", guarded=guarded)
                for index, name in known
            }
            for row in table.rows
        ]
    return [name for name in names if not name.startswith("geometry_")], records


def _value(name: str, cell: str, *, guarded: bool) -> object:
    if COLUMNS[name].is_text and not guarded:
        return cell if cell != "" else None
    return parse_cell(name, cell)


def _names_keys(file: InputFile) -> bool:
    """Say whether the first cells of a workbook name our columns, without reading it as a whole."""
    with file.open() as stream:
        parts = [info.filename for info in zip_members(stream, file.source)]
        told = b""
        for part in sorted(parts):
            if part == "xl/sharedStrings.xml" or part.startswith("xl/worksheets/sheet"):
                with open_member(stream, part, file.source) as content:
                    told += content.read(PEEKED)
    return _holds_keys(told)


def _holds_keys(content: bytes) -> bool:
    return all(key.encode() in content for key in KEYS)
