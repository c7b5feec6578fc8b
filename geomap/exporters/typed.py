"""The incident table as typed columns of Arrow: dates as dates, lists as JSON text, points as WKB."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from geomap.exporters.settings import ExportSettings
from geomap.frame import COLUMNS
from geomap.frame.validate import DATE_COLUMNS

if TYPE_CHECKING:
    import geopandas

__all__ = ["encodable", "json_text", "rings_table", "typed_table"]


def typed_table(frame: geopandas.GeoDataFrame, settings: ExportSettings, *, has_dates: bool = True) -> Any:  # noqa: ANN401
    """Return every column of the incident table as a pyarrow table, the geometry as WKB.

    Args:
        frame: The incident table.
        settings: Says what rows without provenance were made with.
        has_dates: Days as dates; else as text, for formats that would make a time of day of them.
    """
    names = [name for name in COLUMNS if name != "geometry"]
    stated = settings.provenance if settings.provenance != "" else None
    filled = frame.assign(provenance=frame["provenance"].fillna(stated)) if stated is not None else frame
    return _table(filled, names, has_dates=has_dates)


def rings_table(rings: geopandas.GeoDataFrame) -> Any:  # noqa: ANN401
    """Return rings of uncertainty in the same way."""
    return _table(rings, [name for name in rings.columns if name != "geometry"], has_dates=True)


def _table(frame: geopandas.GeoDataFrame, names: Sequence[str], *, has_dates: bool) -> Any:  # noqa: ANN401
    import pyarrow as pa

    columns = {name: _column(frame[name], name, has_dates=has_dates) for name in names}
    columns["geometry"] = pa.array(frame.geometry.to_wkb(), pa.binary())
    return pa.table(columns)


def _column(series: Any, name: str, *, has_dates: bool) -> Any:  # noqa: ANN401
    import pyarrow as pa

    column = COLUMNS[name]
    if column.is_list:
        return pa.array([json_text(cell) for cell in series], pa.string())
    if has_dates and name in DATE_COLUMNS:
        days = [None if missing else cell for cell, missing in zip(series, series.isna(), strict=True)]
        return pa.array([None if day is None else date.fromisoformat(day) for day in days], pa.date32())
    if column.is_text:
        series = series.str.replace("\0", "\ufffd", regex=False)  # text ends there in SQLite and FlatGeobuf
    kinds = {"Int64": pa.int64(), "float64": pa.float64(), "boolean": pa.bool_()}
    return pa.array(series, kinds.get(column.dtype, pa.string()), from_pandas=True)


def json_text(cell: object) -> str:
    """Return a list as JSON text that can be written as UTF-8."""
    return encodable(json.dumps(cell, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def encodable(text: str) -> str:
    """Return a text with a question mark for each lone surrogate, which has no UTF-8 form."""
    return text.encode("utf-8", "replace").decode("utf-8")
