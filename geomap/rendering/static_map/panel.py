"""One map of a page: land, incidents and names of a view."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from geomap.rendering.static_map.clusters import Mark, make_marks
from geomap.rendering.static_map.front_end import read_look, read_symbols
from geomap.rendering.static_map.furniture import paint_scale_bar
from geomap.rendering.static_map.incidents import Spot
from geomap.rendering.static_map.labels import ON, Placer
from geomap.rendering.static_map.land import Land, outline_item
from geomap.rendering.static_map.paint import (
    BADGE,
    badge_box,
    bubble_box,
    cluster_size,
    paint_badge,
    paint_cluster,
    paint_ring,
    paint_spot,
)
from geomap.rendering.static_map.projection import View
from geomap.rendering.static_map.scene import Box, Disc, Item, Text
from geomap.rendering.static_map.settings import PageSize
from geomap.rendering.static_map.widths import shorten
from geomap.rendering.static_map.wording import Wording

if TYPE_CHECKING:
    from geomap.gazetteer.towns import Town
    from geomap.rendering.static_map.land import Shapes

__all__ = ["Ground", "draw_panel"]

_RINGS_BELOW = 50
_OVERLAP = 0.2
_SPREAD = 3.6
_MOST_MARKS = (10, 150)
_LONGEST_NAME = 17.0
_TOWN_EVERY = 30.0
_TOWNS_TRIED = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """What lies under the incidents.

    Attributes:
        land: The basemap, or None.
        boundaries: Lines of the maker's own, or None.
        towns: Towns of the part shown, the most important first.
        credit: What the gazetteer that the towns are from asks to be stated.
    """

    land: Land | None
    boundaries: Shapes | None
    towns: tuple[Town, ...]
    credit: str | None


@dataclass(slots=True, kw_only=True)
class Panel:
    """What a map came out as.

    Attributes:
        view: What it shows, and where.
        items: What to draw on the land.
        features: What a legend has to explain: of ``FEATURES`` in key.py.
    """

    view: View
    items: list[Item]
    features: set[str]


def draw_panel(spots: Sequence[Spot], view: View, ground: Ground, page: PageSize, wording: Wording) -> Panel:
    """Draw what is on the land of one map.

    Args:
        spots: What to show, those outside the view too.
        view: What part of the world, and where on the page.
        ground: What lies under the incidents.
        page: How large things are.
        wording: Words of the map's language.
    """
    panel = Panel(view=view, items=[], features=set())
    inside = [(*view.point(spot.lat, spot.lon), spot) for spot in spots if view.box.holds(spot.lat, spot.lon)]
    points = _point_marks([one for one in inside if one[2].drawing != "area"], view, page)
    badges = _area_marks([one for one in inside if one[2].drawing == "area"], points, view, page)
    singles = [mark for mark in points if len(mark.spots) == 1]
    clusters = [mark for mark in points if len(mark.spots) > 1]
    panel.features |= {spot.drawing for mark in [*singles, *badges] for spot in mark.spots}
    panel.features |= {"cluster"} if clusters else set()
    panel.features |= {"muted"} if any(mark.is_muted for mark in [*singles, *badges]) else set()
    rings = list(_rings(singles, view, page)) if len(singles) < _RINGS_BELOW else []
    panel.features |= {"ring"} if rings else set()
    panel.items += rings
    taken = [_box(mark, page) for mark in points] + [badge_box(mark, page.mark) for mark in badges]
    taken += [bubble_box(mark, page.mark) for mark in singles if mark.count > 1]
    scale = paint_scale_bar(view, page, wording, taken)
    bars = [_hull(scale)] if scale else []
    placer = Placer(view.page.grown(-page.line * 3), [*taken, *bars])
    panel.items += _names(points, badges, view, ground, page, placer)
    panel.items.append(outline_item(view, page.line))
    for mark in clusters:
        panel.items += paint_cluster(mark, page.mark)
    for mark in badges:
        panel.items += paint_badge(mark, page.mark)
    for mark in sorted(singles, key=lambda mark: (mark.y, mark.x)):
        panel.items += paint_spot(mark, page.mark)
    panel.items += scale
    return panel


def _hull(items: Sequence[Item]) -> Box:
    """Return a box around lines and texts."""
    from geomap.rendering.static_map.scene import Lines

    boxes = [item.box for item in items if isinstance(item, Text)]
    points = [point for item in items if isinstance(item, Lines) for part in item.parts for point in part]
    boxes += [Box(x, y, x, y) for x, y in points]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def _point_marks(placed: Sequence[tuple[float, float, Spot]], view: View, page: PageSize) -> list[Mark]:
    def size_of(spots: int, count: int) -> float:
        return page.mark if spots == 1 else cluster_size(count, page.mark)

    room = view.page.width * view.page.height / (_SPREAD * page.mark) ** 2
    most = int(min(max(room, _MOST_MARKS[0]), _MOST_MARKS[1]))
    return make_marks(placed, size_of, most=most, overlap=_OVERLAP)


def _area_marks(
    placed: Sequence[tuple[float, float, Spot]], points: Sequence[Mark], view: View, page: PageSize
) -> list[Mark]:
    """Return badges, moved off the marks that they would cover: they mark no point anyway."""
    most = int(max(_MOST_MARKS[0], view.page.width * view.page.height / (_SPREAD * page.mark) ** 2))
    marks = make_marks(placed, lambda *_: BADGE * page.mark, most=most, overlap=-0.1)
    taken = [_box(mark, page) for mark in points]
    moved = []
    for mark in sorted(marks, key=lambda mark: -mark.count):
        near = badge_box(mark, page.mark)
        boxes = [near.shifted(dx, dy) for dx, dy in _around(mark.size)]
        box = min(
            [box for box in boxes if view.page.holds(box)] or [near],
            key=lambda box: sum(box.shared(other) for other in taken),
        )
        taken.append(box.grown(page.line))
        x, y = box.middle
        moved.append(Mark(x=x, y=y, spots=mark.spots, count=mark.count, size=mark.size))
    return moved


def _around(size: float) -> Iterator[tuple[float, float]]:
    """Return steps from near to far, none first."""
    yield 0.0, 0.0
    for far in (0.9, 1.4, 2.0, 2.7, 3.5, 4.5):
        for turn in (0.125, 0.875, 0.375, 0.625, 0.0, 0.25, 0.5, 0.75):
            angle = 2 * math.pi * turn
            yield far * size * math.sin(angle), -far * size * math.cos(angle)


def _box(mark: Mark, page: PageSize) -> Box:
    size = max(mark.size, page.mark)
    return Box.around(mark.x, mark.y, size, size)


def _rings(singles: Sequence[Mark], view: View, page: PageSize) -> Iterator[Item]:
    """Return how far off single points may be, where that is more than their symbol covers."""
    for mark in singles:
        spot = mark.spots[0]
        radius = spot.radius * view.mm_per_km(spot.lat)
        if page.mark * 0.5 < radius < max(view.page.width, view.page.height):
            color = read_symbols().colors[spot.main_kind]
            yield from paint_ring(mark.x, mark.y, radius, color, view.page, page.mark)


def _names(
    points: Sequence[Mark],
    badges: Sequence[Mark],
    view: View,
    ground: Ground,
    page: PageSize,
    placer: Placer,
) -> list[Item]:
    """Return names where there is room: of what happened where, of countries, then of towns."""
    look = read_look()
    for mark in sorted(points, key=lambda mark: -mark.count):
        name = _name_of(mark, page)
        if name:
            text = _name(name, mark.x, mark.y, page.text, look["label-place"])
            placer.place(replace(text, is_bold=True), mark.size / 2 + page.text * 0.2)
    for mark in badges:
        name = _name_of(mark, page)
        if name:
            text = _name(name, mark.x, mark.y, page.text, look["label-place"])
            placer.place(replace(text, is_italic=True), mark.size / 2 + page.text * 0.3)
    _countries(view, ground, page, placer)
    dots = list(_towns(view, ground, page, placer))
    return [*dots, *placer.texts]


def _name(words: str, x: float, y: float, size: float, color: str) -> Text:
    """Return a name with the point that it belongs to."""
    return Text(x=x, y=y, words=words, size=size, color=color, halo=read_look()["label-halo"])


def _name_of(mark: Mark, page: PageSize) -> str:
    """Return the name to put beside a mark; several spots have that of the one that is most of them."""
    first = mark.spots[0]
    if first.count * 2 <= mark.count:
        return ""
    return shorten(first.name, page.text, _LONGEST_NAME * page.text, bold=first.drawing != "area")


def _countries(view: View, ground: Ground, page: PageSize, placer: Placer) -> None:
    look = read_look()
    shown = [] if ground.land is None else ground.land.countries
    zoom = view.zoom(page.text)
    for country in sorted(shown, key=lambda country: country.zoom):
        if country.zoom > zoom + 0.6 and zoom < 8:
            continue
        if view.box.holds(country.lat, country.lon) and country.name not in placer.names:
            x, y = view.point(country.lat, country.lon)
            text = _name(country.name, x, y, page.text * 0.92, look["label"])
            placer.place(text, page.text * 0.9, ON)


def _towns(view: View, ground: Ground, page: PageSize, placer: Placer) -> Iterator[Item]:
    """Put the names of towns beside small dots, so far apart that they do not crowd the incidents."""
    look = read_look()
    size, dot = page.text * 0.86, page.text * 0.17
    every = _TOWN_EVERY * page.scale
    left = round(view.page.width * view.page.height / every**2)
    near: list[Box] = []
    inside = (town for town in ground.towns if view.box.holds(town.lat, town.lon))
    for town in islice(inside, _TOWNS_TRIED * left):
        x, y = view.point(town.lat, town.lon)
        here = Box.around(x, y, dot * 2, dot * 2)
        if left == 0:
            return
        if town.name in placer.names or not placer.page.holds(here):
            continue
        if any(here.meets(box) for box in [*placer.taken, *near]):
            continue
        text = _name(town.name, x, y, size, look["label"])
        if placer.place(text, dot + size * 0.3):
            left -= 1
            near.append(Box.around(x, y, every * 0.6, every * 0.6))
            placer.taken.append(here)
            yield Disc(
                x=x, y=y, radius=dot, fill=look["surface"], stroke=look["label"], width=page.line * 1.1
            )
