"""Parquet and GeoParquet, read in batches: memory does not grow with the file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from geomap.errors import EmptyInputError, UnreadableInputError
from geomap.readers.inputs import InputFile
from geomap.readers.settings import ReadSettings, Report
from geomap.readers.tables.arrow import arrow_names, arrow_rows
from geomap.readers.tables.geometry import GeometryColumns
from geomap.readers.tables.raw import TABLES, RawTable, digest_of
from geomap.text import collapse_spaces

__all__ = ["open_parquet"]

BATCH_ROWS = 8192


@TABLES.register("parquet")
@contextmanager
def open_parquet(file: InputFile, settings: ReadSettings, report: Report) -> Iterator[RawTable]:
    """A Parquet or GeoParquet file: records within records become columns with dots, geometries lat and lon.

    Raises:
        EmptyInputError: There are no rows.
        UnreadableInputError: The file is damaged.
    """
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    with file.as_path(".parquet") as path:
        try:
            table = ParquetFile(path)
        except (pa.ArrowException, OSError) as error:
            raise UnreadableInputError(
                f"{file.source} is a damaged Parquet file: {collapse_spaces(str(error))}"
            ) from error
        with table:
            if table.metadata.num_rows == 0:
                raise EmptyInputError(f"{file.source} has columns but no rows under them")
            yield _raw(file, table)


def _raw(file: InputFile, table: Any) -> RawTable:  # noqa: ANN401 - a pyarrow ParquetFile
    """Return the raw table of an open file."""
    schema = table.schema_arrow
    shape, stated = _geometry_column(schema.metadata)
    shape = shape if shape in schema.names else None
    plain = [name for name in schema.names if name != shape and name != "__index_level_0__"]
    names = arrow_names(schema, plain)
    geometry = None
    if shape is not None:
        only_points = stated.get("geometry_types") == ["Point"]
        geometry = GeometryColumns(names, crs=stated.get("crs"), only_points=only_points, source=file.source)
    return RawTable(
        source=file.source,
        names=tuple(names) if geometry is None else (*names, *geometry.names),
        rows=arrow_rows(
            table.iter_batches(batch_size=BATCH_ROWS), plain, names, geometry, shape, file.source
        ),
        digest=digest_of(file),
        points=() if geometry is None else geometry.names[:2],
    )


def _geometry_column(metadata: Mapping[bytes, bytes] | None) -> tuple[str | None, Mapping[str, Any]]:
    """Return the geometry column that GeoParquet names, and what it states about it."""
    payload = (metadata or {}).get(b"geo")
    if payload is None:
        return None, {}
    try:
        stated = json.loads(payload)
    except ValueError:
        return None, {}
    name = stated.get("primary_column") if isinstance(stated, Mapping) else None
    about = stated.get("columns", {}).get(name, {}) if name is not None else {}
    return (name, about) if about.get("encoding", "WKB") == "WKB" else (None, {})
