"""Rows of the incident table back to incidents, for the steps that work on incidents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from geomap.frame.build import iter_records
from geomap.frame.schema import COUNT_KINDS
from geomap.model import (
    Actor,
    Candidate,
    CasualtyCount,
    DatePrecision,
    DateSpan,
    EventType,
    Evidence,
    FeatureScore,
    GroupCount,
    Incident,
    IncidentPlace,
    MatchKind,
    Mention,
    Place,
    PlacePrecision,
    PlaceRelation,
    PlaceStatus,
    Resolution,
    Source,
)

if TYPE_CHECKING:
    import geopandas

__all__ = ["to_incidents"]

Row = Mapping[str, Any]


def to_incidents(frame: geopandas.GeoDataFrame) -> list[Incident]:
    """Return the incidents of an incident table, in its order.

    :func:`to_frame` gives the same table again. What the table does not hold, such as the population of a
    place, is left open.
    """
    rows = sorted(enumerate(iter_records(frame)), key=lambda entry: _key(entry[1]))
    found = []
    for _, group in groupby(rows, key=lambda entry: entry[1]["incident_id"]):
        members = list(group)
        found.append((min(number for number, _ in members), _incident([row for _, row in members])))
    return [incident for _, incident in sorted(found, key=lambda entry: entry[0])]


def _key(row: Row) -> tuple[str, int]:
    return str(row["incident_id"]), int(row["place_index"])


def _incident(rows: Sequence[Row]) -> Incident:
    first = rows[0]
    sources = tuple(_source(entry) for entry in first["sources"])
    counts = {kind: _count({part: first[f"{kind}_{part}"] for part in _PARTS}) for kind in COUNT_KINDS}
    return Incident(
        id=first["incident_id"],
        title=first["title"] or "",
        description=first["description"] or "",
        event_type=EventType(first["event_type"]),
        sub_type=first["sub_type"] or "",
        when=_when(first),
        places=tuple(_place(row, sources[0].doc_id if sources else "") for row in rows),
        sources=sources,
        evidence=tuple(Evidence(**entry) for entry in first["evidence"]),
        stage=first["stage"],
        factuality=first["factuality"],
        is_background=first["is_background"],
        is_aggregate=first["is_aggregate"],
        side_a=first["side_a"],
        side_b=first["side_b"],
        actors=tuple(
            Actor(name=entry["name"], role=entry["role"], actor_class=entry["class"])
            for entry in first["actors"]
        ),
        civilian_targeting=first["civilian_targeting"],
        weapon=first["weapon"],
        target=first["target"],
        counts_by_group=tuple(
            GroupCount(kind=entry["kind"], group=entry["group"], count=_count(entry))
            for entry in first["counts_by_group"]
        ),
        cluster_id=first["cluster_id"],
        review_status=first["review_status"],
        **counts,
    )


_PARTS = ("low", "best", "high", "text")


def _count(entry: Row) -> CasualtyCount:
    return CasualtyCount(**{part: entry[part] for part in _PARTS})


def _when(row: Row) -> DateSpan:
    return DateSpan(
        start=_day(row["date_start"]),
        end=_day(row["date_end"]),
        precision=DatePrecision(row["date_precision"]),
        text=row["date_text"] or "",
        anchor=_day(row["date_anchor"]),
        rule=row["date_rule"] or "",
    )


def _source(entry: Row) -> Source:
    return Source(
        doc_id=entry["doc_id"],
        publisher=entry["publisher"],
        published=_day(entry["date"]),
        url=entry["url"],
        title=entry["title"],
    )


def _place(row: Row, doc_id: str) -> IncidentPlace:
    """Return one place; where no name and no point stand in the row, nothing was decided about it."""
    status = PlaceStatus(row["place_status"])
    words, name = row["place_text"], row["place_name"]
    undecided = status is PlaceStatus.UNRESOLVED and words is None and name is None
    return IncidentPlace(
        text=words,
        resolution=None if undecided else _resolution(row, status, doc_id),
        precision=PlacePrecision(row["place_precision"]),
        radius_km=row["radius_km"],
        relation=None if row["place_relation"] is None else PlaceRelation(row["place_relation"]),
        lat=row["lat"],
        lon=row["lon"],
    )


def _resolution(row: Row, status: PlaceStatus, doc_id: str) -> Resolution:
    text = row["place_text"] or row["place_name"] or ""
    return Resolution(
        mention=Mention(doc_id=doc_id, text=text, start=0, end=len(text)),
        status=status,
        place=_entry(row),
        lat=row["lat"],
        lon=row["lon"],
        confidence=row["confidence"],
        margin=row["margin"],
        candidates=tuple(_candidate(entry) for entry in row["place_alternatives"]),
    )


def _entry(row: Row) -> Place | None:
    """Return the gazetteer's entry as far as the row tells of it; a moved point stands in for its own."""
    if row["lat"] is None or (row["place_id"] is None and row["place_name"] is None):
        return None
    return Place(
        id=row["place_id"] or "",
        name=row["place_name"] or "",
        lat=row["lat"],
        lon=row["lon"],
        feature_class=row["feature_class"] or "",
        feature_code=row["feature_code"] or "",
        country_code=row["country_code"] or "",
        country=row["country"],
        admin1=row["admin1"],
        admin2=row["admin2"],
    )


def _candidate(entry: Row) -> Candidate:
    """Return another place that was considered; its score stands with the first of its reasons."""
    place = Place(
        id=entry["place_id"],
        name=entry["name"],
        lat=entry["lat"],
        lon=entry["lon"],
        feature_class="",
        feature_code="",
        country_code=entry["country_code"] or "",
    )
    scores = tuple(
        FeatureScore(name="told", value=entry["score"] if number == 0 else 0.0, weight=1.0, detail=detail)
        for number, detail in enumerate(entry["reasons"] or [""])
    )
    return Candidate(
        place=place, matched_name=entry["name"], match=MatchKind.EXACT, name_score=1.0, scores=scores
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
