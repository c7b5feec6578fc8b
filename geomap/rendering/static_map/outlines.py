"""Outlines of symbols from SVG's path language to points, for what draws no arcs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache

from geomap.rendering.static_map.scene import Points

__all__ = ["outline_points"]

_TOKEN = re.compile(r"([MmLlHhVvAaZz])|(-?(?:\d+\.?\d*|\.\d+))")
_STEPS = 24


@cache
def outline_points(d: str) -> Points:
    """Return the points of one closed outline; arcs are circular, and become short lines.

    Args:
        d: Path of the commands M, L, H, V, A and Z, absolute or relative.
    """
    tokens = [match.group() for match in _TOKEN.finditer(d)]
    points: list[tuple[float, float]] = []
    command, at = "", 0
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
            if command in "Zz":
                continue
        x, y = points[-1] if points and command.islower() else (0.0, 0.0)
        last = points[-1] if points else (0.0, 0.0)
        if command in "Aa":
            radius, _, _, large, sweep, right, down = (float(token) for token in tokens[at : at + 7])
            at += 7
            points += _arc(last, (x + right, y + down), radius, is_large=large == 1, is_clockwise=sweep == 1)
        elif command in "Hh":
            points.append((x + float(tokens[at]), last[1]))
            at += 1
        elif command in "Vv":
            points.append((last[0], y + float(tokens[at])))
            at += 1
        else:
            points.append((x + float(tokens[at]), y + float(tokens[at + 1])))
            at += 2
    return tuple(points)


def _arc(
    start: tuple[float, float], end: tuple[float, float], radius: float, *, is_large: bool, is_clockwise: bool
) -> Iterator[tuple[float, float]]:
    """Return points of a circle's arc after its start."""
    half_x, half_y = (end[0] - start[0]) / 2, (end[1] - start[1]) / 2
    half = math.hypot(half_x, half_y)
    reach = math.sqrt(max(0.0, radius**2 - half**2)) * (1 if is_large == is_clockwise else -1)
    x = start[0] + half_x + reach * half_y / half
    y = start[1] + half_y - reach * half_x / half
    first = math.atan2(start[1] - y, start[0] - x)
    turn = (math.atan2(end[1] - y, end[0] - x) - first) % (2 * math.pi)
    if not is_clockwise:
        turn -= 2 * math.pi
    for step in range(1, _STEPS + 1):
        angle = first + turn * step / _STEPS
        yield x + radius * math.cos(angle), y + radius * math.sin(angle)
