"""An incident table becomes a page: title, map or maps, legend, and what the data's licences ask for."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap.errors import InputError
from geomap.rendering.credits import credit_lines
from geomap.rendering.settings import MapSettings
from geomap.rendering.static_map.extent import fit_box
from geomap.rendering.static_map.front_end import read_look, read_symbols
from geomap.rendering.static_map.furniture import paint_inset
from geomap.rendering.static_map.ground import load_ground
from geomap.rendering.static_map.incidents import Spot, Told, gather_spots, read_incidents
from geomap.rendering.static_map.key import (
    FEATURES,
    Entry,
    legend_entries,
    legend_height,
    paint_legend,
)
from geomap.rendering.static_map.land import draw_land
from geomap.rendering.static_map.panel import Ground, Panel, draw_panel
from geomap.rendering.static_map.periods import day_of, split_periods
from geomap.rendering.static_map.projection import GeoBox, View, make_view
from geomap.rendering.static_map.scene import Box, Item, Lines, Scene, Text
from geomap.rendering.static_map.settings import ImageSettings, PageSize
from geomap.rendering.static_map.widths import wrap
from geomap.rendering.static_map.wording import Wording, number, wording_of

if TYPE_CHECKING:
    import geopandas

__all__ = ["compose_map"]

_INSET_SHAPE = 0.66
_FLATTEST = 0.34
_NARROW = 55.0
"""Degrees of longitude up to which a view gets a small map of where it is."""

_CELL_SHAPE = 1.25
_CLEARLY = 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One map of the page: its heading, if any, and its spots."""

    label: str | None
    spots: Sequence[Spot]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """Where things go on the page; the inset is None where there is none."""

    maps: Box
    legend: Box
    inset: Box | None


def compose_map(frame: geopandas.GeoDataFrame, settings: MapSettings, image: ImageSettings) -> Scene:
    """Return the page of an incident table.

    Args:
        frame: The incident table, one row per incident and place.
        settings: Title, language, base map and the like, as for the web map.
        image: Size, part of the world, periods.

    Raises:
        MissingColumnError: The frame is not an incident table.
        InputError: A static map cannot show what is asked for.
    """
    if settings.tiles is not None:
        raise InputError("pictures from the network are for HTML maps; leave --tiles out")
    told, wording, page = read_incidents(frame, link=settings.link), wording_of(settings.language), image.page
    parts, undated = _parts(told, image, wording)
    everything = gather_spots(told.places)
    box = image.box if image.box is not None else fit_box(everything)
    head = list(_head(told, box, image, settings, wording, undated))
    top = _bottom(head, page) + page.margin * 0.75
    ground = load_ground(settings, make_view(box, Box(0, 0, page.width, page.height)).box, page)
    foot = list(_foot(settings, ground.credit, page, wording))
    bottom = min((item.box.top for item in foot), default=page.height) - page.margin * 0.6
    body = Box(page.margin, top, page.width - page.margin, bottom)
    items = list(_body(parts, box, body, page, ground, told, wording))
    scene = Scene(
        width=page.width,
        height=page.height,
        title=settings.heading,
        description=_description(head, told, wording),
        language=settings.language,
        generator=f"geomap {settings.version}",
    )
    scene.add(_paper(page), *items, *head, *foot)
    return scene


def _paper(page: PageSize) -> Item:
    corners = ((0.0, 0.0), (page.width, 0.0), (page.width, page.height), (0.0, page.height))
    return Lines(parts=(corners,), is_closed=True, fill=read_look()["surface"])


def _parts(told: Told, image: ImageSettings, wording: Wording) -> tuple[list[_Part], int]:
    """Return the maps of the page, and the number of incidents that no map shows for want of a date."""
    if image.by is None:
        return [_Part(label=None, spots=gather_spots(told.places))], 0
    periods, undated = split_periods(told, image.by, wording)
    parts = []
    for period in periods:
        places = [place for place in told.places if place.incident in period.incidents]
        label = wording.say(
            "kind", name=period.label, count=number(len({place.incident for place in places}))
        )
        parts.append(_Part(label=label, spots=gather_spots(places, period.unsure)))
    return parts, undated


def _head(
    told: Told, box: GeoBox, image: ImageSettings, settings: MapSettings, wording: Wording, undated: int
) -> Iterator[Text]:
    """Return the title and the line of numbers below it."""
    page, look = image.page, read_look()
    width = page.width - 2 * page.margin
    size = page.text * 1.75
    y = page.margin * 0.8
    for words in wrap(settings.heading, size, width, bold=True, most=3):
        y += size * 1.18
        yield _line(words, y, size, look["text"], page, wording, is_bold=True)
    small = page.text * 1.06
    y += small * 0.35
    for words in wrap(_numbers(told, box, undated, wording), small, width):
        y += small * 1.36
        yield _line(words, y, small, look["soft"], page, wording)


