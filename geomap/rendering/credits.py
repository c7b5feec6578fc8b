"""The lines that a map has to state, whatever it is drawn with."""

from __future__ import annotations

from pathlib import Path

from geomap.rendering.settings import MapSettings, page_strings
from geomap.rendering.tiles import find_tiles

__all__ = ["credit_lines"]


def credit_lines(settings: MapSettings) -> tuple[str, ...]:
    """Return every line that a map has to state, the boundary disclaimer first."""
    strings = page_strings(settings.language)
    lines = []
    if settings.basemap == "world":
        lines.append("Natural Earth 5.1.1.")
    elif settings.basemap != "none":
        lines.append(strings["base_map"].replace("{name}", Path(settings.basemap).name))
    if settings.boundaries is not None:
        lines.append(strings["boundaries"].replace("{name}", settings.boundaries.name))
    if settings.tiles is not None:
        lines.append(strings["tiles"].replace("{name}", find_tiles(settings.tiles).attribution))
    disclaimer = strings["disclaimer"] if settings.disclaimer is None else settings.disclaimer
    return (*([" ".join([disclaimer, *lines])] if lines else []), *settings.attribution)
