"""The legend: event types with their numbers, and how to read the other marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from geomap.rendering.static_map.clusters import Mark
from geomap.rendering.static_map.front_end import read_look, read_symbols
from geomap.rendering.static_map.incidents import Spot
from geomap.rendering.static_map.paint import arc, cluster_size, paint_badge, paint_cluster, paint_symbol
from geomap.rendering.static_map.scene import Box, Item, Lines, Text
from geomap.rendering.static_map.settings import PageSize
from geomap.rendering.static_map.widths import wrap
from geomap.rendering.static_map.wording import Wording, number

__all__ = ["FEATURES", "Entry", "legend_entries", "legend_height", "paint_legend"]

FEATURES = ("solid", "hollow", "area", "ring", "muted", "cluster")
"""What a map may show beside the types, in the order of the legend."""

_WORDS = {
    "solid": "keyExact",
    "hollow": "keyCoarse",
    "area": "keyArea",
    "ring": "keyRing",
    "muted": "keyMuted",
    "cluster": "keyCluster",
}
_SAMPLE = 12
_LEADING = 1.32
_ICON = 1.4
_NARROWEST = 15.0
_BY_PART = 1.25
_ROW = 1.06
_GAP = 0.55

Painter = Callable[[float, float, float], Iterator[Item]]
"""Draws an entry's symbol at a point, for symbols of a diameter."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend; without a painter, a heading."""

    words: str
    painter: Painter | None = None


def legend_entries(kinds: Mapping[str, int], features: Sequence[str], wording: Wording) -> list[Entry]:
    """Return the lines of the legend.

    Args:
        kinds: Number of incidents on the map by event type.
        features: What the map shows beside the types.
        wording: Words of the map's language.
    """
    entries = []
    if kinds:
        entries.append(Entry(wording.shared["eventTypes"]))
    for kind in read_symbols().outlines:
        if kind in kinds:
            words = wording.say("kind", name=wording.types[kind], count=number(kinds[kind]))
            entries.append(Entry(words, _symbol(kind)))
    shown = [name for name in FEATURES if name in features]
    if shown and shown != ["solid"]:
        entries.append(Entry(wording.shared["key"]))
        most = max(kinds, key=lambda kind: kinds[kind], default="other")
        entries += [Entry(wording.shared[_WORDS[name]], _sample(name, most)) for name in shown]
    return entries


def _symbol(kind: str, *, hollow: bool = False, muted: bool = False) -> Painter:
    def paint(x: float, y: float, mark: float) -> Iterator[Item]:
        yield paint_symbol(kind, x, y, mark, hollow=hollow, muted=muted)

    return paint


def _sample(feature: str, kind: str) -> Painter:
    """Return what draws an example of a feature."""
    if feature in ("solid", "hollow", "muted"):
        return _symbol(kind, hollow=feature == "hollow", muted=feature == "muted")
    return {"area": _badge, "cluster": _cluster, "ring": _ring}[feature](kind)


def _example(kind: str, x: float, y: float, size: float) -> Mark:
    spot = Spot(
        lat=0, lon=0, name="", drawing="area", count=_SAMPLE, kinds={kind: _SAMPLE}, is_muted=False, radius=0
    )
    return Mark(x=x, y=y, spots=(spot,), count=_SAMPLE, size=size)


def _badge(kind: str) -> Painter:
    def paint(x: float, y: float, mark: float) -> Iterator[Item]:
        yield from paint_badge(_example(kind, x, y, mark), mark * 0.86)

    return paint


def _cluster(kind: str) -> Painter:
    def paint(x: float, y: float, mark: float) -> Iterator[Item]:
        small = mark * 0.72
        yield from paint_cluster(_example(kind, x, y, cluster_size(_SAMPLE, small)), small)

    return paint


def _ring(kind: str) -> Painter:
    def paint(x: float, y: float, mark: float) -> Iterator[Item]:
        circle, pixel = arc(x, y, mark * 0.52, 0, 1), mark / 26
        color = read_symbols().colors[kind]
        yield Lines(parts=(circle[:-1],), is_closed=True, fill=color, opacity=0.08)
        yield Lines(parts=(circle,), stroke=color, width=1.5 * pixel, dash=(4 * pixel, 4 * pixel))

    return paint


def _rows(entry: Entry, width: float, page: PageSize) -> list[str]:
    icon = 0 if entry.painter is None else page.mark * _ICON
    return wrap(entry.words, page.text, width - icon, bold=entry.painter is None)


