"""Rows ↔ GeoDataFrame: typed columns in the order of the schema, sorted, with a point geometry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geomap.errors import InvalidRecordError
from geomap.frame.records import Record, iter_incident_records
from geomap.frame.schema import COLUMNS, Column
from geomap.frame.validate import validate_frame
from geomap.model import Incident

if TYPE_CHECKING:
    import geopandas

__all__ = ["from_records", "iter_records", "to_frame"]

CRS = "EPSG:4326"


def to_frame(incidents: Iterable[Incident], *, provenance: str) -> geopandas.GeoDataFrame:
    """Put incidents into the incident table: one row per incident and place.

    Args:
        incidents: In any order.
        provenance: Versions, gazetteer digest and data attribution; repeated on every row.

    Returns:
        A frame with every column of ``COLUMNS``, in EPSG:4326 degrees, sorted by date_start (null
        last), incident_id and place_index.

    Raises:
        InvalidRecordError: A value breaks the schema; the message names the column.
    """
    records = [
        record for incident in incidents for record in iter_incident_records(incident, provenance=provenance)
    ]
    return from_records(records)


def from_records(records: Iterable[Mapping[str, object]]) -> geopandas.GeoDataFrame:
    """Build the incident table from plain rows; a column that a row lacks is null there.

    Raises:
        InvalidRecordError: A value breaks the schema; the message names the column.
    """
    import geopandas

    rows = sorted(records, key=_sort_key)
    columns = {
        name: _typed([row.get(name) for row in rows], column)
        for name, column in COLUMNS.items()
        if name != "geometry"
    }
    columns["geometry"] = _points([(row.get("lat"), row.get("lon")) for row in rows])
    frame = geopandas.GeoDataFrame(columns, geometry="geometry", crs=CRS)
    validate_frame(frame)
    return frame


def iter_records(frame: geopandas.GeoDataFrame) -> Iterator[Record]:
    """Yield the rows of a frame as dictionaries of plain Python values, null as None.

    The geometry is left out: lat and lon say the same.
    """
    names = [name for name in COLUMNS if name != "geometry"]
    columns = [_plain(frame[name], COLUMNS[name]) for name in names]
    for values in zip(*columns, strict=True):
        yield dict(zip(names, values, strict=True))


def _sort_key(row: Mapping[str, object]) -> tuple[bool, str, str, int]:
    day, index = row.get("date_start"), row.get("place_index")
    return (day is None, str(day), str(row.get("incident_id")), index if isinstance(index, int) else 0)


def _typed(values: Sequence[object], column: Column) -> Any:  # noqa: ANN401
    """Return one column as a pandas array or series of the schema's dtype."""
    import pandas as pd

    if column.is_list:
        return pd.Series([value if value is not None else [] for value in values], dtype="object")
    try:
        return pd.Series(values, dtype=column.dtype)
    except UnicodeEncodeError:  # a lone surrogate, which has no UTF-8 form
        return pd.Series([_encodable(value) for value in values], dtype=column.dtype)
    except (TypeError, ValueError) as error:
        raise InvalidRecordError(
            f"column '{column.name}' holds a value that is not {column.dtype}: {error}"
        ) from error


def _encodable(value: object) -> object:
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _points(pairs: Sequence[tuple[object, object]]) -> Any:  # noqa: ANN401
    """Return a geometry column; a pair that lacks a coordinate has no point."""
    import geopandas
    from shapely import Point

    points = [
        Point(float(lon), float(lat))
        if isinstance(lat, int | float) and isinstance(lon, int | float)
        else None
        for lat, lon in pairs
    ]
    return geopandas.GeoSeries(points, crs=CRS)


def _plain(series: Any, column: Column) -> list[object]:  # noqa: ANN401
    """Return a column's cells as str, int, float, bool, list or None."""
    if column.is_list:
        return list(series)
    return [None if missing else value for value, missing in zip(series.tolist(), series.isna(), strict=True)]
