"""Incidents by day, week, month or year, one small map each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from geomap.errors import InputError
from geomap.rendering.static_map.incidents import Told
from geomap.rendering.static_map.settings import PERIODS
from geomap.rendering.static_map.wording import Wording

__all__ = ["MOST_MAPS", "Period", "day_of", "split_periods"]

MOST_MAPS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One period.

    Attributes:
        label: In words.
        incidents: Numbers of those whose dates touch it.
        unsure: Those of them that touch another period as well.
    """

    label: str
    incidents: frozenset[int]
    unsure: frozenset[int]


def day_of(iso: str) -> date | None:
    """Return a day; None for what is no date."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def split_periods(told: Told, by: str, wording: Wording) -> tuple[list[Period], int]:
    """Return every period from the first incident to the last, also the empty ones, and how many are undated.

    An incident is in every period that its dates touch.

    Raises:
        InputError: There are no dates, or too many periods to draw.
    """
    spans = {}
    for incident, span in enumerate(told.spans):
        days = (None, None) if span is None else (day_of(span[0]), day_of(span[1]))
        if days[0] is not None and days[1] is not None:
            spans[incident] = (_start(days[0], by), _start(days[1], by))
    if not spans:
        raise InputError(f"no incident has a date, so there is no map by {by}; leave --by out")
    starts = [min(first for first, _ in spans.values())]
    last = max(last for _, last in spans.values())
    while starts[-1] < last:
        starts.append(_next(starts[-1], by))
        if len(starts) > MOST_MAPS:
            coarser = PERIODS[PERIODS.index(by) + 1 :]
            advice = f"--by {coarser[0]}" if coarser else "no --by"
            raise InputError(
                f"by {by} this is more than {MOST_MAPS} maps; use {advice}, "
                "or fewer incidents with --since and --until"
            )
    return [_period(start, spans, by, wording) for start in starts], told.size - len(spans)


def _period(start: date, spans: dict[int, tuple[date, date]], by: str, wording: Wording) -> Period:
    inside = {number for number, (first, last) in spans.items() if first <= start <= last}
    return Period(
        label=_label(start, by, wording),
        incidents=frozenset(inside),
        unsure=frozenset(number for number in inside if spans[number][0] != spans[number][1]),
    )


def _start(day: date, by: str) -> date:
    """Return the first day of the period that a day is in; weeks begin on Monday."""
    if by == "week":
        return date.fromordinal(max(1, day.toordinal() - day.weekday()))
    if by == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if by == "year" else day


def _next(start: date, by: str) -> date:
    """Return the first day of the next period."""
    if by == "year":
        return start.replace(year=start.year + 1)
    if by == "month":
        return _start(start + timedelta(days=31), by)
    return start + timedelta(days=7 if by == "week" else 1)


def _label(start: date, by: str, wording: Wording) -> str:
    if by == "week":
        return wording.span(start, start + timedelta(days=6))
    return str(start.year) if by == "year" else wording.day(start, by)
