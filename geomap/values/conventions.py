"""How a table writes its dates, coordinates and counts, decided once per column from its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from geomap.values.counts import CountVotes, PointMark
from geomap.values.date_order import DateVotes
from geomap.values.dates import DateOrder
from geomap.values.points import PairOrder, PointVotes

__all__ = ["COUNT_ROLES", "DATE_ORDERS", "LETTER_O", "Conventions", "Doubt", "decide_conventions"]

COUNT_ROLES = (
    *("killed", "killed_low", "killed_high", "wounded", "wounded_low", "wounded_high", "missing", "abducted"),
    *("killed_civilians", "killed_side_a", "killed_side_b", "killed_unknown"),
)
"""Roles of columns that hold numbers of people."""

DATE_ROLES = ("date", "date_end")
POINT_ROLES = ("latlon", "lat", "lon")

LETTER_O = "letter_o"
"""Key under which conventions say what O stands for: E, W, or nothing."""

DATE_ORDERS = {"dmy": DateOrder.DAY_FIRST, "mdy": DateOrder.MONTH_FIRST, "ymd": DateOrder.YEAR_FIRST}
"""The orders by the short names that users give them."""

_LON_FIRST = re.compile(r"[\W_]*(?:lon|lng|x[\W_]*y)", re.IGNORECASE)
"""Names of columns that put the longitude first: "lon, lat", "xy"."""

_DATE_ADVICE = "all days between the two readings are given; say which with --date-order dmy or mdy"
_PAIR_ADVICE = "latitude first was taken for those; check where they lie"
_MARK_ADVICE = "the counts were left empty; write them without points"


class Doubt(NamedTuple):
    """A column whose cells do not tell how they are to be read.

    Attributes:
        example: One cell that can be read in two ways.
        reason, suggestion: For the problem list.
    """

    column: str
    example: str
    reason: str
    suggestion: str


class Conventions(NamedTuple):
    """What was decided for a table.

    Attributes:
        by_role: The convention of each role's column (``date`` → ``day_first``), and ``letter_o``.
        doubts: Columns that do not tell.
    """

    by_role: Mapping[str, str]
    doubts: tuple[Doubt, ...]


def decide_conventions(
    columns: Sequence[str],
    roles: Mapping[str, str],
    sample: Sequence[Sequence[str]],
    *,
    rows: Callable[[], Iterable[Sequence[str]]] | None = None,
    date_order: str | None = None,
) -> Conventions:
    """Decide how a table's columns are written, from its first rows and, if those do not tell, from all.

    Args:
        columns: Names in order.
        roles: Column of each role.
        sample: The first rows.
        rows: Gives all rows again; asked only when the sample leaves something open.
        date_order: ``dmy``, ``mdy`` or ``ymd`` when the user says it.
    """
    decided = _decide(columns, roles, sample, date_order)
    if decided.doubts and rows is not None:
        decided = _decide(columns, roles, rows(), date_order)
    return decided


def _decide(
    columns: Sequence[str], roles: Mapping[str, str], rows: Iterable[Sequence[str]], date_order: str | None
) -> Conventions:
    index = {name: number for number, name in enumerate(columns)}
    at = {role: index[name] for role, name in roles.items() if name in index}
    dates = {role: DateVotes() for role in DATE_ROLES if role in at and date_order is None}
    points = {role: PointVotes() for role in POINT_ROLES if role in at}
    counts = {role: CountVotes() for role in COUNT_ROLES if role in at}
    votes: list[tuple[int, DateVotes | PointVotes | CountVotes]] = [
        (at[role], vote) for group in (dates, points, counts) for role, vote in group.items()
    ]
    for cells in rows:
        for number, vote in votes:
            if number < len(cells) and cells[number] != "":
                vote.add(cells[number])
    found = {role: str(vote.decide()) for group in (dates, points, counts) for role, vote in group.items()}
    found |= {
        role: str(DATE_ORDERS[date_order]) for role in DATE_ROLES if date_order is not None and role in at
    }
    _share_date_order(found)
    if found.get("latlon") == PairOrder.EITHER and _LON_FIRST.match(roles["latlon"]) is not None:
        found["latlon"] = str(PairOrder.LON_FIRST)
    letters = {letter for vote in points.values() if (letter := vote.decide_o()) != ""}
    if len(letters) == 1:
        found[LETTER_O] = letters.pop()
    doubts = tuple(_doubts(found, roles, dates, points, counts))
    told = {
        role: word
        for role, word in found.items()
        if word != (PointMark.GROUPS if role in COUNT_ROLES else DateOrder.EITHER)
    }
    return Conventions(MappingProxyType(told), doubts)


def _share_date_order(found: dict[str, str]) -> None:
    """Read a table's two date columns alike where only one of them tells."""
    known = {found[role] for role in DATE_ROLES if found.get(role, DateOrder.EITHER) != DateOrder.EITHER}
    if len(known) == 1:
        found.update({role: next(iter(known)) for role in DATE_ROLES if role in found})


def _doubts(
    found: Mapping[str, str],
    roles: Mapping[str, str],
    dates: Mapping[str, DateVotes],
    points: Mapping[str, PointVotes],
    counts: Mapping[str, CountVotes],
) -> Iterable[Doubt]:
    for role, dated in dates.items():
        if found[role] == DateOrder.EITHER and dated.example is not None:
            reason = "day and month can stand in either order, and no cell of the column tells which"
            if len(dated.only) > 0:
                reason = "some cells have the day first and some the month, so that the others can be either"
            yield Doubt(roles[role], dated.example, reason, _DATE_ADVICE)
    for role, pointed in points.items():
        if pointed.is_mixed and pointed.example is not None:
            reason = (
                "some cells have the latitude first and some the longitude, so that the others can be either"
            )
            yield Doubt(roles[role], pointed.example, reason, _PAIR_ADVICE)
    for role, counted in counts.items():
        if found[role] == PointMark.EITHER and counted.example is not None:
            reason = "the points of this column can part thousands or decimals"
            yield Doubt(roles[role], counted.example, reason, _MARK_ADVICE)
