"""Consonant skeletons of all names of an index, on all processors when there are millions."""

from __future__ import annotations

import os
import sqlite3
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread

from geomap.text import is_latin, skeleton

__all__ = ["iter_skeletons"]

_CHUNK = 50_000
_WORTH_A_POOL = 2_000_000
_MOST_WORKERS = 8


def iter_skeletons(connection: sqlite3.Connection, condition: str = "") -> Iterator[tuple[str, str]]:
    """Yield (skeleton, key) of every key in Latin script, in the order of the keys.

    Args:
        connection: A gazetteer whose table ``name`` is filled.
        condition: SQL that says which keys are wanted; by default all.
    """
    total = connection.execute("SELECT count(*) FROM name").fetchone()[0]
    rows = connection.execute(f"SELECT DISTINCT k FROM name {condition} ORDER BY k")
    keys = (row[0] for row in rows if is_latin(row[0]))
    if total < _WORTH_A_POOL:
        for key in keys:
            yield skeleton(key), key
        return
    workers = min(_MOST_WORKERS, os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
        waiting: deque[tuple[list[str], Future[list[str]]]] = deque()
        for chunk in _chunks(keys):
            waiting.append((chunk, pool.submit(_skeletons, chunk)))
            if len(waiting) > 2 * workers:
                yield from _first(waiting)
        while waiting:
            yield from _first(waiting)


def _end_with_parent() -> None:
    """Make a worker end when the build does, also when that is killed and cannot tell it to."""
    parent = parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=follow, daemon=True).start()


def _first(waiting: deque[tuple[list[str], Future[list[str]]]]) -> Iterator[tuple[str, str]]:
    chunk, answer = waiting.popleft()
    return zip(answer.result(), chunk, strict=True)


def _chunks(keys: Iterator[str]) -> Iterator[list[str]]:
    while chunk := list(islice(keys, _CHUNK)):
        yield chunk


def _skeletons(keys: list[str]) -> list[str]:
    """What a worker does."""
    return [skeleton.__wrapped__(key) for key in keys]
