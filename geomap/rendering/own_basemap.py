"""Land and boundaries of one's own: a file of areas or lines becomes what the page draws."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import MissingInputError, UnreadableInputError
from geomap.rendering.tiles import find_tiles

if TYPE_CHECKING:
    import geopandas

    from geomap.rendering.arcs import Arc, Point
    from geomap.rendering.settings import MapSettings

__all__ = ["check_map_files", "read_land", "read_lines"]

_COARSE, _FINE = 2_000, 20_000
"""Steps in a degree: 55 m each on the equator, or 5.5 m where the file is of a small region."""

_SMALL = 12.0

_KINDS = (".geojson", ".json", ".gpkg", ".fgb", ".shp")
_AREA, _LINE = "Polygon", "LineString"
_ANY = ("Unknown", "GeometryCollection")
_LABEL_ZOOM = 4
_NAME_COLUMNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in ("name", "shapename", r"adm\d_en", r"adm\d_name", r"name_\d", r"adm\d_[a-z]{2}")
)
_MERCATOR_LIMIT = 85.0


def check_map_files(settings: MapSettings) -> None:
    """Look whether a map's files and tiles can be used, before any work is done for it.

    Raises:
        MissingInputError: There is no such file.
        UnreadableInputError: A file is of no kind that is read here, or holds nothing to draw.
        UnknownNameError: No tiles of this name can be used.
    """
    if settings.tiles is not None:
        find_tiles(settings.tiles)
    if settings.basemap not in ("world", "none"):
        _check(Path(settings.basemap), (_AREA,), "no areas in it; a base map is made of polygons")
    if settings.boundaries is not None:
        _check(settings.boundaries, (_AREA, _LINE), "no boundaries in it; they are lines or areas")


def _check(path: Path, shapes: tuple[str, ...], complaint: str) -> None:
    """Look at what a file says about itself."""
    import pyogrio
    from pyogrio.errors import DataSourceError

    _check_kind(path)
    try:
        told = pyogrio.read_info(path)
    except DataSourceError as error:
        raise UnreadableInputError(f"{path} cannot be read: {error}") from error
    kind = told["geometry_type"]
    if told["features"] == 0 or kind is None or not any(word in kind for word in (*shapes, *_ANY)):
        raise UnreadableInputError(f"{path}: {complaint}")


def _check_kind(path: Path) -> None:
    if not path.is_file():
        raise MissingInputError(f"no such file: {path}")
    if path.suffix.lower() not in _KINDS:
        raise UnreadableInputError(f"{path}: a map takes {', '.join(_KINDS)}; convert it to one of them")


def read_land(path: Path) -> dict[str, Any]:
    """Return areas as a basemap; a column ``name`` labels them.

    Raises:
        MissingInputError: There is no such file.
        UnreadableInputError: It holds no areas, or is of no kind that is read here.
    """
    from geomap.rendering.arcs import encode_arc

    frame = _read(path)
    frame = frame[frame.geom_type.isin(["Polygon", "MultiPolygon"])]
    if len(frame) == 0:
        raise UnreadableInputError(f"{path}: no areas in it; a base map is made of polygons")
    grid = _grid(frame)
    arcs, areas = _areas(frame, grid)
    return {
        "source": path.name,
        "grid": grid,
        "arcs": [encode_arc(arc) for arc in arcs],
        "countries": areas,
    }


def read_lines(path: Path) -> dict[str, Any]:
    """Return lines, and the outlines of areas, each stretch once; also the areas, for counting in them.

    Raises:
        MissingInputError: There is no such file.
        UnreadableInputError: It holds neither, or is of no kind that is read here.
    """
    import shapely

    from geomap.rendering.arcs import encode_arc

    frame = _read(path)
    areas = frame[frame.geom_type.isin(["Polygon", "MultiPolygon"])]
    lines = frame[frame.geom_type.isin(["LineString", "MultiLineString"])].geometry
    if len(areas) + len(lines) == 0:
        raise UnreadableInputError(f"{path}: no boundaries in it; they are lines or areas")
    grid = _grid(frame)
    arcs, enclosed = _areas(areas, grid)
    drawn = [_points(line, grid) for shape in lines for line in shapely.get_parts(shape)]
    return {
        "grid": grid,
        "arcs": [encode_arc(arc) for arc in [*arcs, *(line for line in drawn if len(line) > 1)]],
        "areas": enclosed,
    }


def _areas(frame: geopandas.GeoDataFrame, grid: int) -> tuple[list[Arc], list[list[Any]]]:
    """Return the arcs of areas, and each area as code, name, point inside, zoom of its label and rings."""
    from geomap.rendering.arcs import cut_arcs

    rings_of = [_rings(shape, grid) for shape in frame.geometry]
    arcs, references = cut_arcs([ring for rings in rings_of for ring in rings])
    column = _name_column(list(frame.columns))
    names = [""] * len(frame) if column is None else frame[column].fillna("").astype(str)
    areas = []
    position = 0
    for rings, name, point in zip(rings_of, names, frame.geometry.representative_point(), strict=True):
        refs = references[position : position + len(rings)]
        position += len(rings)
        areas.append(["", name, round(point.x, 3), round(point.y, 3), _LABEL_ZOOM, refs])
    return arcs, areas


def _name_column(columns: list[str]) -> str | None:
    """Return the column that names areas: ``name``, or the finest level of the usual sets of boundaries."""
    for pattern in _NAME_COLUMNS:
        found = sorted(column for column in columns if pattern.fullmatch(str(column)))
        if found:
            return found[-1]
    return None


def _read(path: Path) -> geopandas.GeoDataFrame:
    """Return a file's shapes in degrees, no finer than the map can show."""
    import geopandas
    from pyogrio.errors import DataSourceError

    _check_kind(path)
    try:
        frame = geopandas.read_file(path, engine="pyogrio")
    except DataSourceError as error:
        raise UnreadableInputError(f"{path} cannot be read: {error}") from error
    if not isinstance(frame, geopandas.GeoDataFrame):
        raise UnreadableInputError(f"{path}: no shapes in it")
    frame = frame[~(frame.geometry.isna() | frame.geometry.is_empty)]
    return frame if frame.crs is None or frame.crs.equals("EPSG:4326") else frame.to_crs("EPSG:4326")


def _grid(frame: geopandas.GeoDataFrame) -> int:
    """Return how many steps a degree has: more for a region that is small enough to be looked at closely."""
    west, south, east, north = frame.total_bounds
    return _FINE if east - west <= _SMALL and north - south <= _SMALL else _COARSE


def _points(line: Any, steps: int) -> tuple[Point, ...]:  # noqa: ANN401
    """Return a line on the grid without repeated points."""
    import numpy as np
    import shapely

    coords = shapely.get_coordinates(line)
    coords[:, 1] = np.clip(coords[:, 1], -_MERCATOR_LIMIT, _MERCATOR_LIMIT)
    grid = np.rint(coords * steps).astype(int)
    keep = np.ones(len(grid), dtype=bool)
    keep[1:] = (grid[1:] != grid[:-1]).any(axis=1)
    return tuple((int(x), int(y)) for x, y in grid[keep])


def _rings(shape: Any, steps: int) -> list[list[Point]]:  # noqa: ANN401
    """Return the rings of an area on the grid, those too small for it left out."""
    import shapely

    rings = []
    for polygon in shapely.get_parts(shape):
        polygon = shapely.orient_polygons(polygon, exterior_cw=True)
        for line in (polygon.exterior, *polygon.interiors):
            ring = list(_points(line, steps))[:-1]
            if len(set(ring)) >= 3:
                rings.append(ring)
    return rings
