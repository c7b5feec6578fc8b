"""Which spots of a page stand too close together to be drawn one by one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from geomap.rendering.static_map.front_end import read_symbols
from geomap.rendering.static_map.incidents import Spot

__all__ = ["Mark", "make_marks"]

Placed = tuple[float, float, Spot]
"""A spot with its point on the page."""

SizeOf = Callable[[int, int], float]
"""Diameter of a mark by its number of spots and of incidents."""

_ROUNDS = 12
_FEW = 1500
_FINE, _COARSE = 0.25, 0.7
_WIDER = 1.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One or several spots, drawn as one.

    Attributes:
        x, y: On the page, in millimetres; of several, the middle of what they count.
        spots: The fullest first.
        size: Diameter, or side.
    """

    x: float
    y: float
    spots: tuple[Spot, ...]
    count: int
    size: float

    @property
    def kinds(self) -> dict[str, int]:
        """How many of each event type, in the order of the legend."""
        counted: Counter[str] = Counter()
        for spot in self.spots:
            for kind, count in spot.kinds.items():
                counted[kind] += count
        return {kind: counted[kind] for kind in read_symbols().outlines if kind in counted}

    @property
    def is_muted(self) -> bool:
        """True when all that it counts is background."""
        return all(spot.is_muted for spot in self.spots)


@dataclass(frozen=True, slots=True)
class _Group:
    x: float
    y: float
    count: int
    members: tuple[int, ...]


def make_marks(placed: Sequence[Placed], size_of: SizeOf, *, most: int, overlap: float) -> list[Mark]:
    """Return the marks to draw, none of which covers another; the more there would be, the wider they gather.

    Args:
        placed: Spots with their points on the page.
        size_of: Diameter of a mark by its number of spots and of incidents.
        most: Number of marks that a reader can tell apart here.
        overlap: Share of their sizes by which two single spots may overlap, where there are few.
    """
    side = size_of(1, 1) * (_FINE if len(placed) <= _FEW else _COARSE)
    factor = 1.0
    groups = _settle(_same_square(placed, side), size_of, factor, overlap)
    while len(groups) > most:
        factor *= _WIDER
        groups = _settle(groups, size_of, factor, 0.0)
    return [_mark(group, placed, size_of) for group in groups]


def _same_square(placed: Sequence[Placed], side: float) -> list[_Group]:
    """Return spots that share a small square as groups, so that very many become few at once."""
    squares: dict[tuple[int, int], list[int]] = {}
    for number, (x, y, _) in enumerate(placed):
        squares.setdefault((math.floor(x / side), math.floor(y / side)), []).append(number)
    groups = []
    for members in squares.values():
        parts = [
            _Group(placed[number][0], placed[number][1], placed[number][2].count, (number,))
            for number in members
        ]
        groups.append(_joined(parts))
    return groups


def _joined(groups: Sequence[_Group]) -> _Group:
    count = sum(group.count for group in groups)
    x = sum(group.x * group.count for group in groups) / count
    y = sum(group.y * group.count for group in groups) / count
    return _Group(x, y, count, tuple(number for group in groups for number in group.members))


def _settle(groups: list[_Group], size_of: SizeOf, factor: float, overlap: float) -> list[_Group]:
    """Join what is too near, until nothing is: groups move and grow as they are joined."""
    for _ in range(_ROUNDS):
        fewer = _join(groups, size_of, factor, overlap)
        if len(fewer) == len(groups):
            break
        groups = fewer
    return groups


def _join(groups: list[_Group], size_of: SizeOf, factor: float, overlap: float) -> list[_Group]:
    """Join each group with those that are too near it, the fullest first."""
    sizes = [size_of(len(group.members), group.count) for group in groups]
    cell = max(sizes, default=1.0) * factor
    near: dict[tuple[int, int], list[int]] = {}
    for number, group in enumerate(groups):
        near.setdefault((math.floor(group.x / cell), math.floor(group.y / cell)), []).append(number)

    def is_near(one: int, other: int) -> bool:
        both_single = len(groups[one].members) == len(groups[other].members) == 1
        least = factor * (sizes[one] + sizes[other]) / 2 * (1 - overlap if both_single else 1)
        return math.hypot(groups[one].x - groups[other].x, groups[one].y - groups[other].y) < least

    taken: set[int] = set()
    joined = []
    for seed in sorted(range(len(groups)), key=lambda number: (-groups[number].count, number)):
        if seed in taken:
            continue
        column, row = math.floor(groups[seed].x / cell), math.floor(groups[seed].y / cell)
        around = [
            number
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for number in near.get((column + dx, row + dy), [])
        ]
        members = [
            number for number in around if number not in taken and (number == seed or is_near(seed, number))
        ]
        taken.update(members)
        joined.append(_joined([groups[number] for number in members]))
    return joined


def _mark(group: _Group, placed: Sequence[Placed], size_of: SizeOf) -> Mark:
    spots = sorted((placed[number][2] for number in group.members), key=lambda spot: -spot.count)
    size = size_of(len(spots), group.count)
    return Mark(x=group.x, y=group.y, spots=tuple(spots), count=group.count, size=size)
