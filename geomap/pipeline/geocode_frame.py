"""A DataFrame with place columns joined on; index, order and types of its own stay as they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from geomap.exporters.sinks import PLACE_CELLS, PlaceCells
from geomap.frame import COLUMNS, place_fieldnames
from geomap.pipeline.geocode import Geocoder
from geomap.pipeline.settings import Settings
from geomap.pipeline.table_rows import CHUNK
from geomap.readers import require_place, table_of_rows

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

__all__ = ["geocode_frame"]


def geocode_frame(table: pd.DataFrame, settings: Settings) -> geopandas.GeoDataFrame:
    """Return a table with place columns and a point geometry.

    Raises:
        MissingColumnError: The table has no column about places.
        EmptyInputError: The table has no rows.
    """
    import geopandas
    import pandas as pd

    names = [str(name) for name in table.columns]
    places: dict[PlaceCells, int] = {}
    numbers: list[int] = []
    with Geocoder(settings) as geocoder:
        found = geocoder.found
        read = table_of_rows(names, _iter_rows(table), settings.read, found.problems.append)
        require_place(read.header.roles, read.header.columns, source=read.header.source)
        for some in geocoder.place(read, "table", read.header.columns):
            own = [places.setdefault(cells, len(places)) for cells in some.places]
            numbers.extend(own[number] for number in some.numbers)
    ours = place_fieldnames(names)
    values = dict(zip(PLACE_CELLS, zip(*places, strict=True), strict=True))
    joined = table.copy()
    for column, name in ours.items():
        if column == "provenance":
            joined[name] = found.export.provenance
        elif COLUMNS[column].is_list:
            joined[name] = [json.loads(values[column][number]) for number in numbers]
        else:
            kind = "float64" if COLUMNS[column].dtype == "float64" else "object"
            joined[name] = pd.Series(values[column], dtype=kind).take(numbers).array
    points = geopandas.points_from_xy(joined[ours["lon"]], joined[ours["lat"]])
    empty = joined[ours["lat"]].isna()
    geometry = geopandas.GeoSeries(points, index=joined.index, crs="EPSG:4326").where(~empty, None)
    return geopandas.GeoDataFrame(joined, geometry=geometry, crs="EPSG:4326")


def _iter_rows(table: pd.DataFrame) -> Iterator[list[str]]:
    """Yield the rows of a table as text; missing values are empty cells."""
    for start in range(0, len(table), CHUNK):
        some = table.iloc[start : start + CHUNK]
        columns = [_texts(some.iloc[:, at]) for at in range(some.shape[1])]
        yield from map(list, zip(*columns, strict=True))


def _texts(series: Any) -> list[str]:  # noqa: ANN401 - a pandas series
    return [
        "" if missing else str(text)
        for text, missing in zip(series.astype(str).tolist(), series.isna().tolist(), strict=True)
    ]
