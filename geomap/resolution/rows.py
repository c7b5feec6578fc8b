"""Where a table row is: its cells' names decided together, and which of them is its place.

A row says where it is in cells for its units and in the parts of its place cell. Each part is weighed
by itself, then with what the others could mean; the row's place is the finest that its first known part
leads to, else its units. Running text is decided elsewhere (``resolver.py``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from operator import mul

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.bearers import bearers
from geomap.gazetteer.countries import is_country
from geomap.gazetteer.pins import DocumentPins
from geomap.gazetteer.relation_words import relation_before
from geomap.geo import distance_km
from geomap.model import Candidate, Document, FeatureScore, MatchKind, Mention, Place, PlaceStatus, Resolution
from geomap.resolution.candidates import find_candidates
from geomap.resolution.pins import pinned_candidates, pinned_resolution
from geomap.resolution.row_confidence import RowAnswer, confidence_of, signs_of
from geomap.resolution.row_features import (
    BY_ITSELF,
    BY_OTHERS,
    REASONS,
    SENTENCES,
    CellContext,
    OtherPart,
    values_of,
)
from geomap.resolution.row_names import find_bearers, read_name
from geomap.resolution.row_units import RowUnits, countries_named, country_of, kin_of, units_of_row
from geomap.resolution.row_weights import load_row_weights
from geomap.resolution.units import is_twin

__all__ = ["RowPart", "resolve_row", "row_answer", "row_signs", "weigh_row"]

SAME_SPOT_KM = 40.0
"""Candidates within this distance are one place on the map."""
LEAST_CHANCE = 0.35
"""Chance below which a part is not known, and another part or the units are the row's place."""
LEAST_CONFIDENCE = 0.1
"""Confidence below which a row stays ambiguous and gets no point."""
SURE_NAME, ROUGH = 0.6, 0.3
"""Chance from which a name counts as known, and least confidence of a known name with a point that says little."""
CONTRADICTED = -0.45
"""A place that lies so far from where the rest of the row says is not what the row means."""
_WHERE = tuple(
    number
    for number, reason in enumerate(REASONS)
    if reason.__name__ in {"in_first_unit", "with_other_parts", "at_stated_distance"}
)
LARGE_TOWN = 50_000
"""Inhabitants from which a town is meant by any of its names, sooner than the unit around it."""
ALIKE = 0.4
"""What a name that is only spelt alike says of the other parts, beside one that is the same."""
_KEPT = 5
_WEIGHED = 40
_LIKELY = 8
_CODE = re.compile(r"[A-Z][A-Za-z]?(?:\.?[A-Z]?[A-Za-z]{0,3})\.?")
_POSTAL = re.compile(r"\s*\b\d{4,6}(?:-\d{3,4})?\b")
_UNIT_ROLES = ("admin2", "admin1", "country")


@dataclass(slots=True, kw_only=True)
class RowPart:
    """A name of a row while it is decided."""

    mention: Mention
    role: str
    context: CellContext
    candidates: list[Candidate] = field(default_factory=list)
    values: list[list[float]] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)
    pinned: bool = False
    km: float | None = None

    @property
    def best(self) -> int | None:
        """Index of the likeliest candidate, when it is likely enough to be known."""
        if not self.candidates:
            return None
        if self.pinned:
            return 0
        first = max(range(len(self.chances)), key=lambda index: (self.chances[index], -index))
        if any(self.values[first][number] <= CONTRADICTED for number in _WHERE):
            return None
        return first if self.spot_chance(first) >= LEAST_CHANCE else None

    def spot_chance(self, index: int) -> float:
        """Return the chance of a candidate's spot on the map."""
        here = self.candidates[index].place
        return sum(
            chance
            for candidate, chance in zip(self.candidates, self.chances, strict=True)
            if chance > 0.001 and _is_same_spot(here, candidate.place)
        )


def resolve_row(
    doc: Document, mentions: Sequence[Mention], gazetteer: Gazetteer, pins: DocumentPins | None = None
) -> tuple[Resolution, ...]:
    """Decide what the names of a row mean; one resolution per mention, in order.

    The row's place, :func:`row_answer`, has the chance that its point is right as its confidence.

    Args:
        doc: The row.
        mentions: The names of its place cell and its unit cells.
        gazetteer: What places there are.
        pins: What the user has settled.
    """
    parts = weigh_row(doc, mentions, gazetteer, pins)
    decided = [_decide(part) for part in parts]
    weights = load_row_weights().confidence
    answer = row_answer(decided)
    while answer is not None:
        number = decided.index(answer)
        if parts[number].pinned:
            break
        confidence = confidence_of(_signs(doc, parts, decided, number), weights)
        decided[number] = _with_confidence(answer, confidence)
        if decided[number].place is not None:
            break
        answer = row_answer(decided)
    return tuple(decided)


