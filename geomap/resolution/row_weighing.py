"""The names of a table row, weighed together: each by itself, then with what the others could mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.matching import Misspelt
from geomap.gazetteer.pins import DocumentPins
from geomap.gazetteer.relation_words import relation_before
from geomap.model import Document, Mention, Place
from geomap.resolution.pins import pinned_candidates
from geomap.resolution.row_candidates import countries_of_parts, fill_part, fill_unit
from geomap.resolution.row_company import RowCompany
from geomap.resolution.row_features import BY_ITSELF, BY_OTHERS, REASONS, CellContext, OtherPart, values_of
from geomap.resolution.row_names import SPELLED_ALIKE, CellName, forms_of, read_name
from geomap.resolution.row_part import UNIT_ROLES, RowPart, dot, softmax
from geomap.resolution.row_units import RowUnits, kin_of, units_of_row
from geomap.resolution.row_weights import load_row_weights
from geomap.text import fold

__all__ = ["context_of", "look_ahead", "weigh_row"]

ALIKE = 0.4
"""What a name that is only spelt alike says of the other parts, beside one that is the same."""
_LIKELY = 8
_POSTAL = re.compile(r"\s*\b\d{4,6}(?:-\d{3,4})?\b")


def weigh_row(
    doc: Document,
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    pins: DocumentPins | None,
    company: RowCompany | None = None,
) -> list[RowPart]:
    """Return the names of a row with what they could mean and how likely that is."""
    units = units_of_row(doc, gazetteer)
    roles = {column: role for role, column in doc.roles.items()}
    parts = [
        RowPart(
            mention=mention,
            role=roles.get(mention.extractor.removeprefix("column:"), "place"),
            context=context_of(mention.text, units),
        )
        for mention in mentions
    ]
    own = [part for part in parts if part.role not in UNIT_ROLES]
    for part in own[1:]:
        part.context.behind = _is_behind(doc, own[0].mention, part.mention)
    countries = units.countries or countries_of_parts(own, gazetteer)
    if not countries and company is not None:
        countries = company.home
    for part in parts:
        pin = None if pins is None else pins.of(part.mention)
        if pin is not None:
            part.pin, part.candidates = pin, pinned_candidates(pin)
            part.values, part.chances = (
                [[0.0] * len(REASONS)] * len(part.candidates),
                [1.0] * len(part.candidates),
            )
        elif part.role in UNIT_ROLES:
            fill_unit(part, units, gazetteer)
        else:
            part.context.company, part.context.is_alone = company, len(parts) == 1
            fill_part(part, countries, gazetteer, hard=bool(units.countries))
            if len(own) > 1 or fold(part.mention.text) == fold(doc.value("country") or ""):
                _keep_country(part, units)
    _weigh_together(doc, own)
    return parts


def _keep_country(part: RowPart, units: RowUnits) -> None:
    """Keep only the row's country of what a part could mean that is its name: "MEXICO: MORELOS"."""
    lands = {land.id for land in units.lands}
    kept = next(
        (at for at, one in enumerate(part.candidates) if one.place.id in lands and one.preferred), None
    )
    if kept is not None:
        part.candidates, part.values = [part.candidates[kept]], [part.values[kept]]
        part.chances = [0.95]


def look_ahead(rows: Iterable[tuple[Document, Sequence[Mention]]], gazetteer: Gazetteer) -> None:
    """Read what the names of many rows meet at once; what is decided about them stays the same."""
    own: list[tuple[Document, list[Mention]]] = []
    units: dict[str, None] = {}
    for doc, mentions in rows:
        columns = {f"column:{doc.roles[role]}" for role in UNIT_ROLES if role in doc.roles}
        own.append((doc, [mention for mention in mentions if mention.extractor not in columns]))
        cells = (name_of(mention.text) for mention in mentions if mention.extractor in columns)
        units.update((form, None) for name in cells for form in (name.text, name.bare))
    gazetteer.look_ahead(units)
    names = units
    misspelt: dict[Misspelt, None] = {}
    for doc, parts in own:
        countries = kin_of(units_of_row(doc, gazetteer).countries)
        for part in parts:
            name = name_of(part.text)
            forms = forms_of(name)
            names.update(dict.fromkeys((name.bare, *forms)))
            fuzzy = not countries or not _is_behind(doc, parts[0], part)
            misspelt[Misspelt(name.bare, tuple(forms), countries, fuzzy)] = None
    gazetteer.look_ahead(names, misspelt, SPELLED_ALIKE)


def _is_behind(doc: Document, first: Mention, part: Mention) -> bool:
    """Say whether a part stands behind the first, and not behind a colon, where what is wider comes first."""
    return part is not first and ":" not in doc.text[first.end : part.start]


def context_of(text: str, units: RowUnits) -> CellContext:
    """Return what is known of a name by itself."""
    return CellContext(name=name_of(text), units=units)


@lru_cache(maxsize=1 << 14)
def name_of(text: str) -> CellName:
    """Return a part of a cell, read; a postal code is no part of its name."""
    return read_name(_POSTAL.sub("", text) or text)


def _weigh_together(doc: Document, parts: Sequence[RowPart]) -> None:
    """Weigh the parts of a cell again with what the others could mean."""
    if len(parts) < 2:
        return
    weights = load_row_weights()
    scores = [weights.reasons[reason.__name__] for reason in REASONS]
    alone = [_likely(part) for part in parts]
    between = _stated_distances(doc, parts)
    for number, part in enumerate(parts):
        if part.pin is not None:
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
        if part.pin is None:
            part.chances = softmax([dot(scores, values) for values in part.values], weights.doubt)


def _likely(part: RowPart) -> list[tuple[Place, float]]:
    """Return the likeliest places of a part with their chances, the likeliest as 1."""
    most = max(part.chances, default=0.0)
    if most < 0.02:
        return []
    return [
        (
            candidate.place,
            min(1.0, 0.3 + chance / most)
            * min(1.0, most + 0.3)
            * (ALIKE if candidate.is_spelt_alike else 1.0),
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
