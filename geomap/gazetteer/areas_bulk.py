"""The countries of many points at once: the same sums as for one, over arrays, tile by tile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geomap.gazetteer.areas import COAST_KM, FULL, GRID_PER_DEGREE, KM_PER_STEP

if TYPE_CHECKING:
    from geomap.gazetteer.areas import CountryAreas

__all__ = ["countries_of"]

_Floats = NDArray[np.float64]
_Whole = NDArray[np.int64]

_ROWS, _COLUMNS = 180, 360
_MOST_PAIRS = 1_000_000
"""Points times edges in memory at once."""


def countries_of(
    areas: CountryAreas, lats: ArrayLike, lons: ArrayLike
) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    """Return the code and the way of every point (see ``CountryAt``), empty where there is none."""
    lat = np.asarray(lats, dtype=float)
    north, east = lat + 90, np.asarray(lons, dtype=float) + 180
    rows = np.minimum(np.floor(north), _ROWS - 1).astype(np.int64)
    columns = np.floor(east).astype(np.int64)
    x, y = (east - columns) * GRID_PER_DEGREE, (north - rows) * GRID_PER_DEGREE
    cells = rows * _COLUMNS + columns % _COLUMNS
    whole, partial = _tiles(areas)
    codes = whole[cells]
    how = np.where(codes != "", "inside", "").astype("<U10")
    for cell, points in _by_tile(cells, partial):
        for code, rings in areas.tile(*divmod(cell, _COLUMNS)):
            still = points[how[points] == ""]
            inside = still[_inside(rings, x[still], y[still])]
            codes[inside] = code
            how[inside] = "inside" if code != "" else "unassigned"
    sea = np.flatnonzero(how == "")
    near = _coasts(areas, cells[sea], x[sea], y[sea], np.cos(np.radians(lat[sea])))
    codes[sea] = near
    how[sea[near != ""]] = "nearest"
    return codes, how


def _tiles(areas: CountryAreas) -> tuple[NDArray[np.str_], NDArray[np.bool_]]:
    """Return by tile the country that has all of it, and whether there are outlines to look at."""
    whole = np.full(_ROWS * _COLUMNS, "", dtype="<U2")
    partial = np.zeros(_ROWS * _COLUMNS, dtype=bool)
    for cell, code in areas.iter_cells():
        whole[cell] = code or ""
        partial[cell] = not code
    return whole, partial


def _by_tile(cells: _Whole, wanted: NDArray[np.bool_]) -> Iterator[tuple[int, _Whole]]:
    """Yield (tile, indices of the points in it) of the wanted tiles."""
    points = np.flatnonzero(wanted[cells])
    order = points[np.argsort(cells[points], kind="stable")]
    starts = np.flatnonzero(np.diff(cells[order], prepend=-1))
    for group in np.split(order, starts[1:]) if len(order) > 0 else ():
        yield int(cells[group[0]]), group


def _inside(rings: tuple[tuple[int, ...], ...], x: _Floats, y: _Floats) -> NDArray[np.bool_]:
    """Say of each point whether a ray to the east crosses the rings an odd number of times."""
    inside = np.ones(len(x), dtype=bool)
    if rings == (FULL,):
        return inside
    x1, y1, x2, y2 = _edges(rings)
    for part in _parts(len(x), len(x1)):
        px, py = x[part], y[part]
        which, edge = np.nonzero((y2 > py[:, None]) != (y1 > py[:, None]))
        meets = (x1[edge] - x2[edge]) * (py[which] - y2[edge]) / (y1[edge] - y2[edge]) + x2[edge]
        crossings = np.bincount(which[px[which] < meets], minlength=len(px))
        inside[part] = crossings % 2 == 1
    return inside


def _edges(rings: tuple[tuple[int, ...], ...]) -> _Floats:
    """Return the edges of rings as four rows: x1, y1, x2, y2."""
    ends = [np.array(ring, dtype=float).reshape(-1, 2) for ring in rings]
    starts = [np.concatenate([points[-1:], points[:-1]]) for points in ends]
    return np.hstack([np.concatenate(starts), np.concatenate(ends)]).T


def _parts(points: int, edges: int) -> Iterator[slice]:
    """Yield slices of the points, so small that a table of points by edges fits into memory."""
    step = max(1, _MOST_PAIRS // max(1, edges))
    for start in range(0, points, step):
        yield slice(start, start + step)


def _coasts(areas: CountryAreas, cells: _Whole, x: _Floats, y: _Floats, shrink: _Floats) -> NDArray[np.str_]:
    """Return the code of the nearest coast within reach of each point, else empty."""
    whole, partial = _tiles(areas)
    land = partial | (whole != "")
    codes = np.full(len(cells), "", dtype="<U2")
    least = np.full(len(cells), COAST_KM / KM_PER_STEP)
    for near, others, other_x, other_y in _neighbours(cells, x, y, shrink):
        for cell, some in _by_tile(others, land):
            points = near[some]
            for code, rings in areas.tile(*divmod(cell, _COLUMNS)):
                if code == "":
                    continue
                away = _steps_away(rings, other_x[some], other_y[some], shrink[points])
                known, best = codes[points], least[points]
                nearer = (away < best) | ((away == best) & ((known == "") | (code < known)))
                codes[points[nearer]] = code
                least[points[nearer]] = away[nearer]
    return codes


def _neighbours(
    cells: _Whole, x: _Floats, y: _Floats, shrink: _Floats
) -> Iterator[tuple[_Whole, _Whole, _Floats, _Floats]]:
    """Yield (indices of points, a tile within reach of each, x and y in it), nine times."""
    up = COAST_KM / KM_PER_STEP
    across = up / np.maximum(shrink, 1e-3)
    rows, columns = np.divmod(cells, _COLUMNS)
    for step_row in (0, -1, 1):
        other_y = y - step_row * GRID_PER_DEGREE
        other_rows = rows + step_row
        level = (
            (-up <= other_y) & (other_y <= GRID_PER_DEGREE + up) & (other_rows >= 0) & (other_rows < _ROWS)
        )
        for step_column in (0, -1, 1):
            other_x = x - step_column * GRID_PER_DEGREE
            near = np.flatnonzero(level & (-across <= other_x) & (other_x <= GRID_PER_DEGREE + across))
            others = other_rows[near] * _COLUMNS + (columns[near] + step_column) % _COLUMNS
            yield near, others, other_x[near], other_y[near]


def _steps_away(rings: tuple[tuple[int, ...], ...], x: _Floats, y: _Floats, shrink: _Floats) -> _Floats:
    """Return the distance of each point to the nearest point of rings in steps north."""
    x1, y1, x2, y2 = _shores(rings)
    least = np.full(len(x), np.inf)
    for part in _parts(len(x), len(x1)) if len(x1) > 0 else ():
        narrow = shrink[part, None]
        from_x, from_y = (x1 - x[part, None]) * narrow, y1 - y[part, None]
        dx, dy = (x2 - x1) * narrow, y2 - y1
        share = np.clip(-(from_x * dx + from_y * dy) / (dx * dx + dy * dy), 0.0, 1.0)
        squared = (from_x + share * dx) ** 2 + (from_y + share * dy) ** 2
        least[part] = np.sqrt(squared.min(axis=1))
    return least


def _shores(rings: tuple[tuple[int, ...], ...]) -> Any:  # noqa: ANN401 - four rows of numbers
    """Return the edges at which land ends: not those on a side of the tile, where it was cut."""
    edges = _edges(rings)
    if rings == (FULL,):
        return edges
    x1, y1, x2, y2 = edges
    upright = (x1 == x2) & ((x1 == 0) | (x1 == GRID_PER_DEGREE))
    level = (y1 == y2) & ((y1 == 0) | (y1 == GRID_PER_DEGREE))
    return edges[:, ~(upright | level)]
