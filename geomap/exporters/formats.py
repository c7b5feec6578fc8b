"""The exporter registry, and the one function that writes a frame to a file of any format."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import InputError, UnknownNameError
from geomap.exporters.postgis import DEFAULT_TABLE, is_database, write_postgis
from geomap.exporters.settings import ExportSettings
from geomap.files import STDOUT, write_output
from geomap.frame import validate_frame
from geomap.model import Artifact
from geomap.registry import Registry

if TYPE_CHECKING:
    import geopandas

__all__ = ["EXPORTERS", "Exporter", "export_frame", "format_of", "located_rows"]

Exporter = Callable[["geopandas.GeoDataFrame", ExportSettings], str | bytes]

EXPORTERS: Registry[Exporter] = Registry("export format", group="geomap.exporters")
"""Functions (frame, settings) → content, by format name."""

EXTENSIONS = {
    "json": "geojson",
    "jsonl": "geojsonl",
    "ndjson": "geojsonl",
    "geojsons": "geojsonl",
    "geojsonseq": "geojsonl",
    "geoparquet": "parquet",
    "pq": "parquet",
}
MEDIA_TYPES = {
    "acled": "text/csv",
    "csv": "text/csv",
    "fgb": "application/vnd.flatgeobuf",
    "geojson": "application/geo+json",
    "geojsonl": "application/geo+json-seq",
    "gpkg": "application/geopackage+sqlite3",
    "hxl": "text/csv",
    "kml": "application/vnd.google-earth.kml+xml",
    "parquet": "application/vnd.apache.parquet",
    "timemap": "application/json",
    "ucdp": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
DEFAULT_FORMAT = "geojson"
DATABASE = "postgresql"
LAYERED = ("gpkg", "kml", DATABASE)
"""Formats with room for a second layer."""

BYTE_ORDER_MARK = "\ufeff"


def export_frame(
    frame: geopandas.GeoDataFrame,
    output: str | Path,
    *,
    to_format: str | None = None,
    settings: ExportSettings | None = None,
    table: str = DEFAULT_TABLE,
) -> Artifact:
    """Write incidents to a file, to standard output when ``output`` is ``-``, or into a database.

    Args:
        frame: The incident table.
        output: Its extension picks the format; standard output gets GeoJSON. Or ``postgresql://...``.
        to_format: Name of a format, whatever the extension; or ``postgresql://...``.
        settings: Choices, and who is told what a format has no room for. Without attribution and versions,
            those stand that the provenance column states.
        table: Name of the table in a database.

    Returns:
        What was written.

    Raises:
        UnknownNameError: No such format; the message lists those that exist.
        InvalidRecordError: The frame breaks the schema of the incident table.
        InputError: A choice is not for this format.
        OutputError: The file cannot be written; an earlier file is left as it was.
    """
    name = format_of(output, to_format=to_format)
    chosen = _stated(frame, settings if settings is not None else ExportSettings())
    _check_options(name, chosen)
    validate_frame(frame)
    kept = located_rows(frame, chosen.report) if chosen.located_only else frame
    if name == DATABASE:
        url = next(str(target) for target in (to_format, output) if is_database(target))
        return write_postgis(kept, url, table=table, settings=chosen)
    content = EXPORTERS.get(name)(kept, chosen)
    if chosen.bom and isinstance(content, str):
        content = BYTE_ORDER_MARK + content
    # A lone surrogate has no UTF-8 form; it comes out as a question mark.
    payload = content.encode("utf-8", "replace") if isinstance(content, str) else content
    write_output(output, payload)
    return Artifact(
        path=str(output),
        media_type=MEDIA_TYPES.get(name, "application/octet-stream"),
        rows=len(kept),
        sha256=hashlib.sha256(payload).hexdigest(),
    )


def _stated(frame: geopandas.GeoDataFrame, settings: ExportSettings) -> ExportSettings:
    """Return settings that say what the file is made of, if need be as the provenance column does."""
    if settings.provenance != "" or "provenance" not in frame:
        return settings
    told = ExportSettings.from_provenance(frame["provenance"].dropna().unique())
    return replace(
        settings,
        attribution=told.attribution,
        gazetteer_digest=told.gazetteer_digest,
        version=told.version,
        pins=told.pins,
    )


def located_rows(frame: geopandas.GeoDataFrame, report: Callable[[str], object]) -> geopandas.GeoDataFrame:
    """Return the rows with a point, and tell how many have none."""
    kept = frame[frame["lat"].notna()]
    if len(kept) < len(frame):
        missing = len(frame) - len(kept)
        report(f"left out: {missing} {'row' if missing == 1 else 'rows'} without a point")
    return kept


def _check_options(name: str, settings: ExportSettings) -> None:
    """Refuse what a format has no place for."""
    if settings.rings and name not in LAYERED:
        layered = ", ".join(LAYERED)
        raise InputError(f"{name} has one layer, and no room for rings; write one of: {layered}")
    if settings.bom and MEDIA_TYPES.get(name) != "text/csv":
        raise InputError(f"a byte order mark is for CSV, and {name} is none; leave it out")


def format_of(output: str | Path, *, to_format: str | None = None) -> str:
    """Return the name of the format to write, from ``to_format`` or the file's extension.

    A database's address is the format ``postgresql``.

    Raises:
        UnknownNameError: No format has that name or extension.
    """
    if is_database(output) or is_database(to_format):
        return DATABASE
    if any("://" in str(target) for target in (to_format, output)):  # it may hold a password: not shown
        raise UnknownNameError(f"no database is written to at such an address; known: {DATABASE}://")
    if to_format is not None:
        EXPORTERS.get(to_format)
        return to_format
    if str(output) == STDOUT:
        return DEFAULT_FORMAT
    extension = Path(output).suffix.removeprefix(".").lower()
    name = EXTENSIONS.get(extension, extension)
    try:
        EXPORTERS.get(name)
    except UnknownNameError as error:
        known = ", ".join(EXPORTERS)
        raise UnknownNameError(
            f"cannot tell the format of {output} from its extension; known: {known}; name one with --to"
        ) from error
    return name
