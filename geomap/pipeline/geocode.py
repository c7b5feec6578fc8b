"""A table to the same table with place columns joined on, in one pass and flat memory."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from geomap.collecting import no_cycle_search
from geomap.errors import InputError
from geomap.exporters.sinks import SINKS, Sink, TableLayout, sink_format
from geomap.files import STDOUT, staged_output
from geomap.frame import place_fieldnames
from geomap.model import Problem
from geomap.pipeline.decisions import Decided, Decisions
from geomap.pipeline.engine import Engine
from geomap.pipeline.parallel import WorkerPool
from geomap.pipeline.problems import Rejects
from geomap.pipeline.row_decisions import Batch, decide_batch
from geomap.pipeline.row_filters import RowFilter
from geomap.pipeline.run import Run
from geomap.pipeline.settings import Settings
from geomap.pipeline.table_rows import PlacedRows, TableRows, WiderRowError
from geomap.readers import Table, open_rows

__all__ = ["Geocoder", "geocode_table"]

MOST_WORKERS = 4
"""Processes that are started without being asked for; each takes the memory of an engine."""


def geocode_table(
    source: str,
    output: str | Path,
    settings: Settings,
    *,
    to_format: str | None = None,
    rejects: Path | None = None,
) -> Run:
    """Place every row of a table; a row that cannot be placed says so in ``place_status``.

    Args:
        source: The table, or ``-``.
        output: Its extension picks the format; ``-`` is standard output, as CSV.
        settings: How to read and decide; with ``jobs`` 0 tables with many places are spread over processes.
        to_format: Name of a format, whatever the extension.
        rejects: File to write: what could not be used as it stands, and the rows that got no point.

    Returns:
        Counts, problems, and what the run must say about itself.

    Raises:
        MissingColumnError: The table has no column about places.
        InputError: The table is missing, empty or unreadable.
        UnknownNameError: There is no such format.
        OutputError: A file cannot be written; earlier ones are left as they were.
    """
    make = SINKS.get(sink_format(output, to_format=to_format))
    with ExitStack() as stack:
        listed = None if rejects is None else stack.enter_context(Rejects.open(rejects))
        part = stack.enter_context(staged_output(output))
        geocoder = stack.enter_context(Geocoder(settings, listed))
        stack.enter_context(no_cycle_search())
        with _table_path(source) as path:
            geocoder.run(path, lambda layout: make(part, layout))
    return geocoder.found


class Geocoder:
    """An engine, its workers and what was decided so far; a context manager.

    Args:
        settings: As for :func:`geocode_table`.
        rejects: An open file of rejects, or None.

    Attributes:
        found: The run, with counts and problems.
    """

    def __init__(self, settings: Settings, rejects: Rejects | None = None) -> None:
        self._stack = ExitStack()
        self._engine = self._stack.enter_context(Engine(settings))
        self._decisions = Decisions()
        self._stack.callback(self._decisions.close)
        self._pool: WorkerPool[Batch, list[Decided]] | None = None
        jobs = settings.jobs or min(MOST_WORKERS, os.cpu_count() or 1)
        if jobs > 1:
            self._pool = self._stack.enter_context(WorkerPool(decide_batch, self._engine, jobs))
        self._reading = settings.read
        self.found = Run(settings=settings)
        self.found.problems.rejects = rejects
        self.found.use(self._engine)

    def __enter__(self) -> Geocoder:
        return self

    def __exit__(self, *exc: object) -> None:
        self._stack.close()

    def run(self, source: str, make: Callable[[TableLayout], Sink]) -> None:
        """Read a table and write it with its places; ``make`` opens what is written to."""
        own: tuple[str, ...] | None = None
        while True:
            with open_rows(source, settings=self._reading, report=self.found.problems.append) as (
                file,
                table,
            ):
                own = table.header.columns if own is None else own
                try:
                    self._write(table, file.name, own, make)
                except WiderRowError:
                    own = None
            if own is not None:
                return
            own = self._all_columns(source)
            self.found.restart()

    def _write(
        self, table: Table, name: str, own: tuple[str, ...], make: Callable[[TableLayout], Sink]
    ) -> None:
        layout = TableLayout(
            own=own,
            ours=place_fieldnames(own),
            tags=table.header.tags,
            delimiter=table.header.delimiter,
            export=self.found.export,
        )
        with closing(make(layout)) as sink:
            for some in self._kept(self.place(table, name, own), table):
                sink.write(some.rows, some.places, some.numbers)

    def _kept(self, placed: Iterable[PlacedRows], table: Table) -> Iterator[PlacedRows]:
        """Yield the rows that the run's filters want, and count the others by reason."""
        filters, tally = self.found.settings.filters, self.found.tally
        if filters is None or filters.is_empty:
            yield from placed
            return
        wanted = RowFilter(
            filters=filters,
            header=table.header,
            settings=self._reading,
            gazetteer=self._engine.gazetteer,
        )
        for some in placed:
            kept, left_out = wanted.keep(some)
            tally.filtered.update(left_out)
            tally.on_map += kept.counts()[1] - some.counts()[1]
            yield kept

    def place(self, table: Table, name: str, own: Sequence[str]) -> Iterator[PlacedRows]:
        """Yield the rows of a table with their places, counted and with their problems noted.

        Raises:
            WiderRowError: A row has filled cells beyond the columns.
        """
        tally, problems = self.found.tally, self.found.problems
        rows = TableRows(
            table,
            name,
            own,
            settings=self._reading,
            engine=self._engine,
            decisions=self._decisions,
            pool=self._pool,
        )
        for some in rows:
            statuses, on_map = some.counts()
            tally.rows += len(some.rows)
            tally.statuses.update(statuses)
            tally.on_map += on_map
            if problems.rejects is None:
                problems.extend(some.problems)
            else:
                problems.extend_among(some.problems, some.unplaced())
            yield some
        tally.problems = len(problems)

    def _all_columns(self, source: str) -> tuple[str, ...]:
        """Return a table's columns, with as many more as its longest row has filled cells."""
        with open_rows(source, settings=self._reading, report=_ignore) as (_, table):
            known = table.header.columns
            width = len(known)
            for cells in table.rows:
                if len(cells) > width:
                    filled = (at for at, cell in enumerate(cells, start=1) if cell.strip() != "")
                    width = max(width, *filled)
        names = list(known)
        for number in range(len(known) + 1, width + 1):
            name = f"column_{number}"
            while name in names:
                name += "_"
            names.append(name)
        return tuple(names)


def _ignore(problem: Problem) -> None:
    """Take a problem that is reported when the rows are written."""


@contextmanager
def _table_path(source: str) -> Iterator[str]:
    """Give the path of a table; what comes on standard input is put into a file, as it is read twice."""
    if source != STDOUT:
        yield source
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stdin.csv"
        with path.open("wb") as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
        try:
            yield str(path)
        except InputError as error:
            raise type(error)(str(error).replace(str(path), source)) from error
