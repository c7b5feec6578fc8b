"""Mentions to resolutions: candidates, scoring passes, a decision with its record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.pins import DocumentPins
from geomap.model import Candidate, Document, Mention, Pin, PlaceStatus, Resolution
from geomap.model.drafts import with_scores
from geomap.resolution.beliefs import Belief, believed, gathered, hopeful, is_same_spot
from geomap.resolution.candidates import find_candidates, widen
from geomap.resolution.context import Context, SourcePoint, build_context, mention_context
from geomap.resolution.evidence import gather_evidence
from geomap.resolution.features import CHANGING, FIXED, asked_features, score_candidate
from geomap.resolution.implied import find_implied
from geomap.resolution.pins import pinned_candidates, pinned_resolution
from geomap.resolution.readings import Reading, read_names
from geomap.resolution.sources import source_places
from geomap.resolution.weights import load_weights

__all__ = ["ResolverSettings", "candidates_of", "resolve_mentions", "weigh"]

PASSES = 3
"""How often the names are weighed again with what the others came to mean; more change little."""


_CHANGING = frozenset(feature.name for feature in CHANGING)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolverSettings:
    """Thresholds of the decision.

    Attributes:
        min_confidence: Below it a mention is ambiguous, and gets no point.
        doubt: Score of "none of these", in the log odds of the weights; None for the fitted one.
        keep: Candidates kept in the record.
        weights: Weight of each scoring feature by name, instead of the frozen ones.
        outlets: Whether the table of outlets tells where a document comes from.
    """

    min_confidence: float = 0.2
    doubt: float | None = None
    keep: int = 5
    weights: Mapping[str, float] | None = None
    outlets: bool = True

    @property
    def log_doubt(self) -> float:
        """Score of "none of these": the one that was set, else the fitted one."""
        return load_weights().doubt if self.doubt is None else self.doubt


def resolve_mentions(
    doc: Document,
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    *,
    settings: ResolverSettings | None = None,
    pins: DocumentPins | None = None,
    read_on: bool = False,
) -> tuple[Resolution, ...]:
    """Decide for each mention which place it means; one resolution per mention, in order.

    What the user has pinned is decided so, and is evidence for the rest.

    Args:
        doc: The text or table row.
        mentions: The names to decide.
        gazetteer: What places there are.
        settings: Thresholds and weights.
        pins: What the user has settled.
        read_on: The mentions are not all the names of the text: read the others as evidence.

    Never raises for a name that is not found: its status is UNRESOLVED and its reason says so.
    """
    chosen = ResolverSettings() if settings is None else settings
    pinned = _pinned(mentions, pins)
    implied = find_implied(doc, mentions, gazetteer) if read_on else ()
    readings, number_of = read_names(doc, mentions, pinned, implied)
    for reading in readings:
        reading.candidates = candidates_of(reading, gazetteer)
    ranked = weigh(doc, readings, _sources(doc, gazetteer, chosen), gazetteer, chosen)
    return tuple(
        _decide(mention, readings[number_of[mention.start]], ranked[number_of[mention.start]], chosen)
        for mention in mentions
    )


def weigh(
    doc: Document,
    readings: Sequence[Reading],
    sources: tuple[SourcePoint, ...],
    gazetteer: Gazetteer,
    settings: ResolverSettings,
) -> list[Belief]:
    """Return each reading's candidates with their reasons and probabilities, best first.

    The names are weighed several times; each time what the others seemed to mean counts by its probability
    (a mean-field approximation of deciding them all at once).
    """
    context = build_context(doc, readings, sources, gazetteer)
    beliefs: list[Belief] = [[] for _ in readings]
    beliefs = [_first_look(number, readings, beliefs, context, settings) for number in range(len(readings))]
    if len(readings) == 1:
        return [_look_alone(readings, beliefs, context, settings)]
    for _ in range(PASSES):
        context = replace(context, evidence=gather_evidence(readings, beliefs))
        beliefs = [
            _look_again(number, readings, beliefs, context, settings) for number in range(len(readings))
        ]
    return beliefs


def _first_look(
    number: int,
    readings: Sequence[Reading],
    beliefs: Sequence[Belief],
    context: Context,
    settings: ResolverSettings,
) -> Belief:
    """Weigh a name by itself, and keep the candidates that context could still lift."""
    reading = readings[number]
    around = mention_context(number, readings, beliefs, context)
    asked = asked_features(around, FIXED)
    return believed(
        [
            entry
            if entry.scores
            else with_scores(entry, score_candidate(entry, around, asked, settings.weights))
            for entry in reading.candidates
        ],
        settings.log_doubt,
    )


def _look_again(
    number: int,
    readings: Sequence[Reading],
    beliefs: Sequence[Belief],
    context: Context,
    settings: ResolverSettings,
) -> Belief:
    """Weigh a name with what the others mean."""
    around = mention_context(number, readings, beliefs, context)
    asked = asked_features(around, CHANGING)
    scored = []
    for candidate in hopeful(beliefs[number], settings.keep):
        kept = tuple([score for score in candidate.scores if score.name not in _CHANGING])
        more = (
            ()
            if kept and kept[0].name == "pin"
            else score_candidate(candidate, around, asked, settings.weights)
        )
        scored.append(with_scores(candidate, kept + more))
    return believed(scored, settings.log_doubt)


def _look_alone(
    readings: Sequence[Reading], beliefs: Sequence[Belief], context: Context, settings: ResolverSettings
) -> Belief:
    """Weigh the only name of a document as in all passes: there are no others that could change."""
    belief = _look_again(0, readings, beliefs, context, settings)
    for _ in range(PASSES - 1):
        left = hopeful(belief, settings.keep)
        if len(left) == len(belief):
            break
        belief = believed(left, settings.log_doubt)
    return belief


def _pinned(mentions: Sequence[Mention], pins: DocumentPins | None) -> dict[int, Pin]:
    """Return the pin of each mention that has one, by the mention's start."""
    if pins is None:
        return {}
    found = ((mention.start, pins.of(mention)) for mention in mentions)
    return {start: pin for start, pin in found if pin is not None}