def row_signs(doc: Document, mentions: Sequence[Mention], gazetteer: Gazetteer) -> (
    tuple[Resolution, tuple[Resolution, ...], dict[str, float]] | None
):
    """Return a row's place, all decisions, and the signs of its confidence, or None: for fitting the weights."""
    parts = weigh_row(doc, mentions, gazetteer, None)
    decided = [_decide(part) for part in parts]
    answer = row_answer(decided)
    if answer is None:
        return None
    return answer, tuple(decided), _signs(doc, parts, decided, decided.index(answer))


def row_answer(resolutions: Sequence[Resolution]) -> Resolution | None:
    """Return the decision that is a row's place, or None when nothing of it is known.

    The first part that is known, or the finest part that lies in it ("INDONESIA: SULAWESI: MANADO"); where the
    first part is not known, the finest other; then the finest unit cell.
    """
    known = [one for one in resolutions if one.place is not None]
    if not known:
        return None
    cell = resolutions[0].mention.extractor
    parts = [one for one in known if one.mention.extractor == cell]
    if not parts:
        return known[0]
    if parts[0] is not resolutions[0]:
        parts = sorted(known, key=_coarseness)
    answer = parts[0]
    for other in known:
        if _coarseness(other) < _coarseness(answer) and _holds(answer.place, other.place):
            answer = other
    return answer


def _coarseness(resolution: Resolution) -> tuple[int, float]:
    place = resolution.place
    if place is None:
        return 9, 0.0
    if is_country(place):
        return 4, place.radius_km
    if place.feature_class in {"A", "L", "H", "T"}:
        return 2 if place.feature_code.startswith("ADM2") else 3, place.radius_km
    return 1, 0.0


def _holds(outer: Place | None, inner: Place | None) -> bool:
    """Say whether a place lies in a wider one."""
    if outer is None or inner is None or outer.feature_class not in {"A", "L", "H", "T"}:
        return False
    if is_country(outer):
        return inner.country_code == outer.country_code
    if outer.id in {inner.admin1_id, inner.admin2_id}:
        return True
    return distance_km(outer.lat, outer.lon, inner.lat, inner.lon) <= outer.radius_km


def weigh_row(
    doc: Document, mentions: Sequence[Mention], gazetteer: Gazetteer, pins: DocumentPins | None
) -> list[RowPart]:
    """Return the names of a row with what they could mean and how likely that is."""
    units = units_of_row(doc, gazetteer)
    roles = {column: role for role, column in doc.roles.items()}
    parts = [
        RowPart(
            mention=mention,
            role=roles.get(mention.extractor.removeprefix("column:"), "place"),
            context=CellContext(name=read_name(_POSTAL.sub("", mention.text) or mention.text), units=units),
        )
        for mention in mentions
    ]
    own = [part for part in parts if part.role not in _UNIT_ROLES]
    for part in own[1:]:
        part.context.behind = ":" not in doc.text[own[0].mention.end : part.mention.start]
    countries = units.countries or _countries_of_parts(own, gazetteer)
    for part in parts:
        pin = None if pins is None else pins.of(part.mention)
        if pin is not None:
            part.pinned, part.candidates = True, pinned_candidates(pin)
            part.values, part.chances = [[0.0] * len(REASONS)] * len(part.candidates), [1.0] * len(part.candidates)
        elif part.role in _UNIT_ROLES:
            _fill_unit(part, units, gazetteer)
        else:
            _fill(part, countries, gazetteer, hard=bool(units.countries))
    _weigh_together(doc, own)
    return parts


def _countries_of_parts(parts: Sequence[RowPart], gazetteer: Gazetteer) -> frozenset[str]:
    """Return the countries that parts of the cell name, where they name nothing else: not Georgia."""
    if len(parts) < 2:
        return frozenset()
    codes = set()
    for part in parts:
        found = bearers(gazetteer, part.context.name.text, limit=20)
        states = [entry for entry in found if entry.place.feature_code == "ADM1" and entry.preferred]
        countries = [entry for entry in found if is_country(entry.place) and entry.name_score == 1.0]
        if countries and not states:
            codes.add(countries[0].place.country_code)
    return frozenset(codes)


def _fill_unit(part: RowPart, units: RowUnits, gazetteer: Gazetteer) -> None:
    """Give a unit cell's name what the cell was read as."""
    if part.role == "country":
        found = countries_named(gazetteer, part.mention.text)
        countries = [gazetteer.country(code) for code in sorted(found)] if len(found) == 1 else []
        places = [place for place in countries if place is not None]
    else:
        places = list(units.first if part.role == "admin1" else units.second)[:1]
    part.candidates = [
        Candidate(place=place, matched_name=part.mention.text, match=MatchKind.FOLDED, name_score=1.0)
        for place in places
    ]
    part.values = [values_of(candidate, part.context) for candidate in part.candidates]
    part.chances = [0.95] * len(part.candidates)


