"""Where a table row is: its cells' names decided together, and which of them is its place.

A row says where it is in cells for its units and in the parts of its place cell. Each part is weighed
by itself, then with what the others could mean; the row's place is the finest that its first known part
leads to, else its units. Running text is decided elsewhere (``resolver.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.pins import DocumentPins
from geomap.model import Candidate, Document, FeatureScore, Mention, PlaceStatus, Resolution
from geomap.model.drafts import with_mention, with_scores
from geomap.resolution.pins import pinned_resolution
from geomap.resolution.row_answer import row_answer
from geomap.resolution.row_candidates import fill_unit, units_for, weigh_unit
from geomap.resolution.row_company import RowCompany
from geomap.resolution.row_confidence import RowAnswer, confidence_of, signs_of
from geomap.resolution.row_features import REASONS, SENTENCES
from geomap.resolution.row_geometry import outside_km
from geomap.resolution.row_part import UNIT_ROLES, RowPart, is_same_spot
from geomap.resolution.row_units import RowUnits
from geomap.resolution.row_weighing import context_of, weigh_row
from geomap.resolution.row_weights import load_row_weights

__all__ = ["resolve_row", "row_signs"]

LEAST_CONFIDENCE = 0.05
"""Confidence below which a row stays ambiguous and gets no point."""
SURE_NAME, ROUGH = 0.5, 0.3
"""Chance from which a name counts as known; least confidence of a known name whose point says little."""
TOWN_FOR_UNIT = 0.5
"""Most confidence in a town that a unit cell names, anywhere in the world, where the place is not known."""
_KEPT = 5
_NAMES = tuple(reason.__name__ for reason in REASONS)


def resolve_row(
    doc: Document,
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    pins: DocumentPins | None = None,
    company: RowCompany | None = None,
) -> tuple[Resolution, ...]:
    """Decide what the names of a row mean; one resolution per mention, in order.

    The row's place, :func:`row_answer`, has the chance that its point is right as its confidence. Unit
    cells that are not the row's place come without reasons.

    Args:
        doc: The row.
        mentions: The names of its place cell and its unit cells.
        gazetteer: What places there are.
        pins: What the user has settled.
        company: Where the other rows of its table are.
    """
    parts = weigh_row(doc, mentions, gazetteer, pins, company)
    decided = [_decided(part, gazetteer) for part in parts]
    weights = load_row_weights().confidence
    answer = row_answer(decided)
    while answer is not None:
        number = decided.index(answer)
        if parts[number].pin is not None:
            break
        confidence = confidence_of(_signs(parts, decided, number), weights)
        if _is_town_for_unit(answer, parts[number], doc):
            confidence = min(confidence, TOWN_FOR_UNIT)
        decided[number] = _with_confidence(_told(answer, parts[number]), confidence)
        if decided[number].place is not None:
            break
        answer = row_answer(decided)
    if answer is None and decided:
        decided[0] = _told(decided[0], parts[0])
    return tuple(decided)


def _is_town_for_unit(answer: Resolution, part: RowPart, doc: Document) -> bool:
    """Say whether a row that names no country lies in a town because its unit cell is called like it."""
    is_town = answer.place is not None and answer.place.feature_class == "P"
    return is_town and part.role in ("admin1", "admin2") and doc.value("country") is None


def row_signs(
    doc: Document, mentions: Sequence[Mention], gazetteer: Gazetteer, company: RowCompany | None = None
) -> tuple[Resolution, tuple[Resolution, ...], dict[str, float]] | None:
    """Return a row's place, all decisions, and the signs of its confidence, or None: for fitting."""
    parts = weigh_row(doc, mentions, gazetteer, None, company)
    decided = [_decided(part, gazetteer) for part in parts]
    answer = row_answer(decided)
    if answer is None:
        return None
    return answer, tuple(decided), _signs(parts, decided, decided.index(answer))


def _decided(part: RowPart, gazetteer: Gazetteer) -> Resolution:
    """Return the decision about a part; that about a unit cell is the same in all rows of its units."""
    if part.pin is not None:
        return _decide(part)
    if part.role not in UNIT_ROLES:
        return _explained(_decide(part), part)
    units = units_for(part.role, part.context.units)
    known = _decided_unit(gazetteer, part.role, part.mention.text, units)
    return with_mention(known, part.mention)


@lru_cache(maxsize=1 << 14)
def _decided_unit(gazetteer: Gazetteer, role: str, text: str, units: RowUnits) -> Resolution:
    mention = Mention(doc_id="", text=text, start=0, end=len(text))
    part = RowPart(mention=mention, role=role, context=context_of(text, units))
    fill_unit(part, units, gazetteer)
    return _decide(part)


