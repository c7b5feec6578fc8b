"""A table's rows with their places, some ten thousand at a time: what ``geocode`` writes."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from operator import itemgetter

from geomap.exporters.sinks import PLACE_CELLS, PlaceCells
from geomap.incidents.row_checks import check_row
from geomap.incidents.row_points import POINT_ROLES
from geomap.model import PlaceStatus, Problem
from geomap.pipeline.company import FIRST_ROWS
from geomap.pipeline.decisions import Decided, Decisions, Key
from geomap.pipeline.engine import Engine
from geomap.pipeline.parallel import WorkerPool
from geomap.pipeline.problems import unplaced_problem
from geomap.pipeline.row_decisions import (
    EXACTNESS_ROLES,
    PLACE_ROLES,
    AskedRow,
    Batch,
    columns_of,
    decide_batch,
    document_of,
    given_place,
    has_constant,
    list_problems,
)
from geomap.readers import ReadSettings, RowIds, Table, report_width, row_document
from geomap.readers.article import document_id
from geomap.resolution.row_company import RowCompany

__all__ = ["PlacedRows", "TableRows", "WiderRowError"]

CHUNK = 50_000
"""Rows that are held at a time."""

CELLS = 2_000_000
"""Cells that are held at a time, in tables with many columns."""

WORTH_WORKERS = 3_000
"""New places among some rows that are worth starting workers for."""

BATCH = 1_000
"""Distinct places that go to a worker at a time."""

_STATUS = PLACE_CELLS.index("place_status")
_LAT = PLACE_CELLS.index("lat")


class WiderRowError(Exception):
    """A row has filled cells beyond the columns that are known; ``width`` is what it needs."""

    def __init__(self, width: int) -> None:
        super().__init__(width)
        self.width = width


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRows:
    """Some rows of a table with their places.

    Attributes:
        rows: The user's cells, one for each column.
        places: What stands in the place columns, each place once.
        numbers: For each row, the index of its place.
        problems: What is wrong with the rows, in their order.
        unplaced: The rows that got no point, told as problems.
    """

    rows: list[list[str]]
    places: list[PlaceCells]
    numbers: list[int]
    problems: list[Problem]
    unplaced: Callable[[], Iterator[Problem]]

    def counts(self) -> tuple[Counter[PlaceStatus], int]:
        """Return how many rows have each status, and how many have a point."""
        rows = Counter(self.numbers)
        statuses: Counter[PlaceStatus] = Counter()
        for number, count in rows.items():
            statuses[PlaceStatus(str(self.places[number][_STATUS]))] += count
        return statuses, sum(count for number, count in rows.items() if self.places[number][_LAT] is not None)


@dataclass(slots=True, kw_only=True)
class _Chunk:
    """Rows whose new places have been given out to be decided."""

    first: int
    rows: list[list[str]]
    keys: list[Key]
    problems: list[Problem]
    waiting: list[tuple[list[Key], Callable[[], list[list[Decided]]]]]


def _by_units(key: Key) -> Key:
    return key[::-1]


class TableRows:
    """The rows of a table, read and placed; iterating gives them some ten thousand at a time, in order.

    Args:
        table: An open table.
        name: What ids know its file by.
        own: Its columns; more than the header knows when longer rows were met before.
        settings: How it is read.
        engine: Decides when no workers do.
        decisions: What was decided before, and what is decided here.
        pool: Workers for tables with many places, or None.
    """

    def __init__(
        self,
        table: Table,
        name: str,
        own: Sequence[str],
        *,
        settings: ReadSettings,
        engine: Engine,
        decisions: Decisions,
        pool: WorkerPool[Batch, list[Decided]] | None = None,
    ) -> None:
        self._rows = table.rows
        self._header = table.header
        self._name = name
        self._own = len(own)
        self._settings = settings
        self._engine = engine
        self._decisions = decisions
        self._pool = pool
        self._company: RowCompany | None = None
        self._pending: set[Key] = set()
        columns = self._header.columns
        at = {column: index for index, column in enumerate(columns)}
        self._id = at.get(self._header.roles.get("id", ""))
        self._places = [at[column] for column in columns_of(self._header, PLACE_ROLES)]
        self._points = [at[column] for column in columns_of(self._header, POINT_ROLES)]
        self._exactness = [at[column] for column in columns_of(self._header, EXACTNESS_ROLES)]
        self._has_points = len(self._points) > 0 or has_constant(self._header, POINT_ROLES)

    def __iter__(self) -> Iterator[PlacedRows]:
        ahead: deque[_Chunk] = deque()
        first, size = 1, max(1, min(CHUNK, CELLS // max(1, self._own)))
        fresh: list[Problem] = []
        ids = RowIds(self._header, fresh.append)
        while rows := list(islice(self._rows, size)):
            ahead.append(self._ask(rows, first, ids, fresh))
            first += len(rows)
            if len(ahead) > (0 if self._pool is None else 1):
                yield self._finish(ahead.popleft())
        while ahead:
            yield self._finish(ahead.popleft())

    def _ask(self, rows: list[list[str]], first: int, ids: RowIds, problems: list[Problem]) -> _Chunk:
        """Give out the places of some rows that are not decided yet."""
        if set(map(len, rows)) != {self._own} or self._own != self._header.width:
            for at, cells in enumerate(rows):
                if len(cells) != self._header.width:
                    report_width(self._header, first + at, cells, problems.append)
                if len(cells) != self._own:
                    rows[at] = self._fitted(cells)
        row_keys = ids.keys([] if self._id is None else [row[self._id] for row in rows], first)
        keys = self._keys(rows, first)
        firsts = dict(zip(reversed(keys), reversed(range(len(keys))), strict=True))
        known = self._decisions.get(firsts.keys())
        # Places of one unit next to each other, so that it is looked up once.
        new = sorted((key for key in firsts if key not in known and key not in self._pending), key=_by_units)
        self._pending.update(new)
        asked = [
            AskedRow(first + firsts[key], document_id(self._name, row_keys(firsts[key])), rows[firsts[key]])
            for key in new
        ]
        if first == 1:
            asked_first = (AskedRow(1 + at, "", cells) for at, cells in enumerate(rows[:FIRST_ROWS]))
            docs = [document_of(self._header, row, self._settings) for row in asked_first]
            self._company = self._engine.company_of(self._name, docs)
        waiting = [
            (
                new[start : start + BATCH],
                self._submit(asked[start : start + BATCH], many=len(new) > WORTH_WORKERS),
            )
            for start in range(0, len(new), BATCH)
        ]
        told = list(problems)
        problems.clear()
        return _Chunk(first=first, rows=rows, keys=keys, problems=told, waiting=waiting)

    def _fitted(self, cells: list[str]) -> list[str]:
        """Return a row with as many cells as there are columns.

        Raises:
            WiderRowError: It has filled cells beyond them.
        """
        if len(cells) > self._own:
            width = max((at for at, cell in enumerate(cells, start=1) if cell.strip() != ""), default=0)
            if width > self._own:
                raise WiderRowError(width)
            return cells[: self._own]
        return cells + [""] * (self._own - len(cells))

    def _keys(self, rows: Sequence[Sequence[str]], first: int) -> list[Key]:
        """Return the cells that decide where each row is."""
        columns = [map(str.strip, map(itemgetter(index), rows)) for index in self._places]
        keys: list[Key] = list(zip(*columns, strict=True)) if columns else [()] * len(rows)
        if not self._engine.pins.are_for_documents:
            return keys
        pins = self._engine.pins
        docs = (
            document_of(self._header, AskedRow(first + at, "", list(row)), self._settings)
            for at, row in enumerate(rows)
        )
        return [(*key, pins.scope(doc)) for key, doc in zip(keys, docs, strict=True)]

    def _submit(self, asked: Sequence[AskedRow], *, many: bool) -> Callable[[], list[list[Decided]]]:
        batch = Batch(self._header, self._settings, self._has_points, tuple(asked), self._company)
        if self._pool is None or not (many or self._pool.is_working):
            return lambda: [decide_batch(self._engine, batch)]
        return self._pool.submit([batch])

    def _finish(self, chunk: _Chunk) -> PlacedRows:
        """Wait for the places of some rows, and join them on."""
        for keys, wait in chunk.waiting:
            self._decisions.put(zip(keys, chain.from_iterable(wait()), strict=True))
            self._pending.difference_update(keys)
        decided = self._decisions.get(dict.fromkeys(chunk.keys).keys())
        index = {key: number for number, key in enumerate(decided)}
        places = [one.cells for one in decided.values()]
        numbers = list(map(index.__getitem__, chunk.keys))
        if self._has_points:
            problems = self._use_points(chunk, decided, places, numbers)
            chunk.problems.extend(problems)
        is_given = [places[number][_STATUS] == PlaceStatus.GIVEN for number in numbers]
        chunk.problems.extend(list_problems(chunk.keys, decided, is_given, chunk.first))
        chunk.problems.sort(key=lambda problem: problem.row or 0)
        return PlacedRows(
            rows=chunk.rows,
            places=places,
            numbers=numbers,
            problems=chunk.problems,
            unplaced=lambda: self._unplaced(chunk, decided, places, numbers),
        )

    def _use_points(
        self, chunk: _Chunk, decided: dict[Key, Decided], places: list[PlaceCells], numbers: list[int]
    ) -> Iterator[Problem]:
        """Put rows where their own coordinates are, each combination with their place once."""
        columns, used = self._header.columns, sorted({*self._places, *self._points, *self._exactness})
        known: dict[tuple[Key, tuple[str, ...]], tuple[int, Problem | None]] = {}
        for at, (row, key) in enumerate(zip(chunk.rows, chunk.keys, strict=True)):
            point = tuple([row[index].strip() for index in self._points])
            if self._points and not any(point):
                continue
            point += tuple([row[index].strip() for index in self._exactness])
            if (key, point) not in known:
                fields = {columns[index]: row[index] for index in used}
                doc = row_document(self._header, fields, chunk.first + at, "", self._settings)
                cells, problem = given_place(doc, decided[key], self._engine.gazetteer)
                known[key, point] = len(places), problem
                places.append(cells)
            numbers[at], problem = known[key, point]
            if problem is not None:  # the row's other cells may explain what these alone do not
                whole = AskedRow(chunk.first + at, "", list(row))
                problem = check_row(
                    document_of(self._header, whole, self._settings),
                    decided[key].resolution,
                    self._engine.gazetteer,
                )
            if problem is not None:
                yield replace(problem, row=chunk.first + at)

    def _unplaced(
        self, chunk: _Chunk, decided: dict[Key, Decided], places: list[PlaceCells], numbers: list[int]
    ) -> Iterator[Problem]:
        """Yield the rows that got no point."""
        columns = [self._header.columns[index] for index in self._places]
        for at, number in enumerate(numbers):
            if places[number][_LAT] is None:
                one = decided[chunk.keys[at]]
                column = next(
                    (name for name, cell in zip(columns, chunk.keys[at], strict=False) if cell != ""), None
                )
                status = PlaceStatus(str(places[number][_STATUS]))
                yield unplaced_problem(
                    self._header.source, chunk.first + at, column, one.words, one.reason, status
                )
