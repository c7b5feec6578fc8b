"""The exporter registry, and the one function that writes a frame to a file of any format."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import UnknownNameError
from geomap.exporters.settings import ExportSettings
from geomap.files import STDOUT, write_output
from geomap.frame import validate_frame
from geomap.model import Artifact
from geomap.registry import Registry

if TYPE_CHECKING:
    import geopandas

__all__ = ["EXPORTERS", "Exporter", "export_frame", "format_of"]

Exporter = Callable[["geopandas.GeoDataFrame", ExportSettings], str | bytes]

EXPORTERS: Registry[Exporter] = Registry("export format", group="geomap.exporters")
"""Functions (frame, settings) → content, by format name."""

EXTENSIONS = {"json": "geojson", "jsonl": "geojsonl", "ndjson": "geojsonl", "geojsons": "geojsonl"}
MEDIA_TYPES = {
    "geojson": "application/geo+json",
    "geojsonl": "application/geo+json-seq",
    "csv": "text/csv",
    "timemap": "application/json",
}
DEFAULT_FORMAT = "geojson"


def export_frame(
    frame: geopandas.GeoDataFrame,
    output: str | Path,
    *,
    to_format: str | None = None,
    settings: ExportSettings | None = None,
    report: Callable[[str], object] | None = None,
) -> Artifact:
    """Write incidents to a file, or to standard output when ``output`` is ``-``.

    Args:
        frame: The incident table.
        output: Its extension picks the format; standard output gets GeoJSON.
        to_format: Name of a format, whatever the extension.
        settings: Attribution and versions; else those that the provenance column states.
        report: Is told, in a line, what the format has no room for.

    Returns:
        What was written.

    Raises:
        UnknownNameError: No such format; the message lists those that exist.
        InvalidRecordError: The frame breaks the schema of the incident table.
        OutputError: The file cannot be written; an earlier file is left as it was.
    """
    name = format_of(output, to_format=to_format)
    exporter = EXPORTERS.get(name)
    validate_frame(frame)
    if settings is None:
        settings = ExportSettings.from_provenance(frame["provenance"].dropna())
    content = exporter(frame, settings if report is None else replace(settings, report=report))
    # A lone surrogate has no UTF-8 form; it comes out as a question mark.
    payload = content.encode("utf-8", "replace") if isinstance(content, str) else content
    write_output(output, payload)
    return Artifact(
        path=str(output),
        media_type=MEDIA_TYPES.get(name, "application/octet-stream"),
        rows=len(frame),
        sha256=hashlib.sha256(payload).hexdigest(),
    )


def format_of(output: str | Path, *, to_format: str | None = None) -> str:
    """Return the name of the format to write, from ``to_format`` or the file's extension.

    Raises:
        UnknownNameError: No format has that name or extension.
    """
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