def _height(entry: Entry, width: float, page: PageSize) -> float:
    lines = len(_rows(entry, width, page)) * page.text * _LEADING
    return max(lines, page.mark * _ROW if entry.painter is not None else 0) + page.text * _GAP * (
        0.5 if entry.painter is not None else 1.2
    )


def _columns(entries: Sequence[Entry], width: float, page: PageSize) -> list[list[Entry]]:
    """Return the entries in columns: one for each heading, unless others make the legend much lower."""
    most = max(1, int((width + page.margin) // (_NARROWEST * page.text + page.margin)))
    choices = [_balanced(entries, width, page, count) for count in range(1, most + 1)]
    best = min(choices, key=lambda columns: _tallest(columns, width, page))
    parts = _parts(entries)
    if 1 < len(parts) <= most and _tallest(parts, width, page) < _BY_PART * _tallest(best, width, page):
        return parts
    return best


def _parts(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Return each heading with what belongs to it."""
    parts: list[list[Entry]] = []
    for entry in entries:
        if entry.painter is None or not parts:
            parts.append([])
        parts[-1].append(entry)
    return parts


def _tallest(columns: Sequence[Sequence[Entry]], width: float, page: PageSize) -> float:
    each = _each(columns, width, page)
    return max((sum(_height(entry, each, page) for entry in column) for column in columns), default=0.0)


def _each(columns: Sequence[Sequence[Entry]], width: float, page: PageSize) -> float:
    """Return the width of a column."""
    return (width - (len(columns) - 1) * page.margin) / max(1, len(columns))


def _balanced(entries: Sequence[Entry], width: float, page: PageSize, count: int) -> list[list[Entry]]:
    """Return the entries in columns of about the same height."""
    each = (width - (count - 1) * page.margin) / count
    total = sum(_height(entry, each, page) for entry in entries)
    shares = (total / count * (1 + step / 20) for step in range(40))
    return next(
        (columns for share in shares if len(columns := _filled(entries, each, page, share)) <= count),
        [list(entries)],
    )


def _filled(entries: Sequence[Entry], width: float, page: PageSize, limit: float) -> list[list[Entry]]:
    columns: list[list[Entry]] = [[]]
    used = 0.0
    for entry in entries:
        height = _height(entry, width, page)
        if columns[-1] and used + height > limit + 1e-6:
            carried = [columns[-1].pop()] if columns[-1][-1].painter is None else []
            columns.append(carried)
            used = sum(_height(one, width, page) for one in carried)
        columns[-1].append(entry)
        used += height
    return [column for column in columns if column]


def legend_height(entries: Sequence[Entry], width: float, page: PageSize) -> float:
    """Return how much room the legend takes."""
    return _tallest(_columns(entries, width, page), width, page)


def paint_legend(entries: Sequence[Entry], box: Box, page: PageSize, wording: Wording) -> Iterator[Item]:
    """Return the legend in a box, from the side that the language begins at."""
    columns = _columns(entries, box.width, page)
    each = _each(columns, box.width, page)
    for index, column in enumerate(columns):
        shift = index * (each + page.margin)
        left = box.right - shift - each if wording.is_right_to_left else box.left + shift
        y = box.top
        for entry in column:
            height = _height(entry, each, page)
            yield from _paint_entry(entry, Box(left, y, left + each, y + height), page, wording)
            y += height


def _paint_entry(entry: Entry, box: Box, page: PageSize, wording: Wording) -> Iterator[Item]:
    look = read_look()
    rows = _rows(entry, box.width, page)
    icon = 0.0 if entry.painter is None else page.mark * _ICON
    line = page.text * _LEADING
    top = box.top + page.text * _GAP * (0.7 if entry.painter is None else 0)
    if entry.painter is not None:
        tall = max(len(rows) * line, page.mark * _ROW)
        middle = page.mark * 0.62
        x = box.right - middle if wording.is_right_to_left else box.left + middle
        yield from entry.painter(
            x, box.top + (tall / 2 if len(rows) == 1 else max(line, page.mark * _ROW) / 2), page.mark * 0.9
        )
        top = box.top + (tall - len(rows) * line) / 2 if len(rows) == 1 else box.top
    for index, words in enumerate(rows):
        yield Text(
            x=box.right - icon if wording.is_right_to_left else box.left + icon,
            y=top + index * line + line * 0.5 + page.text * 0.34,
            words=words,
            size=page.text,
            color=look["text"],
            anchor="right" if wording.is_right_to_left else "left",
            is_bold=entry.painter is None,
        )
