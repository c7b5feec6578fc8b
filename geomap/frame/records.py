"""Incidents as plain rows: one dictionary per incident and place, in the words of the schema."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from geomap.frame.schema import COUNT_COLUMNS, COUNT_KINDS
from geomap.model import Candidate, CasualtyCount, Incident, IncidentPlace, PlaceStatus

__all__ = ["Record", "iter_incident_records", "place_record"]

Record = dict[str, object]

ALTERNATIVES = 3
COORDINATE_DECIMALS = 6
SCORE_DECIMALS = 4
RADIUS_DECIMALS = 3


def iter_incident_records(incident: Incident, *, provenance: str) -> Iterator[Record]:
    """Yield one row per place of an incident; counts stand on the first row only."""
    shared = _incident_record(incident)
    for index, place in enumerate(incident.places):
        counts = _count_record(incident) if index == 0 else _no_counts()
        yield {
            **shared,
            **counts,
            **place_record(place),
            "place_index": index,
            "place_text": _text(place.text),
            "provenance": _text(provenance),
        }


def place_record(place: IncidentPlace) -> Record:
    """Return the place columns of one place: its gazetteer entry, point, status and alternatives."""
    resolution = place.resolution
    entry = resolution.place if resolution is not None else None
    return {
        "place_name": _text(entry.name) if entry is not None else None,
        "place_id": _text(entry.id) if entry is not None else None,
        "feature_class": _text(entry.feature_class) if entry is not None else None,
        "feature_code": _text(entry.feature_code) if entry is not None else None,
        "country": _text(entry.country) if entry is not None else None,
        "country_code": _text(entry.country_code) if entry is not None else None,
        "admin1": _text(entry.admin1) if entry is not None else None,
        "admin2": _text(entry.admin2) if entry is not None else None,
        "lat": _rounded(place.lat, COORDINATE_DECIMALS),
        "lon": _rounded(place.lon, COORDINATE_DECIMALS),
        "place_status": str(resolution.status if resolution is not None else PlaceStatus.UNRESOLVED),
        "place_precision": str(place.precision),
        "radius_km": _rounded(place.radius_km, RADIUS_DECIMALS),
        "place_relation": str(place.relation) if place.relation is not None else None,
        "confidence": _rounded(resolution.confidence, SCORE_DECIMALS) if resolution is not None else None,
        "margin": _rounded(resolution.margin, SCORE_DECIMALS) if resolution is not None else None,
        "place_alternatives": _alternatives(place),
    }


def _alternatives(place: IncidentPlace) -> list[Record]:
    """Return the best candidates other than the chosen place."""
    if place.resolution is None:
        return []
    chosen = place.resolution.place.id if place.resolution.place is not None else None
    others = [candidate for candidate in place.resolution.candidates if candidate.place.id != chosen]
    return [_alternative(candidate) for candidate in others[:ALTERNATIVES]]


def _alternative(candidate: Candidate) -> Record:
    return {
        "place_id": candidate.place.id,
        "name": candidate.place.name,
        "lat": _rounded(candidate.place.lat, COORDINATE_DECIMALS),
        "lon": _rounded(candidate.place.lon, COORDINATE_DECIMALS),
        "country_code": _text(candidate.place.country_code),
        "score": _rounded(candidate.score, SCORE_DECIMALS),
        "reasons": [score.detail for score in candidate.scores if score.detail != ""],
    }


def _incident_record(incident: Incident) -> Record:
    """Return the columns that are the same on every row of an incident."""
    when = incident.when
    return {
        "incident_id": incident.id,
        "title": _text(incident.title),
        "description": _text(incident.description),
        "event_type": str(incident.event_type),
        "sub_type": _text(incident.sub_type),
        "stage": incident.stage,
        "factuality": incident.factuality,
        "is_background": incident.is_background,
        "is_aggregate": incident.is_aggregate,
        "date_start": _iso(when.start),
        "date_end": _iso(when.end),
        "date_precision": str(when.precision),
        "date_text": _text(when.text),
        "date_anchor": _iso(when.anchor),
        "date_rule": _text(when.rule),
        "side_a": _text(incident.side_a),
        "side_b": _text(incident.side_b),
        "actors": [
            {"name": actor.name, "role": actor.role, "class": actor.actor_class} for actor in incident.actors
        ],
        "civilian_targeting": incident.civilian_targeting,
        "weapon": _text(incident.weapon),
        "target": _text(incident.target),
        "sources": _sources(incident),
        "evidence": _evidence(incident),
        "cluster_id": _text(incident.cluster_id),
        "review_status": incident.review_status,
    }


def _sources(incident: Incident) -> list[Record]:
    return [
        {
            "publisher": source.publisher,
            "date": _iso(source.published),
            "url": source.url,
            "title": source.title,
            "doc_id": source.doc_id,
        }
        for source in incident.sources
    ]


def _evidence(incident: Incident) -> list[Record]:
    return [
        {
            "field": entry.field,
            "doc_id": entry.doc_id,
            "start": entry.start,
            "end": entry.end,
            "quote": entry.quote,
            "cue": entry.cue,
            "rule": entry.rule,
        }
        for entry in incident.evidence
    ]


def _count_record(incident: Incident) -> Record:
    record: Record = {}
    for kind in COUNT_KINDS:
        count: CasualtyCount = getattr(incident, kind)
        record |= {f"{kind}_{bound}": value for bound, value in _bounds(count).items()}
    record["counts_by_group"] = [
        {"kind": entry.kind, "group": entry.group, **_bounds(entry.count)}
        for entry in incident.counts_by_group
    ]
    return record


def _bounds(count: CasualtyCount) -> Record:
    return {"low": count.low, "best": count.best, "high": count.high, "text": _text(count.text)}


def _no_counts() -> Record:
    record: Record = dict.fromkeys(COUNT_COLUMNS)
    record["counts_by_group"] = []
    return record


def _text(value: str | None) -> str | None:
    """Return a text cell; an empty text says nothing and is null."""
    return value if value != "" else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _rounded(value: float | None, decimals: int) -> float | None:
    """Return a rounded number; adding zero turns -0.0 into 0.0."""
    return round(float(value), decimals) + 0.0 if value is not None else None
