"""The verbs of the Python API, each beside its command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.exporters import ExportSettings, export_frame
from geomap.gazetteer import open_gazetteer
from geomap.model import Artifact, Document, Problem
from geomap.pipeline.engine import Engine
from geomap.pipeline.geocode_frame import geocode_frame
from geomap.pipeline.map_towns import with_towns
from geomap.pipeline.mentions import mention_record
from geomap.pipeline.pin_files import PinsGiven
from geomap.pipeline.run import Run, run
from geomap.pipeline.settings import Settings
from geomap.readers import iter_documents

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

    from geomap.rendering import MapView

__all__ = ["export", "extract", "geocode", "make_map", "open_gazetteer", "parse", "read"]

Inputs = str | Path | Sequence[str | Path]


def _listed(inputs: Inputs) -> list[str | Path]:
    return [inputs] if isinstance(inputs, str | Path) else list(inputs)


def read(inputs: Inputs, *, settings: Settings | None = None) -> list[Document]:
    """Read articles and tables into documents; like every command does first.

    Args:
        inputs: A path, pattern or folder, or a list of them.

    Raises:
        InputError: An input is missing, empty or unusable.
    """
    problems: list[Problem] = []
    chosen = settings if settings is not None else Settings()
    return list(iter_documents(_listed(inputs), settings=chosen.read, problems=problems))


def extract(inputs: Inputs, *, settings: Settings | None = None) -> geopandas.GeoDataFrame:
    """Extract the incidents of articles and tables, like ``geomap extract``.

    Returns:
        The incident table: one row per incident and place, EPSG:4326, geometry None where
        nothing could be placed.
    """
    return run(_listed(inputs), settings if settings is not None else Settings()).frame()


def parse(
    text: str,
    *,
    document_date: date | None = None,
    gazetteer: Path | None = None,
    pins: PinsGiven | None = None,
    language: str | None = None,
) -> list[dict[str, object]]:
    """Find and place every place name of a text, like ``geomap parse``.

    Args:
        text: Any text.
        document_date: The day it was published.
        gazetteer: Place index file; None for the one that comes with geomap.
        pins: What names mean, ahead of all other evidence: a pins file, or ``{name: meaning}``.
        language: ISO 639 code of the text's language; None to find it out.

    Returns:
        One record per mention: span in code points, kind, status, place, confidence, candidates.
    """
    with Engine(Settings(gazetteer=gazetteer, pins=pins, language=language)) as engine:
        doc = Document(id="text", text=text, source="text", published=document_date)
        return [mention_record(resolution) for resolution in engine.resolve(doc)]


def geocode(
    table: pd.DataFrame, *, columns: Mapping[str, str] | None = None, settings: Settings | None = None
) -> geopandas.GeoDataFrame:
    """Join place columns to a table, like ``geomap geocode``.

    Args:
        table: Any DataFrame with a column of place names.
        columns: Column of a role where names do not tell: ``{"place": "Ort"}``.
        settings: How to read and decide; ``Settings(jobs=2)`` decides places in two processes.

    Returns:
        The same rows, order, index and columns, with the place columns of the incident table and
        a point geometry (None where a row could not be placed).

    Raises:
        MissingColumnError: The table has no column about places.
        EmptyInputError: The table has no rows.
    """
    chosen = settings if settings is not None else Settings()
    return geocode_frame(table, replace(chosen, columns={**chosen.columns, **(columns or {})}))


def make_map(
    source: Inputs | geopandas.GeoDataFrame | Run,
    *,
    title: str | None = None,
    settings: Settings | None = None,
    lang: str = "en",
    basemap: str | Path = "world",
    boundaries: str | Path | None = None,
    tiles: str | None = None,
) -> MapView:
    """Map incidents, like ``geomap map``; public as ``geomap.map``.

    Reports that share a ``cluster_id`` are one dot, whose popup shows what each of them says.

    Args:
        source: Articles and tables by path, or an incident table.
        title: Heading of the map; by default the title of the only article.
        settings: ``Settings(link=False)`` draws every report by itself.
        lang: Language of the page's own words, en or ar; the data stay as they are.
        basemap: "world", "none", or a file of areas to draw as land.
        boundaries: File of lines or areas to draw over the base map.
        tiles: Provider of map pictures by its name in xyzservices, such as OpenStreetMap.Mapnik. Opening the
            map then asks that host for pictures, which tells it where and when each reader looks.

    Returns:
        A map that shows itself in Jupyter, saves itself with ``.save(path)``, and gives its folium map
        (``.folium``) for layers of your own. The extensions svg, png and pdf make a picture:
        ``.save("map.png", image=geomap.ImageSettings(size="page", by="month"))``.

    Raises:
        MissingInputError: There is no such file of land or boundaries.
        UnreadableInputError: Such a file is of a kind that a map does not take, or holds nothing to draw.
        UnknownNameError: No tiles of this name can be used.
    """
    from geomap.rendering import MapSettings, MapView, check_map_files

    own = None if boundaries is None else Path(boundaries)
    places = settings.gazetteer if settings is not None else None
    if isinstance(source, Run):
        places = source.settings.gazetteer
    looks = MapSettings(language=lang, basemap=basemap, boundaries=own, tiles=tiles, gazetteer=places)
    check_map_files(looks)
    if hasattr(source, "geometry"):
        frame: Any = source
        lines = _attribution_of(frame)
        link = settings is None or settings.link
        chosen = replace(looks, title=title, attribution=lines, link=link)
        return MapView(frame, with_towns(frame, chosen), write_texts=export_frame)
    found = source if isinstance(source, Run) else run(_listed(source), settings or Settings())
    heading = found.titles[0] if title is None and len(found.titles) == 1 else title
    frame = found.frame()
    lines = tuple(dict.fromkeys((*found.export.attribution, *_attribution_of(frame))))
    chosen = replace(looks, title=heading, attribution=lines)
    return MapView(frame, with_towns(frame, chosen), write_texts=export_frame)


def _attribution_of(frame: Any) -> tuple[str, ...]:  # noqa: ANN401 - a GeoDataFrame, not imported here
    """Return the attribution lines that a frame's provenance column states."""
    texts = list(frame["provenance"].dropna().unique()) if "provenance" in frame else []
    return ExportSettings.from_provenance(texts).attribution


def export(
    frame: geopandas.GeoDataFrame,
    path: str | Path,
    *,
    to_format: str | None = None,
    settings: ExportSettings | None = None,
    table: str = "incidents",
) -> Artifact:
    """Write an incident table in any export format, like ``geomap export``.

    Args:
        frame: The incident table; see ``geomap.coarsen`` and ``geomap.redact`` for what must not endanger.
        path: Its extension picks the format; or ``postgresql://user@host/database``.
        to_format: Name of a format, whatever the extension.
        settings: ``ExportSettings(rings=True)`` adds a layer with the rings of uncertainty, ``bom=True`` a
            byte order mark, ``located_only=True`` leaves out rows without a point, ``report=print`` says what
            a format has no room for.
        table: Name of the table in a database.

    Raises:
        UnknownNameError: No such format; the message lists those that exist.
        InvalidRecordError: The frame breaks the schema of the incident table.
        InputError: A choice is not for this format.
        OutputError: The file or the table cannot be written; it is left as it was.
    """
    return export_frame(frame, path, to_format=to_format, settings=settings, table=table)
