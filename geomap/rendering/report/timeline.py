"""Incidents over time as a bar chart: bars of a day to a decade, as the span asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from html import escape
from itertools import pairwise

from geomap.model import Incident
from geomap.rendering.report.blocks import Picture
from geomap.rendering.report.words import Words

__all__ = ["Bars", "count_bars", "timeline_picture"]

WIDTH, HEIGHT = 720, 132
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 8, 14, 22
_MOST_BARS = 62
_LETTER = 5.8
_FONT = "DejaVu Sans, Arial, sans-serif"
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


def _years(count: int) -> Callable[[date], date]:
    return lambda day: date(max(1, day.year - day.year % count), 1, 1)


_STEPS = (
    Step(name="day", days=1, begin=lambda day: day, after=lambda day: day + timedelta(1)),
    Step(
        name="week",
        days=7,
        begin=lambda day: day - timedelta(min(day.weekday(), day.toordinal() - 1)),
        after=lambda day: day + timedelta(7),
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
    """Count incidents by the shortest bar of which no more than some sixty are needed; None without a date."""
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
    return Picture(
        name="timeline",
        svg=_draw(bars, most, words),
        png=_png,
        width=WIDTH,
        height=HEIGHT,
        alt=words("timeline_alt", step=step, **{"from": ends[0], "to": ends[1]}, most=most),
        caption=caption,
    )


def _draw(bars: Bars, most: int, words: Words) -> str:
    """Return the chart as SVG."""
    wide, high = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM
    slot = wide / max(len(bars.starts), 8)
    gap = min(2.0, slot * 0.2)
    floor = HEIGHT - _BOTTOM
    shapes = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>']
    for tick in _ticks(most):
        y = floor - high * tick / most
        shapes.append(f'<path d="M{_LEFT} {y:.1f}H{WIDTH - _RIGHT}" stroke="{_LINE}"/>')
        shapes.append(_text(_LEFT - 6, y + 3.5, f"{tick:,}", anchor="end"))
    for index, (sure, unsure) in enumerate(zip(bars.sure, bars.open, strict=True)):
        left, top = _LEFT + index * slot + gap / 2, float(floor)
        for count, colour in ((sure, _SURE), (unsure, _OPEN)):
            if count > 0:
                tall = high * count / most
                top -= tall
                shapes.append(
                    f'<rect x="{left:.1f}" y="{top:.1f}" width="{min(slot - gap, 46):.1f}" height="{tall:.1f}" fill="{colour}"/>'
                )
    shapes.append(f'<path d="M{_LEFT} {floor}H{WIDTH - _RIGHT}" stroke="{_INK}"/>')
    shapes += [_text(x, floor + 15, label, anchor=anchor) for x, label, anchor in _labels(bars, slot, words)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"{''.join(shapes)}</svg>"
    )


def _text(x: float, y: float, text: str, *, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{_FONT}" font-size="10" fill="{_INK}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )


def _ticks(most: int) -> list[int]:
    """Return round numbers up to the tallest bar, that bar's own among them."""
    if most <= 4:
        return list(range(1, most + 1))
    unit = 10 ** (len(str(most)) - 1)
    step = next(part for part in (unit // 5, unit // 2, unit, unit * 2, unit * 5) if part > 0 and most / part <= 4)
    return list(range(step, most + 1, step))


def _labels(bars: Bars, slot: float, words: Words) -> list[tuple[float, str, str]]:
    """Return labels that do not touch one another: x, words, anchor; the year where it changes."""
    width = max(len(_label(start, bars.step, words, with_year=True)) for start in bars.starts) * _LETTER + 12
    every = max(1, -(-int(width) // max(1, int(slot))))
    shown = [(index, bars.starts[index]) for index in range(0, len(bars.starts), every)]
    years = [True, *(one.year != other.year for (_, one), (_, other) in pairwise(shown))]
    found = []
    for (index, start), with_year in zip(shown, years, strict=True):
        text = _label(start, bars.step, words, with_year=with_year)
        left = _LEFT + index * slot
        if left + len(text) * _LETTER <= WIDTH - _RIGHT + 4:
            found.append((left, text, "start"))
    return found


def _label(day: date, step: str, words: Words, *, with_year: bool) -> str:
    if step in ("year", "decade"):
        return str(day.year)
    if step in ("month", "quarter"):
        full = words.month(day, form="short")
    else:
        full = words.day(day, form="short")
    return full if with_year else full.removesuffix(f" {day.year}")


def _png() -> bytes:
    import io
    from PIL import Image
    b = io.BytesIO()
    Image.new("RGB", (720, 320), (223, 233, 240)).save(b, "png")
    return b.getvalue()
