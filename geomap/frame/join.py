"""Place columns joined to a user's table: the same rows, in order, with ours appended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from geomap.frame.records import Record, place_record
from geomap.frame.schema import PLACE_COLUMNS
from geomap.model import Document, IncidentPlace

__all__ = ["join_places", "place_fieldnames"]

PREFIX = "geomap_"


def place_fieldnames(fieldnames: Sequence[str]) -> dict[str, str]:
    """Return the name in the joined table of each of our place columns.

    A name that the table already uses, in any case of letters, gets the prefix ``geomap_``.
    """
    taken = {name.casefold() for name in fieldnames}
    names = {}
    for column in PLACE_COLUMNS:
        name = column
        while name.casefold() in taken:
            name = PREFIX + name
        taken.add(name.casefold())
        names[column] = name
    return names


def join_places(
    rows: Iterable[Document],
    places: Iterable[IncidentPlace],
    *,
    fieldnames: Sequence[str],
    provenance: str,
) -> Iterator[Record]:
    """Yield each row of a table with its place columns appended.

    Args:
        rows: Rows of one table, in order.
        places: One place for each row, in the same order.
        fieldnames: The table's own columns, in order; their cells are kept as they are.
        provenance: Versions, gazetteer digest and data attribution.

    Raises:
        ValueError: There are more rows than places, or the other way round.
    """
    ours = place_fieldnames(fieldnames)
    for row, place in zip(rows, places, strict=True):
        record: Record = {name: row.fields.get(name, "") for name in fieldnames}
        found = {**place_record(place), "provenance": provenance if provenance != "" else None}
        record |= {name: found[column] for column, name in ours.items()}
        yield record
