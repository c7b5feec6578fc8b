"""An incident table becomes one HTML file."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.collecting import no_cycle_search
from geomap.rendering.assets import basemap_json, front_end_script, front_end_style
from geomap.rendering.credits import credit_lines
from geomap.rendering.markup import inline_style, json_block, packed_blocks, script_json
from geomap.rendering.own_basemap import read_land, read_lines
from geomap.rendering.packing import pack_payload
from geomap.rendering.payload import to_light_payload, to_payload
from geomap.rendering.settings import LIGHT_ABOVE, MapSettings, page_strings
from geomap.rendering.tiles import Tiles, find_tiles

if TYPE_CHECKING:
    import geopandas

    from geomap.rendering.shell import OfflineFigure

__all__ = ["build_page", "is_light", "name_companion", "render_map"]

_PACK_ABOVE = 400_000
"""Characters of the table as JSON, above which it is packed."""

_SAMPLE = 2_000

_WORLD_ZOOM = 12
_OWN_ZOOM = 16
_TILES_ZOOM = 19
_PAST_TILES = 1


def render_map(frame: geopandas.GeoDataFrame, settings: MapSettings | None = None) -> str:
    """Return a map of incidents as one HTML page that loads nothing.

    Args:
        frame: The incident table, one row per incident and place. Rows without a point are listed
            beside the map with the reason.
        settings: Title, attribution and the like.

    Returns:
        HTML; the same bytes for the same table and settings.

    Raises:
        MissingColumnError: The frame is not an incident table.
        MissingInputError: This copy of geomap was installed without its basemap.
    """
    html: str = build_page(frame, settings or MapSettings()).render()
    return html


def build_page(frame: geopandas.GeoDataFrame, settings: MapSettings) -> OfflineFigure:
    """Return the page as a folium figure, with the map as its child."""
    from geomap.rendering.shell import OfflineFigure, PagePart

    tiles = None if settings.tiles is None else find_tiles(settings.tiles)
    figure = OfflineFigure(
        title=settings.heading,
        language=settings.language,
        direction=page_strings(settings.language)["direction"],
        generator=f"geomap {settings.version}",
        credits=credit_lines(settings),
        hosts=() if tiles is None else tiles.hosts,
        max_zoom=_max_zoom(settings, tiles),
    )
    styles, bodies = inline_style(front_end_style()), _bodies(frame, settings)
    page = PagePart("page", styles=styles, bodies=bodies, script=front_end_script(settings.language))
    figure.map.add_child(page, name="page")
    name_companion(figure, settings)
    return figure


def name_companion(figure: OfflineFigure, settings: MapSettings) -> None:
    """Write what the page is told, such as the name of the file with the texts, into a page that is built."""
    figure.told.parts["html"] = json_block("geomap-settings", script_json(_page_settings(settings)))


def is_light(frame: geopandas.GeoDataFrame) -> bool:
    """Say whether a table is so large that its page leaves the texts to another file."""
    return len(frame) > LIGHT_ABOVE


def _max_zoom(settings: MapSettings, tiles: Tiles | None) -> int:
    """Return how close the map can be looked at: as close as what is drawn tells places apart."""
    if tiles is not None:
        return min(_TILES_ZOOM, tiles.max_zoom + _PAST_TILES)
    has_own = settings.basemap not in ("world", "none") or settings.boundaries is not None
    return _OWN_ZOOM if has_own else _WORLD_ZOOM


def _bodies(frame: geopandas.GeoDataFrame, settings: MapSettings) -> str:
    """Return the panel and the data blocks."""
    with no_cycle_search():
        blocks = _data_blocks(_payload(frame, settings))
    parts = [
        _panel(settings),
        json_block("geomap-countries", script_json(_country_codes(frame))),
        *blocks,
    ]
    return "\n".join([*parts, *_land_blocks(settings)])


def _country_codes(frame: geopandas.GeoDataFrame) -> dict[str, str]:
    """Return the ISO code of every country that the table names, by its name."""
    if not {"country", "country_code"} <= set(frame.columns):
        return {}
    pairs = frame[["country", "country_code"]].dropna().drop_duplicates("country")
    return dict(sorted(zip(pairs["country"].astype(str), pairs["country_code"].astype(str), strict=True)))


def _land_blocks(settings: MapSettings) -> list[str]:
    """Return what is drawn under the incidents: the land, boundaries of one's own, names of towns."""
    blocks = []
    if settings.basemap == "world":
        blocks.append(json_block("geomap-basemap", basemap_json(settings.language).replace("<", "\\u003c")))
    elif settings.basemap != "none":
        blocks.append(json_block("geomap-basemap", script_json(read_land(Path(settings.basemap)))))
    if settings.boundaries is not None:
        blocks.append(json_block("geomap-boundaries", script_json(read_lines(settings.boundaries))))
    if settings.towns and settings.tiles is None and settings.basemap != "none":
        blocks.append(json_block("geomap-towns", script_json(settings.towns)))
    return blocks


def _panel(settings: MapSettings) -> str:
    """Return the panel's markup with the words that it has before the script runs."""
    markup = (files("geomap.rendering") / "templates" / "panel.html").read_text(encoding="utf-8").strip()
    strings = page_strings(settings.language)
    noscript = strings["noscript" if settings.tiles is None else "noscript_tiles"]
    for name, words in {**strings, "noscript": noscript}.items():
        markup = markup.replace(f"{{{name}}}", escape(words))
    return markup


def _payload(frame: geopandas.GeoDataFrame, settings: MapSettings) -> dict[str, Any]:
    if is_light(frame):
        return to_light_payload(frame)
    return to_payload(frame, link=settings.link)


def _data_blocks(payload: dict[str, Any]) -> list[str]:
    """Return the table as JSON that can be read by eye while it is small, and packed above that."""
    if payload["size"] <= _SAMPLE:
        text = script_json(payload)
        if len(text) <= _PACK_ABOVE:
            return [json_block("geomap-data", text)]
    return packed_blocks("geomap-data", pack_payload(payload))


def _page_settings(settings: MapSettings) -> dict[str, Any]:
    return {
        "title": settings.heading,
        "language": settings.language,
        "version": settings.version,
        "credits": list(credit_lines(settings)),
        "companion": settings.companion,
        "land": Path(settings.basemap).name,
        "boundaries": None if settings.boundaries is None else settings.boundaries.name,
        "tiles": None if settings.tiles is None else _tile_settings(find_tiles(settings.tiles)),
    }


def _tile_settings(tiles: Tiles) -> dict[str, Any]:
    return {
        "url": tiles.url,
        "subdomains": tiles.subdomains,
        "max_zoom": tiles.max_zoom,
        "host": tiles.hosts[0].removeprefix("https://"),
    }
