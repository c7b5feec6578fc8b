"""Which pairs of reports are worth comparing: those of about the same days that have something in common.

Reports are taken in order of their first day and meet those before them that share a key: a cell of the map,
a country and a number of people, a country and a word, a headline. A key that many reports of the same days
have tells nothing and is passed over.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Mapping

from geomap.incidents.linking.report import STATED_DAYS, Report, Spot

__all__ = ["in_day_order", "iter_pairs"]

SLACK_DAYS = 1
"""Days by which the dates of two reports of one incident may miss each other."""

LOOSE_DAYS = 3
"""The same for a report whose words give no day, so that it was counted back from its own date."""

LATER_DAYS = 7
"""Days within which a headline is taken up again."""

CELL_DEGREES = 0.5
"""Size of a cell; places in neighbouring cells are compared too."""

CROWDED = 150
"""Reports of the same days under one key, beyond which the key is passed over."""


SWEPT = 4096
"""Reports after which those that nobody can meet any more are let go, so that memory stays flat."""

Block = list[tuple[int, Report]]
"""Reports under one key, each with the last day on which another one may begin."""


def in_day_order(reports: Iterable[Report]) -> list[Report]:
    """Return the reports in the order in which they can be compared; those without a day are left out."""
    dated = (report for report in reports if report.start is not None)
    return sorted(dated, key=lambda report: (report.start or 0, report.number))


def iter_pairs(reports: Iterable[Report]) -> Iterator[tuple[Report, Report]]:
    """Yield each pair of reports to compare once, in the order of their days.

    Args:
        reports: In the order of :func:`in_day_order`; they are taken one by one and not kept for long.
    """
    blocks: dict[Hashable, Block] = {}
    for count, report in enumerate(reports, start=1):
        met: dict[int, Report] = {}
        first, last, fine = _first(report), _last(report), report.is_fine
        over = (report.start or 0) - LOOSE_DAYS  # nobody that follows can meet an earlier one
        for key, is_near in _keys(report):
            # Two that are both placed to a town need not meet under a word or a number.
            sought = ((key, None),) if is_near else ((key, False),) if fine else ((key, False), (key, True))
            for name in sought:
                if name not in blocks:
                    continue
                blocks[name] = [entry for entry in blocks[name] if entry[0] >= over]
                block = [other for last_day, other in blocks[name] if last_day >= first]
                if len(block) < CROWDED:
                    met.update((other.number, other) for other in block)
            blocks.setdefault((key, None if is_near else fine), []).append((last, report))
        for number in sorted(met):
            if met[number].apart is None or met[number].apart != report.apart:
                yield met[number], report
        if count % SWEPT == 0:
            blocks = dict(_still_open(blocks, over))


def _still_open(blocks: Mapping[Hashable, Block], over: int) -> Iterator[tuple[Hashable, Block]]:
    for key, block in blocks.items():
        kept = [entry for entry in block if entry[0] >= over]
        if kept:
            yield key, kept


def _first(report: Report) -> int:
    """Return the first day on which a report of the same incident may end."""
    return (report.start or 0) - (0 if report.is_dated else LOOSE_DAYS)


def _last(report: Report) -> int:
    """Return the last day on which a report of the same incident may begin."""
    end = report.end or 0
    published = report.published or end
    return max(end + (SLACK_DAYS if report.is_dated else LOOSE_DAYS), min(published, end + LATER_DAYS))


def _keys(report: Report) -> Iterator[tuple[Hashable, bool]]:
    """Yield what a report must share with another one to be compared with it.

    Two that are both placed to a town must share a key that says so: a cell or a headline.
    """
    if len(report.title) > 20:
        yield ("title", report.title), True
    if report.start is None or report.end is None or report.end - report.start >= STATED_DAYS:
        return
    countries = sorted({spot.country_code for spot in report.spots}) or [""]
    for spot in report.spots:
        if spot.is_fine:
            for cell in _cells(spot):
                yield ("cell", cell), True
    for country in countries:
        yield country, False
        for kind, (low, _) in sorted(report.counts.items()):
            yield (country, kind, low), False
        for word in sorted(report.words | report.sides):
            yield (country, word), False


def _cells(spot: Spot) -> Iterator[tuple[int, int]]:
    """Yield the four cells, of a grid set off by half a cell, that a point and its neighbours fall into."""
    row, column = spot.lat / CELL_DEGREES, spot.lon / CELL_DEGREES
    width = round(360 / CELL_DEGREES)
    rows = {math.floor(row), math.floor(row + 0.5) - 1}
    columns = {math.floor(column), math.floor(column + 0.5) - 1}
    for y in sorted(rows):
        for x in sorted(columns):
            yield y, x % width