def _line(words: str, y: float, size: float, color: str, page: PageSize, wording: Wording, *, is_bold: bool = False) -> Text:  # fmt: skip
    """Return a line of text from the side that the language begins at."""
    is_right = wording.is_right_to_left
    return Text(
        x=page.width - page.margin if is_right else page.margin,
        y=y,
        words=words,
        size=size,
        color=color,
        anchor="right" if is_right else "left",
        is_bold=is_bold,
    )


def _numbers(told: Told, box: GeoBox, undated: int, wording: Wording) -> str:
    """Return how many incidents there are and are not on the map, and of what time."""
    shown = {place.incident for place in told.places if box.holds(place.lat, place.lon)}
    name = "all_placed" if len(shown) == told.size else "some_placed"
    counts = [wording.say(name, placed=number(len(shown)), all=number(told.size))]
    rest = {"elsewhere": told.placed - len(shown), "unplaced": told.size - told.placed, "undated": undated}
    counts += [wording.say(what, count=number(count)) for what, count in rest.items() if count > 0]
    line = str(wording.own["comma"]).join(counts)
    time = _time(told, wording)
    return line if time is None else f"{time}{wording.own['separator']}{line}"


def _time(told: Told, wording: Wording) -> str | None:
    """Return the first and last day of all incidents in words."""
    days = [day for span in told.spans if span is not None for day in map(day_of, span) if day is not None]
    return wording.span(min(days), max(days)) if days else None


def _foot(settings: MapSettings, credit: str | None, page: PageSize, wording: Wording) -> Iterator[Text]:
    """Return what the licences ask for, at the foot of the page."""
    lines = [*credit_lines(settings), *([] if credit is None or credit in settings.attribution else [credit])]
    lines.append(wording.say("made_with", version=settings.version))
    size = page.text * 0.72
    rows = wrap(" ".join(line if line.endswith(".") else f"{line}." for line in lines), size, page.width - 2 * page.margin)  # fmt: skip
    y = page.height - page.margin * 0.7 - (len(rows) - 1) * size * 1.3
    for index, words in enumerate(rows):
        yield _line(words, y + index * size * 1.3, size, read_look()["soft"], page, wording)


def _bottom(texts: Sequence[Text], page: PageSize) -> float:
    return max((text.box.bottom for text in texts), default=page.margin)


def _body(
    parts: Sequence[_Part],
    box: GeoBox,
    body: Box,
    page: PageSize,
    ground: Ground,
    told: Told,
    wording: Wording,
) -> Iterator[Item]:
    """Return maps and legend: first with all that a legend may hold, then with what the maps turned out to show."""
    kinds = _kinds(told, box)
    shown: set[str] = set()
    # A legend takes room from the maps, and what maps show depends on their room.
    while True:
        entries = legend_entries(kinds, [name for name in FEATURES if name in shown], wording)
        places = _arrange(entries, box, body, page, wording)
        panels = _panels(parts, box, places.maps, page, ground, wording)
        found = {name for panel in panels for name in panel.features}
        if found <= shown:
            break
        shown |= found
    for panel in panels:
        yield from draw_land(panel.view, ground.land, ground.boundaries, line=page.line)
        yield from panel.items
    yield from paint_legend(entries, places.legend, page, wording)
    if places.inset is not None:
        yield from paint_inset(make_view(box, places.maps), ground.land, places.inset, page)


def _kinds(told: Told, box: GeoBox) -> dict[str, int]:
    """Return how many incidents of each event type the map shows."""
    shown = {place.incident for place in told.places if box.holds(place.lat, place.lon)}
    counted = Counter(told.kinds[incident] for incident in shown)
    return {kind: counted[kind] for kind in read_symbols().outlines if kind in counted}


def _arrange(entries: Sequence[Entry], box: GeoBox, body: Box, page: PageSize, wording: Wording) -> _Frame:
    """Say where the maps go, and where the legend: beside them or below, whichever leaves them more room."""
    has_inset = box.east - box.west < _NARROW
    choices = [
        _beside(entries, body, page, wording, has_inset=has_inset),
        _below(entries, body, page, wording, has_inset=has_inset),
        _below(entries, body, page, wording, has_inset=False),
    ]
    possible = [choice for choice in choices if choice is not None]
    best = possible[0]
    for choice in possible[1:]:
        if make_view(box, choice.maps).scale > _CLEARLY * make_view(box, best.maps).scale:
            best = choice
    return best


def _beside(entries: Sequence[Entry], body: Box, page: PageSize, wording: Wording, *, has_inset: bool) -> _Frame | None:  # fmt: skip
    """Put the legend beside the maps, on the side where the language ends; None where it is too long for that."""
    width = 25 * page.text
    left_over = body.height - legend_height(entries, width, page)
    if width > body.width * 0.4 or left_over < 0:
        return None
    inset = min(width * _INSET_SHAPE, left_over - page.margin)
    has_inset = has_inset and inset > width * _FLATTEST
    if wording.is_right_to_left:
        maps, side = (
            body._replace(left=body.left + width + page.margin),
            body._replace(right=body.left + width),
        )
    else:
        maps, side = (
            body._replace(right=body.right - width - page.margin),
            body._replace(left=body.right - width),
        )
    return _Frame(maps=maps, legend=side, inset=side._replace(top=body.bottom - inset) if has_inset else None)


