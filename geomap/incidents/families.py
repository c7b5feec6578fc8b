"""Event types that reports of one incident may differ in."""

from __future__ import annotations

from geomap.model import EventType

__all__ = ["family_of"]

_FAMILY = {
    EventType.BATTLE: "violence",
    EventType.EXPLOSION_REMOTE: "violence",
    EventType.VIOLENCE_AGAINST_CIVILIANS: "violence",
    EventType.CRIME: "violence",
    EventType.PROTEST: "crowd",
    EventType.RIOT: "crowd",
}


def family_of(event_type: EventType) -> str:
    """Return what a type has in common with those that one incident may be told as; most stand alone."""
    return _FAMILY.get(event_type, event_type.value)
