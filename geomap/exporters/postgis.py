"""Incidents into a PostGIS table: the address, the connection, and errors that keep a password."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError, MissingDependencyError, OutputError
from geomap.exporters.settings import ExportSettings
from geomap.exporters.upsert import Upsert
from geomap.frame import validate_frame
from geomap.model import Artifact

if TYPE_CHECKING:
    import geopandas

__all__ = ["DEFAULT_TABLE", "is_database", "write_postgis"]

DEFAULT_TABLE = "incidents"
SCHEMES = ("postgresql://", "postgres://")
LONGEST_NAME = 48
"""PostgreSQL cuts names at 63 bytes; those of indexes and rings begin with the table's."""

PATIENCE_S = 10
_NAME = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)?")
_PORTS = re.compile(r"[\d,]*")


def is_database(target: object) -> bool:
    """Say whether an output is a PostgreSQL database."""
    return str(target).startswith(SCHEMES)


def write_postgis(
    frame: geopandas.GeoDataFrame,
    url: str,
    *,
    table: str = DEFAULT_TABLE,
    settings: ExportSettings,
) -> Artifact:
    """Bring a PostGIS table up to date with an incident table.

    The table is made when it is not there: days are dates, lists ``jsonb``, the point is ``geom``, with an
    index on space and one on time; its key is (incident_id, place_index). Rows of the same key are replaced,
    and rows of places that an incident does not have any more removed, but incidents that somebody has
    reviewed in the database stay. All of it is one transaction: a run that is stopped leaves the table as it
    was.

    Args:
        frame: The incident table.
        url: ``postgresql://user@host/database``; a password is better kept in ``~/.pgpass``.
        table: Its name, with a schema if you like: ``osint.incidents``.
        settings: With ``rings``, polygons go to a second table, ``<table>_rings``. ``report`` is told what
            became of the rows.

    Raises:
        MissingDependencyError: psycopg is not installed.
        InputError: The address or the name of the table cannot be used.
        InvalidRecordError: The frame breaks the schema of the incident table.
        OutputError: The database cannot be reached, has no PostGIS, or its table is another one.
    """
    psycopg = _driver()
    where = _shown(psycopg, url)
    if _NAME.fullmatch(table) is None or max(map(len, table.encode().split(b"."))) > LONGEST_NAME:
        raise InputError(f"'{table}' is no name for a table; write letters, digits and _: --table incidents")
    validate_frame(frame)
    try:
        with psycopg.connect(url, connect_timeout=PATIENCE_S, application_name="geomap") as connection:
            done = Upsert(connection.cursor(), table).write(frame, settings)
    except psycopg.Error as error:
        # the driver's own error is not passed on: an address may stand in it
        raise OutputError(f"cannot write to {where}: {' '.join(str(error).split())}") from None
    settings.report(f"{table}: " + ", ".join(f"{number:,} {fate}" for fate, number in done.items()))
    return Artifact(path=where, media_type="application/x-postgresql", rows=len(frame), sha256="")


def _driver() -> Any:  # noqa: ANN401 - an optional package
    try:
        return import_module("psycopg")
    except ImportError as error:
        raise MissingDependencyError(
            "writing to PostgreSQL needs psycopg: pip install 'geomap-incidents[postgis]'"
        ) from error


def _shown(psycopg: Any, url: str) -> str:  # noqa: ANN401
    """Return a database's address as it may be shown: without user and password.

    Raises:
        InputError: The address cannot be read; parts of a password could be taken for a host or a port.
    """
    try:
        parts = psycopg.conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        parts = {"host": "@"}
    host, port = str(parts.get("host", "")), str(parts.get("port", ""))
    if "@" in host or _PORTS.fullmatch(port) is None:
        raise InputError(
            "the address of the database cannot be read; write postgresql://user@host:port/database, and "
            "signs such as @ : / ? in a password as %40 %3A %2F %3F"
        )
    return f"postgresql://{host}{':' if port else ''}{port}/{parts.get('dbname', '')}"