def _fill(part: RowPart, countries: frozenset[str], gazetteer: Gazetteer, *, hard: bool) -> None:
    """Give a part of the place cell what it could mean, weighed by itself.

    Args:
        part: The part.
        countries: That the row or its cell names.
        gazetteer: What places there are.
        hard: The row has a country cell: places elsewhere are not looked for.
    """
    weights = load_row_weights()
    name, text = part.context.name, part.mention.text
    wide = kin_of(countries) if countries else countries
    found = _border(part.mention, gazetteer)
    if not found:
        found = _abbreviated(text, name.text, gazetteer)
        found = found or find_bearers(name, gazetteer, wide if hard else frozenset())
        if not found or (countries and not any(one.place.country_code in wide for one in found)):
            fuzzy = bool(countries) and not part.context.behind
            found += find_bearers(name, gazetteer, wide, alike=True, fuzzy=fuzzy)
    part.context.twins = _twins(found)
    scores = [weights.reasons[reason.__name__] for reason in BY_ITSELF]
    valued = [(candidate, values_of(candidate, part.context, BY_ITSELF)) for candidate in found]
    ranked = sorted(
        ((_dot(scores, values), candidate, values) for candidate, values in valued),
        key=lambda entry: (-entry[0], -entry[1].place.population, entry[1].place.id),
    )[:_WEIGHED]
    part.candidates = [candidate for _, candidate, _ in ranked]
    part.values = [[*values, *([0.0] * len(BY_OTHERS))] for _, _, values in ranked]
    part.chances = _softmax([score for score, _, _ in ranked], weights.doubt)


def _twins(found: Sequence[Candidate]) -> frozenset[str]:
    """Return the units among candidates that share their name with a town in or by them."""
    same = [one for one in found if not one.is_spelt_alike and one.name_score >= 1.0]
    towns = [
        one.place
        for one in same
        if one.place.feature_class == "P" and (one.preferred or one.place.population >= LARGE_TOWN)
    ]
    units = [one.place for one in same if one.place.feature_class == "A" and not is_country(one.place)]
    return frozenset(unit.id for unit in units if any(is_twin(town, unit) for town in towns))


