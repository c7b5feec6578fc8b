"""The rules that every incident table keeps, each with an error that names column and incident."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from geomap.errors import InvalidRecordError
from geomap.frame.schema import COLUMNS, COUNT_COLUMNS, Column

if TYPE_CHECKING:
    import geopandas

__all__ = ["validate_frame"]

DATE_COLUMNS = ("date_start", "date_end", "date_anchor")


def validate_frame(frame: geopandas.GeoDataFrame) -> None:
    """Check a frame against the schema of the incident table.

    Raises:
        InvalidRecordError: A column is missing, unknown or of another type, a value is not
            allowed, a key is repeated, or a rule between columns is broken.
    """
    _check_columns(frame)
    for name, column in COLUMNS.items():
        if name != "geometry":
            _check_values(frame, column)
    _check_keys(frame)
    _check_dates(frame)
    _check_points(frame)
    _check_counts(frame)


def _check_columns(frame: geopandas.GeoDataFrame) -> None:
    missing = [name for name in COLUMNS if name not in frame.columns]
    if missing:
        raise InvalidRecordError(f"column '{missing[0]}' is missing from the incident table")
    unknown = [str(name) for name in frame.columns if name not in COLUMNS]
    if unknown:
        raise InvalidRecordError(f"column '{unknown[0]}' is not a column of the incident table")
    if list(frame.columns) != list(COLUMNS):
        first = next(name for name, wanted in zip(frame.columns, COLUMNS, strict=True) if name != wanted)
        raise InvalidRecordError(f"column '{first}' is out of order in the incident table")
    if frame.crs is None or frame.crs.to_epsg() != 4326:
        raise InvalidRecordError(f"column 'geometry' must be in EPSG:4326, not {frame.crs}")


def _check_values(frame: geopandas.GeoDataFrame, column: Column) -> None:
    series = frame[column.name]
    if str(series.dtype) != column.dtype:
        raise InvalidRecordError(f"column '{column.name}' must be {column.dtype}, not {series.dtype}")
    if column.is_list:
        _reject(frame, column.name, lambda cell: not isinstance(cell, list), "is not a list")
        return
    if column.required and series.isna().any():
        _fail(frame, column.name, series.isna(), "is empty, but every incident needs it")
    if column.is_text:
        _reject(frame, column.name, lambda cell: cell == "", "is an empty text; leave it null instead")
    if column.choices:
        allowed = ", ".join(column.choices)
        _reject(frame, column.name, lambda cell: cell not in column.choices, f"is not one of {allowed}")
    if column.low is not None:
        _reject(frame, column.name, lambda cell: not _within(cell, column), "is out of range")


def _within(cell: float, column: Column) -> bool:
    low = column.low if column.low is not None else -math.inf
    high = column.high if column.high is not None else math.inf
    return math.isfinite(cell) and low <= cell <= high


def _reject(frame: Any, name: str, is_wrong: Callable[[Any], bool], reason: str) -> None:  # noqa: ANN401
    """Fail on the first filled cell of a column that ``is_wrong``."""
    series = frame[name]
    filled = series if COLUMNS[name].is_list else series[series.notna()]
    wrong = filled.map(is_wrong).astype(bool)
    if wrong.any():
        _fail(frame, name, wrong.reindex(series.index, fill_value=False), reason)


def _fail(frame: Any, name: str, wrong: Any, reason: str) -> None:  # noqa: ANN401
    row = frame[wrong.to_numpy(dtype=bool)].iloc[0]
    raise InvalidRecordError(f"column '{name}' of incident {row['incident_id']}: '{row[name]}' {reason}")


def _check_keys(frame: geopandas.GeoDataFrame) -> None:
    repeated = frame.duplicated(subset=["incident_id", "place_index"])
    if repeated.any():
        _fail(frame, "place_index", repeated, "is repeated; incident_id and place_index are the key")


def _check_dates(frame: geopandas.GeoDataFrame) -> None:
    for name in DATE_COLUMNS:
        _reject(frame, name, lambda cell: not _is_iso_day(cell), "is not a date YYYY-MM-DD")
    backwards = (frame["date_start"] > frame["date_end"]).fillna(value=False)
    if backwards.any():
        _fail(frame, "date_end", backwards, "is before date_start")


def _is_iso_day(cell: str) -> bool:
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def _check_points(frame: geopandas.GeoDataFrame) -> None:
    halved = frame["lat"].isna() != frame["lon"].isna()
    if halved.any():
        _fail(frame, "lat", halved, "stands alone; lat and lon come together")
    drawn = frame.geometry.notna()
    if (drawn != frame["lat"].notna()).any():
        _fail(frame, "geometry", drawn != frame["lat"].notna(), "does not agree with lat and lon")
    points = frame.geometry[drawn]
    if not (points.geom_type == "Point").all():
        raise InvalidRecordError("column 'geometry' holds something other than points")
    moved = (points.x != frame.loc[drawn, "lon"]) | (points.y != frame.loc[drawn, "lat"])
    if moved.any():
        _fail(frame, "geometry", moved.reindex(frame.index, fill_value=False), "is not at lat and lon")


def _check_counts(frame: geopandas.GeoDataFrame) -> None:
    """Counts on a second place would be summed twice."""
    further = frame[(frame["place_index"] > 0).to_numpy(dtype=bool)]
    for name in COUNT_COLUMNS:
        stated = further[name].map(len) > 0 if COLUMNS[name].is_list else further[name].notna()
        if stated.any():
            _fail(further, name, stated, "stands on a place_index above 0; counts stand on 0 only")
