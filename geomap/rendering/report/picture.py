"""The map of a report: all incidents with the legend beside them, as wide as a page of text.

Title, figures and what the licences ask for stand in the report itself.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap._version import __version__
from geomap.rendering.credits import credit_lines
from geomap.rendering.report.blocks import Picture
from geomap.rendering.report.words import words_of
from geomap.rendering.settings import MapSettings
from geomap.rendering.static_map.extent import fit_box
from geomap.rendering.static_map.front_end import read_look, read_symbols
from geomap.rendering.static_map.ground import load_ground
from geomap.rendering.static_map.incidents import gather_spots, read_incidents
from geomap.rendering.static_map.key import FEATURES, legend_entries, legend_height, paint_legend
from geomap.rendering.static_map.land import draw_land
from geomap.rendering.static_map.panel import draw_panel
from geomap.rendering.static_map.projection import make_view
from geomap.rendering.static_map.scene import Box, Lines, Scene
from geomap.rendering.static_map.settings import PageSize
from geomap.rendering.static_map.wording import wording_of

if TYPE_CHECKING:
    import geopandas

__all__ = ["map_picture"]

_PAGE = PageSize(width=182.0, height=80.0, scale=0.9)
_LEGEND = 46.0
_GAP = 3.0
_SMALLER = (1.0, 0.9, 0.8, 0.7, 0.6)


def map_picture(
    frame: geopandas.GeoDataFrame, settings: MapSettings
) -> tuple[Picture | None, tuple[str, ...]]:
    """Return the map of incidents, and every line that it asks to be stated.

    Args:
        frame: The incident table.
        settings: Language, attribution and whether reports of one incident are one dot; as for the web map.

    Returns:
        None for the map when no incident has a point; the attribution of the settings is among the lines.
    """
    told, wording = read_incidents(frame, link=settings.link), wording_of(settings.language)
    spots = gather_spots(told.places)
    if not spots:
        return None, settings.attribution
    box = fit_box(spots)
    maps, side = (
        Box(0, 0, _PAGE.width - _LEGEND - _GAP, _PAGE.height),
        Box(_PAGE.width - _LEGEND, 0, _PAGE.width, _PAGE.height),
    )
    if wording.is_right_to_left:
        maps, side = (
            maps._replace(left=_LEGEND + _GAP, right=_PAGE.width),
            side._replace(left=0, right=_LEGEND),
        )
    view = make_view(box, maps, margin=_PAGE.mark * 2)
    ground = load_ground(settings, view.box, _PAGE)
    panel = draw_panel(spots, view, ground, _PAGE, wording)
    counted = Counter(told.kinds[incident] for incident in {place.incident for place in told.places})
    kinds = {kind: counted[kind] for kind in read_symbols().outlines if kind in counted}
    entries = legend_entries(kinds, [name for name in FEATURES if name in panel.features], wording)
    sizes = [replace(_PAGE, scale=_PAGE.scale * share) for share in _SMALLER]
    small = next((size for size in sizes if legend_height(entries, _LEGEND, size) <= _PAGE.height), sizes[-1])
    words = words_of(settings.language)
    scene = Scene(
        width=_PAGE.width,
        height=_PAGE.height,
        title=words("map"),
        description=words("map_alt"),
        language=settings.language,
        generator=f"geomap {__version__}",
    )
    scene.add(_paper(), *draw_land(view, ground.land, ground.boundaries, line=_PAGE.line), *panel.items)
    scene.add(*paint_legend(entries, side, small, wording))
    lines = [*credit_lines(settings), *([] if ground.credit is None else [ground.credit])]
    picture = Picture(name="map", scene=scene, alt=words("map_alt"), caption=credit_lines(settings)[0])
    return picture, tuple(dict.fromkeys(lines))


def _paper() -> Lines:
    corners = ((0.0, 0.0), (_PAGE.width, 0.0), (_PAGE.width, _PAGE.height), (0.0, _PAGE.height))
    return Lines(parts=(corners,), is_closed=True, fill=read_look()["surface"])
