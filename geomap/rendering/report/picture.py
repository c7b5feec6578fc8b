"""The map of a report: a drawing of all incidents, as large as a page is wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.rendering.report.blocks import Picture
from geomap.rendering.report.words import words_of

if TYPE_CHECKING:
    import geopandas

__all__ = ["map_picture"]


def map_picture(frame: geopandas.GeoDataFrame, language: str) -> Picture | None:
    """Return the map of incidents, or None when none of them has a point."""
    placed = frame[frame["lat"].notna()]
    if len(placed) == 0:
        return None
    words = words_of(language)
    dots = "".join(
        f'<circle cx="{360 + 2 * lon:.1f}" cy="{160 - 1.7 * lat:.1f}" r="4" fill="#e69f00"/>'
        for lat, lon in zip(placed["lat"], placed["lon"], strict=True)
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 320" width="720" height="320"><rect width="720" height="320" fill="#dfe9f0"/>{dots}</svg>'
    return Picture(
        name="map",
        svg=svg,
        png=_png,
        width=720,
        height=320,
        alt=words("map_alt", n=frame["incident_id"].nunique()),
        caption=words("map_caption"),
    )


def _png() -> bytes:
    import io
    from PIL import Image
    b = io.BytesIO()
    Image.new("RGB", (720, 320), (223, 233, 240)).save(b, "png")
    return b.getvalue()
