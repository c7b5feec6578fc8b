"""Pinned names decided: the user's word goes before every other reason, and is shown as the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.countries import country_named
from geomap.gazetteer.pins import DocumentPins
from geomap.model import (
    Candidate,
    Document,
    FeatureScore,
    MatchKind,
    Mention,
    MentionKind,
    Pin,
    PlaceStatus,
    Resolution,
)
from geomap.resolution.context import written_parent
from geomap.text import fold

__all__ = ["PIN_WEIGHT", "likely_countries", "pinned_candidates", "pinned_resolution"]

PIN_WEIGHT = 100.0
"""More than all other reasons together can weigh."""


def pinned_candidates(pin: Pin) -> list[Candidate]:
    """Return the place that a pinned name means, with the pin as its only reason; none for no place."""
    if pin.place is None:
        return []
    reason = FeatureScore(name="pin", value=1.0, weight=PIN_WEIGHT, detail=pin.reason)
    return [
        Candidate(
            place=pin.place,
            matched_name=pin.name,
            match=MatchKind.EXACT,
            name_score=1.0,
            preferred=True,
            scores=(reason,),
        )
    ]


def pinned_resolution(mention: Mention, pin: Pin, ranked: Sequence[Candidate]) -> Resolution:
    """Return the decision that a pin makes about a mention, certain as the user is.

    Args:
        mention: The pinned name.
        pin: What it means.
        ranked: The pinned place, then what else the name could mean.
    """
    if pin.place is None:
        return Resolution(mention=mention, status=PlaceStatus.UNRESOLVED, reason=pin.reason)
    return Resolution(
        mention=mention,
        status=PlaceStatus.RESOLVED,
        place=pin.place,
        lat=pin.place.lat,
        lon=pin.place.lon,
        confidence=1.0,
        margin=1.0,
        candidates=tuple(ranked),
        reason=pin.reason,
    )


def likely_countries(
    doc: Document, resolutions: Sequence[Resolution], pins: DocumentPins, gazetteer: Gazetteer
) -> tuple[frozenset[str], dict[str, str]]:
    """Return the countries (ISO codes) that a document is about, and those written behind pinned names.

    A table row's country cell says it alone. In a text it is the country of most of the places that
    are named as places; then, where there is none, of governments, teams and peoples; then the one in
    which the text was written; several when they tie. Names that the pins are about do not count.

    Args:
        doc: The document.
        resolutions: What its names mean without the pins.
        pins: The pins that hold within countries.
        gazetteer: Knows countries.
    """
    cell = doc.value("country")
    if cell is not None:
        code = country_named(gazetteer, cell)
        return frozenset() if code is None else frozenset([code]), {}
    votes: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for resolution in resolutions:
        mention = resolution.mention
        if resolution.place is not None and pins.named(mention.text) is None:
            counted = votes if mention.kind is MentionKind.LITERAL else others
            counted[resolution.place.country_code] += 1
    if doc.source_location is not None and not others:
        others.update(one.place.country_code for one in gazetteer.lookup(doc.source_location, limit=1))
    chosen = votes or others
    most = max(chosen.values(), default=0)
    named = frozenset(code for code, count in chosen.items() if count == most and code != "")
    return named, _written_countries(doc, resolutions, pins)


def _written_countries(
    doc: Document, resolutions: Sequence[Resolution], pins: DocumentPins
) -> dict[str, str]:
    """Return the country of the place that is written behind a pinned name ("X in Syria"), by folded name."""
    written: dict[str, str] = {}
    mentions = [resolution.mention for resolution in resolutions]
    for start, end, pin in pins.spans(doc.text):
        name = Mention(doc_id=doc.id, text=doc.text[start:end], start=start, end=end)
        behind = [number for number, mention in enumerate(mentions) if mention.start >= end][:2]
        parent = written_parent(doc, name, [mentions[number] for number in behind])
        place = resolutions[mentions.index(parent)].place if parent is not None else None
        if place is not None and place.country_code != "":
            written.setdefault(fold(pin.name), place.country_code)
    return written
