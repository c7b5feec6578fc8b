"""Joined tables as GeoPackage 1.3: one layer of points, attribution in its description."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from geomap.exporters.sinks.sink import PLACE_CELLS, SINKS, PlaceCells, TableLayout
from geomap.frame import COLUMNS, free_name

__all__ = ["GeoPackageSink"]

_APPLICATION_ID = 0x47504B47
_VERSION = 10300
_MADE = "1970-01-01T00:00:00.000Z"
"""A fixed time of change, so that the same table gives the same file."""

_LAYER = "places"
_SRS = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,
    organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL,
    definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
    identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL,
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
    srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents(table_name),
    column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id), z TINYINT NOT NULL, m TINYINT NOT NULL,
    PRIMARY KEY (table_name, column_name));
"""
_HEAD = b"GP\x00\x01" + struct.pack("<i", 4326) + b"\x01\x01\x00\x00\x00"
"""Header of a GeoPackage geometry without an envelope, and the start of a point as WKB."""

_LAT, _LON = PLACE_CELLS.index("lat"), PLACE_CELLS.index("lon")


@SINKS.register("gpkg")
class GeoPackageSink:
    """GeoPackage: one layer of points, EPSG:4326; the user's columns as text, ours typed.

    Args:
        path: The file.
        layout: The table.
    """

    def __init__(self, path: Path, layout: TableLayout) -> None:
        self._provenance = layout.provenance
        self._count = 0
        self._box: list[float] | None = None
        path.unlink(missing_ok=True)
        self._file = sqlite3.connect(path, isolation_level=None)
        self._run("PRAGMA journal_mode = OFF")
        self._run("PRAGMA synchronous = OFF")
        self._run(f"PRAGMA application_id = {_APPLICATION_ID}")
        self._run(f"PRAGMA user_version = {_VERSION}")
        self._run("BEGIN")
        for statement in _TABLES.split(";"):
            self._run(statement)
        taken = [*layout.fieldnames]
        key = free_name("fid", taken)
        geometry = free_name("geom", [*taken, key])
        kinds = {name: "DOUBLE" for column, name in layout.ours.items() if COLUMNS[column].dtype == "float64"}
        columns = ", ".join(
            f"{_quoted(name)} {kinds.get(name, 'TEXT')}" for name in _distinct(layout.fieldnames)
        )
        self._run(
            f"CREATE TABLE {_LAYER} ({_quoted(key)} INTEGER PRIMARY KEY NOT NULL, "
            f"{_quoted(geometry)} POINT, {columns})"
        )
        self._register(geometry, " | ".join(layout.export.attribution))
        marks = ", ".join("?" * (len(layout.fieldnames) + 2))
        self._insert = f"INSERT INTO {_LAYER} VALUES ({marks})"

    def write(
        self, rows: Sequence[Sequence[str]], places: Sequence[PlaceCells], numbers: Sequence[int]
    ) -> None:
        """Write some rows."""
        ends = [(_point(cells), (*cells, self._provenance)) for cells in places]
        for cells in places:
            self._widen(cells[_LON], cells[_LAT])
        start = self._count + 1
        self._many(
            (start + at, ends[number][0], *_encodable(row), *ends[number][1])
            for at, (row, number) in enumerate(zip(rows, numbers, strict=True))
        )
        self._count += len(rows)

    def close(self) -> None:
        """Finish the file."""
        with closing(self._file):
            if self._box is not None:
                self._run("UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ?", *self._box)
            self._run("COMMIT")

    def _register(self, geometry: str, attribution: str) -> None:
        systems = (
            ("WGS 84", 4326, "EPSG", 4326, _SRS, "longitude and latitude in degrees"),
            ("Undefined cartesian", -1, "NONE", -1, "undefined", None),
            ("Undefined geographic", 0, "NONE", 0, "undefined", None),
        )
        for system in systems:
            self._run("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", *system)
        contents = (_LAYER, "features", _LAYER, attribution, _MADE, None, None, None, None, 4326)
        self._run("INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", *contents)
        self._run("INSERT INTO gpkg_geometry_columns VALUES (?, ?, 'POINT', 4326, 0, 0)", _LAYER, geometry)

    def _widen(self, lon: Any, lat: Any) -> None:  # noqa: ANN401 - float or None
        """Take a point into the layer's box."""
        if lon is None or lat is None:
            return
        west, south, east, north = self._box or (lon, lat, lon, lat)
        self._box = [min(west, lon), min(south, lat), max(east, lon), max(north, lat)]

    def _run(self, statement: str, *values: object) -> None:
        try:
            self._file.execute(statement, values)
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from error

    def _many(self, rows: Any) -> None:  # noqa: ANN401 - an iterator of rows
        try:
            self._file.executemany(self._insert, rows)
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from error


def _point(cells: PlaceCells) -> bytes | None:
    lat, lon = cells[_LAT], cells[_LON]
    return None if lat is None or lon is None else _HEAD + struct.pack("<dd", lon, lat)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""').replace("\0", "") + '"'


def _distinct(names: Sequence[str]) -> list[str]:
    """Return column names that differ in more than the case of their letters, as SQL has it."""
    found: dict[str, str] = {}
    for name in names:
        own = name
        while own.casefold() in found:
            own += "_"
        found[own.casefold()] = own
    return list(found.values())


def _encodable(row: Sequence[str]) -> Sequence[str]:
    """Return cells that SQLite can hold: a lone surrogate has no UTF-8 form."""
    try:
        "".join(row).encode("utf-8")
    except UnicodeEncodeError:
        return [cell.encode("utf-8", "replace").decode("utf-8") for cell in row]
    return row
