"""Whole runs: inputs to frames, rows and lines, with counts and problems kept."""

from __future__ import annotations

import json
import platform
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from geomap._version import __version__
from geomap.exporters import ExportSettings
from geomap.files import write_output
from geomap.gazetteer.pins import PinnedFile
from geomap.incidents.linking import Suggestion
from geomap.model import Document, Incident, Problem
from geomap.pipeline.company import with_company
from geomap.pipeline.counts import Tally
from geomap.pipeline.engine import Engine, Result
from geomap.pipeline.filtering import keep_filtered
from geomap.pipeline.linking import link_run, told_apart_by
from geomap.pipeline.own_files import OwnIncidents, part_inputs
from geomap.pipeline.parallel import batches, map_documents
from geomap.pipeline.problems import Problems, Rejects, unplaced_names
from geomap.pipeline.settings import Settings
from geomap.readers import iter_documents
from geomap.resolution.row_company import RowCompany

if TYPE_CHECKING:
    import geopandas

__all__ = ["Run", "export_settings", "run", "write_log"]


@dataclass(slots=True, kw_only=True)
class Run:
    """What a run found, and what it must say about itself.

    Attributes:
        incidents: In the order of their documents.
        tally: Counts that add up.
        problems: Rows, cells and files that could not be used as they stand.
        export: Attribution, gazetteer digest and version for everything that is written.
        titles: Titles of the articles read.
        pins: The files whose pins were used.
        suggestions: Pairs of incidents that may be one, the likeliest first.
        provenance: Of incidents that were extracted before, what they were made with, by id.
        kept_frame: The incident table that filters have left, when there are any.
    """

    settings: Settings
    export: ExportSettings = field(default_factory=ExportSettings)
    incidents: list[Incident] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    problems: Problems = field(default_factory=Problems)
    titles: list[str] = field(default_factory=list)
    pins: tuple[PinnedFile, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    provenance: dict[str, str] = field(default_factory=dict)
    kept_frame: geopandas.GeoDataFrame | None = None

    def use(self, engine: Engine) -> None:
        """Remember what an engine decides with."""
        self.export = export_settings(engine)
        self.pins = engine.pins.files

    def restart(self) -> None:
        """Forget counts and problems: the input is read again."""
        self.tally = Tally()
        self.problems.restart()

    def frame(self) -> geopandas.GeoDataFrame:
        """Return the incidents as the incident table."""
        from geomap.frame import to_frame

        if self.kept_frame is not None:
            return self.kept_frame
        frame = to_frame(self.incidents, provenance=self.export.provenance)
        if self.provenance:
            earlier = frame["incident_id"].map(self.provenance)
            frame["provenance"] = earlier.where(earlier.notna(), frame["provenance"]).astype("string")
        return frame

    def log(self) -> dict[str, object]:
        """Return counts, settings, versions and gazetteer digest, ready for JSON."""
        settings = {
            "gazetteer": None if self.settings.gazetteer is None else str(self.settings.gazetteer),
            "model": self.settings.model,
            "language": self.settings.language,
            "document_date": None
            if self.settings.document_date is None
            else self.settings.document_date.isoformat(),
            "from_format": self.settings.from_format,
            "columns": dict(self.settings.columns),
            "project": None if self.settings.project is None else str(self.settings.project.path),
            "link": self.settings.link,
            "pins": [{"file": one.source, "sha256": one.sha256, "pins": one.pins} for one in self.pins],
        }
        problems = [
            {
                "source": entry.source,
                "row": entry.row,
                "column": entry.column,
                "value": entry.value,
                "reason": entry.reason,
            }
            for entry in self.problems
        ]
        return {
            "version": __version__,
            "python": platform.python_version(),
            "gazetteer_digest": self.export.gazetteer_digest,
            "settings": settings,
            "counts": self.tally.as_record(),
            "languages": dict(sorted(self.tally.languages.items())),
            "problems": problems,
            **({} if len(problems) == len(self.problems) else {"problems_listed": len(problems)}),
        }


def export_settings(engine: Engine) -> ExportSettings:
    """Return what every output of an engine must state."""
    info = engine.gazetteer.info
    return ExportSettings(
        attribution=(info.attribution,),
        gazetteer_digest=info.short_digest,
        version=__version__,
        pins=tuple(f"{Path(one.source).name} {one.sha256[:12]}" for one in engine.pins.files),
    )


def run(inputs: Sequence[str | Path], settings: Settings, *, rejects: Rejects | None = None) -> Run:
    """Read articles and tables and extract their incidents.

    Args:
        inputs: Paths, patterns, folders or ``-``.
        settings: How to read and decide.
        rejects: Gets what could not be used as it stands, and the names that got no point.

    Raises:
        InputError: An input is missing, empty or unusable; nothing has been written then.
    """
    with Engine(settings) as engine:
        taken: set[str] = set()
        apart: list[str | None] = []
        found = Run(settings=settings, problems=Problems(rejects))
        found.use(engine)
        fresh: list[Problem] = []
        notes: deque[list[Problem]] = deque()
        files, own = part_inputs(inputs, settings)
        _take_over(own, found, taken, apart)
        docs = _unique(iter_documents(files, settings=settings.read, problems=fresh))
        some = batches(with_company(_noting(docs, fresh, notes), engine))
        results = map_documents(_run_documents, some, engine, jobs=settings.jobs)
        for result in chain.from_iterable(results):
            doc = result.doc
            found.tally.add(result)
            unplaced = unplaced_names(doc, result.resolutions) if rejects is not None else ()
            found.problems.extend_among((*notes.popleft(), *result.problems), unplaced)
            found.incidents.extend(_with_own_id(incident, doc, taken) for incident in result.incidents)
            apart.extend(told_apart_by(doc) for _ in result.incidents)
            if doc.title is not None and not doc.is_row:
                found.titles.append(doc.title)
        found.problems.extend(fresh)
        found.tally.problems = len(found.problems)
    if settings.link and (own.files != 1 or len(found.incidents) > len(own.incidents)):
        found.incidents, found.suggestions = link_run(found.incidents, apart)
        found.tally.distinct = len({incident.cluster_id for incident in found.incidents})
    keep_filtered(found)
    return found


def _take_over(own: OwnIncidents, found: Run, taken: set[str], apart: list[str | None]) -> None:
    """Put incidents that were extracted before among those of a run."""
    for incident in own.incidents:
        kept = incident if incident.id not in taken else replace(incident, id=f"{incident.id}-{len(taken)}")
        taken.add(kept.id)
        found.incidents.append(kept)
        found.tally.add_earlier(kept)
        if incident.id in own.provenance:
            found.provenance[kept.id] = own.provenance[incident.id]
        apart.append(incident.sources[0].doc_id if incident.sources else None)


def _run_documents(engine: Engine, docs: list[tuple[Document, RowCompany | None]]) -> list[Result]:
    engine.decide_ahead(docs)
    return [engine.run(doc, company) for doc, company in docs]


def _noting(
    docs: Iterable[Document], fresh: list[Problem], notes: deque[list[Problem]]
) -> Iterator[Document]:
    """Yield documents, and put aside what was said when each was read: some are read ahead of their turn."""
    for doc in docs:
        notes.append(list(fresh))
        fresh.clear()
        yield doc


def _with_own_id(incident: Incident, doc: Document, taken: set[str]) -> Incident:
    """Keep ids apart: two tables may each count their rows from 1."""
    own = incident if incident.id not in taken else replace(incident, id=f"{incident.id}-{doc.id}")
    taken.add(own.id)
    return own


def _unique(docs: Iterable[Document]) -> Iterator[Document]:
    """Yield each document once: the same file named twice is one report."""
    seen: set[str] = set()
    for doc in docs:
        if doc.id not in seen:
            seen.add(doc.id)
            yield doc


def write_log(path: Path, log: dict[str, object]) -> None:
    """Write a run's log as JSON."""
    write_output(path, json.dumps(log, ensure_ascii=False, indent=2) + "\n")
