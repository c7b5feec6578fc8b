"""The pass over all incidents of a run: which of them are one, and which may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import MissingColumnError
from geomap.exporters.table import write_table
from geomap.files import write_output
from geomap.frame import to_incidents
from geomap.incidents.linking import Suggestion, link_incidents
from geomap.model import Document, FeatureScore, Incident

if TYPE_CHECKING:
    import geopandas

__all__ = ["SUGGESTION_COLUMNS", "link_frame", "link_run", "told_apart_by", "write_suggestions"]

SUGGESTION_COLUMNS = (
    "incident_id_1",
    "incident_id_2",
    "score",
    "reasons",
    "title_1",
    "title_2",
    "date_1",
    "date_2",
    "place_1",
    "place_2",
    "doc_id_1",
    "doc_id_2",
)
"""Columns of a table of suggestions."""

SCORE_DECIMALS = 4


def told_apart_by(doc: Document) -> str | None:
    """Return the name of what tells a document's incidents apart from each other, or None.

    An article does; so does a table of events. Rows that have no id of their own and say who reported them
    or under which title are single reports, of which several can be of one event.
    """
    if not doc.is_row:
        return doc.id
    is_report = any(doc.value(role) is not None for role in ("title", "source", "url"))
    return doc.source if doc.value("id") is not None or not is_report else None


def link_run(
    incidents: Sequence[Incident], apart: Sequence[str | None]
) -> tuple[list[Incident], tuple[Suggestion, ...]]:
    """Return a run's incidents with their ``cluster_id``, in the same order, and the pairs to look at."""
    linked = link_incidents(incidents, apart)
    return list(linked.incidents), linked.suggestions


def link_frame(frame: geopandas.GeoDataFrame, *, apart: str | None = None) -> geopandas.GeoDataFrame:
    """Find the reports of one incident, like ``geomap extract`` does; public as ``geomap.link``.

    For tables that were made apart, put together with :func:`pandas.concat`.

    Args:
        frame: An incident table; a ``cluster_id`` that it holds is judged anew.
        apart: A column whose equal values mark incidents that are known to be different, such as the name of
            a data set in which every row is an event of its own. Null cells, like the default, keep only the
            incidents of one document apart.

    Returns:
        The same rows and columns with ``cluster_id`` filled in.

    Raises:
        MissingColumnError: There is no column ``apart``.
    """
    if apart is not None and apart not in frame.columns:
        raise MissingColumnError(f"the frame has no column '{apart}' to keep incidents apart by")
    incidents = to_incidents(frame)
    stated = frame.iloc[:0] if apart is None else frame.dropna(subset=[apart])
    known = {} if apart is None else dict(zip(stated["incident_id"], stated[apart].map(str), strict=True))
    names = [f"\0{known[one.id]}" if one.id in known else _document_of(one) for one in incidents]
    linked = link_incidents(incidents, names).incidents
    clusters = {incident.id: incident.cluster_id for incident in linked}
    return frame.assign(cluster_id=frame["incident_id"].map(clusters).astype("string"))


def _document_of(incident: Incident) -> str | None:
    return incident.sources[0].doc_id if incident.sources else None


def write_suggestions(
    path: str | Path, suggestions: Sequence[Suggestion], incidents: Sequence[Incident]
) -> None:
    """Write the pairs that may be one incident as CSV, the likeliest first."""
    known = {incident.id: incident for incident in incidents}
    rows = (dict(_cells(entry, known)) for entry in suggestions)
    write_output(path, write_table(SUGGESTION_COLUMNS, rows, added=SUGGESTION_COLUMNS))


def _cells(suggestion: Suggestion, known: Mapping[str, Incident]) -> Iterator[tuple[str, object]]:
    yield "score", round(suggestion.score, SCORE_DECIMALS)
    yield "reasons", "; ".join(_reason(entry) for entry in suggestion.reasons)
    for number, incident_id in enumerate((suggestion.one, suggestion.two), start=1):
        incident = known[incident_id]
        when = incident.when
        yield f"incident_id_{number}", incident_id
        yield f"title_{number}", incident.title
        yield f"date_{number}", None if when.start is None else when.start.isoformat()
        yield f"place_{number}", incident.places[0].text
        yield f"doc_id_{number}", incident.sources[0].doc_id if incident.sources else None


def _reason(entry: FeatureScore) -> str:
    """Return a reason in words, with what it adds to the score."""
    return f"{entry.detail} ({entry.value * entry.weight:+.2f})"
