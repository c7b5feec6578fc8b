"""Areas to filter by: boxes, and polygons from files of any format that holds them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError, MissingInputError, UnreadableInputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["is_inside_box", "parse_box", "read_area"]

_POLYGONS = frozenset(["Polygon", "MultiPolygon"])


def parse_box(text: str) -> tuple[float, float, float, float]:
    """Read a box: west, south, east, north in degrees.

    Raises:
        InputError: The text is no box.
    """
    parts = text.replace(";", ",").split(",")
    try:
        west, south, east, north = (float(part) for part in parts)
    except ValueError as error:
        raise InputError(
            f"'{text}' is no box; write west,south,east,north in degrees: 40,30,48,38"
        ) from error
    return west, south, east, north


def is_inside_box(
    lat: NDArray[np.float64], lon: NDArray[np.float64], bbox: tuple[float, float, float, float]
) -> NDArray[np.bool_]:
    """Say which points lie in a box, its sides included; west > east crosses the antimeridian."""
    west, south, east, north = bbox
    rows = (lat >= south) & (lat <= north)
    if west <= east:
        return rows & (lon >= west) & (lon <= east)
    return rows & ((lon >= west) | (lon <= east))


def read_area(path: str | Path) -> BaseGeometry:
    """Return the polygons of a file as one, in degrees, WGS 84.

    Args:
        path: GeoJSON, GeoPackage, Shapefile (zipped too), KML or whatever else GDAL reads. Coordinates of
            another reference system are transformed; without one they are taken for degrees.

    Raises:
        MissingInputError: There is no such file.
        UnreadableInputError: It holds nothing that can be read as polygons.
    """
    import geopandas
    from pyogrio.errors import DataLayerError, DataSourceError

    if not Path(path).exists():
        raise MissingInputError(
            f"there is no file {path}; give a file with a polygon: GeoJSON, GeoPackage, ..."
        )
    try:
        frame = geopandas.read_file(path)
    except (DataLayerError, DataSourceError, ValueError) as error:
        raise UnreadableInputError(f"{path} cannot be read as polygons: {error}") from error
    geometry: Any = getattr(frame, "geometry", None) if hasattr(frame, "crs") else None
    if geometry is None:
        raise UnreadableInputError(
            f"{path} holds no polygon; give one as GeoJSON, GeoPackage, Shapefile or KML"
        )
    if geometry.crs is not None:
        geometry = geometry.to_crs("EPSG:4326")
    geometry = geometry.dropna()
    geometry = geometry[geometry.geom_type.isin(_POLYGONS) & ~geometry.is_empty]
    if geometry.empty:
        raise UnreadableInputError(f"{path} holds no polygon; points and lines have no inside")
    west, south, east, north = geometry.total_bounds
    if not (west >= -180.001 and east <= 360 and south >= -90.001 and north <= 90.001):
        raise InputError(f"{path} is not in degrees and does not say its reference system; write WGS 84")
    united: BaseGeometry = geometry.make_valid().union_all()
    return united
