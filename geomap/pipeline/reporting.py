"""Reports: from articles, tables or an incident table to a briefing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.exporters import ExportSettings
from geomap.model import Artifact, Problem
from geomap.pipeline.map_towns import with_towns
from geomap.pipeline.run import Run, run
from geomap.pipeline.settings import Settings

if TYPE_CHECKING:
    import geopandas

    from geomap.rendering import MapSettings
    from geomap.rendering.report import ReportSettings, RunNotes

__all__ = ["make_report"]

_PROBLEMS = 20


def _unheard(_: str) -> None:
    """Nobody asked to be told."""


def make_report(
    source: str | Path | Sequence[str | Path] | geopandas.GeoDataFrame | Run,
    path: str | Path,
    *,
    title: str | None = None,
    settings: Settings | None = None,
    looks: ReportSettings | None = None,
    to_format: str | None = None,
    tell: Callable[[str], object] = _unheard,
) -> Artifact:
    """Write a briefing about incidents, like ``geomap report``; public as ``geomap.report``.

    Args:
        source: Articles and tables by path, or an incident table.
        path: File to write; its extension picks the format (html, md, docx, pdf), ``-`` is standard output.
        title: Heading; by default the title of the only article.
        settings: How to read and decide; ``Settings(link=False)`` tells each report by itself.
        looks: Language, number of cards, template, and whether HTML holds the interactive map too.
        to_format: Name of a format, whatever the extension.
        tell: Is told, in a line, what the format could not show.

    Returns:
        What was written.

    Raises:
        UnknownNameError: There is no such format or language.
        InputError: A file of land or boundaries is missing or unusable.
        OutputError: The file cannot be written; an earlier file is left as it was.
    """
    from geomap.rendering import check_map_files
    from geomap.rendering.report import ReportSettings, compose_report, report_format, write_report
    from geomap.rendering.report.picture import map_picture

    looks = looks or ReportSettings()
    name = report_format(path, to_format=to_format, template=looks.template)
    drawn = _map_settings(source, looks, settings)
    check_map_files(drawn)
    frame, found = _incidents_of(source, settings)
    if title is not None:
        looks = replace(looks, title=title)
    elif looks.title is None and found is not None and len(found.titles) == 1:
        looks = replace(looks, title=found.titles[0])
    is_linked = settings.link if settings is not None else found is None or found.settings.link
    shown = frame if is_linked else frame.assign(cluster_id=None)
    notes = _notes(frame, found)
    drawn = replace(drawn, title=looks.title, attribution=notes.attribution)
    picture, lines = map_picture(shown, drawn)
    report = compose_report(
        shown,
        looks,
        replace(notes, attribution=lines),
        picture=picture,
        interactive=_interactive(shown, drawn) if looks.interactive and name == "html" else None,
    )
    written = write_report(report, path, to_format=name, template=looks.template, tell=tell)
    return replace(written, rows=len(frame))


def _map_settings(source: Any, looks: ReportSettings, settings: Settings | None) -> MapSettings:  # noqa: ANN401
    """Return how the maps of a report are drawn; their towns are those of the place index that was used."""
    from geomap.rendering import MapSettings

    used = source.settings if isinstance(source, Run) else settings
    return MapSettings(
        language=looks.language,
        basemap=looks.basemap,
        boundaries=looks.boundaries,
        gazetteer=None if used is None else used.gazetteer,
    )


def _interactive(frame: geopandas.GeoDataFrame, drawn: MapSettings) -> str:
    """Return the page of the interactive map, which names towns where the place index is there."""
    from geomap.rendering import render_map

    return render_map(frame, with_towns(frame, drawn))


def _incidents_of(source: Any, settings: Settings | None) -> tuple[geopandas.GeoDataFrame, Run | None]:  # noqa: ANN401
    """Return the incident table, and the run that made it if there was one."""
    if hasattr(source, "geometry"):
        return source, None
    if isinstance(source, Run):
        return source.frame(), source
    inputs = [source] if isinstance(source, str | Path) else list(source)
    found = run(inputs, settings or Settings())
    return found.frame(), found


def _notes(frame: geopandas.GeoDataFrame, found: Run | None) -> RunNotes:
    """Return what the method note has to state."""
    from geomap.rendering.report import RunNotes

    texts = list(frame["provenance"].dropna().unique()) if "provenance" in frame.columns else []
    stated = ExportSettings.from_provenance(texts)
    if found is None:
        return RunNotes(
            attribution=stated.attribution,
            version=stated.version,
            gazetteer_digest=stated.gazetteer_digest,
            pins=stated.pins,
        )
    used = found.export if not texts else stated
    return RunNotes(
        counts=found.tally.sentence(),
        problems=tuple(_problem(problem) for problem in islice(found.problems, _PROBLEMS)),
        problem_count=len(found.problems),
        attribution=used.attribution,
        version=used.version,
        gazetteer_digest=used.gazetteer_digest,
        pins=used.pins,
    )


def _problem(problem: Problem) -> str:
    where = Path(problem.source).name + ("" if problem.row is None else f", row {problem.row}")
    value = f" ({problem.value})" if problem.value else ""
    return f"{where}: {problem.reason}{value}"
