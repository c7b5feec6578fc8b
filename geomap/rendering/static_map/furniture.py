"""What stands on a map beside the incidents: the scale bar, and a small map of where it is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from geomap.rendering.static_map.front_end import read_look
from geomap.rendering.static_map.land import Land, draw_land, outline_item
from geomap.rendering.static_map.projection import GeoBox, View, make_view
from geomap.rendering.static_map.scene import Box, Disc, Item, Lines, Text
from geomap.rendering.static_map.settings import PageSize
from geomap.rendering.static_map.wording import Wording, number

__all__ = ["paint_inset", "paint_scale_bar"]

_AROUND = 6.0
_LEAST_AROUND = 36.0


def scale_length(view: View, longest: float) -> tuple[float, float]:
    """Return the length of the scale bar in km and in millimetres; km are 1, 2 or 5 times a power of ten."""
    middle = (view.box.south + view.box.north) / 2
    per_km = view.mm_per_km(middle)
    limit = longest / per_km
    power = 10.0 ** math.floor(math.log10(limit))
    km = next(step * power for step in (5, 2, 1) if step * power <= limit)
    return km, km * per_km


def scale_words(km: float, wording: Wording) -> str:
    """Return a length in words."""
    if km < 1:
        return wording.say("meters", value=number(round(km * 1000)))
    return wording.say("kilometers", value=number(km))


def paint_scale_bar(view: View, page: PageSize, wording: Wording, marks: Sequence[Box]) -> list[Item]:
    """Return the scale bar, in the corner of the map where it covers the fewest marks; a world has none."""
    if view.is_world:
        return []
    look = read_look()
    km, length = scale_length(view, min(view.page.width * 0.3, 28 * page.scale))
    words = scale_words(km, wording)
    size = page.text * 0.88
    text = Text(
        x=0, y=0, words=words, size=size, color=look["text"], anchor="middle", halo=look["label-halo"]
    )
    width, height = max(length, text.box.width), size * 1.9
    edge = page.margin * 0.5
    corners = [
        Box(x, y, x + width, y + height)
        for y in (view.page.bottom - edge - height, view.page.top + edge)
        for x in (view.page.left + edge, view.page.right - edge - width)
    ]
    box = min(corners, key=lambda corner: sum(corner.meets(mark) for mark in marks))
    middle, bottom = box.middle[0], box.bottom
    left, right, tick = middle - length / 2, middle + length / 2, size * 0.45
    bar = (((left, bottom - tick), (left, bottom), (right, bottom), (right, bottom - tick)),)
    return [
        Lines(parts=bar, stroke=look["label-halo"], width=page.line * 4.5),
        Lines(parts=bar, stroke=look["text"], width=page.line * 1.6),
        Text(
            x=middle,
            y=bottom - tick - size * 0.35,
            words=words,
            size=size,
            color=look["text"],
            anchor="middle",
            halo=look["label-halo"],
        ),
    ]


def paint_inset(view: View, land: Land | None, box: Box, page: PageSize) -> Iterator[Item]:
    """Return a small map that shows where a view lies."""
    look = read_look()
    shown = view.box
    lon, lat = (shown.west + shown.east) / 2, (shown.south + shown.north) / 2
    half = max((shown.east - shown.west) * _AROUND, (shown.north - shown.south) * _AROUND, _LEAST_AROUND) / 2
    low, high = max(-80.0, lat - half * 0.7), min(82.0, lat + half * 0.7)
    around = make_view(GeoBox(west=lon - half, south=low, east=lon + half, north=high), box)
    yield from draw_land(around, land, line=page.line * 0.6)
    left, top = around.point(shown.north, shown.west)
    right, bottom = around.point(shown.south, shown.east)
    accent = "#c8102e"
    if max(right - left, bottom - top) < page.mark * 0.55:
        x, y = (left + right) / 2, (top + bottom) / 2
        yield Disc(x=x, y=y, radius=page.mark * 0.3, fill=accent, stroke=look["surface"], width=page.line)
    else:
        corners = Box(left, top, right, bottom).corners
        yield Lines(parts=(corners,), is_closed=True, fill=accent, opacity=0.16)
        yield Lines(parts=(corners,), is_closed=True, stroke=accent, width=page.line * 2)
    yield outline_item(around, page.line)