def _border(mention: Mention, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the border that a part names: "Iraq-Syria border", "CHILE-ARGENTINA"."""
    if mention.cue != "border":
        ends = re.split(r"\s*[-–—]\s*", mention.text)
        if len(ends) != 2 or not all(country_of(gazetteer, end) for end in ends):
            return []
        mention = replace(mention, cue="border")
    return find_candidates(mention, gazetteer)


def _abbreviated(text: str, name: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the first-level units that a part abbreviates: "OH", "CA 90265"."""
    if len(name) > 6 or _CODE.fullmatch(name) is None:
        return []
    forms = (name, f"{name}.", *((name.upper(),) if len(name) == 2 else ()))
    known = next((found for found in map(gazetteer.abbreviation, forms) if found), ())
    places = [gazetteer.get(place_id) for place_id in known]
    return [
        Candidate(place=place, matched_name=text, match=MatchKind.EXACT, name_score=1.0)
        for place in places
        if place is not None
    ]


def _dot(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(map(mul, weights, values))


def _softmax(scores: Sequence[float], doubt: float) -> list[float]:
    """Return the chance of each score beside that of none."""
    if not scores:
        return []
    most = max(*scores, doubt)
    weights = [math.exp(score - most) for score in scores]
    total = sum(weights) + math.exp(doubt - most)
    return [weight / total for weight in weights]


def _weigh_together(doc: Document, parts: Sequence[RowPart]) -> None:
    """Weigh the parts of a cell again with what the others could mean."""
    if len(parts) < 2:
        return
    weights = load_row_weights()
    scores = [weights.reasons[reason.__name__] for reason in REASONS]
    alone = [_likely(part) for part in parts]
    between = _stated_distances(doc, parts)
    for number, part in enumerate(parts):
        if part.pinned:
            continue
        part.context.others = [
            OtherPart(
                places=alone[other],
                km=between.get((min(number, other), max(number, other))),
                from_here=number > other,
            )
            for other in range(len(parts))
            if other != number
        ]
        for candidate, values in zip(part.candidates, part.values, strict=True):
            values[len(BY_ITSELF) :] = values_of(candidate, part.context, BY_OTHERS)
    for part in parts:
        if not part.pinned:
            part.chances = _softmax([_dot(scores, values) for values in part.values], weights.doubt)


def _likely(part: RowPart) -> list[tuple[Place, float]]:
    """Return the likeliest places of a part with their chances, the likeliest as 1."""
    most = max(part.chances, default=0.0)
    if most < 0.02:
        return []
    return [
        (
            candidate.place,
            min(1.0, 0.3 + chance / most) * min(1.0, most + 0.3) * (ALIKE if candidate.is_spelt_alike else 1.0),
        )
        for candidate, chance in list(zip(part.candidates, part.chances, strict=True))[:_LIKELY]
    ]


def _stated_distances(doc: Document, parts: Sequence[RowPart]) -> dict[tuple[int, int], float]:
    """Return the distances that a cell states between a part and the next: "X, 25 km from Y"."""
    found = {}
    for number in range(len(parts)):
        start = parts[number].mention.start
        begin = 0 if number == 0 else parts[number - 1].mention.end
        line = doc.text.rfind("\n", 0, start) + 1
        worded = relation_before(doc.text[max(begin, line) : start])
        if worded is not None and worded.km is not None:
            parts[number].km = worded.km
            if number > 0:
                found[number - 1, number] = worded.km
    return found


def _decide(part: RowPart) -> Resolution:
    """Turn a part's candidates into a resolution; its confidence is the chance of its spot."""
    mention = part.mention
    if part.pinned and part.candidates:
        return replace(_settled(part, 0, 1.0), reason=part.candidates[0].scores[0].detail)
    best = part.best
    if best is not None:
        return _settled(part, best, part.spot_chance(best))
    if not part.candidates:
        reason = f"no place called '{mention.text}' in the gazetteer where the row says"
        return Resolution(mention=mention, status=PlaceStatus.UNRESOLVED, reason=reason)
    ranked = _explained(part)
    others = " or ".join(f"{one.place.name} ({one.place.country or one.place.country_code})" for one in ranked[:2])
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
    ranked = _explained(part, first=best)
    place = ranked[0].place
    rest = [
        other
        for index, other in enumerate(part.chances)
        if not _is_same_spot(place, part.candidates[index].place)
    ]
    where = ", ".join(text for text in (place.name, place.admin1, place.country) if text)
    said = "; ".join(one.detail for one in ranked[0].scores if one.value > 0)
    return Resolution(
        mention=part.mention,
        status=PlaceStatus.RESOLVED,
        place=place,
        lat=place.lat,
        lon=place.lon,
        confidence=min(0.99, chance) if not part.pinned else 1.0,
        margin=max(0.0, chance - max(rest, default=0.0)),
        candidates=tuple(ranked),
        reason=f"{where}: {said}" if said != "" else where,
    )


def _explained(part: RowPart, first: int = 0) -> list[Candidate]:
    """Return the likeliest candidates with their reasons, the chosen one first."""
    order = sorted(range(len(part.candidates)), key=lambda index: (index != first, -part.chances[index], index))
    weights = load_row_weights().reasons
    explained = []
    for index in order[:_KEPT]:
        candidate = part.candidates[index]
        if candidate.scores:
            explained.append(candidate)
            continue
        scores = [
            FeatureScore(
                name=reason.__name__,
                value=value,
                weight=weights[reason.__name__],
                detail=SENTENCES[reason.__name__][0 if value > 0 else 1],
            )
            for reason, value in zip(REASONS, part.values[index], strict=True)
            if value != 0.0
        ]
        explained.append(replace(candidate, scores=tuple(scores)))
    return explained


def _signs(doc: Document, parts: Sequence[RowPart], decided: Sequence[Resolution], number: int) -> dict[str, float]:
    """Return the signs for and against a row's place."""
    part = parts[number]
    place = decided[number].place
    best = next(index for index, one in enumerate(part.candidates) if place is not None and one.place.id == place.id)
    own = [one for one in parts if one.role not in _UNIT_ROLES]
    before = own[: own.index(part)] if part in own else own
    known = {id(one) for one, found in zip(parts, decided, strict=True) if found.place is not None}
    answer = RowAnswer(
        candidate=part.candidates[best],
        values={reason.__name__: value for reason, value in zip(REASONS, part.values[best], strict=True)},
        chance=part.spot_chance(best),
        rivals=sum(not _is_same_spot(part.candidates[best].place, one.place) for one in part.candidates),
        unknown=sum(id(one) not in known for one in before),
        from_units=part not in own and len(own) > 0,
        units_filled=sum(doc.value(role) is not None for role in _UNIT_ROLES),
        km=part.km,
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


def _is_same_spot(one: Place, other: Place) -> bool:
    """Say whether two places are one on the map: near each other."""
    if one.id == other.id:
        return True
    if one.country_code != other.country_code or abs(one.lat - other.lat) > 0.4:
        return False
    return distance_km(one.lat, one.lon, other.lat, other.lon) <= SAME_SPOT_KM
