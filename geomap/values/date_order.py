"""In which order a column writes day and month, told from its own cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import pairwise

from geomap.values.dates import DateOrder, numeric_readings

__all__ = ["DateVotes", "decide_date_order"]

RARE = 0.05
"""Cells that can only be read the other way are typing errors when they are no more than this share."""
SORTED_CELLS = 8
"""So many different days in order under one reading only are no accident."""
REMEMBERED = 5_000

_DAY, _MONTH, _YEAR = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST, DateOrder.YEAR_FIRST


class DateVotes:
    """What the cells of a column say about their order, cell by cell."""

    def __init__(self) -> None:
        self.only: Counter[DateOrder] = Counter()
        self.example: str | None = None
        self._open: dict[str, tuple[date, date]] = {}
        self._two_digit: dict[str, tuple[str, str]] = {}

    def add(self, cell: str) -> None:
        """Count one cell; those that are no date of bare numbers say nothing."""
        readings = _remembered_readings(cell)
        if not readings:
            return
        if _YEAR in readings and len(self._two_digit) < REMEMBERED:
            slots = [
                part for part in cell.replace(".", "-").replace("/", "-").replace(" ", "-").split("-") if part
            ]
            self._two_digit[cell] = (slots[0], slots[2][:2])
        if _DAY in readings and _MONTH in readings:
            if readings[_DAY] != readings[_MONTH]:
                self.example = self.example or cell
                if len(self._open) < REMEMBERED:
                    self._open.setdefault(cell, (readings[_DAY], readings[_MONTH]))
        else:
            self.only[next(order for order in (_DAY, _MONTH, _YEAR) if order in readings)] += 1

    def decide(self) -> DateOrder:
        """Return the order of the column, ``either`` when its cells do not tell or contradict each other.

        A cell with 13 or more in one place decides; without one, cells that stand in the order of time
        under one reading only; points between the numbers; numbers that hardly change where two-digit years
        would stand first.
        """
        if self._is_year_first():
            return _YEAR
        day, month = self.only[_DAY], self.only[_MONTH]
        if day + month > 0:
            if min(day, month) > RARE * (day + month):
                return DateOrder.EITHER
            return _DAY if day > month else _MONTH
        return self._by_sorting()

    def _by_sorting(self) -> DateOrder:
        if len(self._open) < SORTED_CELLS:
            return self._by_points()
        day_first, month_first = (
            _is_sorted([pair[index] for pair in self._open.values()]) for index in (0, 1)
        )
        if day_first == month_first:
            return self._by_points()
        return _DAY if day_first else _MONTH

    def _by_points(self) -> DateOrder:
        """Read "06.02.2023" as all do who write dates with points: the day first."""
        has_points = len(self._open) > 0 and all(cell.strip().count(".") == 2 for cell in self._open)
        return _DAY if has_points else DateOrder.EITHER

    def _is_year_first(self) -> bool:
        """Say whether two-digit years stand first: few numbers there, many in the last place."""
        if self.only[_YEAR] > self.only[_DAY] + self.only[_MONTH]:
            return True
        first, last = ({slots[index] for slots in self._two_digit.values()} for index in (0, 1))
        rest = sum(self.only.values()) + len(self._open) - len(self._two_digit)
        return rest <= 0 and len(last) >= SORTED_CELLS and len(first) * 3 <= len(last)


def decide_date_order(cells: Iterable[str]) -> DateOrder:
    """Return the order of day and month that a column's cells show."""
    votes = DateVotes()
    for cell in cells:
        votes.add(cell)
    return votes.decide()


def _is_sorted(days: list[date]) -> bool:
    pairs = list(pairwise(days))
    return all(one <= other for one, other in pairs) or all(one >= other for one, other in pairs)


@lru_cache(maxsize=4096)
def _remembered_readings(cell: str) -> dict[DateOrder, date]:
    return numeric_readings(cell)
