"""The land under the incidents: the web map's basemap, cut to a view and drawn as lines and areas."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.rendering.arcs import decode_arc
from geomap.rendering.assets import basemap_json
from geomap.rendering.own_basemap import read_land, read_lines
from geomap.rendering.static_map.front_end import read_look
from geomap.rendering.static_map.scene import Item, Lines, Points

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geomap.rendering.static_map.projection import View

    Shapes = NDArray[np.object_]

__all__ = ["Country", "Land", "draw_land", "load_boundaries", "load_land"]

_FINEST = 0.35
"""Detail below which lines are simplified, in widths of a border."""

_LEAST_ISLAND = 1.6
"""Islands that are smaller, in widths of a border, are left out."""

_SEAM = 179.999
_SAMPLES = 30

GRATICULE = "#46647d"

_STEPS = (30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """Where a country's name stands, and the web map's zoom from which it is worth its space."""

    name: str
    lon: float
    lat: float
    zoom: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Land:
    """A basemap in degrees: areas and holes in them, coasts, borders, disputed borders, and names."""

    areas: Shapes
    holes: Shapes
    coasts: Shapes
    borders: Shapes
    disputed: Shapes
    countries: tuple[Country, ...]


def load_land(basemap: str | Path, language: str = "en") -> Land | None:
    """Return the land to draw; None for ``none``.

    Args:
        basemap: ``world``, ``none`` or a file of areas.
        language: Of the names of countries.
    """
    if basemap == "none":
        return None
    return _world(language) if basemap == "world" else _land(read_land(Path(basemap)))


@cache
def _world(language: str) -> Land:
    return _land(json.loads(basemap_json(language)))


def load_boundaries(path: Path) -> Shapes:
    """Return the lines of a file of one's own."""
    return _line_shapes(_arcs(read_lines(path)))


def _arcs(content: dict[str, Any]) -> list[NDArray[np.float64]]:
    import numpy as np

    return [np.array(decode_arc(text), dtype=float) / content["grid"] for text in content["arcs"]]


def _line_shapes(lines: list[NDArray[np.float64]], *, is_closed: bool = False) -> Shapes:
    import numpy as np
    import shapely

    if len(lines) == 0:
        return np.array([], dtype=object)
    owners = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    make = shapely.linearrings if is_closed else shapely.linestrings
    shapes: Shapes = make(np.concatenate(lines), indices=owners)
    return shapes


def _land(content: dict[str, Any]) -> Land:
    import numpy as np
    import shapely

    arcs = _arcs(content)
    uses = np.zeros(len(arcs), dtype=int)
    disputed = content.get("disputed", [])
    rings, countries = [], []
    for _, name, lon, lat, zoom, refs_of in content["countries"]:
        for refs in refs_of:
            for ref in refs:
                uses[ref if ref >= 0 else -ref - 1] += 1
            rings.append(np.concatenate([arcs[ref] if ref >= 0 else arcs[-ref - 1][::-1] for ref in refs]))
        if name != "":
            countries.append(Country(name=name, lon=lon, lat=lat, zoom=zoom))
    uses[disputed] = 0
    outlines = _line_shapes(rings, is_closed=True)
    is_hole = shapely.is_ccw(outlines)
    return Land(
        areas=shapely.polygons(outlines[~is_hole]),
        holes=shapely.polygons(outlines[is_hole]),
        coasts=_line_shapes([part for index in np.flatnonzero(uses == 1) for part in _off_seam(arcs[index])]),
        borders=_line_shapes([arcs[index] for index in np.flatnonzero(uses > 1)]),
        disputed=_line_shapes([arcs[index] for index in disputed]),
        countries=tuple(countries),
    )


