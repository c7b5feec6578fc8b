"""Shared borders: rings are cut where neighbours part, and each piece is kept once, as short text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

__all__ = ["Arc", "Point", "Ring", "cut_arcs", "decode_arc", "encode_arc"]

Point = tuple[int, int]
Ring = list[Point]
"""A closed ring whose first point is not repeated at the end."""
Arc = tuple[Point, ...]


def cut_arcs(rings: Sequence[Ring], also: Iterable[Point] = ()) -> tuple[list[Arc], list[list[int]]]:
    """Return the distinct arcs of all rings, and each ring as references to them.

    A reference ``i`` is arc ``i`` as stored; ``-i - 1`` is the same arc walked backwards. Rings are
    cut at the points of ``also`` too.
    """
    nodes = _nodes(rings) | set(also)
    arcs: list[Arc] = []
    index_of: dict[Arc, int] = {}
    references = []
    for ring in rings:
        refs = []
        for arc in _cut(ring, nodes):
            backwards = arc[::-1]
            if backwards in index_of and backwards != arc:
                refs.append(-index_of[backwards] - 1)
                continue
            if arc not in index_of:
                index_of[arc] = len(arcs)
                arcs.append(arc)
            refs.append(index_of[arc])
        references.append(refs)
    return arcs, references


def _nodes(rings: Sequence[Ring]) -> set[Point]:
    """Return the points where rings part: not all rings through them have the same two neighbours."""
    neighbours: dict[Point, frozenset[Point]] = {}
    nodes: set[Point] = set()
    for ring in rings:
        for index, point in enumerate(ring):
            pair = frozenset((ring[index - 1], ring[(index + 1) % len(ring)]))
            if neighbours.setdefault(point, pair) != pair:
                nodes.add(point)
    return nodes


def _cut(ring: Ring, nodes: set[Point]) -> list[Arc]:
    """Return the pieces of a ring between nodes; a ring without nodes is one closed piece."""
    cuts = [index for index, point in enumerate(ring) if point in nodes]
    if len(cuts) == 0:
        start = ring.index(min(ring))
        return [(*ring[start:], *ring[:start], ring[start])]
    turned = [*ring[cuts[0] :], *ring[: cuts[0]], ring[cuts[0]]]
    marks = [*(cut - cuts[0] for cut in cuts), len(ring)]
    return [tuple(turned[a : b + 1]) for a, b in pairwise(marks)]


def encode_arc(arc: Iterable[Point]) -> str:
    """Return an arc as text: steps from point to point, zigzag numbers of 5 bits a character."""
    chars = []
    last_x = last_y = 0
    for x, y in arc:
        for step in (x - last_x, y - last_y):
            value = step << 1 if step >= 0 else (-step << 1) - 1
            while value >= 0x20:
                chars.append(chr((0x20 | (value & 0x1F)) + 63))
                value >>= 5
            chars.append(chr(value + 63))
        last_x, last_y = x, y
    return "".join(chars)


def decode_arc(text: str) -> Arc:
    """Return the points of an encoded arc."""
    numbers: list[int] = []
    value = shift = 0
    for char in text:
        bits = ord(char) - 63
        value |= (bits & 0x1F) << shift
        shift += 5
        if bits < 0x20:
            numbers.append(-((value + 1) >> 1) if value & 1 else value >> 1)
            value = shift = 0
    points = []
    x = y = 0
    for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append((x, y))
    return tuple(points)
