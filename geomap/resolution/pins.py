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
    """Return the countries (ISO codes) that a document is about, and the one beside each pinned name.

    A table row's country cell says it alone. In a text it is the country of most of the names that
    stand for places; then, where there is none, for governments, teams and peoples; then the one in
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
    places = [
        (resolution.mention, resolution.place.country_code)
        for resolution in resolutions
        if resolution.place is not None
        and resolution.place.country_code != ""
        and pins.named(resolution.mention.text) is None
    ]
    literal = [entry for entry in places if entry[0].kind is MentionKind.LITERAL]
    chosen = literal if literal else places
    votes = Counter(code for _, code in chosen)
    if doc.source_location is not None and not votes:
        votes.update(one.place.country_code for one in gazetteer.lookup(doc.source_location, limit=1))
    most = max(votes.values(), default=0)
    return frozenset(code for code, count in votes.items() if count == most), _beside(doc, chosen, pins)


def _beside(doc: Document, places: Sequence[tuple[Mention, str]], pins: DocumentPins) -> dict[str, str]:
    """Return the country of the place that stands nearest to each pinned name, by the folded name.

    Of several occurrences of a name most decide, and the first when they tie.
    """
    votes: dict[str, Counter[str]] = {}
    for start, end, pin in pins.spans(doc.text) if places else ():
        _, code = min(places, key=lambda entry: max(entry[0].start - end, start - entry[0].end))
        votes.setdefault(fold(pin.name), Counter())[code] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in votes.items()}
