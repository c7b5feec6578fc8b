"""Symbols, counts and rings as the web map draws them, in millimetres."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from geomap.rendering.static_map.clusters import Mark
from geomap.rendering.static_map.front_end import read_look, read_symbols
from geomap.rendering.static_map.scene import Box, Disc, Item, Lines, Points, Symbol, Text
from geomap.rendering.static_map.widths import text_width
from geomap.rendering.static_map.wording import number

__all__ = [
    "BADGE",
    "cluster_size",
    "paint_badge",
    "paint_cluster",
    "paint_ring",
    "paint_spot",
    "paint_symbol",
]

SYMBOL_PIXELS = 26.0
"""Width of the web map's symbols; other pixels of its style sheet are turned to millimetres with it."""

BADGE = 28.0 / SYMBOL_PIXELS
"""Side of a badge, in diameters of a symbol."""

_SOLID = (("halo", 5.5), ("edge", 2.6))
_HOLLOW = (("halo", 8.0), ("edge", 5.6))
_HOLLOW_LINE = 3.2
_UNITS = 28.0 / 24.0
_MUTED = 0.5
_SMALLEST, _LARGEST = 30.0, 58.0
_STEPS = 72
_BUBBLE = 0.42
_COUNT = 13.5


def cluster_size(count: int, mark: float) -> float:
    """Return the diameter of a cluster beside symbols of a diameter."""
    return mark * min(_LARGEST, _SMALLEST + 5 * math.log2(count)) / SYMBOL_PIXELS


def paint_symbol(
    kind: str, x: float, y: float, mark: float, *, hollow: bool = False, muted: bool = False
) -> Symbol:
    """Return the symbol of an event type."""
    symbols, look = read_symbols(), read_look()
    color = faded(symbols.colors[kind]) if muted else symbols.colors[kind]
    under = tuple(
        (None, faded(look[name]) if muted else look[name], width)
        for name, width in (_HOLLOW if hollow else _SOLID)
    )
    top = (look["hollow"], color, _HOLLOW_LINE) if hollow else (color, None, 0.0)
    return Symbol(
        d=symbols.outlines[kind],
        x=x,
        y=y,
        size=mark / _UNITS,
        layers=(*under, top),
    )


def faded(color: str) -> str:
    """Return a colour half way to the land's, as background incidents are drawn."""
    pairs = zip(_channels(color), _channels(read_look()["land"]), strict=True)
    return "#" + "".join(f"{round(_MUTED * one + (1 - _MUTED) * other):02x}" for one, other in pairs)


def _channels(color: str) -> list[int]:
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]


def paint_spot(mark: Mark, size: float) -> Iterator[Item]:
    """Return a single spot: its symbol, and how many incidents are there where they are several."""
    spot = mark.spots[0]
    yield paint_symbol(
        spot.main_kind, mark.x, mark.y, size, hollow=spot.drawing == "hollow", muted=spot.is_muted
    )
    if spot.count > 1:
        yield from _bubble(bubble_box(mark, size), size, spot.count)


def bubble_box(mark: Mark, size: float) -> Box:
    """Return the space of a spot's count."""
    letter = size * _BUBBLE
    width = max(letter * 1.45, text_width(number(mark.count), letter, bold=True) + letter * 0.6)
    return Box.around(mark.x + size * 0.42, mark.y - size * 0.36, width, letter * 1.45)


def _bubble(box: Box, size: float, count: int) -> Iterator[Item]:
    look, letter = read_look(), size * _BUBBLE
    yield Lines(parts=(rounded(box.grown(size * 0.045), letter),), is_closed=True, fill=look["surface"])
    yield Lines(parts=(rounded(box, letter),), is_closed=True, fill=look["text"])
    yield _count(count, *box.middle, letter, look["surface"])


def _count(count: int, x: float, y: float, letter: float, color: str) -> Text:
    """Return a number in the middle of a mark."""
    return Text(
        x=x, y=y + letter * 0.36, words=number(count), size=letter, color=color, anchor="middle", is_bold=True
    )


