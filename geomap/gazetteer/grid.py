"""Half-degree cells: the reverse index, as arithmetic."""

from __future__ import annotations

import math
from collections.abc import Iterator

__all__ = ["CELLS_PER_DEGREE", "cell_of", "iter_cell_ranges"]

CELLS_PER_DEGREE = 2
_COLUMNS = 360 * CELLS_PER_DEGREE
_KM_PER_DEGREE = 111.195


def cell_of(lat: float, lon: float) -> int:
    """Return the number of the cell that holds a point; rows run north from the South Pole."""
    row = min(int((lat + 90) * CELLS_PER_DEGREE), 180 * CELLS_PER_DEGREE - 1)
    column = int((lon + 180) * CELLS_PER_DEGREE) % _COLUMNS
    return row * _COLUMNS + column


def iter_cell_ranges(lat: float, lon: float, km: float) -> Iterator[tuple[int, int]]:
    """Yield inclusive ranges of cell numbers that together hold every point within ``km``."""
    dlat = km / _KM_PER_DEGREE
    south, north = max(-90.0, lat - dlat), min(90.0, lat + dlat)
    widest = min(89.999, max(abs(lat - dlat), abs(lat + dlat)))
    shrink = math.cos(math.radians(widest))
    dlon = 180.0 if shrink < 1e-4 else min(180.0, dlat / shrink)
    first_row, last_row = (cell_of(edge, -180.0) // _COLUMNS for edge in (south, north))
    first = math.floor((lon - dlon + 180) * CELLS_PER_DEGREE)
    last = min(math.floor((lon + dlon + 180) * CELLS_PER_DEGREE), first + _COLUMNS - 1)
    for row in range(first_row, last_row + 1):
        base = row * _COLUMNS
        start, end = first % _COLUMNS, last % _COLUMNS
        if start <= end:
            yield base + start, base + end
        else:
            yield base + start, base + _COLUMNS - 1
            yield base, base + end
