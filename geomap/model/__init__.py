"""Records that travel the road from a file to a map.

Frozen values with the invariants they must keep; no input or output. Offsets count Unicode
code points and are half open. Coordinates are degrees, WGS 84.
"""

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
