"""Sentences that tell of harm to people without a word for an event: "Nineteen people were arrested"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geomap.incidents.counts import FoundCount
from geomap.incidents.detect import Hit
from geomap.incidents.lexicon import Trigger
from geomap.incidents.link import Linked
from geomap.model import EventType

__all__ = ["iter_outcomes"]

_KINDS = {
    "killed": (EventType.OTHER, "death", 0, "outcome"),
    "wounded": (EventType.OTHER, "injury", 0, "outcome"),
    "missing": (EventType.OTHER, "missing", 0, "outcome"),
    "displaced": (EventType.OTHER, "displacement", 0, "outcome"),
    "arrested": (EventType.STRATEGIC, "arrests", 0, "outcome"),
    "abducted": (EventType.VIOLENCE_AGAINST_CIVILIANS, "abduction", 1, "harm"),
}


def iter_outcomes(linked: Linked, found: Sequence[FoundCount]) -> Iterator[Hit]:
    """Yield the words of harm of a sentence without other event words, as words for an outcome."""
    for entry in found:
        if entry.background or entry.implied:
            continue
        index = linked.token_at(entry.anchor)
        token = linked.tree.token(index)
        event_type, sub_type, strength, role = _KINDS[entry.kind]
        yield Hit(
            index=index,
            trigger=Trigger(
                lemma=token.lemma,
                pos=token.tag[0],
                event_type=event_type,
                sub_type=sub_type,
                strength=strength,
                role=role,
            ),
            words=token.text,
            definite=False,
            plural=False,
            repeated=False,
            since=False,
        )
