"""Where maps, legend and the small map of where it is go on a page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.rendering.static_map.key import Entry, legend_height
from geomap.rendering.static_map.projection import GeoBox, make_view
from geomap.rendering.static_map.scene import Box
from geomap.rendering.static_map.settings import PageSize

__all__ = ["Layout", "arrange", "grid_cells"]

_INSET_SHAPE = 0.66
_FLATTEST = 0.34
_NARROW = 55.0
"""Degrees of longitude up to which a view gets a small map of where it is."""

_CELL_SHAPE = 1.25
_CLEARLY = 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where things go on the page; the inset is None where there is none."""

    maps: Box
    legend: Box
    inset: Box | None

    def closed_up(self, bottom: float) -> Layout:
        """Return the layout with a legend below the maps moved up to where these end."""
        shift = bottom - self.maps.bottom
        if self.legend.top < self.maps.bottom or shift > 0:
            return self
        inset = None if self.inset is None else self.inset.shifted(0, shift)
        return Layout(maps=self.maps, legend=self.legend.shifted(0, shift), inset=inset)


def arrange(entries: Sequence[Entry], box: GeoBox, body: Box, page: PageSize, *, mirrored: bool) -> Layout:
    """Say where the maps go, and where the legend: beside them or below, whichever leaves them more room.

    Args:
        entries: Lines of the legend.
        box: What the maps show, in degrees.
        body: The part of the page to fill.
        page: How large things are.
        mirrored: True for languages that read from the right.
    """
    has_inset = box.east - box.west < _NARROW
    choices = [
        _beside(entries, body, page, mirrored=mirrored, has_inset=has_inset),
        _below(entries, body, page, mirrored=mirrored, has_inset=has_inset),
        _below(entries, body, page, mirrored=mirrored, has_inset=False),
    ]
    possible = [choice for choice in choices if choice is not None]
    best = possible[0]
    for choice in possible[1:]:
        if make_view(box, choice.maps).scale > _CLEARLY * make_view(box, best.maps).scale:
            best = choice
    return best


def _beside(
    entries: Sequence[Entry], body: Box, page: PageSize, *, mirrored: bool, has_inset: bool
) -> Layout | None:
    """Put the legend beside the maps, where the language ends; None where it is too long for that."""
    width = 25 * page.text
    left_over = body.height - legend_height(entries, width, page)
    if width > body.width * 0.4 or left_over < 0:
        return None
    inset = min(width * _INSET_SHAPE, left_over - page.margin)
    has_inset = has_inset and inset > width * _FLATTEST
    if mirrored:
        maps, side = (
            body._replace(left=body.left + width + page.margin),
            body._replace(right=body.left + width),
        )
    else:
        maps, side = (
            body._replace(right=body.right - width - page.margin),
            body._replace(left=body.right - width),
        )
    return Layout(maps=maps, legend=side, inset=side._replace(top=body.bottom - inset) if has_inset else None)


def _below(entries: Sequence[Entry], body: Box, page: PageSize, *, mirrored: bool, has_inset: bool) -> Layout:
    """Put the legend below the maps."""
    side = min(body.width * 0.27, 56.0 * page.scale) if has_inset else 0.0
    room = body.width - (side + page.margin if has_inset else 0)
    top = body.bottom - max(legend_height(entries, room, page), side * _INSET_SHAPE)
    foot = body._replace(top=top)
    if mirrored:
        legend, inset = foot._replace(left=body.right - room), foot._replace(right=body.left + side)
    else:
        legend, inset = foot._replace(right=body.left + room), foot._replace(left=body.right - side)
    return Layout(
        maps=body._replace(bottom=top - page.margin * 0.6),
        legend=legend,
        inset=inset._replace(bottom=top + side * _INSET_SHAPE) if has_inset else None,
    )


def grid_cells(count: int, area: Box, box: GeoBox, heading: float, *, mirrored: bool) -> Iterator[Box]:
    """Return the cells of a grid in reading order, as large as the maps in them can be.

    Args:
        count: How many.
        area: The part of the page to fill.
        box: What each map shows, in degrees.
        heading: Height of the line above each map.
        mirrored: True for languages that read from the right.
    """
    view = make_view(box, area)
    is_fixed = view.is_world or box.is_exact
    shape = view.page.width / view.page.height if is_fixed else _CELL_SHAPE
    gap = heading * 0.7

    def sides(columns: int) -> tuple[float, float]:
        rows = math.ceil(count / columns)
        width, height = (area.width + gap) / columns - gap, (area.height + gap) / rows - gap - heading
        return width, min(height, width / shape) if is_fixed else height

    def worth(columns: int) -> tuple[float, int]:
        width, height = sides(columns)
        return min(width, height * shape), -columns * math.ceil(count / columns)

    columns = max(range(1, count + 1), key=worth)
    width, height = sides(columns)
    for index in range(count):
        column, row = index % columns, index // columns
        column = columns - 1 - column if mirrored else column
        left, top = area.left + column * (width + gap), area.top + row * (height + heading + gap)
        yield Box(left, top, left + width, top + heading + height)
