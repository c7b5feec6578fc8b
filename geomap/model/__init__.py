"""Records that travel the road from a file to a map.

Frozen values with the invariants they must keep; no input or output. Offsets count Unicode
code points and are half open. Coordinates are degrees, WGS 84. Records are loaded when they are first used:
asking the gazetteer needs few of them, and making a record class takes a while.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.model.document import (
        Artifact,
        Document,
        Entity,
        Mention,
        Parse,
        Problem,
        Token,
    )
    from geomap.model.incident import (
        Actor,
        CasualtyCount,
        DateSpan,
        Evidence,
        GroupCount,
        Incident,
        IncidentPlace,
        Source,
    )
    from geomap.model.kinds import (
        DatePrecision,
        EventType,
        MatchKind,
        MentionKind,
        PlacePrecision,
        PlaceRelation,
        PlaceStatus,
    )
    from geomap.model.pin import Pin
    from geomap.model.place import (
        Candidate,
        FeatureScore,
        Place,
        PlaceName,
        Resolution,
    )

__all__ = [
    "Actor",
    "Artifact",
    "Candidate",
    "CasualtyCount",
    "DatePrecision",
    "DateSpan",
    "Document",
    "Entity",
    "EventType",
    "Evidence",
    "FeatureScore",
    "GroupCount",
    "Incident",
    "IncidentPlace",
    "MatchKind",
    "Mention",
    "MentionKind",
    "Parse",
    "Pin",
    "Place",
    "PlaceName",
    "PlacePrecision",
    "PlaceRelation",
    "PlaceStatus",
    "Problem",
    "Resolution",
    "Source",
    "Token",
]

_NAMES = {
    "document": "Artifact Document Entity Mention Parse Problem Token",
    "incident": "Actor CasualtyCount DateSpan Evidence GroupCount Incident IncidentPlace Source",
    "kinds": "DatePrecision EventType MatchKind MentionKind PlacePrecision PlaceRelation PlaceStatus",
    "pin": "Pin",
    "place": "Candidate FeatureScore Place PlaceName Resolution",
}
"""The records of each module."""

_MODULES = {name: module for module, names in _NAMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - each name has a type of its own
    """Import a record from its module on first use."""
    if name not in _MODULES:
        raise AttributeError(f"module 'geomap.model' has no attribute '{name}'")
    record = getattr(import_module(f"geomap.model.{_MODULES[name]}"), name)
    globals()[name] = record
    return record
