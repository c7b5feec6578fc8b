"""An incident table becomes a page: title, map or maps, legend, and what the data's licences ask for."""

from __future__ import annotations

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
    legend_entries,
    paint_legend,
)
from geomap.rendering.static_map.land import draw_land
from geomap.rendering.static_map.layout import arrange, grid_cells
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

_SMALLER = (1.0, 0.88, 0.77, 0.68)
"""How much smaller letters and symbols may be than is usual for a size, where the map would have no room."""

_LEAST_MAP = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One map of the page: its heading, if any, and its spots."""

    label: str | None
    spots: Sequence[Spot]


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
    told, wording = read_incidents(frame, link=settings.link), wording_of(settings.language)
    parts, undated = _parts(told, image, wording)
    box = image.box if image.box is not None else fit_box(gather_spots(told.places))
    ground = load_ground(settings, box)
    numbers = _numbers(told, box, undated, wording)
    legend = legend_entries(_kinds(told, box), FEATURES, wording)
    for shrink in _SMALLER:
        page = replace(image.page, scale=image.page.scale * shrink)
        head = list(_head(settings.heading, numbers, page, wording))
        foot = list(_foot(settings, ground.credit, page, wording))
        body = _between(head, foot, page)
        places = arrange(legend, box, body, page, mirrored=wording.is_right_to_left)
        if min(places.maps.width, places.maps.height) >= _LEAST_MAP * min(page.width, page.height):
            break
    else:
        raise InputError(f"{image.size} is too small for map, title and legend; choose a larger size")
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
    return Lines(
        parts=(Box(0.0, 0.0, page.width, page.height).corners,), is_closed=True, fill=read_look()["surface"]
    )


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


def _head(title: str, numbers: str, page: PageSize, wording: Wording) -> Iterator[Text]:
    """Return the title and the line of numbers below it."""
    look = read_look()
    width = page.width - 2 * page.margin
    size = page.text * 1.75
    y = page.margin * 0.8
    for words in wrap(title, size, width, bold=True, most=3):
        y += size * 1.18
        yield replace(_line(words, y, size, look["text"], page, wording), is_bold=True)
    small = page.text * 1.06
    y += small * 0.35
    for words in wrap(numbers, small, width):
        y += small * 1.36
        yield _line(words, y, small, look["soft"], page, wording)


def _line(words: str, y: float, size: float, color: str, page: PageSize, wording: Wording) -> Text:
    """Return a line of text from the side that the language begins at."""
    is_right = wording.is_right_to_left
    return Text(
        x=page.width - page.margin if is_right else page.margin,
        y=y,
        words=words,
        size=size,
        color=color,
        anchor="right" if is_right else "left",
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
    words = " ".join(line if line.endswith(".") else f"{line}." for line in lines)
    rows = wrap(words, size, page.width - 2 * page.margin)
    y = page.height - page.margin * 0.7 - (len(rows) - 1) * size * 1.3
    for index, row in enumerate(rows):
        yield _line(row, y + index * size * 1.3, size, read_look()["soft"], page, wording)


def _between(head: Sequence[Text], foot: Sequence[Text], page: PageSize) -> Box:
    """Return what head and foot leave of the page."""
    top = max((text.box.bottom for text in head), default=0.0) + page.margin * 0.75
    bottom = min((text.box.top for text in foot), default=page.height) - page.margin * 0.6
    return Box(page.margin, top, page.width - page.margin, bottom)


def _body(
    parts: Sequence[_Part],
    box: GeoBox,
    body: Box,
    page: PageSize,
    ground: Ground,
    told: Told,
    wording: Wording,
) -> Iterator[Item]:
    """Return maps and legend, which explains what the maps turned out to show."""
    kinds = _kinds(told, box)
    shown: set[str] = set()
    # A legend takes room from the maps, and what maps show depends on their room.
    while True:
        entries = legend_entries(kinds, [name for name in FEATURES if name in shown], wording)
        places = arrange(entries, box, body, page, mirrored=wording.is_right_to_left)
        panels = _panels(parts, box, places.maps, page, ground, wording)
        found = {name for panel in panels for name in panel.features}
        if found <= shown:
            break
        shown |= found
    places = places.closed_up(max(panel.view.page.bottom for panel in panels))
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
    heading = small.text * 1.9
    cells = grid_cells(len(parts), area, box, heading, mirrored=wording.is_right_to_left)
    for part, cell in zip(parts, cells, strict=True):
        view = make_view(box, cell._replace(top=cell.top + heading), margin=small.mark * 1.3)
        panel = draw_panel(part.spots, view, ground, small, wording)
        panel.items.append(_heading(part, view, cell.top, small, wording))
        panels.append(panel)
    return panels


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


def _nothing(part: _Part, view: View, page: PageSize, wording: Wording) -> Iterator[Item]:
    """Return a sentence for a map without incidents."""
    if len(part.spots) == 0:
        look = read_look()
        x, y = view.page.middle
        said, size = wording.say("nothing"), page.text * 1.3
        words = Text(x=x, y=y, words=said, size=size, color=look["text"], anchor="middle")
        plate = words.box.grown(page.text)
        yield Lines(parts=(plate.corners,), is_closed=True, fill=look["surface"], opacity=0.92)
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