def _sources(doc: Document, gazetteer: Gazetteer, settings: ResolverSettings) -> tuple[SourcePoint, ...]:
    """Return the points of the places that a document comes from.

    A dateline without its state or country ("PARIS -") is a name like any other, to be decided with them.
    """
    points = []
    for source in source_places(doc, outlets=settings.outlets):
        if source.kind == "dateline" and "," not in source.name:
            continue
        found = gazetteer.lookup(source.name, limit=1)
        if found:
            local = source.scope in {None, "local", "regional"}
            points.append(SourcePoint(place=found[0].place, kind=source.kind, local=local))
    return tuple(points)


def candidates_of(reading: Reading, gazetteer: Gazetteer) -> list[Candidate]:
    """Return what a name is weighed among; behind a pinned place stands what else it could mean."""
    mention, pin = reading.mention, reading.pin
    if pin is not None and pin.place is None:
        return []
    others = widen(mention, find_candidates(mention, gazetteer), gazetteer)
    if pin is None or pin.place is None:
        return others
    return pinned_candidates(pin) + [entry for entry in others if entry.place.id != pin.place.id]


def _decide(mention: Mention, reading: Reading, belief: Belief, settings: ResolverSettings) -> Resolution:
    """Turn ranked candidates into a resolution with confidence and margin."""
    if reading.pin is not None:
        ranked = [candidate for candidate, _ in belief]
        return pinned_resolution(mention, reading.pin, ranked[: settings.keep])
    if not belief:
        return Resolution(
            mention=mention,
            status=PlaceStatus.UNRESOLVED,
            reason=f"no place called '{mention.text}' in the gazetteer",
        )
    spots = gathered(belief)
    ranked = [candidate for candidate, _, _ in spots]
    best = ranked[0]
    named = 1.0 if mention.score is None else mention.score
    confidence = min(spots[0][2], 0.99) * named
    margin = max(
        0.0,
        confidence
        - max((rival[2] for rival in spots[1:] if not is_same_spot(best.place, rival[0].place)), default=0.0),
    )
    resolved = confidence >= settings.min_confidence
    where = ", ".join(part for part in (best.place.name, best.place.admin1, best.place.country) if part)
    reason = "; ".join(
        score.detail for score in sorted(best.scores, key=lambda s: -s.value * s.weight) if score.value > 0
    )
    if not resolved:
        others = " or ".join(
            f"{c.place.name} ({c.place.country or c.place.country_code})" for c in ranked[:2]
        )
        reason = f"could be {others}: confidence {confidence:.0%}"
    return Resolution(
        mention=mention,
        status=PlaceStatus.RESOLVED if resolved else PlaceStatus.AMBIGUOUS,
        place=best.place if resolved else None,
        lat=best.place.lat if resolved else None,
        lon=best.place.lon if resolved else None,
        confidence=confidence,
        margin=margin,
        candidates=tuple(ranked[: settings.keep]),
        reason=f"{where}: {reason}" if resolved else reason,
    )
