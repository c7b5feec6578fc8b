"""The columns of the incident table: names, order, types and allowed values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from geomap.model import DatePrecision, EventType, PlacePrecision, PlaceRelation, PlaceStatus

__all__ = ["COLUMNS", "COUNT_COLUMNS", "COUNT_KINDS", "PLACE_COLUMNS", "SOURCE_COLUMNS", "Column"]

TEXT, INTEGER, BOOLEAN, FLOAT, LIST, GEOMETRY = "string", "Int64", "boolean", "float64", "object", "geometry"

COUNT_KINDS = ("killed", "wounded", "missing", "abducted")
"""Kinds of casualties that have four columns each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the incident table.

    Attributes:
        dtype: pandas dtype; ``object`` for lists, ``geometry`` for the point.
        required: True when no row may leave it empty.
        choices: The only values allowed, or empty when any value is.
        low, high: Inclusive bounds of a number.
    """

    name: str
    dtype: str = TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    @property
    def is_list(self) -> bool:
        """True when a cell is a list of records."""
        return self.dtype == LIST

    @property
    def is_text(self) -> bool:
        """True when a cell is text."""
        return self.dtype == TEXT


def _text(*names: str) -> Iterator[Column]:
    return (Column(name=name) for name in names)


def _choice(name: str, words: type[StrEnum] | tuple[str, ...], *, required: bool = True) -> Column:
    return Column(name=name, required=required, choices=tuple(str(word) for word in words))


def _counts(kind: str) -> Iterator[Column]:
    for bound in ("low", "best", "high"):
        yield Column(name=f"{kind}_{bound}", dtype=INTEGER, low=0)
    yield Column(name=f"{kind}_text")


def _declare() -> Iterator[Column]:
    yield Column(name="incident_id", required=True)
    yield Column(name="place_index", dtype=INTEGER, required=True, low=0)
    yield from _text("title", "description")
    yield _choice("event_type", EventType)
    yield from _text("sub_type")
    yield _choice("stage", ("accomplished", "attempted", "threatened"))
    yield _choice("factuality", ("reported", "claimed", "denied", "confirmed"))
    yield Column(name="is_background", dtype=BOOLEAN, required=True)
    yield Column(name="is_aggregate", dtype=BOOLEAN, required=True)
    yield from _text("date_start", "date_end")
    yield _choice("date_precision", DatePrecision)
    yield from _text("date_text", "date_anchor", "date_rule")
    yield from _text("place_text", "place_name", "place_id", "feature_class", "feature_code")
    yield from _text("country", "country_code", "admin1", "admin2")
    yield Column(name="lat", dtype=FLOAT, low=-90, high=90)
    yield Column(name="lon", dtype=FLOAT, low=-180, high=180)
    yield _choice("place_status", PlaceStatus)
    yield _choice("place_precision", PlacePrecision)
    yield Column(name="radius_km", dtype=FLOAT, low=0)
    yield _choice("place_relation", PlaceRelation, required=False)
    yield Column(name="confidence", dtype=FLOAT, low=0, high=1)
    yield Column(name="margin", dtype=FLOAT, low=0, high=1)
    yield Column(name="place_alternatives", dtype=LIST)
    yield from _text("side_a", "side_b")
    yield Column(name="actors", dtype=LIST)
    yield Column(name="civilian_targeting", dtype=BOOLEAN)
    yield from _text("weapon", "target")
    for kind in COUNT_KINDS:
        yield from _counts(kind)
    for name in ("counts_by_group", "sources", "evidence"):
        yield Column(name=name, dtype=LIST)
    yield from _text("cluster_id")
    yield _choice("review_status", ("auto", "confirmed", "edited", "rejected"))
    yield from _text("provenance")
    yield Column(name="geometry", dtype=GEOMETRY)


COLUMNS: dict[str, Column] = {column.name: column for column in _declare()}
"""Every column of the incident table by name, in the order of the table."""

COUNT_COLUMNS: tuple[str, ...] = (
    *(name for name in COLUMNS if name.startswith(tuple(f"{kind}_" for kind in COUNT_KINDS))),
    "counts_by_group",
)
"""Columns that stand on an incident's first place only, so that sums are true."""

PLACE_COLUMNS: tuple[str, ...] = (
    "place_name",
    "place_id",
    "feature_class",
    "feature_code",
    "country",
    "country_code",
    "admin1",
    "admin2",
    "lat",
    "lon",
    "place_status",
    "place_precision",
    "radius_km",
    "place_relation",
    "confidence",
    "margin",
    "place_alternatives",
    "provenance",
)
"""Columns that ``geocode`` appends to a user's table."""

SOURCE_COLUMNS: dict[str, str] = {
    "source_publishers": "publisher",
    "source_dates": "date",
    "source_titles": "title",
    "source_urls": "url",
}
"""Columns that CSV and workbooks add for people: what ``sources`` says, by the name of its part."""
