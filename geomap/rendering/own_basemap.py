"""Land and boundaries of one's own: a file of areas or lines becomes what the page draws."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import MissingInputError, UnreadableInputError

if TYPE_CHECKING:
    import geopandas

    from geomap.rendering.arcs import Point

__all__ = ["read_land", "read_lines"]

_GRID_PER_DEGREE = 2000
"""Coordinates are whole numbers of 1/2000 degree, about 55 m on the equator."""

_KINDS = (".geojson", ".json", ".gpkg", ".fgb", ".shp")
_LABEL_ZOOM = 4
_MERCATOR_LIMIT = 85.0


def read_land(path: Path) -> dict[str, Any]:
    """Return areas as a basemap; a column ``name`` labels them.

    Raises:
        MissingInputError: There is no such file.
        UnreadableInputError: It holds no areas, or is of no kind that is read here.
    """
    from geomap.rendering.arcs import cut_arcs, encode_arc

    frame = _read(path)
    frame = frame[frame.geom_type.isin(["Polygon", "MultiPolygon"])]
    if len(frame) == 0:
        raise UnreadableInputError(f"{path}: no areas in it; a base map is made of polygons")
    rings_of = [_rings(shape) for shape in frame.geometry]
    arcs, references = cut_arcs([ring for rings in rings_of for ring in rings])
    names = frame["name"].fillna("").astype(str) if "name" in frame else [""] * len(frame)
    countries = []
    position = 0
    for rings, name, point in zip(rings_of, names, frame.geometry.representative_point(), strict=True):
        refs = references[position : position + len(rings)]
        position += len(rings)
        countries.append(["", name, round(point.x, 3), round(point.y, 3), _LABEL_ZOOM, refs])
    return {
        "source": path.name,
        "grid": _GRID_PER_DEGREE,
        "arcs": [encode_arc(arc) for arc in arcs],
        "countries": countries,
    }


def read_lines(path: Path) -> dict[str, Any]:
    """Return lines, or the outlines of areas, each stretch once.

    Raises:
        MissingInputError: There is no such file.
        UnreadableInputError: It holds neither, or is of no kind that is read here.
    """
    import shapely

    from geomap.rendering.arcs import cut_arcs, encode_arc

    frame = _read(path)
    areas = frame[frame.geom_type.isin(["Polygon", "MultiPolygon"])].geometry
    lines = frame[frame.geom_type.isin(["LineString", "MultiLineString"])].geometry
    if len(areas) + len(lines) == 0:
        raise UnreadableInputError(f"{path}: no boundaries in it; they are lines or areas")
    arcs, _ = cut_arcs([ring for shape in areas for ring in _rings(shape)])
    drawn = [_points(line) for shape in lines for line in shapely.get_parts(shape)]
    return {
        "grid": _GRID_PER_DEGREE,
        "arcs": [encode_arc(arc) for arc in [*arcs, *(line for line in drawn if len(line) > 1)]],
    }


def _read(path: Path) -> geopandas.GeoDataFrame:
    """Return a file's shapes in degrees, no finer than the map can show."""
    import geopandas
    from pyogrio.errors import DataSourceError

    if not path.is_file():
        raise MissingInputError(f"no such file: {path}")
    if path.suffix.lower() not in _KINDS:
        raise UnreadableInputError(f"{path}: a map takes {', '.join(_KINDS)}; convert it to one of them")
    try:
        frame = geopandas.read_file(path, engine="pyogrio")
    except DataSourceError as error:
        raise UnreadableInputError(f"{path} cannot be read: {error}") from error
    if not isinstance(frame, geopandas.GeoDataFrame):
        raise UnreadableInputError(f"{path}: no shapes in it")
    frame = frame[~(frame.geometry.isna() | frame.geometry.is_empty)]
    return frame if frame.crs is None or frame.crs.equals("EPSG:4326") else frame.to_crs("EPSG:4326")


def _points(line: Any) -> tuple[Point, ...]:  # noqa: ANN401
    """Return a line on the grid without repeated points."""
    import numpy as np
    import shapely

    coords = shapely.get_coordinates(line)
    coords[:, 1] = np.clip(coords[:, 1], -_MERCATOR_LIMIT, _MERCATOR_LIMIT)
    grid = np.rint(coords * _GRID_PER_DEGREE).astype(int)
    keep = np.ones(len(grid), dtype=bool)
    keep[1:] = (grid[1:] != grid[:-1]).any(axis=1)
    return tuple((int(x), int(y)) for x, y in grid[keep])


def _rings(shape: Any) -> list[list[Point]]:  # noqa: ANN401
    """Return the rings of an area on the grid, those too small for it left out."""
    import shapely

    rings = []
    for polygon in shapely.get_parts(shape):
        polygon = shapely.orient_polygons(polygon, exterior_cw=True)
        for line in (polygon.exterior, *polygon.interiors):
            ring = list(_points(line))[:-1]
            if len(set(ring)) >= 3:
                rings.append(ring)
    return rings
