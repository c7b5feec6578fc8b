"""Distinct places of tables to decisions, many at a time; what worker processes do for ``geocode``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from geomap.collecting import no_cycle_search
from geomap.exporters.sinks import PLACE_CELLS, PlaceCells
from geomap.frame import cell_text, place_record
from geomap.gazetteer import Gazetteer
from geomap.incidents.row_checks import check_row
from geomap.incidents.row_lists import list_problem
from geomap.incidents.row_places import place_of_row
from geomap.incidents.row_points import POINT_ROLES
from geomap.model import Document, IncidentPlace, PlaceStatus, Problem, Resolution
from geomap.pipeline.decisions import Decided, Key
from geomap.pipeline.engine import Engine, first_known
from geomap.pipeline.problems import NO_PLACE
from geomap.readers import ReadSettings, TableHeader, row_document, row_fields
from geomap.readers.understand import ColumnMeaning
from geomap.resolution.row_company import RowCompany

__all__ = [
    "EXACTNESS_ROLES",
    "PLACE_ROLES",
    "AskedRow",
    "Batch",
    "columns_of",
    "decide_batch",
    "document_of",
    "given_place",
    "has_constant",
    "list_problems",
]

PLACE_ROLES = ("place", "admin2", "admin1", "country")
"""Roles whose cells decide where a row is."""

EXACTNESS_ROLES = ("place_precision", "radius_km")
"""Roles whose cells say how exact a row's own coordinates are."""

_ALTERNATIVES = PLACE_CELLS.index("place_alternatives")


class AskedRow(NamedTuple):
    """The first row with some place cells: its number, id and cells."""

    number: int
    doc_id: str
    cells: list[str]


class Batch(NamedTuple):
    """Rows whose places are to be decided, how their table is to be read, and where its first rows are."""

    header: TableHeader
    settings: ReadSettings
    has_points: bool
    rows: tuple[AskedRow, ...]
    company: RowCompany | None = None


def document_of(header: TableHeader, row: AskedRow, settings: ReadSettings) -> Document:
    """Return a row as a document."""
    return row_document(header, row_fields(header.columns, row.cells), row.number, row.doc_id, settings)


def decide_batch(engine: Engine, batch: Batch) -> list[Decided]:
    """Decide the places of some rows by their words, without their own coordinates."""
    docs = [document_of(batch.header, row, batch.settings) for row in batch.rows]
    with no_cycle_search():
        return [
            _decided(doc, resolutions, keep=batch.has_points)
            for doc, resolutions in zip(docs, engine.resolve_rows(docs, batch.company), strict=True)
        ]


def _decided(doc: Document, resolutions: tuple[Resolution, ...], *, keep: bool) -> Decided:
    resolution = first_known(resolutions)
    bare = _without_points(doc)
    place = place_of_row(bare, resolution, resolutions)
    if resolution is None:
        return Decided(_cells(place), None, "[]", "", NO_PLACE)
    reason = "" if resolution.place is not None else resolution.reason
    listed = list_problem(bare, place, resolution, resolutions)
    if not keep:
        return Decided(_cells(place), None, "[]", resolution.mention.text, reason, listed)
    nowhere = replace(place, resolution=replace(resolution, place=None))
    return Decided(
        cells=_cells(place),
        resolution=replace(resolution, candidates=()),
        alternatives=str(_cells(nowhere)[_ALTERNATIVES]),
        words=resolution.mention.text,
        reason=reason,
        listed=listed,
    )


def given_place(doc: Document, decided: Decided, gazetteer: Gazetteer) -> tuple[PlaceCells, Problem | None]:
    """Return the place columns of a row with coordinates of its own, and what is wrong with those."""
    place = place_of_row(doc, decided.resolution)
    problem = check_row(doc, decided.resolution, gazetteer)
    resolution = place.resolution
    if resolution is None or resolution.status is not PlaceStatus.GIVEN:
        return decided.cells, problem
    cells = list(_cells(place))
    is_used = resolution.place is not None
    cells[_ALTERNATIVES] = decided.cells[_ALTERNATIVES] if is_used else decided.alternatives
    return tuple(cells), problem


def list_problems(
    keys: Sequence[Key], decided: Mapping[Key, Decided], is_given: Sequence[bool], first: int
) -> Iterator[Problem]:
    """Yield what is to be told of rows without coordinates whose cell lists several places.

    Args:
        keys: What each row's place was decided from.
        decided: The decisions.
        is_given: Whether each row has coordinates of its own.
        first: Number of the first row.
    """
    told = {key: one.listed for key, one in decided.items() if one.listed is not None}
    if told:
        for number, (key, has_point) in enumerate(zip(keys, is_given, strict=True), start=first):
            listed = told.get(key)
            if listed is not None and not has_point:
                yield replace(listed, row=number)


def _cells(place: IncidentPlace) -> PlaceCells:
    """Return the values of the place columns; lists as JSON text."""
    record = place_record(place)
    return tuple(
        [
            cell_text(value) if isinstance(value, list) else value
            for value in (record[name] for name in PLACE_CELLS)
        ]
    )


def _without_points(doc: Document) -> Document:
    """Return a row without its own coordinates."""
    if not any(role in doc.roles or role in doc.meanings for role in POINT_ROLES):
        return doc
    roles = {role: name for role, name in doc.roles.items() if role not in POINT_ROLES}
    meanings = {role: told for role, told in doc.meanings.items() if role not in POINT_ROLES}
    return replace(doc, roles=roles, meanings=meanings)


def columns_of(header: TableHeader, roles: Sequence[str]) -> list[str]:
    """Return the columns that tell some roles, by their own words or as codes."""
    further = header.understanding.further
    own = [
        column
        for role in roles
        if role in header.roles
        for column in (header.roles[role], *(one.found.column for one in further.get(role, ())))
    ]
    codes = [
        meaning.column
        for meaning in header.understanding.meanings
        if any(role in told for told in _told(meaning) for role in roles)
    ]
    return list(dict.fromkeys((*own, *codes)))


def _told(meaning: ColumnMeaning) -> Iterator[Collection[str]]:
    """Yield the roles that cells of a column can tell."""
    yield meaning.roles
    yield from meaning.values.values()
    yield from (told for _, told in meaning.beginnings)


def has_constant(header: TableHeader, roles: Sequence[str]) -> bool:
    """Say whether all rows of a table are told one of some roles."""
    return any(role in header.understanding.constants for role in roles)
