"""Mentions to resolutions: candidates, two scoring passes, a decision with its record."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.pins import DocumentPins
from geomap.model import Candidate, Document, Mention, MentionKind, Pin, Place, PlaceStatus, Resolution
from geomap.resolution.candidates import find_candidates, widen
from geomap.resolution.context import Context, MentionContext, build_context
from geomap.resolution.features import SPELT_ALIKE, score_candidate
from geomap.resolution.pins import pinned_candidates, pinned_resolution

__all__ = ["ResolverSettings", "resolve_mentions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolverSettings:
    """Thresholds of the decision.

    Attributes:
        min_confidence: Below it a mention is ambiguous, and gets no point.
        doubt: Score of "none of these", in the log odds of the weights; fitted with them.
        keep: Candidates kept in the record.
        weights: Weights of scoring features, by name, in the place of the declared ones; None for those.
    """

    min_confidence: float = 0.5
    doubt: float = 5.05
    keep: int = 5
    weights: Mapping[str, float] | None = None


def resolve_mentions(
    doc: Document,
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    *,
    settings: ResolverSettings | None = None,
    pins: DocumentPins | None = None,
) -> tuple[Resolution, ...]:
    """Decide for each mention which place it means; one resolution per mention, in order.

    What the user has pinned is decided so, and is evidence for the rest.

    Never raises for a name that is not found: its status is UNRESOLVED and its reason says so.
    """
    chosen = ResolverSettings() if settings is None else settings
    pinned = _pinned(mentions, pins)
    named = {
        mention.start: pinned_candidates(pinned[mention.start])
        if mention.start in pinned
        else find_candidates(mention, gazetteer)
        for mention in mentions
    }
    context, parents = build_context(doc, mentions, named, gazetteer, pinned)
    widened = {mention.start: _all_candidates(mention, named, pinned, gazetteer) for mention in mentions}
    first_pass: dict[int, Place] = {}
    ranked: list[list[Candidate]] = []
    for decided in (False, True):
        if decided:
            context = replace(context, decided=first_pass)
        ranked = [
            _rank(mention, widened[mention.start], context, parents, chosen.weights) for mention in mentions
        ]
        first_pass = {
            mention.start: order[0].place
            for mention, order in zip(mentions, ranked, strict=True)
            if order and mention.kind is not MentionKind.DEMONYM
        }
    return tuple(
        pinned_resolution(mention, pinned[mention.start], order[: chosen.keep])
        if mention.start in pinned
        else _decide(mention, order, chosen)
        for mention, order in zip(mentions, ranked, strict=True)
    )


def _pinned(mentions: Sequence[Mention], pins: DocumentPins | None) -> dict[int, Pin]:
    """Return the pin of each mention that has one, by the mention's start."""
    if pins is None:
        return {}
    found = ((mention.start, pins.of(mention)) for mention in mentions)
    return {start: pin for start, pin in found if pin is not None}


def _all_candidates(
    mention: Mention, named: dict[int, list[Candidate]], pinned: dict[int, Pin], gazetteer: Gazetteer
) -> list[Candidate]:
    """Return what a mention is weighed among; behind a pinned place stands what else the name could mean."""
    pin = pinned.get(mention.start)
    if pin is None:
        return widen(mention, named[mention.start], gazetteer)
    if pin.place is None:
        return []
    others = widen(mention, find_candidates(mention, gazetteer), gazetteer)
    return named[mention.start] + [entry for entry in others if entry.place.id != pin.place.id]


def _rank(
    mention: Mention,
    candidates: list[Candidate],
    context: Context,
    parents: dict[int, tuple[Place, ...]],
    weights: Mapping[str, float] | None,
) -> list[Candidate]:
    """Return a mention's candidates with their reasons, best first."""
    around = MentionContext(
        mention=mention,
        document=context,
        parent=parents.get(mention.start, ()),
        namesakes=tuple(entry.place for entry in candidates if entry.match not in SPELT_ALIKE),
    )
    scored = [
        candidate
        if candidate.scores
        else replace(candidate, scores=score_candidate(candidate, around, weights))
        for candidate in candidates
    ]
    return sorted(
        scored, key=lambda candidate: (-candidate.score, -candidate.place.population, candidate.place.id)
    )


def _decide(mention: Mention, ranked: list[Candidate], settings: ResolverSettings) -> Resolution:
    """Turn ranked candidates into a resolution with confidence and margin."""
    if not ranked:
        return Resolution(
            mention=mention,
            status=PlaceStatus.UNRESOLVED,
            reason=f"no place called '{mention.text}' in the gazetteer",
        )
    confidence, margin = _confidence(ranked, settings)
    best = ranked[0]
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


def _confidence(ranked: list[Candidate], settings: ResolverSettings) -> tuple[float, float]:
    """Return the first candidate's probability and its lead over the next one.

    A softmax over scores with one more option, "none of these", at the score ``doubt``. Candidates
    at the place of the first (a city and its province's seat) count with it.
    """
    best = ranked[0]
    weights = [math.exp(candidate.score - best.score) for candidate in ranked]
    none = math.exp(settings.doubt - best.score)
    total = sum(weights) + none
    same = sum(
        weight
        for weight, candidate in zip(weights[1:], ranked[1:], strict=True)
        if candidate.place.country_code == best.place.country_code
        and abs(candidate.place.lat - best.place.lat) < 0.15
        and abs(candidate.place.lon - best.place.lon) < 0.15
    )
    confidence = (weights[0] + same) / total
    runner_up = weights[1] / total if len(weights) > 1 else 0.0
    return min(confidence, 0.99), max(0.0, weights[0] / total - runner_up)