def _below(entries: Sequence[Entry], body: Box, page: PageSize, wording: Wording, *, has_inset: bool) -> _Frame:  # fmt: skip
    """Put the legend below the maps."""
    side = min(body.width * 0.27, 56.0 * page.scale) if has_inset else 0.0
    room = body.width - (side + page.margin if has_inset else 0)
    top = body.bottom - max(legend_height(entries, room, page), side * _INSET_SHAPE)
    foot = body._replace(top=top)
    if wording.is_right_to_left:
        legend, inset = foot._replace(left=body.right - room), foot._replace(right=body.left + side)
    else:
        legend, inset = foot._replace(right=body.left + room), foot._replace(left=body.right - side)
    return _Frame(
        maps=body._replace(bottom=top - page.margin * 0.6),
        legend=legend,
        inset=inset._replace(bottom=top + side * _INSET_SHAPE) if has_inset else None,
    )


def _panels(
    parts: Sequence[_Part], box: GeoBox, area: Box, page: PageSize, ground: Ground, wording: Wording
) -> list[Panel]:
    """Return each map, with its heading in a grid where they are several."""
    if len(parts) == 1 and parts[0].label is None:
        view = make_view(box, area, margin=page.mark * 2)
        panel = draw_panel(parts[0].spots, view, ground, page, wording)
        panel.items += _nothing(parts[0], view, page, wording)
        return [panel]
    small = replace(page, scale=page.scale * (0.9 if len(parts) <= 2 else 0.78 if len(parts) <= 6 else 0.64))
    panels = []
    for part, cell in zip(parts, _cells(len(parts), area, page, wording), strict=True):
        view = make_view(box, cell._replace(top=cell.top + small.text * 1.9), margin=small.mark * 1.3)
        panel = draw_panel(part.spots, view, ground, small, wording)
        panel.items.append(_heading(part, view, cell.top, small, wording))
        panels.append(panel)
    return panels


def _cells(count: int, area: Box, page: PageSize, wording: Wording) -> Iterator[Box]:
    """Return the cells of a grid in reading order."""
    columns, rows = _grid(count, area)
    gap = page.margin * 0.7
    width = (area.width - (columns - 1) * gap) / columns
    height = (area.height - (rows - 1) * gap) / rows
    for index in range(count):
        column, row = index % columns, index // columns
        column = columns - 1 - column if wording.is_right_to_left else column
        left, top = area.left + column * (width + gap), area.top + row * (height + gap)
        yield Box(left, top, left + width, top + height)


def _heading(part: _Part, view: View, top: float, page: PageSize, wording: Wording) -> Text:
    is_right = wording.is_right_to_left
    return Text(
        x=view.page.right if is_right else view.page.left,
        y=top + page.text * 1.3,
        words=part.label or "",
        size=page.text * 1.08,
        color=read_look()["text"],
        anchor="right" if is_right else "left",
        is_bold=True,
    )


def _grid(count: int, area: Box) -> tuple[int, int]:
    """Return columns and rows for the largest maps of a pleasing shape."""

    def worth(columns: int) -> tuple[float, int]:
        rows = math.ceil(count / columns)
        width, height = area.width / columns, area.height / rows
        return min(width, height * _CELL_SHAPE), -columns * rows

    columns = max(range(1, count + 1), key=worth)
    return columns, math.ceil(count / columns)


def _nothing(part: _Part, view: View, page: PageSize, wording: Wording) -> Iterator[Item]:
    """Return a sentence for a map without incidents."""
    if len(part.spots) == 0:
        look = read_look()
        x, y = view.page.middle
        words = Text(x=x, y=y, words=wording.say("nothing"), size=page.text * 1.3, color=look["text"], anchor="middle")  # fmt: skip
        plate = words.box.grown(page.text)
        corners = ((plate.left, plate.top), (plate.right, plate.top), (plate.right, plate.bottom), (plate.left, plate.bottom))  # fmt: skip
        yield Lines(parts=(corners,), is_closed=True, fill=look["surface"], opacity=0.92)
        yield words


def _description(head: Sequence[Text], told: Told, wording: Wording) -> str:
    """Return the map in words, for those who do not see it."""
    counted = Counter(told.kinds[incident] for incident in {place.incident for place in told.places})
    kinds = [
        wording.say("kind", name=wording.types[kind], count=number(counted[kind]))
        for kind in read_symbols().outlines
        if kind in counted
    ]
    return " ".join([*(text.words for text in head), str(wording.own["comma"]).join(kinds)]).strip()