def _decide(part: RowPart) -> Resolution:
    """Turn a part's candidates into a resolution; its confidence is the chance of its spot."""
    mention = part.mention
    if part.pin is not None:
        return pinned_resolution(mention, part.pin, part.candidates)
    best = part.best
    if best is not None:
        return _settled(part, best, part.spot_chance(best))
    if not part.candidates:
        reason = f"no place called '{mention.text}' in the gazetteer where the row says"
        return Resolution(mention=mention, status=PlaceStatus.UNRESOLVED, reason=reason)
    ranked = [part.candidates[index] for index in _order(part, 0)]
    others = " or ".join(
        f"{one.place.name} ({one.place.country or one.place.country_code})" for one in ranked[:2]
    )
    return Resolution(
        mention=mention,
        status=PlaceStatus.AMBIGUOUS,
        confidence=max(part.chances),
        margin=0.0,
        candidates=tuple(ranked),
        reason=f"could be {others}: confidence {max(part.chances):.0%}",
    )


def _settled(part: RowPart, best: int, chance: float) -> Resolution:
    """Return the decision for a candidate."""
    place = part.candidates[best].place
    rest = [
        other
        for index, other in enumerate(part.chances)
        if not is_same_spot(place, part.candidates[index].place)
    ]
    return Resolution(
        mention=part.mention,
        status=PlaceStatus.RESOLVED,
        place=place,
        lat=place.lat,
        lon=place.lon,
        confidence=min(0.99, chance),
        margin=max(0.0, chance - max(rest, default=0.0)),
        candidates=tuple([part.candidates[index] for index in _order(part, best)]),
    )


def _order(part: RowPart, first: int) -> list[int]:
    """Return the indices of the likeliest candidates, the chosen one's first."""
    numbers = range(len(part.candidates))
    return sorted(numbers, key=lambda index: (index != first, -part.chances[index], index))[:_KEPT]


def _told(resolution: Resolution, part: RowPart) -> Resolution:
    """Return a decision with reasons, those of a unit cell, too."""
    if part.pin is not None or part.role not in UNIT_ROLES:
        return resolution
    weigh_unit(part)
    return _explained(resolution, part)


def _explained(resolution: Resolution, part: RowPart) -> Resolution:
    """Return the decision about a part with the reasons for its candidates."""
    candidates = tuple(
        [_with_reasons(part.candidates[index], part.values[index]) for index in _order(part, part.best or 0)]
    )
    place, reason = resolution.place, resolution.reason
    if place is not None:
        where = ", ".join([text for text in (place.name, place.admin1, place.country) if text])
        said = "; ".join([one.detail for one in candidates[0].scores if one.value > 0])
        reason = f"{where}: {said}" if said != "" else where
    return replace(resolution, candidates=candidates, reason=reason)


def _with_reasons(candidate: Candidate, values: Sequence[float]) -> Candidate:
    """Return a candidate with what is said for and against it."""
    if candidate.scores:
        return candidate
    return with_scores(
        candidate, tuple([_score(number, value) for number, value in enumerate(values) if value != 0.0])
    )


@lru_cache(maxsize=1 << 14)
def _score(number: int, value: float) -> FeatureScore:
    """Return what a reason says, by its number, in words."""
    name = _NAMES[number]
    return FeatureScore(
        name=name,
        value=value,
        weight=load_row_weights().reasons[name],
        detail=SENTENCES[name][0 if value > 0 else 1],
    )


def _signs(parts: Sequence[RowPart], decided: Sequence[Resolution], number: int) -> dict[str, float]:
    """Return the signs for and against a row's place."""
    part = parts[number]
    weigh_unit(part)
    place = decided[number].place
    best = next(
        index for index, one in enumerate(part.candidates) if place is not None and one.place.id == place.id
    )
    own = [one for one in parts if one.role not in UNIT_ROLES]
    before = own[: own.index(part)] if part in own else own
    known = {id(one) for one, found in zip(parts, decided, strict=True) if found.place is not None}
    apart = [
        outside_km(part.candidates[best].place, other.place)
        for one, other in zip(parts, decided, strict=True)
        if one.role not in UNIT_ROLES and one is not part and other.place is not None and one.km is None
    ]
    answer = RowAnswer(
        candidate=part.candidates[best],
        values=dict(zip(_NAMES, part.values[best], strict=True)),
        chance=part.spot_chance(best),
        rivals=sum(not is_same_spot(part.candidates[best].place, one.place) for one in part.candidates),
        unknown=sum(id(one) not in known for one in before),
        from_units=part not in own and len(own) > 0,
        units_filled=len(parts) - len(own),
        km=part.km,
        apart_km=max(apart, default=0.0),
        peers=sum(km > 0.0 for km in apart),
    )
    return signs_of(answer)


def _with_confidence(answer: Resolution, confidence: float) -> Resolution:
    """Return a row's place with its confidence, without a place where that is too low.

    A name that is sure keeps its place, however little its point says: "South China Sea".
    """
    sure = ROUGH * (answer.confidence or 0.0) if (answer.confidence or 0.0) >= SURE_NAME else 0.0
    if max(sure, confidence) >= LEAST_CONFIDENCE:
        best = max(sure, confidence)
        return replace(answer, confidence=best, margin=min(best, answer.margin or 0.0))
    return replace(
        answer, status=PlaceStatus.AMBIGUOUS, place=None, lat=None, lon=None, confidence=confidence
    )