def paint_cluster(mark: Mark, size: float) -> Iterator[Item]:
    """Return a ring whose arcs are the shares of the event types, around the number of incidents."""
    look, colors = read_look(), read_symbols().colors
    pixel = size / SYMBOL_PIXELS
    radius = mark.size / 2 - 3 * pixel
    yield Disc(
        x=mark.x,
        y=mark.y,
        radius=radius + 2.5 * pixel,
        fill=look["surface"],
        stroke=look["edge"],
        width=0.75 * pixel,
    )
    for kind, first, last in _shares(mark.kinds):
        part = arc(mark.x, mark.y, radius, first, last)
        yield Lines(parts=(part,), stroke=colors[kind], width=4.5 * pixel)
    letter = _COUNT * pixel
    inner = 2 * (radius - 2.6 * pixel)
    letter *= min(1.0, inner / text_width(number(mark.count), letter, bold=True))
    yield _count(mark.count, mark.x, mark.y, letter, look["text"])


def _shares(kinds: Mapping[str, int]) -> Iterator[tuple[str, float, float]]:
    """Return where each type's arc begins and ends, in turns from the top."""
    total, before = sum(kinds.values()), 0
    for kind, count in kinds.items():
        yield kind, before / total, (before + count) / total
        before += count


def paint_badge(mark: Mark, size: float) -> Iterator[Item]:
    """Return the count of incidents that are known only to lie somewhere in an area."""
    look, pixel = read_look(), size / SYMBOL_PIXELS
    is_one = len(mark.spots) == 1
    color = read_symbols().colors[mark.spots[0].main_kind] if is_one else look["soft"]
    box = badge_box(mark, size)
    corner = 6 * pixel
    layers = [
        (box.grown(pixel), corner + pixel, look["edge"]),
        (box, corner, color),
        (box.grown(-3 * pixel), corner / 2, look["surface"]),
    ]
    if not is_one:
        behind = Box(*(side + 4 * pixel for side in box))
        layers = [(behind, corner, look["edge"]), (behind.grown(-pixel), corner, look["surface"]), *layers]
    for shape, radius, fill in layers:
        paint = faded(fill) if mark.is_muted else fill
        yield Lines(parts=(rounded(shape, radius),), is_closed=True, fill=paint)
    yield _count(mark.count, mark.x, mark.y, _COUNT * pixel, look["text"])


def badge_box(mark: Mark, size: float) -> Box:
    """Return the space of a badge, wide enough for its number."""
    pixel = size / SYMBOL_PIXELS
    width = text_width(number(mark.count), _COUNT * pixel, bold=True)
    return Box.around(mark.x, mark.y, max(28 * pixel, width + 10 * pixel), 28 * pixel)


def paint_ring(x: float, y: float, radius: float, color: str, page: Box, size: float) -> Iterator[Item]:
    """Return a dashed circle, as far as it lies on the map."""
    import shapely

    circle = shapely.Polygon(arc(x, y, radius, 0, 1))
    inside = shapely.clip_by_rect(circle, *page)
    line = shapely.clip_by_rect(shapely.LineString(circle.exterior), *page)
    pixel = size / SYMBOL_PIXELS
    areas = tuple(_points(part.exterior)[:-1] for part in shapely.get_parts(inside))
    lines = tuple(_points(part) for part in shapely.get_parts(line) if part.geom_type == "LineString")
    yield Lines(parts=areas, is_closed=True, fill=color, opacity=0.08)
    yield Lines(parts=lines, stroke=color, width=1.5 * pixel, dash=(5 * pixel, 5 * pixel))


def _points(line: object) -> Points:
    import shapely

    return tuple((round(x, 2), round(y, 2)) for x, y in shapely.get_coordinates(line).tolist())


def arc(x: float, y: float, radius: float, first: float, last: float) -> Points:
    """Return points of a circle between two turns, clockwise from the top."""
    steps = max(2, math.ceil((last - first) * _STEPS))
    turns = (first + (last - first) * step / steps for step in range(steps + 1))
    return tuple(
        (x + radius * math.sin(2 * math.pi * turn), y - radius * math.cos(2 * math.pi * turn))
        for turn in turns
    )


def rounded(box: Box, radius: float) -> Points:
    """Return a rectangle with round corners."""
    radius = min(radius, box.width / 2, box.height / 2)
    corners = (
        (box.right - radius, box.top + radius, 0.0),
        (box.right - radius, box.bottom - radius, 0.25),
        (box.left + radius, box.bottom - radius, 0.5),
        (box.left + radius, box.top + radius, 0.75),
    )
    return tuple(
        (x + radius * math.sin(2 * math.pi * turn), y - radius * math.cos(2 * math.pi * turn))
        for x, y, start in corners
        for turn in (start + step / 24 for step in range(7))
    )
