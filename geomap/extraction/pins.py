"""Pinned names in a text: found whatever the language model sees, and left out where they are no place."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.pins import DocumentPins, PinSpan
from geomap.model import Mention, MentionKind
from geomap.text import fold

__all__ = ["apply_pins"]


def apply_pins(
    mentions: Iterable[Mention],
    spans: Iterable[PinSpan],
    pins: DocumentPins,
    gazetteer: Gazetteer,
    make: Callable[[int, int], Mention],
) -> list[Mention]:
    """Return a document's mentions with the pinned names among them.

    A pinned name takes the place of the mentions that it overlaps, and keeps one that is the same words.
    A longer name stands where the gazetteer knows it, or where it is the pinned name with a word for a
    kind of place.

    Args:
        mentions: What was found without pins; none overlap.
        spans: Where the text says pinned names.
        pins: The pins that hold for the document.
        gazetteer: Knows longer names.
        make: Makes the mention of a span.
    """
    kept = list(mentions)
    for span in spans:
        touched = [one for one in kept if one.start < span.end and span.start < one.end]
        same = any((one.start, one.end) == (span.start, span.end) for one in touched)
        if any(_stands(one, span, gazetteer) for one in touched) or (same and span.pin.place is not None):
            continue
        kept = [one for one in kept if one not in touched]
        if span.pin.place is not None:
            kept.append(make(span.start, span.end))
    return [one for one in kept if not _is_no_place(one, pins)]


def _is_no_place(mention: Mention, pins: DocumentPins) -> bool:
    pin = pins.of(mention)
    return pin is not None and pin.place is None


def _stands(mention: Mention, span: PinSpan, gazetteer: Gazetteer) -> bool:
    """Say whether a mention that overlaps a pinned name is left as it is."""
    if mention.kind is MentionKind.DEMONYM or mention.cue == "border":
        return True
    holds = (
        mention.start <= span.start and span.end <= mention.end and len(mention.text) > span.end - span.start
    )
    if not holds or span.pin.place is None:
        return holds
    with_kind = mention.cue is not None and fold(mention.cue) in fold(mention.text)
    return with_kind or gazetteer.has_key(fold(mention.text))
