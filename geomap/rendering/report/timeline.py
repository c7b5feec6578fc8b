"""Incidents over time as a bar chart: bars of a day to a decade, as the span asks for."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from itertools import pairwise

from geomap._version import __version__
from geomap.model import Incident
from geomap.rendering.report.blocks import Picture
from geomap.rendering.report.words import Words
from geomap.rendering.static_map.scene import Item, Lines, Scene, Text
from geomap.rendering.static_map.widths import text_width

__all__ = ["Bars", "count_bars", "timeline_picture"]

_WIDTH, _HEIGHT = 182.0, 27.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 9.0, 1.0, 2.0, 5.0
_MOST_BARS = 62
_WIDEST_BAR = 12.0
_SIZE = 2.5
_SURE, _OPEN, _LINE, _INK = "#2f5d80", "#b7cfe1", "#d5dbe1", "#4a5561"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A length of bar: where the bar of a day begins, and where the next one does."""

    name: str
    days: float
    begin: Callable[[date], date]
    after: Callable[[date], date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Incidents by bar.

    Attributes:
        step: day, week, month, quarter, year or decade.
        starts: First day of each bar.
        sure: Incidents whose dates lie in one bar.
        open: Incidents whose dates touch this bar and others.
        undated: Incidents without a date.
    """

    step: str
    starts: tuple[date, ...]
    sure: tuple[int, ...]
    open: tuple[int, ...]
    undated: int


def _next_month(start: date, months: int) -> date:
    index = start.year * 12 + start.month - 1 + months
    year = index // 12
    return date(year, index % 12 + 1, 1) if year <= MAXYEAR else date.max


def _days(count: int) -> Callable[[date], date]:
    return lambda day: date.fromordinal(min(date.max.toordinal(), day.toordinal() + count))


def _years(count: int) -> Callable[[date], date]:
    return lambda day: date(max(1, day.year - day.year % count), 1, 1)


_STEPS = (
    Step(name="day", days=1, begin=lambda day: day, after=_days(1)),
    Step(
        name="week",
        days=7,
        begin=lambda day: day - timedelta(min(day.weekday(), day.toordinal() - 1)),
        after=_days(7),
    ),
    Step(
        name="month",
        days=30.4,
        begin=lambda day: day.replace(day=1),
        after=lambda day: _next_month(day, 1),
    ),
    Step(
        name="quarter",
        days=91.3,
        begin=lambda day: day.replace(month=day.month - (day.month - 1) % 3, day=1),
        after=lambda day: _next_month(day, 3),
    ),
    Step(name="year", days=365.2, begin=_years(1), after=lambda day: _next_month(day, 12)),
    Step(
        name="decade",
        days=3652.4,
        begin=_years(10),
        after=lambda day: _next_month(day, (10 - day.year % 10) * 12),
    ),
)


def count_bars(incidents: Sequence[Incident]) -> Bars | None:
    """Count incidents by the shortest bar that gives no more than some sixty; None without a date."""
    spans = []
    for incident in incidents:
        first, last = incident.when.start or incident.when.end, incident.when.end or incident.when.start
        if first is not None and last is not None:
            spans.append((first, last))
    if not spans:
        return None
    begin, end = min(first for first, _ in spans), max(last for _, last in spans)
    days = (end - begin).days + 1
    step = next((step for step in _STEPS if days / step.days <= _MOST_BARS), _STEPS[-1])
    starts = list(_starts(step, begin, end))
    position = {start: index for index, start in enumerate(starts)}
    sure, unsure = [0] * len(starts), [0] * len(starts)
    for first, last in spans:
        one, other = position[step.begin(first)], position[step.begin(last)]
        counts = sure if one == other else unsure
        for index in range(one, other + 1):
            counts[index] += 1
    undated = len(incidents) - len(spans)
    return Bars(step=step.name, starts=tuple(starts), sure=tuple(sure), open=tuple(unsure), undated=undated)


def _starts(step: Step, begin: date, end: date) -> Iterator[date]:
    start = step.begin(begin)
    while start <= end:
        yield start
        following = step.after(start)
        if following <= start:
            return
        start = following


def timeline_picture(incidents: Sequence[Incident], words: Words) -> Picture | None:
    """Return the chart with its caption, or None when no incident has a date."""
    bars = count_bars(incidents)
    if bars is None:
        return None
    step = words(f"step_{bars.step}")
    most = max(sure + unsure for sure, unsure in zip(bars.sure, bars.open, strict=True))
    caption = words("timeline_caption" if any(bars.open) else "timeline_caption_sure", step=step)
    if bars.undated > 0:
        caption += " " + words("timeline_undated", n=bars.undated)
    ends = [_label(day, bars.step, words, with_year=True) for day in (bars.starts[0], bars.starts[-1])]
    alt = words("timeline_alt", step=step, **{"from": ends[0], "to": ends[1]}, most=most)
    scene = Scene(
        width=_WIDTH,
        height=_HEIGHT,
        title=words("timeline"),
        description=alt,
        language=words.language,
        generator=f"geomap {__version__}",
    )
    scene.add(*_draw(bars, most, words))
    return Picture(name="timeline", scene=scene, alt=alt, caption=caption)


def _draw(bars: Bars, most: int, words: Words) -> Iterator[Item]:
    """Yield paper, lines at round numbers, bars, and the labels below them."""
    wide, high = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    slot = wide / max(len(bars.starts), 8)
    gap = min(0.5, slot * 0.2)
    floor = _HEIGHT - _BOTTOM
    yield _box(0, 0, _WIDTH, _HEIGHT, "#ffffff")
    for tick in _ticks(most):
        y = floor - high * tick / most
        yield Lines(parts=(((_LEFT, y), (_WIDTH - _RIGHT, y)),), stroke=_LINE, width=0.15)
        yield Text(
            x=_LEFT - 1.2, y=y + _SIZE * 0.36, words=f"{tick:,}", size=_SIZE, color=_INK, anchor="right"
        )
    for index, (sure, unsure) in enumerate(zip(bars.sure, bars.open, strict=True)):
        left, top = _LEFT + index * slot + gap / 2, floor
        for count, color in ((sure, _SURE), (unsure, _OPEN)):
            if count > 0:
                tall = high * count / most
                top -= tall
                yield _box(left, top, min(slot - gap, _WIDEST_BAR), tall, color)
    yield Lines(parts=(((_LEFT, floor), (_WIDTH - _RIGHT, floor)),), stroke=_INK, width=0.2)
    for x, label in _labels(bars, slot, words):
        yield Text(x=x, y=floor + _SIZE * 1.35, words=label, size=_SIZE, color=_INK)


def _box(left: float, top: float, width: float, height: float, fill: str) -> Lines:
    right, bottom = left + width, top + height
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Lines(parts=(corners,), is_closed=True, fill=fill)


def _ticks(most: int) -> list[int]:
    """Return round numbers up to the tallest bar, that bar's own among them."""
    if most <= 4:
        return list(range(1, most + 1))
    unit = 10 ** (len(str(most)) - 1)
    step = next(
        part for part in (unit // 5, unit // 2, unit, unit * 2, unit * 5) if part > 0 and most / part <= 4
    )
    return list(range(step, most + 1, step))


def _labels(bars: Bars, slot: float, words: Words) -> list[tuple[float, str]]:
    """Return labels that do not touch one another: left edge, words; the year where it changes."""
    full = (_label(start, bars.step, words, with_year=True) for start in bars.starts)
    width = max(text_width(text, _SIZE) for text in full) + _SIZE
    every = max(1, math.ceil(width / slot))
    shown = [(index, bars.starts[index]) for index in range(0, len(bars.starts), every)]
    years = [True, *(one.year != other.year for (_, one), (_, other) in pairwise(shown))]
    found = []
    for (index, start), with_year in zip(shown, years, strict=True):
        text = _label(start, bars.step, words, with_year=with_year)
        left = _LEFT + index * slot
        if left + text_width(text, _SIZE) <= _WIDTH:
            found.append((left, text))
    return found


def _label(day: date, step: str, words: Words, *, with_year: bool) -> str:
    if step in ("year", "decade"):
        return str(day.year)
    is_long = step in ("month", "quarter")
    full = words.month(day, form="short") if is_long else words.day(day, form="short")
    return full if with_year else full.removesuffix(f" {day.year}")