def _off_seam(line: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Return a coast without its stretches along the date line, where the basemap is cut."""
    import numpy as np

    on_seam = np.abs(line[:, 0]) >= _SEAM
    cuts = np.flatnonzero(on_seam[1:] & on_seam[:-1]) + 1
    return [part for part in np.split(line, cuts) if len(part) > 1]


def draw_land(view: View, land: Land | None, own: Shapes | None = None, *, line: float) -> list[Item]:
    """Return sea, land, graticule, borders and coasts of a view.

    Args:
        view: What to show, and where.
        land: The basemap; None for the graticule alone.
        own: Lines of the maker's own, drawn over it.
        line: Width of a border in millimetres.
    """
    look = read_look()
    items: list[Item] = [Lines(parts=(outline(view),), is_closed=True, fill=look["sea"])]
    if land is not None:
        parts = (
            *_drawn(view, land.areas, line, is_area=True),
            *(part[::-1] for part in _drawn(view, land.holes, line, is_area=True)),
        )
        items.append(Lines(parts=parts, is_closed=True, fill=look["land"]))
    graticule = _drawn(view, _graticule(view), line)
    items.append(Lines(parts=graticule, stroke=GRATICULE, width=line * 0.6, opacity=0.16))
    if land is not None:
        items.append(Lines(parts=_drawn(view, land.coasts, line), stroke=look["coast"], width=line * 0.8))
        items.append(Lines(parts=_drawn(view, land.borders, line), stroke=look["border"], width=line))
        dash = (line * 4, line * 3)
        disputed = _drawn(view, land.disputed, line)
        items.append(Lines(parts=disputed, stroke=look["border"], width=line, dash=dash))
    if own is not None:
        items.append(Lines(parts=_drawn(view, own, line), stroke=look["boundary"], width=line * 1.3))
    return items


def outline_item(view: View, width: float) -> Lines:
    """Return the line around a map."""
    return Lines(parts=(outline(view),), is_closed=True, stroke=read_look()["control"], width=width)


def outline(view: View) -> Points:
    """Return the border of a view; that of the world is curved."""
    import numpy as np

    box = view.box
    if not view.is_world:
        return view.page.corners
    lats = np.linspace(box.south, box.north, 2 * _SAMPLES)
    lons = np.repeat([box.east, box.west], len(lats))
    x, y = view.to_page(lons, np.concatenate([lats, lats[::-1]]))
    return tuple(zip(x.tolist(), y.tolist(), strict=True))


def _drawn(view: View, shapes: Shapes, line: float, *, is_area: bool = False) -> tuple[Points, ...]:
    """Return lines or areas on the page, cut to the view, with no more points than can be seen.

    All areas go round the same way: holes that are turned round are cut out whatever the rule of filling.
    """
    import numpy as np
    import shapely

    cut = shapely.get_parts(_cut(view, shapes))
    cut = cut[shapely.get_type_id(cut) == (3 if is_area else 1)]
    if is_area:
        cut = shapely.get_rings(cut)
    if view.is_world:
        cut = shapely.segmentize(cut, 5.0)

    def project(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(view.to_page(points[:, 0], points[:, 1]))

    thin = shapely.simplify(shapely.transform(cut, project), line * _FINEST, preserve_topology=False)
    thin = thin[~shapely.is_empty(thin)]
    if is_area:
        thin = np.where(shapely.is_ccw(thin), shapely.reverse(thin), thin)
    bounds = shapely.bounds(thin)
    sides = np.maximum(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1])
    return tuple(_points(shape, is_area=is_area) for shape in thin[sides > line * _LEAST_ISLAND])


def _points(shape: Any, *, is_area: bool) -> Points:  # noqa: ANN401
    """Return the points of a line; those of a ring without the last, which is the first."""
    import shapely

    coords = shapely.get_coordinates(shape).round(2).tolist()
    return tuple((x, y) for x, y in (coords[:-1] if is_area else coords))


def _cut(view: View, shapes: Shapes) -> Shapes:
    """Return what of some shapes is in a view, at each turn of the world at which it may be."""
    import numpy as np
    import shapely

    box = view.box
    bounds = shapely.bounds(shapes)
    found = []
    for turn in (-360.0, 0.0, 360.0):
        inside = (bounds[:, 0] + turn <= box.east) & (bounds[:, 2] + turn >= box.west)
        inside &= (bounds[:, 1] <= box.north) & (bounds[:, 3] >= box.south)
        turned = shapely.transform(shapes[inside], partial(np.add, (turn, 0.0)))
        found.append(shapely.clip_by_rect(turned, box.west, box.south, box.east, box.north))
    return np.concatenate(found)


def _graticule(view: View) -> Shapes:
    """Return meridians and parallels, half a dozen across the view."""
    import numpy as np

    box = view.box
    step = min(_STEPS, key=lambda step: abs((box.east - box.west) / step - 6))
    lats, lons = np.linspace(box.south, box.north, _SAMPLES), np.linspace(box.west, box.east, _SAMPLES)
    meridians = np.arange(np.ceil(box.west / step) * step, box.east, step)
    parallels = np.arange(np.ceil(box.south / step) * step, box.north, step)
    lines = [np.column_stack([np.full(_SAMPLES, (lon + 180) % 360 - 180), lats]) for lon in meridians]
    return _line_shapes(lines + [np.column_stack([lons, np.full(_SAMPLES, lat)]) for lat in parallels])
