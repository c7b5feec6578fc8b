"""Batches of typed columns as rows of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from geomap.errors import UnreadableInputError
from geomap.readers.tables.flatten import flatten
from geomap.readers.tables.geometry import GeometryColumns
from geomap.text import collapse_spaces

if TYPE_CHECKING:
    import pyarrow as pa
    from shapely.geometry.base import BaseGeometry

__all__ = ["arrow_names", "arrow_rows"]


def arrow_names(schema: pa.Schema, plain: Sequence[str]) -> list[str]:
    """Return the columns of a schema in order, those of records within records joined with dots."""
    return [name for field in plain for name in _names(field, schema.field(field).type)]


def _names(name: str, kind: Any) -> list[str]:  # noqa: ANN401 - a pyarrow type
    from pyarrow import types

    inner = kind.value_type if types.is_list(kind) or types.is_large_list(kind) else kind
    if not types.is_struct(inner):
        return [name]
    return [
        found
        for index in range(inner.num_fields)
        for found in _names(f"{name}.{inner.field(index).name}", inner.field(index).type)
    ]


def arrow_rows(
    batches: Iterable[pa.RecordBatch],
    plain: Sequence[str],
    names: Sequence[str],
    geometry: GeometryColumns | None,
    shape: str | None,
    source: str,
) -> Iterator[list[str]]:
    """Yield the rows of batches as text.

    Args:
        plain: The columns that are no geometry.
        names: The columns that they become.
        geometry: What becomes of the geometry, or None when there is none.
        shape: The column of geometries as well-known binary.
        source: Path of the file, for messages.

    Raises:
        UnreadableInputError: The file breaks off.
    """
    for batch in _whole_batches(batches, source):
        columns = [batch.column(name).to_pylist() for name in plain]
        shapes = _shapes(batch.column(shape)) if geometry is not None and shape is not None else ()
        for index in range(batch.num_rows):
            cells = flatten({name: column[index] for name, column in zip(plain, columns, strict=True)})
            row = [cells.get(name, "") for name in names]
            if geometry is not None:
                row += geometry.cells(shapes[index])
            yield row


def _whole_batches(batches: Iterable[pa.RecordBatch], source: str) -> Iterator[pa.RecordBatch]:
    """Yield batches; where the file is damaged they end with an error of ours."""
    from pyarrow import ArrowException

    rows = 0
    try:
        for batch in batches:
            yield batch
            rows += batch.num_rows
    except (ArrowException, OSError) as error:
        reason = collapse_spaces(str(error))
        raise UnreadableInputError(f"{source} is damaged after row {rows:,}: {reason}") from error


def _shapes(column: pa.Array) -> Sequence[BaseGeometry | None]:
    """Return the shapes of well-known binary; what is none of it is no shape."""
    import shapely

    return list(
        shapely.from_wkb([bytes(one) if one else None for one in column.to_pylist()], on_invalid="ignore")
    )
