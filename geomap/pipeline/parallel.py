"""Documents in several processes: each worker opens an engine of its own, results come in order."""

from __future__ import annotations

import copyreg
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from geomap.errors import WorkerError
from geomap.model import Document
from geomap.pipeline.engine import Engine
from geomap.pipeline.settings import Settings

__all__ = ["WorkerPool", "batches", "map_documents"]

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")
OtherT = TypeVar("OtherT")

CHUNK = 4
"""Documents that go to a worker at a time."""

ROWS = 250
"""Rows of a table that are decided together."""

WAITING = 4
"""Chunks that are given out or finished ahead of need, for each worker."""


def map_documents(
    work: Callable[[Engine, ItemT], ResultT], items: Iterable[ItemT], engine: Engine, *, jobs: int = 1
) -> Iterator[ResultT]:
    """Yield ``work(engine, item)`` of each item, in order.

    Items are taken as they are needed, and no more than a few chunks are held at a time. An error of an item
    is raised when its turn comes, as if it had been met here.

    Args:
        work: A function of a module, which other processes can import.
        items: Documents, or anything else that can be pickled.
        engine: Used for one job; more open engines of their own from its settings.
        jobs: How many processes work; with 1 this one does.

    Raises:
        WorkerError: A worker was killed, or ran out of memory.
    """
    if jobs <= 1:
        for entry in items:
            yield work(engine, entry)
        return
    with WorkerPool(work, engine, jobs) as pool:
        yield from _in_order(pool, iter(items), jobs * WAITING)


def _in_order(pool: WorkerPool[ItemT, ResultT], items: Iterator[ItemT], most: int) -> Iterator[ResultT]:
    waiting: deque[Callable[[], list[ResultT]]] = deque()
    while chunk := list(islice(items, CHUNK)):
        waiting.append(pool.submit(chunk))
        if len(waiting) >= most:
            yield from waiting.popleft()()
    while waiting:
        yield from waiting.popleft()()


def batches(docs: Iterable[tuple[Document, OtherT]]) -> Iterator[list[tuple[Document, OtherT]]]:
    """Yield articles one by one, and rows of tables, whose places are decided together, many at a time.

    What stands beside a document goes with it.
    """
    rows: list[tuple[Document, OtherT]] = []
    for entry in docs:
        doc = entry[0]
        if doc.is_row:
            rows.append(entry)
        if rows and (len(rows) == ROWS or not doc.is_row):
            yield rows
            rows = []
        if not doc.is_row:
            yield [entry]
    if rows:
        yield rows


class WorkerPool(Generic[ItemT, ResultT]):
    """Processes that do the same work on items; a context manager.

    Args:
        work: As for :func:`map_documents`.
        engine: Used for one job; more open engines of their own from its settings.
        jobs: How many processes work; with 1 this one does, when an answer is asked for.
    """

    def __init__(self, work: Callable[[Engine, ItemT], ResultT], engine: Engine, jobs: int) -> None:
        self._work = work
        self._engine = engine
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> WorkerPool[ItemT, ResultT]:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    @property
    def is_working(self) -> bool:
        """Whether processes were started."""
        return self._pool is not None

    def submit(self, items: list[ItemT]) -> Callable[[], list[ResultT]]:
        """Give work out; the function that is returned waits for it.

        Raises:
            WorkerError: On asking for the results, when a worker was killed or ran out of memory.
        """
        if self._jobs <= 1:
            return lambda: [self._work(self._engine, entry) for entry in items]
        if self._pool is None:
            start = (self._engine.settings, self._work)
            self._pool = ProcessPoolExecutor(
                self._jobs, mp_context=get_context("spawn"), initializer=_start, initargs=start
            )
        try:
            future: Future[list[ResultT]] = self._pool.submit(_do, items)
        except BrokenProcessPool as error:
            raise self._killed() from error
        return lambda: self._result(future)

    def _result(self, future: Future[list[ResultT]]) -> list[ResultT]:
        try:
            return future.result()
        except BrokenProcessPool as error:
            raise self._killed() from error

    def _killed(self) -> WorkerError:
        return WorkerError(
            f"one of the {self._jobs} worker processes was killed, perhaps for want of memory; try --jobs 1"
        )


class _Worker:
    """What a worker process keeps between chunks."""

    settings: Settings
    work: Callable[[Engine, Any], Any]
    engine: Engine | None = None


def _start(settings: Settings, work: Callable[[Engine, Any], Any]) -> None:
    """Remember what to do; a worker is stopped by its parent, and ends when that is gone."""
    _Worker.settings, _Worker.work = settings, staticmethod(work)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=follow, daemon=True).start()


def _do(chunk: list[Any]) -> list[Any]:
    """Do the work on some items; the engine is opened here, where an error of it can be reported."""
    if _Worker.engine is None:
        _Worker.engine = Engine(_Worker.settings)
    return [_Worker.work(_Worker.engine, entry) for entry in chunk]


def _reduce_proxy(view: Mapping[Any, Any]) -> tuple[Callable[..., Any], tuple[dict[Any, Any]]]:
    return _as_proxy, (dict(view),)


def _as_proxy(entries: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(entries)


copyreg.pickle(MappingProxyType, _reduce_proxy)  # documents and settings hold such views
